//! From an HTTP status other than success to what it means for the job.
//!
//! The status decides; the body, if it can be read at all, only refines it: it may be Google's error envelope (alone,
//! or in an array), an OpenAI-compatible server's, HTML from a front end, cut, or nothing.

use super::{ModelError, Reason, delay};
use chrono::{DateTime, Utc};
use reqwest::{StatusCode, header::HeaderMap};
use serde_json::Value;
use std::time::Duration;

/// A pause up to this is worth an attempt of its own; a longer one parks the job.
const LONGEST_RETRY: Duration = Duration::from_mins(2);
/// Nobody is believed who asks for more.
const LONGEST_PAUSE: Duration = Duration::from_hours(24);
/// Where too many requests were sent and no pause was asked for.
const UNASKED_PAUSE: Duration = Duration::from_secs(30);
/// The least of pauses behind too many requests.
const SHORTEST_PAUSE: Duration = Duration::from_secs(2);
/// How long an account without credit is left alone.
const NO_CREDIT_PAUSE: Duration = Duration::from_hours(1);

/// What a refusal means. `body` is whatever JSON came with it.
pub(super) fn classify(
    status: StatusCode,
    headers: &HeaderMap,
    body: Option<&Value>,
    now: DateTime<Utc>,
) -> ModelError {
    let error = body.and_then(|body| body.get("error"));
    match status.as_u16() {
        300..=399 => ModelError::give_up(Reason::Redirected),
        400 => ModelError::give_up(bad_request(error)),
        401 | 403 => ModelError::give_up(Reason::BadKey),
        402 | 451 => ModelError::give_up(Reason::NotAllowed),
        404 | 410 => ModelError::give_up(Reason::NotFound),
        408 => paused(Reason::Timeout, headers, error, now),
        429 => too_many(headers, error, now),
        // 499: the request was cancelled on the way.
        499..=599 => paused(Reason::Unavailable, headers, error, now),
        _ => ModelError::give_up(Reason::BadRequest),
    }
}

/// An error envelope in the body of a success: its own code is the status.
pub(super) fn in_disguise(body: &Value) -> Option<StatusCode> {
    let error = body.get("error").filter(|error| error.is_object())?;
    let code = error.get("code").and_then(Value::as_u64).and_then(|code| u16::try_from(code).ok());
    code.filter(|code| (400..600).contains(code))
        .and_then(|code| StatusCode::from_u16(code).ok())
        .or(Some(StatusCode::INTERNAL_SERVER_ERROR))
}

fn bad_request(error: Option<&Value>) -> Reason {
    let status = error.and_then(|error| error.get("status")).and_then(Value::as_str);
    if details(error).any(|detail| matches!(reason(detail), Some("API_KEY_INVALID" | "API_KEY_EXPIRED"))) {
        Reason::BadKey
    } else if status == Some("FAILED_PRECONDITION") {
        Reason::NotAllowed
    } else {
        Reason::BadRequest
    }
}

fn reason(detail: &Value) -> Option<&str> {
    detail.get("reason").and_then(Value::as_str)
}

fn too_many(headers: &HeaderMap, error: Option<&Value>, now: DateTime<Utc>) -> ModelError {
    let per_day = details(error)
        .filter_map(|detail| detail.get("violations").and_then(Value::as_array))
        .flatten()
        .filter_map(|violation| violation.get("quotaId").and_then(Value::as_str))
        .any(|quota| quota.to_ascii_lowercase().contains("perday"));
    if per_day {
        return ModelError::Park { reason: Reason::QuotaExhausted, until: delay::quota_reset(now) };
    }
    let no_credit =
        error.and_then(|error| error.get("code")).and_then(Value::as_str) == Some("insufficient_quota");
    if no_credit {
        return ModelError::Park { reason: Reason::QuotaExhausted, until: now + NO_CREDIT_PAUSE };
    }
    paused(Reason::RateLimited, headers, error, now)
}

/// Try again after the pause the service asked for; a long one parks, and so does a limit of requests, which says nothing
/// about this note.
fn paused(reason: Reason, headers: &HeaderMap, error: Option<&Value>, now: DateTime<Utc>) -> ModelError {
    let after = asked_pause(headers, error, now).map(|pause| pause.min(LONGEST_PAUSE));
    match after {
        after if reason == Reason::RateLimited => {
            let pause = after.unwrap_or(UNASKED_PAUSE).max(SHORTEST_PAUSE);
            ModelError::Park { reason, until: now + pause }
        }
        Some(pause) if pause > LONGEST_RETRY => ModelError::Park { reason, until: now + pause },
        after => ModelError::Retry { reason, after },
    }
}

fn asked_pause(headers: &HeaderMap, error: Option<&Value>, now: DateTime<Utc>) -> Option<Duration> {
    let told = details(error)
        .filter_map(|detail| detail.get("retryDelay"))
        .find_map(|value| delay::of_protobuf(value, LONGEST_PAUSE));
    let header = headers.get("retry-after").and_then(|value| value.to_str().ok());
    told.max(header.and_then(|text| delay::of_header(text, now)))
}

fn details(error: Option<&Value>) -> impl Iterator<Item = &Value> {
    error.and_then(|error| error.get("details")).and_then(Value::as_array).into_iter().flatten()
}

#[cfg(test)]
#[path = "refusal_tests.rs"]
mod tests;
