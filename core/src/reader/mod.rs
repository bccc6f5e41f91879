//! The reader: the only way to the rows of a record and to its texts. It is made for somebody, and what they may not see is
//! not there for it; whoever holds one needs no further check.
//!
//! Decided here:
//! - A patient's record is for the patient and for the doctor they are assigned to now, nobody else; an admin is nobody,
//!   and so is a doctor whom the hospital has not let in.
//! - A note's text is for its author and its patient. A former doctor keeps the notes they wrote and nothing else; a
//!   new doctor does not read the notes of the one before.
//! - Whether a note without steps ends the plan is a question about the plan: the present doctor sees that it is asked, and
//!   answers it, without the note's text.
//! - Steps are the patient's plan, not the author's text: the present doctor sees all of them, passages included,
//!   whoever wrote the note. Otherwise nobody could answer for a plan that outlives a change of doctor.
//! - A record whose data key was destroyed is erased: its rows are not there for anybody, in lists, by id and in events.
//! - A text that does not open is an error of that text alone ([`Text`]).
//!
//! Reading is in bulk: each function takes many ids and costs a fixed number of statements for them. What was opened for
//! somebody else than the patient is remembered, and written to the access log before the answer leaves
//! ([`Reader::record_opened`]). Changes are checked in [`crate::domain::access`], inside their own transactions.

mod at_risk;
mod day;
mod explain;
mod given;
mod lists;
mod mails;
mod notes;
mod open;
mod opened;
mod own_steps;
mod page;
mod patients;
mod people;
mod scope;
mod steps;
mod worklist;

pub use at_risk::AtRisk;
pub use explain::Explanation;
pub use given::{Given, Look};
pub use lists::CheckInFilter;
pub use open::Text;
pub(crate) use own_steps::OwnSteps;
pub use patients::{Choice, SortBy};
pub use people::Assigned;
pub use steps::{SeenStep, StepFilter, StepText};
pub use worklist::{Work, WorkKind};

use self::opened::Opened;
use crate::{App, audit::Actor};
use aftercare_entity::user::{self, Role};
use std::{
    net::IpAddr,
    sync::{Arc, Mutex},
};
use uuid::Uuid;

/// Reads for somebody. Cheap to clone; clones share what they have opened.
#[derive(Debug, Clone)]
pub struct Reader {
    app: App,
    who: Who,
    actor: Actor,
    opened: Arc<Mutex<Opened>>,
}

/// For whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Who {
    /// Sees no record.
    Nobody,
    /// Sees their own.
    Patient(Uuid),
    /// Sees those of the patients assigned to them, and the notes they wrote.
    Doctor(Uuid),
    /// Sees every record that is not erased.
    Worker,
}

impl Reader {
    /// For `viewer`, who asks from the network address `address`; `None` is nobody, who sees nothing.
    pub fn new(app: &App, viewer: Option<&user::Model>, address: Option<IpAddr>) -> Self {
        let who = match viewer {
            Some(user) if user.role == Role::Patient => Who::Patient(user.id),
            Some(user) if user.role == Role::Doctor && user.admission.is_none() => Who::Doctor(user.id),
            _ => Who::Nobody,
        };
        let actor = viewer.map_or_else(|| Actor::nobody(address), |user| Actor::person(user.id, address));
        Self { app: app.clone(), who, actor, opened: Arc::default() }
    }

    /// For the background work, which acts for nobody and sees every record. It writes to the access log itself, as what it
    /// opens is sent somewhere.
    pub fn worker_unscoped(app: &App) -> Self {
        Self { app: app.clone(), who: Who::Worker, actor: Actor::WORKER, opened: Arc::default() }
    }

    /// The handle this was made with.
    pub const fn app(&self) -> &App {
        &self.app
    }
}
