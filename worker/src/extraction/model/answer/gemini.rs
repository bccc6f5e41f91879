//! Gemini's envelope, the same on the developer API and on Vertex AI.

use super::{
    Usage,
    envelope::{Envelope, Finish, shorten, tokens},
};
use crate::extraction::model::{ModelError, Reason};
use serde_json::Value;

pub(super) fn envelope(body: &Value) -> Result<Envelope, ModelError> {
    if !body.is_object() {
        return Err(ModelError::retry(Reason::WrongShape));
    }
    let usage = body.get("usageMetadata");
    let envelope = Envelope {
        model_version: body.get("modelVersion").and_then(Value::as_str).and_then(shorten),
        tokens: Usage {
            prompt: tokens(usage, "promptTokenCount"),
            output: tokens(usage, "candidatesTokenCount"),
            thoughts: tokens(usage, "thoughtsTokenCount"),
            total: tokens(usage, "totalTokenCount"),
        },
        ..Envelope::default()
    };
    // A reason is an open string; that there is one is what counts.
    if body.pointer("/promptFeedback/blockReason").is_some_and(|reason| !reason.is_null()) {
        return Ok(Envelope { finish: Finish::Blocked, ..envelope });
    }
    let candidate = body.pointer("/candidates/0").ok_or(ModelError::retry(Reason::Empty))?;
    let finish = finish(candidate.get("finishReason").and_then(Value::as_str));
    Ok(Envelope { text: text(candidate), finish, ..envelope })
}

fn finish(reason: Option<&str>) -> Finish {
    match reason {
        // Only STOP is whole: an answer that does not say how it ended may have been cut.
        None | Some("" | "FINISH_REASON_UNSPECIFIED" | "MAX_TOKENS") => Finish::CutOff,
        Some("STOP") => Finish::Whole,
        Some("SAFETY" | "PROHIBITED_CONTENT" | "SPII" | "RECITATION" | "BLOCKLIST" | "LANGUAGE") => {
            Finish::Blocked
        }
        Some(_) => Finish::Refused,
    }
}

/// The text of all parts but the thoughts.
fn text(candidate: &Value) -> String {
    let parts = candidate.pointer("/content/parts").and_then(Value::as_array);
    parts
        .into_iter()
        .flatten()
        .filter(|part| part.get("thought").and_then(Value::as_bool) != Some(true))
        .filter_map(|part| part.get("text").and_then(Value::as_str))
        .collect()
}
