//! Claiming a job, and every way to let go of it.

use super::{JobKind, open};
use crate::{App, Result, random};
use aftercare_entity::job;
use chrono::{DateTime, Duration, Utc};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
    prelude::Expr,
    sea_query::{LockBehavior, LockType},
};
use uuid::Uuid;

/// A job in this worker's hands until its lease ends.
#[derive(Debug, Clone)]
pub struct Claimed {
    /// The row as it is now; `attempts` counts this attempt.
    pub job: job::Model,
    /// What to do.
    pub kind: JobKind,
    /// Its worker vanished in every attempt: do not do it again, give it up.
    pub exhausted: bool,
    holder: Uuid,
}

impl Claimed {
    /// Whether this attempt is the last one.
    pub const fn is_last_attempt(&self) -> bool {
        self.job.attempts >= self.job.max_attempts
    }

    fn fence(&self) -> Condition {
        open()
            .add(job::Column::Id.eq(self.job.id))
            .add(job::Column::LeaseHolder.eq(self.holder))
            .add(job::Column::Attempts.eq(self.job.attempts))
    }
}

/// How a job that did not succeed goes on. `code` is one of the documented codes, never text from outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Try again after this pause, or after the usual backoff; dead after the last attempt.
    Retry {
        /// Why.
        code: &'static str,
        /// A pause that the other side asked for.
        after: Option<Duration>,
    },
    /// Try again then; this attempt does not count (an outage, a quota).
    Park {
        /// Why.
        code: &'static str,
        /// Not before.
        until: DateTime<Utc>,
    },
    /// Dead at once: trying again cannot help.
    GiveUp {
        /// Why.
        code: &'static str,
    },
}

/// Takes the job that has waited longest among `kinds`, if there is one, for `lease`.
///
/// A job whose worker vanished is taken once its lease is over; one that has used up its attempts that way comes
/// with `exhausted` set, so that it can be given up in good order.
///
/// # Errors
/// The database's.
pub async fn claim(app: &App, holder: Uuid, kinds: &[JobKind], lease: Duration) -> Result<Option<Claimed>> {
    let now = app.now();
    let free = open()
        .add(job::Column::Kind.is_in(kinds.iter().map(|kind| kind.as_str())))
        .add(job::Column::RunAt.lte(now))
        .add(job::Column::LeaseUntil.is_null().or(job::Column::LeaseUntil.lte(now)));
    // Looking costs no write lock: most looks find nothing.
    if job::Entity::find().filter(free.clone()).limit(1).one(app.db().read()).await?.is_none() {
        return Ok(None);
    }
    let tx = app.db().begin_write().await?;
    let found = job::Entity::find()
        .filter(free)
        .order_by_asc(job::Column::RunAt)
        .order_by_asc(job::Column::Id)
        .limit(1)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .one(&tx)
        .await?;
    let Some(mut job) = found else { return Ok(None) };
    let Some(kind) = JobKind::parse(&job.kind) else { return Ok(None) };
    let exhausted = job.attempts >= job.max_attempts;
    job.attempts += 1;
    job.lease_holder = Some(holder);
    job.lease_until = Some(now + lease);
    job::Entity::update_many()
        .col_expr(job::Column::Attempts, Expr::value(job.attempts))
        .col_expr(job::Column::LeaseHolder, Expr::value(job.lease_holder))
        .col_expr(job::Column::LeaseUntil, Expr::value(job.lease_until))
        .filter(job::Column::Id.eq(job.id))
        .exec(&tx)
        .await?;
    tx.commit().await?;
    Ok(Some(Claimed { job, kind, exhausted, holder }))
}

/// Holds on to the job for another `lease`. `false`: the lease was lost, stop working on it.
///
/// # Errors
/// The database's.
pub async fn renew(app: &App, claimed: &Claimed, lease: Duration) -> Result<bool> {
    let done = job::Entity::update_many()
        .col_expr(job::Column::LeaseUntil, Expr::value(Some(app.now() + lease)))
        .filter(claimed.fence())
        .exec(app.db().write())
        .await?;
    Ok(done.rows_affected == 1)
}

/// Ends the job in the transaction of its result. `false`: the lease was lost; roll back.
///
/// # Errors
/// The database's.
pub async fn finish(app: &App, tx: &impl ConnectionTrait, claimed: &Claimed) -> Result<bool> {
    let done = job::Entity::update_many()
        .col_expr(job::Column::DoneAt, Expr::value(Some(app.now())))
        .col_expr(job::Column::LeaseHolder, Expr::value(Option::<Uuid>::None))
        .col_expr(job::Column::LeaseUntil, Expr::value(Option::<DateTime<Utc>>::None))
        .filter(claimed.fence())
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Records how a job goes on after a failure, in the caller's transaction. `None`: the lease was lost; roll back.
/// `Some(true)`: the job is dead now.
///
/// # Errors
/// The database's.
pub async fn settle(
    app: &App,
    tx: &impl ConnectionTrait,
    claimed: &Claimed,
    outcome: &Outcome,
) -> Result<Option<bool>> {
    let now = app.now();
    let mut update = job::Entity::update_many()
        .col_expr(job::Column::LeaseHolder, Expr::value(Option::<Uuid>::None))
        .col_expr(job::Column::LeaseUntil, Expr::value(Option::<DateTime<Utc>>::None));
    let (code, dead) = match outcome {
        Outcome::Retry { code, after } => {
            let pause = after.unwrap_or_else(|| backoff(claimed.job.attempts));
            update = update.col_expr(job::Column::RunAt, Expr::value(now + pause));
            (code, claimed.is_last_attempt())
        }
        Outcome::Park { code, until } => {
            update = update
                .col_expr(job::Column::RunAt, Expr::value(*until))
                .col_expr(job::Column::Attempts, Expr::value(claimed.job.attempts - 1));
            (code, false)
        }
        Outcome::GiveUp { code } => (code, true),
    };
    update = update
        .col_expr(job::Column::LastError, Expr::value(Some((*code).to_owned())))
        .col_expr(job::Column::DeadAt, Expr::value(dead.then_some(now)));
    let done = update.filter(claimed.fence()).exec(tx).await?;
    Ok((done.rows_affected == 1).then_some(dead))
}

/// Gives the job back untouched, as a stopping worker does: it is free at once and the attempt does not count.
///
/// # Errors
/// The database's.
pub async fn give_back(app: &App, claimed: &Claimed) -> Result<()> {
    job::Entity::update_many()
        .col_expr(job::Column::Attempts, Expr::value(claimed.job.attempts - 1))
        .col_expr(job::Column::LeaseHolder, Expr::value(Option::<Uuid>::None))
        .col_expr(job::Column::LeaseUntil, Expr::value(Option::<DateTime<Utc>>::None))
        .filter(claimed.fence())
        .exec(app.db().write())
        .await?;
    Ok(())
}

/// 5 s, 10 s, 20 s ... at most an hour, each plus up to half of itself at random.
fn backoff(attempts: i32) -> Duration {
    let doublings = u32::try_from(attempts.clamp(1, 12) - 1).unwrap_or(0);
    let millis = Ord::min(5_000_i64.saturating_mul(1 << doublings), 3_600_000);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        reason = "at most half an hour of milliseconds"
    )]
    let jitter = (millis as f64 * 0.5 * random::fraction()) as i64;
    Duration::milliseconds(millis + jitter)
}
