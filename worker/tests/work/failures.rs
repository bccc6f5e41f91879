//! Each way in which Gemini fails, over real HTTP: what becomes of the note, of its job, and of the plan in force.

use crate::{
    gemini::{Gemini, ended, extractor_at, hanging_up_after, plan, refusal},
    house::House,
};
use aftercare_core::{domain::reasons, on_each_database};
use aftercare_entity::{job, note, note::State, step::State as StepState};
use aftercare_worker::extraction::Extractor;
use chrono::Duration;
use serde_json::{Value, json};
use std::time::Duration as Span;
use wiremock::ResponseTemplate;

const NOTE: &str = "Take doxycycline 100 mg twice daily for 7 days.";
const OLD: &str = "Walk 20 minutes daily for 5 days.";

/// A new patient with a plan in force, whose next note `extractor` reads once.
async fn asked_once(house: &mut House, name: &str, extractor: Extractor) -> (note::Model, job::Model) {
    house.extractor = Extractor::Rules;
    house.next_patient(name).await;
    house.note(OLD).await;
    assert_eq!(house.states_of_patient().await, [StepState::Active]);
    house.extractor = extractor;
    let note = house.note(NOTE).await;
    let job = house.job_of(note.id).await;
    (note, job)
}

/// The note is FAILED for `code` and says so in a sentence, its job is dead, and the old plan is in force.
async fn failed(house: &House, name: &str, note: &note::Model, code: &str, attempts: i32) {
    let note = house.note_now(note.id).await;
    assert_eq!((note.state, note.reason.as_deref()), (State::Failed, Some(code)), "{name}");
    assert_eq!(note.attempts, attempts, "{name}");
    let job = house.job_of(note.id).await;
    assert!(job.dead_at.is_some() && job.last_error.as_deref() == Some(code), "{name}: {job:?}");
    assert_eq!(house.states_of_patient().await, [StepState::Active], "{name}: the old plan stays");
    assert!(reasons::sentence(code).is_some(), "{name}");
}

fn status(http: u16) -> ResponseTemplate {
    ResponseTemplate::new(http).set_body_string("<html>front end</html>")
}

fn candidate(candidate: &Value) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(json!({ "candidates": [candidate] }))
}

/// What trying again cannot mend.
fn hopeless() -> Vec<(&'static str, ResponseTemplate, &'static str)> {
    let key = json!([{ "reason": "API_KEY_INVALID", "domain": "googleapis.com" }]);
    let blocked = json!({ "promptFeedback": { "blockReason": "PROHIBITED_CONTENT" }, "usageMetadata": {} });
    let mut rows = vec![
        ("bad field", refusal(400, "INVALID_ARGUMENT", &json!([])), reasons::MODEL_BAD_REQUEST),
        ("invalid key", refusal(400, "INVALID_ARGUMENT", &key), reasons::MODEL_BAD_KEY),
        ("region, billing", refusal(400, "FAILED_PRECONDITION", &json!([])), reasons::MODEL_NOT_ALLOWED),
        ("no key", refusal(401, "UNAUTHENTICATED", &json!([])), reasons::MODEL_BAD_KEY),
        ("leaked key", refusal(403, "PERMISSION_DENIED", &json!([])), reasons::MODEL_BAD_KEY),
        ("retired model", refusal(404, "NOT_FOUND", &json!([])), reasons::MODEL_NOT_FOUND),
        ("404 in HTML", status(404), reasons::MODEL_WRONG_URL),
        ("405", status(405), reasons::MODEL_WRONG_URL),
        ("blocked prompt", ResponseTemplate::new(200).set_body_json(blocked), reasons::MODEL_BLOCKED),
        (
            "50 MB",
            ResponseTemplate::new(200).set_body_bytes(vec![b'x'; 50_000_000]),
            reasons::MODEL_ANSWER_TOO_LARGE,
        ),
    ];
    for finish in ["SAFETY", "PROHIBITED_CONTENT", "SPII", "RECITATION", "BLOCKLIST"] {
        rows.push((finish, candidate(&json!({ "finishReason": finish })), reasons::MODEL_BLOCKED));
    }
    rows
}

/// Answers that came and were no use: worth asking once more.
fn useless() -> Vec<(&'static str, ResponseTemplate, &'static str)> {
    let whole = |text: &str| ended(text, "STOP");
    let unseen = plan("\u{200e} ", NOTE, 7, 2);
    let many: Vec<_> =
        (0..51).map(|n| json!({ "description": format!("Walk {n}"), "passage": NOTE })).collect();
    vec![
        ("empty body", ResponseTemplate::new(200), reasons::MODEL_NOT_JSON),
        ("HTML as a success", status(200), reasons::MODEL_NOT_JSON),
        ("not UTF-8", ResponseTemplate::new(200).set_body_bytes([0xff, 0xfe, 0, 1]), reasons::MODEL_NOT_JSON),
        ("nothing in it", ResponseTemplate::new(200).set_body_json(json!({})), reasons::MODEL_EMPTY),
        ("no parts", candidate(&json!({ "finishReason": "STOP" })), reasons::MODEL_EMPTY),
        (
            "thoughts only",
            candidate(&json!({ "finishReason": "STOP", "content": { "parts": [
            { "text": "{\"plan\": []}", "thought": true }] } })),
            reasons::MODEL_EMPTY,
        ),
        ("cut off", ended("{\"checklist\": [], \"pl", "MAX_TOKENS"), reasons::MODEL_CUT_OFF),
        (
            "cut off but whole",
            ended("{\"checklist\": [], \"plan\": []}", "MAX_TOKENS"),
            reasons::MODEL_CUT_OFF,
        ),
        ("stopped: OTHER", ended("", "OTHER"), reasons::MODEL_REFUSED),
        ("stopped: MALFORMED_RESPONSE", ended("{}", "MALFORMED_RESPONSE"), reasons::MODEL_REFUSED),
        ("stopped for a new reason", ended("{}", "SOLAR_FLARE"), reasons::MODEL_REFUSED),
        ("no text", whole(""), reasons::MODEL_EMPTY),
        ("null", whole("null"), reasons::MODEL_WRONG_SHAPE),
        ("an empty list", whole("[]"), reasons::MODEL_WRONG_SHAPE),
        ("garbage", whole("Sorry, I cannot read this."), reasons::MODEL_NOT_JSON),
        ("another shape", whole("{\"pills\": 3}"), reasons::MODEL_WRONG_SHAPE),
        ("no words", unseen, reasons::GATE_BAD_DESCRIPTION),
        (
            "51 steps",
            whole(&json!({ "checklist": many, "plan": [] }).to_string()),
            reasons::GATE_TOO_MANY_STEPS,
        ),
    ]
}

/// What passes: tried again with a backoff, or after the pause asked for.
fn passing() -> Vec<(&'static str, ResponseTemplate, &'static str, [i64; 2])> {
    const USUAL: [i64; 2] = [5, 8];
    let in_array = json!([{ "error": { "code": 503, "status": "UNAVAILABLE", "message": "overloaded" } }]);
    let hidden = json!({ "error": { "code": 503, "status": "UNAVAILABLE" } });
    vec![
        ("408", status(408), reasons::MODEL_TIMEOUT, USUAL),
        ("500", refusal(500, "INTERNAL", &json!([])), reasons::MODEL_UNAVAILABLE, USUAL),
        ("502 in HTML", status(502), reasons::MODEL_UNAVAILABLE, USUAL),
        ("503", refusal(503, "UNAVAILABLE", &json!([])), reasons::MODEL_UNAVAILABLE, USUAL),
        (
            "503 in an array",
            ResponseTemplate::new(503).set_body_json(in_array),
            reasons::MODEL_UNAVAILABLE,
            USUAL,
        ),
        (
            "503 as a success",
            ResponseTemplate::new(200).set_body_json(hidden),
            reasons::MODEL_UNAVAILABLE,
            USUAL,
        ),
        ("503, empty", ResponseTemplate::new(503), reasons::MODEL_UNAVAILABLE, USUAL),
        ("504", refusal(504, "DEADLINE_EXCEEDED", &json!([])), reasons::MODEL_UNAVAILABLE, USUAL),
        ("Retry-After", status(503).insert_header("retry-after", "40"), reasons::MODEL_UNAVAILABLE, [40, 40]),
    ]
}

on_each_database! {
    async fn what_trying_again_cannot_mend_fails_at_once(t: TestApp) {
        let mut house = House::open(t).await;
        for (name, answer, code) in hopeless() {
            let gemini = Gemini::answering([answer]).await;
            let (note, _) = asked_once(&mut house, name, gemini.extractor()).await;
            failed(&house, name, &note, code, 1).await;
            assert_eq!(gemini.asked().await, 1, "{name}");
        }
    }

    async fn a_redirect_is_not_followed_and_the_key_goes_nowhere(t: TestApp) {
        let mut house = House::open(t).await;
        let elsewhere = Gemini::answering([plan("Take doxycycline 100 mg", NOTE, 7, 2)]).await;
        for http in [301, 302, 307, 308] {
            let answer = ResponseTemplate::new(http).insert_header("location", elsewhere.uri());
            let gemini = Gemini::answering([answer]).await;
            let (note, _) = asked_once(&mut house, "redirect", gemini.extractor()).await;
            failed(&house, "redirect", &note, reasons::MODEL_REDIRECTED, 1).await;
        }
        assert_eq!(elsewhere.asked().await, 0);
    }

    async fn a_useless_answer_is_asked_for_twice_and_then_fails(t: TestApp) {
        let mut house = House::open(t).await;
        for (name, answer, code) in useless() {
            let gemini = Gemini::answering([answer]).await;
            let (note, job) = asked_once(&mut house, name, gemini.extractor()).await;
            assert_eq!((note.state, job.last_error.as_deref()), (State::Queued, Some(code)), "{name}");
            house.t.clock.advance(Duration::minutes(1));
            house.work().await;
            failed(&house, name, &note, code, 2).await;
            assert_eq!(gemini.asked().await, 2, "{name}");
        }
    }

    async fn what_passes_is_tried_again_and_the_note_is_read(t: TestApp) {
        let mut house = House::open(t).await;
        for (name, answer, code, [least, most]) in passing() {
            let gemini = Gemini::answering([answer, plan("Take doxycycline 100 mg", NOTE, 7, 2)]).await;
            let (note, job) = asked_once(&mut house, name, gemini.extractor()).await;
            assert_eq!((note.state, job.attempts), (State::Queued, 1), "{name}");
            assert_eq!((job.last_error.as_deref(), job.dead_at), (Some(code), None), "{name}");
            assert_eq!((note.reason.as_deref(), note.attempts, note.fallback), (Some(code), 1, false), "{name}");
            let pause = job.run_at - house.t.app.now();
            assert!((Duration::seconds(least)..=Duration::seconds(most)).contains(&pause), "{name}: {pause}");
            assert_eq!(house.states_of_patient().await, [StepState::Active], "{name}: the old plan stays");
            house.t.clock.advance(pause + Duration::seconds(1));
            house.work().await;
            let note = house.note_now(note.id).await;
            assert_eq!((note.state, note.reason, note.attempts), (State::Extracted, None, 2), "{name}");
            assert_eq!(house.states_of_patient().await, [StepState::Superseded, StepState::Active], "{name}");
        }
    }

    async fn a_broken_connection_is_tried_again(t: TestApp) {
        let mut house = House::open(t).await;
        let closed = "http://127.0.0.1:1".to_owned();
        let half = b"HTTP/1.1 200 OK\r\ncontent-length: 5000\r\ncontent-type: application/json\r\n\r\n{\"cand";
        let slow = Gemini::answering([ended("{}", "STOP").set_delay(Span::from_secs(5))]).await;
        for (name, uri, code) in [
            ("nobody listens", closed, reasons::MODEL_UNREACHABLE),
            ("hangs up at once", hanging_up_after(b"").await, reasons::MODEL_CONNECTION_LOST),
            ("hangs up in mid-answer", hanging_up_after(half).await, reasons::MODEL_CONNECTION_LOST),
            ("speaks something else", hanging_up_after(b"220 mail.example ESMTP\r\n").await, reasons::MODEL_CONNECTION_LOST),
            ("does not answer", slow.uri(), reasons::MODEL_TIMEOUT),
        ] {
            let extractor = extractor_at(&uri, Span::from_millis(400));
            let (note, job) = asked_once(&mut house, name, extractor).await;
            assert_eq!((note.state, job.attempts, job.dead_at), (State::Queued, 1, None), "{name}");
            assert_eq!(job.last_error.as_deref(), Some(code), "{name}");
            assert_eq!(house.states_of_patient().await, [StepState::Active], "{name}: the old plan stays");
        }
    }

    async fn too_many_requests_wait_their_turn_and_cost_no_attempt(t: TestApp) {
        let mut house = House::open(t).await;
        let retry = |delay: &str| {
            let details = json!([{ "@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": delay }]);
            refusal(429, "RESOURCE_EXHAUSTED", &details)
        };
        for (name, answer, seconds) in [
            ("no pause given", status(429), 30),
            ("at once", retry("0s"), 2),
            ("22 s", retry("22s"), 22),
            ("3 hours", retry("3h"), 3 * 3600),
        ] {
            let gemini = Gemini::answering([answer]).await;
            let (note, job) = asked_once(&mut house, name, gemini.extractor()).await;
            assert_eq!((note.state, job.attempts, job.dead_at), (State::Queued, 0, None), "{name}");
            assert_eq!(job.last_error.as_deref(), Some(reasons::MODEL_RATE_LIMITED), "{name}");
            assert_eq!((note.reason.as_deref(), note.attempts), (job.last_error.as_deref(), 0), "{name}: the doctor sees why");
            let pause = job.run_at - house.t.app.now();
            let expected = Duration::seconds(seconds)..Duration::seconds(seconds + 5);
            assert!(expected.contains(&pause), "{name}: {pause}");
        }
    }

    async fn a_model_that_is_always_busy_is_given_up_after_the_patience(t: TestApp) {
        let mut house = House::open(t).await;
        let gemini = Gemini::answering([status(429)]).await;
        let (note, _) = asked_once(&mut house, "busy", gemini.extractor()).await;
        for _ in 0..50 {
            house.t.clock.advance(Duration::hours(1));
            house.work().await;
        }
        failed(&house, "busy", &note, reasons::MODEL_RATE_LIMITED, house.note_now(note.id).await.attempts).await;
    }
}
