//! What a feed has for one member, until it is taken. Empty, as it mostly is, it takes a few words of memory.

use super::Item;
use std::{
    collections::VecDeque,
    mem,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, Waker},
};

/// Items that wait for one member before the feed waits for it, and then leaves it behind.
pub(super) const ROOM: usize = 64;

/// How a feed ends for a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// The subscription is over.
    Over,
    /// It goes on elsewhere: the member was too slow, or the feed could not go on.
    Behind,
}

/// What a member finds.
#[derive(Debug)]
pub(super) enum Taken {
    Item(Arc<Item>),
    /// After all items.
    End(End),
}

#[derive(Debug, Default)]
pub(super) struct Mailbox(Mutex<Inbox>);

#[derive(Debug, Default)]
struct Inbox {
    items: VecDeque<Arc<Item>>,
    waker: Option<Waker>,
    end: Option<End>,
}

impl Mailbox {
    /// Adds an item; true when there is no room for another.
    pub fn put(&self, item: &Arc<Item>) -> bool {
        let mut inbox = self.lock();
        inbox.items.push_back(Arc::clone(item));
        let full = inbox.items.len() >= ROOM;
        wake(inbox);
        full
    }

    pub fn is_full(&self) -> bool {
        self.lock().items.len() >= ROOM
    }

    /// Nothing more comes after what is there.
    pub fn end(&self, how: End) {
        let mut inbox = self.lock();
        inbox.end.get_or_insert(how);
        wake(inbox);
    }

    /// The next item, and whether it made room in a full mailbox.
    pub fn poll_take(&self, cx: &mut Context<'_>) -> Poll<(Taken, bool)> {
        let mut inbox = self.lock();
        let full = inbox.items.len() >= ROOM;
        if let Some(item) = inbox.items.pop_front() {
            if inbox.items.is_empty() && inbox.items.capacity() > 4 {
                inbox.items = VecDeque::new();
            }
            return Poll::Ready((Taken::Item(item), full));
        }
        if let Some(how) = inbox.end {
            return Poll::Ready((Taken::End(how), false));
        }
        match &mut inbox.waker {
            Some(waker) => waker.clone_from(cx.waker()),
            none => *none = Some(cx.waker().clone()),
        }
        Poll::Pending
    }

    fn lock(&self) -> MutexGuard<'_, Inbox> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Wakes whoever waits, once nothing is locked any more.
fn wake(mut inbox: MutexGuard<'_, Inbox>) {
    let waker = mem::take(&mut inbox.waker);
    drop(inbox);
    if let Some(waker) = waker {
        waker.wake();
    }
}
