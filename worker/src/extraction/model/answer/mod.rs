//! What came back: first the provider's envelope, then the model's text, then the steps in it.
//!
//! Everything in an answer is from outside: any level may be absent, of another type, or absurd. What can be
//! understood is understood; a number out of bounds is handed on as it is, so that the gate refuses it.

mod envelope;
mod gemini;
mod json;
mod openai;
mod scalars;
mod steps;

pub(super) use envelope::{Envelope, Finish, document};

use super::{ModelError, Reason, prompt::PROMPT_VERSION, settings::Provider};
use aftercare_extraction::DraftStep;
use chrono::NaiveDate;
use serde_json::Value;

/// How many tokens an answer cost, as far as the service says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Usage {
    /// Read: prompt and note.
    pub prompt: Option<u32>,
    /// Written.
    pub output: Option<u32>,
    /// Thought.
    pub thoughts: Option<u32>,
    /// All together.
    pub total: Option<u32>,
}

/// What a model proposes for a note. Nothing in it is trusted yet: it goes through the gate.
#[derive(Debug, Clone, PartialEq)]
pub struct ModelAnswer {
    /// The proposed steps.
    pub drafts: Vec<DraftStep>,
    /// The model that answered, in its own words.
    pub model_version: Option<String>,
    /// The version of our prompt and schema.
    pub prompt_version: &'static str,
    /// What it cost.
    pub tokens: Usage,
}

impl ModelAnswer {
    /// Reads the body of a successful answer. `day` is the note's, for lengths such as "until 14 March".
    pub(super) fn read(provider: &Provider, body: &Value, day: NaiveDate) -> Result<Self, ModelError> {
        let envelope = match provider {
            Provider::Gemini | Provider::Vertex { .. } => gemini::envelope(body)?,
            Provider::OpenAi => openai::envelope(body)?,
        };
        let drafts = envelope.steps(day)?;
        Ok(Self {
            drafts,
            model_version: envelope.model_version,
            prompt_version: PROMPT_VERSION,
            tokens: envelope.tokens,
        })
    }
}

impl Envelope {
    fn steps(&self, day: NaiveDate) -> Result<Vec<DraftStep>, ModelError> {
        let failure = |reason| Err(ModelError::retry(reason));
        match self.finish {
            Finish::Blocked => return Err(ModelError::give_up(Reason::Blocked)),
            Finish::CutOff => return failure(Reason::CutOff),
            Finish::Refused => return failure(Reason::Refused),
            Finish::Whole | Finish::Unsaid => {}
        }
        match steps::read(&self.text, day) {
            Ok(drafts) => Ok(drafts),
            // Nobody said that the answer is whole, and it is not.
            Err(Reason::NotJson | Reason::Empty) if self.finish == Finish::Unsaid => failure(Reason::CutOff),
            Err(reason) => failure(reason),
        }
    }
}

#[cfg(test)]
#[path = "arbitrary_tests.rs"]
mod arbitrary_tests;
#[cfg(test)]
#[path = "fourteen_tests.rs"]
mod fourteen_tests;
