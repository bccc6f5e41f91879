//! Whether the database answers, whether it can be written (a small committed write, as a request makes it), and whether a
//! worker has been heard of.
//!
//! A write that fits into pages which are there already says nothing about a full disk, so on SQLite the new row comes before
//! the old one goes, and is longer than a long note.

use crate::{App, Result};
use aftercare_entity::{
    worker_heartbeat,
    write_probe::{ActiveModel, Column, Entity},
};
use chrono::{DateTime, Duration, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait, PaginatorTrait,
    QueryFilter,
};
use uuid::Uuid;

/// A worker that has not been heard of for this long counts as gone.
pub const SILENCE: Duration = Duration::seconds(30);
/// Bytes of the filler: more than the longest note needs.
const FILLER: usize = 96 * 1024;
/// Rows of looks that were given up, and of processes that ended, are left so long.
const LEFT_OVER: Duration = Duration::seconds(10);

/// Whether the database answers.
///
/// # Errors
/// Whatever keeps it from answering.
pub async fn read(app: &App) -> Result<()> {
    app.db().read().execute_unprepared("SELECT 1").await?;
    Ok(())
}

/// Whether any worker has been heard of since `then`.
///
/// # Errors
/// The database's.
pub async fn has_worker_since(app: &App, then: DateTime<Utc>) -> Result<bool> {
    let heard = worker_heartbeat::Entity::find().filter(worker_heartbeat::Column::BeatAt.gt(then));
    Ok(heard.one(app.db().read()).await?.is_some())
}

/// How many workers have been heard of since `then`.
///
/// # Errors
/// The database's.
pub async fn workers_since(app: &App, then: DateTime<Utc>) -> Result<u64> {
    let heard = worker_heartbeat::Entity::find().filter(worker_heartbeat::Column::BeatAt.gt(then));
    Ok(heard.count(app.db().read()).await?)
}

/// Writes a row and takes the one of the last look away; its id, for the next look.
///
/// # Errors
/// Whatever keeps the database from being written.
pub async fn write(app: &App, last: Option<Uuid>) -> Result<Uuid> {
    let (id, now) = (app.new_id(), app.now());
    let filler = (app.db().backend() == DbBackend::Sqlite).then(|| vec![0; FILLER]);
    let change = app.begin().await?;
    let row = ActiveModel { id: Set(id), written_at: Set(now), filler: Set(filler) };
    Entity::insert(row).exec_without_returning(change.tx()).await?;
    let mut old = Condition::any().add(Column::WrittenAt.lt(now - LEFT_OVER));
    if let Some(last) = last {
        old = old.add(Column::Id.eq(last));
    }
    Entity::delete_many().filter(old).exec(change.tx()).await?;
    change.commit().await?;
    Ok(id)
}
