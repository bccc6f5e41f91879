use super::{Refused, in_disguise};
use crate::extraction::model::{ModelError, Provider, Reason};
use chrono::{DateTime, Utc};
use reqwest::{StatusCode, header::HeaderMap};
use serde_json::{Value, json};
use std::time::Duration;

fn now() -> DateTime<Utc> {
    "2026-11-24T10:00:00Z".parse().expect("a time")
}

fn classify(status: StatusCode, headers: &HeaderMap, body: Option<&Value>, now: DateTime<Utc>) -> ModelError {
    super::classify(Provider::default().protocol(), &Refused::new(status, body), headers, now)
}

fn judged(status: u16, body: &Value) -> ModelError {
    classify(StatusCode::from_u16(status).expect("a status"), &HeaderMap::new(), Some(body), now())
}

fn exhausted(details: &Value) -> Value {
    json!({"error": {"code": 429, "message": "quota", "status": "RESOURCE_EXHAUSTED", "details": details}})
}

#[test]
fn what_only_the_operator_can_mend_is_given_up() {
    let invalid_key = json!({"error": {"code": 400, "status": "INVALID_ARGUMENT", "details": [
        {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "API_KEY_INVALID"}]}});
    let region = json!({"error": {"code": 400, "status": "FAILED_PRECONDITION", "message": "location"}});
    for (status, body, reason) in [
        (400, json!({"error": {"status": "INVALID_ARGUMENT"}}), Reason::BadRequest),
        (400, invalid_key, Reason::BadKey),
        (400, region, Reason::NotAllowed),
        (400, json!("garbage"), Reason::BadRequest),
        (401, json!(null), Reason::BadKey),
        (402, json!(null), Reason::NotAllowed),
        (403, json!({"error": {"status": "PERMISSION_DENIED"}}), Reason::BadKey),
        (404, json!({"error": {"status": "NOT_FOUND"}}), Reason::NotFound),
        (404, json!("404"), Reason::WrongUrl),
        (405, json!(null), Reason::WrongUrl),
        (413, json!(null), Reason::BadRequest),
        (302, json!(null), Reason::Redirected),
    ] {
        assert_eq!(judged(status, &body), ModelError::GiveUp { reason }, "{status}");
    }
}

#[test]
fn what_passes_is_tried_again() {
    for (status, reason) in [
        (408, Reason::Timeout),
        (499, Reason::Unavailable),
        (500, Reason::Unavailable),
        (502, Reason::Unavailable),
        (503, Reason::Unavailable),
        (504, Reason::Unavailable),
        (529, Reason::Unavailable),
    ] {
        let bare = classify(StatusCode::from_u16(status).expect("a status"), &HeaderMap::new(), None, now());
        assert_eq!(bare, ModelError::Retry { reason, after: None }, "{status}");
    }
}

#[test]
fn too_many_requests_park_for_the_pause_asked_for() {
    let asked = |delay: &str| judged(429, &exhausted(&json!([{"retryDelay": delay}])));
    for (delay, pause) in [
        ("22s", Duration::from_secs(22)),
        ("0.5s", Duration::from_secs(2)),
        ("0s", Duration::from_secs(2)),
        ("3h", Duration::from_hours(3)),
        ("9999h", Duration::from_hours(24)),
        ("presently", Duration::from_secs(30)),
    ] {
        let parked = ModelError::Park { reason: Reason::RateLimited, until: now() + pause };
        assert_eq!(asked(delay), parked, "{delay}");
    }
}

#[test]
fn the_header_counts_too_and_the_longer_pause_wins() {
    let mut headers = HeaderMap::new();
    headers.insert("retry-after", "40".parse().expect("a header"));
    let body = exhausted(&json!([{"retryDelay": "22s"}]));
    let both = classify(StatusCode::TOO_MANY_REQUESTS, &headers, Some(&body), now());
    assert_eq!(
        both,
        ModelError::Park { reason: Reason::RateLimited, until: now() + Duration::from_secs(40) }
    );
    let down = classify(StatusCode::SERVICE_UNAVAILABLE, &headers, None, now());
    assert_eq!(down, ModelError::Retry { reason: Reason::Unavailable, after: Some(Duration::from_secs(40)) });
    headers.insert("retry-after", "18446744073709551615".parse().expect("a header"));
    let absurd = classify(StatusCode::SERVICE_UNAVAILABLE, &headers, None, now());
    assert_eq!(
        absurd,
        ModelError::Park { reason: Reason::Unavailable, until: now() + Duration::from_hours(24) }
    );
}

#[test]
fn a_quota_of_the_day_parks_until_pacific_midnight_whatever_the_delay_says() {
    let quota = |id: &str| {
        judged(
            429,
            &exhausted(&json!([
                {"@type": "type.googleapis.com/google.rpc.QuotaFailure", "violations": [{"quotaId": id}]},
                {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "22s"},
            ])),
        )
    };
    let midnight = "2026-11-25T08:00:00Z".parse().expect("a time");
    assert_eq!(
        quota("GenerateRequestsPerDayPerProjectPerModel-FreeTier"),
        ModelError::Park { reason: Reason::QuotaExhausted, until: midnight }
    );
    assert_eq!(
        quota("GenerateRequestsPerMinutePerProjectPerModel"),
        ModelError::Park { reason: Reason::RateLimited, until: now() + Duration::from_secs(22) }
    );
    let credit = json!({"error": {"code": "insufficient_quota", "message": "no credit"}});
    assert_eq!(
        judged(429, &credit),
        ModelError::Park { reason: Reason::QuotaExhausted, until: now() + Duration::from_hours(1) }
    );
}

#[test]
fn the_error_s_type_is_a_word_and_never_a_sentence() {
    let kind = |body: Value| Refused::new(StatusCode::BAD_REQUEST, Some(&body)).kind().map(str::to_owned);
    assert_eq!(
        kind(json!({"error": {"code": 400, "status": "INVALID_ARGUMENT"}})).as_deref(),
        Some("INVALID_ARGUMENT")
    );
    assert_eq!(
        kind(json!({"error": {"code": "model_not_found", "type": "x"}})).as_deref(),
        Some("model_not_found")
    );
    assert_eq!(kind(json!({"object": "error", "type": "NotFoundError"})).as_deref(), Some("NotFoundError"));
    for body in [
        json!({"error": {"type": "take aspirin"}}),
        json!({"error": {"type": "x".repeat(65)}}),
        json!({"error": "no"}),
        json!([7]),
    ] {
        assert_eq!(kind(body.clone()), None, "{body}");
    }
}

#[test]
fn an_error_in_disguise_has_its_own_status() {
    assert_eq!(in_disguise(&json!({"error": {"code": 503}})), Some(StatusCode::SERVICE_UNAVAILABLE));
    assert_eq!(in_disguise(&json!({"error": {"code": 200}})), Some(StatusCode::INTERNAL_SERVER_ERROR));
    assert_eq!(in_disguise(&json!({"error": "no such endpoint"})), Some(StatusCode::INTERNAL_SERVER_ERROR));
    assert_eq!(in_disguise(&json!({"error": null, "candidates": []})), None);
}
