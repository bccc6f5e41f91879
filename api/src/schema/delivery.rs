//! How an event gets to its subscriber when the database is away for a moment, or what it shows cannot be read at all.
//!
//! What cannot be loaded now is tried again with growing pauses; nothing after it is delivered meanwhile. When that takes too
//! long the subscriber gets OVERLOADED, which ends the socket with a code that clients retry: their cursor is the last one
//! they saw. What can never be loaded goes out as an error whose extensions hold the event's cursor, so that a client can go
//! on after it.

use super::{
    error::{ApiError, Result},
    event::{CareEvent, show},
    pages,
};
use crate::http::Standing;
use aftercare_core::{
    events::{Following, Told},
    reader::Reader,
};
use aftercare_entity::event::Kind;
use async_graphql::{Response, Value};
use futures_util::{Stream, StreamExt, stream};
use std::{
    future::poll_fn,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::time::{Instant, sleep, timeout_at};
use uuid::Uuid;

/// How long an event is tried before its subscriber is sent away.
const PATIENCE: Duration = Duration::from_secs(10);
/// The first pause between two tries; each is twice the one before.
const PAUSE: Duration = Duration::from_millis(100);
/// The longest pause.
const LONGEST_PAUSE: Duration = Duration::from_secs(2);

/// One subscription's events, as its viewer may see them.
pub(super) struct Watching {
    pub(super) reader: Reader,
    pub(super) events: Following,
    pub(super) wanted: fn(Kind) -> bool,
    pub(super) only: Option<Uuid>,
    /// Where an error finds the cursor of its event.
    pub(super) place: Place,
    /// Where whoever shares this subscription's run finds how far it is.
    pub(super) standing: Standing,
}

impl Watching {
    /// Until the events end.
    pub(super) fn into_stream(self) -> impl Stream<Item = Result<CareEvent>> {
        stream::unfold(
            self,
            |mut watching| async move { watching.next().await.map(|event| (event, watching)) },
        )
    }

    async fn next(&mut self) -> Option<Result<CareEvent>> {
        loop {
            // What was shown has left.
            self.standing.deliver(None);
            let told = match self.event().await? {
                Ok(told) => told,
                Err(error) => return Some(Err(error)),
            };
            let event = &told.event;
            if !(self.wanted)(event.kind) || self.only.is_some_and(|id| id != event.patient) {
                continue;
            }
            self.place.set(pages::position_cursor(event.position));
            self.standing.deliver(Some(event.position));
            let reader = &self.reader;
            if let Some(shown) = patiently(|| show(reader, &told)).await.transpose() {
                return Some(shown);
            }
        }
    }

    /// The next event; where it stands is kept when it cannot be read now.
    async fn event(&mut self) -> Option<Result<Told>> {
        let mut patience = Patience::new();
        loop {
            match self.heard().await? {
                Ok(told) => return Some(Ok(told)),
                Err(error) => {
                    if let Err(error) = patience.with(error.into()).await {
                        return Some(Err(error));
                    }
                }
            }
        }
    }

    /// What the hub says next; while it says nothing, others can know up to where everything was delivered.
    async fn heard(&mut self) -> Option<aftercare_core::Result<Told>> {
        let (events, standing) = (&mut self.events, &self.standing);
        poll_fn(|cx| {
            let heard = events.poll_next_unpin(cx);
            standing.wait(if heard.is_pending() { events.waits_after() } else { None });
            heard
        })
        .await
    }
}

/// The patience with one event; it begins with the first failure.
#[derive(Debug)]
struct Patience {
    until: Option<Instant>,
    pause: Duration,
}

impl Patience {
    const fn new() -> Self {
        Self { until: None, pause: PAUSE }
    }

    /// Waits before the next try.
    ///
    /// # Errors
    /// `error` itself, when it does not pass by itself or the patience is over.
    async fn with(&mut self, error: ApiError) -> Result<()> {
        let until = *self.until.get_or_insert_with(|| Instant::now() + PATIENCE);
        if !error.is_overload() || Instant::now() + self.pause >= until {
            return Err(error);
        }
        sleep(self.pause).await;
        self.pause = (self.pause * 2).min(LONGEST_PAUSE);
        Ok(())
    }
}

/// Asks until there is an answer, or a failure that does not pass, or the patience is over.
async fn patiently<T, F: Future<Output = Result<T>>>(mut ask: impl FnMut() -> F) -> Result<T> {
    let until = Instant::now() + PATIENCE;
    let mut patience = Patience { until: Some(until), pause: PAUSE };
    loop {
        match timeout_at(until, ask()).await {
            Ok(Err(error)) => patience.with(error).await?,
            Ok(answer) => return answer,
            Err(_) => return Err(ApiError::overloaded("an event was not loaded in time")),
        }
    }
}

/// The cursor of the event that a subscription is delivering; clones share it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Place(Arc<Mutex<Option<String>>>);

impl Place {
    /// This event is delivered now.
    fn set(&self, cursor: String) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(cursor);
    }

    /// An answer without data holds the cursor in its errors.
    pub(super) fn mark(&self, response: &mut Response) {
        if response.data != Value::Null {
            return;
        }
        if let Some(cursor) = &*self.0.lock().unwrap_or_else(PoisonError::into_inner) {
            for error in &mut response.errors {
                error.extensions.get_or_insert_default().set("cursor", cursor.clone());
            }
        }
    }
}
