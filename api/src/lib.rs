//! The GraphQL server: transport ([`http`]), authentication ([`auth`]) and schema ([`schema`]). No rules of care here:
//! those are in the core; this is how a client asks.

pub mod auth;
pub mod http;
pub mod schema;
