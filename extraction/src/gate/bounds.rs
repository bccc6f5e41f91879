//! The bounds of a step: a number outside refuses the whole answer, and what contradicts itself, or is too long for one step,
//! holds the step back.
//!
//! A 0 where a number may be left out is a model's way of leaving it out.

use crate::{Cycle, DraftStep, GateError, GatedStep, ReviewReason, StepKind};
use chrono::WeekdaySet;

/// Steps of one extraction at most.
pub const MOST_STEPS: usize = 50;
/// Characters of a description at most.
const LONGEST_DESCRIPTION: usize = 200;
/// Days of a length at most.
const LONGEST: i64 = 3650;
/// Times a day at most.
const MOST_TIMES: i64 = 24;
/// Times of day at most.
const MOST_CLOCKS: usize = 24;
/// Days of each half of a cycle at most.
const LONGEST_HALF: i64 = 366;
/// Days of a week.
const WEEK: f64 = 7.0;
/// Two intervals are one up to here, in days ("2.33" is a third of a week).
const CLOSE: f64 = 0.05;
/// Days of an interval at least and at most; more often than daily is said in times a day.
const INTERVAL: std::ops::RangeInclusive<f64> = 1.0..=366.0;

/// The draft as a step without passage, if everything in it is within bounds; it waits where it contradicts itself.
pub fn check(draft: &DraftStep) -> Result<GatedStep, GateError> {
    let plan = draft.kind == StepKind::Plan;
    let (description, is_whole) = description(&draft.description)?;
    let mut step = GatedStep {
        kind: draft.kind,
        description,
        passage: None,
        duration_days: within(draft.duration_days, LONGEST, GateError::DurationOutOfBounds)?,
        times_per_day: within(draft.times_per_day, MOST_TIMES, GateError::FrequencyOutOfBounds)?,
        every_days: interval(draft.every_days)?,
        weekdays: if plan && draft.weekdays != WeekdaySet::ALL { draft.weekdays } else { WeekdaySet::EMPTY },
        cycle: cycle(draft.cycle)?.filter(|_| plan),
        times_of_day: draft.times_of_day.clone(),
        as_needed: draft.as_needed,
        starts_after_days: starts(draft.starts_after_days)?,
        review: None,
    };
    step.times_of_day.sort_unstable();
    step.times_of_day.dedup();
    if step.times_of_day.len() > MOST_CLOCKS {
        return Err(GateError::FrequencyOutOfBounds);
    }
    let agrees = settle_times(&mut step) & settle_weekdays(&mut step);
    step.review = if is_whole {
        (!agrees).then_some(ReviewReason::FrequencyContradicted)
    } else {
        Some(ReviewReason::NotInPassage)
    };
    Ok(step)
}

/// One clean line of bounded length, and whether it is whole: of one that is too long the beginning is left, up to a word's end.
fn description(text: &str) -> Result<(String, bool), GateError> {
    let spaced = |c: char| if c.is_whitespace() { Some(' ') } else { Some(c).filter(|c| !is_hidden(*c)) };
    let shown: String = text.chars().filter_map(spaced).collect();
    let line = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() {
        return Err(GateError::BadDescription);
    }
    let Some((most, _)) = line.char_indices().nth(LONGEST_DESCRIPTION) else { return Ok((line, true)) };
    // One character less, for the sign that something is missing.
    let last = line.char_indices().nth(LONGEST_DESCRIPTION - 1).map_or(most, |(at, _)| at);
    let room = line.get(..last).unwrap_or_default();
    let words = room.rfind(' ').and_then(|end| room.get(..end)).unwrap_or(room);
    Ok((format!("{words}…"), false))
}

/// A count of 1 to `most`, if there is one.
fn within(value: Option<i64>, most: i64, error: GateError) -> Result<Option<u32>, GateError> {
    match value {
        None | Some(0) => Ok(None),
        Some(n) if (1..=most).contains(&n) => Ok(u32::try_from(n).ok()),
        Some(_) => Err(error),
    }
}

fn interval(days: Option<f64>) -> Result<Option<f64>, GateError> {
    match days {
        Some(days) if days.abs() < f64::EPSILON => Ok(None),
        Some(days) if !INTERVAL.contains(&days) => Err(GateError::FrequencyOutOfBounds),
        days => Ok(days),
    }
}

fn starts(days: i64) -> Result<u32, GateError> {
    let bounded = u32::try_from(days).ok().filter(|_| days <= LONGEST);
    bounded.ok_or(GateError::DurationOutOfBounds)
}

fn cycle(halves: Option<(i64, i64)>) -> Result<Option<Cycle>, GateError> {
    let Some((on, off)) = halves else { return Ok(None) };
    let on = within(Some(on), LONGEST_HALF, GateError::FrequencyOutOfBounds)?;
    let off = within(Some(off), LONGEST_HALF, GateError::FrequencyOutOfBounds)?;
    Ok(on.zip(off).map(|(on, off)| Cycle { on, off }))
}

/// Counts the times of day where no count is given; whether the two agree.
fn settle_times(step: &mut GatedStep) -> bool {
    let named = u32::try_from(step.times_of_day.len()).unwrap_or(u32::MAX);
    if named == 0 || step.kind == StepKind::Checklist {
        return true;
    }
    *step.times_per_day.get_or_insert(named) == named
}

/// Derives the interval from the weekdays where none is given; whether the two agree. One weekday may be that of every
/// second or third week.
fn settle_weekdays(step: &mut GatedStep) -> bool {
    let named = step.weekdays.len();
    if named == 0 {
        return true;
    }
    let apart = WEEK / f64::from(named);
    let days = *step.every_days.get_or_insert(apart);
    let weeks = (days / WEEK).round();
    (days - apart).abs() < CLOSE || named == 1 && weeks >= 1.0 && (days - weeks * WEEK).abs() < CLOSE
}

/// Control characters, ends of lines, what turns the direction of writing, and what has no width.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}' | '\u{2028}' | '\u{2029}' | '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}
