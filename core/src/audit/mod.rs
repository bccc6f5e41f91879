//! The access log: who did what to whose record, when and from where. Codes and ids only, never text about a person.
//!
//! Whoever does something that is logged writes its row with [`record`], in the transaction of what is done, and waits for
//! nobody. Soon after, [`chainer`] numbers the rows and chains each to the one before; [`verify`] says whether one of them
//! was changed, removed or inserted since.

mod chain;
pub mod chainer;
mod reading;
mod recording;
mod verify;

pub(crate) use chainer::Made;
pub use reading::{of_patient, subjects};
pub(crate) use recording::{Recording, record_with_others};
pub use verify::{Break, Head, Verdict, head, verify};

use crate::{App, Result, database::insert_all};
pub use aftercare_entity::access_log::ActorKind;
use aftercare_entity::{
    access_log,
    user::{self, Role},
};
use chrono::{DateTime, Utc};
use sea_orm::{ActiveModelTrait, ConnectionTrait, IntoActiveModel};
use std::net::IpAddr;
use uuid::Uuid;

/// Who acts, and from where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Actor {
    /// What sort of actor.
    pub kind: ActorKind,
    /// The account, of a person.
    pub id: Option<Uuid>,
    /// The client's network address.
    pub address: Option<IpAddr>,
}

impl Actor {
    /// Somebody signed in.
    pub const fn person(id: Uuid, address: Option<IpAddr>) -> Self {
        Self { kind: ActorKind::Person, id: Some(id), address }
    }

    /// Somebody who is not signed in.
    pub const fn nobody(address: Option<IpAddr>) -> Self {
        Self { kind: ActorKind::Nobody, id: None, address }
    }

    /// The background work.
    pub const WORKER: Self = Self { kind: ActorKind::Worker, id: None, address: None };

    /// Whoever runs the program's commands.
    pub const OPERATOR: Self = Self { kind: ActorKind::Operator, id: None, address: None };
}

/// What is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Notes were opened for somebody else than the patient.
    ReadNote,
    /// Steps were opened for somebody else than the patient.
    ReadSteps,
    /// A note was sent to a model.
    SendToModel,
    /// A mail was handed over.
    Mail,
    /// Somebody signed in.
    LogIn,
    /// Somebody was refused at signing in.
    LogInRefused,
    /// A refresh token was used again long after it was replaced: somebody has a copy, and the session was ended.
    TokenReused,
    /// A password was changed or reset.
    ChangePassword,
    /// An e-mail address was confirmed or changed.
    ChangeEmail,
    /// A doctor was approved, refused, suspended or reinstated, or given a title.
    ChangeAccount,
    /// A record was exported.
    Export,
    /// A record was erased.
    Erase,
    /// Data keys were wrapped again.
    RotateKeys,
    /// A master key was retired.
    RetireKey,
}

impl Action {
    /// All of them.
    pub const ALL: [Self; 14] = [
        Self::ReadNote,
        Self::ReadSteps,
        Self::SendToModel,
        Self::Mail,
        Self::LogIn,
        Self::LogInRefused,
        Self::TokenReused,
        Self::ChangePassword,
        Self::ChangeEmail,
        Self::ChangeAccount,
        Self::Export,
        Self::Erase,
        Self::RotateKeys,
        Self::RetireKey,
    ];

    /// From the stored form; `None` for one that only another version of this program knows.
    pub fn parse(stored: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.as_str() == stored)
    }

    /// As stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ReadNote => "READ_NOTE",
            Self::ReadSteps => "READ_STEPS",
            Self::SendToModel => "SEND_TO_MODEL",
            Self::Mail => "MAIL",
            Self::LogIn => "LOG_IN",
            Self::LogInRefused => "LOG_IN_REFUSED",
            Self::TokenReused => "TOKEN_REUSED",
            Self::ChangePassword => "CHANGE_PASSWORD",
            Self::ChangeEmail => "CHANGE_EMAIL",
            Self::ChangeAccount => "CHANGE_ACCOUNT",
            Self::Export => "EXPORT",
            Self::Erase => "ERASE",
            Self::RotateKeys => "ROTATE_KEYS",
            Self::RetireKey => "RETIRE_KEY",
        }
    }
}

/// One thing that was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Access {
    /// By whom.
    pub actor: Actor,
    /// What was done.
    pub action: Action,
    /// To whose record.
    pub patient: Option<Uuid>,
    /// To which notes, steps, reminders or accounts.
    pub subjects: Vec<Uuid>,
    /// A code that says more about the action, such as the name of a model or the format of an export.
    pub detail: Option<String>,
}

impl Access {
    /// With no detail.
    pub fn new(
        actor: Actor,
        action: Action,
        patient: Option<Uuid>,
        subjects: impl IntoIterator<Item = Uuid>,
    ) -> Self {
        Self { actor, action, patient, subjects: subjects.into_iter().collect(), detail: None }
    }

    /// With a code that says more.
    #[must_use]
    pub fn with_detail(self, detail: impl Into<String>) -> Self {
        Self { detail: Some(detail.into()), ..self }
    }
}

/// Rows in one statement: each has 13 values, and SQLite takes 32,766.
const ROWS: usize = 1000;

/// Whose record something done to this account is about: a patient sees it in their own access log.
pub(crate) fn record_of(account: &user::Model) -> Option<Uuid> {
    (account.role == Role::Patient).then_some(account.id)
}

/// Writes rows to the access log, in one statement as long as there are no more than [`ROWS`]; within a transaction they commit
/// with it. In a [`Change`](crate::Change), use [`Change::accesses`](crate::Change::accesses), which also says so when it is
/// committed.
///
/// # Errors
/// The database's.
pub async fn record(
    app: &App,
    db: &impl ConnectionTrait,
    accesses: impl IntoIterator<Item = Access>,
) -> Result<()> {
    let now = app.now();
    let rows =
        accesses.into_iter().map(|access| row(app.new_id(), now, access).into_active_model().reset_all());
    let rows: Vec<_> = rows.collect();
    if rows.is_empty() {
        return Ok(());
    }
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        insert_all(db, rows.by_ref().take(ROWS).collect::<Vec<_>>()).await?;
    }
    app.accesses_pending().notify_one();
    Ok(())
}

fn row(id: Uuid, at: DateTime<Utc>, access: Access) -> access_log::Model {
    let several = access.subjects.len() > 1;
    let subjects = || access.subjects.iter().map(Uuid::to_string).collect::<Vec<_>>().join(",");
    access_log::Model {
        id,
        sequence: None,
        at,
        actor_id: access.actor.id,
        actor_kind: access.actor.kind,
        action: access.action.as_str().to_owned(),
        patient_id: access.patient,
        subject_id: access.subjects.first().copied(),
        subjects: several.then(subjects),
        address: access.actor.address.map(|address| address.to_string()),
        detail: access.detail,
        previous_hash: None,
        hash: None,
    }
}
