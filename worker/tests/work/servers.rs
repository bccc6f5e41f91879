//! Servers of each provider's kind, over real HTTP: how each says the same thing in its own envelope.

use crate::gemini::{Gemini, ended, refusal};
use aftercare_worker::extraction::{
    deidentify::Deidentified,
    model::{ModelAnswer, ModelClient, ModelFailure, ModelQuestion, ModelSettings, Provider},
};
use chrono::{DateTime, Utc};
use secrecy::SecretString;
use serde_json::{Value, json};
use wiremock::ResponseTemplate;

pub const NOTE: &str = "Take doxycycline 100 mg twice daily for 7 days.\nCall 01223 496 0999 on Friday.";

/// Every provider, by name.
pub const PROVIDERS: [&str; 4] = ["gemini", "vertex", "openai", "anthropic"];

/// What may be set of a model that is asked at `uri`.
pub fn settings(provider: &str, uri: &str) -> ModelSettings {
    let named = Provider::named(provider).expect("a provider");
    let path = if provider == "openai" { "/v1" } else { "" };
    ModelSettings {
        base_url: Some(format!("{uri}{path}")),
        model: (provider == "openai").then(|| "ward-llm-2".to_owned()),
        project: "ward-7".to_owned(),
        location: "europe-west4".to_owned(),
        ..ModelSettings::new(named, SecretString::from("secret-token"))
    }
}

/// Asks for the steps of [`NOTE`].
pub async fn ask(client: &ModelClient, is_repeated: bool) -> Result<ModelAnswer, ModelFailure> {
    ask_about(client, NOTE, is_repeated).await
}

/// Asks for the steps of a note.
pub async fn ask_about(
    client: &ModelClient,
    note: &str,
    is_repeated: bool,
) -> Result<ModelAnswer, ModelFailure> {
    let note = Deidentified::new(note, &[]);
    let now: DateTime<Utc> = "2026-03-02T10:00:00Z".parse().unwrap();
    client.extract(ModelQuestion { note: &note, day: now.date_naive(), now, is_repeated }).await
}

/// What a server of this kind says to one question about [`NOTE`].
pub async fn answered(provider: &str, answer: ResponseTemplate) -> Result<ModelAnswer, ModelFailure> {
    let server = Gemini::answering([answer]).await;
    ask(&ModelClient::new(settings(provider, &server.uri())).unwrap(), false).await
}

/// The right answer to [`NOTE`], as a model writes it.
pub fn right() -> String {
    let passage = "Take doxycycline 100 mg twice daily for 7 days";
    let step = json!({ "passage": passage, "description": "Take doxycycline 100 mg", "duration_days": 7, "times_per_day": 2,
        "every_days": null, "as_needed": false, "starts_after_days": 0 });
    json!({ "checklist": [], "plan": [step] }).to_string()
}

/// How an answer ended.
#[derive(Clone, Copy)]
pub enum End {
    Whole,
    CutOff,
    Declined,
}

/// An answer with this text, 11 tokens read and 7 written.
pub fn says(provider: &str, text: &str, end: End) -> ResponseTemplate {
    let word = |words: [&'static str; 3]| match end {
        End::Whole => words[0],
        End::CutOff => words[1],
        End::Declined => words[2],
    };
    let body = match provider {
        "openai" => json!({
            "model": "ward-llm-2",
            "choices": [{
                "message": { "role": "assistant", "content": text },
                "finish_reason": word(["stop", "length", "content_filter"]),
            }],
            "usage": { "prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18 },
        }),
        "anthropic" => json!({
            "id": "msg_1", "type": "message", "role": "assistant", "model": "claude-sonnet-5-5",
            "content": [{ "type": "text", "text": text }],
            "stop_reason": word(["end_turn", "max_tokens", "refusal"]),
            "usage": { "input_tokens": 11, "output_tokens": 7 },
        }),
        _ => return ended(text, word(["STOP", "MAX_TOKENS", "SAFETY"])),
    };
    ResponseTemplate::new(200).set_body_json(body)
}

/// An error of this provider's form. Google's services name its `kind` as `status`, the others as `type`.
pub fn fails(provider: &str, http: u16, kind: &str, message: &str) -> ResponseTemplate {
    let error = json!({ "type": kind, "message": message });
    let body: Value = match provider {
        "openai" => json!({ "error": error }),
        "anthropic" => json!({ "type": "error", "error": error, "request_id": "req_1" }),
        _ if message.is_empty() => return refusal(http, kind, &json!([])),
        _ => json!({ "error": { "code": http, "status": kind, "message": message } }),
    };
    ResponseTemplate::new(http).set_body_json(body)
}
