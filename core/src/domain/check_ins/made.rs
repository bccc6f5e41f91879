//! Check-ins as they are made and stored.

use super::Asked;
use crate::{
    App, Change, Result,
    database::{insert_all, update_all},
    domain::{access, at_risk, plan, schedule},
};
use aftercare_entity::{
    check_in, event,
    step::{self, State},
};
use chrono::NaiveDate;
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    IntoActiveModel,
};
use std::collections::HashSet;
use uuid::Uuid;

/// A check-in, and its step as it is after it.
#[derive(Debug, Clone)]
pub(super) struct Made {
    pub check_in: check_in::Model,
    pub step: step::Model,
    /// Made with everything else that was due.
    with_all: bool,
}

impl Made {
    /// Of `step`, which is due on `day`.
    pub fn of(app: &App, mut step: step::Model, day: NaiveDate, asked: Asked) -> Self {
        let check_in = check_in::Model {
            id: app.new_id(),
            step_id: step.id,
            patient_id: step.patient_id,
            day,
            at: app.now(),
            via: asked.via,
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
        Self { check_in, step, with_all: asked.step.is_none() }
    }

    /// Whether it may end a time in which the patient fell behind. Where all that is due is checked in, and nothing of it was missed,
    /// there is no such time; and as-needed medicine is never missed.
    fn may_end_falling_behind(&self) -> bool {
        let missed = |due: NaiveDate| due < self.check_in.day;
        self.check_in.due_before.is_some_and(|due| !self.with_all || missed(due))
    }

    /// What it changes in its step.
    fn progress(&self) -> step::ActiveModel {
        let step = &self.step;
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
}

/// Stores check-ins and what they did to their steps: all of them together, on Postgres in one statement each. The database refuses a second check-in
/// of a step on one day, should one have come in between though the patient's row was taken.
///
/// # Errors
/// The database's.
pub(super) async fn store(change: &mut Change, made: Vec<Made>) -> Result<()> {
    if made.is_empty() {
        return Ok(());
    }
    let patients: HashSet<_> = made.iter().map(|made| made.check_in.patient_id).collect();
    let patients: Vec<_> = patients.into_iter().collect();
    let doctors = access::current_doctors(change.tx(), &patients).await?;
    let rows = made.iter().map(|made| made.check_in.clone().into_active_model().reset_all());
    insert_all(change.tx(), rows.collect()).await?;
    update_all(change.tx(), made.iter().map(Made::progress).collect()).await?;
    let events = made.iter().map(|Made { check_in: row, .. }| {
        (event::Kind::CheckedIn, row.patient_id, doctors.get(&row.patient_id).copied(), row.id)
    });
    change.events(events).await?;
    for Made { step, check_in, .. } in made.iter().filter(|made| made.step.state == State::Completed) {
        let doctor = doctors.get(&step.patient_id).copied();
        plan::move_on(change, doctor, step, check_in.day).await?;
    }
    end_falling_behind(change, &made).await
}

async fn end_falling_behind(change: &Change, made: &[Made]) -> Result<()> {
    let ends = made.iter().filter(|made| made.may_end_falling_behind()).map(|made| made.check_in.patient_id);
    let patients: HashSet<Uuid> = ends.collect();
    let of_plans = made.iter().map(|made| &made.check_in).filter(|row| row.due_before.is_some());
    let of_plans = of_plans.filter(|row| patients.contains(&row.patient_id));
    let Some(first) = of_plans.map(|row| row.at).min() else {
        return Ok(());
    };
    at_risk::checked_in(change, &patients.into_iter().collect::<Vec<_>>(), first).await
}
