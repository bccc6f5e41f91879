//! Any server with `/chat/completions`: a model that a hospital runs itself (llama.cpp, vLLM, Ollama, LM Studio), or OpenAI.
//!
//! OpenAI's own service has another name for the most tokens, refuses a temperature with its current models, and reads no
//! `maxLength` in a strict schema; the others know the names of old.

use super::{Protocol, bearer, text_of};
use crate::extraction::model::{
    ModelError, Reason,
    answer::{Envelope, Finish, Usage, shorten, tokens},
    ask::Ask,
    look::Look,
    manner::Refusable,
    ordered::Ordered,
    refusal::{Refused, TOO_LONG},
    schema,
    settings::{AnswerForm, ModelSettingError, ModelSettings},
};
use serde_json::{Value, json};

pub(super) const OPENAI: Protocol = Protocol {
    name: "openai",
    model: None,
    needs_key: false,
    headers: &[],
    key: bearer,
    base: |_| {
        Err(ModelSettingError::url(
            "must name the OpenAI-compatible server, such as http://127.0.0.1:8080/v1",
        ))
    },
    path,
    look: |settings| path(settings).map(|_| Look::get(["models".to_owned()])),
    body,
    envelope,
    refusal,
    parameter,
};

/// Bounds that OpenAI's own strict schemas have.
const OWN_BOUNDS: &[&str] = &["minimum", "maximum", "minItems", "maxItems"];

fn path(settings: &ModelSettings) -> Result<Vec<String>, ModelSettingError> {
    if settings.model().is_empty() {
        return Err(ModelSettingError::model("must name the model of this server"));
    }
    Ok(vec!["chat".to_owned(), "completions".to_owned()])
}

fn body(ask: &Ask) -> Ordered {
    let is_own = ask.host.ends_with("openai.com");
    let bounds = ask.bounds(if is_own { OWN_BOUNDS } else { schema::BOUNDS });
    let form = match ask.form {
        AnswerForm::JsonObject => json!({ "type": "json_object" }).into(),
        AnswerForm::JsonSchema => {
            let schema = Ordered::object([
                ("name", "steps".into()),
                ("strict", Value::Bool(true).into()),
                ("schema", schema::strict(bounds)),
            ]);
            Ordered::object([("type", "json_schema".into()), ("json_schema", schema)])
        }
    };
    let body = Ordered::object([
        ("model", ask.model.into()),
        (
            "messages",
            json!([
                { "role": "system", "content": ask.prompt.system },
                { "role": "user", "content": ask.prompt.user },
            ])
            .into(),
        ),
        ("response_format", form),
    ]);
    let most = json!(ask.max_output_tokens).into();
    let limit = if is_own == ask.manner.has_other_limit { "max_tokens" } else { "max_completion_tokens" };
    let body = body.with(limit, most);
    if is_own || ask.manner.is_at_own_temperature {
        return body;
    }
    // The same question asked in the same way has the same answer: the second time leaves a little to chance.
    let temperature = if ask.is_repeated { json!(0.3) } else { json!(0) };
    body.with("temperature", temperature.into())
}

/// Which of the two names a limit has, and whether a temperature is taken, differs from model to model behind one gateway.
fn parameter(refused: &Refused) -> Option<Refusable> {
    if !matches!(refused.status, 400 | 422) {
        return None;
    }
    let limit = refused.names("max_tokens") || refused.names("max_completion_tokens");
    limit
        .then_some(Refusable::Limit)
        .or_else(|| refused.names("temperature").then_some(Refusable::Temperature))
}

fn envelope(body: &Value) -> Result<Envelope, ModelError> {
    if !body.is_object() {
        return Err(ModelError::retry(Reason::WrongShape));
    }
    let usage = body.get("usage");
    let thoughts = usage.and_then(|usage| usage.get("completion_tokens_details"));
    let envelope = Envelope {
        model_version: body.get("model").and_then(Value::as_str).and_then(shorten),
        tokens: Usage {
            prompt: tokens(usage, "prompt_tokens"),
            output: tokens(usage, "completion_tokens"),
            thoughts: tokens(thoughts, "reasoning_tokens"),
            total: tokens(usage, "total_tokens"),
        },
        ..Envelope::default()
    };
    let Some(choice) = body.pointer("/choices/0") else {
        return Ok(Envelope { finish: Finish::Empty, ..envelope });
    };
    let message = choice.get("message");
    let refused =
        message.and_then(|message| message.get("refusal")?.as_str()).is_some_and(|text| !text.is_empty());
    let finish = match choice.get("finish_reason").and_then(Value::as_str) {
        _ if refused => Finish::Blocked,
        Some("stop" | "eos" | "eos_token" | "end_turn" | "stop_sequence") => Finish::Whole,
        Some("length") => Finish::CutOff,
        Some("content_filter") => Finish::Blocked,
        Some("tool_calls" | "function_call") => Finish::Refused,
        // Nothing, or a word of the server's own: whether the answer is whole is seen from the answer.
        None | Some(_) => Finish::Unsaid,
    };
    Ok(Envelope { text: text_of(message.and_then(|message| message.get("content"))), finish, ..envelope })
}

fn refusal(refused: &Refused) -> Option<Reason> {
    const NO_MODEL: &[&str] =
        &["not found", "not exist", "unknown model", "invalid model", "not available", "not loaded"];
    const SCHEMA: &[&str] = &["grammar", "json_schema", "response_format", "schema", "guided_json"];
    let kind = refused.kind().unwrap_or_default();
    let names_model = kind.contains("model") || refused.says(&["model"]);
    match refused.status {
        // llama.cpp has a type for it, and says 500 where the room ends while it writes.
        400 | 413 | 500 if kind.contains("context") || refused.says(TOO_LONG) => {
            Some(Reason::ContextOverflow)
        }
        400 | 404 if names_model && (kind.contains("model_not_found") || refused.says(NO_MODEL)) => {
            Some(Reason::NotFound)
        }
        // LM Studio answers a wrong path with a success.
        _ if refused.says(&["unexpected endpoint", "invalid url"]) => Some(Reason::WrongUrl),
        400 | 422 | 500 if refused.says(SCHEMA) => Some(Reason::SchemaRefused),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Finish, envelope};
    use serde_json::json;

    #[test]
    fn content_may_be_parts_and_a_refusal_is_one() {
        let parts = json!({"choices": [{"finish_reason": "stop", "message": {"content": [
            {"type": "text", "text": "{}"}, {"type": "image"}, {"type": "text", "text": " "}]}}],
            "usage": {"prompt_tokens": 5, "completion_tokens": -1, "completion_tokens_details": {"reasoning_tokens": 2}}});
        let read = envelope(&parts).expect("an answer");
        assert_eq!((read.text.as_str(), read.finish), ("{} ", Finish::Whole));
        assert_eq!((read.tokens.prompt, read.tokens.output, read.tokens.thoughts), (Some(5), None, Some(2)));
        let ended = |word: &str| {
            let body = json!({"choices": [{"finish_reason": word, "message": {"content": "{}"}}]});
            envelope(&body).expect("an answer").finish
        };
        assert_eq!(
            ["eos", "length", "tool_calls"].map(ended),
            [Finish::Whole, Finish::CutOff, Finish::Refused]
        );
        assert_eq!(ended("solar_flare"), Finish::Unsaid, "the answer says whether it is whole");
        let refusal = json!({"choices": [{"finish_reason": "stop", "message": {"content": null, "refusal": "I cannot"}}]});
        assert_eq!(envelope(&refusal).expect("an answer").finish, Finish::Blocked);
    }
}
