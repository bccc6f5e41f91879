//! `aftercare model check`, and the names of the settings of a model.

use crate::BINARY;
use serde_json::{Value, json};
use std::process::{Command, Output};
use wiremock::{Mock, MockServer, ResponseTemplate, matchers::any};

async fn server(answer: ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(answer).mount(&server).await;
    server
}

/// `model check` of a model at this server.
async fn check(server: &MockServer, settings: &[(&str, &str)]) -> (Output, String, String) {
    let url = format!("{}/v1", server.uri());
    let own = [
        ("AFTERCARE_MODEL_PROVIDER", "openai"),
        ("AFTERCARE_MODEL_URL", &url),
        ("AFTERCARE_MODEL", "ward-llm-2"),
    ];
    run(&["model", "check"], &[&own, settings].concat()).await
}

async fn run(args: &[&str], settings: &[(&str, &str)]) -> (Output, String, String) {
    let mut command = Command::new(BINARY);
    command.args(args).env_clear().envs(settings.iter().copied());
    let output = tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap();
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let (out, err) = (out.into_owned(), err.into_owned());
    (output, out, err)
}

fn answer(text: &str) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(json!({
        "model": "ward-llm-2-q4", "choices": [{ "message": { "content": text }, "finish_reason": "stop" }],
        "usage": { "prompt_tokens": 811, "completion_tokens": 102 },
    }))
}

fn plan(description: &str, passage: &str, days: &Value) -> Value {
    json!({ "passage": passage, "description": description, "duration_days": days, "times_per_day": 3 })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_model_that_works_is_shown_with_what_the_gate_makes_of_each_step() {
    let passage = "Amoxicillin 500 mg three times a day for 7 days";
    let steps = json!({ "checklist": [], "plan": [
        plan("Take amoxicillin 500 mg", passage, &json!(7)),
        plan("Take arsenic", "Arsenic three times a day for 7 days", &json!(7)),
    ] });
    let server = server(answer(&steps.to_string())).await;
    let (output, said, error) = check(&server, &[]).await;
    assert!(output.status.success(), "{said}{error}");
    for told in [
        "Asking openai, model ward-llm-2, at http://127.0.0.1",
        "ward-llm-2-q4 answered in",
        "811 tokens read, 102 tokens written",
        "1. Plan: Take amoxicillin 500 mg (3 times a day; for 7 days)",
        "it would be in force at once",
        "2. Plan: Take arsenic",
        "it would wait for the doctor (PASSAGE_NOT_FOUND): The words that this step was read from are not in the note.",
        "1 of 2 steps would be in force",
    ] {
        assert!(said.contains(told), "{told} in {said}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_model_that_fails_is_explained_with_the_setting_to_look_at() {
    let error = |kind: &str, message: &str| json!({ "error": { "type": kind, "message": message } });
    let context = error("exceed_context_size_error", "the request exceeds the available context size");
    let unknown = error("NotFoundError", "The model `ward-llm-2` does not exist.");
    for (response, told) in [
        (
            ResponseTemplate::new(400).set_body_json(context),
            ["MODEL_CONTEXT_OVERFLOW; HTTP 400; exceed_context_size_error", "AFTERCARE_MODEL_CONTEXT_TOKENS"],
        ),
        (
            ResponseTemplate::new(404).set_body_json(unknown),
            ["MODEL_NOT_FOUND; HTTP 404; NotFoundError", "Look at AFTERCARE_MODEL."],
        ),
        (
            ResponseTemplate::new(404).set_body_string("404 page not found"),
            ["MODEL_WRONG_URL; HTTP 404", "Look at AFTERCARE_MODEL_URL."],
        ),
        (ResponseTemplate::new(401), ["MODEL_BAD_KEY; HTTP 401", "Look at AFTERCARE_MODEL_KEY."]),
        (answer("I cannot do that."), ["MODEL_NOT_JSON; HTTP 200", "AFTERCARE_MODEL_ANSWER_FORM"]),
        (
            answer("{\"checklist\": [], \"plan\": []}"),
            ["no step of its answer can be used", "AFTERCARE_MODEL_PROMPT"],
        ),
    ] {
        let server = server(response).await;
        let (output, said, error) = check(&server, &[]).await;
        assert_eq!(output.status.code(), Some(1), "{said}{error}");
        assert!(told.iter().all(|told| error.contains(told)), "{told:?} in {error}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn both_names_of_a_setting_work_and_must_agree() {
    let server = server(answer("{}")).await;
    let uri = server.uri();
    let anthropic = |names: [&'static str; 3]| {
        [(names[0], "key-1".to_owned()), (names[1], uri.clone()), (names[2], "claude-x".to_owned())]
    };
    for names in [
        ["AFTERCARE_MODEL_KEY", "AFTERCARE_MODEL_URL", "AFTERCARE_MODEL"],
        ["GEMINI_API_KEY", "GEMINI_BASE_URL", "GEMINI_MODEL"],
    ] {
        let set = anthropic(names);
        let mut set: Vec<_> = set.iter().map(|(name, value)| (*name, value.as_str())).collect();
        set.push(("AFTERCARE_MODEL_PROVIDER", "anthropic"));
        run(&["model", "check"], &set).await;
    }
    let requests = server.received_requests().await.unwrap();
    assert_eq!(requests.len(), 2);
    for request in requests {
        assert_eq!(request.headers["x-api-key"], "key-1");
        assert_eq!(request.url.path(), "/v1/messages");
        let body: Value = serde_json::from_slice(&request.body).unwrap();
        assert_eq!(body["model"], "claude-x");
    }
    for (name, former) in [
        ("AFTERCARE_MODEL_KEY", "GEMINI_API_KEY"),
        ("AFTERCARE_MODEL_URL", "GEMINI_BASE_URL"),
        ("AFTERCARE_MODEL", "GEMINI_MODEL"),
    ] {
        let (output, _, error) =
            run(&["model", "check"], &[(name, "https://one.example"), (former, "https://two.example")]).await;
        assert_eq!(output.status.code(), Some(2));
        assert!(error.contains(&format!("{name} and {former} are both set and differ")), "{error}");
        assert!(!error.contains(".example"), "{error}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wrong_settings_of_a_model_are_refused_by_their_names() {
    for (settings, name) in [
        (
            &[("AFTERCARE_MODEL_PROVIDER", "oracle")][..],
            "AFTERCARE_MODEL_PROVIDER: oracle is none of gemini, vertex, openai, anthropic",
        ),
        (&[("AFTERCARE_MODEL_KEY", "")], "AFTERCARE_MODEL_KEY (or GEMINI_API_KEY): must be set"),
        (
            &[("AFTERCARE_MODEL_KEY", "k"), ("AFTERCARE_MODEL_URL", "http://llm.example")],
            "AFTERCARE_MODEL_URL",
        ),
        (&[("AFTERCARE_MODEL_PROVIDER", "openai"), ("AFTERCARE_MODEL", "a")], "AFTERCARE_MODEL_URL"),
        (
            &[("AFTERCARE_MODEL_PROVIDER", "openai"), ("AFTERCARE_MODEL_URL", "https://llm.example/v1")],
            "AFTERCARE_MODEL (or GEMINI_MODEL): must name",
        ),
        (&[("AFTERCARE_MODEL_PROVIDER", "vertex"), ("AFTERCARE_MODEL_KEY", "k")], "AFTERCARE_VERTEX_PROJECT"),
        (&[("AFTERCARE_MODEL_MAX_OUTPUT_TOKENS", "0")], "model-max-output-tokens"),
        (&[("AFTERCARE_MODEL_CONTEXT_TOKENS", "many")], "model-context-tokens"),
        (&[("AFTERCARE_MODEL_ANSWER_FORM", "xml")], "model-answer-form"),
        (&[("AFTERCARE_MODEL_PROMPT", "long")], "model-prompt"),
        (&[("AFTERCARE_MODEL_PARALLEL", "0")], "model-parallel"),
    ] {
        let (output, _, error) = run(&["model", "check"], settings).await;
        assert_eq!(output.status.code(), Some(2), "{settings:?}: {error}");
        assert!(error.contains(name), "{settings:?}: {error}");
    }
}
