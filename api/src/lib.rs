//! The GraphQL server: transport ([`http`]), authentication ([`auth`]) and schema ([`schema`]). No rules of care here:
//! those are in the core; this is how a client asks.

pub mod auth;
#[cfg(feature = "fuzzing")]
pub mod fuzzing;
mod health;
pub mod http;
pub mod mail_link;
pub mod pages;
pub mod schema;
mod server;

pub use server::{ApiServer, ApiSettings};
