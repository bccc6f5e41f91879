//! Steps: what a patient is to do, today and in all, and ticking off what is done once.

use super::{
    Api,
    error::{ApiError, Result},
    frequency::Frequency,
    ids::Kind as IdKind,
    loaders::{ById, Loaders, NoteStepsPage, Page},
    note::Note,
    pages,
    people::Patient,
    review_reason::ReviewReason,
    scalars::{Date, DateTime},
};
use crate::auth::Viewer;
use aftercare_core::domain::{
    reasons,
    steps::{self, OpenStep, StepFilter},
};
use aftercare_entity::{step, user::Role};
use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject, connection::Connection};
use std::sync::Arc;
use uuid::Uuid;

/// Once, or repeated.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "aftercare_entity::step::Kind")]
pub enum StepKind {
    /// One day only: a test, an appointment, rest for tonight.
    Checklist,
    /// More than one day, or ongoing.
    Plan,
}

/// Where a step is in its life.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "aftercare_entity::step::State")]
pub enum StepState {
    /// Held back: the doctor sees it, the patient does not.
    NeedsReview,
    /// In force.
    Active,
    /// Done.
    Completed,
    /// A newer note's plan took its place.
    Superseded,
    /// The doctor ended it.
    Cancelled,
}

/// The words of the note that a step came from.
#[derive(SimpleObject, Debug)]
pub struct Passage {
    /// First UTF-16 code unit in the note.
    start: Option<i32>,
    /// One past the last UTF-16 code unit.
    end: Option<i32>,
    /// The words.
    text: String,
}

/// Something the patient is to do.
#[derive(Debug, Clone)]
pub struct Step(pub(crate) Arc<OpenStep>);

impl Step {
    /// The step, opened, for those who may see it.
    ///
    /// # Errors
    /// NOT_FOUND for everyone else.
    pub async fn open(api: &Api, viewer: &Viewer, id: Uuid) -> Result<Self> {
        let row = steps::step_for(&api.app, &viewer.account, id).await?;
        Self::of_row(api, row).await
    }

    /// A row that the caller was let in to, opened.
    ///
    /// # Errors
    /// NOT_FOUND when the patient's key was destroyed.
    pub async fn of_row(api: &Api, row: step::Model) -> Result<Self> {
        let mut opened = Self::of_rows(api, vec![row]).await?;
        opened.pop().ok_or_else(|| ApiError::not_found("step"))
    }

    /// Rows that the caller was let in to, opened, in their order; without those whose patient's key was destroyed.
    ///
    /// # Errors
    /// INTERNAL only.
    pub async fn of_rows(api: &Api, rows: Vec<step::Model>) -> Result<Vec<Self>> {
        let opened = steps::open_kept(&api.app, rows).await?;
        Ok(opened.into_iter().map(|step| Self(Arc::new(step))).collect())
    }
}

impl Step {
    fn review_code(&self, ctx: &Context<'_>) -> Result<Option<&str>> {
        let for_doctor = Viewer::of(ctx)?.account.role == Role::Doctor;
        Ok(self.0.row.review_reason.as_deref().filter(|_| for_doctor))
    }
}

/// Something the patient is to do.
#[Object]
impl Step {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        IdKind::Step.id(self.0.row.id)
    }

    /// The note it came from; null for a doctor who did not write that note.
    async fn note(&self, ctx: &Context<'_>) -> Result<Option<Note>> {
        Ok(Loaders::of(ctx)?.note.load_one(self.0.row.note_id).await?.map(Note))
    }

    /// Once, or repeated.
    async fn kind(&self) -> StepKind {
        self.0.row.kind.into()
    }

    /// What to do.
    async fn description(&self) -> &str {
        &self.0.description
    }

    /// The words of the note it came from.
    async fn passage(&self) -> Option<Passage> {
        let row = &self.0.row;
        let text = self.0.passage.as_ref()?.to_string();
        Some(Passage { start: row.passage_start, end: row.passage_end, text })
    }

    /// Where it is in its life.
    async fn state(&self) -> StepState {
        self.0.row.state.into()
    }

    /// Whether it is done.
    async fn completed(&self) -> bool {
        self.0.row.state == step::State::Completed
    }

    /// First day; null while it is held back.
    async fn scheduled_on(&self) -> Option<Date> {
        self.0.row.scheduled_on.map(Date)
    }

    /// Days from the note's day (of a step added by hand: from the day it was added) to the first one, as the note gives it.
    async fn starts_after_days(&self) -> i32 {
        self.0.row.starts_after_days
    }

    /// Due from this day on; null when it is never due (done once, as needed, or no longer in force). A later phase of a taper
    /// is due from this day on or, when the phase before it takes longer, from the day after that.
    async fn next_due_on(&self) -> Option<Date> {
        let row = &self.0.row;
        row.next_due_on.filter(|_| row.state == step::State::Active).map(Date)
    }

    /// Check-ins left; null = ongoing, until the doctor ends it.
    async fn duration(&self) -> Option<i32> {
        self.0.row.remaining
    }

    /// Check-ins in all; null = ongoing.
    async fn total(&self) -> Option<i32> {
        self.0.row.total
    }

    /// Length in days, as the note gives it; null = none given.
    async fn duration_days(&self) -> Option<i32> {
        self.0.row.duration_days
    }

    /// How often, and on which days.
    async fn frequency(&self) -> Frequency {
        Frequency::of(&self.0.row)
    }

    /// Why it waits, or waited, for the doctor; null for one that never did, and for the patient.
    async fn review_reason(&self, ctx: &Context<'_>) -> Result<Option<ReviewReason>> {
        Ok(self.review_code(ctx)?.map(ReviewReason::of_code))
    }

    /// The review's reason as a sentence for the doctor.
    async fn review_reason_text(&self, ctx: &Context<'_>) -> Result<Option<&'static str>> {
        Ok(self.review_code(ctx)?.map(reasons::reason_sentence))
    }

    /// When it was completed, superseded or cancelled.
    async fn closed_at(&self) -> Option<DateTime> {
        self.0.row.closed_at.map(DateTime)
    }
}

/// What a patient has to do on a day.
#[derive(SimpleObject, Debug)]
pub struct Today {
    /// The patient's local day.
    day: Date,
    /// Repeated steps that are due and not checked in yet.
    due: Vec<Step>,
    /// Steps done once that are open.
    checklist: Vec<Step>,
    /// Steps for when they are needed.
    as_needed: Vec<Step>,
    /// Steps checked in or ticked off today; also those whose place a newer plan took since.
    done: Vec<Step>,
}

/// The day of a patient the caller was let in to.
///
/// # Errors
/// INTERNAL only.
pub async fn today(ctx: &Context<'_>, patient: &Patient) -> Result<Today> {
    let found = Loaders::of(ctx)?.today.load_one(ById(Arc::clone(&patient.0))).await?;
    let found = found.ok_or_else(|| ApiError::not_found("patient"))?;
    let shown = |steps: Vec<Arc<OpenStep>>| steps.into_iter().map(Step).collect();
    Ok(Today {
        day: Date(found.day),
        due: shown(found.due),
        checklist: shown(found.checklist),
        as_needed: shown(found.as_needed),
        done: shown(found.done),
    })
}

/// A page of the steps of a patient the caller was let in to.
///
/// # Errors
/// BAD_USER_INPUT for the page.
pub async fn steps_of(
    ctx: &Context<'_>,
    patient: Uuid,
    states: Option<Vec<StepState>>,
    first: Option<i32>,
    after: Option<String>,
) -> Result<Connection<String, Step>> {
    let (size, cursor) = (pages::size(first)?, pages::id_of(after.as_deref())?);
    let states = states.unwrap_or_default().into_iter().map(Into::into).collect();
    let viewer = Viewer::of(ctx)?;
    let filter = StepFilter::for_actor(&viewer.account, states, cursor, size as u64 + 1);
    let found = Loaders::of(ctx)?.steps.load_one((patient, filter)).await?;
    Ok(page(found.unwrap_or_default(), size, after.is_some()))
}

/// A page of the steps of a note the caller was let in to.
///
/// # Errors
/// BAD_USER_INPUT for the page.
pub async fn steps_of_note(
    ctx: &Context<'_>,
    note: Uuid,
    states: Option<Vec<StepState>>,
    first: Option<i32>,
    after: Option<String>,
) -> Result<Connection<String, Step>> {
    let (size, cursor) = (pages::size(first)?, pages::id_of(after.as_deref())?);
    let states = states.unwrap_or_default().into_iter().map(Into::into).collect();
    let wanted = NoteStepsPage { states, page: Page { after: cursor, first: size as u64 + 1 } };
    let found = Loaders::of(ctx)?.note_steps.load_one((note, wanted)).await?;
    Ok(page(found.unwrap_or_default(), size, after.is_some()))
}

fn page(found: Vec<Arc<OpenStep>>, size: usize, has_previous: bool) -> Connection<String, Step> {
    let rows = found.into_iter().map(|step| (pages::id_cursor(step.row.id), Step(step))).collect();
    pages::connection(rows, size, has_previous)
}

/// A step to tick off.
#[derive(InputObject)]
pub struct CompleteStepInput {
    /// Id of a Checklist step.
    step_id: ID,
}

/// The step, ticked off.
#[derive(SimpleObject, Debug)]
pub struct CompleteStepPayload {
    /// The step as it is now.
    step: Step,
}

/// Ticking off steps.
#[derive(Default, Debug)]
pub struct StepMutation;

/// Ticking off steps.
#[Object]
impl StepMutation {
    /// Ticks off a Checklist step of the signed-in patient; a second time changes nothing.
    async fn complete_step(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which step.")] input: CompleteStepInput,
    ) -> Result<CompleteStepPayload> {
        let api = Api::of(ctx)?;
        let patient = Viewer::of(ctx)?.patient()?;
        let id = IdKind::Step.uuid(&input.step_id, "stepId")?;
        let row = steps::complete_step(&api.app, patient.id, id).await?;
        Ok(CompleteStepPayload { step: Step::of_row(api, row).await? })
    }
}
