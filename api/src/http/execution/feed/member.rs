//! A socket's place in a feed.

use super::{
    Feed, Ground, Item,
    mailbox::{End, Mailbox, Taken},
};
use std::{
    sync::Arc,
    task::{Context, Poll},
};

/// Leaves when it is dropped.
pub(super) struct Member {
    pub feed: Arc<Feed>,
    pub number: u64,
    pub mailbox: Arc<Mailbox>,
    /// It has had everything up to here.
    pub at: i64,
}

/// What a member gets.
pub(super) enum Got {
    Item(Arc<Item>),
    Over,
    /// It is to go on alone, with this, after this position.
    Behind(Arc<Ground>, i64),
}

impl Member {
    pub fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Got> {
        loop {
            let Poll::Ready((taken, made_room)) = self.mailbox.poll_take(cx) else { return Poll::Pending };
            if made_room {
                self.feed.room.notify_one();
            }
            return Poll::Ready(match taken {
                Taken::Item(item) => match item.position {
                    Some(position) if position <= self.at => continue,
                    position => {
                        self.at = position.unwrap_or(self.at);
                        Got::Item(item)
                    }
                },
                Taken::End(End::Over) => Got::Over,
                Taken::End(End::Behind) => Got::Behind(Arc::clone(&self.feed.ground), self.at),
            });
        }
    }
}

impl Drop for Member {
    fn drop(&mut self) {
        self.feed.leave(self.number);
    }
}
