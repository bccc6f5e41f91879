//! The operations that run on one socket, by id.
//!
//! Their streams are polled only when the socket has taken what they gave before: a client that reads slowly slows its
//! own streams down, and nothing piles up here.

use super::message;
use crate::http::{connection::Held, execution::Outcome};
use futures_util::{
    StreamExt,
    stream::{self, AbortHandle, Abortable, BoxStream, SelectAll},
};
use std::{collections::HashMap, sync::Arc};
use uuid::Uuid;

/// What an operation has to say: a message, made when it is asked for.
pub(super) struct Said {
    pub id: Arc<str>,
    pub text: String,
    /// Nothing comes after it.
    pub last: bool,
    /// A subscription that cannot go on now, and says nothing: the client is to come back later.
    pub try_later: bool,
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
    streams: SelectAll<Abortable<BoxStream<'static, Said>>>,
    entries: HashMap<Arc<str>, Entry>,
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
        self.entries.values().any(|entry| entry.short)
    }

    pub fn start(
        &mut self,
        id: &str,
        short: bool,
        counted: Option<Held<Uuid>>,
        outcomes: BoxStream<'static, Outcome>,
    ) {
        let id: Arc<str> = id.into();
        let (name, last) = (Arc::clone(&id), Arc::clone(&id));
        let said = outcomes
            .map(move |outcome| Said {
                text: message::outcome(&name, &outcome),
                id: Arc::clone(&name),
                last: !outcome.ran,
                try_later: !short && outcome.meets_overload(),
            })
            .chain(stream::once(async move {
                Said { text: message::complete(&last), id: last, last: true, try_later: false }
            }))
            .boxed();
        let (abort, registration) = AbortHandle::new_pair();
        self.streams.push(Abortable::new(said, registration));
        self.entries.insert(id, Entry { abort, short, _counted: counted });
    }

    /// Ends an operation: it says nothing more, and its stream is dropped.
    pub fn end(&mut self, id: &str) {
        if let Some(entry) = self.entries.remove(id) {
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
