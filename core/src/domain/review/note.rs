//! A note that brought no step while a plan was in force: does the plan end, or go on? The doctor assigned now says, as of
//! every plan; whoever wrote the note, whose text stays its author's. Otherwise nobody could, after a change of doctor.

use crate::{
    App, Error, Result,
    app::Change,
    domain::{
        access,
        answered::{Answered, PlanDecision},
        plan,
    },
};
use aftercare_entity::{
    event,
    note::{self, State},
    step,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, IntoActiveModel, QueryFilter};
use uuid::Uuid;

/// Ends the patient's plan, as a note without steps says: all open steps of older notes are superseded by it.
///
/// # Errors
/// [`Error::NotFound`] unless the note's patient is `doctor`'s now.
pub async fn confirm_plan_end(
    app: &App,
    doctor: Uuid,
    note: Uuid,
) -> Result<Answered<PlanDecision, note::Model>> {
    let mut change = app.begin().await?;
    let (note, held_up) = lock(&change, doctor, note).await?;
    if let Some(why) = held_up {
        return Ok(Answered::new(why, note));
    }
    let (id, patient) = (note.id, note.patient_id);
    plan::replace_plan(&change, &note).await?;
    let mut row = note.into_active_model();
    row.state = Set(State::Extracted);
    row.plan_replaced_at = Set(Some(app.now()));
    let note = row.update(change.tx()).await?;
    change.event(event::Kind::PlanEnded, patient, Some(doctor), id).await?;
    change.commit().await?;
    Ok(Answered::new(PlanDecision::Decided, note))
}

/// Lets the patient's plan go on, though a note brought no steps.
///
/// # Errors
/// Those of [`confirm_plan_end`].
pub async fn keep_plan(app: &App, doctor: Uuid, note: Uuid) -> Result<Answered<PlanDecision, note::Model>> {
    let change = app.begin().await?;
    let (note, held_up) = lock(&change, doctor, note).await?;
    if let Some(why) = held_up {
        return Ok(Answered::new(why, note));
    }
    let mut row = note.into_active_model();
    row.state = Set(State::Extracted);
    let note = row.update(change.tx()).await?;
    change.commit().await?;
    Ok(Answered::new(PlanDecision::Decided, note))
}

/// The note, with its patient locked, and why it cannot be decided on, if so.
async fn lock(change: &Change, doctor: Uuid, note: Uuid) -> Result<(note::Model, Option<PlanDecision>)> {
    let read = async || {
        let found = note::Entity::any_unscoped(note).one(change.tx()).await?;
        found.ok_or(Error::NotFound("note"))
    };
    access::lock_as_doctor_of(change.tx(), doctor, read().await?.patient_id, "note").await?;
    // Again, now that nobody else changes it.
    let note = read().await?;
    if note.state != State::NeedsReview {
        return Ok((note, Some(PlanDecision::NotWaiting)));
    }
    let waiting = step::Entity::of_note_unscoped(note.id)
        .filter(step::Column::State.eq(step::State::NeedsReview))
        .one(change.tx())
        .await?;
    Ok((note, waiting.map(|_| PlanDecision::StepsWait)))
}
