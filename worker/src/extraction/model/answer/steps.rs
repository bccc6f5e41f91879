//! From a model's JSON to draft steps: our own form, and the looser ones that models fall back into.
//!
//! Keys are matched whatever their capitals; a list may be null or, if the other one is there, missing; the checklist
//! may be plain texts; a length or a frequency may be words. A missing passage is empty, which the gate holds back.

use super::{
    clock, json,
    scalars::{self, WrongShape, bounded, bounded_interval},
    weekdays,
};
use crate::extraction::model::Reason;
use aftercare_extraction::{DraftStep, StepKind, reading};
use chrono::{NaiveDate, WeekdaySet};
use serde_json::{Map, Value};

/// Days of a length or a beginning at most.
const LONGEST: i64 = 3650;
/// Times a day at most.
const MOST_TIMES: i64 = 24;
/// Days of an interval, or of a half of a cycle, at most.
const LONGEST_INTERVAL: i64 = 366;
/// Fields of one object that are looked at for a name in other capitals.
const MOST_FIELDS: usize = 64;
/// By how much an interval may be rounded beside its weekdays ("2.33").
const ROUNDED: f64 = 0.2;

/// The steps in `text`, in the order of the answer.
pub(super) fn read(text: &str, day: NaiveDate) -> Result<Vec<DraftStep>, Reason> {
    let answer = json::parse(text)?;
    steps(&answer, day).map_err(|WrongShape| Reason::WrongShape)
}

fn steps(answer: &Value, day: NaiveDate) -> Result<Vec<DraftStep>, WrongShape> {
    let answer = match answer {
        Value::Array(one) if one.len() == 1 => &one[0],
        other => other,
    };
    let answer = answer.as_object().ok_or(WrongShape)?;
    let checklist = field(answer, &["checklist"]);
    let plan = field(answer, &["plan"]);
    if checklist.is_none() && plan.is_none() {
        return Err(WrongShape);
    }
    let mut drafts = Vec::new();
    for item in list(checklist)? {
        drafts.push(checklist_step(item, day)?);
    }
    for item in list(plan)? {
        drafts.push(plan_step(item.as_object().ok_or(WrongShape)?, day)?);
    }
    Ok(drafts)
}

fn list(value: Option<&Value>) -> Result<&[Value], WrongShape> {
    match value {
        None | Some(Value::Null) => Ok(&[]),
        Some(Value::Array(items)) => Ok(items),
        Some(_) => Err(WrongShape),
    }
}

fn checklist_step(item: &Value, day: NaiveDate) -> Result<DraftStep, WrongShape> {
    match item {
        Value::String(description) => Ok(draft(StepKind::Checklist, description.clone(), String::new())),
        Value::Object(item) => described(StepKind::Checklist, item, day),
        _ => Err(WrongShape),
    }
}

fn plan_step(item: &Map<String, Value>, day: NaiveDate) -> Result<DraftStep, WrongShape> {
    let days = |words: &str| reading::duration_days(words, day);
    let times = |words: &str| {
        let read = reading::frequency(words).times_per_day;
        // "three" alone; a length is none.
        read.or_else(|| days(&format!("{words} days"))).map(i64::from)
    };
    let duration_days = scalars::duration(field(item, &["duration_days", "duration"]), day)?;
    let (worded_times, worded) = scalars::frequency(field(item, &["frequency"]))?;
    let times_of_day = clock::times(field(item, &["times_of_day", "times", "at"]))?;
    let times_per_day = scalars::whole_or_words(field(item, &["times_per_day"]), times)?.or(worded_times);
    let weekdays = weekdays::named(field(item, &["weekdays", "days_of_week"]))?;
    let every_days = scalars::broken_or_words(field(item, &["every_days"]), |words| every(words, day))?
        .or(worded.every_days);
    let half = |name: &str| {
        let number = scalars::whole_or_words(field(item, &[name]), |words| days(words).map(i64::from))?;
        Ok(bounded(number, LONGEST_INTERVAL))
    };
    Ok(DraftStep {
        duration_days: bounded(duration_days, LONGEST),
        // As many as there are clock times.
        times_per_day: bounded(times_per_day, MOST_TIMES)
            .or(i64::try_from(times_of_day.len()).ok().filter(|n| *n > 0)),
        every_days: interval(every_days, weekdays),
        weekdays,
        cycle: half("cycle_days_on")?.zip(half("cycle_days_off")?),
        times_of_day,
        as_needed: scalars::truth(field(item, &["as_needed"]))? || worded.as_needed,
        ..described(StepKind::Plan, item, day)?
    })
}

/// Days from one due day to the next in words ("weekly", "two"); 0, which is not said, of what is done every day.
fn every(words: &str, day: NaiveDate) -> Option<f64> {
    let read = reading::frequency(words);
    let daily = read.times_per_day.map(|_| 0.0);
    read.every_days.or(daily).or_else(|| reading::duration_days(words, day).map(f64::from))
}

/// Days from one due day to the next; of named weekdays a week divided by their number, also where that is left out or rounded.
fn interval(every_days: Option<f64>, weekdays: WeekdaySet) -> Option<f64> {
    #[expect(clippy::cast_precision_loss, reason = "there are seven")]
    let most = LONGEST_INTERVAL as f64;
    let said = bounded_interval(every_days, most);
    if weekdays.is_empty() {
        return said;
    }
    let own = 7.0 / f64::from(weekdays.len());
    Some(said.filter(|days| *days > 1.0 && (days - own).abs() > ROUNDED).unwrap_or(own))
}

fn described(kind: StepKind, item: &Map<String, Value>, day: NaiveDate) -> Result<DraftStep, WrongShape> {
    let description =
        scalars::text(field(item, &["description", "task", "item", "step"]))?.ok_or(WrongShape)?;
    let passage = scalars::text(field(item, &["passage", "source", "quote"]))?.unwrap_or_default();
    let days = |words: &str| reading::duration_days(words, day).map(i64::from);
    let starts_after_days = scalars::whole_or_words(field(item, &["starts_after_days"]), days)?;
    Ok(DraftStep {
        starts_after_days: bounded(starts_after_days, LONGEST).unwrap_or(0),
        ..draft(kind, description, passage)
    })
}

fn draft(kind: StepKind, description: String, passage: String) -> DraftStep {
    DraftStep { kind, description, passage, ..DraftStep::default() }
}

/// The value of the first of `names` that is there, whatever its capitals, spaces and underscores.
fn field<'a>(object: &'a Map<String, Value>, names: &[&str]) -> Option<&'a Value> {
    let plain = |name: &str| -> String {
        name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    names.iter().find_map(|name| {
        let alike = || object.iter().take(MOST_FIELDS).find(|(key, _)| plain(key) == plain(name));
        object.get(*name).or_else(|| alike().map(|(_, value)| value))
    })
}
