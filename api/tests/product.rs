//! The product's own schema, over HTTP, on each database: as a web app asks it.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[expect(dead_code, reason = "the transport's tests use more of it")]
mod support;

#[path = "product/statements.rs"]
mod statements;
