//! What came back: first the provider's envelope, then the model's text, then the steps in it.
//!
//! Everything in an answer is from outside: any level may be absent, of another type, or absurd. What can be
//! understood is understood; an absurd number becomes one that its passage contradicts, so that its step waits.

mod clock;
mod envelope;
mod json;
mod scalars;
mod steps;
mod weekdays;

pub(super) use envelope::{Envelope, Finish, document, shorten, tokens};

use super::{ModelError, Reason};
use aftercare_extraction::DraftStep;
use chrono::NaiveDate;
use std::time::Duration;

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
    /// How long the service took, without the waiting for a turn.
    pub took: Duration,
}

impl ModelAnswer {
    pub(super) fn new(drafts: Vec<DraftStep>, envelope: Envelope, prompt_version: &'static str) -> Self {
        let Envelope { model_version, tokens, .. } = envelope;
        Self { drafts, model_version, prompt_version, tokens, took: Duration::ZERO }
    }
}

impl Envelope {
    /// The steps in it. `day` is the note's, for lengths such as "until 14 March".
    pub(super) fn steps(&self, day: NaiveDate) -> Result<Vec<DraftStep>, ModelError> {
        let failure = |reason| Err(ModelError::retry(reason));
        match self.finish {
            Finish::Blocked => return Err(ModelError::give_up(Reason::Blocked)),
            Finish::CutOff => return failure(Reason::CutOff),
            Finish::Refused => return failure(Reason::Refused),
            Finish::Empty => return failure(Reason::Empty),
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
