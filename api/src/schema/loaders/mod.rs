//! Loaders: what many parents ask for at once is read once. They keep nothing between batches, so a subscription may hold
//! them for its life. Each asks the operation's reader, which says what the viewer may see.

mod accesses;
mod batched;
mod batches;
mod lazy;
mod reads;

pub use accesses::Accesses;
use batches::Batches;
pub(super) use batches::Gathered;
pub use lazy::Lazy;
use lazy::Source;
pub use reads::{
    Accounts, Adherences, AtRisks, Bodies, CheckInPages, CurrentDoctors, LastCheckIns, NotePages, NoteSteps,
    Notes, NotesAtWork, Patients, PlanChanges, ReminderPages, ReminderSteps, Serieses, StepPages, StepTexts,
    Steps, Todays, Undecided, UpcomingReminders,
};

use super::error::{ApiError, Result};
use aftercare_core::reader::{Reader, SeenStep};
use aftercare_entity::{note, user};
use async_graphql::ContextBase;
use std::{
    hash::{Hash, Hasher},
    ops::Deref,
    sync::Arc,
};
use uuid::Uuid;

/// All loaders of one operation. Clones share them.
#[derive(Clone)]
pub struct Loaders(Arc<All>);

/// Each loader, by what it loads.
pub struct All {
    batches: Batches,
    /// Reads for the operation's viewer.
    pub reader: Reader,
    /// A patient's current doctor.
    pub doctors: Lazy<CurrentDoctors>,
    /// A patient the viewer may see.
    pub patients: Lazy<Patients>,
    /// An account that something the viewer may see names.
    pub accounts: Lazy<Accounts>,
    /// A patient's page of what was done to their record.
    pub accesses: Lazy<Accesses>,
    /// A patient's page of steps.
    pub steps: Lazy<StepPages>,
    /// A step.
    pub step: Lazy<Steps>,
    /// A step's text.
    pub step_texts: Lazy<StepTexts>,
    /// A patient's day.
    pub today: Lazy<Todays>,
    /// How a patient keeps up with the plan.
    pub adherence: Lazy<Adherences>,
    /// The episode in which a patient falls behind.
    pub at_risk: Lazy<AtRisks>,
    /// A patient's last days.
    pub series: Lazy<Serieses>,
    /// A patient's last check-in.
    pub last_check_ins: Lazy<LastCheckIns>,
    /// A note on the work list.
    pub notes_at_work: Lazy<NotesAtWork>,
    /// A patient's page of check-ins.
    pub check_ins: Lazy<CheckInPages>,
    /// A patient's page of notes.
    pub notes: Lazy<NotePages>,
    /// A note.
    pub note: Lazy<Notes>,
    /// The notes on which a patient's doctor is to decide.
    pub undecided: Lazy<Undecided>,
    /// A note's text.
    pub bodies: Lazy<Bodies>,
    /// A note's page of steps.
    pub note_steps: Lazy<NoteSteps>,
    /// What a note's plan changed.
    pub changes: Lazy<PlanChanges>,
    /// A patient's page of reminders.
    pub reminders: Lazy<ReminderPages>,
    /// A patient's reminders to come.
    pub upcoming: Lazy<UpcomingReminders>,
    /// What a reminder listed.
    pub reminder_steps: Lazy<ReminderSteps>,
}

impl std::fmt::Debug for Loaders {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Loaders").finish_non_exhaustive()
    }
}

impl Loaders {
    /// New ones, that ask `reader`.
    pub fn new(reader: Reader) -> Self {
        let source = Arc::new(Source { batches: Batches::new(), reader });
        let (reader, batches) = (source.reader.clone(), source.batches.clone());
        Self(Arc::new(All {
            doctors: Lazy::new(&source, CurrentDoctors),
            patients: Lazy::new(&source, Patients),
            accounts: Lazy::new(&source, Accounts),
            accesses: Lazy::new(&source, Accesses),
            steps: Lazy::new(&source, StepPages),
            step: Lazy::new(&source, Steps),
            step_texts: Lazy::new(&source, StepTexts),
            today: Lazy::new(&source, Todays),
            adherence: Lazy::new(&source, Adherences),
            at_risk: Lazy::new(&source, AtRisks),
            series: Lazy::new(&source, Serieses),
            last_check_ins: Lazy::new(&source, LastCheckIns),
            notes_at_work: Lazy::new(&source, NotesAtWork),
            check_ins: Lazy::new(&source, CheckInPages),
            notes: Lazy::new(&source, NotePages),
            note: Lazy::new(&source, Notes),
            undecided: Lazy::new(&source, Undecided),
            bodies: Lazy::new(&source, Bodies),
            note_steps: Lazy::new(&source, NoteSteps),
            changes: Lazy::new(&source, PlanChanges),
            reminders: Lazy::new(&source, ReminderPages),
            upcoming: Lazy::new(&source, UpcomingReminders),
            reminder_steps: Lazy::new(&source, ReminderSteps),
            reader,
            batches,
        }))
    }

    /// Those of this operation.
    ///
    /// # Errors
    /// INTERNAL when it was begun without any.
    pub fn of<'c, T>(ctx: &ContextBase<'c, T>) -> Result<&'c Self> {
        ctx.data_opt::<Self>().ok_or_else(|| ApiError::internal("an operation without loaders"))
    }
}

impl Deref for Loaders {
    type Target = All;

    fn deref(&self) -> &All {
        &self.0
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
