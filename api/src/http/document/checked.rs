//! One schema that finds operations valid and weighs them, and the same schema that runs them.
//!
//! The library walks every rule of validation at each request, and each extension makes its way to a field longer. So all
//! rules, and the extension that weighs, are with a schema of their own that runs nothing; the one that runs has only the
//! extension that keeps the places of errors. What takes no variables is valid for good once it was: the transport keeps that with the parsed document.

use super::complexity::Meter;
use async_graphql::{Data, Executor, Request, Response};
use futures_util::{
    FutureExt, StreamExt,
    stream::{self, BoxStream},
};
use std::{any::TypeId, sync::Arc};

/// `checks` has the extension [`Complexity`](super::Complexity), `runs` has
/// [`Places`](crate::http::Places), and validates as little as the library lets it.
#[derive(Debug, Clone)]
pub struct Checked<C, R> {
    /// Never runs a resolver.
    pub checks: C,
    /// Runs what was found valid.
    pub runs: R,
}

impl<C: Executor, R> Checked<C, R> {
    /// The refusal of a request that is not to run.
    async fn refusal(&self, request: &mut Request) -> Option<Response> {
        let meter = meter(request);
        if meter.as_ref().is_some_and(|meter| meter.is_known()) {
            return None;
        }
        let parsed = match request.parsed_query() {
            Ok(parsed) => parsed.clone(),
            Err(error) => return Some(Response::from_errors(vec![error])),
        };
        let mut question = Request::new(String::new()).variables(request.variables.clone());
        question.operation_name.clone_from(&request.operation_name);
        question.set_parsed_query(parsed);
        if let Some(meter) = meter {
            question.data.insert(meter);
        }
        let answer = self.checks.execute(question).await;
        (!answer.errors.is_empty()).then_some(answer)
    }
}

impl<C: Executor, R: Executor> Executor for Checked<C, R> {
    async fn execute(&self, mut request: Request) -> Response {
        match self.refusal(&mut request).await {
            Some(refusal) => refusal,
            None => self.runs.execute(request).await,
        }
    }

    fn execute_stream(
        &self,
        mut request: Request,
        session: Option<Arc<Data>>,
    ) -> BoxStream<'static, Response> {
        let this = self.clone();
        async move {
            match this.refusal(&mut request).await {
                Some(refusal) => stream::once(async { refusal }).boxed(),
                None => this.runs.execute_stream(request, session),
            }
        }
        .flatten_stream()
        .boxed()
    }
}

fn meter(request: &Request) -> Option<Arc<Meter>> {
    request.data.get(&TypeId::of::<Arc<Meter>>())?.downcast_ref::<Arc<Meter>>().cloned()
}
