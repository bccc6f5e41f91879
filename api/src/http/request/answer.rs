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
//!
//! async-graphql-axum writes what ran, with the headers that resolvers set; it has no form for what never ran, and one media
//! type for all.

use crate::http::{execution::Outcome, shared::Media};
use async_graphql::{Response, ServerError, Value};
use async_graphql_axum::GraphQLResponse;
use axum::{
    body::Body,
    response::{self, IntoResponse},
};
use http::{HeaderValue, StatusCode, header};
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
struct Errors<'a> {
    errors: &'a [ServerError],
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    extensions: &'a BTreeMap<String, Value>,
}

/// The answer without `data` to what never ran.
fn refusal(response: &Response) -> Result<response::Response, serde_json::Error> {
    let Response { errors, extensions, http_headers, .. } = response;
    let body = serde_json::to_vec(&Errors { errors, extensions })?;
    let mut answer = response::Response::new(Body::from(body));
    answer.headers_mut().extend(http_headers.clone());
    Ok(answer)
}

/// The whole answer.
pub(super) fn answer(media: Media, outcome: Outcome) -> Result<response::Response, serde_json::Error> {
    let overload = outcome.overload();
    let wait = overload.or_else(|| outcome.retry_after());
    let mut response = if outcome.ran {
        GraphQLResponse::from(outcome.response).into_response()
    } else {
        refusal(&outcome.response)?
    };
    if overload.is_some() {
        *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
    } else if media == Media::Response && !outcome.ran {
        *response.status_mut() = StatusCode::BAD_REQUEST;
    }
    let headers = response.headers_mut();
    if let Some(seconds) = wait {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    headers.insert(header::CONTENT_TYPE, media.header());
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.append(header::VARY, HeaderValue::from_static("Accept"));
    Ok(response)
}
