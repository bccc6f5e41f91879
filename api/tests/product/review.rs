//! What the assigned doctor decides: steps that wait, steps that are missing or over, plans, and how notes are extracted.

use crate::support::house::{House, Person, id};
use aftercare_core::on_each_database;
use aftercare_core::testing::planned::{daily, held_back, once};
use aftercare_core::testing::sea_orm::{EntityTrait, PaginatorTrait};
use aftercare_entity::{job, note, user::Role};
use serde_json::{Value, json};

const STEP: &str = "step { id kind description state duration durationDays scheduledOn \
                    frequency { timesPerDay everyDays asNeeded } note { state } }";

async fn steps(who: &Person, patient: &Person) -> Vec<Value> {
    let query = format!(
        r#"{{ patient(id: "{}") {{ steps {{ nodes {{ id description state }} }} }} }}"#,
        patient.id()
    );
    who.ask(&query, json!({})).await["patient"]["steps"]["nodes"].as_array().unwrap().clone()
}

/// Each step with its state.
async fn states(who: &Person, patient: &Person) -> String {
    let steps = steps(who, patient).await;
    let text = |step: &Value| format!("{} {}", step["description"], step["state"]).replace('"', "");
    steps.iter().map(text).collect::<Vec<_>>().join(", ")
}

async fn waiting(who: &Person, patient: &Person) -> Vec<Value> {
    let steps = steps(who, patient).await;
    steps.iter().filter(|step| step["state"] == "NEEDS_REVIEW").map(|step| step["id"].clone()).collect()
}

fn note_id(note: &note::Model) -> Value {
    json!(id("note", note.id))
}

on_each_database! {
    async fn a_step_that_waits_is_approved_as_it_is(t: TestApp) {
        let house = House::open(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        house.plan(&dora, &paula, vec![held_back(daily("Walk", Some(5))), held_back(daily("Run", None))]).await;
        assert_eq!(states(&paula, &paula).await, "");
        let waiting = waiting(&dora, &paula).await;
        let approved = dora.change("reviewStep", json!({ "stepId": waiting[0], "decision": "APPROVE" }), STEP).await;
        assert_eq!(approved["step"], json!({
            "id": waiting[0], "kind": "PLAN", "description": "Walk", "state": "ACTIVE", "duration": 5, "durationDays": 5,
            "scheduledOn": "2026-03-02", "frequency": { "timesPerDay": 2, "everyDays": null, "asNeeded": false },
            "note": { "state": "NEEDS_REVIEW" },
        }));
        assert_eq!(states(&paula, &paula).await, "Walk ACTIVE");
        let last = dora.change("reviewStep", json!({ "stepId": waiting[1], "decision": "APPROVE" }), STEP).await;
        assert_eq!(last["step"]["note"]["state"], "EXTRACTED", "nothing of the note waits any more");
        let again = dora.status("reviewStep", json!({ "stepId": waiting[0], "decision": "DISCARD" })).await;
        assert_eq!(again, "NOT_WAITING");
    }

    async fn a_step_that_waits_is_approved_with_changes(t: TestApp) {
        let house = House::open(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        house.plan(&dora, &paula, vec![held_back(daily("Walk", Some(5))), held_back(daily("Run", Some(5)))]).await;
        let waiting = waiting(&dora, &paula).await;
        let edit = json!({
            "stepId": waiting[0], "decision": "APPROVE", "description": " Walk slowly ", "timesPerDay": 1,
            "everyDays": 7, "durationDays": 28,
        });
        let edited = dora.change("reviewStep", edit, STEP).await["step"].take();
        assert_eq!((&edited["description"], &edited["duration"], &edited["durationDays"]), (&json!("Walk slowly"), &json!(4), &json!(28)));
        assert_eq!(edited["frequency"], json!({ "timesPerDay": 1, "everyDays": 7.0, "asNeeded": false }));
        // null clears: not said, ongoing.
        let clear = json!({ "stepId": waiting[1], "decision": "APPROVE", "timesPerDay": null, "durationDays": null });
        let cleared = dora.change("reviewStep", clear, STEP).await["step"].take();
        assert_eq!((&cleared["description"], &cleared["duration"], &cleared["frequency"]["timesPerDay"]), (&json!("Run"), &Value::Null, &Value::Null));
        assert_eq!(states(&paula, &paula).await, "Walk slowly ACTIVE, Run ACTIVE");
    }

    async fn a_step_that_waits_is_discarded_and_the_patient_never_sees_it(t: TestApp) {
        let house = House::open(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        house.plan(&dora, &paula, vec![daily("Walk", None), held_back(daily("Invented", None))]).await;
        let step = waiting(&dora, &paula).await.remove(0);
        let both = json!({ "stepId": step, "decision": "DISCARD", "description": "Real" });
        assert_eq!(dora.refused("reviewStep", both).await, "BAD_USER_INPUT input.decision");
        let gone = dora.change("reviewStep", json!({ "stepId": step, "decision": "DISCARD" }), STEP).await;
        assert_eq!((&gone["step"]["state"], &gone["step"]["note"]["state"]), (&json!("CANCELLED"), &json!("EXTRACTED")));
        assert_eq!(states(&dora, &paula).await, "Walk ACTIVE, Invented CANCELLED");
        assert_eq!(states(&paula, &paula).await, "Walk ACTIVE");
    }

    async fn the_old_plan_stays_until_the_first_step_of_the_new_one_is_approved(t: TestApp) {
        let house = House::open(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        house.plan(&dora, &paula, vec![daily("Old", None)]).await;
        let mode = json!({ "patientId": paula.id(), "mode": "REVIEW" });
        let set = dora.change("setExtractionMode", mode, "patient { extractionSettings { mode noAi } }").await;
        assert_eq!(set["patient"]["extractionSettings"], json!({ "mode": "REVIEW", "noAi": false }));
        house.plan(&dora, &paula, vec![daily("New", None), daily("New too", None)]).await;
        assert_eq!(states(&paula, &paula).await, "Old ACTIVE");
        let waiting = waiting(&dora, &paula).await;
        dora.change("reviewStep", json!({ "stepId": waiting[0], "decision": "APPROVE" }), STEP).await;
        assert_eq!(states(&dora, &paula).await, "Old SUPERSEDED, New ACTIVE, New too NEEDS_REVIEW");
        assert_eq!(states(&paula, &paula).await, "Old SUPERSEDED, New ACTIVE");
        let mode = json!({ "patientId": paula.id(), "mode": null });
        dora.change("setExtractionMode", mode, "patient { name }").await;
        house.plan(&dora, &paula, vec![daily("Newest", None)]).await;
        assert_eq!(states(&paula, &paula).await, "Old SUPERSEDED, New SUPERSEDED, Newest ACTIVE", "as the hospital does");
    }

    async fn a_missing_step_is_added_and_active_at_once(t: TestApp) {
        let house = House::open(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        let note = house.plan(&dora, &paula, vec![daily("Walk", None)]).await;
        let input = json!({
            "noteId": note_id(&note), "kind": "PLAN", "description": "Swim", "timesPerDay": 1, "everyDays": 3.5,
            "durationDays": 14, "startsAfterDays": 2,
        });
        let added = dora.change("addStep", input, STEP).await["step"].take();
        assert_eq!((&added["state"], &added["duration"], &added["scheduledOn"]), (&json!("ACTIVE"), &json!(4), &json!("2026-03-04")));
        let input = json!({ "noteId": note_id(&note), "kind": "CHECKLIST", "description": "Call" });
        assert_eq!(dora.change("addStep", input, STEP).await["step"]["kind"], "CHECKLIST");
        assert_eq!(states(&paula, &paula).await, "Walk ACTIVE, Swim ACTIVE, Call ACTIVE");
        let passage = "{ viewer { ... on Patient { steps(first: 2) { nodes { passage { text } } } } } }";
        let shown = paula.ask(passage, json!({})).await;
        assert_eq!(shown["viewer"]["steps"]["nodes"], json!([{ "passage": { "text": "Rest." } }, { "passage": null }]));
        // While a note waits for its extraction, its steps are still to come; an older plan is history.
        let queued = house.note(&dora, &paula, "Rest.").await;
        let input = |note: &note::Model| json!({ "noteId": note_id(note), "kind": "PLAN", "description": "Rest" });
        assert_eq!(dora.status("addStep", input(&queued)).await, "BEING_EXTRACTED");
        house.extract(queued.id, vec![daily("Rest", None)]).await;
        assert_eq!(dora.status("addStep", input(&note)).await, "NEWER_PLAN");
    }

    async fn a_step_in_force_is_cancelled_once(t: TestApp) {
        let house = House::open(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        house.plan(&dora, &paula, vec![daily("Walk", None), once("Call"), held_back(once("Waits"))]).await;
        let steps = steps(&dora, &paula).await;
        let cancel = |number: usize| json!({ "stepId": steps[number]["id"] });
        let shown = json!({ "state": "CANCELLED", "closedAt": "2026-03-02T08:00:00.000000Z", "nextDueOn": null });
        for _ in 0..2 {
            let gone = dora.change("cancelStep", cancel(0), "step { state closedAt nextDueOn }").await;
            assert_eq!(gone["step"], shown);
        }
        let today = paula.ask("{ viewer { ... on Patient { today { due { id } } } } }", json!({})).await;
        assert_eq!(today["viewer"]["today"]["due"], json!([]));
        paula.change("completeStep", cancel(1), "step { state }").await;
        assert_eq!(dora.status("cancelStep", cancel(1)).await, "NOT_IN_FORCE", "done");
        assert_eq!(dora.status("cancelStep", cancel(2)).await, "WAITS_FOR_REVIEW", "it waits");
    }

    async fn a_note_without_steps_ends_a_plan_or_not_as_the_doctor_says(t: TestApp) {
        let house = House::open(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        house.plan(&dora, &paula, vec![daily("Walk", None)]).await;
        let fields = "note { state extraction { reason } }";
        let first = house.plan(&dora, &paula, vec![]).await;
        let query = format!("{{ note(id: {}) {{ state extraction {{ reason reasonText }} }} }}", note_id(&first));
        assert_eq!(dora.ask(&query, json!({})).await["note"], json!({
            "state": "NEEDS_REVIEW",
            "extraction": { "reason": "EMPTY_EXTRACTION", "reasonText": "No step was found in this note. Say whether the plan in force ends or goes on." },
        }));
        assert_eq!(states(&paula, &paula).await, "Walk ACTIVE");
        let kept = dora.change("keepPlan", json!({ "noteId": note_id(&first) }), fields).await;
        assert_eq!((&kept["note"]["state"], states(&paula, &paula).await), (&json!("EXTRACTED"), "Walk ACTIVE".to_owned()));
        assert_eq!(dora.status("confirmPlanEnd", json!({ "noteId": note_id(&first) })).await, "NOT_WAITING", "decided");
        let second = house.plan(&dora, &paula, vec![]).await;
        let ended = dora.change("confirmPlanEnd", json!({ "noteId": note_id(&second) }), fields).await;
        assert_eq!((&ended["note"]["state"], states(&paula, &paula).await), (&json!("EXTRACTED"), "Walk SUPERSEDED".to_owned()));
        assert_eq!(dora.status("keepPlan", json!({ "noteId": note_id(&second) })).await, "NOT_WAITING");
    }

    async fn a_new_doctor_decides_on_a_note_that_they_may_not_read(t: TestApp) {
        let house = House::open(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        house.plan(&dora, &paula, vec![daily("Walk", None)]).await;
        let (first, second) = (house.plan(&dora, &paula, vec![]).await, house.plan(&dora, &paula, vec![]).await);
        let otto = house.person(Role::Doctor, "Otto Other").await;
        paula.change("selectDoctor", json!({ "doctorId": otto.id() }), "assignedAt").await;
        let query = format!(
            r#"{{ patient(id: "{}") {{ undecidedNotes {{ noteId note {{ body }} writtenOn extraction {{ reason }} }} }} }}"#,
            paula.id()
        );
        let waiting = |note| json!({
            "noteId": note_id(note), "note": null, "writtenOn": "2026-03-02", "extraction": { "reason": "EMPTY_EXTRACTION" },
        });
        let seen = otto.ask(&query, json!({})).await;
        assert_eq!(seen["patient"]["undecidedNotes"], json!([waiting(&first), waiting(&second)]));
        assert_eq!(paula.ask(&query, json!({})).await["patient"]["undecidedNotes"], json!([]));
        let fields = "note { body } patient { name undecidedNotes { noteId } }";
        for mutation in ["keepPlan", "confirmPlanEnd"] {
            assert_eq!(dora.refused(mutation, json!({ "noteId": note_id(&first) })).await, "NOT_FOUND", "not hers any more");
        }
        let kept = otto.change("keepPlan", json!({ "noteId": note_id(&first) }), fields).await;
        let left = json!([{ "noteId": note_id(&second) }]);
        assert_eq!(kept, json!({ "note": null, "patient": { "name": "Paula Example", "undecidedNotes": left } }));
        assert_eq!(states(&otto, &paula).await, "Walk ACTIVE");
        let ended = otto.change("confirmPlanEnd", json!({ "noteId": note_id(&second) }), fields).await;
        assert_eq!(ended, json!({ "note": null, "patient": { "name": "Paula Example", "undecidedNotes": [] } }));
        assert_eq!(states(&otto, &paula).await, "Walk SUPERSEDED");
    }

    async fn without_ai_a_note_waits_and_the_doctor_adds_the_steps(t: TestApp) {
        let house = House::open(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        let jobs = async || job::Entity::find().count(house.t.app.db().read()).await.unwrap();
        let queued = house.note(&dora, &paula, "Written before.").await;
        let choice = json!({ "patientId": paula.id(), "noAi": true });
        let set = dora.change("setNoAi", choice, "patient { extractionSettings { noAi mode } }").await;
        assert_eq!(set["patient"]["extractionSettings"], json!({ "noAi": true, "mode": null }));
        let before = jobs().await;
        let fields = "note { id state extraction { reason reasonText } }";
        let note = dora.change("submitNote", json!({ "patientId": paula.id(), "body": "Walk daily." }), fields).await["note"].take();
        let text = "This patient's notes go to no extractor. Please add the steps by hand.";
        assert_eq!((&note["state"], &note["extraction"]), (&json!("NEEDS_REVIEW"), &json!({ "reason": "NO_AI", "reasonText": text })));
        assert_eq!(jobs().await, before, "nothing is asked to read it");
        let state = dora.ask(&format!("{{ note(id: {}) {{ state }} }}", note_id(&queued)), json!({})).await;
        assert_eq!(state["note"]["state"], "NEEDS_REVIEW", "one that was queued waits too");
        let input = json!({ "noteId": note["id"], "kind": "PLAN", "description": "Walk daily" });
        let added = dora.change("addStep", input, STEP).await["step"].take();
        assert_eq!((&added["state"], &added["note"]["state"]), (&json!("ACTIVE"), &json!("EXTRACTED")));
        let settings = paula.ask("{ viewer { ... on Patient { extractionSettings { noAi } } } }", json!({})).await;
        assert_eq!(settings["viewer"]["extractionSettings"]["noAi"], true, "the patient sees it too");
        let failed = house.note(&dora, &house.patient_of(&dora, "Peter").await, "Walk.").await;
        house.fail(failed.id, "MODEL_BLOCKED").await;
        let peter = dora.ask(&format!("{{ note(id: {}) {{ patient {{ id }} }} }}", note_id(&failed)), json!({})).await;
        dora.change("setNoAi", json!({ "patientId": peter["note"]["patient"]["id"], "noAi": true }), "patient { id }").await;
        assert_eq!(dora.status("retryExtraction", json!({ "noteId": note_id(&failed) })).await, "NO_EXTRACTOR");
    }
}
