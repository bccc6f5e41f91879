//! Loaders: what many parents ask for at once is read once. They keep nothing between batches, so a subscription may hold
//! them for its life. Each asks the operation's reader, which says what the viewer may see.

mod accesses;
mod batches;
mod reads;

pub use accesses::Accesses;
use batches::Batches;
pub(super) use batches::Gathered;
pub use reads::{
    Accounts, Adherences, Bodies, CheckInPages, CurrentDoctors, NotePages, NoteSteps, Notes, Patients,
    PlanChanges, ReminderPages, ReminderSteps, StepPages, StepTexts, Steps, Todays, Undecided,
    UpcomingReminders,
};

use super::error::{ApiError, Result};
use aftercare_core::reader::{Reader, SeenStep};
use aftercare_entity::{note, user};
use async_graphql::{Context, dataloader::DataLoader};
use std::{
    hash::{Hash, Hasher},
    sync::Arc,
    time::Duration,
};
use uuid::Uuid;

/// All loaders of one operation.
#[derive(Clone)]
pub struct Loaders {
    batches: Batches,
    /// Reads for the operation's viewer.
    pub reader: Reader,
    /// A patient's current doctor.
    pub doctors: Arc<DataLoader<CurrentDoctors>>,
    /// A patient the viewer may see.
    pub patients: Arc<DataLoader<Patients>>,
    /// An account that something the viewer may see names.
    pub accounts: Arc<DataLoader<Accounts>>,
    /// A patient's page of what was done to their record.
    pub accesses: Arc<DataLoader<Accesses>>,
    /// A patient's page of steps.
    pub steps: Arc<DataLoader<StepPages>>,
    /// A step.
    pub step: Arc<DataLoader<Steps>>,
    /// A step's text.
    pub step_texts: Arc<DataLoader<StepTexts>>,
    /// A patient's day.
    pub today: Arc<DataLoader<Todays>>,
    /// How a patient keeps up with the plan.
    pub adherence: Arc<DataLoader<Adherences>>,
    /// A patient's page of check-ins.
    pub check_ins: Arc<DataLoader<CheckInPages>>,
    /// A patient's page of notes.
    pub notes: Arc<DataLoader<NotePages>>,
    /// A note.
    pub note: Arc<DataLoader<Notes>>,
    /// The notes on which a patient's doctor is to decide.
    pub undecided: Arc<DataLoader<Undecided>>,
    /// A note's text.
    pub bodies: Arc<DataLoader<Bodies>>,
    /// A note's page of steps.
    pub note_steps: Arc<DataLoader<NoteSteps>>,
    /// What a note's plan changed.
    pub changes: Arc<DataLoader<PlanChanges>>,
    /// A patient's page of reminders.
    pub reminders: Arc<DataLoader<ReminderPages>>,
    /// A patient's reminders to come.
    pub upcoming: Arc<DataLoader<UpcomingReminders>>,
    /// What a reminder listed.
    pub reminder_steps: Arc<DataLoader<ReminderSteps>>,
}

impl std::fmt::Debug for Loaders {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Loaders").finish_non_exhaustive()
    }
}

impl Loaders {
    /// New ones, that ask `reader`.
    pub fn new(reader: Reader) -> Self {
        let batches = Batches::new();
        Self {
            doctors: loader(&batches, CurrentDoctors(reader.clone())),
            patients: loader(&batches, Patients(reader.clone())),
            accounts: loader(&batches, Accounts(reader.clone())),
            accesses: loader(&batches, Accesses(reader.clone())),
            steps: loader(&batches, StepPages(reader.clone())),
            step: loader(&batches, Steps(reader.clone())),
            step_texts: loader(&batches, StepTexts(reader.clone())),
            today: loader(&batches, Todays(reader.clone())),
            adherence: loader(&batches, Adherences(reader.clone())),
            check_ins: loader(&batches, CheckInPages(reader.clone())),
            notes: loader(&batches, NotePages(reader.clone())),
            note: loader(&batches, Notes(reader.clone())),
            undecided: loader(&batches, Undecided(reader.clone())),
            bodies: loader(&batches, Bodies(reader.clone())),
            note_steps: loader(&batches, NoteSteps(reader.clone())),
            changes: loader(&batches, PlanChanges(reader.clone())),
            reminders: loader(&batches, ReminderPages(reader.clone())),
            upcoming: loader(&batches, UpcomingReminders(reader.clone())),
            reminder_steps: loader(&batches, ReminderSteps(reader.clone())),
            reader,
            batches,
        }
    }

    /// Those of this operation.
    ///
    /// # Errors
    /// INTERNAL when it was begun without any.
    pub fn of<'c>(ctx: &Context<'c>) -> Result<&'c Self> {
        ctx.data_opt::<Self>().ok_or_else(|| ApiError::internal("an operation without loaders"))
    }
}

/// The library waits 1 ms for more keys by default, by the clock; here a batch begins when no more keys can come.
fn loader<L>(batches: &Batches, loads: L) -> Arc<DataLoader<L>> {
    let batches = batches.clone();
    Arc::new(DataLoader::new(loads, move |batch| batches.begin(batch)).delay(Duration::ZERO))
}

/// A row as a key: two with the same id are one.
#[derive(Debug)]
pub struct ById<M>(pub Arc<M>);

/// A row that is known by its id.
pub trait HasId {
    /// The id.
    fn id(&self) -> Uuid;
}

impl HasId for user::Model {
    fn id(&self) -> Uuid {
        self.id
    }
}

impl HasId for note::Model {
    fn id(&self) -> Uuid {
        self.id
    }
}

impl HasId for SeenStep {
    fn id(&self) -> Uuid {
        self.row.id
    }
}

/// A step as a key.
pub type ByStep = ById<SeenStep>;

impl<M> Clone for ById<M> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<M: HasId> PartialEq for ById<M> {
    fn eq(&self, other: &Self) -> bool {
        self.0.id() == other.0.id()
    }
}

impl<M: HasId> Eq for ById<M> {}

impl<M: HasId> Hash for ById<M> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.id().hash(state);
    }
}
