//! One question to a model: what each provider's body is made of.

use super::{
    manner::Manner,
    prompt::Prompt,
    settings::{AnswerForm, ModelSettings},
};
use chrono::NaiveDate;

/// Tokens that an answer needs at least: one step and what is around it.
const LEAST_ANSWER: u32 = 256;
/// Bytes of a short note.
const SHORT_NOTE: usize = 300;

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
    /// How this server is asked.
    pub(super) manner: Manner,
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
                let tokens = prompt.tokens();
                if tokens.start.saturating_add(LEAST_ANSWER) > room {
                    return Err(TooLong);
                }
                settings.max_output_tokens.min(room.saturating_sub(tokens.end).max(LEAST_ANSWER))
            }
        };
        let (model, form) = (settings.model(), settings.answer_form);
        Ok(Self {
            model,
            host,
            prompt,
            form,
            max_output_tokens,
            is_repeated: false,
            manner: Manner::default(),
        })
    }

    /// Whether the model has room for the prompt, one step and a note of a few lines.
    pub(super) fn fits_at_all(settings: &ModelSettings) -> bool {
        Ask::new(settings, "", &"x".repeat(SHORT_NOTE), NaiveDate::default()).is_ok()
    }

    /// Those of `bounds` that are sent.
    pub(super) fn bounds<'b>(&self, bounds: &'b [&'b str]) -> &'b [&'b str] {
        if self.manner.is_unbounded { &[] } else { bounds }
    }
}
