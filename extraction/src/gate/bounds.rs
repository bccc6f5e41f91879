//! The bounds of a step: what lies outside refuses the whole answer.

use crate::{DraftStep, GateError, GatedStep};

/// Steps of one extraction at most.
pub const MOST_STEPS: usize = 50;
/// Characters of a description at most.
const LONGEST_DESCRIPTION: usize = 200;
/// Days of a length at most.
const LONGEST: i64 = 3650;
/// Times a day at most.
const MOST_TIMES: i64 = 24;
/// Days of an interval at least and at most; more often than daily is said in times a day.
const INTERVAL: std::ops::RangeInclusive<f64> = 1.0..=366.0;

/// The draft as a step without passage, if everything in it is within bounds.
pub fn check(draft: &DraftStep) -> Result<GatedStep, GateError> {
    let description = draft.description.trim().to_owned();
    let characters = description.chars().count();
    if !(1..=LONGEST_DESCRIPTION).contains(&characters) || description.contains(is_hidden) {
        return Err(GateError::BadDescription);
    }
    let within = |value: Option<i64>, most: i64, error: GateError| match value {
        None => Ok(None),
        Some(n) if (1..=most).contains(&n) => Ok(u32::try_from(n).ok()),
        Some(_) => Err(error),
    };
    let duration_days = within(draft.duration_days, LONGEST, GateError::DurationOutOfBounds)?;
    let times_per_day = within(draft.times_per_day, MOST_TIMES, GateError::FrequencyOutOfBounds)?;
    if draft.every_days.is_some_and(|days| !INTERVAL.contains(&days)) {
        return Err(GateError::FrequencyOutOfBounds);
    }
    if !(0..=LONGEST).contains(&draft.starts_after_days) {
        return Err(GateError::DurationOutOfBounds);
    }
    Ok(GatedStep {
        kind: draft.kind,
        description,
        passage: None,
        duration_days,
        times_per_day,
        every_days: draft.every_days,
        weekdays: draft.weekdays,
        cycle: None,
        times_of_day: draft.times_of_day.clone(),
        as_needed: draft.as_needed,
        starts_after_days: u32::try_from(draft.starts_after_days).unwrap_or(0),
        review: None,
    })
}

/// Control characters, ends of lines, and what turns the direction of writing.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}
