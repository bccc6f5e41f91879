//! The plan: storing what an extraction found, and when it takes the old plan's place.
//!
//! One rule covers extraction, review and steps added by hand: **the first step of a note that becomes active supersedes
//! all open steps of the patient's older notes**, in the same transaction. Until then the old plan stays in force. A note
//! that is older than the plan in force replaces nothing: what it brings is stored as superseded, for history.
//!
//! A step that comes into force goes on from what was taken under an earlier one for the same medicine or activity: see
//! [`super::schedule`] for the days, `same.rs` for what is the same.
//!
//! A note is newer when its id is greater ([`super::notes::submit_note`] sees to that).

mod changes;
mod cost;
mod phases;
mod replace;
mod rows;
mod same;
mod sending;
mod taken;

pub use changes::{Changes, Kept};
pub use cost::add_cost;
pub use sending::record_sending;

pub(super) use phases::{in_front_of, move_on, relink};
pub(super) use replace::{finish_review, is_outdated, newer_plan, put_in_force, replace_plan};
pub(super) use rows::{sealed_row, short};
use taken::Taken;

use super::{
    access,
    schedule::{Cycle, Pattern},
};
use crate::{Error, Result, app::Change, keyring};
use aftercare_entity::{
    event, note,
    note::State,
    step::{self, Origin},
    user::{self, ExtractionMode},
};
use chrono::{NaiveTime, WeekdaySet};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, prelude::Expr,
};
use uuid::Uuid;

/// Why a grounded step waits for the doctor: the patient's or the hospital's setting says that all do.
pub const REVIEW_MODE: &str = "REVIEW_MODE";

/// Why a note waits whose extraction found no step while an older plan is in force.
pub const EMPTY_EXTRACTION: &str = "EMPTY_EXTRACTION";

/// Why a note waits whose steps wait, unless a fallback says more.
pub const STEPS_NEED_REVIEW: &str = "STEPS_NEED_REVIEW";

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
    /// The weekdays on which it is due; empty = not by weekdays.
    pub weekdays: WeekdaySet,
    /// Days on and days off; `None` = no pauses.
    pub cycle: Option<Cycle>,
    /// The times of day, where the clock is named.
    pub times_of_day: Vec<NaiveTime>,
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
    /// Tokens read in this attempt; the note keeps the sum of all its attempts.
    pub prompt_tokens: Option<u32>,
    /// Tokens written.
    pub output_tokens: Option<u32>,
    /// Tokens thought.
    pub thought_tokens: Option<u32>,
    /// How long the extraction took, in milliseconds, without the time it waited for its turn.
    pub took_ms: u64,
    /// Attempts so far, this one included.
    pub attempts: u32,
    /// The offline rules stood in for a model that failed for this reason.
    pub fallback_reason: Option<&'static str>,
    /// Why the note waits for its doctor as a whole, whatever its steps.
    pub doubt: Option<&'static str>,
    /// The model that the note was sent to in this attempt, by the name in the settings; `None` = it did not leave the hospital.
    pub sent_to: Option<String>,
}

/// Stores the steps of a note's extraction and, when the rules allow it, puts them in the old plan's place.
///
/// A note that is not queued (any more) is left alone: running a job again after a crash changes nothing.
///
/// # Errors
/// The database's; nothing is half-changed, since all is in `change`.
pub async fn store_extraction(
    change: &mut Change,
    note: Uuid,
    steps: Vec<PlannedStep>,
    record: ExtractionRecord,
) -> Result<()> {
    let Some((note, patient)) = lock_queued(change, note).await? else { return Ok(()) };
    let app = change.app().clone();
    let today = app.hospital().day_of(&patient, app.now());
    let mode = patient.extraction_mode.unwrap_or(app.hospital().extraction_mode);
    let newer = newer_plan(change.tx(), &note).await?;
    let key = keyring::data_key(&app, change.tx(), patient.id).await?;
    let taken = Taken::read(change, &key, patient.id, today).await?;
    let mut rows = Vec::with_capacity(steps.len());
    for (ordinal, planned) in steps.iter().enumerate() {
        let ordinal = i32::try_from(ordinal).unwrap_or(i32::MAX);
        let mut row = sealed_row(&app, &key, &note, ordinal, Origin::Extracted, planned)?;
        let waits_for = planned.review_reason.or((mode == ExtractionMode::Review).then_some(REVIEW_MODE));
        row.review_reason = waits_for.map(str::to_owned);
        if let Some(newer) = newer {
            row.state = step::State::Superseded;
            row.superseded_by = Some(newer);
            row.closed_at = Some(app.now());
        } else if waits_for.is_none() {
            let goes_on = taken.goes_on(&planned.description, Pattern::of(&row));
            rows::activate(&mut row, &note, today, goes_on);
        }
        rows.push(row);
    }
    phases::link(&mut rows, &steps);
    let any = |state| rows.iter().any(|row| row.state == state);
    let (active, waiting) = (any(step::State::Active), any(step::State::NeedsReview));
    // "Nothing to do" never ends a plan by itself.
    let unclear = rows.is_empty() && newer.is_none() && has_older_plan(change, &note).await?;
    if !rows.is_empty() {
        let rows = rows.into_iter().map(|row| row.into_active_model().reset_all());
        step::Entity::insert_many(rows).exec_without_returning(change.tx()).await?;
    }
    if active {
        replace_plan(change, &note).await?;
    }
    let doubt = record.doubt.filter(|_| newer.is_none());
    let waits = waiting || unclear || doubt.is_some();
    let state = if waits { State::NeedsReview } else { State::Extracted };
    let whole = unclear.then_some(EMPTY_EXTRACTION).or(doubt);
    let reason = whole.or(record.fallback_reason).or(waiting.then_some(STEPS_NEED_REVIEW));
    end_extraction(change, note, state, reason, record, event::Kind::StepsExtracted).await
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
    let Some((note, _)) = lock_queued(change, note).await? else { return Ok(()) };
    end_extraction(change, note, State::Failed, Some(reason), record, event::Kind::ExtractionFailed).await
}

/// Records why a note's extraction still waits, and how often it was tried; the note stays queued.
///
/// # Errors
/// The database's.
pub async fn wait_for_extraction(
    change: &Change,
    note: Uuid,
    reason: &'static str,
    attempts: u32,
) -> Result<()> {
    note::Entity::update_many()
        .col_expr(note::Column::Reason, Expr::value(Some(reason)))
        .col_expr(note::Column::Attempts, Expr::value(short(attempts)))
        .filter(note::Column::Id.eq(note))
        .filter(note::Column::State.eq(State::Queued))
        .exec(change.tx())
        .await?;
    Ok(())
}

/// The note and its patient, locked; `None` unless the note is there and waits for its extraction.
async fn lock_queued(change: &Change, note: Uuid) -> Result<Option<(note::Model, user::Model)>> {
    let read = async || note::Entity::any_unscoped(note).one(change.tx()).await;
    let Some(found) = read().await? else { return Ok(None) };
    let patient = match access::lock_patient(change.tx(), found.patient_id).await {
        // Erased meanwhile: nothing waits any more.
        Err(Error::NotFound(_)) => return Ok(None),
        locked => locked?,
    };
    // Again, now that nobody else changes it.
    let found = read().await?.filter(|note| note.state == State::Queued);
    Ok(found.map(|note| (note, patient)))
}

async fn has_older_plan(change: &Change, note: &note::Model) -> Result<bool> {
    let open = step::Entity::open(note.patient_id).filter(step::Column::NoteId.lt(note.id));
    Ok(open.one(change.tx()).await?.is_some())
}

async fn end_extraction(
    change: &mut Change,
    note: note::Model,
    state: State,
    reason: Option<&'static str>,
    record: ExtractionRecord,
    kind: event::Kind,
) -> Result<()> {
    let (id, patient) = (note.id, note.patient_id);
    let tokens = (note.prompt_tokens, note.output_tokens, note.thought_tokens);
    let mut row = note.into_active_model();
    row.state = Set(state);
    row.reason = Set(reason.map(str::to_owned));
    row.extractor = Set(Some(record.extractor.to_owned()).filter(|name| !name.is_empty()));
    row.model_version = Set(record.model_version);
    row.prompt_version = Set(record.prompt_version.map(str::to_owned));
    row.prompt_tokens = Set(cost::sum(tokens.0, record.prompt_tokens));
    row.output_tokens = Set(cost::sum(tokens.1, record.output_tokens));
    row.thought_tokens = Set(cost::sum(tokens.2, record.thought_tokens));
    row.extraction_ms = Set(Some(i64::try_from(record.took_ms).unwrap_or(i64::MAX)));
    row.attempts = Set(short(record.attempts));
    row.fallback = Set(record.fallback_reason.is_some());
    row.extracted_at = Set(Some(change.app().now()));
    row.update(change.tx()).await?;
    let doctor = access::current_doctor(change.tx(), patient).await?;
    change.event(kind, patient, doctor, id).await
}
