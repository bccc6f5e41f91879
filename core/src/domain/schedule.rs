//! When a step is due: pure arithmetic on local days, no database, no clock.
//!
//! A plan step is due from `next_due_on` on until it is checked in. A check-in moves that day on: by the interval, or to the
//! next weekday or day of a cycle that fits ([`Pattern`]); a missed day changes nothing. So a course of n check-ins takes as
//! long as it takes, and never two on one day.
//!
//! A later phase of a taper is not due while an earlier one is in force (`taper_id`): whoever misses a day of 40 mg is not
//! reminded of 40 mg and 20 mg on one day.
//!
//! A new plan does not forget what was taken under an old one. A step that comes into force and speaks of the same medicine
//! or activity as an earlier plan step (superseded, completed, cancelled or in force; of whichever note) that was checked in
//! on day d is first due on its own first day or on d and its **own, new interval**, whichever is later:
//! - the same again: a weekly medicine taken on d is due a week after d, not on the day its note was repeated;
//! - weekly became daily: due on d + 1, since the doctor wants it more often from now on;
//! - daily became weekly: due on d + 7. A week lies between two weekly doses, and "daily" may be the very error that the
//!   new note corrects.
//!
//! - on the same weekdays as before, or in the same cycle: on its next fitting day after d, counted as before;
//! - on another single weekday: on its first such day from a week after d on.
//!
//! So what was checked in today is never due again today. How many check-ins are left is counted again. What "the same" means
//! is written in [`super::plan`]; in doubt it is the same, since a dose late does less harm than a weekly one twice.
//!
//! An interval may be a fraction (twice a week = 3.5 days). It is spread so that n check-ins take `floor(n * interval)`
//! days: 3, 4, 3, 4 ... Intervals come from division and from models, so a sum that misses a whole number by less than
//! [`TOLERANCE`] counts as whole.

mod pattern;
mod series;

pub use pattern::{
    Cycle, MOST_WEEKS, Pattern, cycle_of, mean_interval, stored_interval, stored_times, stored_weekdays,
    times_of_day, weekdays_of,
};

pub use series::{Day, LONGEST, WhyDue, series, streak, why_due};

use aftercare_entity::step::{self, Kind, State};
use chrono::{Days, NaiveDate};

/// By how much a sum of fractional intervals may miss a whole number of days.
const TOLERANCE: f64 = 1e-6;

/// Days from one due day to the next: daily unless said otherwise, and never less (several times a day are one
/// check-in).
fn interval(days: Option<f64>) -> f64 {
    days.filter(|days| days.is_finite()).map_or(1.0, |days| days.max(1.0))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to what fits")]
fn whole(days: f64) -> u32 {
    days.clamp(0.0, f64::from(i32::MAX)) as u32
}

/// `day` and `days` more; the last day of the calendar at the worst.
pub fn later(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(NaiveDate::MAX)
}

/// Days from the first due day to the one after `check_ins` check-ins, each made on its day.
fn days_after(check_ins: u32, interval_days: Option<f64>) -> u32 {
    whole((f64::from(check_ins) * interval(interval_days) + TOLERANCE).floor())
}

fn fitting(days: u32, interval_days: Option<f64>) -> u32 {
    whole((f64::from(days) / interval(interval_days) - TOLERANCE).ceil()).max(1)
}

/// The day a step is meant for, counted from `written_on`: neither an appointment nor "from 15 December" moves because its
/// approval took a day. A plan step does not start before it becomes active on the local day `activated_on`.
pub fn first_due_on(
    kind: Kind,
    written_on: NaiveDate,
    activated_on: NaiveDate,
    starts_after_days: u32,
) -> NaiveDate {
    match kind {
        Kind::Plan => activated_on.max(later(written_on, starts_after_days.into())),
        Kind::Checklist => later(written_on, starts_after_days.into()),
    }
}

/// The next due day when a step every `interval_days` that had `check_ins` check-ins gets one more on `day`.
fn due_after(day: NaiveDate, check_ins: u32, interval_days: Option<f64>) -> NaiveDate {
    let gap = days_after(check_ins.saturating_add(1), interval_days) - days_after(check_ins, interval_days);
    later(day, gap.max(1).into())
}

/// Where a new step goes on from an earlier one for the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct GoesOn {
    /// It is not due before this day.
    pub not_before: NaiveDate,
    /// Its weeks or days are counted from this one, as before.
    pub counted_from: Option<NaiveDate>,
}

/// Where a new step of `pattern` goes on `today`, when `earlier`, a step for the same, was last checked in on `day`; where
/// the pattern has not changed, that step's own next day counts as well. After a break of a whole cycle it starts again.
pub fn goes_on_from(day: NaiveDate, earlier: &step::Model, pattern: Pattern, today: NaiveDate) -> GoesOn {
    if !pattern.is_same(Pattern::of(earlier)) {
        return GoesOn { not_before: later(day, pattern.shortest_gap().into()), counted_from: None };
    }
    let goes_on = (today - day).num_days() <= i64::from(pattern.period());
    let counted_from = counted_from(earlier).filter(|_| goes_on);
    let next = |done| if goes_on { pattern.next_after(day, done, counted_from) } else { later(day, 1) };
    let own = next(count(earlier.check_in_count).saturating_sub(1));
    GoesOn { not_before: own.max(next(0)), counted_from: counted_from.filter(|_| pattern.is_counted()) }
}

/// The day from which a step's weeks or days are counted.
pub fn counted_from(step: &step::Model) -> Option<NaiveDate> {
    step.counted_from.or(step.scheduled_on)
}

/// The next due day of a step that gets one more check-in on `day`.
pub fn next_due_after(step: &step::Model, day: NaiveDate) -> NaiveDate {
    Pattern::of(step).next_after(day, count(step.check_in_count), counted_from(step))
}

/// Whether an earlier phase of the step's taper is in force among `steps`, so that it is not due.
pub fn waits_among<'s>(step: &step::Model, steps: impl IntoIterator<Item = &'s step::Model>) -> bool {
    let in_front = |other: &step::Model| {
        other.state == State::Active
            && other.patient_id == step.patient_id
            && other.taper_id == step.taper_id
            && other.starts_after_days < step.starts_after_days
    };
    step.taper_id.is_some() && steps.into_iter().any(in_front)
}

/// Whether the patient is to check this step in on `day`, unless an earlier phase is still in force.
pub fn is_due(step: &step::Model, day: NaiveDate) -> bool {
    is_planned(step) && step.next_due_on.is_some_and(|due| due <= day)
}

/// In force, repeated, and not merely as needed: the steps that are ever due.
fn is_planned(step: &step::Model) -> bool {
    step.state == State::Active && step.kind == Kind::Plan && !step.as_needed
}

fn count(stored: i32) -> u32 {
    u32::try_from(stored).unwrap_or(0)
}

/// The days from `from` on, at most `limit`, on which the step will be due if each is checked in on its day; not before
/// `begins`, when an earlier phase is in front of it until then. Computed, never stored: a missed day moves all that follow.
pub fn upcoming(
    step: &step::Model,
    from: NaiveDate,
    begins: Option<NaiveDate>,
    limit: usize,
) -> Vec<NaiveDate> {
    let Some(next) = step.next_due_on.filter(|_| is_planned(step)) else { return Vec::new() };
    let left = step.remaining.map_or(limit, |left| Ord::min(limit, usize::try_from(left).unwrap_or(0)));
    let pattern = Pattern::of(step);
    let begun = step.check_in_count > 0;
    let (next, counted_from) = match begins.filter(|begins| *begins > next) {
        None => (next, counted_from(step)),
        Some(begins) if begun => (pattern.first_from(begins, counted_from(step)), counted_from(step)),
        Some(begins) => (pattern.first_from(begins, None), Some(pattern.first_from(begins, None))),
    };
    let (mut day, mut done) = (next.max(from), count(step.check_in_count));
    let mut days = Vec::new();
    while days.len() < left && day < NaiveDate::MAX {
        days.push(day);
        day = pattern.next_after(day, done, counted_from);
        done = done.saturating_add(1);
    }
    days
}

/// How a patient keeps up with the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Adherence {
    /// Check-ins there would be if none had been missed; a day that is not over counts once it is checked in.
    pub expected: u32,
    /// Check-ins there are.
    pub done: u32,
    /// Steps that are due today and not checked in.
    pub due: u32,
    /// Days in a row, up to yesterday, on which something due was not done.
    pub days_missed: u32,
}

impl Adherence {
    /// Of the plan steps in force among `steps`, on the patient's local day `today`; what waits for an earlier phase is not
    /// expected yet.
    pub fn of<'s>(steps: impl IntoIterator<Item = &'s step::Model> + Clone, today: NaiveDate) -> Self {
        let all = steps.clone();
        let begun = steps.into_iter().filter(|step| is_planned(step) && !waits_among(step, all.clone()));
        begun.fold(Self::default(), |sum, step| {
            let done = count(step.check_in_count);
            let over = later(today, is_checked_in(step, today).into());
            let since = step.next_due_on.filter(|due| *due <= today);
            let missed = since.and_then(|due| u32::try_from((today - due).num_days()).ok()).unwrap_or(0);
            Self {
                expected: sum.expected + due_before(step, over).max(done),
                done: sum.done + done,
                due: sum.due + u32::from(since.is_some()),
                days_missed: sum.days_missed.max(missed),
            }
        })
    }

    /// Of what was expected, how much was done, in percent, rounded down; `None` when nothing was expected yet.
    pub const fn percent(self) -> Option<u32> {
        match self.expected {
            0 => None,
            expected => Some(self.done * 100 / expected),
        }
    }
}

/// Whether the last check-in that counts was made on `day`.
fn is_checked_in(step: &step::Model, day: NaiveDate) -> bool {
    let before = count(step.check_in_count).checked_sub(1);
    let next = |before| Pattern::of(step).next_after(day, before, counted_from(step));
    before.is_some_and(|before| step.next_due_on == Some(next(before)))
}

/// Due days before `day`, had each been checked in on its day.
fn due_before(step: &step::Model, day: NaiveDate) -> u32 {
    let Some(first) = step.scheduled_on else { return 0 };
    let Some(elapsed) = u32::try_from((day - first).num_days()).ok().filter(|days| *days > 0) else {
        return 0;
    };
    let due = Pattern::of(step).due_days(first, elapsed, counted_from(step));
    Ord::min(step.total.map_or(u32::MAX, count), due)
}

#[cfg(test)]
mod tests;
