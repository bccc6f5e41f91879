//! One look at the database for all who want it at the same time.
//!
//! When a thousand sockets come back at once, each wants to know whether the database answers and how far back events are kept.
//! Whoever asks while a look is under way waits for the next one and shares it: an answer is never older than its question.

use crate::{App, Error, Result};
use aftercare_entity::event;
use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};
use tokio::sync::Mutex;

/// Position of the oldest event that is kept, as it was found; the same failure is told to all who shared it.
type Found = std::result::Result<Option<i64>, Arc<Error>>;

/// The looks at the oldest event. Clones share them.
#[derive(Clone, Debug, Default)]
pub(super) struct Oldest {
    /// Numbers questions and looks in their order.
    clock: Arc<AtomicU64>,
    /// When the last look began, and what it found.
    last: Arc<Mutex<Option<(u64, Found)>>>,
}

impl Oldest {
    /// The oldest event's position, as found by a look that began after this was asked.
    ///
    /// # Errors
    /// The database's.
    pub async fn position(&self, app: &App) -> Result<Option<i64>> {
        let asked = self.tick();
        let mut last = self.last.lock().await;
        if let Some((began, found)) = &*last
            && *began > asked
        {
            return copied(found);
        }
        let began = self.tick();
        let row = event::Entity::oldest_unscoped().one(app.db().read()).await;
        let found = row.map(|row| row.and_then(|row| row.position)).map_err(|error| Arc::new(error.into()));
        let answer = copied(&found);
        *last = Some((began, found));
        answer
    }

    fn tick(&self) -> u64 {
        self.clock.fetch_add(1, Ordering::Relaxed)
    }
}

fn copied(found: &Found) -> Result<Option<i64>> {
    found.clone().map_err(|error| match &*error {
        Error::Unavailable(why) => Error::Unavailable(why.clone()),
        Error::Database(error) => Error::Database(error.clone()),
        other => Error::Unavailable(other.to_string()),
    })
}
