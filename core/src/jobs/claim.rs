//! Claiming jobs: of one kind, a group at a time, with a lease.
//!
//! One statement finds and takes the group ([`claim`]). Each claim has an id of its own, which is the fence of everything
//! that is written about its jobs later: somebody who lost a job cannot end it, not even the same worker that claimed it
//! again. Notes of different doctors are taken in turn ([`claim_in_turn`]), so that nobody's backlog keeps another's waiting.

use super::JobKind;
use crate::{App, Result};
use aftercare_entity::job;
use chrono::{DateTime, Duration, Utc};
use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult, Statement, Value};
use std::sync::{Arc, Mutex, PoisonError};
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
    pub(super) claim: Claim,
}

/// The claim of a job: its id, which its group shares, and until when it holds the job.
#[derive(Debug, Clone)]
pub(super) struct Claim {
    pub(super) id: Uuid,
    until: Arc<Mutex<DateTime<Utc>>>,
}

impl Claim {
    pub(super) fn extend(&self, until: DateTime<Utc>) {
        *self.until.lock().unwrap_or_else(PoisonError::into_inner) = until;
    }
}

impl Claimed {
    /// Whether this attempt is the last one.
    pub const fn is_last_attempt(&self) -> bool {
        self.job.attempts >= self.job.max_attempts
    }

    /// Whether the lease, as far as this process knows, has not ended at `now`. Asked before something that cannot be taken
    /// back: a process that stood still for a while finds out here.
    pub fn is_held(&self, now: DateTime<Utc>) -> bool {
        now < *self.claim.until.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Which jobs of a kind to take.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    /// The kind.
    pub kind: JobKind,
    /// At most this many.
    pub most: u64,
    /// For how long.
    pub lease: Duration,
    /// Only those asked for at or before this time.
    pub asked_until: Option<DateTime<Utc>>,
}

impl Wanted {
    /// At most `most` jobs of `kind` for `lease`, whenever they were asked for.
    pub const fn of(kind: JobKind, most: u64, lease: Duration) -> Self {
        Self { kind, most, lease, asked_until: None }
    }
}

/// Takes the due jobs that have waited longest, in that order.
///
/// A job whose worker vanished is taken once its lease is over; one that has used up its attempts that way comes with
/// `exhausted` set, so that it can be given up properly.
///
/// # Errors
/// The database's.
pub async fn claim(app: &App, wanted: Wanted) -> Result<Vec<Claimed>> {
    take(app, wanted, None, "run_at, id").await
}

/// Takes the due job of the owner after `last` that has waited longest, beginning again with the first owner after the last
/// one. The next call gets the `owner_id` of what this one answered.
///
/// # Errors
/// The database's.
pub async fn claim_in_turn(app: &App, wanted: Wanted, last: Option<Uuid>) -> Result<Option<Claimed>> {
    let one = Wanted { most: 1, ..wanted };
    let order = "owner_id, run_at, id";
    let mut next = if last.is_some() { take(app, one, last, order).await? } else { Vec::new() };
    if next.is_empty() {
        next = take(app, one, None, order).await?;
    }
    Ok(next.pop())
}

async fn take(app: &App, wanted: Wanted, after_owner: Option<Uuid>, order: &str) -> Result<Vec<Claimed>> {
    let backend = app.db().backend();
    let (now, id) = (app.now(), app.new_id());
    let mut due = format!(
        "kind = '{}' AND done_at IS NULL AND dead_at IS NULL AND run_at <= $1 \
         AND (lease_until IS NULL OR lease_until <= $1)",
        wanted.kind.as_str()
    );
    let mut values: Vec<Value> = vec![now.into()];
    if let Some(until) = wanted.asked_until {
        values.push(until.into());
        due.push_str(" AND created_at <= $2");
    }
    if let Some(owner) = after_owner {
        values.push(owner.into());
        due = format!("{due} AND owner_id > ${}", values.len());
    }
    // SQLite has one writer: a look that finds nothing must not wait for it.
    if backend == DbBackend::Sqlite {
        let look = format!("SELECT id FROM jobs WHERE {due} LIMIT 1");
        let look = Statement::from_sql_and_values(backend, look, values.clone());
        if app.db().read().query_one_raw(look).await?.is_none() {
            return Ok(Vec::new());
        }
    }
    let until = now + wanted.lease;
    let n = values.len();
    values.extend([id.into(), until.into(), i64::try_from(wanted.most).unwrap_or(i64::MAX).into()]);
    let found = format!("SELECT id FROM jobs WHERE {due} ORDER BY {order} LIMIT ${}", n + 3);
    // An array is read once; a plain IN may be read again for each row, and then take more than the limit.
    let found = match backend {
        DbBackend::Sqlite => format!("id IN ({found})"),
        _ => format!("id = ANY(ARRAY({found} FOR UPDATE SKIP LOCKED))"),
    };
    let sql = format!(
        "UPDATE jobs SET attempts = attempts + 1, lease_holder = ${}, lease_until = ${} WHERE {found} RETURNING *",
        n + 1,
        n + 2
    );
    let rows = app.db().write().query_all_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
    let rows: Vec<_> =
        rows.iter().map(|row| job::Model::from_query_result(row, "")).collect::<Result<_, _>>()?;
    let mut claimed: Vec<_> = rows
        .into_iter()
        .map(|job| Claimed {
            exhausted: job.attempts > job.max_attempts,
            kind: wanted.kind,
            claim: Claim { id, until: Arc::new(Mutex::new(until)) },
            job,
        })
        .collect();
    claimed.sort_by_key(|claimed| (claimed.job.run_at, claimed.job.id));
    Ok(claimed)
}
