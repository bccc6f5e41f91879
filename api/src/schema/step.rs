//! Steps: what a patient is to do.

use super::{
    error::{ApiError, Result},
    frequency::Frequency,
    ids::Kind as IdKind,
    loaders::{ById, Loaders},
    note::Note,
    pages::{self, Arguments},
    ready::{Asked, HasReady, Json, Ready},
    review_reason::ReviewReason,
    scalars::{Date, DateTime},
};
use crate::auth::Viewer;
use aftercare_core::{
    domain::reasons,
    reader::{SeenStep, StepFilter, StepText},
};
use aftercare_entity::{
    step::{self, Part, Parts},
    user::Role,
};
use async_graphql::{
    Context, Enum, ID, Lookahead, Object, ScalarType, SelectionField, SimpleObject, connection::Connection,
};
use std::sync::Arc;
use uuid::Uuid;

/// Whether a step is done once or repeated.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "aftercare_entity::step::Kind")]
pub enum StepKind {
    /// Done on one day only: a test, an appointment, rest for tonight.
    Checklist,
    /// Repeated: it lasts for more than one day, or is ongoing.
    Plan,
}

/// Whether a step is in force.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "aftercare_entity::step::State")]
pub enum StepState {
    /// It is held back until the doctor decides: the doctor sees it, the patient does not.
    NeedsReview,
    /// It is in force.
    Active,
    /// It is done: ticked off, or all of its check-ins are made.
    Completed,
    /// The plan of a newer note has replaced it.
    Superseded,
    /// The doctor ended or discarded it.
    Cancelled,
}

/// The words of the note from which a step was extracted.
#[derive(SimpleObject, Debug)]
pub struct Passage {
    /// Where the passage begins in the note, in UTF-16 code units from 0.
    start: Option<i32>,
    /// Where the passage ends in the note, in UTF-16 code units: one past its last.
    end: Option<i32>,
    /// The words themselves.
    text: String,
}

/// Something that the patient is to do.
#[derive(Debug, Clone)]
pub struct Step(pub(crate) Arc<SeenStep>);

impl Step {
    /// As a change left it that the viewer made.
    pub fn changed(row: step::Model) -> Self {
        Self(Arc::new(SeenStep::changed(row)))
    }

    /// As a list of them found by the reader.
    pub fn all(rows: Vec<step::Model>) -> Vec<Ready<Self>> {
        rows.into_iter().map(|row| Ready(Self::changed(row))).collect()
    }

    async fn text(&self, ctx: &Context<'_>, which: StepText) -> Result<String> {
        let loaders = Loaders::of(ctx)?;
        if let Some(text) = loaders.reader.step_text_at_once(&self.0, which) {
            return Ok(text?.to_string());
        }
        let found = loaders.step_texts.load_one((ById(Arc::clone(&self.0)), which)).await?;
        Ok(found.ok_or_else(|| ApiError::not_found("step"))??.to_string())
    }

    /// With the whole of its row.
    async fn whole(&self, ctx: &Context<'_>) -> Result<Self> {
        if self.0.is_whole() { Ok(self.clone()) } else { self.read_again(ctx).await }
    }

    /// With this part of its row.
    async fn with(&self, ctx: &Context<'_>, part: Part) -> Result<Self> {
        if self.0.with(part).is_some() { Ok(self.clone()) } else { self.read_again(ctx).await }
    }

    async fn read_again(&self, ctx: &Context<'_>) -> Result<Self> {
        let found = Loaders::of(ctx)?.step.load_one(self.0.row.id).await?;
        Ok(Self(found.ok_or_else(|| ApiError::not_found("step"))?))
    }

    async fn review_code(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        if Viewer::of(ctx)?.account.role != Role::Doctor {
            return Ok(None);
        }
        Ok(self.whole(ctx).await?.0.row.review_reason.clone())
    }
}

impl HasReady for Step {
    fn write(&self, asked: &Asked<'_>, json: &mut Json) -> Option<()> {
        let Self(step) = self;
        match asked.name() {
            "id" => json.value(&*IdKind::Step.id(step.row.id)),
            "kind" => json.name(StepKind::from(step.row.kind)),
            "description" => {
                let reader = &Loaders::of(asked.ctx).ok()?.reader;
                json.value(reader.step_text_at_once(step, StepText::Description)?.ok()?.as_str())
            }
            "state" => json.name(StepState::from(step.row.state)),
            "completed" => json.value(&is_completed(&step.row)),
            "scheduledOn" => json.value(&step.with(Part::Days)?.scheduled_on.map(|day| Date(day).to_value())),
            "startsAfterDays" => json.value(&step.with(Part::Days)?.starts_after_days),
            "nextDueOn" => json.value(&due_from(step.with(Part::Days)?).map(|day| day.to_value())),
            "duration" => json.value(&step.with(Part::Remaining)?.remaining),
            "total" => json.value(&step.with(Part::Length)?.total),
            "durationDays" => json.value(&step.with(Part::Length)?.duration_days),
            "frequency" => {
                if !asked.is_within(RHYTHM) {
                    step.with(Part::Pattern)?;
                }
                asked.object(&Frequency::of(step.with(Part::Rhythm)?), json)
            }
            _ => None,
        }
    }
}

/// The fields of a frequency that come with [`Part::Rhythm`]; all others come with [`Part::Pattern`].
const RHYTHM: &[&str] = &["timesPerDay", "everyDays"];

/// The parts of steps that are enough for what is asked of them; nothing where whole rows are needed. Where more is asked all the same, each
/// step is read once more.
fn parts_of<'a>(steps: impl Iterator<Item = SelectionField<'a>>) -> Option<Parts> {
    let mut parts = Parts::default();
    for field in steps {
        parts = match field.name() {
            "__typename" | "id" | "kind" | "description" | "state" | "completed" => parts,
            "note" => parts.with(Part::Note),
            "scheduledOn" | "startsAfterDays" | "nextDueOn" => parts.with(Part::Days),
            "duration" => parts.with(Part::Remaining),
            "total" | "durationDays" => parts.with(Part::Length),
            "frequency" if is_rhythm(&field) => parts.with(Part::Rhythm),
            "frequency" => parts.with(Part::Rhythm).with(Part::Pattern),
            _ => return None,
        }
    }
    Some(parts)
}

/// Whether nothing else is asked of a frequency.
fn is_rhythm(frequency: &SelectionField<'_>) -> bool {
    frequency.selection_set().all(|field| RHYTHM.contains(&field.name()))
}

fn is_completed(row: &step::Model) -> bool {
    row.state == step::State::Completed
}

fn due_from(row: &step::Model) -> Option<Date> {
    row.next_due_on.filter(|_| row.state == step::State::Active).map(Date)
}

/// Something that the patient is to do.
#[Object]
impl Step {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        IdKind::Step.id(self.0.row.id)
    }

    /// The note that the step came from; null for a doctor who did not write that note.
    async fn note(&self, ctx: &Context<'_>) -> Option<Result<Note>> {
        let found = async {
            let step = self.with(ctx, Part::Note).await?;
            Ok(Loaders::of(ctx)?.note.load_one(step.0.row.note_id).await?.map(Note))
        };
        found.await.transpose()
    }

    /// Whether the step is done once or repeated.
    async fn kind(&self) -> StepKind {
        self.0.row.kind.into()
    }

    /// What the patient is to do; null, with an error of this field alone, when it cannot be decrypted.
    async fn description(&self, ctx: &Context<'_>) -> Option<Result<String>> {
        Some(self.text(ctx, StepText::Description).await)
    }

    /// The words of the note from which the step was extracted; null when it has none, and, with an error of this field alone, when
    /// they cannot be decrypted.
    async fn passage(&self, ctx: &Context<'_>) -> Option<Result<Passage>> {
        let found = async {
            let step = self.whole(ctx).await?;
            let row = &step.0.row;
            if row.passage_sealed.is_none() {
                return Ok(None);
            }
            let text = step.text(ctx, StepText::Passage).await?;
            Ok(Some(Passage { start: row.passage_start, end: row.passage_end, text }))
        };
        found.await.transpose()
    }

    /// Whether the step is in force.
    async fn state(&self) -> StepState {
        self.0.row.state.into()
    }

    /// Whether the step is done: ticked off, or all of its check-ins are made.
    async fn completed(&self) -> bool {
        is_completed(&self.0.row)
    }

    /// The first day on which it is to be done; null while it is held back.
    async fn scheduled_on(&self, ctx: &Context<'_>) -> Result<Option<Date>> {
        Ok(self.with(ctx, Part::Days).await?.0.row.scheduled_on.map(Date))
    }

    /// Days from the note's day to the first day of the step, as the note gives it; for a step that the doctor added, from the day
    /// it was added.
    async fn starts_after_days(&self, ctx: &Context<'_>) -> Result<i32> {
        Ok(self.with(ctx, Part::Days).await?.0.row.starts_after_days)
    }

    /// The day from which it is due; null when it is never due (done once, as needed, or no longer in force). A later phase of a
    /// taper is due from this day or, when the phase before it takes longer, from the day after that phase.
    async fn next_due_on(&self, ctx: &Context<'_>) -> Result<Option<Date>> {
        Ok(due_from(&self.with(ctx, Part::Days).await?.0.row))
    }

    /// How many check-ins are left; null for an ongoing step, which lasts until the doctor ends it.
    async fn duration(&self, ctx: &Context<'_>) -> Result<Option<i32>> {
        Ok(self.with(ctx, Part::Remaining).await?.0.row.remaining)
    }

    /// How many check-ins there are in all; null for an ongoing step.
    async fn total(&self, ctx: &Context<'_>) -> Result<Option<i32>> {
        Ok(self.with(ctx, Part::Length).await?.0.row.total)
    }

    /// How many days it lasts, as the note gives it; null when it gives none.
    async fn duration_days(&self, ctx: &Context<'_>) -> Result<Option<i32>> {
        Ok(self.with(ctx, Part::Length).await?.0.row.duration_days)
    }

    /// How often it is done, and on which days.
    async fn frequency(&self, ctx: &Context<'_>) -> Result<Ready<Frequency>> {
        let mut step = self.with(ctx, Part::Rhythm).await?;
        if !ctx.look_ahead().selection_fields().iter().all(is_rhythm) {
            step = step.with(ctx, Part::Pattern).await?;
        }
        Ok(Ready(Frequency::of(&step.0.row)))
    }

    /// Why it waits, or waited, for the doctor; null for a step that never did, and for the patient.
    async fn review_reason(&self, ctx: &Context<'_>) -> Option<Result<ReviewReason>> {
        let found = async { Ok(self.review_code(ctx).await?.as_deref().map(ReviewReason::of_code)) };
        found.await.transpose()
    }

    /// `reviewReason` as a sentence for the doctor.
    async fn review_reason_text(&self, ctx: &Context<'_>) -> Option<Result<&'static str>> {
        let found = async { Ok(self.review_code(ctx).await?.as_deref().map(reasons::reason_sentence)) };
        found.await.transpose()
    }

    /// When it was completed, superseded or cancelled; null until then.
    async fn closed_at(&self, ctx: &Context<'_>) -> Option<Result<DateTime>> {
        let found = async { Ok(self.whole(ctx).await?.0.row.closed_at.map(DateTime)) };
        found.await.transpose()
    }
}

/// A page of the steps of a patient the caller was let in to.
///
/// # Errors
/// BAD_USER_INPUT for the page.
pub async fn steps_of(
    ctx: &Context<'_>,
    patient: Uuid,
    states: Option<Vec<StepState>>,
    page: &Arguments,
) -> Result<Ready<Connection<String, Ready<Step>>>> {
    let asked = page.by_id()?;
    let states = states.unwrap_or_default().into_iter().map(Into::into).collect();
    let filter = StepFilter { states, page: asked.page, parts: parts_of_page(ctx) };
    let found = Loaders::of(ctx)?.steps.load_one((patient, filter)).await?;
    Ok(connection(found.unwrap_or_default(), &asked))
}

/// A page of the steps of a note the caller was let in to.
///
/// # Errors
/// BAD_USER_INPUT for the page.
pub async fn steps_of_note(
    ctx: &Context<'_>,
    note: Uuid,
    states: Option<Vec<StepState>>,
    page: &Arguments,
) -> Result<Ready<Connection<String, Ready<Step>>>> {
    let asked = page.by_id()?;
    let states = states.unwrap_or_default().into_iter().map(Into::into).collect();
    let wanted = StepFilter { states, page: asked.page, parts: parts_of_page(ctx) };
    let found = Loaders::of(ctx)?.note_steps.load_one((note, wanted)).await?;
    Ok(connection(found.unwrap_or_default(), &asked))
}

/// What is enough for a page of steps.
fn parts_of_page(ctx: &Context<'_>) -> Option<Parts> {
    let page = ctx.look_ahead();
    let nodes = [page.field("nodes"), page.field("edges").field("node")];
    let steps = nodes.iter().flat_map(Lookahead::selection_fields);
    parts_of(steps.flat_map(|steps| steps.selection_set().collect::<Vec<_>>()))
}

fn connection(found: Vec<Arc<SeenStep>>, asked: &pages::Asked) -> Ready<Connection<String, Ready<Step>>> {
    let rows = found.into_iter().map(|step| (pages::id_cursor(step.row.id), Ready(Step(step)))).collect();
    Ready(pages::connection(rows, asked))
}
