//! Steps: the patient's list, today, and ticking off what is done once.

use crate::support::house::{House, Person, id};
use aftercare_core::testing::planned::{daily, held_back, once};
use aftercare_core::{domain::plan::PlannedStep, on_each_database};
use aftercare_entity::user::Role;
use chrono::Duration;
use serde_json::{Value, json};

async fn steps(who: &Person, patient: &Person, fields: &str) -> Vec<Value> {
    let query = format!(
        r#"{{ patient(id: "{}") {{ steps(first: 100) {{ nodes {{ {fields} }} }} }} }}"#,
        patient.id()
    );
    who.ask(&query, json!({})).await["patient"]["steps"]["nodes"].as_array().unwrap().clone()
}

async fn step_ids(who: &Person, patient: &Person) -> Vec<String> {
    let ids = steps(who, patient, "id").await;
    ids.iter().map(|step| step["id"].as_str().unwrap().to_owned()).collect()
}

fn descriptions(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|step| step["description"].as_str().unwrap()).collect()
}

async fn today(who: &Person) -> Value {
    let list = "{ description }";
    let query = format!(
        "{{ viewer {{ ... on Patient {{ today {{ day due {list} checklist {list} asNeeded {list} done {list} }} }} }} }}"
    );
    who.ask(&query, json!({})).await["viewer"]["today"].take()
}

on_each_database! {
    async fn a_step_says_what_how_often_how_long_and_from_where(t: TestApp) {
        let house = House::open(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        let weekly = PlannedStep { every_days: Some(7.0), times_per_day: None, ..daily("Methotrexate", Some(28)) };
        let needed = PlannedStep { as_needed: true, ..daily("Paracetamol", None) };
        let note = house.plan(&dora, &paula, vec![weekly, needed, once("X-ray")]).await;
        let fields = "kind description state completed scheduledOn nextDueOn duration total durationDays closedAt \
                      frequency { timesPerDay everyDays asNeeded } passage { start end text } note { id } \
                      reviewReason reviewReasonText";
        let base = json!({
            "state": "ACTIVE", "completed": false, "scheduledOn": "2026-03-02", "closedAt": null,
            "passage": { "start": 0, "end": 5, "text": "Rest." }, "note": { "id": id("note", note.id) },
            "reviewReason": null, "reviewReasonText": null,
        });
        let with = |more: Value| {
            let mut all = base.clone();
            all.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            all
        };
        let expected = [
            with(json!({ "kind": "PLAN", "description": "Methotrexate", "nextDueOn": "2026-03-02", "duration": 4, "total": 4,
                "durationDays": 28, "frequency": { "timesPerDay": null, "everyDays": 7.0, "asNeeded": false } })),
            with(json!({ "kind": "PLAN", "description": "Paracetamol", "nextDueOn": null, "duration": null, "total": null,
                "durationDays": null, "frequency": { "timesPerDay": 2, "everyDays": null, "asNeeded": true } })),
            with(json!({ "kind": "CHECKLIST", "description": "X-ray", "nextDueOn": null, "duration": null, "total": null,
                "durationDays": null, "frequency": { "timesPerDay": null, "everyDays": null, "asNeeded": false } })),
        ];
        assert_eq!(steps(&paula, &paula, fields).await, expected);
        assert_eq!(steps(&dora, &paula, fields).await, expected);
    }

    async fn a_step_is_the_same_in_whatever_words_it_is_asked_for(t: TestApp) {
        let house = House::open(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        let fields = "__typename id kind state completed description passage { start end text } scheduledOn startsAfterDays nextDueOn \
                      duration total durationDays closedAt reviewReason reviewReasonText note { id } \
                      frequency { timesPerDay timesOfDay everyDays everyWeeks weekdays cycle { daysOn daysOff } asNeeded }";
        let weekly = PlannedStep { every_days: Some(7.0), ..daily("Methotrexate", Some(28)) };
        let held = held_back(daily("Invented", None));
        house.plan(&dora, &paula, vec![weekly, once("X-ray"), held]).await;
        let done = &step_ids(&paula, &paula).await[1];
        paula.change("completeStep", json!({ "stepId": done }), "step { closedAt }").await;
        let mut expected = Vec::new();
        for step in step_ids(&dora, &paula).await {
            let one = format!(r#"{{ node(id: "{step}") {{ ... on Step {{ {fields} }} }} }}"#);
            expected.push(dora.ask(&one, json!({})).await["node"].take());
        }
        assert_ne!(expected[1]["closedAt"], Value::Null);
        assert_eq!(expected[2]["reviewReason"], "PASSAGE_NOT_FOUND");
        let parts: Vec<_> = fields.split(' ').collect();
        let apart = format!("... on Step {{ {} }} ...Rest", parts[..6].join(" "));
        let twice = format!("id {fields} kind ... @include(if: true) {{ frequency {{ weekdays }} }}");
        let rest = format!("fragment Rest on Step {{ {fields} }}");
        for (asked, rest) in [(fields, ""), (apart.as_str(), rest.as_str()), (twice.as_str(), "")] {
            for list in [format!("nodes {{ {asked} }}"), format!("edges {{ node {{ {asked} }} }}")] {
                let query = format!(
                    r#"{{ patient(id: "{}") {{ steps {{ {list} }} }} }} {rest}"#,
                    paula.id()
                );
                let mut steps = dora.ask(&query, json!({})).await["patient"]["steps"].take();
                let shown: Vec<_> = match steps.get_mut("nodes") {
                    Some(nodes) => nodes.as_array().unwrap().clone(),
                    None => steps["edges"].as_array_mut().unwrap().iter_mut().map(|edge| edge["node"].take()).collect(),
                };
                assert_eq!(shown, expected, "{list}");
            }
        }
        // What is asked for alone is as with everything else: a list is read for what is asked of it.
        for (field, name) in [("closedAt", "closedAt"), ("reviewReason", "reviewReason"), ("passage { text }", "passage"), ("a: durationDays", "a")] {
            let wanted = if name == "a" { "durationDays" } else { name };
            for (shown, whole) in steps(&dora, &paula, field).await.iter().zip(&expected) {
                let whole = if name == "passage" { json!({ "text": whole[wanted]["text"] }) } else { whole[wanted].clone() };
                assert_eq!(shown[name], whole, "{field}");
            }
        }
    }

    async fn what_is_asked_for_in_two_places_is_one_answer(t: TestApp) {
        let house = House::open(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        house.plan(&dora, &paula, vec![daily("Walk", Some(5)), once("X-ray")]).await;
        let whole = "steps(first: 1) { pageInfo { hasNextPage } edges { cursor node { id } } nodes { id kind frequency { everyDays asNeeded } } }";
        let rest = "fragment Rest on Patient { steps(first: 1) { edges { node { id } } nodes { frequency { asNeeded } } } }";
        let ask = async |asked: &str| {
            let rest = if asked.contains("...Rest") { rest } else { "" };
            let query = format!(r#"{{ patient(id: "{}") {{ {asked} }} }} {rest}"#, paula.id());
            dora.ask(&query, json!({})).await["patient"]["steps"].take()
        };
        let expected = ask(whole).await;
        assert_eq!(expected["pageInfo"]["hasNextPage"], true);
        for apart in [
            "steps(first: 1) { pageInfo { hasNextPage } nodes { id kind frequency { everyDays } } edges { cursor } } ...Rest",
            "steps(first: 1) { pageInfo { hasNextPage } nodes { id kind frequency { everyDays } } } ...Rest ...Rest ... on Patient { steps(first: 1) { edges { cursor } } }",
            "steps(first: 1) { pageInfo { hasNextPage } nodes { id } nodes { kind frequency { everyDays } frequency { asNeeded } } edges { node { id } } edges { cursor } } ...Rest",
        ] {
            assert_eq!(ask(apart).await, expected, "{apart}");
        }
    }

    async fn a_held_back_step_is_for_the_doctor_alone(t: TestApp) {
        let house = House::open(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        let note = house.plan(&dora, &paula, vec![daily("Walk", None), held_back(daily("Invented", None))]).await;
        let fields = "description state scheduledOn reviewReason reviewReasonText";
        let seen = steps(&dora, &paula, fields).await;
        assert_eq!(seen[1], json!({
            "description": "Invented", "state": "NEEDS_REVIEW", "scheduledOn": null, "reviewReason": "PASSAGE_NOT_FOUND",
            "reviewReasonText": "The words that this step was read from are not in the note.",
        }));
        assert_eq!(steps(&paula, &paula, "description").await, [json!({ "description": "Walk" })]);
        let held = &step_ids(&dora, &paula).await[1];
        assert_eq!(paula.ask(&format!(r#"{{ node(id: "{held}") {{ id }} }}"#), json!({})).await["node"], Value::Null);
        let own = format!(r#"{{ note(id: "{}") {{ state steps {{ nodes {{ description }} }} }} }}"#, id("note", note.id));
        let shown = paula.ask(&own, json!({})).await;
        assert_eq!(shown["note"], json!({ "state": "NEEDS_REVIEW", "steps": { "nodes": [{ "description": "Walk" }] } }));
        assert!(!today(&paula).await.to_string().contains("Invented"));
        // What made it wait is nothing that a patient should read beside a step that is in force now.
        dora.change("reviewStep", json!({ "stepId": held, "decision": "APPROVE" }), "step { state }").await;
        let approved = steps(&paula, &paula, fields).await;
        assert_eq!((&approved[1]["description"], &approved[1]["reviewReason"], &approved[1]["reviewReasonText"]), (&json!("Invented"), &Value::Null, &Value::Null));
        assert_eq!(steps(&dora, &paula, fields).await[1]["reviewReason"], "PASSAGE_NOT_FOUND");
    }

    async fn steps_come_in_pages_and_by_state(t: TestApp) {
        let house = House::open(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        house.plan(&dora, &paula, (0..5).map(|n| once(&format!("Task {n}"))).collect()).await;
        let query = "query ($after: String, $states: [StepState!]) { viewer { ... on Patient { \
                     steps(first: 2, after: $after, states: $states) { nodes { description } pageInfo { hasNextPage endCursor } } } } }";
        let (mut seen, mut after) = (Vec::new(), Value::Null);
        loop {
            let page = paula.ask(query, json!({ "after": after })).await["viewer"]["steps"].take();
            seen.extend(descriptions(&page["nodes"]).into_iter().map(str::to_owned));
            after = page["pageInfo"]["endCursor"].clone();
            if page["pageInfo"]["hasNextPage"] == false {
                break;
            }
        }
        assert_eq!(seen, ["Task 0", "Task 1", "Task 2", "Task 3", "Task 4"]);
        let done = step_ids(&paula, &paula).await[3].clone();
        paula.change("completeStep", json!({ "stepId": done }), "step { completed }").await;
        let page = paula.ask(query, json!({ "states": ["COMPLETED", "CANCELLED"] })).await;
        assert_eq!(descriptions(&page["viewer"]["steps"]["nodes"]), ["Task 3"]);
    }

    async fn today_sorts_what_is_to_do(t: TestApp) {
        let house = House::open(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        let later = |step| PlannedStep { starts_after_days: 1, ..step };
        house.plan(&dora, &paula, vec![
            daily("Walk", Some(5)), daily("Stretch", None), once("Call"), once("Shop"), later(daily("Swim", None)),
            later(once("X-ray")), PlannedStep { as_needed: true, ..daily("Paracetamol", None) },
        ]).await;
        let ids = step_ids(&paula, &paula).await;
        paula.change("checkIn", json!({ "stepId": ids[1] }), "day").await;
        paula.change("completeStep", json!({ "stepId": ids[3] }), "step { state }").await;
        let day = today(&paula).await;
        assert_eq!(day["day"], "2026-03-02");
        assert_eq!(descriptions(&day["due"]), ["Walk"]);
        assert_eq!(descriptions(&day["checklist"]), ["Call"]);
        assert_eq!(descriptions(&day["asNeeded"]), ["Paracetamol"]);
        assert_eq!(descriptions(&day["done"]), ["Stretch", "Shop"]);
        house.t.clock.advance(Duration::days(1));
        let day = today(&house.again(&paula).await).await;
        assert_eq!(day["day"], "2026-03-03");
        assert_eq!(descriptions(&day["due"]), ["Walk", "Stretch", "Swim"]);
        assert_eq!(descriptions(&day["checklist"]), ["Call", "X-ray"]);
        assert_eq!(day["done"], json!([]));
    }

    async fn a_checklist_step_is_ticked_off_once_and_a_plan_step_never(t: TestApp) {
        let house = House::open(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        house.plan(&dora, &paula, vec![once("Call"), daily("Walk", None)]).await;
        let ids = step_ids(&paula, &paula).await;
        let fields = "step { completed state closedAt }";
        let done = paula.change("completeStep", json!({ "stepId": ids[0] }), fields).await;
        let shown = json!({ "completed": true, "state": "COMPLETED", "closedAt": "2026-03-02T08:00:00.000000Z" });
        assert_eq!(done["step"], shown);
        house.t.clock.advance(Duration::minutes(5));
        assert_eq!(paula.change("completeStep", json!({ "stepId": ids[0] }), fields).await["step"], shown, "twice changes nothing");
        assert_eq!(paula.refused("completeStep", json!({ "stepId": ids[1] })).await, "BAD_USER_INPUT input.stepId");
        let peter = house.person(Role::Patient, "Peter").await;
        assert_eq!(peter.refused("completeStep", json!({ "stepId": ids[0] })).await, "NOT_FOUND");
        house.plan(&dora, &paula, vec![once("New"), once("Newer")]).await;
        let ids = step_ids(&paula, &paula).await;
        dora.change("cancelStep", json!({ "stepId": ids[2] }), "step { state }").await;
        assert_eq!(paula.status("completeStep", json!({ "stepId": ids[2] })).await, "NOT_IN_FORCE");
    }
}
