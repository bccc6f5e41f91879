//! The exact bodies of the requests. Snapshot tests show each of them.
//!
//! No temperature, topP, topK or candidate count: current models ignore them and coming ones refuse them.

use super::{
    prompt::{Prompt, SCHEMA},
    schema::strict_json_schema,
    settings::{ModelSettings, Provider},
};
use chrono::NaiveDate;
use serde_json::{Value, json};

/// The body that asks for the steps of `note`, written on `day`.
pub(super) fn body(settings: &ModelSettings, note: &str, day: NaiveDate) -> Value {
    let prompt = Prompt::new(note, day);
    match settings.provider {
        Provider::Gemini => {
            let mut body = google(settings, &prompt);
            // Without it the service may keep the note for weeks.
            body["store"] = Value::Bool(false);
            body
        }
        Provider::Vertex { .. } => google(settings, &prompt),
        Provider::OpenAi => openai(settings, &prompt),
    }
}

fn google(settings: &ModelSettings, prompt: &Prompt) -> Value {
    json!({
        "systemInstruction": { "parts": [{ "text": prompt.system }] },
        "contents": [{ "role": "user", "parts": [{ "text": prompt.user }] }],
        "generationConfig": {
            "responseMimeType": "application/json",
            "responseSchema": schema(),
            "maxOutputTokens": settings.max_output_tokens,
            "thinkingConfig": { "thinkingLevel": "LOW" },
        },
        // Notes speak of overdoses, wounds and knives; only what is certainly harmful may be withheld from a doctor.
        "safetySettings": [{ "category": "HARM_CATEGORY_DANGEROUS_CONTENT", "threshold": "BLOCK_ONLY_HIGH" }],
    })
}

fn openai(settings: &ModelSettings, prompt: &Prompt) -> Value {
    json!({
        "model": settings.model.trim(),
        "messages": [
            { "role": "system", "content": prompt.system },
            { "role": "user", "content": prompt.user },
        ],
        "response_format": {
            "type": "json_schema",
            "json_schema": { "name": "steps", "strict": true, "schema": strict_json_schema(&schema()) },
        },
        "max_tokens": settings.max_output_tokens,
    })
}

fn schema() -> Value {
    // Our own file; a test reads it. An empty schema would only ask for less.
    serde_json::from_str(SCHEMA).unwrap_or_default()
}
