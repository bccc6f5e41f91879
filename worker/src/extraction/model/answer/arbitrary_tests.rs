//! No answer, however strange, makes the reader panic.

use super::{document, steps};
use crate::extraction::model::Provider;
use chrono::NaiveDate;
use proptest::prelude::*;
use serde_json::{Value, json};

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day")
}

/// JSON that likes to use the words we look for.
fn any_json() -> impl Strategy<Value = Value> {
    let word = prop_oneof![
        Just("checklist"),
        Just("Plan"),
        Just("plan"),
        Just("task"),
        Just("description"),
        Just("passage"),
        Just("duration"),
        Just("duration_days"),
        Just("frequency"),
        Just("times_per_day"),
        Just("every_days"),
        Just("as_needed"),
        Just("weekdays"),
        Just("times_of_day"),
        Just("cycle_days_on"),
        Just("cycle_days_off"),
        Just("starts_after_days"),
        Just("candidates"),
        Just("content"),
        Just("parts"),
        Just("text"),
        Just("finishReason"),
        Just("choices"),
        Just("message"),
        Just("usageMetadata"),
        Just("promptFeedback"),
        Just("error"),
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        "[0-9,.xX/ -]{0,12}( days| weeks| semanas)?".prop_map(Value::from),
        "(mon|lunes|fr|so|weekend|to|-|[0-9]{1,3}[:.h][0-9]{0,3}| |,){0,6}".prop_map(Value::from),
        Just(json!("STOP")),
    ];
    leaf.prop_recursive(5, 48, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec((word.clone(), inner), 0..6).prop_map(|entries| {
                Value::Object(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
            }),
        ]
    })
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in any::<String>()) {
        let _outcome = steps::read(&text, day());
    }

    #[test]
    fn any_json_is_read_or_refused(value in any_json()) {
        let _steps = steps::read(&value.to_string(), day());
        for provider in Provider::all() {
            let _answer = (provider.protocol().envelope)(&value).map(|envelope| envelope.steps(day()));
        }
    }

    #[test]
    fn any_plan_entry_is_read_or_refused(value in any_json()) {
        let _steps = steps::read(&json!({"checklist": [value], "plan": null}).to_string(), day());
        let entry = json!({"plan": [{"task": "x", "duration": value, "frequency": value, "every_days": value,
            "weekdays": value, "times_of_day": value, "cycle_days_on": value, "cycle_days_off": value,
            "starts_after_days": value}]});
        if let Ok(drafts) = steps::read(&entry.to_string(), day()) {
            for draft in drafts {
                prop_assert!(draft.every_days.is_none_or(|days| (1.0..=366.0).contains(&days)));
                prop_assert!(draft.duration_days.is_none_or(|days| (1..=3650).contains(&days)));
                prop_assert!(draft.times_per_day.is_none_or(|times| (1..=24).contains(&times)));
                prop_assert!((0..=3650).contains(&draft.starts_after_days));
                prop_assert!(draft.cycle.is_none_or(|(on, off)| (1..=366).contains(&on) && (1..=366).contains(&off)));
                prop_assert!(draft.times_of_day.is_sorted() && draft.times_of_day.len() <= 24);
            }
        }
    }

    #[test]
    fn any_bytes_are_json_or_not(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _document = document(&bytes);
    }

    #[test]
    fn a_cut_answer_never_loses_steps_in_silence(cut in 1_usize..200) {
        let whole = json!({"checklist": ["Rest"], "plan": [{"task": "Walk", "duration": "2 weeks"}]}).to_string();
        if let Some(part) = whole.get(..whole.len().saturating_sub(cut)) {
            prop_assert!(steps::read(part, day()).is_err());
        }
    }
}
