//! Every way to hold on to claimed jobs, or to let go of them. Each is fenced by the claim: of jobs that somebody else has by
//! now, nothing is changed.

use super::{Claimed, open};
use crate::{App, Result, random};
use aftercare_entity::job;
use chrono::{DateTime, Duration, Utc};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QuerySelect, prelude::Expr,
};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// How a job that did not succeed goes on. `code` is one of the documented codes, never text from outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Try again after this pause, or after the usual backoff; dead after the last attempt.
    Retry {
        /// Why it failed.
        code: &'static str,
        /// A pause that the other side asked for.
        after: Option<Duration>,
    },
    /// Try again then; this attempt does not count (an outage, a quota).
    Park {
        /// Why it failed.
        code: &'static str,
        /// Not before.
        until: DateTime<Utc>,
    },
    /// Dead at once: trying again cannot help.
    GiveUp {
        /// Why it failed.
        code: &'static str,
    },
}

impl Outcome {
    /// Why it did not succeed.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Retry { code, .. } | Self::Park { code, .. } | Self::GiveUp { code } => code,
        }
    }
}

/// The jobs of each claim among these that the claim still has.
fn fences<'c>(claimed: impl IntoIterator<Item = &'c Claimed>) -> Condition {
    let mut claims: HashMap<Uuid, Vec<Uuid>> = HashMap::new();
    for one in claimed {
        claims.entry(one.claim.id).or_default().push(one.job.id);
    }
    let held = claims.into_iter().fold(Condition::any(), |any, (claim, jobs)| {
        any.add(job::Column::Id.is_in(jobs).and(job::Column::LeaseHolder.eq(claim)))
    });
    open().add(held)
}

/// Holds on to the jobs of one claim for another `lease`; says how many of them it still has. Those lost are not to be worked
/// on any more.
///
/// # Errors
/// The database's.
pub async fn renew(app: &App, claimed: &[Claimed], lease: Duration) -> Result<usize> {
    let until = app.now() + lease;
    let held = job::Entity::update_many()
        .col_expr(job::Column::LeaseUntil, Expr::value(Some(until)))
        .filter(fences(claimed))
        .exec_with_returning(app.db().write())
        .await?;
    let held: HashSet<_> = held.into_iter().map(|job| job.id).collect();
    let kept = claimed.iter().filter(|one| held.contains(&one.job.id));
    kept.for_each(|one| one.claim.extend(until));
    Ok(held.len())
}

/// Ends the job in the transaction of its result. `false`: the lease was lost; roll back.
///
/// # Errors
/// The database's.
pub async fn finish(app: &App, tx: &impl ConnectionTrait, claimed: &Claimed) -> Result<bool> {
    Ok(!finish_all(app, tx, [claimed]).await?.is_empty())
}

/// Ends these jobs in the transaction of their results; answers those that were still this worker's, for which alone
/// results may be written. One statement for any number.
///
/// # Errors
/// The database's.
pub async fn finish_all<'c>(
    app: &App,
    tx: &impl ConnectionTrait,
    claimed: impl IntoIterator<Item = &'c Claimed>,
) -> Result<HashSet<Uuid>> {
    let done = job::Entity::update_many()
        .col_expr(job::Column::DoneAt, Expr::value(Some(app.now())))
        .col_expr(job::Column::LeaseHolder, Expr::value(Option::<Uuid>::None))
        .col_expr(job::Column::LeaseUntil, Expr::value(Option::<DateTime<Utc>>::None))
        .filter(fences(claimed))
        .exec_with_returning(tx)
        .await?;
    Ok(done.into_iter().map(|job| job.id).collect())
}

/// Records how a job goes on after a failure, in the caller's transaction. `None`: the lease was lost; roll back.
/// `Some(true)`: the job is dead now. Whatever happens next is logged here, once for all kinds.
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
    let (dead, next) = match outcome {
        Outcome::Retry { after, .. } => {
            let next = now + after.unwrap_or_else(|| backoff(claimed.job.attempts));
            update = update.col_expr(job::Column::RunAt, Expr::value(next));
            (claimed.is_last_attempt(), next)
        }
        Outcome::Park { until, .. } => {
            update = update
                .col_expr(job::Column::RunAt, Expr::value(*until))
                .col_expr(job::Column::Attempts, Expr::value(claimed.job.attempts - 1));
            (false, *until)
        }
        Outcome::GiveUp { .. } => (true, now),
    };
    update = update
        .col_expr(job::Column::LastError, Expr::value(Some(outcome.code().to_owned())))
        .col_expr(job::Column::DeadAt, Expr::value(dead.then_some(now)));
    let done = update.filter(fences([claimed])).exec(tx).await?;
    if done.rows_affected != 1 {
        return Ok(None);
    }
    log(claimed, outcome, (!dead).then_some(next));
    Ok(Some(dead))
}

/// A job that is dead needs somebody to look at it; one that waits costs an attempt or, parked, none.
fn log(claimed: &Claimed, outcome: &Outcome, next_run_at: Option<DateTime<Utc>>) {
    let Claimed { job, kind, .. } = claimed;
    let (kind, error) = (kind.as_str(), outcome.code());
    let subject = job.subject_id.map(tracing::field::display);
    match next_run_at {
        None => {
            tracing::error!(job = %job.id, kind, subject, error, attempt = job.attempts, "job failed for good");
        }
        Some(next) => {
            let parked = matches!(outcome, Outcome::Park { .. });
            tracing::info!(job = %job.id, kind, subject, error, attempt = job.attempts, parked, next_run_at = %next.to_rfc3339(), "job failed");
        }
    }
}

/// Gives the jobs back, as a stopping worker does: they are free at once. The attempt does not count unless it was `begun`:
/// a mail that was on its way may have been taken, which its next attempt must know.
///
/// # Errors
/// The database's.
pub async fn give_back(app: &App, claimed: &[Claimed], begun: bool) -> Result<()> {
    if claimed.is_empty() {
        return Ok(());
    }
    job::Entity::update_many()
        .col_expr(job::Column::Attempts, Expr::col(job::Column::Attempts).sub(i32::from(!begun)))
        .col_expr(job::Column::LeaseHolder, Expr::value(Option::<Uuid>::None))
        .col_expr(job::Column::LeaseUntil, Expr::value(Option::<DateTime<Utc>>::None))
        .filter(fences(claimed))
        .exec(app.db().write())
        .await?;
    Ok(())
}

/// Ends jobs of kinds that this program does not know and that nobody has done within an hour: a retired kind. The hour
/// leaves time to a newer program beside this one, which may know them. Says how many of which kind.
///
/// # Errors
/// The database's.
pub async fn give_up_unknown(app: &App, code: &'static str) -> Result<HashMap<String, u64>> {
    let known = super::JobKind::ALL.map(super::JobKind::as_str);
    let stale = open()
        .add(job::Column::Kind.is_not_in(known))
        .add(job::Column::RunAt.lte(app.now() - Duration::hours(1)))
        .add(job::Column::LeaseUntil.is_null().or(job::Column::LeaseUntil.lte(app.now())));
    let kinds: Vec<String> = job::Entity::find()
        .select_only()
        .column(job::Column::Kind)
        .distinct()
        .filter(stale.clone())
        .into_tuple()
        .all(app.db().read())
        .await?;
    let mut given_up = HashMap::new();
    for kind in kinds {
        let done = job::Entity::update_many()
            .col_expr(job::Column::LastError, Expr::value(Some(code)))
            .col_expr(job::Column::DeadAt, Expr::value(Some(app.now())))
            .filter(stale.clone())
            .filter(job::Column::Kind.eq(kind.as_str()))
            .exec(app.db().write())
            .await?;
        given_up.insert(kind, done.rows_affected);
    }
    Ok(given_up)
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
