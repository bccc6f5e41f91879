//! Notes on which the rules were wrong once, each with the steps that are right: `tests/rows/cases.jsonl`.
//!
//! A line is a note and `right`: the plan (a word of the description, and its numbers; an interval within half a day) and the
//! checklist (words). `must_not` are words that no step may have.

use aftercare_extraction::{GatedStep, StepKind, extract, gate};
use chrono::NaiveDate;
use serde::Deserialize;

type TestResult = Result<(), Box<dyn std::error::Error>>;

/// A note and what is right.
#[derive(Debug, Deserialize)]
struct Case {
    id: String,
    kind: String,
    note: String,
    right: Right,
    #[serde(default)]
    must_not: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Right {
    plan: Vec<Wanted>,
    checklist: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Wanted {
    keyword: String,
    duration_days: Option<u32>,
    times_per_day: Option<u32>,
    every_days: Option<f64>,
    as_needed: bool,
}

/// Whether the description of `step` has `word`.
fn names(step: &GatedStep, word: &str) -> bool {
    step.description.to_lowercase().contains(&word.to_lowercase())
}

impl Wanted {
    fn is(&self, step: &GatedStep) -> bool {
        let near = match (self.every_days, step.every_days) {
            (Some(a), Some(b)) => (a - b).abs() < 0.5,
            (a, b) => a.is_none() && b.is_none(),
        };
        names(step, &self.keyword)
            && self.duration_days == step.duration_days
            && self.times_per_day == step.times_per_day
            && near
            && self.as_needed == step.as_needed
    }
}

/// The steps that may be acted on, and those that wait.
fn steps_of(note: &str) -> (Vec<GatedStep>, Vec<GatedStep>) {
    let day = NaiveDate::from_ymd_opt(2026, 11, 29).unwrap_or_default();
    let gated = gate(note, day, extract(note, day)).unwrap_or_default();
    gated.steps.into_iter().partition(|step| step.review.is_none())
}

fn mistake(case: &Case) -> Option<String> {
    let (steps, waiting) = steps_of(&case.note);
    let of = |kind: StepKind| steps.iter().filter(move |s| s.kind == kind).collect::<Vec<_>>();
    let (plan, checklist) = (of(StepKind::Plan), of(StepKind::Checklist));
    let right = plan.len() == case.right.plan.len()
        && case.right.plan.iter().all(|wanted| plan.iter().any(|step| wanted.is(step)))
        && checklist.len() == case.right.checklist.len()
        && case.right.checklist.iter().all(|word| checklist.iter().any(|s| names(s, word)))
        && !case.must_not.iter().any(|word| steps.iter().any(|s| names(s, word)));
    let got: Vec<String> = steps
        .iter()
        .chain(&waiting)
        .map(|s| {
            let numbers = (s.duration_days, s.times_per_day, s.every_days, s.as_needed);
            let review = s.review.map_or_else(String::new, |reason| format!(" waits: {reason:?}"));
            format!("\n    got {:?} '{}' {numbers:?}{review}", s.kind, s.description)
        })
        .collect();
    (!right).then(|| format!("{} ({})\n  {}{}", case.id, case.kind, case.note, got.concat()))
}

#[test]
fn what_was_read_wrongly_once_is_read_right() -> TestResult {
    let lines = include_str!("rows/cases.jsonl").lines().filter(|line| !line.is_empty());
    let cases: Vec<Case> = lines.map(serde_json::from_str).collect::<Result<_, _>>()?;
    let wrong: Vec<String> = cases.iter().filter_map(mistake).collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
    Ok(())
}
