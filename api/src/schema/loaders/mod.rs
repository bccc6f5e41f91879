//! Loaders: what many parents ask for at once is read once. They keep nothing between batches, so a subscription may hold
//! them for its life. Each reads what its viewer may see: by the scoped finders, in the statement itself.

mod accesses;
mod batches;
mod changes;
mod lists;
mod notes;
mod people;
mod steps;
mod upcoming;

pub use accesses::Accesses;
use batches::Batches;
pub use batches::Gathered;
pub use changes::PlanChanges;
pub use lists::{CheckInPages, NotePages, ReminderPages};
pub use notes::{Bodies, Notes, Undecided};
pub use people::{Accounts, CurrentDoctors, Patients};
pub use steps::{
    Adherences, NoteSteps, NoteStepsPage, OpenToday, ReminderSteps, StepPages, StepsById, Todays,
};

pub use upcoming::UpcomingReminders;

use super::error::{ApiError, Result};
use aftercare_core::{App, Error};
use aftercare_entity::{
    assignment, note,
    user::{self, Role},
};
use async_graphql::{Context, dataloader::DataLoader};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
    prelude::Expr,
    sea_query::{Alias, ExprTrait, Func, Query, WindowStatement},
};
use std::{
    collections::HashMap,
    hash::{Hash, Hasher},
    sync::Arc,
    time::Duration,
};
use uuid::Uuid;

/// All loaders of one operation.
#[derive(Clone)]
pub struct Loaders {
    batches: Batches,
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
    pub step: Arc<DataLoader<StepsById>>,
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
    /// New ones, for `viewer` (`None` = nobody, who sees nothing).
    pub fn new(app: &App, viewer: Option<&Arc<user::Model>>) -> Self {
        let asks = Asks { app: app.clone(), viewer: viewer.cloned() };
        let batches = Batches::new();
        Self {
            doctors: loader(&batches, CurrentDoctors(app.clone())),
            patients: loader(&batches, Patients(asks.clone())),
            accounts: loader(&batches, Accounts(app.clone())),
            accesses: loader(&batches, Accesses(app.clone())),
            steps: loader(&batches, StepPages(app.clone())),
            step: loader(&batches, StepsById(asks.clone())),
            today: loader(&batches, Todays(asks.clone())),
            adherence: loader(&batches, Adherences(asks.clone())),
            check_ins: loader(&batches, CheckInPages(asks.clone())),
            notes: loader(&batches, NotePages(asks.clone())),
            note: loader(&batches, Notes(asks.clone())),
            undecided: loader(&batches, Undecided(asks.clone())),
            bodies: loader(&batches, Bodies(app.clone())),
            note_steps: loader(&batches, NoteSteps(asks.clone())),
            changes: loader(&batches, PlanChanges(asks.clone())),
            reminders: loader(&batches, ReminderPages(asks.clone())),
            upcoming: loader(&batches, UpcomingReminders(asks.clone())),
            reminder_steps: loader(&batches, ReminderSteps(asks)),
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

type Loaded<K, V> = std::result::Result<HashMap<K, V>, Arc<Error>>;

/// Who asks.
#[derive(Debug, Clone)]
pub struct Asks {
    app: App,
    viewer: Option<Arc<user::Model>>,
}

impl Asks {
    /// Where `patient` is one whose record the viewer may see: their own, or of a patient assigned to them now.
    /// `None`: nobody's.
    fn visible<C: ColumnTrait>(&self, patient: C) -> Option<Condition> {
        let viewer = self.viewer.as_ref()?;
        match viewer.role {
            Role::Patient => Some(patient.eq(viewer.id)),
            Role::Doctor => {
                let assigned = assignment::Entity::of_doctor(viewer.id).select_only();
                let assigned = assigned.column(assignment::Column::PatientId).into_query();
                Some(patient.in_subquery(assigned))
            }
            Role::Admin => None,
        }
        .map(|visible| Condition::all().add(visible))
    }
}

/// Which page of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Page {
    /// After this row.
    pub after: Option<Uuid>,
    /// At most so many rows of each list.
    pub first: u64,
}

/// A page of each list, in one statement: of the rows of `scoped`, those with the same `by` are a list, sorted by `id`.
fn page_of_each<E: EntityTrait>(
    scoped: Select<E>,
    by: E::Column,
    id: E::Column,
    order: &Order,
    page: Page,
) -> Select<E> {
    let scoped = match (page.after, order) {
        (Some(after), Order::Desc) => scoped.filter(id.lt(after)),
        (Some(after), _) => scoped.filter(id.gt(after)),
        (None, _) => scoped,
    };
    let mut ranked = scoped.into_query();
    let place = WindowStatement::partition_by(by).order_by(id, order.clone()).take();
    ranked.clear_selects().column((E::default(), id)).expr_window_as(
        Func::cust("ROW_NUMBER"),
        place,
        Alias::new("place"),
    );
    let wanted = Query::select()
        .column(Alias::new("id"))
        .from_subquery(ranked, Alias::new("ranked"))
        .and_where(Expr::col(Alias::new("place")).lte(page.first))
        .take();
    E::find().filter(id.in_subquery(wanted)).order_by(id, order.clone())
}

/// The lists that are asked for with the same arguments.
fn by_arguments<A: Eq + Hash>(keys: &[(Uuid, A)]) -> HashMap<&A, Vec<Uuid>> {
    let mut lists: HashMap<&A, Vec<Uuid>> = HashMap::new();
    for (of, arguments) in keys {
        lists.entry(arguments).or_default().push(*of);
    }
    lists
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
