//! What a doctor sees of an extraction: how it went and why, in words, whether rules stood in, and what it changed.

use crate::support::house::{House, Person, id};
use aftercare_core::testing::planned::{daily, held_back, once};
use aftercare_core::{
    domain::plan::{self, ExtractionRecord, PlannedStep},
    on_each_database,
};
use aftercare_entity::user::Role;
use serde_json::{Value, json};
use uuid::Uuid;

const CHANGES: &str = "changes { added { description } ended { description note { id } } \
                       kept { before { description duration } now { description duration } } }";

async fn extraction(who: &Person, note: Uuid, fields: &str) -> Value {
    let query = format!(r#"{{ note(id: "{}") {{ extraction {{ {fields} }} }} }}"#, id("note", note));
    who.ask(&query, json!({})).await["note"]["extraction"].take()
}

async fn stand_in(house: &House, note: Uuid, steps: Vec<PlannedStep>) {
    let record = ExtractionRecord {
        extractor: "rules",
        fallback_reason: Some("MODEL_TIMEOUT"),
        attempts: 3,
        ..Default::default()
    };
    let mut change = house.t.app.begin().await.unwrap();
    plan::store_extraction(&mut change, note, steps, record).await.unwrap();
    change.commit().await.unwrap();
}

fn names(changes: &Value, list: &str) -> Vec<String> {
    let steps = changes["changes"][list].as_array().unwrap();
    steps.iter().map(|step| step["description"].as_str().unwrap().to_owned()).collect()
}

on_each_database! {
    async fn an_extraction_says_by_what_and_how_it_went(t: TestApp) {
        let house = House::open(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        let note = house.note(&dora, &paula, "Walk.").await.id;
        let record = ExtractionRecord {
            extractor: "gemini",
            model_version: Some("gemini-x".to_owned()),
            prompt_version: Some("p1"),
            prompt_tokens: Some(11),
            output_tokens: Some(7),
            thought_tokens: Some(3),
            took_ms: 1234,
            attempts: 2,
            fallback_reason: None,
            doubt: None,
            sent_to: None,
        };
        let mut change = house.t.app.begin().await.unwrap();
        plan::store_extraction(&mut change, note, vec![daily("Walk", None)], record).await.unwrap();
        change.commit().await.unwrap();
        let fields = "state reason reasonText fallback extractor modelVersion promptVersion promptTokens outputTokens \
                      thoughtTokens durationMs attempts endedAt planReplacedAt";
        let at = "2026-03-02T08:00:00.000000Z";
        assert_eq!(extraction(&dora, note, fields).await, json!({
            "state": "EXTRACTED", "reason": null, "reasonText": null, "fallback": false, "extractor": "gemini",
            "modelVersion": "gemini-x", "promptVersion": "p1", "promptTokens": 11, "outputTokens": 7, "thoughtTokens": 3,
            "durationMs": 1234, "attempts": 2, "endedAt": at, "planReplacedAt": at,
        }));
    }

    async fn a_failure_says_why_in_words_and_can_be_retried(t: TestApp) {
        let house = House::open(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        let note = house.note(&dora, &paula, "Walk.").await.id;
        assert_eq!(dora.status("retryExtraction", json!({ "noteId": id("note", note) })).await, "NOT_FAILED", "it has not failed");
        house.fail(note, "MODEL_BLOCKED").await;
        let fields = "state reason reasonText fallback changes { added { id } }";
        let failed = json!({
            "state": "FAILED", "reason": "MODEL_BLOCKED", "fallback": false, "changes": null,
            "reasonText": "The language model declined to read this note. Please add its steps by hand.",
        });
        assert_eq!(extraction(&dora, note, fields).await, failed);
        let again = dora.change("retryExtraction", json!({ "noteId": id("note", note) }), "note { state extraction { reason reasonText } }").await;
        assert_eq!(again["note"], json!({ "state": "QUEUED", "extraction": { "reason": null, "reasonText": null } }));
        house.extract(note, vec![daily("Walk", None)]).await;
        assert_eq!(extraction(&dora, note, "state").await["state"], "EXTRACTED");
    }

    async fn a_note_that_waits_for_the_model_says_why_and_that_it_goes_on(t: TestApp) {
        let house = House::open(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        let note = house.note(&dora, &paula, "Walk.").await.id;
        let change = house.t.app.begin().await.unwrap();
        plan::wait_for_extraction(&change, note, "MODEL_RATE_LIMITED", 2).await.unwrap();
        change.commit().await.unwrap();
        let fields = "state reason reasonText attempts fallback";
        assert_eq!(extraction(&dora, note, fields).await, json!({
            "state": "QUEUED", "reason": "MODEL_RATE_LIMITED", "attempts": 2, "fallback": false,
            "reasonText": "The language model was busy with other notes. It will be tried again by itself.",
        }));
        house.extract(note, vec![daily("Walk", None)]).await;
        let seen = extraction(&dora, note, fields).await;
        assert_eq!((&seen["state"], &seen["reason"], &seen["reasonText"]), (&json!("EXTRACTED"), &json!(null), &json!(null)));
    }

    async fn rules_that_stood_in_for_the_model_are_marked(t: TestApp) {
        let house = House::open(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        let fields = "state fallback extractor reason reasonText";
        let note = house.note(&dora, &paula, "Walk.").await.id;
        stand_in(&house, note, vec![daily("Walk", None)]).await;
        assert_eq!(extraction(&dora, note, fields).await, json!({
            "state": "EXTRACTED", "fallback": true, "extractor": "rules", "reason": "MODEL_TIMEOUT",
            "reasonText": "The language model did not answer in time. Retry later.",
        }));
        // Nothing found by a stand-in: the doctor is asked about the plan, and sees who read the note.
        let empty = house.note(&dora, &paula, "All is well.").await.id;
        stand_in(&house, empty, vec![]).await;
        let seen = extraction(&dora, empty, fields).await;
        assert_eq!((&seen["state"], &seen["fallback"], &seen["reason"]), (&json!("NEEDS_REVIEW"), &json!(true), &json!("EMPTY_EXTRACTION")));
        let plain = house.plan(&dora, &paula, vec![daily("Walk", None)]).await.id;
        assert_eq!(extraction(&dora, plain, "fallback").await["fallback"], false);
    }

    async fn a_note_shows_what_it_changed_about_the_plan_before(t: TestApp) {
        let house = House::open(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        let first = house.plan(&dora, &paula, vec![
            daily("Take amoxicillin 500 mg.", Some(5)), daily("Walk", None), once("Call"), held_back(daily("Invented", None)),
        ]).await.id;
        let seen = extraction(&dora, first, CHANGES).await;
        assert_eq!(names(&seen, "added"), ["Take amoxicillin 500 mg.", "Walk", "Call"], "the first plan replaced none");
        assert_eq!((names(&seen, "ended").len(), &seen["changes"]["kept"]), (0, &json!([])));
        paula.ask("mutation { checkIn { day } }", json!({})).await;
        let call = paula.ask("{ viewer { ... on Patient { today { checklist { id } } } } }", json!({})).await;
        let call = &call["viewer"]["today"]["checklist"][0]["id"];
        paula.change("completeStep", json!({ "stepId": call }), "step { id }").await;

        let weekly = PlannedStep { every_days: Some(7.0), ..daily("Walk", None) };
        let second = house.plan(&dora, &paula, vec![
            daily("take Amoxicillin  500 mg", Some(10)), weekly, held_back(daily("Unclear", None)),
        ]).await.id;
        let changed = json!({ "changes": {
            "added": [{ "description": "Walk" }],
            "ended": [{ "description": "Walk", "note": { "id": id("note", first) } }],
            "kept": [{
                "before": { "description": "Take amoxicillin 500 mg.", "duration": 4 },
                "now": { "description": "take Amoxicillin  500 mg", "duration": 10 },
            }],
        } });
        assert_eq!(extraction(&dora, second, CHANGES).await, changed, "done, and never in force, is no part of it");
        assert_eq!(extraction(&paula, second, CHANGES).await, changed);
        // A later note changes nothing about what this one had changed.
        let third = house.plan(&dora, &paula, vec![once("Swim")]).await.id;
        let seen = extraction(&dora, third, CHANGES).await;
        assert_eq!(names(&seen, "ended"), ["take Amoxicillin  500 mg", "Walk"]);
        assert_eq!(extraction(&dora, second, CHANGES).await, changed);
    }

    async fn a_step_goes_on_only_with_the_same_kind_and_frequency(t: TestApp) {
        let house = House::open(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        for (change, goes_on) in [
            (PlannedStep { duration_days: Some(9), every_days: Some(1.0), ..daily("Walk", None) }, true),
            (PlannedStep { times_per_day: Some(3), ..daily("Walk", None) }, false),
            (PlannedStep { times_per_day: None, ..daily("Walk", None) }, false),
            (PlannedStep { every_days: Some(3.5), ..daily("Walk", None) }, false),
            (PlannedStep { as_needed: true, ..daily("Walk", None) }, false),
            (PlannedStep { times_per_day: Some(2), ..once("Walk") }, false),
            (daily("Walk fast", None), false),
        ] {
            house.plan(&dora, &paula, vec![daily("Walk", None)]).await;
            let note = house.plan(&dora, &paula, vec![change.clone()]).await.id;
            let seen = extraction(&dora, note, CHANGES).await;
            assert_eq!(seen["changes"]["kept"].as_array().unwrap().len(), usize::from(goes_on), "{change:?}");
            assert_eq!(names(&seen, "ended").len(), usize::from(!goes_on), "{change:?}");
        }
    }

    async fn a_plan_that_waits_or_came_too_late_changed_nothing(t: TestApp) {
        let house = House::open(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        let late = house.note(&dora, &paula, "Late.").await.id;
        house.plan(&dora, &paula, vec![daily("Walk", None)]).await;
        let waiting = house.plan(&dora, &paula, vec![held_back(daily("Swim", None))]).await.id;
        house.extract(late, vec![daily("Late", None)]).await;
        for note in [late, waiting] {
            assert_eq!(extraction(&dora, note, CHANGES).await["changes"], Value::Null);
        }
        let ids = dora.ask("{ patients { nodes { steps(states: [NEEDS_REVIEW]) { nodes { id } } } } }", json!({})).await;
        let step = &ids["patients"]["nodes"][0]["steps"]["nodes"][0]["id"];
        dora.change("reviewStep", json!({ "stepId": step, "decision": "APPROVE" }), "step { id }").await;
        let seen = extraction(&dora, waiting, CHANGES).await;
        assert_eq!((names(&seen, "added"), names(&seen, "ended")), (vec!["Swim".to_owned()], vec!["Walk".to_owned()]));
    }

    async fn a_plan_that_the_doctor_ended_shows_what_ended(t: TestApp) {
        let house = House::open(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        house.plan(&dora, &paula, vec![daily("Walk", None)]).await;
        let empty = house.plan(&dora, &paula, vec![]).await.id;
        assert_eq!(extraction(&dora, empty, CHANGES).await["changes"], Value::Null, "undecided");
        dora.change("confirmPlanEnd", json!({ "noteId": id("note", empty) }), "note { state }").await;
        let seen = extraction(&dora, empty, CHANGES).await;
        assert_eq!((names(&seen, "added").len(), names(&seen, "ended")), (0, vec!["Walk".to_owned()]));
    }

    async fn a_doctor_sees_steps_of_another_s_note_but_not_the_note(t: TestApp) {
        let house = House::open(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        house.plan(&dora, &paula, vec![daily("Walk", None)]).await;
        let otto = house.person(Role::Doctor, "Otto").await;
        paula.change("selectDoctor", json!({ "doctorId": otto.id() }), "assignedAt").await;
        let note = house.plan(&otto, &paula, vec![daily("Swim", None)]).await.id;
        let seen = extraction(&otto, note, CHANGES).await;
        assert_eq!(seen["changes"]["ended"], json!([{ "description": "Walk", "note": null }]));
    }
}
