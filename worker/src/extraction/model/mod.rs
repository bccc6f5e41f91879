//! Language models that read notes: Gemini, the same on Vertex AI, and any OpenAI-compatible server.
//!
//! ```text
//! Deidentified note -> request (prompt + schema) -> pace -> circuit -> HTTP -> envelope -> steps -> drafts
//! ```
//!
//! What comes out are drafts, for the gate to judge; what goes wrong is a [`ModelError`], which says how the job goes
//! on, with a [`Reason`] from a closed list. No database, no clock, no environment here; and no note, key or body in
//! any error or log.

mod answer;
mod breaker;
mod client;
mod delay;
mod endpoint;
mod error;
mod http;
mod pace;
mod prompt;
mod reason;
mod refusal;
mod request;
mod schema;
mod settings;

pub use answer::{ModelAnswer, Usage};
pub use breaker::{Circuit, CircuitBreaker, Held, Ticket};
pub use client::ModelClient;
pub use error::ModelError;
pub use prompt::PROMPT_VERSION;
pub use reason::Reason;
pub use settings::{
    DEFAULT_MODEL, DEVELOPER_API, DEVELOPER_VERSION, ModelSettingError, ModelSettings, Provider,
};
