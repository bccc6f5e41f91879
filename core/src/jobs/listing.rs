//! What an operator asks of the queue.

use super::{JobKind, open};
use crate::{App, Result, bus::Signal, domain::reasons};
use aftercare_entity::job;
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, Select, prelude::Expr,
};
use uuid::Uuid;

/// Jobs taken up again in one statement.
const BATCH: u64 = 500;

/// Which jobs an operator means; the default: all that are not done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only of this kind.
    pub kind: Option<JobKind>,
    /// Only those whose last failure had this code.
    pub error: Option<String>,
    /// Only dead ones.
    pub dead: bool,
}

impl Filter {
    fn condition(&self) -> Condition {
        let mut condition = Condition::all().add(job::Column::DoneAt.is_null());
        if let Some(kind) = self.kind {
            condition = condition.add(job::Column::Kind.eq(kind.as_str()));
        }
        if let Some(error) = &self.error {
            condition = condition.add(job::Column::LastError.eq(error.as_str()));
        }
        if self.dead { condition.add(job::Column::DeadAt.is_not_null()) } else { condition }
    }
}

/// Dead jobs, then open ones, each oldest first, at most `limit` in all.
///
/// # Errors
/// The database's.
pub async fn list(app: &App, limit: u64) -> Result<Vec<job::Model>> {
    find(app, &Filter::default(), limit).await
}

/// The jobs of the filter: dead ones first, however many are open, then open ones; each oldest first, at most `limit` in all.
///
/// # Errors
/// The database's.
pub async fn find(app: &App, filter: &Filter, limit: u64) -> Result<Vec<job::Model>> {
    let rows = |condition| job::Entity::find().filter(condition).order_by_asc(job::Column::Id);
    let db = app.db().read();
    let dead = Filter { dead: true, ..filter.clone() }.condition();
    let mut found = rows(dead).limit(limit).all(db).await?;
    let left = limit.saturating_sub(found.len() as u64);
    if left > 0 && !filter.dead {
        let open = filter.condition().add(job::Column::DeadAt.is_null());
        found.extend(rows(open).limit(left).all(db).await?);
    }
    Ok(found)
}

/// The codes of the last failures of the filter's jobs, and how many jobs have each; by code.
///
/// # Errors
/// The database's.
pub async fn errors(app: &App, filter: &Filter) -> Result<Vec<(String, i64)>> {
    Ok(job::Entity::find()
        .select_only()
        .column(job::Column::LastError)
        .column_as(job::Column::Id.count(), "jobs")
        .filter(filter.condition())
        .filter(job::Column::LastError.is_not_null())
        .group_by(job::Column::LastError)
        .order_by_asc(job::Column::LastError)
        .into_tuple()
        .all(app.db().read())
        .await?)
}

/// Gives a dead or waiting job all its attempts again, from now. `false`: there is no such job, it is being done, or another
/// one has taken its place.
///
/// # Errors
/// The database's.
pub async fn retry(app: &App, id: Uuid) -> Result<bool> {
    let done = again(app, Condition::all().add(job::Column::Id.eq(id))).await?;
    if done == 1 {
        app.bus().publish(Signal::Jobs);
    }
    Ok(done == 1)
}

/// [`retry`] for every job of the filter that is dead or waits after a failure; says how many. In batches, so that the queue
/// goes on meanwhile.
///
/// Mails that stayed unanswered twice are left out unless the filter names their code: the patients probably have them.
///
/// # Errors
/// The database's; the batches before have been taken up then.
pub async fn retry_all(app: &App, filter: &Filter) -> Result<u64> {
    let mut wanted = filter.condition().add(job::Column::LastError.is_not_null());
    if filter.error.is_none() {
        wanted = wanted.add(job::Column::LastError.ne(reasons::MAIL_UNANSWERED));
    }
    let (mut total, mut after) = (0, Uuid::nil());
    loop {
        let ids: Vec<Uuid> = job::Entity::find()
            .select_only()
            .column(job::Column::Id)
            .filter(wanted.clone())
            .filter(job::Column::Id.gt(after))
            .order_by_asc(job::Column::Id)
            .limit(BATCH)
            .into_tuple()
            .all(app.db().read())
            .await?;
        let Some(last) = ids.last() else { return Ok(total) };
        after = *last;
        total += again(app, Condition::all().add(job::Column::Id.is_in(ids))).await?;
        app.bus().publish(Signal::Jobs);
    }
}

/// Of these jobs, those that are not done, nor being done, nor replaced by another open one, are as new from now.
async fn again(app: &App, these: Condition) -> Result<u64> {
    let now = app.now();
    // One with the same key that is open, or is to be opened instead, by another name for the table.
    let rival = "EXISTS (SELECT 1 FROM jobs AS rival WHERE rival.dedup_key = jobs.dedup_key \
                 AND rival.done_at IS NULL AND (rival.dead_at IS NULL AND rival.id <> jobs.id OR rival.id < jobs.id))";
    let done = job::Entity::update_many()
        .col_expr(job::Column::DeadAt, Expr::value(Option::<DateTime<Utc>>::None))
        .col_expr(job::Column::Attempts, Expr::value(0))
        .col_expr(job::Column::LeaseHolder, Expr::value(Option::<Uuid>::None))
        .col_expr(job::Column::LeaseUntil, Expr::value(Option::<DateTime<Utc>>::None))
        .col_expr(job::Column::RunAt, Expr::value(now))
        // Asked for again: patience is counted from here.
        .col_expr(job::Column::CreatedAt, Expr::value(now))
        .filter(these)
        .filter(job::Column::DoneAt.is_null())
        .filter(job::Column::LeaseUntil.is_null().or(job::Column::LeaseUntil.lte(now)))
        .filter(Expr::cust(rival).not())
        .exec(app.db().write())
        .await?;
    Ok(done.rows_affected)
}

/// Puts dead jobs of this kind and subject away, in the transaction of what takes their place: nobody needs to look at
/// them any more.
///
/// # Errors
/// The database's.
pub async fn put_away_dead(app: &App, tx: &impl ConnectionTrait, kind: JobKind, subject: Uuid) -> Result<()> {
    put_away_all_dead(app, tx, kind, [subject]).await
}

/// [`put_away_dead`] for several subjects.
///
/// # Errors
/// The database's.
pub async fn put_away_all_dead(
    app: &App,
    tx: &impl ConnectionTrait,
    kind: JobKind,
    subjects: impl IntoIterator<Item = Uuid>,
) -> Result<()> {
    job::Entity::update_many()
        .col_expr(job::Column::DoneAt, Expr::value(Some(app.now())))
        .filter(job::Column::Kind.eq(kind.as_str()))
        .filter(job::Column::SubjectId.is_in(subjects))
        .filter(job::Column::DeadAt.is_not_null())
        .filter(job::Column::DoneAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// Ends the open and dead jobs of this kind whose subjects `subjects` selects, and says why, in the transaction of what makes
/// them needless. A worker that has one of them writes no result.
///
/// # Errors
/// The database's.
pub async fn put_away<E: EntityTrait>(
    app: &App,
    tx: &impl ConnectionTrait,
    kind: JobKind,
    subjects: Select<E>,
    code: &'static str,
) -> Result<()> {
    job::Entity::update_many()
        .col_expr(job::Column::DoneAt, Expr::value(Some(app.now())))
        .col_expr(job::Column::LastError, Expr::value(Some(code)))
        .col_expr(job::Column::LeaseHolder, Expr::value(Option::<Uuid>::None))
        .col_expr(job::Column::LeaseUntil, Expr::value(Option::<DateTime<Utc>>::None))
        .filter(job::Column::Kind.eq(kind.as_str()))
        .filter(job::Column::SubjectId.in_subquery(subjects.into_query()))
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
