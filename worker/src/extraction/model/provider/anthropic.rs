//! Claude, by Anthropic's Messages API (<https://platform.claude.com/docs/en/api/messages>).
//!
//! The answer is held to a schema by `output_config.format`, which reads no bounds: a tool that the model is forced to call
//! would do the same, but current models refuse to be forced, and no temperature is sent, because they refuse that as well.

use super::{Protocol, word};
use crate::extraction::model::{
    ModelError, Reason,
    answer::{Envelope, Finish, Usage, shorten, tokens},
    ask::Ask,
    look::Look,
    ordered::Ordered,
    refusal::{Refused, TOO_LONG},
    schema,
    settings::{AnswerForm, ModelSettingError, ModelSettings},
};
use reqwest::header::{HeaderName, HeaderValue};
use serde_json::{Value, json};

pub(super) const ANTHROPIC: Protocol = Protocol {
    name: "anthropic",
    model: Some("claude-sonnet-5-5"),
    needs_key: true,
    headers: &[("anthropic-version", "2023-06-01")],
    key: |key| Some((HeaderName::from_static("x-api-key"), HeaderValue::from_str(key).ok()?)),
    base: |_| Ok("https://api.anthropic.com".to_owned()),
    path,
    // Its entry in the list of models.
    look: |settings| {
        let mut path = path(settings)?;
        path.pop();
        Ok(Look::get(path.into_iter().chain(["models".to_owned(), settings.model().to_owned()])))
    },
    body,
    envelope,
    refusal,
    parameter: |_| None,
};

fn path(settings: &ModelSettings) -> Result<Vec<String>, ModelSettingError> {
    word(settings.model())
        .ok_or(ModelSettingError::model("must be a model's name, such as claude-sonnet-5-5"))?;
    // Some write the address with its version, as other services have it.
    let base = settings.base_url.as_deref().unwrap_or_default();
    let has_version = base.trim_end_matches('/').ends_with("/v1");
    let path: &[&str] = if has_version { &["messages"] } else { &["v1", "messages"] };
    Ok(path.iter().map(|&part| part.to_owned()).collect())
}

fn body(ask: &Ask) -> Ordered {
    let body = Ordered::object([
        ("model", ask.model.into()),
        ("max_tokens", json!(ask.max_output_tokens).into()),
        ("system", ask.prompt.system.as_str().into()),
        ("messages", json!([{ "role": "user", "content": ask.prompt.user }]).into()),
    ]);
    match ask.form {
        AnswerForm::JsonObject => body,
        AnswerForm::JsonSchema => {
            let format = Ordered::object([("type", "json_schema".into()), ("schema", schema::strict(&[]))]);
            body.with("output_config", Ordered::object([("format", format)]))
        }
    }
}

fn envelope(body: &Value) -> Result<Envelope, ModelError> {
    if !body.is_object() {
        return Err(ModelError::retry(Reason::WrongShape));
    }
    let usage = body.get("usage");
    // What was read from or written to its cache is counted apart.
    let read = ["input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens"];
    let prompt = read.iter().filter_map(|name| tokens(usage, name)).reduce(u32::saturating_add);
    let output = tokens(usage, "output_tokens");
    let total = prompt.zip(output).map(|(prompt, output)| prompt.saturating_add(output));
    let parts = body.get("content").and_then(Value::as_array);
    let is_text = |part: &&Value| part.get("type").and_then(Value::as_str).is_none_or(|kind| kind == "text");
    Ok(Envelope {
        text: parts
            .into_iter()
            .flatten()
            .filter(is_text)
            .filter_map(|part| part.get("text").and_then(Value::as_str))
            .collect(),
        finish: finish(body),
        model_version: body.get("model").and_then(Value::as_str).and_then(shorten),
        // Its thoughts are part of what it wrote.
        tokens: Usage { prompt, output, thoughts: None, total },
    })
}

fn finish(body: &Value) -> Finish {
    match body.get("stop_reason").and_then(Value::as_str) {
        _ if body.get("content").is_none() => Finish::Empty,
        None | Some("") => Finish::Unsaid,
        Some("end_turn" | "stop_sequence") => Finish::Whole,
        Some("max_tokens" | "model_context_window_exceeded") => Finish::CutOff,
        Some("refusal") => Finish::Blocked,
        Some(_) => Finish::Refused,
    }
}

fn refusal(refused: &Refused) -> Option<Reason> {
    match refused.status {
        400 | 413 if refused.says(TOO_LONG) => Some(Reason::ContextOverflow),
        400 if refused.says(&["credit balance", "spend limit", "usage limits"]) => Some(Reason::NotAllowed),
        400 if refused.says(&["output_config", "compiled grammar", "schema"]) => Some(Reason::SchemaRefused),
        404 if refused.says(&["model"]) => Some(Reason::NotFound),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Finish, envelope};
    use serde_json::json;

    #[test]
    fn thoughts_are_skipped_and_what_its_cache_read_counts() {
        let body = json!({"model": "claude-sonnet-5-5", "stop_reason": "end_turn", "content": [
            {"type": "thinking", "thinking": "hm", "text": "{\"plan\""}, {"type": "text", "text": "{}"}],
            "usage": {"input_tokens": 5, "cache_read_input_tokens": 7, "output_tokens": 3}});
        let read = envelope(&body).expect("an answer");
        assert_eq!((read.text.as_str(), read.finish), ("{}", Finish::Whole));
        assert_eq!(
            (read.tokens.prompt, read.tokens.output, read.tokens.total),
            (Some(12), Some(3), Some(15))
        );
        for (reason, finish) in [
            ("max_tokens", Finish::CutOff),
            ("model_context_window_exceeded", Finish::CutOff),
            ("refusal", Finish::Blocked),
            ("tool_use", Finish::Refused),
            ("solar_flare", Finish::Refused),
        ] {
            let body = json!({"content": [], "stop_reason": reason});
            assert_eq!(envelope(&body).expect("an answer").finish, finish, "{reason}");
        }
        assert_eq!(envelope(&json!({})).expect("an answer").finish, Finish::Empty);
    }
}
