//! The commands, one file each.

pub mod admin;
pub mod jobs;
pub mod migrate;
pub mod schema;
