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
        ("AFTERCARE_EXTRACTOR", "model"),
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

/// The steps of the made-up note, as a good model gives them.
fn all_orders() -> Value {
    json!({
        "checklist": [
            { "passage": "Blood test in 2 weeks", "description": "Blood test", "starts_after_days": 14 },
        ],
        "plan": [
            plan("Take amoxicillin 500 mg", "Amoxicillin 500 mg three times a day for 7 days", &json!(7)),
            {
                "passage": "Methotrexate 10 mg every Monday, ongoing", "description": "Take methotrexate 10 mg",
                "every_days": 7, "weekdays": ["mon"],
            },
            {
                "passage": "Paracetamol 1 g up to four times a day if needed for pain",
                "description": "Take paracetamol 1 g", "times_per_day": 4, "as_needed": true,
            },
        ],
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_model_that_finds_every_order_passes() {
    let server = server(answer(&all_orders().to_string())).await;
    let (output, said, error) = check(&server, &[]).await;
    assert!(output.status.success(), "{said}{error}");
    for told in [
        "Asking openai, model ward-llm-2, at http://127.0.0.1",
        "ward-llm-2-q4 answered in",
        "811 tokens read, 102 tokens written",
        "Plan: Take amoxicillin 500 mg (3 times a day; for 7 days)",
        "it would be in force at once",
        "4 of 4 steps would be in force",
    ] {
        assert!(said.contains(told), "{told} in {said}");
    }
    assert!(!said.contains("Missing"), "{said}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_model_that_works_and_is_not_asked_fails_the_check() {
    let server = server(answer(&all_orders().to_string())).await;
    for choice in ["auto", "rules"] {
        let (output, said, error) = check(&server, &[("AFTERCARE_EXTRACTOR", choice)]).await;
        assert_eq!(output.status.code(), Some(1), "{said}{error}");
        assert!(error.contains("notes are read by the rules; set AFTERCARE_EXTRACTOR=model"), "{error}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn orders_that_a_model_misses_are_named_and_fail_the_check() {
    let passage = "Amoxicillin 500 mg three times a day for 7 days";
    let steps = json!({ "checklist": [], "plan": [
        plan("Take amoxicillin 500 mg", passage, &json!(7)),
        plan("Take arsenic", "Arsenic three times a day for 7 days", &json!(7)),
    ] });
    let server = server(answer(&steps.to_string())).await;
    let (output, said, error) = check(&server, &[]).await;
    assert_eq!(output.status.code(), Some(1), "{said}{error}");
    for told in [
        "1. Plan: Take amoxicillin 500 mg (3 times a day; for 7 days)",
        "2. Plan: Take arsenic",
        "it would wait for the doctor (PASSAGE_NOT_FOUND): The words that this step was read from are not in the note.",
        "1 of 2 steps would be in force",
        "Missing: Methotrexate",
        "Missing: Paracetamol",
        "Missing: Blood test",
    ] {
        assert!(said.contains(told), "{told} in {said}");
    }
    assert!(error.contains("misses 3 of the note's orders"), "{error}");
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
async fn the_former_default_model_is_not_asked_of_another_provider_and_a_flag_goes_first() {
    let server = server(answer("{}")).await;
    let url = server.uri();
    let own = [
        ("AFTERCARE_MODEL_PROVIDER", "anthropic"),
        ("AFTERCARE_MODEL_URL", url.as_str()),
        ("AFTERCARE_MODEL_KEY", "k"),
    ];
    let default = ("GEMINI_MODEL", "gemini-3.8-flash");
    for (args, set) in [
        (&["model", "check"][..], &[default][..]),
        (&["model", "check"], &[default, ("AFTERCARE_MODEL", "claude-x")]),
        (&["model", "check", "--model", "b"], &[("GEMINI_MODEL", "a")]),
    ] {
        run(args, &[&own[..], set].concat()).await;
    }
    let mut asked = Vec::new();
    for request in server.received_requests().await.unwrap() {
        let body: Value = serde_json::from_slice(&request.body).unwrap();
        asked.push(body["model"].as_str().unwrap().to_owned());
    }
    assert_eq!(asked, ["claude-sonnet-5-5", "claude-x", "b"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wrong_settings_of_a_model_are_refused_by_their_names() {
    for (settings, name) in [
        (
            &[("AFTERCARE_MODEL_PROVIDER", "oracle")][..],
            "AFTERCARE_MODEL_PROVIDER: oracle is not one of gemini, vertex, openai, anthropic",
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
