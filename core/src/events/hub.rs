//! One process's fan-out of numbered events to its subscribers.
//!
//! The hub knows the last position it has seen. An announcement that follows on it is delivered; anything else (a
//! number missing, a reconnect, a lost signal, a slow poll) makes it read the table from there. A subscriber has a
//! bounded channel: one that is too slow is dropped from the fan-out and reads the table from its own last position
//! until it has caught up, so it costs time and never memory, and loses nothing.
//!
//! Old events are deleted from the table, from the oldest on ([`crate::domain::retention`]). Whoever needs one that is
//! gone is told so ([`Error::CursorExpired`]) instead of being shown what follows as if nothing were missing.

use super::{
    Event, Following,
    batch::{Batch, Told},
};
use crate::{App, Error, Result, bus::Signal, gather::Gather};
use aftercare_entity::event;
use futures_util::{Stream, StreamExt};
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
    oldest: Gather<(), Found>,
}

/// Position of the oldest event that is kept.
type Found = std::result::Result<Option<i64>, Arc<Error>>;

#[derive(Default)]
struct State {
    last: i64,
    subscribers: HashMap<Audience, Vec<mpsc::Sender<Told>>>,
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
        let state = Arc::new(Mutex::new(State { last, ..State::default() }));
        Ok(Self { app, state, oldest: Gather::default() })
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

    /// Checks that every event after position `after` is still kept, and so that the database answers. Whoever asks at the
    /// same time shares one statement.
    ///
    /// # Errors
    /// [`Error::CursorExpired`], or the database's.
    pub async fn ensure_kept(&self, after: i64) -> Result<()> {
        let app = self.app.clone();
        let found = self.oldest.get((), move |asked| oldest(app.clone(), asked.len())).await;
        let found =
            found.unwrap_or_else(|| Err(Arc::new(Error::Internal("the oldest event was not looked up"))));
        match found.map_err(|error| Error::again(&error))? {
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
                    Ok(Signal::Events { events }) => !self.deliver(&events),
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
        self.follow(audience, after).map(|told| told.map(|told| told.event))
    }

    /// The same, with the rows that events show, and with how far the subscriber has got.
    pub fn follow(&self, audience: Audience, after: Option<i64>) -> Following {
        Following::new(self.clone(), audience, after)
    }

    /// A channel for the live events of `audience`, and the position after which they begin.
    pub(super) fn register(&self, audience: Audience) -> (mpsc::Receiver<Told>, i64) {
        let (sender, receiver) = mpsc::channel(CHANNEL);
        let mut state = self.lock();
        state.subscribers.entry(audience).or_default().push(sender);
        (receiver, state.last)
    }

    /// Whether the process is about to end, and its streams with it.
    pub(super) fn is_stopping(&self) -> bool {
        self.app.is_stopping()
    }

    /// Delivers what follows on the events seen so far. `false`: something between is missing.
    fn deliver(&self, events: &[Arc<Event>]) -> bool {
        let mut state = self.lock();
        let last = state.last;
        let new = events.iter().filter(|event| event.position > last);
        let next: Vec<_> = new.zip(last + 1..).take_while(|(event, next)| event.position == *next).collect();
        if next.is_empty() {
            return events.last().is_none_or(|event| event.position <= last);
        }
        let heard = next.iter().map(|(event, _)| *event).filter(|event| state.is_awaited(event));
        let batch = Batch::new(self.app.clone(), heard.cloned().collect());
        for (event, _) in next {
            state.deliver(event, &batch);
        }
        events.last().is_none_or(|event| event.position <= state.last)
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
            self.deliver(&rows.iter().filter_map(Event::from_row).map(Arc::new).collect::<Vec<_>>());
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

    /// The next events of `audience` in the table, and the position up to which there are no others.
    ///
    /// # Errors
    /// [`Error::CursorExpired`], or the database's.
    pub(super) async fn page(&self, audience: Audience, after: i64) -> Result<(VecDeque<Told>, i64)> {
        let owner = match audience {
            Audience::Patient(id) => event::Column::PatientId.eq(id),
            Audience::Doctor(id) => event::Column::DoctorId.eq(id),
        };
        // Everything up to here is committed before the page is read.
        let last = self.position();
        let rows =
            event::Entity::after_unscoped(after).filter(owner).limit(PAGE).all(self.app.db().read()).await?;
        // After the rows were read: what is still kept now was kept then.
        self.ensure_kept(after).await?;
        let events = rows.iter().filter_map(Event::from_row).map(|event| Told::from_table(Arc::new(event)));
        let page: VecDeque<_> = events.collect();
        let upto = page.back().map_or(last.max(after), |told| told.event.position);
        Ok((page, upto))
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn is_awaited(&self, event: &Event) -> bool {
        Audience::of(event).any(|audience| self.subscribers.contains_key(&audience))
    }

    fn deliver(&mut self, event: &Arc<Event>, batch: &Arc<Batch>) {
        self.last = event.position;
        for audience in Audience::of(event) {
            if let Some(senders) = self.subscribers.get_mut(&audience) {
                // A full or closed channel is dropped: its reader finds the rest in the table.
                senders.retain(|sender| {
                    sender.try_send(Told::live(Arc::clone(event), Arc::clone(batch))).is_ok()
                });
                if senders.is_empty() {
                    self.subscribers.remove(&audience);
                }
            }
        }
    }
}

/// The oldest event's position, for each of those who want to know it.
async fn oldest(app: App, count: usize) -> Vec<Found> {
    let row = event::Entity::oldest_unscoped().one(app.db().read()).await;
    let found = row.map(|row| row.and_then(|row| row.position)).map_err(|error| Arc::new(error.into()));
    vec![found; count]
}
