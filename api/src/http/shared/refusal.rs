//! A refusal of HTTP: a 4xx or 5xx whose body is JSON in the shape of GraphQL's errors, so that a client needs one way
//! to read what went wrong.

use super::{caller::AuthRefusal, code::Code, media::Media, requests::RequestId};
use async_graphql::ServerError;
use axum::{
    body::Body,
    response::{IntoResponse, Response},
};
use http::{HeaderName, HeaderValue, StatusCode, header};
use serde_json::json;

/// Nothing of the request ran.
#[derive(Debug)]
pub struct Refusal {
    status: StatusCode,
    error: Box<ServerError>,
    headers: Vec<(HeaderName, HeaderValue)>,
}

impl Refusal {
    /// A refusal with a status, a code and one line for a person.
    pub fn new(status: StatusCode, code: Code, message: impl Into<String>) -> Self {
        Self { status, error: Box::new(code.error(message, None)), headers: Vec::new() }
    }

    /// With one header more.
    #[must_use]
    pub fn with(mut self, name: HeaderName, value: impl Into<HeaderValue>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// 405; `allow` names what is allowed.
    pub fn method(allow: &'static str) -> Self {
        let message = format!("Not this method here: use {allow}.");
        Self::new(StatusCode::METHOD_NOT_ALLOWED, Code::BadUserInput, message)
            .with(header::ALLOW, HeaderValue::from_static(allow))
    }

    pub(in crate::http) fn bad_request(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, Code::BadUserInput, message)
    }

    /// The rest of the body has not been read, so the connection is of no further use.
    pub(in crate::http) fn closing(self) -> Self {
        self.with(header::CONNECTION, HeaderValue::from_static("close"))
    }

    /// The code, as it is counted.
    pub(in crate::http) fn counted(&self) -> &'static str {
        Code::counted(&self.error)
    }

    /// Puts the request's id into a fault of ours.
    pub(in crate::http) fn told(mut self, request: &RequestId) -> Self {
        request.tell(&mut self.error);
        self
    }

    /// A fault of ours that is in the log.
    pub(in crate::http) fn internal(error: ServerError) -> Self {
        Self { status: StatusCode::INTERNAL_SERVER_ERROR, error: Box::new(error), headers: Vec::new() }
    }
}

impl From<AuthRefusal> for Refusal {
    fn from(refusal: AuthRefusal) -> Self {
        let mut answer = Self::new(refusal.code.status(), refusal.code, refusal.message);
        if refusal.code == Code::Unauthenticated {
            answer = answer.with(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if let Some(wait) = refusal.retry_after {
            // Whole seconds, rounded up: a client that waits so long has waited long enough.
            let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
            answer.error.extensions.get_or_insert_default().set("retryAfter", seconds);
            answer = answer.with(header::RETRY_AFTER, seconds);
        }
        answer
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let body = json!({ "errors": [self.error] }).to_string();
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, Media::Json.header());
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        for (name, value) in self.headers {
            headers.append(name, value);
        }
        response
    }
}
