//! Fourteen answers that real models gave, and what becomes of each.

use super::steps::read;
use crate::extraction::model::Reason;
use aftercare_extraction::{DraftStep, StepKind};
use chrono::NaiveDate;

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day")
}

fn refused(text: &str) -> Reason {
    read(text, day()).expect_err("no steps in this")
}

fn only(text: &str) -> DraftStep {
    let mut steps = read(text, day()).expect("an answer to understand");
    assert_eq!(steps.len(), 1, "{text}");
    steps.remove(0)
}

fn lasting(duration: &str) -> Option<i64> {
    let text = format!(
        r#"{{"Checklist": [], "Plan": [{{"task": "Take it", "duration": {duration}, "frequency": "daily"}}]}}"#
    );
    let step = only(&text);
    assert_eq!(
        (step.kind, step.description.as_str(), step.passage.as_str()),
        (StepKind::Plan, "Take it", "")
    );
    step.duration_days
}

#[test]
fn n01_nothing() {
    assert_eq!(refused(""), Reason::Empty);
}

#[test]
fn n02_null() {
    assert_eq!(refused("null"), Reason::WrongShape);
}

#[test]
fn n03_an_empty_list() {
    assert_eq!(refused("[]"), Reason::WrongShape);
}

#[test]
fn n04_garbage() {
    assert_eq!(refused("Sorry, I cannot read this."), Reason::NotJson);
}

#[test]
fn n05_plan_null() {
    let step = only(r#"{"Checklist": ["Rest today"], "Plan": null}"#);
    assert_eq!((step.kind, step.description.as_str()), (StepKind::Checklist, "Rest today"));
}

#[test]
fn n06_checklist_null() {
    let step = only(r#"{"Checklist": null, "Plan": [{"task": "Walk", "duration": 7, "frequency": 1}]}"#);
    assert_eq!((step.duration_days, step.times_per_day), (Some(7), Some(1)));
}

#[test]
fn n07_seven_days_in_words() {
    assert_eq!(lasting(r#""seven days""#), Some(7));
}

#[test]
fn n08_two_weeks_are_fourteen_days() {
    assert_eq!(lasting(r#""2 weeks""#), Some(14));
}

#[test]
fn n09_a_range_is_its_upper_end() {
    assert_eq!(lasting(r#""5-7 days""#), Some(7));
}

#[test]
fn n10_a_number() {
    assert_eq!(lasting("10"), Some(10));
    assert_eq!(lasting(r#""10""#), Some(10));
}

#[test]
fn n11_no_duration() {
    let step = only(r#"{"Checklist": [], "Plan": [{"task": "Take it", "frequency": "daily"}]}"#);
    assert_eq!(step.duration_days, None);
    assert_eq!(lasting("null"), None);
}

#[test]
fn n12_frequency_null() {
    let step = only(r#"{"Checklist": [], "Plan": [{"task": "Take it", "duration": 5, "frequency": null}]}"#);
    assert_eq!((step.duration_days, step.times_per_day, step.every_days), (Some(5), None, None));
}

#[test]
fn n13_two_thousand_days_are_handed_on() {
    assert_eq!(lasting("2000"), Some(2000));
    assert_eq!(lasting(r#""2,000 days""#), Some(2000));
}

#[test]
fn n14_a_checklist_of_objects() {
    let step = only(r#"{"Checklist": [{"task": "Blood test", "passage": "FBC tomorrow"}], "Plan": []}"#);
    assert_eq!(
        (step.kind, step.description.as_str(), step.passage.as_str()),
        (StepKind::Checklist, "Blood test", "FBC tomorrow")
    );
}

#[test]
fn our_own_form() {
    let step = only(
        r#"{"checklist": [], "plan": [{"description": "Methotrexate 10 mg", "passage": "MTX 10 mg weekly",
            "duration_days": null, "times_per_day": 1, "every_days": 7, "as_needed": false, "starts_after_days": 2}]}"#,
    );
    assert_eq!((step.duration_days, step.times_per_day, step.every_days), (None, Some(1), Some(7.0)));
    assert_eq!((step.as_needed, step.starts_after_days), (false, 2));
    assert_eq!(read(r#"{"checklist": [], "plan": []}"#, day()), Ok(vec![]));
}

#[test]
fn frequencies_in_words() {
    let step = only(r#"{"PLAN": [{"Task": "Take it", "Duration": "2 weeks", "Frequency": "twice daily"}]}"#);
    assert_eq!((step.duration_days, step.times_per_day), (Some(14), Some(2)));
}

#[test]
fn an_absurd_number_becomes_one_that_its_passage_contradicts_and_a_zero_is_none() {
    for (number, read) in [
        ("0", None),
        ("\"0\"", None),
        ("-5", Some(3650)),
        ("1e15", Some(3650)),
        ("1e300", Some(3650)),
        ("99999999999999999999", Some(3650)),
        (&"9".repeat(5_000), Some(3650)),
        ("1e999", Some(3650)),
    ] {
        assert_eq!(lasting(number), read, "{number}");
    }
    let of = |fields: &str| only(&format!(r#"{{"plan": [{{"task": "x", {fields}}}]}}"#));
    let step = of(r#""times_per_day": 1e15, "every_days": 1e300, "starts_after_days": -1e15"#);
    assert_eq!((step.times_per_day, step.every_days, step.starts_after_days), (Some(24), Some(366.0), 3650));
    let step = of(r#""times_per_day": 0, "every_days": 0, "starts_after_days": 0, "cycle_days_on": 0"#);
    assert_eq!((step.times_per_day, step.every_days, step.starts_after_days), (None, None, 0));
    assert_eq!(
        of(r#""every_days": 0.5"#).every_days,
        Some(366.0),
        "more often than daily is said in times a day"
    );
}

/// A step with these fields.
fn with(fields: &str) -> DraftStep {
    only(&format!(r#"{{"checklist": [], "plan": [{{"task": "Take it", {fields}}}]}}"#))
}

#[test]
fn numbers_in_words_are_read_or_hold_their_step() {
    for (words, times) in [("three", 3), ("twice daily", 2), ("bid", 2), ("whenever", 24)] {
        let step = with(&format!(r#""times_per_day": "{words}""#));
        assert_eq!(step.times_per_day, Some(times), "{words}");
    }
    for (words, days) in [
        ("weekly", Some(7.0)),
        ("every other day", Some(2.0)),
        ("two", Some(2.0)),
        ("daily", None),
        ("none", None),
        ("now and then", Some(366.0)),
    ] {
        let step = with(&format!(r#""every_days": "{words}""#));
        assert_eq!(step.every_days, days, "{words}");
    }
    assert_eq!(with(r#""starts_after_days": "2 weeks""#).starts_after_days, 14);
    assert_eq!(with(r#""starts_after_days": "when told""#).starts_after_days, 3650);
}

#[test]
fn wrong_shapes() {
    for text in [
        "7",
        "\"rest\"",
        "{}",
        "[[]]",
        r#"{"steps": []}"#,
        r#"{"plan": {"task": "x"}, "checklist": []}"#,
        r#"{"plan": ["x"], "checklist": []}"#,
        r#"{"plan": [null], "checklist": []}"#,
        r#"{"plan": [], "checklist": [7]}"#,
        r#"{"plan": [], "checklist": "rest"}"#,
        r#"{"plan": [{"duration": 7}]}"#,
        r#"{"plan": [{"task": ["x"], "duration": 7}]}"#,
        r#"{"plan": [{"task": "x", "duration": [7]}]}"#,
        r#"{"plan": [{"task": "x", "times_per_day": true}]}"#,
        r#"{"plan": [{"task": "x", "passage": 3}]}"#,
        r#"{"plan": [{"task": "x", "as_needed": 3}]}"#,
        r#"{"plan": [{"task": "x", "every_days": {}}]}"#,
        r#"{"plan": [{"task": "x", "weekdays": 3}]}"#,
        r#"{"plan": [{"task": "x", "times_of_day": {}}]}"#,
        r#"{"plan": [{"task": "x", "cycle_days_on": []}]}"#,
    ] {
        assert_eq!(refused(text), Reason::WrongShape, "{text}");
    }
}
