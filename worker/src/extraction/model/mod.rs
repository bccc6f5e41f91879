//! Language models that read notes, through whichever service: one file each in [`provider`].
//!
//! ```text
//! Deidentified note -> question (prompt + schema) -> pace -> circuit -> HTTP -> envelope -> steps -> drafts
//! ```
//!
//! What comes out are drafts, for the gate to judge; what goes wrong is a [`ModelFailure`], which says how the job goes
//! on, with a [`Reason`] from a closed list. No database, no clock, no environment here; and no note, key or body in
//! any error or log.

mod answer;
mod ask;
mod breaker;
mod client;
mod delay;
mod endpoint;
mod error;
mod failure;
mod http;
mod look;
mod manner;
mod ordered;
mod pace;
mod prompt;
mod provider;
mod reason;
mod refusal;
mod schema;
mod settings;

pub use answer::{ModelAnswer, Usage};
pub use breaker::{Circuit, CircuitBreaker, Held, Ticket};
pub use client::{ModelClient, ModelQuestion};
pub use error::ModelError;
pub use failure::ModelFailure;
pub use http::with_bundled_roots;
pub use look::Looked;
pub use provider::Provider;
pub use reason::Reason;
pub use settings::{AnswerForm, ModelSettingError, ModelSettings, PromptLength};
