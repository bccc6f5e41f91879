//! Faults, with real processes: full disks, wrong clocks, bad mail servers, servers that stop, freeze or start late, and
//! kills in mid-work. Each test says what must hold then, and prints its figures.
//!
//! They take minutes: `.ci/faults` runs them, `cargo test --workspace` does not. They want Postgres, Redis and, for those
//! that move time, Debian's `faketime`. Nothing outlives a test, however it ends: processes die with the thread that began
//! them, private servers and mounts with the end of a pipe.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../../src/commands/demo/client.rs"]
#[expect(dead_code, reason = "the demo uses more of it")]
mod client;
#[path = "../processes/house.rs"]
#[expect(dead_code, reason = "the tests of processes use more of it")]
mod house;
#[path = "../../worker/tests/support/smtp.rs"]
#[expect(dead_code, reason = "the worker's tests use more of it")]
mod smtp;
#[path = "../../src/commands/demo/socket.rs"]
#[expect(dead_code, reason = "the demo uses more of it")]
mod socket;
mod support;

mod clocks;
mod daylight;
mod disk;
mod frozen;
mod kills;
mod mail_server;
mod postgres_away;
mod queue;
mod redis_away;
mod zones;

const BINARY: &str = env!("CARGO_BIN_EXE_aftercare");
