//! From an HTTP status other than success to what it means for the job.
//!
//! The status decides; the body, if it can be read at all, only refines it: it may be an error envelope (alone, or in an
//! array), HTML from a front end, cut, or nothing. What a provider's own words say is read in its file, by [`Refused`]. Those
//! words may quote the note, so they go no further: only their short type is logged.

use super::{ModelError, Reason, delay, provider::Protocol};
use chrono::{DateTime, Utc};
use reqwest::{StatusCode, header::HeaderMap};
use serde_json::Value;
use std::time::Duration;

/// What servers say of a request that is longer than their model has room for, in lower case.
pub(super) const TOO_LONG: &[&str] = &[
    "context length",
    "context size",
    "context window",
    "context_length",
    "context limit",
    "prompt is too long",
    "input is too long",
    "input token count",
    "exceeds the maximum number of tokens",
    "too many tokens",
    "too many input tokens",
];

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

/// A refusal as its provider's file reads it.
pub(super) struct Refused<'a> {
    /// HTTP status.
    pub(super) status: u16,
    error: Option<&'a Value>,
    /// In lower case.
    message: String,
}

impl<'a> Refused<'a> {
    /// `body` is whatever JSON came with the status.
    pub(super) fn new(status: StatusCode, body: Option<&'a Value>) -> Self {
        // Some put what went wrong into `error`, as an object or as a text; some into the body itself.
        let error = body.map(|body| body.get("error").filter(|error| !error.is_null()).unwrap_or(body));
        let message = error.and_then(|error| match error {
            Value::String(text) => Some(text.as_str()),
            error => error.get("message").or_else(|| error.get("detail"))?.as_str(),
        });
        Self { status: status.as_u16(), error, message: message.unwrap_or_default().to_lowercase() }
    }

    /// The error's short type, as the service names it; never a sentence.
    pub(super) fn kind(&self) -> Option<&'a str> {
        let error = self.error?;
        let named = ["status", "code", "type"].into_iter().filter_map(|name| error.get(name)?.as_str());
        named.into_iter().find(|kind| is_short(kind))
    }

    /// Whether its message, in lower case, has one of these words.
    pub(super) fn says(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.message.contains(word))
    }

    /// Whether it names this parameter of the request.
    pub(super) fn names(&self, parameter: &str) -> bool {
        let own = self.error.and_then(|error| error.get("param")?.as_str());
        own == Some(parameter) || self.message.contains(parameter)
    }

    /// Whether one of its details has one of these reasons (Google's services).
    pub(super) fn has_detail(&self, reasons: &[&str]) -> bool {
        details(self.error)
            .filter_map(|detail| detail.get("reason").and_then(Value::as_str))
            .any(|reason| reasons.contains(&reason))
    }
}

/// A word that names a kind of error, too short and too plain to quote anything.
fn is_short(kind: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    (1..=64).contains(&kind.len()) && kind.chars().all(fits) && kind.chars().any(|c| c.is_ascii_alphabetic())
}

/// What a refusal means.
pub(super) fn classify(
    protocol: &Protocol,
    refused: &Refused,
    headers: &HeaderMap,
    now: DateTime<Utc>,
) -> ModelError {
    if let Some(reason) = (protocol.refusal)(refused) {
        return ModelError::give_up(reason);
    }
    let error = refused.error;
    match refused.status {
        300..=399 => ModelError::give_up(Reason::Redirected),
        401 | 403 => ModelError::give_up(Reason::BadKey),
        402 | 451 => ModelError::give_up(Reason::NotAllowed),
        // Who knows the address and not the model says so, which the provider has read.
        404 | 405 => ModelError::give_up(Reason::WrongUrl),
        410 => ModelError::give_up(Reason::NotFound),
        408 => paused(Reason::Timeout, headers, error, now),
        429 => too_many(headers, error, now),
        // 499: the request was cancelled on the way.
        499..=599 => paused(Reason::Unavailable, headers, error, now),
        _ => ModelError::give_up(Reason::BadRequest),
    }
}

/// An error envelope in the body of a success: its own code is the status.
pub(super) fn in_disguise(body: &Value) -> Option<StatusCode> {
    let error = body.get("error").filter(|error| match error {
        Value::Object(error) => !error.is_empty(),
        Value::String(error) => !error.is_empty(),
        _ => false,
    })?;
    let code = error.get("code").and_then(Value::as_u64).and_then(|code| u16::try_from(code).ok());
    code.filter(|code| (400..600).contains(code))
        .and_then(|code| StatusCode::from_u16(code).ok())
        .or(Some(StatusCode::INTERNAL_SERVER_ERROR))
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
