//! What is old is deleted, and nothing else; and whoever needed an event that is gone is told so.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod cursors;
mod pruning;
mod sessions;
mod support;
mod workers;
