//! Events that were heard of together, and what they show: read once, when the first viewer asks, for all of them.

use super::Event;
use crate::{App, Error, Result, reader::Given};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::OnceCell;

/// Nothing where one of the events holds something that cannot be read at all.
type Rows = Arc<OnceCell<Option<Arc<Given>>>>;

/// Events that somebody here is to be told of, and the rows that they show.
#[derive(Debug)]
pub struct Batch {
    app: App,
    events: Vec<Arc<Event>>,
    rows: Mutex<Rows>,
}

/// An event on its way to a subscriber.
#[derive(Debug, Clone)]
pub struct Told {
    /// What happened.
    pub event: Arc<Event>,
    /// What it was heard of with; nothing when it was read from the table.
    batch: Option<Arc<Batch>>,
}

impl Batch {
    pub(super) fn new(app: App, events: Vec<Arc<Event>>) -> Arc<Self> {
        Arc::new(Self { app, events, rows: Mutex::default() })
    }

    /// The rows; while they are being read everybody waits for the same answer. Nothing when they were old before they came.
    async fn rows(&self) -> Result<Option<Arc<Given>>> {
        for _ in 0..2 {
            let rows = Arc::clone(&self.lock());
            let Some(given) = rows.get_or_try_init(|| self.read()).await? else { return Ok(None) };
            if given.is_fresh() {
                return Ok(Some(Arc::clone(given)));
            }
            // Too old for anybody: whoever comes first reads them again for all who are as late.
            let mut current = self.lock();
            if Arc::ptr_eq(&current, &rows) {
                *current = Arc::default();
            }
        }
        Ok(None)
    }

    /// What does not pass by itself is one event's trouble: each is then read for itself.
    async fn read(&self) -> Result<Option<Arc<Given>>> {
        // Boxed: every subscription would keep room for all of these statements.
        match Box::pin(Given::read(&self.app, &self.events)).await {
            Ok(given) => Ok(Some(Arc::new(given))),
            Err(Error::Unavailable(why)) => Err(Error::Unavailable(why)),
            Err(error) => {
                tracing::warn!(%error, "the data of several events could not be read together; it is read for each event by itself");
                Ok(None)
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, Rows> {
        self.rows.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Told {
    pub(super) const fn live(event: Arc<Event>, batch: Arc<Batch>) -> Self {
        Self { event, batch: Some(batch) }
    }

    pub(super) const fn from_table(event: Arc<Event>) -> Self {
        Self { event, batch: None }
    }

    /// The rows that the event shows, as they were read a moment ago; nothing when they are to be read again.
    ///
    /// # Errors
    /// The database's.
    pub async fn rows(&self) -> Result<Option<Arc<Given>>> {
        match &self.batch {
            Some(batch) => batch.rows().await,
            None => Ok(None),
        }
    }
}
