//! What waits for the doctor, from a note's text or a model's answer to the step that is held back and the plan that stays.

use crate::{
    gemini::{Gemini, ended},
    house::House,
};
use aftercare_core::{domain::reasons, on_each_database};
use aftercare_entity::{note, step::State};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

/// Sunday.
const WRITTEN: &str = "2026-11-29T08:00:00Z";

fn sunday() -> DateTime<Utc> {
    WRITTEN.parse().unwrap()
}

/// One plan step, with what is special about it.
fn plan(description: &str, passage: &str, special: &Value) -> Value {
    let mut step = json!({
        "passage": passage, "description": description, "duration_days": null, "times_per_day": null, "every_days": null,
        "as_needed": false, "starts_after_days": 0,
    });
    step.as_object_mut().unwrap().extend(special.as_object().unwrap().clone());
    json!({ "checklist": [], "plan": [step] })
}

fn once(description: &str, passage: &str, starts: u32) -> Value {
    json!({ "checklist": [{ "passage": passage, "description": description, "starts_after_days": starts }], "plan": [] })
}

impl House {
    /// What became of a note that the test hospital's extractor read, and of its first step: its state and why it waits.
    async fn became(&mut self, text: &str) -> (note::State, State, Option<String>) {
        let note = self.note(text).await;
        let first = self.steps().await.into_iter().find(|step| step.note_id == note.id);
        let first = first.unwrap_or_else(|| panic!("no step: {text} ({:?})", note.reason));
        (note.state, first.state, first.review_reason)
    }
}

on_each_database! {
    async fn a_length_that_is_there_and_was_not_read_waits(t: TestApp) {
        let mut house = House::open(t).await;
        house.t.clock.advance_to(sunday());
        let lengths = [
            "three times daily until 1 November 2026", "three times daily until yesterday", "three times daily until 31 April 2028",
            "three times daily for 0 days", "three times daily for 99999 days", "three times daily for some weeks",
            "three times daily x d", "three times daily for __ days", "three times daily for",
        ];
        let english = lengths.map(|length| format!("Take amoxicillin 500 mg {length}"));
        let others = [
            "Tomar amoxicilina 500 mg tres veces al día durante", "Prendre amoxicilline 500 mg trois fois par jour pendant",
            "Amoxicillin 500 mg dreimal täglich für",
        ];
        for text in english.iter().map(String::as_str).chain(others) {
            house.next_patient("Next").await;
            let waits = (note::State::NeedsReview, State::NeedsReview, Some(reasons::LENGTH_UNREAD.to_owned()));
            assert_eq!(house.became(text).await, waits, "{text}");
        }
        for digits in ["for ７ days", "for ٧ days"] {
            house.next_patient("Next").await;
            let text = format!("Take amoxicillin 500 mg three times daily {digits}.");
            assert_eq!(house.became(&text).await, (note::State::Extracted, State::Active, None), "{digits}");
            assert_eq!(house.steps().await.last().unwrap().total, Some(7));
        }
    }

    async fn a_model_that_loses_a_day_a_length_or_a_beginning_is_not_believed(t: TestApp) {
        let mut house = House::open(t).await;
        house.t.clock.advance_to(sunday());
        let weekly = json!({ "every_days": 7 });
        let (frequency, start, length, nothing) =
            (reasons::FREQUENCY_CONTRADICTED, reasons::START_CONTRADICTED, reasons::DURATION_CONTRADICTED, reasons::NO_INSTRUCTION);
        let amoxicillin = "Take amoxicillin 500 mg three times daily for 7 days";
        let thrice = |days: Value| json!({ "times_per_day": 3, "duration_days": days });
        let rows: Vec<(&str, Value, Option<&str>)> = vec![
            ("Take methotrexate 15 mg every Monday.", plan("Methotrexate 15 mg", "Take methotrexate 15 mg every Monday", &weekly), Some(frequency)),
            ("Take methotrexate 15 mg every Monday.",
             plan("Methotrexate 15 mg", "Take methotrexate 15 mg every Monday", &json!({ "every_days": 7, "weekdays": ["monday"] })), None),
            ("Take methotrexate 15 mg every Monday.",
             plan("Methotrexate 15 mg", "Take methotrexate 15 mg every Monday", &json!({ "every_days": 7, "weekdays": ["tuesday"] })), Some(frequency)),
            ("Take warfarin 5 mg daily from 15 December.", plan("Warfarin 5 mg daily", "Take warfarin 5 mg daily from 15 December", &json!({ "times_per_day": 1 })), Some(start)),
            ("Take warfarin 5 mg daily from 15 December.",
             plan("Warfarin 5 mg daily", "Take warfarin 5 mg daily from 15 December", &json!({ "times_per_day": 1, "starts_after_days": 16 })), None),
            ("Restart apixaban 5 mg twice daily in 10 days.", plan("Apixaban 5 mg twice daily", "Restart apixaban 5 mg twice daily in 10 days", &json!({ "times_per_day": 2 })), Some(start)),
            ("Appointment with cardiology in 6 weeks.", once("Appointment with cardiology", "Appointment with cardiology in 6 weeks", 0), Some(start)),
            ("Appointment with cardiology in 6 weeks.", once("Appointment with cardiology", "Appointment with cardiology in 6 weeks", 42), None),
            ("Take amoxicillin 500 mg three times daily for 7 days.", plan("Amoxicillin 500 mg", amoxicillin, &thrice(Value::Null)), Some(length)),
            ("Take amoxicillin 500 mg three times daily for 7 days.", plan("Amoxicillin 500 mg", amoxicillin, &thrice(json!(0))), Some(length)),
            ("Take amoxicillin 500 mg three times daily for 7 days.", plan("Amoxicillin 500 mg", amoxicillin, &thrice(json!(7))), None),
            ("Take one tablet daily.", plan("Take one tablet daily", "Take one tablet daily", &json!({ "times_per_day": 1 })), Some(nothing)),
        ];
        for (text, answer, reason) in rows {
            house.next_patient("Next").await;
            let gemini = Gemini::answering([ended(&answer.to_string(), "STOP")]).await;
            house.extractor = gemini.extractor();
            let (_, state, why) = house.became(text).await;
            let expected = if reason.is_some() { State::NeedsReview } else { State::Active };
            assert_eq!((state, why.as_deref()), (expected, reason), "{text} {answer}");
        }
    }

    async fn what_orders_nothing_ends_no_plan(t: TestApp) {
        let mut house = House::open(t).await;
        house.note("Take ramipril 5 mg daily.").await;
        assert_eq!(house.step_states().await, [State::Active]);
        for words in ["Chest infection", "Routine check", "Smoker", "Atenolol stopped in 2019", "No antibiotics", "Stop"] {
            let answer = plan(words, words, &json!({}));
            let gemini = Gemini::answering([ended(&answer.to_string(), "STOP")]).await;
            house.extractor = gemini.extractor();
            let (_, state, reason) = house.became(&format!("{words}.")).await;
            assert_eq!(state, State::NeedsReview, "{words}");
            let expected = [reasons::NO_INSTRUCTION, reasons::STOPPED, reasons::NEGATED];
            assert!(expected.contains(&reason.as_deref().unwrap_or_default()), "{words}: {reason:?}");
        }
        assert_eq!(house.step_states().await[0], State::Active, "the plan in force stays");
    }

    async fn one_medicine_is_one_step_or_waits(t: TestApp) {
        let mut house = House::open(t).await;
        house.note("Take amoxicillin 500 mg three times daily for 7 days. Amoxicillin 500 mg TDS for 7 days.").await;
        assert_eq!(house.step_states().await, [State::Active]);
        house.next_patient("Peter Example").await;
        house.note("Take amoxicillin 500 mg three times daily for 5 days. Continue amoxicillin for 10 days.").await;
        let rows: Vec<_> = house.steps().await.into_iter().filter(|row| row.patient_id == house.patient.id).collect();
        let why: Vec<_> = rows.iter().map(|row| (row.state, row.review_reason.as_deref())).collect();
        assert_eq!(why, [(State::NeedsReview, Some(reasons::CONTRADICTION)); 2]);
    }
}
