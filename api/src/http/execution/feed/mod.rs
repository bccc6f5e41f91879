//! One run of a subscription for all sockets that would see the same.
//!
//! Sockets of one account, from one address, with the same document and variables, would each load and write the same answers.
//! So each begins alone: its own run of the executor checks what it asks for and replays what it missed. Once that run only
//! waits for what is still to happen, the socket joins the *feed* of its kind, or its run becomes the feed when there is none.
//! The feed writes each outcome once and gives the same bytes to all members.
//!
//! Nothing is lost and nothing comes twice: a resolver that can be shared says which position an outcome has and up to where its
//! run has given everything ([`Standing`]). A socket joins with its position, skips what it has had, and is let in only if that
//! position is not before what the feed has given already. A member that does not take its outcomes for a while is left behind:
//! it goes on alone from its own position, as slowly as it reads, and comes back when it has caught up. Nobody waits for it.
//!
//! A feed acts for an account, not for a session: its resolver asks at each event what the account may see, and each socket ends
//! with its own session. The last member that leaves ends the feed. What does not say where it stands is never shared.

mod follow;
mod ground;
mod item;
mod mailbox;
mod member;
#[cfg(test)]
mod tests;

pub(in crate::http) use follow::Follow;
pub(in crate::http) use ground::Ground;
pub(in crate::http) use item::Item;

use self::{
    follow::Alone,
    mailbox::{End, Mailbox},
    member::Member,
};
use super::outcome::Outcome;
use crate::http::shared::Standing;
use futures_util::{StreamExt, stream::BoxStream};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::{sync::Notify, time::timeout};

/// How long a feed waits for members who have not taken what they were given before.
const GRACE: Duration = Duration::from_millis(50);

/// The feeds of one transport. Cheap to clone.
#[derive(Clone, Default)]
pub(in crate::http) struct Feeds(Arc<Mutex<HashMap<Arc<Ground>, Arc<Feed>>>>);

/// One run, and those who get what it says.
pub(super) struct Feed {
    ground: Arc<Ground>,
    members: Mutex<Members>,
    /// The last member has left.
    left: Notify,
    /// A member that had no room took something.
    room: Notify,
}

struct Members {
    mailboxes: HashMap<u64, Arc<Mailbox>>,
    next: u64,
    /// Whoever has had everything up to here misses nothing by joining.
    floor: i64,
    /// Nobody can join any more.
    over: bool,
}

/// What comes of asking to join.
enum Joined {
    Member(Member),
    /// The feed is further: what lies between has been given already.
    TooEarly,
    Over,
}

impl Feeds {
    /// Takes a socket in that has had everything up to `at` and waits; gives it back when it has to go on alone for now.
    fn enter(&self, alone: Alone, at: i64) -> Result<Member, Alone> {
        let Some(ground) = &alone.ground else { return Err(alone) };
        let mut feeds = self.lock();
        match feeds.get(ground).map_or(Joined::Over, |feed| feed.join(at)) {
            Joined::Member(member) => {
                drop(feeds);
                Ok(member)
            }
            Joined::TooEarly => Err(alone),
            Joined::Over => {
                let feed = Feed::new(Arc::clone(ground), at);
                let Joined::Member(member) = feed.join(at) else { return Err(alone) };
                feeds.insert(Arc::clone(ground), Arc::clone(&feed));
                drop(feeds);
                tokio::spawn(feed.run(self.clone(), alone.outcomes, alone.standing));
                Ok(member)
            }
        }
    }

    fn forget(&self, feed: &Arc<Feed>) {
        let mut feeds = self.lock();
        if feeds.get(&feed.ground).is_some_and(|found| Arc::ptr_eq(found, feed)) {
            feeds.remove(&feed.ground);
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Arc<Ground>, Arc<Feed>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Feed {
    fn new(ground: Arc<Ground>, floor: i64) -> Arc<Self> {
        let members = Members { mailboxes: HashMap::new(), next: 0, floor, over: false };
        Arc::new(Self { ground, members: Mutex::new(members), left: Notify::new(), room: Notify::new() })
    }

    fn join(self: &Arc<Self>, at: i64) -> Joined {
        let mut members = self.lock();
        if members.over {
            return Joined::Over;
        }
        if at < members.floor {
            return Joined::TooEarly;
        }
        let (number, mailbox) = (members.next, Arc::<Mailbox>::default());
        members.next += 1;
        members.mailboxes.insert(number, Arc::clone(&mailbox));
        Joined::Member(Member { feed: Arc::clone(self), number, mailbox, at })
    }

    fn leave(&self, number: u64) {
        let mut members = self.lock();
        members.mailboxes.remove(&number);
        if members.mailboxes.is_empty() {
            self.left.notify_one();
        }
    }

    async fn run(
        self: Arc<Self>,
        feeds: Feeds,
        mut outcomes: BoxStream<'static, Outcome>,
        standing: Standing,
    ) {
        let running = Running { feed: self, feeds };
        let feed = &running.feed;
        loop {
            let outcome = tokio::select! {
                outcome = outcomes.next() => outcome,
                () = feed.deserted() => return,
            };
            let Some(outcome) = outcome else { return feed.end(End::Over) };
            let item = Arc::new(Item::new(&outcome, standing.delivers(), false));
            if feed.tell(&item) {
                feed.wait_for_room().await;
            }
            if item.last || item.try_later {
                return feed.end(End::Over);
            }
        }
    }

    /// Gives everybody the same; true when somebody has no room for more.
    fn tell(&self, item: &Arc<Item>) -> bool {
        let mut members = self.lock();
        members.floor = item.position.map_or(members.floor, |position| position.max(members.floor));
        // Each is told, also after one that is full.
        let full = members.mailboxes.values().filter(|mailbox| mailbox.put(item));
        full.count() > 0
    }

    /// Until everybody has room again; whoever takes too long is left behind.
    async fn wait_for_room(&self) {
        let emptied = async {
            while self.lock().mailboxes.values().any(|mailbox| mailbox.is_full()) {
                self.room.notified().await;
            }
        };
        if timeout(GRACE, emptied).await.is_err() {
            self.lock().mailboxes.retain(|_, mailbox| {
                let full = mailbox.is_full();
                if full {
                    mailbox.end(End::Behind);
                }
                !full
            });
        }
    }

    /// Resolves when nobody is left, and nobody can join any more.
    async fn deserted(&self) {
        loop {
            {
                let mut members = self.lock();
                if members.mailboxes.is_empty() {
                    members.over = true;
                    return;
                }
            }
            self.left.notified().await;
        }
    }

    /// Says to those who are still there how it ended.
    fn end(&self, how: End) {
        let mut members = self.lock();
        members.over = true;
        members.mailboxes.drain().for_each(|(_, mailbox)| mailbox.end(how));
    }

    fn lock(&self) -> MutexGuard<'_, Members> {
        self.members.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A feed that runs; however it ends, nobody goes on waiting for it.
struct Running {
    feed: Arc<Feed>,
    feeds: Feeds,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.feed.end(End::Behind);
        self.feeds.forget(&self.feed);
    }
}
