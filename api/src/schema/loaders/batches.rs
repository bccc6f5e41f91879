//! When a batch is read: as soon as the operation that asks has nothing left to do but wait for it. By then every field
//! that can ask has asked, on a machine however busy, so that each list costs one statement; and nobody waits for a clock.
//!
//! Also the gate that an answer leaves by: only once the access log has what was opened for it.

use super::{
    super::{
        delivery::Place,
        error::{self, ApiError},
    },
    Loaders,
};
use aftercare_core::commits::Commits;
use async_graphql::{Data, Executor, Pos, Request, Response};
use futures_util::{
    StreamExt,
    future::BoxFuture,
    stream::{self, BoxStream, FuturesUnordered},
};
use std::{
    any::TypeId,
    future::poll_fn,
    pin::pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll},
};
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};

type Batch = BoxFuture<'static, ()>;

/// The batches of one operation: those to come, and those that are being read.
#[derive(Clone)]
pub struct Batches {
    begin: UnboundedSender<Batch>,
    begun: Arc<Mutex<Begun>>,
}

struct Begun {
    new: UnboundedReceiver<Batch>,
    running: FuturesUnordered<Batch>,
}

impl Batches {
    pub(super) fn new() -> Self {
        let (begin, new) = mpsc::unbounded_channel();
        Self { begin, begun: Arc::new(Mutex::new(Begun { new, running: FuturesUnordered::new() })) }
    }

    /// Reads `batch` when its operation is next idle.
    pub(super) fn begin(&self, batch: Batch) {
        // It fails only when the operation is gone, and its batches with it.
        let _ = self.begin.send(batch);
    }

    /// Goes on with every batch. One that is done wakes the fields that wait for it, and they the operation.
    fn poll(&self, cx: &mut Context<'_>) {
        let mut begun = self.begun.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            while let Poll::Ready(Some(batch)) = begun.new.poll_recv(cx) {
                begun.running.push(batch);
            }
            let Poll::Ready(Some(())) = begun.running.poll_next_unpin(cx) else { return };
        }
    }
}

/// A schema whose operations read their own batches. Without it a loader never answers.
#[derive(Debug, Clone)]
pub struct Gathered<E>(pub E);

impl<E: Executor> Executor for Gathered<E> {
    async fn execute(&self, request: Request) -> Response {
        let loaders = loaders(&request);
        let batches = loaders.as_ref().map(|loaders| &loaders.batches);
        let commits = Commits::default();
        let mut operation = pin!(commits.noting(self.0.execute(request)));
        let mut response = poll_fn(|cx| {
            let answer = operation.as_mut().poll(cx);
            idle(batches, cx, answer)
        })
        .await;
        response = recorded(loaders.as_ref(), response).await;
        if commits.any() {
            response.errors.iter_mut().for_each(error::after_commit);
        }
        response
    }

    fn execute_stream(&self, request: Request, session: Option<Arc<Data>>) -> BoxStream<'static, Response> {
        let loaders = loaders(&request);
        let batches = loaders.as_ref().map(|loaders| loaders.batches.clone());
        let place = Place::default();
        let mut operation = self.0.execute_stream(request.data(place.clone()), session);
        let answers = stream::poll_fn(move |cx| {
            let answer = operation.poll_next_unpin(cx);
            idle(batches.as_ref(), cx, answer)
        });
        let finished = move |response| {
            let (loaders, place) = (loaders.clone(), place.clone());
            async move {
                let mut response = recorded(loaders.as_ref(), response).await;
                place.mark(&mut response);
                response
            }
        };
        answers.then(finished).boxed()
    }
}

fn loaders(request: &Request) -> Option<Loaders> {
    request.data.get(&TypeId::of::<Loaders>())?.downcast_ref::<Loaders>().cloned()
}

/// `response`, once the access log says what was opened for it; without that, its client is to ask again.
async fn recorded(loaders: Option<&Loaders>, response: Response) -> Response {
    let Some(loaders) = loaders else { return response };
    let Err(error) = loaders.reader.record_opened().await else { return response };
    tracing::error!(%error, "what an answer shows could not be written to the access log; it was not sent");
    let refusal = async_graphql::Error::from(ApiError::overloaded("the access log cannot be written"));
    Response::from_errors(vec![refusal.into_server_error(Pos::default())])
}

/// `answer`; while there is none yet, the batches go on.
fn idle<T>(batches: Option<&Batches>, cx: &mut Context<'_>, answer: Poll<T>) -> Poll<T> {
    if let (Poll::Pending, Some(batches)) = (&answer, batches) {
        batches.poll(cx);
    }
    answer
}
