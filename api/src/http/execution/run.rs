//! Runs an operation, in its time; a panic in a resolver is an error in the answer, not a lost connection.

use super::{engine::cause, errors, outcome::Outcome, places, state::Core};
use crate::http::{
    document::Operation,
    shared::{Code, RequestId},
};
use aftercare_core::{
    metrics::{self, Transport},
    statements,
};
use async_graphql::{Request, Response, ServerError, parser::types::OperationType};
use futures_util::{
    FutureExt, StreamExt,
    stream::{self, BoxStream},
};
use std::{panic::AssertUnwindSafe, sync::Arc, time::Instant};
use tracing::{Instrument, Span};

/// Runs a query or a mutation; its errors have codes.
pub(in crate::http) async fn run(core: &Core, operation: Operation) -> Outcome {
    let counted = operation.counted();
    let span = counted.span();
    let outcome = within(core, operation).instrument(span.clone()).await;
    if outcome.ran {
        // A name that was not found valid before has been now.
        span.record("operation", counted.counts(core.requests.metrics().operations()).name());
    }
    span.record("code", outcome.counted());
    outcome
}

async fn within(core: &Core, operation: Operation) -> Outcome {
    let again = operation.again();
    let Operation { kind, document, request, priced, asked_by, .. } = operation;
    if kind == OperationType::Subscription {
        let message = "Subscriptions run over a WebSocket with the sub-protocol graphql-transport-ws.";
        let response = Response::from_errors(vec![Code::BadUserInput.error(message, None)]);
        return Outcome { response, ran: false };
    }
    let mut outcome = execute(core, &asked_by, request).await;
    if places::may_be_lost(&outcome.response)
        && let Some(again) = again
    {
        outcome = execute(core, &asked_by, again.placed()).await;
    }
    let at_most = core.limits.document.errors;
    errors::tidy(&mut outcome.response.errors, at_most, outcome.ran, &document, &asked_by);
    if let Some(priced) = priced {
        outcome.tell_cost(priced.value(&core.limits.document));
    }
    outcome
}

async fn execute(core: &Core, asked_by: &RequestId, request: Request) -> Outcome {
    let execution = AssertUnwindSafe(core.engine.execute(request)).catch_unwind();
    match tokio::time::timeout(core.limits.http.operation_time, execution).await {
        Ok(Ok(response)) => Outcome { ran: !errors::never_ran(&response), response },
        Ok(Err(panic)) => failed(asked_by, &cause(panic.as_ref())),
        Err(_) => failed(asked_by, "the operation took longer than it may"),
    }
}

/// Runs a subscription, until its stream ends; the first outcome may be a refusal; a panic, or an
/// error that leaves nothing to follow, is the last one.
fn subscribe(core: Arc<Core>, operation: Operation) -> BoxStream<'static, Outcome> {
    let counted = operation.counted();
    let Operation { document, request, mut priced, asked_by, .. } = operation;
    let span = counted.span();
    let mut responses = Box::pin(AssertUnwindSafe(core.engine.stream(request)).catch_unwind());
    let within = span.clone();
    let responses = stream::poll_fn(move |cx| within.in_scope(|| responses.poll_next_unpin(cx)));
    let mut first = true;
    let outcomes = responses.map(move |response| {
        let mut outcome = match response {
            Ok(response) => {
                let over = refused(&response) && (first || is_last(&response));
                Outcome { ran: !over, response }
            }
            // `error` ends a subscription, as this does.
            Err(panic) => Outcome { ran: false, ..failed(&asked_by, &cause(panic.as_ref())) },
        };
        let at_most = core.limits.document.errors;
        errors::tidy(&mut outcome.response.errors, at_most, outcome.ran, &document, &asked_by);
        if let Some(priced) = priced.take() {
            outcome.tell_cost(priced.value(&core.limits.document));
        }
        if std::mem::take(&mut first) {
            let operation = outcome.ran.then(|| counted.counts(core.requests.metrics().operations()));
            tell(&span, &outcome, operation.as_deref().map(metrics::Operation::name));
            core.requests.subscribed(operation.as_deref(), outcome.counted());
        }
        outcome
    });
    outcomes.boxed()
}

fn tell(span: &Span, outcome: &Outcome, name: Option<&str>) {
    if let Some(name) = name {
        span.record("operation", name);
    }
    span.record("code", outcome.counted());
}

/// Runs whatever it is, as a stream.
pub(super) fn start(core: Arc<Core>, operation: Operation) -> BoxStream<'static, Outcome> {
    if operation.kind == OperationType::Subscription {
        subscribe(core, operation)
    } else {
        stream::once(statements::counting(async move { short(&core, operation).await })).boxed()
    }
}

/// A query or a mutation of a socket.
async fn short(core: &Core, operation: Operation) -> Outcome {
    let (counted, began) = (operation.counted(), Instant::now());
    let outcome = run(core, operation).await;
    let operation = outcome.ran.then(|| counted.counts(core.requests.metrics().operations()));
    core.requests.answered(Transport::Socket, operation.as_deref(), outcome.counted(), began);
    outcome
}

/// An error in the place of one event, after which a client can go on.
fn has_cursor(error: &ServerError) -> bool {
    error.extensions.as_ref().is_some_and(|extensions| extensions.get("cursor").is_some())
}

/// A subscription that never began: its resolver's error has the root field as its whole path.
fn refused(response: &Response) -> bool {
    response.data == async_graphql::Value::Null
        && !response.errors.is_empty()
        && response.errors.iter().all(|error| error.path.len() <= 1 && !has_cursor(error))
}

/// An error after which a subscription has nothing more to say: what would come next is gone.
fn is_last(response: &Response) -> bool {
    let code = async_graphql::Value::from(Code::CursorExpired.as_str());
    let codes = response.errors.iter().filter_map(|error| error.extensions.as_ref()?.get("code"));
    codes.into_iter().any(|found| *found == code)
}

fn failed(asked_by: &RequestId, cause: &str) -> Outcome {
    Outcome { response: Response::from_errors(vec![asked_by.incident(cause)]), ran: true }
}
