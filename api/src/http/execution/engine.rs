//! async-graphql behind a wall: any executor, and the words of a panic in a resolver.

use async_graphql::{Executor, Request, Response};
use futures_util::{FutureExt, future::BoxFuture, stream::BoxStream};
use std::any::Any;

/// An executor of any schema, so that nothing else here has a type parameter.
pub(in crate::http) trait Engine: Send + Sync + 'static {
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

/// The words of a panic.
pub(in crate::http) fn cause(panic: &(dyn Any + Send)) -> String {
    let words = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    words
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "a panic without words".to_owned())
}
