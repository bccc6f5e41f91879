//! The background side: extraction, the sweep, mail. No HTTP server here.
//!
//! [`Worker`] claims jobs from the queue, several at once, and does each with the handler of its kind.

pub mod extraction;
pub mod mail;
mod reminder_mail;
mod runner;
pub mod sweep;

pub use runner::{Summary, Worker, WorkerSettings};
