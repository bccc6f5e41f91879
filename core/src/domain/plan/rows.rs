//! The row of a step: sealing it, counting its check-ins, putting it in force.

use super::PlannedStep;
use crate::{
    App, Result,
    domain::schedule::{self, GoesOn, Pattern},
    keyring::{DataKey, Place},
};
use aftercare_entity::{
    note,
    step::{self, Kind, Origin, State},
};
use chrono::NaiveDate;

/// What fits the column; the gate's bounds are far below.
pub(in crate::domain) fn short(n: u32) -> i32 {
    i32::try_from(n).unwrap_or(i32::MAX)
}

/// A row for `planned` that waits for the doctor; its texts are sealed for exactly this row.
pub(in crate::domain) fn sealed_row(
    app: &App,
    key: &DataKey,
    note: &note::Model,
    ordinal: i32,
    origin: Origin,
    planned: &PlannedStep,
) -> Result<step::Model> {
    let (id, patient) = (app.new_id(), note.patient_id);
    let passage = planned.passage.as_ref();
    let sealed = passage.map(|(_, _, text)| key.seal(Place::step_passage(id, patient), text)).transpose()?;
    let mut row = step::Model {
        id,
        note_id: note.id,
        patient_id: patient,
        ordinal,
        kind: planned.kind,
        origin,
        state: State::NeedsReview,
        review_reason: None,
        description_sealed: key.seal(Place::step_description(id, patient), &planned.description)?,
        passage_sealed: sealed,
        passage_start: passage.map(|(start, _, _)| short(*start)),
        passage_end: passage.map(|(_, end, _)| short(*end)),
        times_per_day: planned.times_per_day.map(short),
        interval_days: schedule::stored_interval(planned.weekdays, planned.every_days),
        weekdays: schedule::stored_weekdays(planned.weekdays),
        cycle_on_days: planned.cycle.map(|cycle| short(cycle.on)),
        cycle_off_days: planned.cycle.map(|cycle| short(cycle.off)),
        times_of_day: schedule::stored_times(&planned.times_of_day),
        as_needed: planned.as_needed,
        duration_days: planned.duration_days.map(short),
        starts_after_days: short(planned.starts_after_days),
        total: None,
        remaining: None,
        check_in_count: 0,
        scheduled_on: None,
        next_due_on: None,
        counted_from: None,
        taper_id: None,
        created_at: app.now(),
        closed_at: None,
        superseded_by: None,
    };
    let first = Pattern::of(&row).first_from(note.written_on, None);
    count_check_ins(&mut row, first);
    Ok(row)
}

/// Sets how many check-ins the step's length holds from its `first` due day on: "14 days, daily" = 14; "4 weeks, once weekly"
/// = 4. A checklist step and an ongoing one have no number.
fn count_check_ins(row: &mut step::Model, first: NaiveDate) {
    let days = row.duration_days.and_then(|days| u32::try_from(days).ok()).filter(|_| row.kind == Kind::Plan);
    row.total = days.map(|days| short(Pattern::of(row).due_days(first, days, row.counted_from)));
    row.remaining = row.total;
}

/// Puts the step in force on the patient's local day `today`, where it goes on from an earlier one for the same.
pub(super) fn activate(row: &mut step::Model, note: &note::Model, today: NaiveDate, goes_on: Option<GoesOn>) {
    let after = u32::try_from(row.starts_after_days).unwrap_or(0);
    // What a doctor adds by hand is counted from the day on which it is added.
    let written_on = if row.origin == Origin::Doctor { today } else { note.written_on };
    let start = schedule::first_due_on(row.kind, written_on, today, after);
    let is_ever_due = row.kind == Kind::Plan && !row.as_needed;
    let goes_on = goes_on.filter(|_| is_ever_due);
    let start = goes_on.map_or(start, |goes_on| goes_on.not_before.max(start));
    // A beginning that is named begins a cycle.
    let counted_from = goes_on.and_then(|goes_on| goes_on.counted_from).filter(|_| after == 0);
    let pattern = Pattern::of(row);
    let first = pattern.first_from(start, counted_from);
    row.counted_from = counted_from.or_else(|| pattern.counted_from(first));
    count_check_ins(row, first);
    row.state = State::Active;
    row.scheduled_on = Some(first);
    row.next_due_on = Some(first).filter(|_| is_ever_due);
}
