//! A question that gave no steps: what it means for its job, and what an operator wants to know of it.

use super::{ModelError, answer::Usage, manner::Refusable};
use std::time::Duration;

/// A question that gave no steps. Nothing in it is from the note: the error's type is a word of the service's own.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{error}")]
pub struct ModelFailure {
    /// How the job goes on.
    pub error: ModelError,
    /// HTTP status of the answer, if there was one.
    pub http_status: Option<u16>,
    /// The service's own short word for what went wrong.
    pub error_type: Option<String>,
    /// The model that answered, in its own words.
    pub model_version: Option<String>,
    /// What it cost all the same.
    pub tokens: Usage,
    /// How long the service took, without the waiting for a turn.
    pub took: Duration,
    /// Whether the note left the hospital, or was about to when the connection failed.
    pub sent: bool,
    /// What of the request it was that the service did not take, where another way of asking may help.
    pub(super) refused: Option<Refusable>,
}

impl From<ModelError> for ModelFailure {
    fn from(error: ModelError) -> Self {
        Self {
            error,
            http_status: None,
            error_type: None,
            model_version: None,
            tokens: Usage::default(),
            took: Duration::ZERO,
            sent: false,
            refused: None,
        }
    }
}
