//! The phases of a taper: which step of a note comes before which.
//!
//! A step follows another of the same note and the same medicine or activity ([`super::same`]) that has a length and ends
//! when it begins. While the one before is in force, the one that follows is not due: a missed day of 40 mg is made good
//! first, and never are two doses of one taper due on one day. When the last check-in of the one before comes late, the one
//! that follows moves on with it.

use super::{PlannedStep, same::Subject};
use crate::{Result, app::Change, domain::schedule};
use aftercare_entity::{
    event,
    step::{self, Kind, State},
};
use chrono::NaiveDate;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, IntoActiveModel, QueryFilter};
use uuid::Uuid;

/// Days by which two phases may be counted apart and still meet.
const SLACK: u32 = 1;

/// Writes into each row which of the others it follows; `rows` are those of `steps`, in their order.
pub(super) fn link(rows: &mut [step::Model], steps: &[PlannedStep]) {
    let subjects: Vec<_> = steps.iter().map(|planned| Subject::of(&planned.description)).collect();
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    for (n, row) in rows.iter_mut().enumerate() {
        let (Some(step), Some(subject)) = (steps.get(n), subjects.get(n)) else { continue };
        let others = steps.iter().zip(&subjects).zip(&ids);
        let before = others
            .filter(|((other, its), _)| ends_before(other, step) && its.is_same(subject))
            .max_by_key(|((other, _), _)| other.starts_after_days);
        row.follows_id = before.map(|(_, id)| *id);
    }
}

fn ends_before(one: &PlannedStep, other: &PlannedStep) -> bool {
    let repeats = |step: &PlannedStep| step.kind == Kind::Plan && !step.as_needed;
    let end = one.duration_days.map(|days| one.starts_after_days.saturating_add(days));
    repeats(one)
        && repeats(other)
        && one.starts_after_days < other.starts_after_days
        && end.is_some_and(|end| end <= other.starts_after_days.saturating_add(SLACK))
}

/// Moves the phases that follow `done`, a step of `patient` completed on the local day `day`, so that none is due before
/// the day after, and tells patient and doctor.
pub(in crate::domain) async fn move_on(
    change: &mut Change,
    patient: Uuid,
    doctor: Option<Uuid>,
    done: Uuid,
    day: NaiveDate,
) -> Result<()> {
    let following = step::Entity::of_patient(patient)
        .filter(step::Column::FollowsId.eq(done))
        .filter(step::Column::State.eq(State::Active))
        .filter(step::Column::NextDueOn.lte(day));
    for row in following.all(change.tx()).await? {
        let start = schedule::later(day, 1);
        let (pattern, begun) = (schedule::Pattern::of(&row), row.check_in_count > 0);
        let first = pattern.first_from(start, row.counted_from.filter(|_| begun));
        let mut row = row.into_active_model();
        row.next_due_on = Set(Some(first));
        if !begun {
            row.scheduled_on = Set(Some(first));
            row.counted_from = Set(pattern.counted_from(first));
        }
        let moved = row.update(change.tx()).await?;
        change.event(event::Kind::StepChanged, patient, doctor, moved.id).await?;
    }
    Ok(())
}

/// Whether the phase before `step` is still in force.
///
/// # Errors
/// The database's.
pub(in crate::domain) async fn waits(change: &Change, step: &step::Model) -> Result<bool> {
    let Some(before) = step.follows_id else { return Ok(false) };
    let before = step::Entity::of_patient(step.patient_id)
        .filter(step::Column::Id.eq(before))
        .filter(step::Column::State.eq(State::Active));
    Ok(before.one(change.tx()).await?.is_some())
}
