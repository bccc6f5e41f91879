//! A server that speaks Gemini's protocol over real HTTP: it gives the answers of a script, in order, the last one for ever.

use aftercare_worker::extraction::{
    Extractor,
    model::{ModelClient, ModelSettings, Provider},
};
use secrecy::SecretString;
use serde_json::{Value, json};
use std::{
    collections::VecDeque,
    sync::{Mutex, PoisonError},
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};
use wiremock::{Mock, MockServer, Request, Respond, ResponseTemplate, matchers::any};

pub struct Gemini(MockServer);

struct Script(Mutex<VecDeque<ResponseTemplate>>);

impl Respond for Script {
    fn respond(&self, _: &Request) -> ResponseTemplate {
        let mut left = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let answer = if left.len() > 1 { left.pop_front() } else { left.front().cloned() };
        answer.unwrap_or_else(|| ResponseTemplate::new(500))
    }
}

impl Gemini {
    pub async fn answering(script: impl IntoIterator<Item = ResponseTemplate>) -> Self {
        let server = MockServer::start().await;
        let script = Script(Mutex::new(script.into_iter().collect()));
        Mock::given(any()).respond_with(script).mount(&server).await;
        Self(server)
    }

    /// An extractor that asks this server.
    pub fn extractor(&self) -> Extractor {
        extractor_at(&self.0.uri(), Duration::from_secs(2))
    }

    /// Where it is.
    pub fn uri(&self) -> String {
        self.0.uri()
    }

    /// The requests so far, oldest first.
    pub async fn requests(&self) -> Vec<Request> {
        self.0.received_requests().await.unwrap_or_default()
    }

    /// How often it was asked.
    pub async fn asked(&self) -> usize {
        self.requests().await.len()
    }
}

/// An extractor that asks Gemini at `uri`, and waits for an answer so long.
pub fn extractor_at(uri: &str, patience: Duration) -> Extractor {
    let mut settings = ModelSettings::new(Provider::default(), SecretString::from("AQ.test-key"));
    settings.base_url = Some(uri.to_owned());
    settings.total_timeout = patience;
    Extractor::Model(ModelClient::new(settings).unwrap())
}

/// A server that reads one request a connection, writes `bytes` and hangs up.
pub async fn hanging_up_after(bytes: &'static [u8]) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let uri = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut head = vec![0; 65536];
            let _ = stream.read(&mut head).await;
            let _ = stream.write_all(bytes).await;
        }
    });
    uri
}

/// An answer with `text`, which ended for `finish`.
pub fn ended(text: &str, finish: &str) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(json!({
        "candidates": [{ "content": { "role": "model", "parts": [{ "text": text }] }, "finishReason": finish }],
        "usageMetadata": { "promptTokenCount": 11, "candidatesTokenCount": 7, "thoughtsTokenCount": 3, "totalTokenCount": 21 },
        "modelVersion": "gemini-3.8-flash-001",
    }))
}

/// A whole answer with one plan step.
pub fn plan(
    description: &str,
    passage: &str,
    days: impl Into<Value>,
    times: impl Into<Value>,
) -> ResponseTemplate {
    let step = json!({
        "description": description, "passage": passage, "duration_days": days.into(), "times_per_day": times.into(),
        "every_days": null, "as_needed": false, "starts_after_days": 0,
    });
    ended(&json!({ "checklist": [], "plan": [step] }).to_string(), "STOP")
}

/// A refusal.
pub fn refusal(http: u16, status: &str, details: &Value) -> ResponseTemplate {
    let error = json!({ "code": http, "message": "no", "status": status, "details": details });
    ResponseTemplate::new(http).set_body_json(json!({ "error": error }))
}

/// The prompt is refused.
pub fn blocked() -> ResponseTemplate {
    ResponseTemplate::new(200)
        .set_body_json(json!({ "promptFeedback": { "blockReason": "PROHIBITED_CONTENT" } }))
}
