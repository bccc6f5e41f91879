//! The plan: storing what an extraction found, and when it takes the old plan's place.

use super::{access, schedule};
use crate::{
    App, Result,
    app::Change,
    keyring::{self, DataKey, Place},
};
use aftercare_entity::{event, note, note::State, step, step::Origin, user, user::ExtractionMode};
use chrono::NaiveDate;
use sea_orm::{
    ActiveEnum, ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    prelude::Expr,
};
use uuid::Uuid;

/// A step that passed the gate, about to be stored.
#[derive(Debug, Clone, PartialEq)]
pub struct PlannedStep {
    /// Once, or repeated.
    pub kind: step::Kind,
    /// What to do; sealed when stored.
    pub description: String,
    /// First and last (exclusive) UTF-16 unit, and the text, of the passage it came from.
    pub passage: Option<(u32, u32, String)>,
    /// Length in days; `None` = ongoing.
    pub duration_days: Option<u32>,
    /// Times on a due day.
    pub times_per_day: Option<u32>,
    /// Days from one due day to the next; `None` = daily.
    pub every_days: Option<f64>,
    /// Only if needed.
    pub as_needed: bool,
    /// Days from activation to the first due day.
    pub starts_after_days: u32,
    /// Why it must wait for the doctor (the gate's code).
    pub review_reason: Option<&'static str>,
}

/// How an extraction went; stored with the note.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExtractionRecord {
    /// `gemini`, `rules`, ...
    pub extractor: &'static str,
    /// The model that answered.
    pub model_version: Option<String>,
    /// Version of our prompt.
    pub prompt_version: Option<&'static str>,
    /// Tokens read.
    pub prompt_tokens: Option<u32>,
    /// Tokens written.
    pub output_tokens: Option<u32>,
    /// Tokens thought.
    pub thought_tokens: Option<u32>,
    /// How long it took, in milliseconds.
    pub took_ms: u64,
    /// Attempts so far, this one included.
    pub attempts: u32,
    /// The offline rules stood in for a model that failed for this reason.
    pub fallback_reason: Option<&'static str>,
}

/// Why a note whose extraction found nothing waits while a plan is in force.
pub const EMPTY_EXTRACTION: &str = "EMPTY_EXTRACTION";
/// Why a note waits whose steps wait.
pub const STEPS_NEED_REVIEW: &str = "STEPS_NEED_REVIEW";
/// Why a grounded step waits: the patient's or hospital's setting says that all do.
pub const REVIEW_MODE: &str = "REVIEW_MODE";

/// Stores the steps of a note's extraction and, when the rules allow it, puts them in the old plan's place.
///
/// The old plan is superseded only when at least one new step is active; with none, it stays until the doctor has
/// decided. A note that is not QUEUED any more is left as it is, so that a second run changes nothing. When a newer note's
/// plan is in force already, the steps are stored as superseded by it.
///
/// # Errors
/// The database's; nothing is half-changed, since all is in `change`.
pub async fn store_extraction(
    change: &mut Change,
    note: Uuid,
    steps: Vec<PlannedStep>,
    record: ExtractionRecord,
) -> Result<()> {
    let app = change.app().clone();
    let Some((note, patient)) = queued(change, note).await? else { return Ok(()) };
    let day = app.hospital().day_of(&patient, app.now());
    let all_wait =
        patient.extraction_mode.unwrap_or(app.hospital().extraction_mode) == ExtractionMode::Review;
    let newer = newer_plan(change.tx(), &note).await?;
    let key = keyring::data_key(&app, change.tx(), patient.id).await?;
    let mut rows = Vec::with_capacity(steps.len());
    for (ordinal, step) in steps.into_iter().enumerate() {
        let reason = step.review_reason.or(all_wait.then_some(REVIEW_MODE));
        let mut row = new_step(
            &app,
            &key,
            &note,
            i32::try_from(ordinal).unwrap_or(i32::MAX),
            Origin::Extracted,
            &step,
        )?;
        if let Some(newer) = newer {
            row.state = step::State::Superseded;
            row.superseded_by = Some(newer);
            row.closed_at = Some(app.now());
        } else if let Some(reason) = reason {
            row.review_reason = Some(reason.to_owned());
        } else {
            activate(&mut row, day);
        }
        rows.push(row);
    }
    let (empty, active) = (rows.is_empty(), rows.iter().any(|row| row.state == step::State::Active));
    let waiting = rows.iter().any(|row| row.state == step::State::NeedsReview);
    if !empty {
        step::Entity::insert_many(rows.into_iter().map(|row| row.into_active_model().reset_all()))
            .exec_without_returning(change.tx())
            .await?;
    }
    if active {
        replace_plan(change, &note).await?;
    }
    let ends_plan =
        empty && newer.is_none() && step::Entity::open(patient.id).one(change.tx()).await?.is_some();
    let (state, reason) = match (waiting, ends_plan) {
        (true, _) => (State::NeedsReview, Some(STEPS_NEED_REVIEW)),
        (_, true) => (State::NeedsReview, Some(EMPTY_EXTRACTION)),
        _ => (State::Extracted, record.fallback_reason),
    };
    finish_note(change, note.id, state, reason, record).await?;
    let doctor = access::current_doctor(change.tx(), patient.id).await?;
    change.event(event::Kind::StepsExtracted, patient.id, doctor, note.id).await
}

/// Records that a note's extraction failed; the old plan stays.
///
/// # Errors
/// The database's.
pub async fn fail_extraction(
    change: &mut Change,
    note: Uuid,
    reason: &'static str,
    record: ExtractionRecord,
) -> Result<()> {
    let Some((note, patient)) = queued(change, note).await? else { return Ok(()) };
    finish_note(change, note.id, State::Failed, Some(reason), record).await?;
    let doctor = access::current_doctor(change.tx(), patient.id).await?;
    change.event(event::Kind::ExtractionFailed, patient.id, doctor, note.id).await
}

/// Supersedes all open steps of the patient's other notes by this note, once.
///
/// # Errors
/// The database's.
pub(super) async fn replace_plan(change: &Change, note: &note::Model) -> Result<()> {
    if note.plan_replaced_at.is_some() {
        return Ok(());
    }
    let now = change.app().now();
    step::Entity::update_many()
        .col_expr(step::Column::State, Expr::value(step::State::Superseded.to_value()))
        .col_expr(step::Column::SupersededBy, Expr::value(Some(note.id)))
        .col_expr(step::Column::ClosedAt, Expr::value(Some(now)))
        .filter(step::Column::PatientId.eq(note.patient_id))
        .filter(step::Column::NoteId.ne(note.id))
        .filter(step::Column::State.is_in([step::State::Active, step::State::NeedsReview]))
        .exec(change.tx())
        .await?;
    note::Entity::update_many()
        .col_expr(note::Column::PlanReplacedAt, Expr::value(Some(now)))
        .filter(note::Column::Id.eq(note.id))
        .exec(change.tx())
        .await?;
    Ok(())
}

/// The newest note after this one whose plan is in force.
///
/// # Errors
/// The database's.
pub(super) async fn newer_plan(tx: &impl ConnectionTrait, note: &note::Model) -> Result<Option<Uuid>> {
    let newer = note::Entity::of_patient(note.patient_id)
        .filter(note::Column::Id.gt(note.id))
        .filter(note::Column::PlanReplacedAt.is_not_null())
        .order_by_desc(note::Column::Id)
        .one(tx)
        .await?;
    Ok(newer.map(|row| row.id))
}

/// Puts a step in force from `day` on.
pub(super) fn activate(row: &mut step::Model, day: NaiveDate) {
    let first = schedule::later(day, u64::try_from(row.starts_after_days).unwrap_or(0));
    row.state = step::State::Active;
    row.review_reason = None;
    row.scheduled_on = Some(first);
    if row.kind == step::Kind::Plan && !row.as_needed {
        let duration = row.duration_days.and_then(|days| u32::try_from(days).ok());
        row.total =
            schedule::total_check_ins(duration, row.interval_days).and_then(|n| i32::try_from(n).ok());
        row.remaining = row.total;
        row.next_due_on = Some(first);
    }
}

/// A step of `note` that waits for the doctor, sealed.
///
/// # Errors
/// The keyring's.
pub(super) fn new_step(
    app: &App,
    key: &DataKey,
    note: &note::Model,
    ordinal: i32,
    origin: Origin,
    step: &PlannedStep,
) -> Result<step::Model> {
    let (id, patient) = (app.new_id(), note.patient_id);
    let sealed = step.passage.as_ref().map(|(_, _, text)| key.seal(Place::step_passage(id, patient), text));
    let unsigned = |n: u32| i32::try_from(n).ok();
    Ok(step::Model {
        id,
        note_id: note.id,
        patient_id: patient,
        ordinal,
        kind: step.kind,
        origin,
        state: step::State::NeedsReview,
        review_reason: None,
        description_sealed: key.seal(Place::step_description(id, patient), &step.description)?,
        passage_sealed: sealed.transpose()?,
        passage_start: step.passage.as_ref().and_then(|(start, _, _)| unsigned(*start)),
        passage_end: step.passage.as_ref().and_then(|(_, end, _)| unsigned(*end)),
        times_per_day: step.times_per_day.and_then(unsigned),
        interval_days: step.every_days.filter(|days| *days > 1.0),
        as_needed: step.as_needed,
        duration_days: step.duration_days.and_then(unsigned),
        starts_after_days: unsigned(step.starts_after_days).unwrap_or(0),
        total: None,
        remaining: None,
        check_in_count: 0,
        scheduled_on: None,
        next_due_on: None,
        created_at: app.now(),
        closed_at: None,
        superseded_by: None,
    })
}

/// Takes the patient's row and reads the note under it; `None` unless the note is QUEUED.
async fn queued(change: &Change, note: Uuid) -> Result<Option<(note::Model, user::Model)>> {
    let find = || note::Entity::any_unscoped(note).one(change.tx());
    let Some(found) = find().await? else { return Ok(None) };
    let patient = access::lock_patient(change.tx(), found.patient_id).await?;
    let found = find().await?.filter(|note| note.state == State::Queued);
    Ok(found.map(|note| (note, patient)))
}

async fn finish_note(
    change: &Change,
    id: Uuid,
    state: State,
    reason: Option<&'static str>,
    record: ExtractionRecord,
) -> Result<()> {
    let signed = |n: Option<u32>| n.and_then(|n| i32::try_from(n).ok());
    note::ActiveModel {
        id: Unchanged(id),
        state: Set(state),
        reason: Set(reason.map(str::to_owned)),
        extractor: Set(Some(record.extractor.to_owned())),
        model_version: Set(record.model_version),
        prompt_version: Set(record.prompt_version.map(str::to_owned)),
        prompt_tokens: Set(signed(record.prompt_tokens)),
        output_tokens: Set(signed(record.output_tokens)),
        thought_tokens: Set(signed(record.thought_tokens)),
        extraction_ms: Set(i64::try_from(record.took_ms).ok()),
        attempts: Set(i32::try_from(record.attempts).unwrap_or(i32::MAX)),
        extracted_at: Set(Some(change.app().now())),
        ..Default::default()
    }
    .update(change.tx())
    .await?;
    Ok(())
}
