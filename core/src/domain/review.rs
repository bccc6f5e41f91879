//! Review: the doctor decides on steps that were held back, adds what an extraction missed, and ends what is over.
//!
//! Only the doctor assigned now may; whoever wrote the note. Adding a step speaks for a note's text, so it is for the
//! note's author, while the patient is theirs. Whatever makes the first step of a note active puts its plan in the old
//! one's place (see [`super::plan`]).

mod input;
mod note;
mod settings;

pub use input::{DaysEdit, DueDays, Edit, NewStep, StepEdit};
pub use note::{confirm_plan_end, keep_plan};
pub use settings::{set_extraction_mode, set_no_ai};

use super::{
    access,
    answered::{Add, Answered, Cancel, Review},
    notes, plan,
};
use crate::{
    App, Error, Result,
    app::Change,
    keyring::{self, Place},
};
use aftercare_entity::{
    event,
    note::{self as note_row, State as NoteState},
    step::{self, Origin, State},
    user,
};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, IntoActiveModel, PaginatorTrait, QueryFilter};
use uuid::Uuid;

/// What becomes of a step that waits.
#[derive(Debug, Clone, PartialEq)]
pub enum Decision {
    /// It becomes active, changed as the doctor says (the default changes nothing).
    Approve(StepEdit),
    /// It is cancelled; the patient never sees it.
    Discard,
}

/// What became of a step that a doctor wanted to add.
#[derive(Debug, Clone, PartialEq)]
pub struct Added {
    /// Whose step.
    pub patient: Uuid,
    /// Whether it was added, and if not, why.
    pub status: Add,
    /// The step; `None` unless it was added.
    pub step: Option<step::Model>,
}

/// Decides on a step that waits for the doctor.
///
/// # Errors
/// [`Error::BadInput`] at the field that cannot be; [`Error::NotFound`] unless the step's patient is assigned to this
/// doctor now.
pub async fn review_step(
    app: &App,
    doctor: Uuid,
    step: Uuid,
    decision: Decision,
) -> Result<Answered<Review, step::Model>> {
    let mut change = app.begin().await?;
    let (mut row, patient) = lock_step(&change, doctor, step).await?;
    if row.state != State::NeedsReview {
        return Ok(Answered::new(Review::NotWaiting, row));
    }
    let status = match decision {
        Decision::Discard => {
            close(app, &mut row);
            Review::Discarded
        }
        Decision::Approve(edit) => {
            let description = edit.apply(&mut row)?;
            let key = keyring::data_key(app, change.tx(), patient.id).await?;
            if let Some(description) = description {
                let place = Place::step_description(row.id, patient.id);
                row.description_sealed = key.seal(place, &description)?;
            }
            let note = note_row::Entity::any_unscoped(row.note_id).one(change.tx()).await?;
            let note = note.ok_or(Error::Internal("a step without its note"))?;
            plan::relink(&change, &note, &key, &mut row).await?;
            plan::put_in_force(&change, &note, &patient, &key, &mut row).await?;
            Review::Approved
        }
    };
    let row = row.into_active_model().reset_all().update(change.tx()).await?;
    plan::finish_review(&change, row.note_id).await?;
    change.event(event::Kind::StepChanged, patient.id, Some(doctor), row.id).await?;
    change.commit().await?;
    Ok(Answered::new(status, row))
}

/// Adds a step that the extraction of `doctor`'s note missed; it is active at once.
///
/// # Errors
/// [`Error::BadInput`] at the field that cannot be; [`Error::NotFound`] unless the note is theirs and so is its patient.
pub async fn add_step(app: &App, doctor: Uuid, note: Uuid, new: NewStep) -> Result<Added> {
    let planned = new.check()?;
    let mut change = app.begin().await?;
    let (note, patient) = notes::lock_own_note(change.tx(), doctor, note).await?;
    if note.state == NoteState::Queued {
        return Ok(Added { patient: patient.id, status: Add::BeingExtracted, step: None });
    }
    if plan::newer_plan(change.tx(), &note).await?.is_some() {
        return Ok(Added { patient: patient.id, status: Add::NewerPlan, step: None });
    }
    let key = keyring::data_key(app, change.tx(), patient.id).await?;
    let steps = step::Entity::of_note_unscoped(note.id).count(change.tx()).await?;
    let ordinal = i32::try_from(steps).unwrap_or(i32::MAX);
    let mut row = plan::sealed_row(app, &key, &note, ordinal, Origin::Doctor, &planned)?;
    plan::put_in_force(&change, &note, &patient, &key, &mut row).await?;
    let row = row.into_active_model().reset_all().insert(change.tx()).await?;
    plan::finish_review(&change, note.id).await?;
    change.event(event::Kind::StepChanged, patient.id, Some(doctor), row.id).await?;
    change.commit().await?;
    Ok(Added { patient: patient.id, status: Add::Added, step: Some(row) })
}

/// Ends a step in force. A second time changes nothing.
///
/// # Errors
/// [`Error::NotFound`] unless the step's patient is assigned to this doctor now.
pub async fn cancel_step(app: &App, doctor: Uuid, step: Uuid) -> Result<Answered<Cancel, step::Model>> {
    let mut change = app.begin().await?;
    let (mut row, patient) = lock_step(&change, doctor, step).await?;
    match row.state {
        State::Active => close(app, &mut row),
        State::Cancelled => return Ok(Answered::new(Cancel::AlreadyCancelled, row)),
        State::NeedsReview => return Ok(Answered::new(Cancel::WaitsForReview, row)),
        State::Completed | State::Superseded => return Ok(Answered::new(Cancel::NotInForce, row)),
    }
    let row = row.into_active_model().reset_all().update(change.tx()).await?;
    change.event(event::Kind::StepChanged, patient.id, Some(doctor), row.id).await?;
    change.commit().await?;
    Ok(Answered::new(Cancel::Cancelled, row))
}

fn close(app: &App, row: &mut step::Model) {
    row.state = State::Cancelled;
    row.closed_at = Some(app.now());
    row.next_due_on = None;
}

/// A step of a patient who is the doctor's now, with the patient locked.
async fn lock_step(change: &Change, doctor: Uuid, step: Uuid) -> Result<(step::Model, user::Model)> {
    let found = find(change.tx(), doctor, step).await?;
    let patient = access::lock_as_doctor_of(change.tx(), doctor, found.patient_id, "step").await?;
    // Again, now that nobody else changes it.
    Ok((find(change.tx(), doctor, step).await?, patient))
}

async fn find(tx: &impl ConnectionTrait, doctor: Uuid, step: Uuid) -> Result<step::Model> {
    let found = step::Entity::visible_to_doctor(doctor).filter(step::Column::Id.eq(step)).one(tx).await?;
    found.ok_or(Error::NotFound("step"))
}
