//! What each provider's server may answer, and what is made of it: steps, or a code that says what is wrong, with the HTTP
//! status and the service's own short word for it in the log, and nothing of the note.

use crate::{
    gemini::Gemini,
    log::Log,
    servers::{End, NOTE, PROVIDERS, answered, ask, ask_about, fails, right, says, settings},
};
use aftercare_worker::extraction::model::{
    AnswerForm, ModelClient, ModelError, ModelSettings, PromptLength, Reason,
};
use wiremock::ResponseTemplate;

#[tokio::test]
async fn each_is_understood() {
    for provider in PROVIDERS {
        let answer = answered(provider, says(provider, &right(), End::Whole)).await.expect("an answer");
        assert_eq!(answer.drafts.len(), 1, "{provider}");
        assert_eq!((answer.tokens.prompt, answer.tokens.output), (Some(11), Some(7)), "{provider}");
        assert!(answer.model_version.is_some(), "{provider}");
    }
}

#[tokio::test]
async fn what_ends_early_or_is_declined_says_so_and_what_it_cost() {
    for provider in PROVIDERS {
        for (end, error) in [
            (End::CutOff, ModelError::Retry { reason: Reason::CutOff, after: None }),
            (End::Declined, ModelError::GiveUp { reason: Reason::Blocked }),
        ] {
            let failure = answered(provider, says(provider, &right(), end)).await.expect_err("no steps");
            assert_eq!((failure.error, failure.tokens.prompt), (error, Some(11)), "{provider}");
        }
    }
}

/// Provider, status, the service's word for it, its message, and what it means.
const REFUSALS: &[(&str, u16, &str, &str, Reason)] = &[
    (
        "gemini",
        400,
        "INVALID_ARGUMENT",
        "The input token count (9000) exceeds the maximum number of tokens allowed (8192).",
        Reason::ContextOverflow,
    ),
    ("gemini", 404, "NOT_FOUND", "models/gemini-0 is not found for API version v1beta", Reason::NotFound),
    ("gemini", 403, "PERMISSION_DENIED", "", Reason::BadKey),
    ("vertex", 404, "NOT_FOUND", "Publisher Model `gemini-0` was not found", Reason::NotFound),
    ("vertex", 401, "UNAUTHENTICATED", "", Reason::BadKey),
    (
        "openai",
        400,
        "exceed_context_size_error",
        "request (4390 tokens) exceeds the available context size (4096 tokens), try increasing it",
        Reason::ContextOverflow,
    ),
    (
        "openai",
        400,
        "BadRequestError",
        "This model's maximum context length is 4096 tokens. However, you requested 18000 tokens",
        Reason::ContextOverflow,
    ),
    ("openai", 500, "server_error", "Context size has been exceeded.", Reason::ContextOverflow),
    ("openai", 404, "NotFoundError", "The model `ward-llm-2` does not exist.", Reason::NotFound),
    ("openai", 404, "model_not_found", "", Reason::NotFound),
    ("openai", 400, "invalid_request_error", "model not found", Reason::NotFound),
    ("openai", 404, "not_found_error", "File Not Found", Reason::WrongUrl),
    ("openai", 401, "authentication_error", "Invalid API Key", Reason::BadKey),
    (
        "openai",
        400,
        "invalid_request_error",
        "Failed to initialize samplers: failed to parse grammar",
        Reason::SchemaRefused,
    ),
    ("openai", 400, "invalid_request_error", "unknown field: colour", Reason::BadRequest),
    (
        "anthropic",
        400,
        "invalid_request_error",
        "prompt is too long: 210000 tokens > 200000 maximum",
        Reason::ContextOverflow,
    ),
    ("anthropic", 404, "not_found_error", "model: claude-0", Reason::NotFound),
    ("anthropic", 404, "not_found_error", "Not Found", Reason::WrongUrl),
    ("anthropic", 401, "authentication_error", "invalid x-api-key", Reason::BadKey),
    ("anthropic", 402, "billing_error", "", Reason::NotAllowed),
    (
        "anthropic",
        400,
        "invalid_request_error",
        "Your credit balance is too low to access the API",
        Reason::NotAllowed,
    ),
    ("anthropic", 400, "invalid_request_error", "The compiled grammar is too large", Reason::SchemaRefused),
];

#[tokio::test]
async fn the_server_s_own_reason_is_kept() {
    for (provider, http, kind, message, reason) in REFUSALS {
        let failure = answered(provider, fails(provider, *http, kind, message)).await.expect_err("a refusal");
        let row = format!("{provider} {http} {kind}");
        assert_eq!(failure.error, ModelError::GiveUp { reason: *reason }, "{row}");
        assert_eq!((failure.http_status, failure.error_type.as_deref()), (Some(*http), Some(*kind)), "{row}");
    }
}

#[tokio::test]
async fn a_wrong_path_is_no_missing_model() {
    for provider in PROVIDERS {
        for body in ["<html>404</html>", "404 page not found", "{\"detail\": \"Not Found\"}", ""] {
            let answer = ResponseTemplate::new(404).set_body_string(body);
            let failure = answered(provider, answer).await.expect_err("a refusal");
            assert_eq!(failure.error, ModelError::GiveUp { reason: Reason::WrongUrl }, "{provider}: {body}");
        }
    }
}

#[tokio::test]
async fn an_overloaded_service_is_asked_again() {
    for (provider, http, kind) in [
        ("gemini", 503, "UNAVAILABLE"),
        ("openai", 503, "unavailable_error"),
        ("anthropic", 529, "overloaded_error"),
    ] {
        let failure = answered(provider, fails(provider, http, kind, "")).await.expect_err("a refusal");
        assert_eq!(
            failure.error,
            ModelError::Retry { reason: Reason::Unavailable, after: None },
            "{provider}"
        );
    }
}

#[tokio::test]
async fn a_schema_that_is_refused_for_its_bounds_goes_out_without_them_from_then_on() {
    let grammar = "Failed to initialize samplers: failed to parse grammar";
    for (provider, message, bound) in [
        ("openai", grammar, "maxLength"),
        (
            "gemini",
            "The specified schema produces a constraint that has too many states for serving.",
            "maxItems",
        ),
    ] {
        let answer = says(provider, &right(), End::Whole);
        let server = Gemini::answering([fails(provider, 400, "INVALID_ARGUMENT", message), answer]).await;
        let client = ModelClient::new(settings(provider, &server.uri())).unwrap();
        for _ in 0..2 {
            assert_eq!(ask(&client, false).await.expect("steps").drafts.len(), 1);
        }
        let sent: Vec<_> = server
            .requests()
            .await
            .iter()
            .map(|request| String::from_utf8_lossy(&request.body).contains(bound))
            .collect();
        assert_eq!(sent, [true, false, false], "{provider}");
    }
}

#[tokio::test]
async fn a_parameter_that_is_refused_is_sent_in_another_way_from_then_on() {
    let limit = "Unsupported parameter: 'max_tokens' is not supported with this model.";
    let heat = "Unsupported value: 'temperature' does not support 0 with this model.";
    let answer = says("openai", &right(), End::Whole);
    let refused = |message| fails("openai", 400, "invalid_request_error", message);
    let server = Gemini::answering([refused(limit), refused(heat), answer]).await;
    let client = ModelClient::new(settings("openai", &server.uri())).unwrap();
    for _ in 0..2 {
        assert_eq!(ask(&client, false).await.expect("steps").drafts.len(), 1);
    }
    let mut sent = Vec::new();
    for request in server.requests().await {
        let body: serde_json::Value = serde_json::from_slice(&request.body).unwrap();
        sent.push(
            ["max_tokens", "max_completion_tokens", "temperature"].map(|name| body.get(name).is_some()),
        );
    }
    let settled = [false, true, false];
    assert_eq!(sent, [[true, false, true], [false, true, true], settled, settled]);
}

#[tokio::test]
async fn a_parameter_that_no_other_way_helps_is_given_up() {
    let refusal =
        fails("openai", 400, "invalid_request_error", "max_tokens and max_completion_tokens: too large");
    let server = Gemini::answering([refusal]).await;
    let client = ModelClient::new(settings("openai", &server.uri())).unwrap();
    for asked in [2, 4] {
        let failure = ask(&client, false).await.expect_err("a refusal");
        assert_eq!(failure.error, ModelError::GiveUp { reason: Reason::BadRequest });
        assert_eq!(server.asked().await, asked);
    }
}

#[tokio::test]
async fn an_empty_error_beside_an_answer_is_none() {
    let body = serde_json::json!({
        "error": {}, "choices": [{ "finish_reason": "eos", "message": { "content": right() } }],
    });
    let answer = ResponseTemplate::new(200).set_body_json(body);
    assert_eq!(answered("openai", answer).await.expect("an answer").drafts.len(), 1);
}

#[tokio::test]
async fn a_context_without_room_for_anything_is_refused_at_the_start() {
    for (tokens, prompt, is_enough) in [
        (1_100, PromptLength::Short, false),
        (1_300, PromptLength::Short, true),
        (2_048, PromptLength::Full, false),
        (4_096, PromptLength::Full, true),
    ] {
        let small = ModelSettings {
            context_tokens: Some(tokens),
            prompt,
            ..settings("openai", "http://127.0.0.1:1")
        };
        let client = ModelClient::new(small);
        assert_eq!(client.is_ok(), is_enough, "{tokens}");
        if let Err(error) = client {
            assert_eq!(error.setting, "AFTERCARE_MODEL_CONTEXT_TOKENS");
        }
    }
}

#[tokio::test]
async fn a_note_in_plain_english_fits_into_what_it_takes() {
    let server = Gemini::answering([says("openai", &right(), End::Whole)]).await;
    // 8,000 bytes are some 1,900 tokens of plain English.
    let small = ModelSettings { context_tokens: Some(4_400), ..settings("openai", &server.uri()) };
    let note = format!("{NOTE}\n{}", "She is well and sleeps better since the weekend. ".repeat(165));
    ask_about(&ModelClient::new(small).unwrap(), &note, false).await.expect("it fits");
}

#[tokio::test]
async fn a_note_that_cannot_fit_is_never_sent_and_an_answer_gets_the_room_that_is_left() {
    let server = Gemini::answering([says("openai", &right(), End::Whole)]).await;
    let small = ModelSettings {
        context_tokens: Some(2_048),
        prompt: PromptLength::Short,
        answer_form: AnswerForm::JsonSchema,
        ..settings("openai", &server.uri())
    };
    let client = ModelClient::new(small).unwrap();
    ask(&client, false).await.expect("it fits");
    let sent: serde_json::Value = serde_json::from_slice(&server.requests().await[0].body).unwrap();
    let left = sent["max_tokens"].as_u64().unwrap();
    assert!((1_000..1_500).contains(&left), "{left}");
    let long = NOTE.repeat(150);
    let failure = ask_about(&client, &long, false).await.expect_err("too long");
    assert_eq!(failure.error, ModelError::GiveUp { reason: Reason::ContextOverflow });
    assert_eq!(server.asked().await, 1);
}

#[tokio::test]
async fn the_log_has_status_and_type_and_nothing_of_the_note_or_the_key() {
    let log = Log::start();
    for provider in PROVIDERS {
        let quoting = format!("I will not read: {NOTE}");
        let _ = answered(provider, fails(provider, 400, "some_error", &quoting)).await;
        let _ = answered(provider, fails(provider, 400, "doxycycline 100 mg", &quoting)).await;
        let _ = answered(provider, says(provider, &quoting, End::Whole)).await;
    }
    let log = log.finish();
    assert_eq!(
        log.matches("code=\"MODEL_BAD_REQUEST\" http_status=400 error_type=\"some_error\"").count(),
        4,
        "{log}"
    );
    assert_eq!(log.matches("code=\"MODEL_NOT_JSON\" http_status=200").count(), 4, "{log}");
    for private in ["doxycycline", "secret-token", "496 0999", "will not read"] {
        assert!(!log.contains(private), "{private} in {log}");
    }
}
