//! Check-ins: one a step and local day; each lowers what is left by one and moves the next due day on.
//!
//! An as-needed step is never due, but a patient may record having taken it: that counts nothing down.

use super::{access, schedule};
use crate::{App, Change, Error, Result};
use aftercare_entity::{
    check_in,
    check_in::Via,
    event, step,
    step::{Kind, State},
    user,
};
use chrono::NaiveDate;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};
use uuid::Uuid;

/// What a check-in did.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckedIn {
    /// The check-ins of today for the steps asked for, new or there already.
    pub check_ins: Vec<check_in::Model>,
    /// Their steps, as they are now.
    pub steps: Vec<step::Model>,
}

/// Checks in one Plan step, or (without one) every Plan step due today.
///
/// A second check-in of a step on the same local day changes nothing and is no error.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::BadInput`] for a Checklist step; [`Error::Conflict`] for a step that is not due yet or no
/// longer in force.
pub async fn check_in(app: &App, patient: Uuid, step: Option<Uuid>, via: Via) -> Result<CheckedIn> {
    let mut change = app.begin().await?;
    let person = access::lock_patient(change.tx(), patient).await?;
    let day = app.hospital().day_of(&person, app.now());
    let steps = match step {
        Some(id) => vec![visible(&change, patient, id).await?],
        None => step::Entity::due(patient, day).order_by_asc(step::Column::Id).all(change.tx()).await?,
    };
    let mut done = CheckedIn { check_ins: Vec::new(), steps: Vec::new() };
    for row in steps {
        let (check_in, row) = match todays(&change, row.id, day).await? {
            Some(there) => (there, row),
            None => count(&mut change, &person, row, day, via).await?,
        };
        done.check_ins.push(check_in);
        done.steps.push(row);
    }
    change.commit().await?;
    Ok(done)
}

/// Takes today's check-in of a step back.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Conflict`] when there is none today, or the step was superseded or cancelled since.
pub async fn undo_check_in(app: &App, patient: Uuid, step: Uuid) -> Result<step::Model> {
    let mut change = app.begin().await?;
    let person = access::lock_patient(change.tx(), patient).await?;
    let day = app.hospital().day_of(&person, app.now());
    let row = visible(&change, patient, step).await?;
    let Some(check_in) = todays(&change, step, day).await? else {
        return Err(Error::Conflict(
            "this step was not checked in today; only today's check-in can be taken back".to_owned(),
        ));
    };
    if !matches!(row.state, State::Active | State::Completed) {
        return Err(Error::Conflict("this step is no longer in force".to_owned()));
    }
    let (remaining, counted) = (row.remaining, row.check_in_count);
    let due_before = check_in.due_before;
    let (check_in_id, mut check_in) = (check_in.id, check_in.into_active_model());
    check_in.undone_at = Set(Some(app.now()));
    check_in.update(change.tx()).await?;
    let mut row = row.into_active_model();
    row.state = Set(State::Active);
    row.closed_at = Set(None);
    row.remaining = Set(remaining.map(|left| left + 1));
    row.check_in_count = Set(counted - 1);
    row.next_due_on = Set(due_before);
    let row = row.update(change.tx()).await?;
    let doctor = access::current_doctor(change.tx(), patient).await?;
    change.event(event::Kind::CheckInUndone, patient, doctor, check_in_id).await?;
    change.commit().await?;
    Ok(row)
}

/// The step, if the patient may see it and it is one that is checked in.
async fn visible(change: &Change, patient: Uuid, id: Uuid) -> Result<step::Model> {
    let found =
        step::Entity::visible_to_patient(patient).filter(step::Column::Id.eq(id)).one(change.tx()).await?;
    let row = found.ok_or(Error::NotFound("step"))?;
    if row.kind == Kind::Checklist {
        return Err(Error::bad_input("stepId", "this step is done once: use completeStep"));
    }
    Ok(row)
}

async fn todays(change: &Change, step: Uuid, day: NaiveDate) -> Result<Option<check_in::Model>> {
    Ok(check_in::Entity::find()
        .filter(check_in::Column::StepId.eq(step))
        .filter(check_in::Column::Day.eq(day))
        .filter(check_in::Column::UndoneAt.is_null())
        .one(change.tx())
        .await?)
}

async fn count(
    change: &mut Change,
    person: &user::Model,
    row: step::Model,
    day: NaiveDate,
    via: Via,
) -> Result<(check_in::Model, step::Model)> {
    if row.state != State::Active {
        return Err(Error::Conflict("this step is no longer in force".to_owned()));
    }
    if let Some(due) = row.next_due_on.filter(|due| *due > day) {
        return Err(Error::Conflict(format!("this step is not due yet; it is due on {due}")));
    }
    let (app, step) = (change.app().clone(), row.id);
    let now = app.now();
    let made = check_in::ActiveModel {
        id: Set(app.new_id()),
        step_id: Set(step),
        patient_id: Set(person.id),
        day: Set(day),
        at: Set(now),
        via: Set(via),
        due_before: Set(row.next_due_on),
        undone_at: Set(None),
    }
    .insert(change.tx())
    .await?;
    let left = row.remaining.map(|left| left - 1);
    let next = row
        .next_due_on
        .map(|_| schedule::due_after(day, u32::try_from(row.check_in_count).unwrap_or(0), row.interval_days));
    let counted = row.check_in_count + 1;
    let mut row = row.into_active_model();
    row.remaining = Set(left);
    row.check_in_count = Set(counted);
    row.next_due_on = Set(next);
    if left == Some(0) {
        row.state = Set(State::Completed);
        row.closed_at = Set(Some(now));
    }
    let row = row.update(change.tx()).await?;
    let doctor = access::current_doctor(change.tx(), person.id).await?;
    change.event(event::Kind::CheckedIn, person.id, doctor, made.id).await?;
    Ok((made, row))
}
