//! Taking today's check-in back.

use super::repeated;
use crate::{
    App, Result,
    domain::{
        access,
        answered::{Answered, Undo},
        at_risk, plan, steps,
    },
};
use aftercare_entity::{
    check_in, event,
    step::{self, State},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, IntoActiveModel, QueryFilter, QueryOrder};
use uuid::Uuid;

/// Takes today's check-in of a step back: the step is due again as before. A second time changes nothing.
///
/// # Errors
/// [`crate::Error::NotFound`] for a step that is not theirs.
pub async fn undo_check_in(app: &App, patient: Uuid, step: Uuid) -> Result<Answered<Undo, step::Model>> {
    let mut change = app.begin().await?;
    let patient = access::lock_patient(change.tx(), patient).await?;
    let day = app.hospital().day_of(&patient, app.now());
    let step = repeated(steps::shown_to(change.tx(), patient.id, step).await?)?;
    let latest = check_in::Entity::of_patient_with_undone(patient.id)
        .filter(check_in::Column::StepId.eq(step.id))
        .filter(check_in::Column::Day.eq(day))
        .order_by_desc(check_in::Column::Id)
        .one(change.tx())
        .await?;
    let Some(check_in) = latest else { return Ok(Answered::new(Undo::NotCheckedIn, step)) };
    if check_in.undone_at.is_some() {
        return Ok(Answered::new(Undo::Undone, step));
    }
    let in_force = matches!(step.state, State::Active | State::Completed);
    if !in_force || plan::is_outdated(change.tx(), &step).await? {
        return Ok(Answered::new(Undo::PlanChanged, step));
    }
    let (id, due_before) = (check_in.id, check_in.due_before);
    let mut undone = check_in.into_active_model();
    undone.undone_at = Set(Some(app.now()));
    undone.update(change.tx()).await?;
    let (remaining, count) = (step.remaining, step.check_in_count);
    let mut row = step.into_active_model();
    row.state = Set(State::Active);
    row.closed_at = Set(None);
    row.next_due_on = Set(due_before);
    row.remaining = Set(remaining.map(|left| left + 1));
    row.check_in_count = Set(count - 1);
    let step = row.update(change.tx()).await?;
    at_risk::undone(&change, patient.id).await?;
    let doctor = access::current_doctor(change.tx(), patient.id).await?;
    change.event(event::Kind::CheckInUndone, patient.id, doctor, id).await?;
    change.commit().await?;
    Ok(Answered::new(Undo::Undone, step))
}
