//! The operations that run on one socket, by id.
//!
//! Their streams are polled only when the socket has taken what they gave before: a client that reads slowly slows its
//! own streams down, and nothing piles up here.

use super::message;
use crate::http::{
    connection::Held,
    execution::{Follow, Item},
};
use futures_util::{
    Stream, StreamExt,
    stream::{AbortHandle, Abortable, SelectAll},
};
use std::{
    collections::HashMap,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};
use tokio_tungstenite::tungstenite::Utf8Bytes;
use uuid::Uuid;

/// What an operation has to say.
pub(super) struct Said {
    pub id: Arc<str>,
    /// Nothing when the operation is complete.
    item: Option<Arc<Item>>,
}

impl Said {
    /// Nothing comes after it.
    pub fn is_last(&self) -> bool {
        self.item.as_ref().is_none_or(|item| item.last)
    }

    /// A subscription that cannot go on now, and says nothing: the client is to come back later.
    pub fn says_try_later(&self) -> bool {
        self.item.as_ref().is_some_and(|item| item.try_later)
    }

    /// As it is sent.
    pub fn text(&self) -> Utf8Bytes {
        match &self.item {
            Some(item) => item.message(&self.id),
            None => message::complete(&self.id).into(),
        }
    }
}

/// An operation by its id, with a last word.
struct Voice {
    id: Arc<str>,
    follow: Follow,
    over: bool,
}

impl Stream for Voice {
    type Item = Said;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Said>> {
        if self.over {
            return Poll::Ready(None);
        }
        let Poll::Ready(item) = self.follow.poll_next_unpin(cx) else { return Poll::Pending };
        self.over = item.is_none();
        Poll::Ready(Some(Said { id: Arc::clone(&self.id), item }))
    }
}

struct Entry {
    abort: AbortHandle,
    /// A query or a mutation: ends by itself, and a server that stops waits for it.
    short: bool,
    /// Counts it among its account's subscriptions.
    _counted: Option<Held<Uuid>>,
}

#[derive(Default)]
pub(super) struct Running {
    streams: SelectAll<Abortable<Voice>>,
    entries: HashMap<Arc<str>, Entry>,
    /// Of the entries, the short ones.
    short: usize,
}

impl Running {
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    pub fn has(&self, id: &str) -> bool {
        self.entries.contains_key(id)
    }

    /// True while a query or a mutation runs.
    pub fn has_short(&self) -> bool {
        self.short > 0
    }

    pub fn start(&mut self, id: &str, short: bool, counted: Option<Held<Uuid>>, follow: Follow) {
        let id: Arc<str> = id.into();
        let (abort, registration) = AbortHandle::new_pair();
        let voice = Voice { id: Arc::clone(&id), follow, over: false };
        self.streams.push(Abortable::new(voice, registration));
        self.short += usize::from(short);
        self.entries.insert(id, Entry { abort, short, _counted: counted });
    }

    /// Ends an operation: it says nothing more, and its stream is dropped.
    pub fn end(&mut self, id: &str) {
        if let Some(entry) = self.entries.remove(id) {
            self.short -= usize::from(entry.short);
            entry.abort.abort();
        }
    }

    /// What is said next; waits for ever while nothing runs. Safe to cancel.
    pub async fn next(&mut self) -> Said {
        match self.streams.next().await {
            Some(said) => said,
            None => std::future::pending().await,
        }
    }
}
