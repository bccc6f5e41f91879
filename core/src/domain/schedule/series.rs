//! Day by day: what was due, and what was done of it.
//!
//! A step is due from a day on until it is checked in, so its past is a row of spans: each check-in ends one that began on the day
//! it was due from (`due_before`), and a step that is due now has one that goes on. A step whose place a newer plan took was due
//! until the day before that. Of a step that the doctor ended only the check-ins count.

use aftercare_entity::{
    check_in,
    step::{self, Kind, State},
};
use chrono::NaiveDate;
use std::collections::HashMap;
use uuid::Uuid;

/// Most days of a series.
pub const LONGEST: usize = 92;

/// One day of a patient's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    /// The patient's local day.
    pub day: NaiveDate,
    /// Steps that were due.
    pub due: u32,
    /// Of these, those that were checked in on this day.
    pub done: u32,
}

impl Day {
    /// Whether something was due, and all of it was done.
    pub const fn is_kept(self) -> bool {
        self.due > 0 && self.done == self.due
    }
}

/// Days on which a step was due, and whether it was done on the last of them.
struct Span {
    from: NaiveDate,
    until: NaiveDate,
    done: bool,
}

/// The last `days` days of a patient up to `today`, oldest first, out of the steps that are or were in force and of the check-ins
/// that count since then. `closed_on` tells on which local day a step was closed.
pub fn series(
    steps: &[step::Model],
    check_ins: &[check_in::Model],
    today: NaiveDate,
    days: usize,
    closed_on: impl Fn(&step::Model) -> Option<NaiveDate>,
) -> Vec<Day> {
    let done = check_ins.iter().filter_map(|row| {
        let from = row.due_before.filter(|from| *from <= row.day)?;
        Some((row.step_id, Span { from, until: row.day, done: true }))
    });
    let open = steps.iter().filter(|step| step.kind == Kind::Plan && !step.as_needed);
    let open = open.filter_map(|step| Some((step.id, open_span(step, steps, today, closed_on(step))?)));
    let mut of: HashMap<Uuid, Vec<Span>> = HashMap::new();
    for (step, span) in done.chain(open) {
        of.entry(step).or_default().push(span);
    }
    let on = |day: NaiveDate| {
        // A step checked in on a day may be due again from that very day only after its check-in was taken back.
        of.values().fold(Day { day, due: 0, done: 0 }, |sum, spans| {
            let due = spans.iter().any(|span| span.from <= day && day <= span.until);
            let done = spans.iter().any(|span| span.done && span.until == day);
            Day { due: sum.due + u32::from(due), done: sum.done + u32::from(done), ..sum }
        })
    };
    let mut of_days: Vec<_> = today_and_before(today).take(days.min(LONGEST)).map(on).collect();
    of_days.reverse();
    of_days
}

fn today_and_before(today: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    std::iter::successors(Some(today), NaiveDate::pred_opt)
}

/// The days on which a step is, or was, due without having been checked in since.
fn open_span(
    step: &step::Model,
    steps: &[step::Model],
    today: NaiveDate,
    closed_on: Option<NaiveDate>,
) -> Option<Span> {
    let from = step.next_due_on?;
    let until = match step.state {
        State::Active if super::waits_among(step, steps) => return None,
        State::Active => today,
        // A phase of a taper that never began was not due either.
        State::Superseded if step.taper_id.is_some() && step.check_in_count == 0 => return None,
        State::Superseded => closed_on?.pred_opt()?,
        State::Completed | State::Cancelled | State::NeedsReview => return None,
    };
    (from <= until).then_some(Span { from, until, done: false })
}

/// How many days in a row, up to the newest that is decided, everything due was done. A day on which nothing was due neither
/// counts nor ends it, and today ends it only once it is over.
pub fn streak(days: &[Day]) -> u32 {
    let mut newest_first = days.iter().rev().peekable();
    newest_first.next_if(|today| today.done < today.due);
    let kept = newest_first.take_while(|day| day.due == 0 || day.is_kept()).filter(|day| day.is_kept());
    u32::try_from(kept.count()).unwrap_or(u32::MAX)
}

/// Whether a step was, is or will be due on a day, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhyDue {
    /// It is due: a reminder of that day lists it.
    Due,
    /// It was due, and was checked in on that day.
    DoneThatDay,
    /// Its day had not come.
    NotYet,
    /// An earlier phase of its taper was not over.
    EarlierPhase,
    /// It is for when it is needed: never due.
    AsNeeded,
    /// It is done once: never mailed.
    Once,
    /// It waits for the doctor.
    HeldBack,
    /// All its check-ins were made.
    Completed,
    /// It was ended, or a newer plan took its place.
    Ended,
}

/// Why `step` was due on `day`, or not; `None` when it was over before that day, so that there is nothing to explain. `done` are the check-ins that count of that day and later ones.
pub fn why_due(
    step: &step::Model,
    steps: &[step::Model],
    done: &[check_in::Model],
    day: NaiveDate,
    closed_on: Option<NaiveDate>,
) -> Option<WhyDue> {
    if step.scheduled_on.is_none() && step.state != State::NeedsReview {
        return None;
    }
    let mut own =
        done.iter().filter(|row| row.step_id == step.id && row.due_before.is_some_and(|from| from <= day));
    let first_after = own.clone().map(|row| row.day).min();
    if own.any(|row| row.day == day) {
        return Some(WhyDue::DoneThatDay);
    }
    let is_over = closed_on.is_some_and(|closed| closed <= day);
    match (step.state, step.kind) {
        (State::NeedsReview, _) => Some(WhyDue::HeldBack),
        (State::Active, Kind::Checklist) => Some(WhyDue::Once),
        (_, Kind::Checklist) => None,
        (State::Active, Kind::Plan) if step.as_needed => Some(WhyDue::AsNeeded),
        (_, Kind::Plan) if step.as_needed => None,
        // It was due then, and was made good later.
        (_, Kind::Plan) if first_after.is_some() => Some(WhyDue::Due),
        (State::Completed, Kind::Plan) if closed_on == Some(day) => Some(WhyDue::Completed),
        (State::Completed | State::Cancelled, Kind::Plan) => {
            if is_over {
                None
            } else {
                Some(WhyDue::Ended)
            }
        }
        (State::Superseded, Kind::Plan) if is_over => {
            if closed_on == Some(day) {
                Some(WhyDue::Ended)
            } else {
                None
            }
        }
        (State::Active, Kind::Plan) if super::waits_among(step, steps) => Some(WhyDue::EarlierPhase),
        (State::Active | State::Superseded, Kind::Plan) => {
            let due = step.next_due_on.is_some_and(|due| due <= day);
            if due { Some(WhyDue::Due) } else { Some(WhyDue::NotYet) }
        }
    }
}
