//! What the command prints of a note: its steps as JSON.

use aftercare_core::domain::reasons;
use aftercare_extraction::{GatedStep, StepKind};
use aftercare_worker::extraction::{FromText, doubt_code, review_code};
use chrono::Weekday;
use serde_json::{Value, json};

const WEEK: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The steps that would be active at once; with `all`, those that wait for the doctor too, each with its reason. Why the
/// note as a whole waits, and why the rules stood in for a model, is said where it is so.
pub(super) fn shown(read: &FromText, all: bool) -> Value {
    let of = |kind| {
        let steps = read.gated.steps.iter().filter(move |step| step.kind == kind);
        steps.filter(move |step| all || step.review.is_none())
    };
    let with_reason = |step: &GatedStep, mut shown: Value| {
        if all {
            let code = step.review.map(review_code);
            shown["review_reason"] = json!(code);
            shown["review_reason_text"] = json!(code.map(reasons::reason_sentence));
        }
        shown
    };
    let checklist: Vec<_> = of(StepKind::Checklist).map(|step| with_reason(step, once(step))).collect();
    let plan: Vec<_> = of(StepKind::Plan).map(|step| with_reason(step, repeated(step))).collect();
    let mut shown = json!({ "checklist": checklist, "plan": plan });
    if let Some(code) = read.fallback_reason {
        shown["fallback_reason"] = json!(code);
    }
    if let Some(doubt) = read.gated.doubt {
        shown["note_waits"] = json!(doubt_code(doubt));
    }
    shown
}

fn once(step: &GatedStep) -> Value {
    json!({
        "description": step.description,
        "passage": passage(step),
        "starts_after_days": step.starts_after_days,
        "times_of_day": times_of_day(step),
    })
}

fn repeated(step: &GatedStep) -> Value {
    json!({
        "description": step.description,
        "passage": passage(step),
        "duration_days": step.duration_days,
        "times_per_day": step.times_per_day,
        "every_days": step.every_days,
        "weekdays": weekdays(step),
        "cycle": step.cycle.map(|cycle| json!({ "days_on": cycle.on, "days_off": cycle.off })),
        "times_of_day": times_of_day(step),
        "as_needed": step.as_needed,
        "starts_after_days": step.starts_after_days,
    })
}

fn passage(step: &GatedStep) -> Option<&str> {
    step.passage.as_ref().map(|passage| passage.text.as_str())
}

/// "monday", "thursday".
fn weekdays(step: &GatedStep) -> Vec<&'static str> {
    let named = step.weekdays.iter(Weekday::Mon).map(|day| WEEK.get(day.num_days_from_monday() as usize));
    named.flatten().copied().collect()
}

/// "08:00", "20:00".
fn times_of_day(step: &GatedStep) -> Vec<String> {
    step.times_of_day.iter().map(|time| time.format("%H:%M").to_string()).collect()
}
