//! One batch of each table: which rows are old enough, found by an index, and gone in one transaction.
//!
//! A row that somebody holds at this moment, such as a dead job that an operator retries, is left for the next run.

use super::Retention;
use crate::{Result, database::Transaction, domain::sessions::LONGEST_GRACE};
use aftercare_entity::{account_mail, doctor_mail, event, job, reminder, reminder_step, session};
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    prelude::Expr,
    sea_query::{LockBehavior, LockType},
};
use uuid::Uuid;

/// What is deleted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Batch {
    Events,
    ExpiredSessions,
    RevokedSessions,
    Successors,
    DoneJobs,
    DeadJobs,
    Reminders,
    AccountMails,
    DoctorMails,
}

impl Batch {
    pub(super) const ALL: [Self; 9] = [
        Self::Events,
        Self::ExpiredSessions,
        Self::RevokedSessions,
        Self::Successors,
        Self::DoneJobs,
        Self::DeadJobs,
        Self::Reminders,
        Self::AccountMails,
        Self::DoctorMails,
    ];

    /// Deletes the oldest rows, at most `limits.batch`, and says how many there were.
    pub(super) async fn delete(
        self,
        tx: &Transaction,
        now: DateTime<Utc>,
        limits: &Retention,
    ) -> Result<u64> {
        let size = limits.batch;
        match self {
            Self::Events => events(tx, now - limits.events, size).await,
            Self::ExpiredSessions => {
                let old = session::Column::ExpiresAt.lt(now - limits.sessions);
                sessions(tx, session::Column::ExpiresAt, old.into(), size).await
            }
            Self::RevokedSessions => {
                let old = session::Column::RevokedAt.lt(now - limits.sessions);
                sessions(tx, session::Column::RevokedAt, old.into(), size).await
            }
            Self::Successors => successors(tx, now - LONGEST_GRACE, size).await,
            Self::DoneJobs => {
                let old = job::Column::DoneAt.lt(now - limits.done_jobs);
                jobs(tx, job::Column::DoneAt, old.into(), size).await
            }
            Self::DeadJobs => {
                let old = Condition::all()
                    .add(job::Column::DeadAt.lt(now - limits.dead_jobs))
                    .add(job::Column::DoneAt.is_null());
                jobs(tx, job::Column::DeadAt, old, size).await
            }
            Self::Reminders => reminders(tx, now - limits.reminders, size).await,
            Self::AccountMails => account_mails(tx, now - limits.account_mails, size).await,
            Self::DoctorMails => doctor_mails(tx, now - limits.reminders, size).await,
        }
    }
}

/// Strictly from the lowest position on, so that what is left has no gap: an event that is young enough keeps all those
/// after it, whatever a wrong clock wrote into them.
async fn events(tx: &Transaction, before: DateTime<Utc>, size: u64) -> Result<u64> {
    let Some(newest) = event::Entity::newest_unscoped().one(tx).await?.and_then(|row| row.position) else {
        return Ok(0);
    };
    let oldest: Vec<(i64, DateTime<Utc>)> = event::Entity::oldest_unscoped()
        .limit(size)
        .select_only()
        .columns([event::Column::Position, event::Column::OccurredAt])
        .into_tuple()
        .all(tx)
        .await?;
    let old = oldest.iter().take_while(|(position, at)| *position < newest && *at < before);
    let Some((last, _)) = old.last() else { return Ok(0) };
    let deleted = event::Entity::delete_many()
        .filter(event::Column::Position.between(oldest[0].0, *last))
        .exec(tx)
        .await?;
    Ok(deleted.rows_affected)
}

async fn sessions(tx: &Transaction, by: session::Column, old: Condition, size: u64) -> Result<u64> {
    let ids = oldest::<session::Entity>(tx, session::Column::Id, by, old, size).await?;
    let deleted = session::Entity::delete_many().filter(session::Column::Id.is_in(ids)).exec(tx).await?;
    Ok(deleted.rows_affected)
}

/// Of tokens that were replaced: what still told their successors, when it tells nobody any more. The tokens' rows stay.
async fn successors(tx: &Transaction, before: DateTime<Utc>, size: u64) -> Result<u64> {
    let old = Condition::all()
        .add(session::Column::SuccessorSealed.is_not_null())
        .add(session::Column::ReplacedAt.lt(before));
    let by = session::Column::ReplacedAt;
    let ids = oldest::<session::Entity>(tx, session::Column::Id, by, old, size).await?;
    let cleared = session::Entity::update_many()
        .col_expr(session::Column::SuccessorSealed, Expr::value(None::<Vec<u8>>))
        .filter(session::Column::Id.is_in(ids))
        .exec(tx)
        .await?;
    Ok(cleared.rows_affected)
}

async fn jobs(tx: &Transaction, by: job::Column, old: Condition, size: u64) -> Result<u64> {
    let ids = oldest::<job::Entity>(tx, job::Column::Id, by, old, size).await?;
    let deleted = job::Entity::delete_many().filter(job::Column::Id.is_in(ids)).exec(tx).await?;
    Ok(deleted.rows_affected)
}

/// One whose mail is still on its way stays, however old: its job settles it.
async fn reminders(tx: &Transaction, before: DateTime<Utc>, size: u64) -> Result<u64> {
    let old = Condition::all()
        .add(reminder::Column::Day.lt(before.date_naive()))
        .add(reminder::Column::State.ne(reminder::State::Pending));
    let ids = oldest::<reminder::Entity>(tx, reminder::Column::Id, reminder::Column::Day, old, size).await?;
    let steps = reminder_step::Column::ReminderId.is_in(ids.iter().copied());
    reminder_step::Entity::delete_many().filter(steps).exec(tx).await?;
    let deleted = reminder::Entity::delete_many().filter(reminder::Column::Id.is_in(ids)).exec(tx).await?;
    Ok(deleted.rows_affected)
}

async fn account_mails(tx: &Transaction, before: DateTime<Utc>, size: u64) -> Result<u64> {
    use account_mail::{Column, Entity};
    let ids = oldest::<Entity>(tx, Column::Id, Column::ExpiresAt, Column::ExpiresAt.lt(before).into(), size);
    let deleted = Entity::delete_many().filter(Column::Id.is_in(ids.await?)).exec(tx).await?;
    Ok(deleted.rows_affected)
}

/// As reminders: one that is still on its way stays.
async fn doctor_mails(tx: &Transaction, before: DateTime<Utc>, size: u64) -> Result<u64> {
    use doctor_mail::{Column, Entity};
    let old = Condition::all().add(Column::Day.lt(before.date_naive())).add(Column::EndedAt.is_not_null());
    let ids = oldest::<Entity>(tx, Column::Id, Column::Day, old, size).await?;
    let deleted = Entity::delete_many().filter(Column::Id.is_in(ids)).exec(tx).await?;
    Ok(deleted.rows_affected)
}

/// The ids of the `old` rows that come first by `by`, which an index orders.
async fn oldest<E: EntityTrait>(
    tx: &Transaction,
    id: E::Column,
    by: E::Column,
    old: Condition,
    size: u64,
) -> Result<Vec<Uuid>> {
    Ok(E::find()
        .select_only()
        .column(id)
        .filter(old)
        .order_by_asc(by)
        .limit(size)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .into_tuple()
        .all(tx)
        .await?)
}
