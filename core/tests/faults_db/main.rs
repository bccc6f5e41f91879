//! What is answered is stored: writes under a fault, then without it, then a look at the database by another process.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod away;
mod cancelled;
mod disk;
mod many_rows;
mod round_trips;
mod support;
