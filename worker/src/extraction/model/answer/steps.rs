//! From a model's JSON to draft steps: our own form, and the looser ones that models fall back into.
//!
//! Keys are matched whatever their capitals; a list may be null or, if the other one is there, missing; the checklist
//! may be plain texts; a length or a frequency may be words. A missing passage is empty, which the gate holds back.

use super::{
    json,
    scalars::{self, WrongShape},
};
use crate::extraction::model::Reason;
use aftercare_extraction::{DraftStep, StepKind};
use chrono::NaiveDate;
use serde_json::{Map, Value};

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
        drafts.push(checklist_step(item)?);
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

fn checklist_step(item: &Value) -> Result<DraftStep, WrongShape> {
    match item {
        Value::String(description) => Ok(draft(StepKind::Checklist, description.clone(), String::new())),
        Value::Object(item) => described(StepKind::Checklist, item),
        _ => Err(WrongShape),
    }
}

fn plan_step(item: &Map<String, Value>, day: NaiveDate) -> Result<DraftStep, WrongShape> {
    let duration_days = scalars::duration(field(item, &["duration_days", "duration"]), day)?;
    let (worded_times, worded) = scalars::frequency(field(item, &["frequency"]))?;
    let times_per_day = scalars::whole(field(item, &["times_per_day"]))?;
    let every_days = scalars::broken(field(item, &["every_days"]))?;
    Ok(DraftStep {
        duration_days,
        times_per_day: times_per_day.or(worded_times),
        every_days: every_days.or(worded.every_days),
        as_needed: scalars::truth(field(item, &["as_needed"]))? || worded.as_needed,
        starts_after_days: scalars::whole(field(item, &["starts_after_days"]))?.unwrap_or(0),
        ..described(StepKind::Plan, item)?
    })
}

fn described(kind: StepKind, item: &Map<String, Value>) -> Result<DraftStep, WrongShape> {
    let description =
        scalars::text(field(item, &["description", "task", "item", "step"]))?.ok_or(WrongShape)?;
    let passage = scalars::text(field(item, &["passage", "source", "quote"]))?.unwrap_or_default();
    Ok(draft(kind, description, passage))
}

fn draft(kind: StepKind, description: String, passage: String) -> DraftStep {
    DraftStep {
        kind,
        description,
        passage,
        duration_days: None,
        times_per_day: None,
        every_days: None,
        as_needed: false,
        starts_after_days: 0,
        ..DraftStep::default()
    }
}

/// The value of the first of `names` that is there, whatever its capitals, spaces and underscores.
fn field<'a>(object: &'a Map<String, Value>, names: &[&str]) -> Option<&'a Value> {
    let plain = |name: &str| -> String {
        name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    names.iter().find_map(|name| {
        object
            .get(*name)
            .or_else(|| object.iter().find(|(key, _)| plain(key) == plain(name)).map(|(_, value)| value))
    })
}
