//! Doctors, the choice of one, and what the doctor before no longer sees.

use crate::support::house::{House, Person, id};
use aftercare_core::on_each_database;
use aftercare_core::testing::planned::daily;
use aftercare_entity::user::Role;
use serde_json::{Value, json};

const DOCTORS: &str = "query ($search: String, $first: Int, $after: String) { \
    doctors(search: $search, first: $first, after: $after) { \
        nodes { name } edges { cursor } pageInfo { hasNextPage hasPreviousPage endCursor } } }";

fn names(list: &Value) -> Vec<&str> {
    list["nodes"].as_array().unwrap().iter().map(|node| node["name"].as_str().unwrap()).collect()
}

async fn doctors(who: &Person, variables: Value) -> Value {
    who.ask(DOCTORS, variables).await["doctors"].take()
}

on_each_database! {
    async fn doctors_come_by_name_in_pages(t: TestApp) {
        let house = House::open(t).await;
        let paula = house.person(Role::Patient, "Paula Example").await;
        for name in ["Zoe Young", "anna Berg", "Émile Roux", "Bo Lind", "Anna Berg"] {
            house.person(Role::Doctor, name).await;
        }
        let all = doctors(&paula, json!({})).await;
        assert_eq!(names(&all), ["anna Berg", "Anna Berg", "Bo Lind", "Émile Roux", "Zoe Young"]);
        assert_eq!(all["pageInfo"]["hasNextPage"], false);
        let (mut seen, mut after) = (Vec::new(), Value::Null);
        for (size, more) in [(2, true), (2, true), (1, false)] {
            let page = doctors(&paula, json!({ "first": 2, "after": after })).await;
            assert_eq!(page["pageInfo"]["hasNextPage"], more);
            assert_eq!(page["pageInfo"]["hasPreviousPage"], !seen.is_empty());
            assert_eq!(names(&page).len(), size);
            seen.extend(names(&page).into_iter().map(str::to_owned));
            after = page["pageInfo"]["endCursor"].clone();
            assert_eq!(page["edges"][size - 1]["cursor"], after);
        }
        assert_eq!(seen, names(&all), "each once, in the same order");
        let end = doctors(&paula, json!({ "after": after })).await;
        assert_eq!((names(&end).len(), &end["pageInfo"]["hasNextPage"]), (0, &json!(false)));
    }

    async fn doctors_are_found_by_a_part_of_their_name(t: TestApp) {
        let house = House::open(t).await;
        let dora = house.person(Role::Doctor, "Dora Müller").await;
        house.person(Role::Doctor, "Renée 100% Roux").await;
        house.person(Role::Patient, "Muller the patient").await;
        for (search, found) in [
            ("MULLER", vec!["Dora Müller"]),
            ("ora mü", vec!["Dora Müller"]),
            ("renee", vec!["Renée 100% Roux"]),
            ("0%", vec!["Renée 100% Roux"]),
            ("%", vec!["Renée 100% Roux"]),
            ("_", vec![]),
            ("  ", vec!["Dora Müller", "Renée 100% Roux"]),
            ("nobody", vec![]),
        ] {
            assert_eq!(names(&doctors(&dora, json!({ "search": search })).await), found, "{search:?}");
        }
    }

    async fn a_page_that_cannot_be_is_refused_by_the_argument_s_name(t: TestApp) {
        let house = House::open(t).await;
        let paula = house.person(Role::Patient, "Paula Example").await;
        for (variables, path) in [
            (json!({ "first": 0 }), json!(["first"])),
            (json!({ "first": -1 }), json!(["first"])),
            (json!({ "first": 101 }), json!(["first"])),
            (json!({ "after": "nonsense" }), json!(["after"])),
            (json!({ "after": "AAAAAAAAAAAAAAAAAAAAAAA" }), json!(["after"])),
            (json!({ "search": "x".repeat(201) }), json!(["search"])),
            (json!({ "search": "a\u{0}b" }), json!(["search"])),
        ] {
            let error = paula.error(DOCTORS, variables.clone()).await;
            assert_eq!(error["extensions"], json!({ "code": "BAD_USER_INPUT", "inputPath": path }), "{variables}");
        }
        assert_eq!(house.client(None).refusal("{ doctors { nodes { name } } }").await, "UNAUTHENTICATED");
    }

    async fn a_patient_selects_a_doctor_who_then_has_them_in_the_list(t: TestApp) {
        let house = House::open(t).await;
        let (dora, paula) = (house.person(Role::Doctor, "Dora").await, house.person(Role::Patient, "Paula").await);
        let mine = "{ viewer { ... on Patient { doctor { name } assignedAt } } }";
        let nobody = json!({ "viewer": { "doctor": null, "assignedAt": null } });
        assert_eq!(paula.ask(mine, json!({})).await, nobody);
        let fields = "assignedAt doctor { name } patient { name doctor { name } }";
        let chosen = paula.change("selectDoctor", json!({ "doctorId": dora.id() }), fields).await;
        let at = "2026-03-02T08:00:00.000000Z";
        let shown = json!({ "name": "Dora" });
        assert_eq!(chosen, json!({ "assignedAt": at, "doctor": shown, "patient": { "name": "Paula", "doctor": shown } }));
        house.t.clock.advance(chrono::Duration::minutes(10));
        let again = paula.change("selectDoctor", json!({ "doctorId": dora.id() }), "assignedAt").await;
        assert_eq!(again["assignedAt"], at, "the same doctor again changes nothing");
        assert_eq!(paula.ask(mine, json!({})).await, json!({ "viewer": { "doctor": shown, "assignedAt": at } }));
        let list = dora.ask("{ patients { edges { assignedAt node { name } } } }", json!({})).await;
        assert_eq!(list["patients"]["edges"], json!([{ "assignedAt": at, "node": { "name": "Paula" } }]));
    }

    async fn my_patients_come_in_pages_and_are_nobody_elses(t: TestApp) {
        let house = House::open(t).await;
        let (dora, otto) = (house.person(Role::Doctor, "Dora").await, house.person(Role::Doctor, "Otto").await);
        for number in 0..5 {
            house.patient_of(&dora, &format!("P{number}")).await;
        }
        let theirs = house.patient_of(&otto, "Otto's").await;
        let page = "query ($after: String) { patients(first: 3, after: $after) { \
                    nodes { name } pageInfo { hasNextPage endCursor } } }";
        let first = dora.ask(page, json!({})).await["patients"].take();
        assert_eq!((names(&first), &first["pageInfo"]["hasNextPage"]), (vec!["P0", "P1", "P2"], &json!(true)));
        let rest = dora.ask(page, json!({ "after": first["pageInfo"]["endCursor"] })).await["patients"].take();
        assert_eq!((names(&rest), &rest["pageInfo"]["hasNextPage"]), (vec!["P3", "P4"], &json!(false)));
        assert_eq!(theirs.refusal("{ patients { nodes { name } } }").await, "FORBIDDEN");
        let spied = format!(r#"{{ node(id: "{}") {{ ... on Doctor {{ patients {{ nodes {{ name }} }} }} }} }}"#, dora.id());
        assert_eq!(otto.refusal(&spied).await, "FORBIDDEN");
        assert_eq!(theirs.refusal(&spied).await, "FORBIDDEN");
    }

    async fn the_doctor_before_loses_sight_at_once_on_every_field(t: TestApp) {
        let house = House::open(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        let note = house.plan(&dora, &paula, vec![daily("Walk", Some(5))]).await;
        let otto = house.person(Role::Doctor, "Otto").await;
        let fields = "name email timeZone doctor { name } assignedAt notes { nodes { body } } \
                      steps { nodes { id description } } today { due { description } } adherence { expected done } \
                      checkIns { nodes { day } } extractionSettings { noAi } \
                      reminders { sent { nodes { day } } upcoming { day steps { description } } }";
        let patient = format!(r#"{{ patient(id: "{}") {{ {fields} }} }}"#, paula.id());
        let before = dora.ask(&patient, json!({})).await;
        assert_eq!(before["patient"]["steps"]["nodes"][0]["description"], "Walk");
        let step = before["patient"]["steps"]["nodes"][0]["id"].as_str().unwrap().to_owned();

        paula.change("selectDoctor", json!({ "doctorId": otto.id() }), "doctor { name }").await;
        assert_eq!(dora.refusal(&patient).await, "NOT_FOUND");
        assert_eq!(dora.ask("{ patients { nodes { name } } }", json!({})).await["patients"]["nodes"], json!([]));
        for gone in [paula.id(), step.clone()] {
            let node = dora.ask(&format!(r#"{{ node(id: "{gone}") {{ id }} }}"#), json!({})).await;
            assert_eq!(node, json!({ "node": null }), "{gone}");
        }
        // The note that Dora wrote stays readable, and shows nothing else of the patient.
        let own = format!(
            r#"{{ note(id: "{}") {{ body patient {{ name }} steps {{ nodes {{ id }} }} extraction {{ changes {{ added {{ id }} }} }} }} }}"#,
            id("note", note.id)
        );
        let kept = dora.ask(&own, json!({})).await;
        let shown = json!({ "body": "Rest. Walk. Take the tablets.", "patient": null, "steps": { "nodes": [] }, "extraction": { "changes": null } });
        assert_eq!(kept["note"], shown);
        for (mutation, input) in [
            ("submitNote", json!({ "patientId": paula.id(), "body": "Rest." })),
            ("cancelStep", json!({ "stepId": step })),
            ("setNoAi", json!({ "patientId": paula.id(), "noAi": true })),
        ] {
            assert_eq!(dora.refused(mutation, input).await, "NOT_FOUND", "{mutation}");
        }

        // The new doctor sees the plan in force, but not the note of the one before.
        let now = otto.ask(&patient, json!({})).await;
        assert_eq!(now["patient"]["steps"], before["patient"]["steps"]);
        assert_eq!(now["patient"]["doctor"]["name"], "Otto");
        assert_eq!(now["patient"]["notes"]["nodes"], json!([]));
        assert_eq!(otto.refusal(&own).await, "NOT_FOUND");
        // Chosen again, Dora sees everything again.
        paula.change("selectDoctor", json!({ "doctorId": dora.id() }), "doctor { name }").await;
        assert_eq!(dora.ask(&patient, json!({})).await["patient"]["steps"], before["patient"]["steps"]);
        assert_eq!(otto.refusal(&patient).await, "NOT_FOUND");
    }

    async fn an_admin_sees_no_record(t: TestApp) {
        let house = House::open(t).await;
        let (paula, _) = house.patient_and_doctor().await;
        let olga = house.person(Role::Admin, "Olga").await;
        let viewer = olga.ask("{ viewer { __typename name } }", json!({})).await;
        assert_eq!(viewer["viewer"], json!({ "__typename": "Admin", "name": "Olga" }));
        assert_eq!(olga.refusal(&format!(r#"{{ patient(id: "{}") {{ name }} }}"#, paula.id())).await, "NOT_FOUND");
        assert_eq!(olga.refusal("{ patients { nodes { name } } }").await, "FORBIDDEN");
        assert_eq!(olga.refusal("{ eventCursor }").await, "FORBIDDEN");
        assert_eq!(olga.ask(&format!(r#"{{ node(id: "{}") {{ id }} }}"#, paula.id()), json!({})).await, json!({ "node": null }));
    }
}
