//! async-graphql behind a wall: any executor, and a panic in a resolver is an error in the answer, not a lost
//! connection.

use super::{code::Code, errors, graphql::Core, operation::Operation};
use async_graphql::{Executor, Request, Response, ServerError, parser::types::OperationType};
use futures_util::{
    FutureExt, StreamExt,
    future::BoxFuture,
    stream::{self, BoxStream},
};
use std::{any::Any, panic::AssertUnwindSafe, sync::Arc};

/// An executor of any schema, so that nothing else here has a type parameter.
pub(super) trait Engine: Send + Sync + 'static {
    fn execute(&self, request: Request) -> BoxFuture<'_, Response>;
    fn stream(&self, request: Request) -> BoxStream<'static, Response>;
}

impl<E: Executor> Engine for E {
    fn execute(&self, request: Request) -> BoxFuture<'_, Response> {
        Executor::execute(self, request).boxed()
    }

    fn stream(&self, request: Request) -> BoxStream<'static, Response> {
        self.execute_stream(request, None)
    }
}

/// What came of an operation.
#[derive(Debug)]
pub(super) struct Outcome {
    pub response: Response,
    /// False when the request was refused before a resolver ran.
    pub ran: bool,
}

impl Outcome {
    /// A request that never ran.
    pub fn refused(mut errors: Vec<ServerError>, at_most: usize) -> Self {
        errors.truncate(at_most);
        Self { response: Response::from_errors(errors), ran: false }
    }

    /// Whether any of it could not be had now.
    pub fn meets_overload(&self) -> bool {
        self.response.errors.iter().any(|error| Code::Overloaded.is_of(error))
    }

    /// In how many seconds to try again, when the product was too busy for any of it.
    pub fn overload(&self) -> Option<u64> {
        let nothing = self.response.data == async_graphql::Value::Null;
        let error = self.response.errors.iter().find(|error| Code::Overloaded.is_of(error))?;
        nothing.then(|| seconds(error).unwrap_or(1))
    }

    /// In how many seconds to try again, when any of it was tried too often.
    pub fn retry_after(&self) -> Option<u64> {
        let limited = self.response.errors.iter().filter(|error| Code::RateLimited.is_of(error));
        limited.filter_map(seconds).max()
    }
}

/// What an error says of when to come back.
fn seconds(error: &ServerError) -> Option<u64> {
    match error.extensions.as_ref()?.get("retryAfter") {
        Some(async_graphql::Value::Number(seconds)) => seconds.as_u64(),
        _ => None,
    }
}

/// Runs a query or a mutation; its errors have codes.
pub(super) async fn run(core: &Core, operation: Operation) -> Outcome {
    let Operation { kind, document, request, priced, .. } = operation;
    if kind == OperationType::Subscription {
        let message = "Subscriptions run over a WebSocket with the sub-protocol graphql-transport-ws.";
        let response = Response::from_errors(vec![Code::BadUserInput.error(message, None)]);
        return Outcome { response, ran: false };
    }
    let execution = AssertUnwindSafe(core.engine.execute(request)).catch_unwind();
    let mut outcome = match tokio::time::timeout(core.limits.http.operation_time, execution).await {
        Ok(Ok(response)) => Outcome { ran: !errors::never_ran(&response), response },
        Ok(Err(panic)) => failed(core, &cause(panic.as_ref())),
        Err(_) => failed(core, "the operation took longer than it may"),
    };
    let at_most = core.limits.document.errors;
    errors::tidy(&mut outcome.response.errors, at_most, outcome.ran, &document, &core.incidents);
    if let Some(priced) = priced {
        priced.tell(&mut outcome, &core.limits.document);
    }
    outcome
}

/// Runs a subscription, until its stream ends; the first outcome may be a refusal; a panic, or an
/// error that leaves nothing to follow, is the last one.
pub(super) fn subscribe(core: Arc<Core>, operation: Operation) -> BoxStream<'static, Outcome> {
    let Operation { document, request, mut priced, .. } = operation;
    let responses = AssertUnwindSafe(core.engine.stream(request)).catch_unwind();
    let mut first = true;
    responses
        .map(move |response| {
            let mut outcome = match response {
                Ok(response) => {
                    let over = refused(&response) && (first || is_last(&response));
                    Outcome { ran: !over, response }
                }
                // `error` ends a subscription, as this does.
                Err(panic) => Outcome { ran: false, ..failed(&core, &cause(panic.as_ref())) },
            };
            first = false;
            let at_most = core.limits.document.errors;
            errors::tidy(&mut outcome.response.errors, at_most, outcome.ran, &document, &core.incidents);
            if let Some(priced) = priced.take() {
                priced.tell(&mut outcome, &core.limits.document);
            }
            outcome
        })
        .boxed()
}

/// Runs whatever it is, as a stream.
pub(super) fn start(core: Arc<Core>, operation: Operation) -> BoxStream<'static, Outcome> {
    if operation.kind == OperationType::Subscription {
        subscribe(core, operation)
    } else {
        stream::once(async move { run(&core, operation).await }).boxed()
    }
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

fn failed(core: &Core, cause: &str) -> Outcome {
    Outcome { response: Response::from_errors(vec![core.incidents.error(cause)]), ran: true }
}

/// The words of a panic.
pub(super) fn cause(panic: &(dyn Any + Send)) -> String {
    let words = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    words
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "a panic without words".to_owned())
}
