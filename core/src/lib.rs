//! The rules of care ([`domain`]) and what the API and the worker both need: settings, clock, database, keyring,
//! queue, events.
//!
//! No GraphQL, no HTTP, no mail and no model client here: those live in the packages above.

pub mod app;
pub mod audit;
pub mod bus;
pub mod clock;
pub mod commits;
pub mod database;
pub mod domain;
pub mod error;
pub mod events;
mod gather;
pub mod jobs;
pub mod keyring;
pub mod metrics;
pub mod page;
pub mod passwords;
pub mod probe;
pub mod random;
pub mod reader;
pub mod settings;
pub mod statements;
pub mod telemetry;
#[cfg(feature = "testing")]
pub mod testing;
pub mod throttle;

pub use app::{App, Change};
pub use error::{Error, Result};
