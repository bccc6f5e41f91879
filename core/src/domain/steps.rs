//! Steps: what is to do today, and ticking off what is done once.

use super::{
    access,
    answered::{Answered, Reopen, Tick},
    schedule,
};
use crate::{App, Error, Result};
use aftercare_entity::{
    event,
    step::{self, Kind, State},
};
use chrono::NaiveDate;
use chrono_tz::Tz;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, IntoActiveModel, QueryFilter,
};
use std::collections::HashSet;
use uuid::Uuid;

/// What a patient has to do on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Today {
    /// The patient's local day.
    pub day: NaiveDate,
    /// Plan steps due and not checked in yet.
    pub due: Vec<step::Model>,
    /// Checklist steps open, their day come.
    pub checklist: Vec<step::Model>,
    /// Steps that are there if needed.
    pub as_needed: Vec<step::Model>,
    /// Checked in or ticked off today, whatever became of the step since.
    pub done: Vec<step::Model>,
}

impl Today {
    /// Of a patient's `rows`, of which those in `checked` were checked in on the local day `day`.
    pub(crate) fn of(rows: Vec<step::Model>, day: NaiveDate, zone: Tz, checked: &HashSet<Uuid>) -> Self {
        let closed_today =
            |row: &step::Model| row.closed_at.is_some_and(|at| at.with_timezone(&zone).date_naive() == day);
        let is_done = |row: &step::Model| {
            checked.contains(&row.id) || row.state == State::Completed && closed_today(row)
        };
        let mut today = Self { day, due: vec![], checklist: vec![], as_needed: vec![], done: vec![] };
        let waiting: HashSet<_> =
            rows.iter().filter(|row| schedule::waits_among(row, &rows)).map(|row| row.id).collect();
        for row in rows {
            let waits = waiting.contains(&row.id);
            let begun = row.scheduled_on.is_some_and(|first| first <= day);
            let place = match (row.state, row.kind) {
                (State::Active, Kind::Plan) if row.as_needed && begun => &mut today.as_needed,
                (State::Active, Kind::Plan) if !waits && schedule::is_due(&row, day) => &mut today.due,
                (State::Active, Kind::Checklist) if begun => &mut today.checklist,
                // Also when a newer plan took its place since: it was done today, and its successor is due later.
                _ if is_done(&row) => &mut today.done,
                _ => continue,
            };
            place.push(row);
        }
        today
    }
}

/// One of the patient's steps that is not held back.
pub(super) async fn shown_to(db: &impl ConnectionTrait, patient: Uuid, id: Uuid) -> Result<step::Model> {
    let step = step::Entity::visible_to_patient(patient).filter(step::Column::Id.eq(id)).one(db).await?;
    step.ok_or(Error::NotFound("step"))
}

/// Takes back that a checklist step was ticked off today; one that is open stays as it is.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::BadInput`] at `stepId` for a plan step.
pub async fn uncomplete_step(app: &App, patient: Uuid, id: Uuid) -> Result<Answered<Reopen, step::Model>> {
    let mut change = app.begin().await?;
    let patient = access::lock_patient(change.tx(), patient).await?;
    let step = shown_to(change.tx(), patient.id, id).await?;
    if step.kind == Kind::Plan {
        return Err(Error::bad_input("stepId", "this step is repeated: use undoCheckIn"));
    }
    let hospital = app.hospital();
    let closed_on = step.closed_at.map(|at| hospital.day_of(&patient, at));
    match step.state {
        State::Active => return Ok(Answered::new(Reopen::AlreadyOpen, step)),
        State::Completed if closed_on == Some(hospital.day_of(&patient, app.now())) => {}
        State::Completed => return Ok(Answered::new(Reopen::NotCompletedToday, step)),
        _ => return Ok(Answered::new(Reopen::PlanChanged, step)),
    }
    if super::plan::is_outdated(change.tx(), &step).await? {
        return Ok(Answered::new(Reopen::PlanChanged, step));
    }
    let mut row = step.into_active_model();
    row.state = Set(State::Active);
    row.closed_at = Set(None);
    let step = row.update(change.tx()).await?;
    let doctor = access::current_doctor(change.tx(), patient.id).await?;
    change.event(event::Kind::StepChanged, patient.id, doctor, id).await?;
    change.commit().await?;
    Ok(Answered::new(Reopen::Reopened, step))
}

/// Ticks off a checklist step of the patient's. A second time changes nothing.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::BadInput`] at `stepId` for a plan step.
pub async fn complete_step(app: &App, patient: Uuid, id: Uuid) -> Result<Answered<Tick, step::Model>> {
    let mut change = app.begin().await?;
    let patient = access::lock_patient(change.tx(), patient).await?;
    let step = shown_to(change.tx(), patient.id, id).await?;
    if step.kind == Kind::Plan {
        return Err(Error::bad_input("stepId", "this step is repeated: use checkIn"));
    }
    match step.state {
        State::Active => {}
        State::Completed => return Ok(Answered::new(Tick::AlreadyCompleted, step)),
        _ => return Ok(Answered::new(Tick::NotInForce, step)),
    }
    let mut row = step.into_active_model();
    row.state = Set(State::Completed);
    row.closed_at = Set(Some(app.now()));
    let step = row.update(change.tx()).await?;
    let doctor = access::current_doctor(change.tx(), patient.id).await?;
    change.event(event::Kind::StepCompleted, patient.id, doctor, id).await?;
    change.commit().await?;
    Ok(Answered::new(Tick::Completed, step))
}
