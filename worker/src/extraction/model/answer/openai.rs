//! The envelope of OpenAI-compatible servers.

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
    let Some(choice) = body.pointer("/choices/0") else { return Err(ModelError::retry(Reason::Empty)) };
    let message = choice.get("message");
    let refused =
        message.and_then(|message| message.get("refusal")?.as_str()).is_some_and(|text| !text.is_empty());
    let usage = body.get("usage");
    Ok(Envelope {
        text: without_thoughts(&text(message.and_then(|message| message.get("content")))).to_owned(),
        finish: if refused {
            Finish::Blocked
        } else {
            finish(choice.get("finish_reason").and_then(Value::as_str))
        },
        model_version: body.get("model").and_then(Value::as_str).and_then(shorten),
        tokens: Usage {
            prompt: tokens(usage, "prompt_tokens"),
            output: tokens(usage, "completion_tokens"),
            thoughts: tokens(
                usage.and_then(|usage| usage.get("completion_tokens_details")),
                "reasoning_tokens",
            ),
            total: tokens(usage, "total_tokens"),
        },
    })
}

fn finish(reason: Option<&str>) -> Finish {
    match reason {
        None | Some("") => Finish::Unsaid,
        Some("stop") => Finish::Whole,
        Some("length") => Finish::CutOff,
        Some("content_filter") => Finish::Blocked,
        Some(_) => Finish::Refused,
    }
}

/// The content is a text, or a list of parts of which some are text.
fn text(content: Option<&Value>) -> String {
    match content {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(parts)) => {
            parts.iter().filter_map(|part| part.get("text").and_then(Value::as_str)).collect()
        }
        _ => String::new(),
    }
}

/// Models that think aloud do so before they answer, in a block of its own.
fn without_thoughts(text: &str) -> &str {
    let trimmed = text.trim_start();
    trimmed
        .strip_prefix("<think>")
        .map_or(text, |rest| rest.split_once("</think>").map_or("", |(_, answer)| answer))
}

#[cfg(test)]
mod tests {
    use super::{envelope, without_thoughts};
    use crate::extraction::model::answer::Finish;
    use serde_json::json;

    #[test]
    fn thoughts_are_skipped() {
        assert_eq!(without_thoughts("\n<think>{\"plan\": 1}</think>{}"), "{}");
        assert_eq!(without_thoughts("<think> never ends"), "");
        assert_eq!(without_thoughts("{\"a\": \"<think>\"}"), "{\"a\": \"<think>\"}");
    }

    #[test]
    fn content_may_be_parts_and_a_refusal_is_one() {
        let parts = json!({"choices": [{"finish_reason": "stop", "message": {"content": [
            {"type": "text", "text": "{}"}, {"type": "image"}, {"type": "text", "text": " "}]}}],
            "usage": {"prompt_tokens": 5, "completion_tokens": -1, "completion_tokens_details": {"reasoning_tokens": 2}}});
        let read = envelope(&parts).expect("an answer");
        assert_eq!((read.text.as_str(), read.finish), ("{} ", Finish::Whole));
        assert_eq!((read.tokens.prompt, read.tokens.output, read.tokens.thoughts), (Some(5), None, Some(2)));
        let refusal = json!({"choices": [{"finish_reason": "stop", "message": {"content": null, "refusal": "I cannot"}}]});
        assert_eq!(envelope(&refusal).expect("an answer").finish, Finish::Blocked);
    }
}
