//! The phases of a taper: which steps of a note are doses of one medicine, one after the other.
//!
//! Two steps of a note are phases of one taper when they speak of the same medicine or activity ([`super::same`]), the one has a
//! length, and the other begins when it ends. While an earlier phase is in force, a later one is not due: a missed day of
//! 40 mg is made good first, and never are two doses of one taper due on one day. When the last check-in of an earlier phase
//! comes late, the later ones move on with it. A phase that waits for the doctor, or that the doctor ended, holds up nothing.

use super::{PlannedStep, same::Subject};
use crate::{
    Error, Result,
    app::Change,
    domain::schedule::{self, Pattern},
    keyring::{DataKey, Place, Unreadable},
};
use aftercare_entity::{
    event, note,
    step::{self, Kind, State},
};
use chrono::NaiveDate;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    prelude::Expr,
};
use uuid::Uuid;

/// Days by which two phases may be counted apart and still meet.
const SLACK: u32 = 1;

/// What a step is told to be a phase by.
struct Phase {
    id: Uuid,
    subject: Subject,
    /// Repeated, and not merely as needed.
    repeats: bool,
    starts_after_days: u32,
    duration_days: Option<u32>,
}

impl Phase {
    fn of(row: &step::Model, description: &str) -> Self {
        let days = |days: i32| u32::try_from(days).unwrap_or(0);
        Self {
            id: row.id,
            subject: Subject::of(description),
            repeats: row.kind == Kind::Plan && !row.as_needed,
            starts_after_days: days(row.starts_after_days),
            duration_days: row.duration_days.map(days),
        }
    }

    /// Whether `other` begins where this one ends.
    fn meets(&self, other: &Self) -> bool {
        let end = self.duration_days.map(|days| self.starts_after_days.saturating_add(days));
        self.repeats
            && other.repeats
            && self.starts_after_days < other.starts_after_days
            && end.is_some_and(|end| end.abs_diff(other.starts_after_days) <= SLACK)
            && self.subject.is_one_medicine(&other.subject)
    }
}

/// The taper of each phase: the id of its first one; `None` = it is no phase of any.
fn tapers(phases: &[Phase]) -> Vec<Option<Uuid>> {
    let mut by_start: Vec<usize> = (0..phases.len()).collect();
    by_start.sort_by_key(|n| phases.get(*n).map(|phase| phase.starts_after_days));
    let mut tapers = vec![None; phases.len()];
    for n in by_start {
        let Some(phase) = phases.get(n) else { continue };
        let before = phases.iter().position(|other| other.meets(phase));
        let Some((before, first)) = before.and_then(|at| Some((at, phases.get(at)?.id))) else { continue };
        let taper = tapers.get(before).copied().flatten().unwrap_or(first);
        for at in [before, n] {
            if let Some(place) = tapers.get_mut(at) {
                *place = Some(taper);
            }
        }
    }
    tapers
}

/// Writes into each new row of which taper it is a phase; `rows` are those of `steps`, in their order.
pub(super) fn link(rows: &mut [step::Model], steps: &[PlannedStep]) {
    let phases: Vec<_> =
        rows.iter().zip(steps).map(|(row, step)| Phase::of(row, &step.description)).collect();
    for (row, taper) in rows.iter_mut().zip(tapers(&phases)) {
        row.taper_id = taper;
    }
}

/// Tells the phases of `note` apart again, now that its step `changed` is about to be stored with that description.
///
/// # Errors
/// [`Error::BadInput`] when it would never end, and a later phase so never begin; the database's and the keyring's.
pub(in crate::domain) async fn relink(
    change: &Change,
    note: &note::Model,
    key: &DataKey,
    changed: &mut step::Model,
) -> Result<()> {
    let before = changed.taper_id;
    let open = step::Entity::open(note.patient_id)
        .filter(step::Column::NoteId.eq(note.id))
        .filter(step::Column::Origin.eq(step::Origin::Extracted))
        .order_by_asc(step::Column::Ordinal);
    let mut rows = open.all(change.tx()).await?;
    for row in &mut rows {
        if row.id == changed.id {
            row.clone_from(changed);
        }
    }
    if let Some(taper) = before
        && changed.duration_days.is_none()
        && rows
            .iter()
            .any(|row| row.taper_id == Some(taper) && row.starts_after_days > changed.starts_after_days)
    {
        let why =
            "a later phase begins when this one ends: give it a length, or discard the later phase first";
        return Err(Error::bad_input("durationDays", why));
    }
    // One that does not open stays as it is, and the others are told apart without it.
    let phases = rows.iter().filter_map(|row| {
        let place = Place::step_description(row.id, note.patient_id);
        let text = key.open(place, &row.description_sealed).inspect_err(Unreadable::log).ok()?;
        Some((row, Phase::of(row, &text)))
    });
    let (rows, phases): (Vec<_>, Vec<_>) = phases.unzip();
    for (row, taper) in rows.into_iter().zip(tapers(&phases)) {
        if row.id == changed.id {
            changed.taper_id = taper;
        } else if row.taper_id != taper {
            step::Entity::update_many()
                .col_expr(step::Column::TaperId, Expr::value(taper))
                .filter(step::Column::Id.eq(row.id))
                .exec(change.tx())
                .await?;
        }
    }
    Ok(())
}

/// Moves the phases that come after `done`, which was completed by a check-in on the local day `day`, so that none is due
/// too soon after it, and tells patient and doctor.
pub(in crate::domain) async fn move_on(
    change: &mut Change,
    doctor: Option<Uuid>,
    done: &step::Model,
    day: NaiveDate,
) -> Result<()> {
    let Some(taper) = done.taper_id else { return Ok(()) };
    let later = step::Entity::of_patient(done.patient_id)
        .filter(step::Column::TaperId.eq(taper))
        .filter(step::Column::State.eq(State::Active))
        .filter(step::Column::StartsAfterDays.gt(done.starts_after_days));
    for row in later.all(change.tx()).await? {
        let pattern = Pattern::of(&row);
        let start = schedule::goes_on_from(day, done, pattern, day).not_before;
        if row.next_due_on.is_none_or(|due| due >= start) {
            continue;
        }
        let begun = row.check_in_count > 0;
        let first = pattern.first_from(start, schedule::counted_from(&row).filter(|_| begun));
        let mut row = row.into_active_model();
        row.next_due_on = Set(Some(first));
        if !begun {
            row.scheduled_on = Set(Some(first));
            row.counted_from = Set(pattern.counted_from(first));
        }
        let moved = row.update(change.tx()).await?;
        change.event(event::Kind::StepChanged, moved.patient_id, doctor, moved.id).await?;
    }
    Ok(())
}

/// The earlier phase of its taper that is still in force, for which `step` waits.
///
/// # Errors
/// The database's.
pub(in crate::domain) async fn in_front_of(
    change: &Change,
    step: &step::Model,
) -> Result<Option<step::Model>> {
    let Some(taper) = step.taper_id else { return Ok(None) };
    let before = step::Entity::of_patient(step.patient_id)
        .filter(step::Column::TaperId.eq(taper))
        .filter(step::Column::State.eq(State::Active))
        .filter(step::Column::StartsAfterDays.lt(step.starts_after_days));
    Ok(before.order_by_asc(step::Column::StartsAfterDays).one(change.tx()).await?)
}
