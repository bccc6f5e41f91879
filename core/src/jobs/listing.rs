//! What an operator asks of the queue.

use super::{JobKind, open};
use crate::{App, Result, bus::Signal};
use aftercare_entity::job;
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, prelude::Expr,
};
use uuid::Uuid;

/// Open and dead jobs, oldest first, at most `limit`.
///
/// # Errors
/// The database's.
pub async fn list(app: &App, limit: u64) -> Result<Vec<job::Model>> {
    Ok(job::Entity::find()
        .filter(job::Column::DoneAt.is_null())
        .order_by_asc(job::Column::Id)
        .limit(limit)
        .all(app.db().read())
        .await?)
}

/// Gives a dead or waiting job all its attempts again, from now. `false`: there is no such job, or it is being done.
///
/// # Errors
/// The database's; a job of the same dedup key may be open already.
pub async fn retry(app: &App, id: Uuid) -> Result<bool> {
    let now = app.now();
    let done = job::Entity::update_many()
        .col_expr(job::Column::DeadAt, Expr::value(Option::<DateTime<Utc>>::None))
        .col_expr(job::Column::Attempts, Expr::value(0))
        .col_expr(job::Column::RunAt, Expr::value(now))
        // Asked for anew: patience is counted from here.
        .col_expr(job::Column::CreatedAt, Expr::value(now))
        .filter(job::Column::Id.eq(id))
        .filter(job::Column::DoneAt.is_null())
        .filter(job::Column::LeaseUntil.is_null().or(job::Column::LeaseUntil.lte(now)))
        .exec(app.db().write())
        .await?;
    if done.rows_affected == 1 {
        app.bus().publish(Signal::Jobs);
    }
    Ok(done.rows_affected == 1)
}

/// Puts dead jobs of this kind and subject away, in the transaction of what takes their place: nobody needs to look at
/// them any more.
///
/// # Errors
/// The database's.
pub async fn put_away_dead(app: &App, tx: &impl ConnectionTrait, kind: JobKind, subject: Uuid) -> Result<()> {
    job::Entity::update_many()
        .col_expr(job::Column::DoneAt, Expr::value(Some(app.now())))
        .filter(job::Column::Kind.eq(kind.as_str()))
        .filter(job::Column::SubjectId.eq(subject))
        .filter(job::Column::DeadAt.is_not_null())
        .filter(job::Column::DoneAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// Whether nothing waits or is being done (dead jobs aside).
///
/// # Errors
/// The database's.
pub async fn is_idle(app: &App) -> Result<bool> {
    Ok(job::Entity::find().filter(open()).one(app.db().read()).await?.is_none())
}
