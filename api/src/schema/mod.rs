//! The schema: one file an entity, holding its object, inputs, payloads and its part of Query and Mutation.

pub mod error;
pub mod ids;
pub mod pages;
pub mod scalars;
