//! Numbers committed events and announces them.
//!
//! Every process runs one. A Postgres advisory lock (on SQLite the one write lock) lets one number at a time, so that
//! positions become visible in their order: nobody can see 8 before 7. A process that dies between a commit and the
//! numbering loses nothing: the next look of any process numbers what is left.

use super::Event;
use crate::{App, Result, bus::Signal};
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, Statement,
};
use std::{sync::Arc, time::Duration};
use tokio_util::sync::CancellationToken;

/// Number of the Postgres advisory lock.
pub const ADVISORY_LOCK: i64 = 0x6166_7465_6576_7473;
/// Events numbered and announced at once.
const BATCH: usize = 200;
/// How often to look without being told: only for what a dead process left behind.
const POLL: Duration = Duration::from_secs(2);

const NUMBER: &str = "UPDATE events SET position = numbered.position FROM ( \
     SELECT id, ROW_NUMBER() OVER (ORDER BY id) + (SELECT COALESCE(MAX(position), 0) FROM events WHERE position IS NOT NULL) AS position \
     FROM (SELECT id FROM events WHERE position IS NULL ORDER BY id LIMIT 200) AS oldest \
     ) AS numbered WHERE events.id = numbered.id \
     RETURNING events.id, events.position, kind, patient_id, doctor_id, subject_id, occurred_at";

/// Numbers what is committed, until `stop`.
pub async fn run(app: App, stop: CancellationToken) {
    loop {
        if let Err(error) = publish_pending(&app).await {
            tracing::error!(%error, "events could not be numbered; trying again");
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = app.events_pending().notified() => {}
            () = tokio::time::sleep(POLL) => {}
        }
    }
}

/// Numbers and announces everything committed so far; says how many events that were.
///
/// # Errors
/// The database's; nothing is half-numbered.
pub async fn publish_pending(app: &App) -> Result<usize> {
    let mut total = 0;
    loop {
        let events = number_batch(app).await?;
        let count = events.len();
        total += count;
        if count > 0 {
            app.bus().publish(Signal::Events { events });
        }
        if count < BATCH {
            return Ok(total);
        }
    }
}

/// When the oldest event happened that has no number yet; `None` where each has one.
///
/// # Errors
/// The database's.
pub async fn waiting_since(app: &App) -> Result<Option<DateTime<Utc>>> {
    use aftercare_entity::event::{Column, Entity};
    let oldest = Entity::find().filter(Column::Position.is_null()).order_by_asc(Column::Id);
    Ok(oldest.one(app.db().read()).await?.map(|event| event.occurred_at))
}

async fn number_batch(app: &App) -> Result<Vec<Arc<Event>>> {
    // Looking costs no write lock.
    let pending =
        Statement::from_string(app.db().backend(), "SELECT id FROM events WHERE position IS NULL LIMIT 1");
    if app.db().read().query_one_raw(pending).await?.is_none() {
        return Ok(Vec::new());
    }
    let tx = app.db().begin_alone(ADVISORY_LOCK).await?;
    let rows = tx.query_all_raw(Statement::from_string(app.db().backend(), NUMBER)).await?;
    let mut events = rows
        .iter()
        .map(|row| aftercare_entity::event::Model::from_query_result(row, ""))
        .collect::<Result<Vec<_>, _>>()?
        .iter()
        .filter_map(Event::from_row)
        .map(Arc::new)
        .collect::<Vec<_>>();
    tx.commit().await?;
    events.sort_by_key(|event| event.position);
    Ok(events)
}
