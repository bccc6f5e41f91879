//! No answer, however strange, makes the reader panic.

use super::{ModelAnswer, document, steps};
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
        for provider in [Provider::Gemini, Provider::OpenAi] {
            let _answer = ModelAnswer::read(&provider, &value, day());
        }
    }

    #[test]
    fn any_plan_entry_is_read_or_refused(value in any_json()) {
        let _steps = steps::read(&json!({"checklist": [value], "plan": null}).to_string(), day());
        let entry = json!({"plan": [{"task": "x", "duration": value, "frequency": value, "every_days": value}]});
        if let Ok(drafts) = steps::read(&entry.to_string(), day()) {
            prop_assert!(drafts.iter().all(|draft| draft.every_days.is_none_or(f64::is_finite)));
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
