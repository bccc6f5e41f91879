//! Each request has an id: in the header `x-request-id` of its answer, in each line of the log that is about it, and in each
//! INTERNAL error. A socket has the id of the request that opened it, for all its operations.
//!
//! The id is always made here, so that no stranger chooses what the log says. Who sends a `traceparent` finds the lines of their
//! trace by its id too.

use super::code::Code;
use aftercare_core::{
    metrics::{Metrics, Operation, Transport},
    statements,
    telemetry::{self, TraceParent},
};
use async_graphql::ServerError;
use http::{HeaderMap, HeaderName, HeaderValue};
use std::{
    fmt,
    sync::Arc,
    time::{Duration, Instant},
};
use tracing::{Span, field::Empty};

/// The header with a request's id.
pub const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The id of one request, or of one socket.
#[derive(Debug, Clone)]
pub(in crate::http) struct RequestId(Arc<str>);

impl RequestId {
    /// As a header's value; none where it is not fit for one.
    pub fn header(&self) -> Option<HeaderValue> {
        HeaderValue::from_str(&self.0).ok()
    }

    /// The span of the request, in the trace that it came with.
    pub fn span(&self, headers: &HeaderMap) -> Span {
        followed(tracing::error_span!("request", request = &*self.0, trace = Empty), headers)
    }

    /// The span of the socket that the request opened; it outlives the request.
    pub fn socket_span(&self, headers: &HeaderMap) -> Span {
        let span = tracing::error_span!(parent: None, "socket", request = &*self.0, trace = Empty);
        followed(span, headers)
    }

    /// An INTERNAL error; `cause` goes to the log, where the request's id stands with it.
    pub fn incident(&self, cause: &str) -> ServerError {
        tracing::error!(cause, "a request failed with an internal error");
        let mut error = Code::Internal.error("Something went wrong on our side.", None);
        self.tell(&mut error);
        error
    }

    /// Puts the id into an INTERNAL error, and into no other.
    pub fn tell(&self, error: &mut ServerError) {
        if Code::Internal.is_of(error) {
            error.extensions.get_or_insert_default().set("requestId", &*self.0);
        }
    }
}

/// The span in the trace that the request came with, if it came with one.
fn followed(span: Span, headers: &HeaderMap) -> Span {
    let mut sent = headers.get_all("traceparent").iter();
    if let (Some(header), None) = (sent.next(), sent.next())
        && let Some(parent) = header.to_str().ok().and_then(TraceParent::parse)
    {
        span.record("trace", tracing::field::display(format_args!("{:032x}", parent.trace)));
        telemetry::follow(&span, parent);
    }
    span
}

/// Makes the ids of requests, counts what came of them, and logs those that were slow. Cheap to clone.
#[derive(Clone)]
pub struct Requests {
    id: Arc<dyn Fn() -> String + Send + Sync>,
    metrics: Metrics,
    slow: Option<Duration>,
}

impl fmt::Debug for Requests {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Requests").field("slow", &self.slow).finish_non_exhaustive()
    }
}

impl Requests {
    /// `id` makes a new id at each call. Nobody reads what is counted, and nothing is slow.
    pub fn new(id: impl Fn() -> String + Send + Sync + 'static) -> Self {
        Self { id: Arc::new(id), metrics: Metrics::default(), slow: None }
    }

    /// Counts here.
    #[must_use]
    pub fn counted_in(self, metrics: Metrics) -> Self {
        Self { metrics, ..self }
    }

    /// Logs requests that take longer than this.
    #[must_use]
    pub fn slow_after(self, slow: Option<Duration>) -> Self {
        Self { slow, ..self }
    }

    pub(in crate::http) fn next(&self) -> RequestId {
        RequestId((self.id)().into())
    }

    pub(in crate::http) fn metrics(&self) -> &Metrics {
        &self.metrics
    }

    /// What came of a query or a mutation, in the span and the piece of work that it ran in.
    pub(in crate::http) fn answered(
        &self,
        transport: Transport,
        operation: Option<&Operation>,
        code: &'static str,
        began: Instant,
    ) {
        let (took, operation) = (began.elapsed(), operation.unwrap_or(self.metrics.operations().other()));
        operation.count(transport, code, Some(took));
        if self.slow.is_some_and(|slow| took >= slow) {
            let milliseconds = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
            let (operation, statements) = (operation.name(), statements::so_far());
            tracing::warn!(operation, milliseconds, code, statements, "a request was slow");
        }
    }

    /// What came of a subscription at first.
    pub(in crate::http) fn subscribed(&self, operation: Option<&Operation>, code: &'static str) {
        let operation = operation.unwrap_or(self.metrics.operations().other());
        operation.count(Transport::Socket, code, None);
    }
}
