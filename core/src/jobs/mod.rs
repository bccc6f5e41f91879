//! The queue: the `jobs` table is the truth, a signal only says "look now".
//!
//! A job is inserted in the transaction of the change that wants it ([`crate::app::Change::job`]). A worker claims it
//! with a lease, works outside any transaction, and commits the result together with the job's end ([`finish`]). Every
//! write after the claim carries a fence (the job's and the claim's id): a worker whose lease was lost cannot end the job
//! that somebody else now has. Payloads are ids, never text.

mod claim;
mod ending;
mod listing;
pub mod overview;

pub use claim::{Claimed, Wanted, claim, claim_in_turn};
pub use ending::{Outcome, finish, finish_all, give_back, give_up_unknown, renew, settle};
pub use listing::{
    Filter, errors, find, is_idle, list, put_away, put_away_all_dead, put_away_dead, retry, retry_all,
};

use aftercare_entity::job;
use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, sea_query::OnConflict,
};
use uuid::Uuid;

use crate::{App, Result};

/// What a job does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum JobKind {
    /// Extracts the steps of the note `subject`.
    Extract,
    /// Makes the reminders of one zone and day; `argument` is `zone date`.
    Sweep,
    /// Sends the reminder `subject`.
    Mail,
    /// Sends the mail about an account `subject`.
    AccountMail,
    /// Sends the mail to a doctor about their patients `subject`.
    DoctorMail,
}

impl JobKind {
    /// All kinds.
    pub const ALL: [Self; 5] = [Self::Extract, Self::Sweep, Self::AccountMail, Self::Mail, Self::DoctorMail];

    /// As stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Extract => "extract",
            Self::Sweep => "sweep",
            Self::Mail => "mail",
            Self::AccountMail => "account_mail",
            Self::DoctorMail => "doctor_mail",
        }
    }

    /// From the stored form.
    pub fn parse(stored: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == stored)
    }

    /// Attempts before the job is dead.
    pub const fn max_attempts(self) -> i32 {
        match self {
            Self::Extract => 5,
            Self::Sweep => 20,
            Self::Mail | Self::AccountMail | Self::DoctorMail => 8,
        }
    }
}

/// A job to be inserted.
#[derive(Debug, Clone)]
pub struct NewJob {
    /// What to do.
    pub kind: JobKind,
    /// What it is about: the id of a note, a reminder or a mail.
    pub subject: Option<Uuid>,
    /// A day or a zone.
    pub argument: Option<String>,
    /// At most one open job may have it.
    pub dedup_key: Option<String>,
    /// Whose turn it takes, where owners take turns.
    pub owner: Option<Uuid>,
    /// Not before.
    pub run_at: DateTime<Utc>,
}

impl NewJob {
    /// A job about `subject`, as soon as possible; at most one open job of this kind and subject.
    pub fn about(kind: JobKind, subject: Uuid, now: DateTime<Utc>) -> Self {
        let dedup_key = Some(format!("{}:{subject}", kind.as_str()));
        Self { kind, subject: Some(subject), argument: None, dedup_key, owner: None, run_at: now }
    }

    /// Takes a turn of `owner`'s: jobs of different owners are done in turn.
    #[must_use]
    pub fn owned_by(self, owner: Uuid) -> Self {
        Self { owner: Some(owner), ..self }
    }
}

/// Inserts jobs in the caller's transaction; one whose dedup key is open already is left out.
///
/// # Errors
/// The database's.
pub async fn enqueue(
    app: &App,
    tx: &impl ConnectionTrait,
    jobs: impl IntoIterator<Item = NewJob>,
) -> Result<()> {
    let rows: Vec<_> = jobs
        .into_iter()
        .map(|new| job::ActiveModel {
            id: Set(app.new_id()),
            kind: Set(new.kind.as_str().to_owned()),
            subject_id: Set(new.subject),
            owner_id: Set(new.owner.unwrap_or_default()),
            argument: Set(new.argument),
            dedup_key: Set(new.dedup_key),
            run_at: Set(new.run_at),
            attempts: Set(0),
            max_attempts: Set(new.kind.max_attempts()),
            lease_holder: Set(None),
            lease_until: Set(None),
            last_error: Set(None),
            created_at: Set(app.now()),
            done_at: Set(None),
            dead_at: Set(None),
        })
        .collect();
    if rows.is_empty() {
        return Ok(());
    }
    job::Entity::insert_many(rows)
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// Jobs that are neither done nor dead.
fn open() -> Condition {
    Condition::all().add(job::Column::DoneAt.is_null()).add(job::Column::DeadAt.is_null())
}
