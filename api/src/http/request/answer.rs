//! An outcome as a response of HTTP (GraphQL-over-HTTP, section 6.4).
//!
//! | | `application/json` | `application/graphql-response+json` |
//! |---|---|---|
//! | it ran, with errors or without | 200 | 200 |
//! | it never ran: `errors` without `data` | 200 | 400 |
//! | OVERLOADED, and no data to show | 503 | 503 |
//!
//! The last is ours: what stands before the server, and clients that know nothing of GraphQL, understand 503 and
//! `Retry-After`. An answer with some data is 200, whatever else it could not read. An answer with RATE_LIMITED in it has
//! `Retry-After` too.

use crate::http::{execution::Outcome, shared::Media};
use async_graphql::{Response, ServerError, Value};
use axum::{body::Body, response};
use http::{HeaderValue, StatusCode, header};
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
struct Errors<'a> {
    errors: &'a [ServerError],
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    extensions: &'a BTreeMap<String, Value>,
}

/// The body of an answer: without `data` when nothing ran.
fn body(outcome: &Outcome) -> Result<Vec<u8>, serde_json::Error> {
    if outcome.ran {
        serde_json::to_vec(&outcome.response)
    } else {
        let Response { errors, extensions, .. } = &outcome.response;
        serde_json::to_vec(&Errors { errors, extensions })
    }
}

/// The whole answer.
pub(super) fn answer(media: Media, outcome: Outcome) -> Result<response::Response, serde_json::Error> {
    let mut response = response::Response::new(Body::from(body(&outcome)?));
    if media == Media::Response && !outcome.ran {
        *response.status_mut() = StatusCode::BAD_REQUEST;
    }
    let overload = outcome.overload();
    if overload.is_some() {
        *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
    }
    let headers = response.headers_mut();
    if let Some(seconds) = overload.or_else(|| outcome.retry_after()) {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    headers.extend(outcome.response.http_headers);
    headers.insert(header::CONTENT_TYPE, media.header());
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.append(header::VARY, HeaderValue::from_static("Accept"));
    Ok(response)
}
