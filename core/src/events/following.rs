//! One subscriber's events, in order: from the table up to the present, then live, and back to the table when it was too slow.

use super::{Audience, Hub, batch::Told};
use crate::{Error, Result};
use futures_util::{
    Stream, StreamExt,
    stream::{self, BoxStream},
};
use std::{
    collections::VecDeque,
    future::poll_fn,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    task::{Context, Poll},
    time::Duration,
};
use tokio::sync::mpsc;

/// How long a page may take: whoever waits for it has other sockets to go to.
const PAGE_TIME: Duration = Duration::from_secs(5);
/// No position: there is more to give, or it is being read.
const BEHIND: i64 = -1;

/// The events of one subscriber, as a stream.
pub struct Following {
    events: BoxStream<'static, Result<Told>>,
    waits_after: Arc<AtomicI64>,
}

impl std::fmt::Debug for Following {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Following").finish_non_exhaustive()
    }
}

impl Following {
    pub(super) fn new(hub: Hub, audience: Audience, after: Option<i64>) -> Self {
        let (live, last) = hub.register(audience);
        let waits_after = Arc::new(AtomicI64::new(BEHIND));
        let reader = Reader {
            hub,
            audience,
            live,
            at: after.unwrap_or(last),
            page: VecDeque::new(),
            caught_up: after.is_none(),
            waits_after: Arc::clone(&waits_after),
        };
        Self { events: stream::unfold(Some(reader), next).boxed(), waits_after }
    }

    /// While it waits for what is still to happen: the position up to which it has given every event there is.
    pub fn waits_after(&self) -> Option<i64> {
        Some(self.waits_after.load(Ordering::Relaxed)).filter(|position| *position != BEHIND)
    }
}

impl Stream for Following {
    type Item = Result<Told>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.events.poll_next_unpin(cx)
    }
}

async fn next(reader: Option<Reader>) -> Option<(Result<Told>, Option<Reader>)> {
    let mut reader = reader?;
    let next = reader.next().await.transpose()?;
    // What does not pass by itself would come again and again.
    let over = matches!(&next, Err(error) if !matches!(error, Error::Unavailable(_)));
    Some((next, (!over).then_some(reader)))
}

fn late() -> Error {
    Error::Unavailable("events were not read in time".to_owned())
}

/// A subscriber's place in the events.
struct Reader {
    hub: Hub,
    audience: Audience,
    live: mpsc::Receiver<Told>,
    at: i64,
    page: VecDeque<Told>,
    caught_up: bool,
    waits_after: Arc<AtomicI64>,
}

impl Reader {
    async fn next(&mut self) -> Result<Option<Told>> {
        loop {
            if let Some(told) = self.page.pop_front() {
                self.at = told.event.position;
                return Ok(Some(told));
            }
            if !self.caught_up {
                self.turn_page().await?;
                continue;
            }
            match self.hear().await {
                Some(told) if told.event.position <= self.at => {}
                Some(told) => {
                    self.at = told.event.position;
                    return Ok(Some(told));
                }
                // Too slow, or the hub has ended: register again and read the table from here.
                None => {
                    if self.hub.is_stopping() {
                        return Ok(None);
                    }
                    (self.live, _) = self.hub.register(self.audience);
                    self.caught_up = false;
                }
            }
        }
    }

    async fn turn_page(&mut self) -> Result<()> {
        let page = tokio::time::timeout(PAGE_TIME, self.hub.page(self.audience, self.at)).await;
        let (page, upto) = page.unwrap_or_else(|_| Err(late()))?;
        if page.is_empty() {
            self.at = upto;
        }
        self.caught_up = page.is_empty();
        self.page = page;
        Ok(())
    }

    /// The next live event; meanwhile others can know up to where it has heard everything.
    async fn hear(&mut self) -> Option<Told> {
        let (hub, live, at, waits_after) = (&self.hub, &mut self.live, self.at, &self.waits_after);
        poll_fn(|cx| {
            // Before the look: what has happened up to here is in the channel.
            let last = hub.position();
            let heard = live.poll_recv(cx);
            // A poll may also be put off because the task has done enough for now, or the channel is one that overflowed.
            let waits = heard.is_pending() && live.is_empty() && !live.is_closed();
            let waits = if waits { last.max(at) } else { BEHIND };
            waits_after.store(waits, Ordering::Relaxed);
            heard
        })
        .await
    }
}
