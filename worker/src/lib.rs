//! The background side: extraction, the sweep, mail. No HTTP server here.
//!
//! [`Worker`] claims jobs from the queue, several at once, and does each with the handler of its kind.

pub mod extraction;
mod jobs;
pub mod mail;
mod runner;

pub use jobs::{WorkerSettings, sweep};
pub use runner::{Summary, Worker};
