//! One question to a model: what each provider's body is made of.

use super::{
    prompt::Prompt,
    settings::{AnswerForm, ModelSettings},
};
use chrono::NaiveDate;

/// Tokens that an answer needs at least: one step and what is around it.
const LEAST_ANSWER: u32 = 256;

/// One question.
pub(super) struct Ask<'s> {
    /// The model's name.
    pub(super) model: &'s str,
    /// The host that it goes to.
    pub(super) host: &'s str,
    pub(super) prompt: Prompt,
    pub(super) form: AnswerForm,
    /// The most tokens that may be written, thoughts included.
    pub(super) max_output_tokens: u32,
    /// Whether an answer to the same question was of no use.
    pub(super) is_repeated: bool,
    /// Whether the server refused the schema with its bounds.
    pub(super) is_unbounded: bool,
}

/// A request that cannot fit into the model's context.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TooLong;

impl<'s> Ask<'s> {
    /// The question for the steps of `note`, written on `day`.
    pub(super) fn new(
        settings: &'s ModelSettings,
        host: &'s str,
        note: &str,
        day: NaiveDate,
    ) -> Result<Self, TooLong> {
        let prompt = Prompt::new(settings.prompt, settings.answer_form, note, day);
        let max_output_tokens = match settings.context_tokens {
            None => settings.max_output_tokens,
            Some(room) => {
                let left = room.saturating_sub(prompt.tokens());
                if left < LEAST_ANSWER {
                    return Err(TooLong);
                }
                settings.max_output_tokens.min(left)
            }
        };
        let (model, form) = (settings.model(), settings.answer_form);
        Ok(Self { model, host, prompt, form, max_output_tokens, is_repeated: false, is_unbounded: false })
    }

    /// Those of `bounds` that are sent.
    pub(super) fn bounds<'b>(&self, bounds: &'b [&'b str]) -> &'b [&'b str] {
        if self.is_unbounded { &[] } else { bounds }
    }
}
