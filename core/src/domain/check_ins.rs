//! Check-ins: what was done, once per step and local day, and taking one back the same day.
//!
//! A check-in lowers what is left by one and moves the next due day on; the last one completes the step. A second one
//! on the same local day is no error and changes nothing, whoever asks and how often at once: the patient's row is
//! taken first, and the database keeps a second row out.
//!
//! As-needed medicine is never due, but taking it may be recorded: at most once a day, and it counts down only where
//! the note gave a length.

use super::{
    access,
    answered::{Answered, Undo},
    at_risk, plan,
    reminders::Slot,
    schedule,
};
use crate::{
    App, Error, Result,
    app::Change,
    database::{insert_all, update_all},
};
use aftercare_entity::{
    check_in::{self, Via},
    event,
    step::{self, Kind, State},
    user,
};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, Condition, IntoActiveModel, QueryFilter, QueryOrder,
};
use std::collections::HashMap;
use uuid::Uuid;

/// What a check-in did.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckedIn {
    /// The patient's local day.
    pub day: NaiveDate,
    /// The check-ins of that day for the steps asked for, new or there already.
    pub check_ins: Vec<check_in::Model>,
    /// Their steps in the same order, as they are now.
    pub steps: Vec<step::Model>,
    /// Of the steps, those that had been checked in before.
    pub already: Vec<Uuid>,
    /// The step asked for, where there is nothing to check in, and why.
    pub not_due: Option<(step::Model, NotDue)>,
}

/// Why a step cannot be checked in: no error, since whoever asks may well not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotDue {
    /// Its day has not come, or an earlier phase of its taper is not over.
    Yet,
    /// All of its check-ins are made.
    Completed,
    /// It was ended, or a newer plan took its place.
    Ended,
}

/// Checks in one plan step of the patient's, or (without one) every plan step due today.
///
/// # Errors
/// As [`check_in_on`].
pub async fn check_in(app: &App, patient: Uuid, step: Option<Uuid>, via: Via) -> Result<CheckedIn> {
    check_in_on(app, patient, None, step, via).await
}

/// Checks in one plan step of the patient's, or (without one) every plan step due, on their local `day`: today, as when it is left
/// out, or, until the next sweep, yesterday, for a phone that was offline at midnight.
///
/// # Errors
/// [`Error::NotFound`] for a step that is not theirs or is held back; [`Error::BadInput`] at `stepId` for a checklist step, and at
/// `day` for any other day.
pub async fn check_in_on(
    app: &App,
    patient: Uuid,
    day: Option<NaiveDate>,
    step: Option<Uuid>,
    via: Via,
) -> Result<CheckedIn> {
    let mut change = app.begin().await?;
    let patient = access::lock_patient(change.tx(), patient).await?;
    let day = open_day(app, &patient, day)?;
    let mut todays = checked_in_on(&change, patient.id, day, step).await?;
    let steps = match step {
        Some(step) => vec![repeated_step(&change, patient.id, step).await?],
        None => due_or_checked(&change, patient.id, day, &todays).await?,
    };
    let mut done =
        CheckedIn { day, check_ins: Vec::new(), steps: Vec::new(), already: Vec::new(), not_due: None };
    let mut counted = Vec::new();
    for step in steps {
        let (check_in, step) = if let Some(there) = todays.remove(&step.id) {
            done.already.push(step.id);
            (there, step)
        } else {
            if let Some(why) = not_due(&change, &step, day).await? {
                done.not_due = Some((step, why));
                continue;
            }
            counted.push(done.steps.len());
            count(app, step, day, via)
        };
        done.check_ins.push(check_in);
        done.steps.push(step);
    }
    let counted: Vec<_> = counted
        .into_iter()
        .filter_map(|at| Some((done.check_ins.get(at)?.clone(), done.steps.get(at)?.clone())))
        .collect();
    if !counted.is_empty() {
        let at = ends_falling_behind(&counted, step.is_none());
        store(&mut change, patient.id, day, counted).await?;
        if let Some(at) = at {
            at_risk::checked_in(&change, patient.id, at).await?;
        }
    }
    change.commit().await?;
    Ok(done)
}

/// Takes today's check-in of a step back: the step is due again as before. A second time changes nothing.
///
/// # Errors
/// [`Error::NotFound`] for a step that is not theirs.
pub async fn undo_check_in(app: &App, patient: Uuid, step: Uuid) -> Result<Answered<Undo, step::Model>> {
    let mut change = app.begin().await?;
    let patient = access::lock_patient(change.tx(), patient).await?;
    let day = app.hospital().day_of(&patient, app.now());
    let step = repeated_step(&change, patient.id, step).await?;
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

/// The check-ins of one day that count, by step.
async fn checked_in_on(
    change: &Change,
    patient: Uuid,
    day: NaiveDate,
    step: Option<Uuid>,
) -> Result<HashMap<Uuid, check_in::Model>> {
    let mut query = check_in::Entity::of_patient(patient).filter(check_in::Column::Day.eq(day));
    if let Some(step) = step {
        query = query.filter(check_in::Column::StepId.eq(step));
    }
    Ok(query.all(change.tx()).await?.into_iter().map(|row| (row.step_id, row)).collect())
}

/// A step that the patient may see and check in.
async fn repeated_step(change: &Change, patient: Uuid, step: Uuid) -> Result<step::Model> {
    let step = super::steps::shown_to(change.tx(), patient, step).await?;
    if step.kind == Kind::Checklist {
        return Err(Error::bad_input("stepId", "this step is done once: use completeStep"));
    }
    Ok(step)
}

/// When the first check-in was made that may end a time in which the patient fell behind. Where all that is due is checked in, and
/// nothing of it was missed, there is no such time.
fn ends_falling_behind(counted: &[(check_in::Model, step::Model)], all: bool) -> Option<DateTime<Utc>> {
    let of_the_plan = || counted.iter().map(|(row, _)| row).filter(|row| row.due_before.is_some());
    let missed = !all || of_the_plan().any(|row| row.due_before.is_some_and(|due| due < row.day));
    of_the_plan().map(|row| row.at).min().filter(|_| missed)
}

/// The plan steps due today, and those of the plan already checked in today.
async fn due_or_checked(
    change: &Change,
    patient: Uuid,
    day: NaiveDate,
    todays: &HashMap<Uuid, check_in::Model>,
) -> Result<Vec<step::Model>> {
    let mut steps = step::Entity::due(patient, day).all(change.tx()).await?;
    if !todays.is_empty() {
        let checked = Condition::all()
            .add(step::Column::Id.is_in(todays.keys().copied()))
            .add(step::Column::AsNeeded.eq(false));
        steps.extend(step::Entity::visible_to_patient(patient).filter(checked).all(change.tx()).await?);
    }
    steps.sort_by_key(|step| step.id);
    steps.dedup_by_key(|step| step.id);
    Ok(steps)
}

/// The day that is checked in.
fn open_day(app: &App, patient: &user::Model, asked: Option<NaiveDate>) -> Result<NaiveDate> {
    let (today, hospital) = (app.hospital().day_of(patient, app.now()), app.hospital());
    let Some(day) = asked.filter(|day| *day != today) else { return Ok(today) };
    let slot = Slot::of(hospital, patient);
    let before_the_sweep = app.now() < slot.on(app, today);
    if before_the_sweep && Some(day) == today.pred_opt() {
        return Ok(day);
    }
    let until = slot.time(hospital).format("%H:%M");
    Err(Error::bad_input(
        "day",
        format!("day must be {today}, which is today, or, until {until}, the day before"),
    ))
}

async fn not_due(change: &Change, step: &step::Model, day: NaiveDate) -> Result<Option<NotDue>> {
    match step.state {
        State::Active => {}
        State::Completed => return Ok(Some(NotDue::Completed)),
        _ => return Ok(Some(NotDue::Ended)),
    }
    // As-needed steps have no due day, only a first one.
    let early = step.next_due_on.or(step.scheduled_on).is_some_and(|from| from > day);
    let waits = early || plan::in_front_of(change, step).await?.is_some();
    Ok(waits.then_some(NotDue::Yet))
}

/// A check-in, and its step as it is after it.
fn count(app: &App, mut step: step::Model, day: NaiveDate, via: Via) -> (check_in::Model, step::Model) {
    let check_in = check_in::Model {
        id: app.new_id(),
        step_id: step.id,
        patient_id: step.patient_id,
        day,
        at: app.now(),
        via,
        due_before: step.next_due_on,
        undone_at: None,
    };
    step.next_due_on = step.next_due_on.map(|_| schedule::next_due_after(&step, day));
    step.check_in_count += 1;
    step.remaining = step.remaining.map(|left| left - 1);
    if step.remaining == Some(0) {
        step.state = State::Completed;
        step.closed_at = Some(app.now());
        step.next_due_on = None;
    }
    (check_in, step)
}

/// Stores check-ins and what they did to their steps: one statement each for all of them. The database refuses a second check-in
/// of a step on one day, should one have come in between though the patient's row was taken.
async fn store(
    change: &mut Change,
    patient: Uuid,
    day: NaiveDate,
    counted: Vec<(check_in::Model, step::Model)>,
) -> Result<()> {
    let doctor = access::current_doctor(change.tx(), patient).await?;
    let rows = counted.iter().map(|(check_in, _)| check_in.clone().into_active_model().reset_all());
    insert_all(change.tx(), rows.collect()).await?;
    update_all(change.tx(), counted.iter().map(|(_, step)| progress(step)).collect()).await?;
    let events = counted.iter().map(|(row, _)| (event::Kind::CheckedIn, patient, doctor, row.id));
    change.events(events).await?;
    for (_, step) in counted.iter().filter(|(_, step)| step.state == State::Completed) {
        plan::move_on(change, doctor, step, day).await?;
    }
    Ok(())
}

/// What a check-in changes in its step.
fn progress(step: &step::Model) -> step::ActiveModel {
    step::ActiveModel {
        id: Unchanged(step.id),
        state: Set(step.state),
        remaining: Set(step.remaining),
        check_in_count: Set(step.check_in_count),
        next_due_on: Set(step.next_due_on),
        closed_at: Set(step.closed_at),
        ..Default::default()
    }
}
