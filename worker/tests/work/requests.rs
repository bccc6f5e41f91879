//! The exact requests of each provider, as their servers get them; and a key that is renewed in its file.

use crate::gemini::{Gemini, ended};
use aftercare_core::{clock::Clock, testing::start_of_test};
use aftercare_worker::extraction::{
    Extractor, extract_text,
    model::{ModelClient, ModelSettings, Provider},
};
use secrecy::SecretString;
use serde_json::{Value, json};
use wiremock::{Request, ResponseTemplate};

const NOTE: &str = "Take doxycycline 100 mg twice daily for 7 days.\nCall 01223 496 0999 on Friday.";

fn shown(request: &Request) -> Value {
    let header =
        |name: &str| request.headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let body: Value = serde_json::from_slice(&request.body).unwrap();
    json!({
        "request": format!("{} {}", request.method, request.url.path()),
        "query": request.url.query(),
        "headers": {
            "accept-encoding": header("accept-encoding"),
            "authorization": header("authorization"),
            "content-type": header("content-type"),
            "x-goog-api-key": header("x-goog-api-key"),
        },
        "body": body,
    })
}

/// What a server of `provider` was asked, and the steps read from its answer.
async fn asked(provider: Provider, path: &str, answer: ResponseTemplate) -> (Value, usize) {
    let server = Gemini::answering([answer]).await;
    let mut settings = ModelSettings::new(provider, SecretString::from("secret-token"));
    settings.base_url = format!("{}{path}", server.uri());
    let extractor = Extractor::Model(ModelClient::new(settings).unwrap());
    let clock = Clock::manual(start_of_test());
    let read = extract_text(&extractor, false, NOTE, "2026-03-02".parse().unwrap(), &clock).await.unwrap();
    (shown(&server.requests().await.remove(0)), read.gated.steps.len())
}

fn answer() -> String {
    let passage = "Take doxycycline 100 mg twice daily for 7 days";
    let step = json!({ "description": "Take doxycycline 100 mg", "passage": passage, "duration_days": 7, "times_per_day": 2,
        "every_days": null, "as_needed": false, "starts_after_days": 0 });
    json!({ "checklist": [], "plan": [step] }).to_string()
}

#[tokio::test]
async fn of_the_developer_api() {
    let (request, steps) = asked(Provider::Gemini, "", ended(&answer(), "STOP")).await;
    assert_eq!(steps, 1);
    insta::assert_json_snapshot!(request);
}

#[tokio::test]
async fn of_vertex_ai() {
    let provider = Provider::Vertex { project: "ward-7".to_owned(), location: "europe-west4".to_owned() };
    let (request, steps) = asked(provider, "", ended(&answer(), "STOP")).await;
    assert_eq!(steps, 1);
    assert!(request["body"].get("store").is_none(), "Vertex does not know it");
    insta::assert_json_snapshot!(request, { ".body.systemInstruction" => "[as above]", ".body.generationConfig.responseSchema" => "[as above]" });
}

#[tokio::test]
async fn of_an_openai_compatible_server() {
    let body = json!({
        "model": "ward-llm-2", "choices": [{ "message": { "role": "assistant", "content": answer() }, "finish_reason": "stop" }],
        "usage": { "prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18 },
    });
    let (request, steps) =
        asked(Provider::OpenAi, "/v1", ResponseTemplate::new(200).set_body_json(body)).await;
    assert_eq!(steps, 1);
    insta::assert_json_snapshot!(request, { ".body.messages[0].content" => "[as above]" });
}

#[tokio::test]
async fn a_key_in_a_file_is_the_one_of_now() {
    let server = Gemini::answering([ended(&answer(), "STOP")]).await;
    let file = tempfile::NamedTempFile::new().unwrap();
    let mut settings = ModelSettings::new(Provider::OpenAi, SecretString::from("first"));
    server.uri().clone_into(&mut settings.base_url);
    settings.key_file = Some(file.path().to_owned());
    let client = Extractor::Model(ModelClient::new(settings).unwrap());
    let clock = Clock::manual(start_of_test());
    for token in ["first", "second"] {
        std::fs::write(file.path(), format!("{token}\n")).unwrap();
        let _ = extract_text(&client, false, NOTE, "2026-03-02".parse().unwrap(), &clock).await;
    }
    let sent: Vec<_> =
        server.requests().await.iter().map(|request| request.headers["authorization"].clone()).collect();
    assert_eq!(sent.first().unwrap(), "Bearer first");
    assert_eq!(sent.last().unwrap(), "Bearer second");
}
