//! One process's fan-out of numbered events to its subscribers.
//!
//! The hub knows the last position it has seen. An announcement that follows on it is delivered; anything else (a
//! number missing, a reconnect, a lost signal, a slow poll) makes it read the table from there. A subscriber has a
//! bounded channel: one that is too slow is dropped from the fan-out and reads the table from its own last position
//! until it has caught up, so it costs time and never memory, and loses nothing.
//!
//! Old events are deleted from the table, from the oldest on ([`crate::domain::retention`]). Whoever needs one that is
//! gone is told so ([`Error::CursorExpired`]) instead of being shown what follows as if nothing were missing.

use super::Event;
use crate::{App, Error, Result, bus::Signal};
use aftercare_entity::event;
use futures_util::Stream;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::sync::{broadcast::error::RecvError, mpsc};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// Events waiting for one subscriber before it has to read the table.
const CHANNEL: usize = 64;
/// Rows read from the table at once.
const PAGE: u64 = 200;
/// How long a page may take: whoever waits for it has other sockets to go to.
const PAGE_TIME: Duration = Duration::from_secs(5);
/// How often to look without being told.
const POLL: Duration = Duration::from_secs(2);

/// Whose events a subscriber gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Audience {
    /// All about this patient.
    Patient(Uuid),
    /// All about patients who were this doctor's when it happened.
    Doctor(Uuid),
}

impl Audience {
    fn of(event: &Event) -> impl Iterator<Item = Self> {
        std::iter::once(Self::Patient(event.patient)).chain(event.doctor.map(Self::Doctor))
    }
}

/// The fan-out. Cheap to clone.
#[derive(Clone)]
pub struct Hub {
    app: App,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    last: i64,
    subscribers: HashMap<Audience, Vec<mpsc::Sender<Arc<Event>>>>,
}

impl std::fmt::Debug for Hub {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Hub").finish_non_exhaustive()
    }
}

impl Hub {
    /// A hub that begins after the newest event of now. Run [`Hub::run`] beside it.
    ///
    /// # Errors
    /// The database's.
    pub async fn new(app: App) -> Result<Self> {
        let newest = event::Entity::newest_unscoped().one(app.db().read()).await?;
        let last = newest.and_then(|row| row.position).unwrap_or(0);
        Ok(Self { app, state: Arc::new(Mutex::new(State { last, ..State::default() })) })
    }

    /// Position of the newest event that this process has seen, 0 before the first: all up to it is committed, and a
    /// subscription after it, in any process, gets all that follows.
    pub fn position(&self) -> i64 {
        self.lock().last
    }

    /// Whether an event of this position has happened: here, or in the table, which another process may have read
    /// further. A cursor beyond it is of another history, such as the one before a backup was restored.
    ///
    /// # Errors
    /// The database's.
    pub async fn has_reached(&self, position: i64) -> Result<bool> {
        if position <= self.position() {
            return Ok(true);
        }
        let there = event::Entity::find().filter(event::Column::Position.gte(position));
        Ok(there.one(self.app.db().read()).await?.is_some())
    }

    /// Checks that every event after position `after` is still kept.
    ///
    /// # Errors
    /// [`Error::CursorExpired`], or the database's.
    pub async fn ensure_kept(&self, after: i64) -> Result<()> {
        let oldest = event::Entity::oldest_unscoped().one(self.app.db().read()).await?;
        match oldest.and_then(|row| row.position) {
            Some(oldest) if oldest - 1 > after.max(0) => Err(Error::CursorExpired),
            _ => Ok(()),
        }
    }

    /// Delivers until `stop`.
    pub async fn run(self, stop: CancellationToken) {
        let mut signals = self.app.bus().subscribe();
        let mut poll = tokio::time::interval(POLL);
        poll.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            let repair = tokio::select! {
                () = stop.cancelled() => break,
                _ = poll.tick() => true,
                signal = signals.recv() => match signal {
                    Ok(Signal::Events { events }) => events.into_iter().any(|event| !self.deliver_next(&event)),
                    Ok(Signal::Reconnected) | Err(RecvError::Lagged(_)) => true,
                    Ok(_) => false,
                    Err(RecvError::Closed) => break,
                },
            };
            if repair && let Err(error) = self.repair().await {
                tracing::error!(%error, "events could not be read; trying again");
            }
        }
        // Ends every stream: their channels close, and they see that the hub is gone.
        self.lock().subscribers.clear();
    }

    /// Events for `audience`: those after position `after` from the table, then live ones; from now on without it. Ends
    /// with [`Error::CursorExpired`] when one that is still to come may have been deleted.
    pub fn subscribe(
        &self,
        audience: Audience,
        after: Option<i64>,
    ) -> impl Stream<Item = Result<Arc<Event>>> + Send + use<> {
        let (hub, live, start) = {
            let (live, last) = self.register(audience);
            (self.clone(), live, after.unwrap_or(last))
        };
        let reader =
            Reader { hub, audience, live, at: start, page: VecDeque::new(), caught_up: after.is_none() };
        futures_util::stream::unfold(Some(reader), |reader| async move {
            let mut reader = reader?;
            let next = reader.next().await.transpose()?;
            // What does not pass by itself would come again and again.
            let over = matches!(&next, Err(error) if !matches!(error, Error::Unavailable(_)));
            Some((next, (!over).then_some(reader)))
        })
    }

    fn register(&self, audience: Audience) -> (mpsc::Receiver<Arc<Event>>, i64) {
        let (sender, receiver) = mpsc::channel(CHANNEL);
        let mut state = self.lock();
        state.subscribers.entry(audience).or_default().push(sender);
        (receiver, state.last)
    }

    /// Delivers the event if it is the next one, or an old one. `false`: something before it is missing.
    fn deliver_next(&self, event: &Arc<Event>) -> bool {
        let mut state = self.lock();
        if event.position <= state.last {
            return true;
        }
        if event.position > state.last + 1 {
            return false;
        }
        state.last = event.position;
        for audience in Audience::of(event) {
            if let Some(senders) = state.subscribers.get_mut(&audience) {
                // A full or closed channel is dropped: its reader finds the rest in the table.
                senders.retain(|sender| sender.try_send(Arc::clone(event)).is_ok());
                if senders.is_empty() {
                    state.subscribers.remove(&audience);
                }
            }
        }
        true
    }

    async fn repair(&self) -> Result<()> {
        loop {
            let last = self.lock().last;
            let rows = event::Entity::after_unscoped(last).limit(PAGE).all(self.app.db().read()).await?;
            let full = rows.len() as u64 == PAGE;
            if let Some(first) = rows.first().and_then(|row| row.position)
                && first > last + 1
            {
                self.skip_to(first - 1);
            }
            for event in rows.iter().filter_map(Event::from_row).map(Arc::new) {
                self.deliver_next(&event);
            }
            if !full {
                return Ok(());
            }
        }
    }

    /// Goes on after `position`: what came before it was deleted while this process did not look, as after a long sleep
    /// of its machine. Every subscriber reads the table from its own place, and finds out there what it has lost.
    fn skip_to(&self, position: i64) {
        let mut state = self.lock();
        tracing::warn!(seen = state.last, position, "events were deleted before this process had seen them");
        state.last = position;
        state.subscribers.clear();
    }

    async fn page(&self, audience: Audience, after: i64) -> Result<VecDeque<Arc<Event>>> {
        let owner = match audience {
            Audience::Patient(id) => event::Column::PatientId.eq(id),
            Audience::Doctor(id) => event::Column::DoctorId.eq(id),
        };
        let rows =
            event::Entity::after_unscoped(after).filter(owner).limit(PAGE).all(self.app.db().read()).await?;
        // After the rows were read: what is still kept now was kept then.
        self.ensure_kept(after).await?;
        Ok(rows.iter().filter_map(Event::from_row).map(Arc::new).collect())
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn late() -> Error {
    Error::Unavailable("events were not read in time".to_owned())
}

/// One subscriber's place in the events.
struct Reader {
    hub: Hub,
    audience: Audience,
    live: mpsc::Receiver<Arc<Event>>,
    at: i64,
    page: VecDeque<Arc<Event>>,
    caught_up: bool,
}

impl Reader {
    async fn next(&mut self) -> Result<Option<Arc<Event>>> {
        loop {
            if let Some(event) = self.page.pop_front() {
                self.at = event.position;
                return Ok(Some(event));
            }
            if !self.caught_up {
                let page = tokio::time::timeout(PAGE_TIME, self.hub.page(self.audience, self.at)).await;
                self.page = page.unwrap_or_else(|_| Err(late()))?;
                self.caught_up = self.page.is_empty();
                continue;
            }
            match self.live.recv().await {
                Some(event) if event.position <= self.at => {}
                Some(event) => {
                    self.at = event.position;
                    return Ok(Some(event));
                }
                // Too slow, or the hub has ended: register anew and read the table from here.
                None => {
                    if self.hub.app.is_stopping() {
                        return Ok(None);
                    }
                    (self.live, _) = self.hub.register(self.audience);
                    self.caught_up = false;
                }
            }
        }
    }
}
