//! The worker at work: extraction, the sweep and its mails, on both databases.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod extraction;
mod house;
mod sweep;
