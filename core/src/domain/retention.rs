//! What nobody needs any more is deleted: old events, ended sessions, done and dead jobs, old reminders, mails about accounts
//! whose codes have expired, old mails to doctors about their day.
//!
//! Each of them grows with every day and none of them is a part of a patient's record: notes, steps, check-ins,
//! assignments and the access log are never touched. Rows go in small batches, each a transaction of its own, so that no
//! lock is held for long; every table gets a batch in turn, so that a large one does not keep the others waiting.
//! A run ends when nothing old is left, when its time is used up or when the process stops; the next one goes on.
//!
//! One worker at a time does it: on Postgres each batch tries to take an advisory lock that ends with its transaction,
//! on SQLite the one write lock serves. Rows alone could be shared out (`SKIP LOCKED`), but events must go strictly from
//! the oldest on, or a reader could not tell from the oldest one whether something after its cursor is missing.

mod batches;

use crate::{App, Result, database::Transaction, settings::Keep};
use batches::Batch;
use chrono::Duration;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use tokio::time::Instant;

/// Number of the Postgres advisory lock.
const ADVISORY_LOCK: i64 = 0x6166_7465_6b65_6570;

/// How long what is kept, and how a run works.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retention {
    /// Events, from when they happened. The newest numbered one is always kept: numbers go on from it.
    pub events: Duration,
    /// Refresh tokens, from their end: the day they expire, or on which their session was ended. A token that was used is
    /// kept as long as it would have lasted unused, and this long on top, so that a second use of it is noticed.
    pub sessions: Duration,
    /// Jobs, from when they were done. The sweep looks back at them for a week.
    pub done_jobs: Duration,
    /// Dead jobs, from when they were given up.
    pub dead_jobs: Duration,
    /// Reminders whose mail is settled, and mails to doctors that are, from their day.
    pub reminders: Duration,
    /// Mails about accounts, from when their codes expired.
    pub account_mails: Duration,
    /// Rows a transaction.
    pub batch: u64,
    /// Time a run may take; a batch that has begun is finished.
    pub budget: std::time::Duration,
}

impl Retention {
    /// Rows a transaction, where nothing else is said.
    pub const BATCH: u64 = 500;
    /// Time a run may take, where nothing else is said.
    pub const BUDGET: std::time::Duration = std::time::Duration::from_secs(10);
}

impl Default for Retention {
    fn default() -> Self {
        Keep::default().retention()
    }
}

/// How many rows a run deleted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Pruned {
    /// Events.
    pub events: u64,
    /// Refresh tokens.
    pub sessions: u64,
    /// Jobs that were done.
    pub done_jobs: u64,
    /// Jobs that were given up.
    pub dead_jobs: u64,
    /// Reminders, with the lists of their steps and what mail servers answered.
    pub reminders: u64,
    /// Mails about accounts.
    pub account_mails: u64,
    /// Mails to doctors about their day.
    pub doctor_mails: u64,
    /// Whether nothing old was left. `false`: the time was used up, the process stops, or another worker is at it.
    pub complete: bool,
}

impl Pruned {
    fn count(&mut self, batch: Batch, rows: u64) {
        let count = match batch {
            // No row goes.
            Batch::Successors => return,
            Batch::Events => &mut self.events,
            Batch::ExpiredSessions | Batch::RevokedSessions => &mut self.sessions,
            Batch::DoneJobs => &mut self.done_jobs,
            Batch::DeadJobs => &mut self.dead_jobs,
            Batch::Reminders => &mut self.reminders,
            Batch::AccountMails => &mut self.account_mails,
            Batch::DoctorMails => &mut self.doctor_mails,
        };
        *count += rows;
    }
}

/// Deletes what is older than `limits` allow, as far as the time goes.
///
/// # Errors
/// The database's; the batches before it stay deleted.
pub async fn prune(app: &App, limits: &Retention) -> Result<Pruned> {
    let mut pruned = Pruned::default();
    let result = run(app, limits, &mut pruned).await;
    let Pruned { events, sessions, done_jobs, dead_jobs, reminders, account_mails, doctor_mails, complete } =
        pruned;
    if events + sessions + done_jobs + dead_jobs + reminders + account_mails + doctor_mails > 0 {
        tracing::info!(
            events,
            sessions,
            done_jobs,
            dead_jobs,
            reminders,
            account_mails,
            doctor_mails,
            complete,
            "old rows were deleted"
        );
    }
    result.map(|()| pruned)
}

async fn run(app: &App, limits: &Retention, pruned: &mut Pruned) -> Result<()> {
    let (now, end) = (app.now(), Instant::now() + limits.budget);
    let mut left = Batch::ALL.to_vec();
    loop {
        let mut unfinished = Vec::new();
        for batch in left {
            if app.is_stopping() {
                return Ok(());
            }
            let tx = app.db().begin_write().await?;
            if !is_alone(&tx).await? {
                return Ok(());
            }
            let rows = batch.delete(&tx, now, limits).await?;
            tx.commit().await?;
            pruned.count(batch, rows);
            if rows >= limits.batch {
                unfinished.push(batch);
            }
        }
        pruned.complete = unfinished.is_empty();
        if pruned.complete || Instant::now() >= end {
            return Ok(());
        }
        left = unfinished;
    }
}

/// Whether no other worker deletes at this moment; holds them off until the transaction ends.
async fn is_alone(tx: &Transaction) -> Result<bool> {
    if tx.get_database_backend() != DbBackend::Postgres {
        return Ok(true);
    }
    let attempt = format!("SELECT pg_try_advisory_xact_lock({ADVISORY_LOCK}) AS alone");
    let row = tx.query_one_raw(Statement::from_string(DbBackend::Postgres, attempt)).await?;
    Ok(row.map(|row| row.try_get("", "alone")).transpose()?.unwrap_or(false))
}
