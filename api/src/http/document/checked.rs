//! One schema that finds operations valid, weighs them and runs most of them, and the same schema that runs queries.
//!
//! The library walks every rule of validation at each request, and takes a longer way to each field with every extension of a
//! schema. So the schema that checks, with all of them, is one of its own; the one that runs queries has only
//! [`Complexity`](super::Complexity), which knows what was found valid. What takes no variables is valid for good once it was: the
//! transport keeps that with the parsed document.
//!
//! The extension [`Places`](crate::http::Places) is needed only where something fails within a list. So queries run without it, and
//! once more with it when that has happened; all else, which cannot run twice, runs with it.

use super::complexity::{Meter, OnlyCheck};
use async_graphql::{Data, Executor, Request, Response};
use futures_util::stream::BoxStream;
use std::{any::TypeId, sync::Arc};

/// `checks` has the extensions [`Complexity`](super::Complexity) and [`Places`](crate::http::Places), `runs` has
/// the first of them alone.
#[derive(Debug, Clone)]
pub struct Checked<C, R> {
    /// Finds queries valid, and runs all else.
    pub checks: C,
    /// Runs queries that were found valid.
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
        question.data.insert(OnlyCheck);
        let answer = self.checks.execute(question).await;
        (!answer.errors.is_empty()).then_some(answer)
    }
}

impl<C: Executor, R: Executor> Executor for Checked<C, R> {
    async fn execute(&self, mut request: Request) -> Response {
        if places(&request) {
            return self.checks.execute(request).await;
        }
        match self.refusal(&mut request).await {
            Some(refusal) => refusal,
            None => self.runs.execute(request).await,
        }
    }

    fn execute_stream(&self, request: Request, session: Option<Arc<Data>>) -> BoxStream<'static, Response> {
        self.checks.execute_stream(request, session)
    }
}

fn places(request: &Request) -> bool {
    meter(request).is_none_or(|meter| meter.places)
}

fn meter(request: &Request) -> Option<Arc<Meter>> {
    request.data.get(&TypeId::of::<Arc<Meter>>())?.downcast_ref::<Arc<Meter>>().cloned()
}
