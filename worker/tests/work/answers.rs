//! Answers of a model that are odd and can be understood: each becomes the plan it means.

use crate::{
    gemini::{Gemini, ended},
    house::House,
};
use aftercare_core::{clock::Clock, on_each_database};
use aftercare_entity::{
    note::State,
    step::{Kind, Model, State as StepState},
};
use aftercare_worker::extraction::extract_text;
use chrono::{Weekday, WeekdaySet};
use serde_json::{Value, json};
use wiremock::ResponseTemplate;

/// A note with one order of this length.
fn note(length: &str) -> String {
    format!("Take doxycycline 100 mg twice daily for {length}.")
}

/// A note with one order for its day.
const REST: &str = "Rest today.";

/// The steps of `text`, read by a model that gives this answer.
async fn steps(house: &mut House, text: &str, answer: ResponseTemplate) -> (State, Vec<Model>) {
    let gemini = Gemini::answering([answer]).await;
    house.next_patient("Somebody").await;
    house.extractor = gemini.extractor();
    let note = house.note(text).await;
    let mut steps = house.steps().await;
    steps.retain(|step| step.note_id == note.id);
    (note.state, steps)
}

fn task(length: &str, duration: &Value, frequency: &Value) -> Value {
    json!({ "task": "Take doxycycline 100 mg", "passage": note(length), "duration": duration, "frequency": frequency })
}

fn whole(answer: &Value) -> ResponseTemplate {
    ended(&answer.to_string(), "STOP")
}

on_each_database! {
    async fn lengths_in_other_words(t: TestApp) {
        let mut house = House::open(t).await;
        for (length, duration, total) in [
            ("seven days", json!("seven days"), 7),
            ("2 weeks", json!("2 weeks"), 14),
            ("5-7 days", json!("5-7 days"), 7),
            ("10 days", json!(10), 10),
            ("10 days", json!("10"), 10),
            ("2000 days", json!(2000), 2000),
        ] {
            let answer = json!({ "Checklist": [], "Plan": [task(length, &duration, &json!("twice daily"))] });
            let (state, steps) = steps(&mut house, &note(length), whole(&answer)).await;
            assert_eq!(state, State::Extracted, "{duration}");
            assert_eq!((steps[0].total, steps[0].state), (Some(total), StepState::Active), "{duration}");
        }
    }

    async fn what_is_left_out(t: TestApp) {
        let mut house = House::open(t).await;
        let rest = json!({ "task": "Rest today", "passage": "Rest today" });
        let plan = task("7 days", &json!(7), &json!("twice daily"));
        // Plan null, Checklist null, a Checklist of objects.
        let course = note("7 days");
        for (text, answer, kind) in [
            (REST, json!({ "Checklist": [rest], "Plan": null }), Kind::Checklist),
            (&course, json!({ "Checklist": null, "Plan": [plan] }), Kind::Plan),
            (REST, json!({ "Checklist": [rest], "Plan": [] }), Kind::Checklist),
        ] {
            let (state, steps) = steps(&mut house, text, whole(&answer)).await;
            let found: Vec<_> = steps.iter().map(|step| (step.kind, step.state)).collect();
            assert_eq!((state, found), (State::Extracted, vec![(kind, StepState::Active)]), "{answer}");
        }
        // A length or a frequency that the note gives and the answer leaves out waits for the doctor, and so does a text
        // without a passage.
        let no_length = json!({ "Checklist": [], "Plan": [{ "task": "Take doxycycline 100 mg", "frequency": "twice daily",
            "passage": "Take doxycycline 100 mg twice daily for 7 days" }] });
        let no_frequency = json!({ "Checklist": [], "Plan": [task("7 days", &json!(7), &Value::Null)] });
        let no_passage = json!({ "Checklist": ["Rest today"], "Plan": [] });
        for (text, answer, reason) in [
            (&*course, no_length, "DURATION_CONTRADICTED"),
            (&course, no_frequency, "FREQUENCY_CONTRADICTED"),
            (REST, no_passage, "PASSAGE_NOT_FOUND"),
        ] {
            let (state, steps) = steps(&mut house, text, whole(&answer)).await;
            let waits: Vec<_> = steps.iter().map(|step| (step.state, step.review_reason.as_deref())).collect();
            assert_eq!(
                (state, waits),
                (State::NeedsReview, vec![(StepState::NeedsReview, Some(reason))]),
                "{answer}"
            );
        }
    }

    async fn wrappings(t: TestApp) {
        let mut house = House::open(t).await;
        let answer = json!({ "checklist": [], "plan": [task("7 days", &json!(7), &json!("twice daily"))] });
        let (left, right) = { let text = answer.to_string(); let (left, right) = text.split_at(20); (left.to_owned(), right.to_owned()) };
        let parts = |parts: Value| ResponseTemplate::new(200).set_body_json(json!({
            "candidates": [{ "content": { "parts": parts }, "finishReason": "STOP" }]
        }));
        for (name, answer) in [
            ("fenced", ended(&format!("```json\n{answer}\n```"), "STOP")),
            ("with a byte order mark", ended(&format!("\u{feff}{answer}"), "STOP")),
            ("in parts, between thoughts", parts(json!([
                { "text": "{\"plan\": [", "thought": true }, { "text": left }, { "thoughtSignature": "x" }, { "text": right }
            ]))),
            ("in an array", ended(&format!("[{answer}]"), "STOP")),
            ("in prose", ended(&format!("Here is the JSON: {answer} I hope this helps!"), "STOP")),
            ("after thoughts", ended(&format!("<think>Two steps? {{}} No, one.</think>{answer}"), "STOP")),
        ] {
            let (state, steps) = steps(&mut house, &note("7 days"), answer).await;
            assert_eq!((state, steps.len()), (State::Extracted, 1), "{name}");
        }
    }
}

#[tokio::test]
async fn weekdays_clock_times_cycles_and_beginnings_in_looser_forms() {
    let sentences = [
        "Take methotrexate 15 mg every Monday for 8 weeks",
        "Take doxycycline 100 mg at 08:00 and 20:00 for 7 days",
        "Take norethisterone 5 mg once daily, 21 days on then 7 days off",
        "Blood test in 6 weeks",
    ];
    let answer = json!({
        "checklist": [{ "passage": sentences[3], "description": "Blood test", "starts_after_days": "42" }],
        "plan": [
            { "passage": sentences[0], "description": "Take methotrexate 15 mg", "duration_days": 56, "weekdays": "Mon" },
            { "passage": sentences[1], "description": "Take doxycycline 100 mg", "duration_days": 7,
              "times_of_day": ["8:00", "8 pm"], "weekdays": [], "cycle_days_on": 0, "cycle_days_off": null },
            { "passage": sentences[2], "description": "Take norethisterone 5 mg", "times_per_day": 1,
              "cycle_days_on": "21", "cycle_days_off": 7, "weekdays": null, "times_of_day": null },
        ],
    });
    let gemini = Gemini::answering([whole(&answer)]).await;
    let clock = Clock::system();
    let day = "2026-03-01".parse().unwrap();
    let note = sentences.join(".\n") + ".";
    let read = extract_text(&gemini.extractor(), false, &note, day, &clock).await.unwrap();
    let steps: Vec<_> = read.gated.steps.iter().filter(|step| step.review.is_none()).collect();
    let found = |word: &str| steps.iter().find(|step| step.description.contains(word)).copied().expect(word);
    let methotrexate = found("methotrexate");
    assert_eq!(methotrexate.weekdays, WeekdaySet::single(Weekday::Mon));
    assert_eq!((methotrexate.every_days, methotrexate.starts_after_days), (Some(7.0), 0));
    let doxycycline = found("doxycycline");
    let times: Vec<_> = doxycycline.times_of_day.iter().map(ToString::to_string).collect();
    assert_eq!(
        (times, doxycycline.times_per_day),
        (vec!["08:00:00".to_owned(), "20:00:00".to_owned()], Some(2))
    );
    assert_eq!(doxycycline.cycle, None);
    assert_eq!(found("norethisterone").cycle.map(|cycle| (cycle.on, cycle.off)), Some((21, 7)));
    assert_eq!(found("Blood test").starts_after_days, 42);
    assert_eq!(steps.len(), 4);
}
