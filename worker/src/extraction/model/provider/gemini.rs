//! Gemini on Google's developer API.
//!
//! No temperature, topP, topK or candidate count: current models ignore them and coming ones refuse them.

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

pub(super) const GEMINI: Protocol = Protocol {
    name: "gemini",
    // The model that prompt and schema were written for.
    model: Some("gemini-3.8-flash"),
    needs_key: true,
    headers: &[],
    key: |key| Some((HeaderName::from_static("x-goog-api-key"), HeaderValue::from_str(key).ok()?)),
    base: |_| Ok("https://generativelanguage.googleapis.com".to_owned()),
    path,
    look: |settings| path(settings).map(count),
    // Without `store` the service may keep the note for weeks.
    body: |ask| body(ask).with("store", Value::Bool(false).into()),
    envelope,
    refusal,
    parameter: |_| None,
};

fn path(settings: &ModelSettings) -> Result<Vec<String>, ModelSettingError> {
    Ok([version(settings, "v1beta")?, "models", &method(settings)?].map(str::to_owned).to_vec())
}

/// Version part of the address.
pub(super) fn version<'s>(settings: &'s ModelSettings, usual: &'s str) -> Result<&'s str, ModelSettingError> {
    let set = settings.version.as_deref().map(str::trim).filter(|version| !version.is_empty());
    word(set.unwrap_or(usual)).ok_or(ModelSettingError {
        setting: "AFTERCARE_GEMINI_VERSION",
        problem: "must be a version, such as v1beta",
    })
}

/// The last part of the address.
pub(super) fn method(settings: &ModelSettings) -> Result<String, ModelSettingError> {
    let model = settings.model();
    let model = word(model.strip_prefix("models/").unwrap_or(model))
        .ok_or(ModelSettingError::model("must be a model's name, such as gemini-3.8-flash"))?;
    Ok(format!("{model}:generateContent"))
}

/// Counting the tokens of one word costs nothing, and needs the key and the model as a note does.
pub(super) fn count(mut path: Vec<String>) -> Look {
    if let Some(method) = path.last_mut() {
        *method = method.replace(":generateContent", ":countTokens");
    }
    Look { path, body: Some(json!({ "contents": [{ "role": "user", "parts": [{ "text": "Hello" }] }] })) }
}

pub(super) fn body(ask: &Ask) -> Ordered {
    let mut how = Ordered::object([("responseMimeType", "application/json".into())]);
    if ask.form == AnswerForm::JsonSchema {
        how = how.with("responseSchema", schema::openapi(ask.bounds(schema::BOUNDS)));
    }
    how = how.with("maxOutputTokens", json!(ask.max_output_tokens).into());
    how = how.with("thinkingConfig", json!({ "thinkingLevel": "LOW" }).into());
    Ordered::object([
        ("systemInstruction", json!({ "parts": [{ "text": ask.prompt.system }] }).into()),
        ("contents", json!([{ "role": "user", "parts": [{ "text": ask.prompt.user }] }]).into()),
        ("generationConfig", how),
        // Notes speak of overdoses, wounds and knives; only what is certainly harmful may be withheld from a doctor.
        (
            "safetySettings",
            json!([{ "category": "HARM_CATEGORY_DANGEROUS_CONTENT", "threshold": "BLOCK_ONLY_HIGH" }]).into(),
        ),
    ])
}

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
    let Some(candidate) = body.pointer("/candidates/0") else {
        return Ok(Envelope { finish: Finish::Empty, ..envelope });
    };
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

pub(super) fn refusal(refused: &Refused) -> Option<Reason> {
    match refused.status {
        400 if refused.has_detail(&["API_KEY_INVALID", "API_KEY_EXPIRED"]) => Some(Reason::BadKey),
        400 if refused.kind() == Some("FAILED_PRECONDITION") => Some(Reason::NotAllowed),
        400 if refused.says(TOO_LONG) => Some(Reason::ContextOverflow),
        400 if refused.says(&["too many states", "response_schema", "responseschema"]) => {
            Some(Reason::SchemaRefused)
        }
        // Where it knows the address and not the model, it says so in its own words.
        404 if refused.kind() == Some("NOT_FOUND") => Some(Reason::NotFound),
        _ => None,
    }
}
