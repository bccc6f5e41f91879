//! Loaders: what many parents ask for at once is read once. They keep nothing between batches, so a subscription may hold
//! them for its life. Each asks the operation's reader, which says what the viewer may see.

mod accesses;
mod batched;
mod batches;
mod reads;

pub use accesses::Accesses;
pub use batched::Batched;
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
use async_graphql::Context;
use std::{
    hash::{Hash, Hasher},
    sync::Arc,
};
use uuid::Uuid;

/// All loaders of one operation.
#[derive(Clone)]
pub struct Loaders {
    batches: Batches,
    /// Reads for the operation's viewer.
    pub reader: Reader,
    /// A patient's current doctor.
    pub doctors: Batched<CurrentDoctors>,
    /// A patient the viewer may see.
    pub patients: Batched<Patients>,
    /// An account that something the viewer may see names.
    pub accounts: Batched<Accounts>,
    /// A patient's page of what was done to their record.
    pub accesses: Batched<Accesses>,
    /// A patient's page of steps.
    pub steps: Batched<StepPages>,
    /// A step.
    pub step: Batched<Steps>,
    /// A step's text.
    pub step_texts: Batched<StepTexts>,
    /// A patient's day.
    pub today: Batched<Todays>,
    /// How a patient keeps up with the plan.
    pub adherence: Batched<Adherences>,
    /// A patient's page of check-ins.
    pub check_ins: Batched<CheckInPages>,
    /// A patient's page of notes.
    pub notes: Batched<NotePages>,
    /// A note.
    pub note: Batched<Notes>,
    /// The notes on which a patient's doctor is to decide.
    pub undecided: Batched<Undecided>,
    /// A note's text.
    pub bodies: Batched<Bodies>,
    /// A note's page of steps.
    pub note_steps: Batched<NoteSteps>,
    /// What a note's plan changed.
    pub changes: Batched<PlanChanges>,
    /// A patient's page of reminders.
    pub reminders: Batched<ReminderPages>,
    /// A patient's reminders to come.
    pub upcoming: Batched<UpcomingReminders>,
    /// What a reminder listed.
    pub reminder_steps: Batched<ReminderSteps>,
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
            doctors: Batched::new(&batches, CurrentDoctors(reader.clone())),
            patients: Batched::new(&batches, Patients(reader.clone())),
            accounts: Batched::new(&batches, Accounts(reader.clone())),
            accesses: Batched::new(&batches, Accesses(reader.clone())),
            steps: Batched::new(&batches, StepPages(reader.clone())),
            step: Batched::new(&batches, Steps(reader.clone())),
            step_texts: Batched::new(&batches, StepTexts(reader.clone())),
            today: Batched::new(&batches, Todays(reader.clone())),
            adherence: Batched::new(&batches, Adherences(reader.clone())),
            check_ins: Batched::new(&batches, CheckInPages(reader.clone())),
            notes: Batched::new(&batches, NotePages(reader.clone())),
            note: Batched::new(&batches, Notes(reader.clone())),
            undecided: Batched::new(&batches, Undecided(reader.clone())),
            bodies: Batched::new(&batches, Bodies(reader.clone())),
            note_steps: Batched::new(&batches, NoteSteps(reader.clone())),
            changes: Batched::new(&batches, PlanChanges(reader.clone())),
            reminders: Batched::new(&batches, ReminderPages(reader.clone())),
            upcoming: Batched::new(&batches, UpcomingReminders(reader.clone())),
            reminder_steps: Batched::new(&batches, ReminderSteps(reader.clone())),
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
