//! What dashboards ask: the work list, patients searched and sorted, pages from both ends, payloads that name whose page changed,
//! requests sent twice.

use crate::support::house::{House, Person, id};
use aftercare_core::{
    on_each_database,
    testing::planned::{daily, held_back, once},
};
use aftercare_entity::user::Role;
use chrono::Duration;
use serde_json::{Value, json};

const ITEMS: &str = "nodes { __typename id kind patient { name } since ... on StepToReview { step { description } } \
                     ... on NoteToDecide { noteId extraction { reason } } ... on FailedExtraction { noteId extraction { reason } } \
                     ... on PatientAtRisk { daysMissed lastCheckInOn } }";

async fn worklist(who: &Person, arguments: &str, fields: &str) -> Value {
    who.ask(&format!("{{ worklist{arguments} {{ {fields} }} }}"), json!({})).await["worklist"].take()
}

fn kinds(list: &Value) -> Vec<(&str, &str)> {
    let text = |value: &'_ Value| value.as_str().unwrap().to_owned().leak() as &str;
    list["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| (text(&item["kind"]), text(&item["patient"]["name"])))
        .collect()
}

async fn patients(who: &Person, arguments: &str) -> (Vec<String>, Value) {
    let query = format!(
        "{{ patients{arguments} {{ totalCount nodes {{ name }} pageInfo {{ startCursor endCursor hasNextPage hasPreviousPage }} }} }}"
    );
    let page = who.ask(&query, json!({})).await["patients"].take();
    let names = page["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|node| node["name"].as_str().unwrap().to_owned())
        .collect();
    (names, page)
}

/// Anna keeps up, Bea fell behind, Cleo has something that waits, Dana has no plan.
async fn ward(t: aftercare_core::testing::TestApp) -> (House, Person) {
    let house = House::open(t).await;
    let dora = house.person(Role::Doctor, "Dora").await;
    let mut people = Vec::new();
    for name in ["Bea", "Änna", "Dana", "Cleo"] {
        people.push(house.patient_of(&dora, name).await);
    }
    for who in [0, 1] {
        house.plan(&dora, &people[who], vec![daily("Walk", None)]).await;
    }
    house.plan(&dora, &people[3], vec![once("Call"), held_back(daily("Odd", Some(3)))]).await;
    people[0].ask("mutation { checkIn { day } }", json!({})).await;
    for _ in 0..4 {
        people[1].ask("mutation { checkIn { day } }", json!({})).await;
        house.t.clock.advance(Duration::days(1));
        people[1] = house.again(&people[1]).await;
    }
    house.sweep().await;
    let dora = house.again(&dora).await;
    (house, dora)
}

on_each_database! {
    async fn patients_are_searched_filtered_and_sorted(t: TestApp) {
        let (house, dora) = ward(t).await;
        let in_order = async |arguments: &str| patients(&dora, arguments).await.0.join(" ");
        assert_eq!(in_order("").await, "Bea Änna Dana Cleo");
        for (arguments, expected) in [
            ("(orderBy: {by: NAME})", "Änna Bea Cleo Dana"),
            ("(orderBy: {by: NAME, direction: DESCENDING})", "Dana Cleo Bea Änna"),
            ("(orderBy: {direction: DESCENDING})", "Cleo Dana Änna Bea"),
            ("(orderBy: {by: DAYS_MISSED, direction: DESCENDING}, first: 1)", "Bea"),
            ("(orderBy: {by: LAST_CHECK_IN, direction: DESCENDING}, first: 2)", "Änna Bea"),
            ("(orderBy: {by: ADHERENCE, direction: DESCENDING}, first: 2)", "Änna Bea"),
            ("(search: \" ANN \")", "Änna"),
            ("(search: \"%\")", ""),
            ("(search: \"@example\", first: 1)", "Bea"),
            ("(filter: {atRisk: true})", "Bea"),
            ("(filter: {atRisk: false}, orderBy: {by: NAME})", "Änna Cleo Dana"),
            ("(filter: {due: true})", "Bea Änna"),
            ("(filter: {waiting: true})", "Cleo"),
            ("(filter: {mailFailing: true})", ""),
            ("(filter: {waiting: false, due: true}, search: \"bea\")", "Bea"),
        ] {
            assert_eq!(in_order(arguments).await, expected, "{arguments}");
        }
        let (_, page) = patients(&dora, "(filter: {due: true}, first: 1)").await;
        assert_eq!(page["totalCount"], 2);
        assert_eq!(patients(&dora, "(first: 1)").await.1["totalCount"], 4);
        let other = house.person(Role::Doctor, "Otto").await;
        assert_eq!(patients(&other, "(orderBy: {by: NAME})").await.0, Vec::<String>::new());
        assert_eq!(dora.refusal("{ patients(search: \"\\u0000\") { totalCount } }").await, "BAD_USER_INPUT");
    }

    async fn a_list_is_walked_from_both_ends_in_every_order(t: TestApp) {
        let (_house, dora) = ward(t).await;
        for order in ["", "orderBy: {by: NAME}", "orderBy: {by: LAST_CHECK_IN, direction: DESCENDING}", "orderBy: {by: DAYS_MISSED}"] {
            let (all, _) = patients(&dora, &format!("({order} first: 100)")).await;
            let (mut forwards, mut cursor) = (Vec::new(), String::new());
            loop {
                let (names, page) = patients(&dora, &format!("({order} first: 3{cursor})")).await;
                forwards.extend(names);
                cursor = format!(", after: {}", page["pageInfo"]["endCursor"]);
                if page["pageInfo"]["hasNextPage"] == false {
                    break;
                }
            }
            assert_eq!(forwards, all, "{order}");
            let (mut backwards, mut cursor) = (Vec::new(), String::new());
            loop {
                let (names, page) = patients(&dora, &format!("({order} last: 3{cursor})")).await;
                backwards.splice(0..0, names);
                cursor = format!(", before: {}", page["pageInfo"]["startCursor"]);
                if page["pageInfo"]["hasPreviousPage"] == false {
                    break;
                }
            }
            assert_eq!(backwards, all, "{order}");
        }
        for wrong in ["first: 1, last: 1", "last: 0", "last: 101", "before: \"x\""] {
            assert_eq!(dora.refusal(&format!("{{ patients({wrong}) {{ totalCount }} }}")).await, "BAD_USER_INPUT", "{wrong}");
        }
    }

    async fn notes_steps_check_ins_and_doctors_are_walked_from_the_end_too(t: TestApp) {
        let house = House::open(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        house.plan(&dora, &paula, (0..5).map(|n| daily(&format!("S{n}"), None)).collect()).await;
        for n in 0..3 {
            house.note(&dora, &paula, &format!("N{n}")).await;
        }
        paula.ask("mutation { checkIn { day } }", json!({})).await;
        let query = "{ viewer { ... on Patient { \
            steps(last: 2) { nodes { description } pageInfo { hasPreviousPage hasNextPage startCursor } } \
            notes(last: 2) { nodes { body } pageInfo { hasPreviousPage } } \
            checkIns(last: 2) { nodes { step { description } } pageInfo { hasPreviousPage } } } } \
            doctors(last: 1) { nodes { name } } }";
        let answer = paula.ask(query, json!({})).await;
        let mine = &answer["viewer"];
        assert_eq!(mine["steps"]["nodes"], json!([{ "description": "S3" }, { "description": "S4" }]));
        assert_eq!(mine["steps"]["pageInfo"]["hasPreviousPage"], true);
        assert_eq!(mine["notes"]["nodes"][0], json!({ "body": "N0" }), "newest first, so the oldest are last");
        assert_eq!(mine["checkIns"]["nodes"], json!([{ "step": { "description": "S1" } }, { "step": { "description": "S0" } }]));
        assert_eq!(answer["doctors"]["nodes"].as_array().unwrap().len(), 1);
        let before = mine["steps"]["pageInfo"]["startCursor"].as_str().unwrap();
        let query = format!("{{ viewer {{ ... on Patient {{ steps(last: 2, before: \"{before}\") {{ nodes {{ description }} pageInfo {{ hasNextPage }} }} }} }} }}");
        let answer = paula.ask(&query, json!({})).await;
        assert_eq!(answer["viewer"]["steps"], json!({ "nodes": [{ "description": "S1" }, { "description": "S2" }], "pageInfo": { "hasNextPage": true } }));
    }

    async fn check_ins_are_found_by_their_days(t: TestApp) {
        let house = House::open(t).await;
        let (mut paula, dora) = house.patient_and_doctor().await;
        house.plan(&dora, &paula, vec![daily("Walk", None)]).await;
        for _ in 0..5 {
            paula.ask("mutation { checkIn { day } }", json!({})).await;
            house.t.clock.advance(Duration::days(1));
            paula = house.again(&paula).await;
        }
        let days = async |arguments: &str| {
            let answer = paula.ask(&format!("{{ viewer {{ ... on Patient {{ checkIns{arguments} {{ nodes {{ day }} }} }} }} }}"), json!({})).await;
            answer["viewer"]["checkIns"]["nodes"].as_array().unwrap().iter().map(|node| node["day"].as_str().unwrap()[8..].to_owned()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(days("(from: \"2026-03-03\", to: \"2026-03-05\")").await, "05 04 03");
        assert_eq!(days("(from: \"2026-03-05\")").await, "06 05");
        assert_eq!(days("(to: \"2026-03-03\", first: 1)").await, "03");
        assert_eq!(days("(from: \"2026-03-05\", to: \"2026-03-04\")").await, "");
    }

    async fn the_work_list_has_all_that_waits_and_nothing_of_others(t: TestApp) {
        let (house, dora) = ward(t).await;
        let cleo = patients(&dora, "(search: \"cleo\")").await.1["nodes"][0]["name"].clone();
        assert_eq!(cleo, "Cleo");
        let list = worklist(&dora, "", &format!("totalCount counts {{ kind count }} {ITEMS}")).await;
        assert_eq!(kinds(&list), [("STEP_TO_REVIEW", "Cleo"), ("PATIENT_AT_RISK", "Bea")]);
        assert_eq!(list["nodes"][0]["step"]["description"], "Odd");
        assert_eq!((&list["nodes"][1]["daysMissed"], &list["nodes"][1]["lastCheckInOn"]), (&json!(3), &json!("2026-03-02")));
        assert_eq!(list["nodes"][1]["since"], "2026-03-06T08:00:00.000000Z", "the sweep that noticed it");
        let counts = json!([
            { "kind": "STEP_TO_REVIEW", "count": 1 }, { "kind": "NOTE_TO_DECIDE", "count": 0 },
            { "kind": "EXTRACTION_FAILED", "count": 0 }, { "kind": "PATIENT_AT_RISK", "count": 1 }, { "kind": "MAIL_FAILING", "count": 0 },
        ]);
        assert_eq!((&list["totalCount"], &list["counts"]), (&json!(2), &counts));
        // A failed extraction, and a note that brought nothing while a plan was in force.
        let paula = house.patient_of(&dora, "Paula").await;
        let failed = house.note(&dora, &paula, "Unreadable.").await.id;
        house.fail(failed, "MODEL_BLOCKED").await;
        house.plan(&dora, &paula, vec![daily("Walk", None)]).await;
        let empty = house.plan(&dora, &paula, vec![]).await.id;
        let list = worklist(&dora, "", ITEMS).await;
        let found: Vec<_> = kinds(&list).into_iter().map(|(kind, _)| kind).collect();
        assert_eq!(found, ["STEP_TO_REVIEW", "NOTE_TO_DECIDE", "EXTRACTION_FAILED", "PATIENT_AT_RISK"]);
        assert_eq!((&list["nodes"][1]["noteId"], &list["nodes"][2]["noteId"]), (&json!(id("note", empty)), &json!(id("note", failed))));
        assert_eq!(list["nodes"][2]["extraction"]["reason"], "MODEL_BLOCKED");
        // In pages, and by kind.
        let first = worklist(&dora, "(first: 3)", &format!("pageInfo {{ endCursor hasNextPage }} {ITEMS}")).await;
        let rest = worklist(&dora, &format!("(first: 3, after: {})", first["pageInfo"]["endCursor"]), ITEMS).await;
        assert_eq!((kinds(&first).len(), kinds(&rest)), (3, vec![("PATIENT_AT_RISK", "Bea")]));
        let some = worklist(&dora, "(kinds: [EXTRACTION_FAILED], last: 1)", &format!("totalCount {ITEMS}")).await;
        assert_eq!((kinds(&some), &some["totalCount"]), (vec![("EXTRACTION_FAILED", "Paula")], &json!(1)));
        // What was dealt with is gone; what another doctor takes over is theirs.
        dora.change("keepPlan", json!({ "noteId": id("note", empty) }), "patient { name }").await;
        let otto = house.person(Role::Doctor, "Otto").await;
        paula.change("selectDoctor", json!({ "doctorId": otto.id() }), "assignedAt").await;
        let left: Vec<_> = kinds(&worklist(&dora, "", ITEMS).await).into_iter().map(|(kind, _)| kind.to_owned()).collect();
        assert_eq!(left, ["STEP_TO_REVIEW", "PATIENT_AT_RISK"]);
        assert_eq!(kinds(&worklist(&otto, "", ITEMS).await), [], "the one before is the only one who can retry");
        assert_eq!(paula.refusal("{ worklist { totalCount } }").await, "FORBIDDEN");
    }

    async fn every_change_names_the_patient_whose_page_it_alters(t: TestApp) {
        let house = House::open(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        let whose = "patient { id today { due { description } } }";
        let input = json!({ "patientId": paula.id(), "body": "Walk." });
        let note = dora.change("submitNote", input, &format!("note {{ id }} {whose}")).await;
        assert_eq!(note["patient"]["id"], json!(paula.id()));
        let plan = house.plan(&dora, &paula, vec![daily("Walk", None), once("Call"), held_back(daily("Odd", None))]).await;
        let answer = paula.ask("{ viewer { ... on Patient { steps { nodes { id } } } } }", json!({})).await;
        let ids: Vec<_> = answer["viewer"]["steps"]["nodes"].as_array().unwrap().iter().map(|step| step["id"].clone()).collect();
        let seen = dora.ask("{ patients { nodes { steps(states: [NEEDS_REVIEW]) { nodes { id } } } } }", json!({})).await;
        let held = &seen["patients"]["nodes"][0]["steps"]["nodes"][0]["id"];
        let added = json!({ "noteId": id("note", plan.id), "kind": "PLAN", "description": "Rest" });
        for (who, mutation, input) in [
            (&paula, "checkIn", json!({})),
            (&paula, "undoCheckIn", json!({ "stepId": ids[0] })),
            (&paula, "completeStep", json!({ "stepId": ids[1] })),
            (&paula, "uncompleteStep", json!({ "stepId": ids[1] })),
            (&dora, "addStep", added),
            (&dora, "reviewStep", json!({ "stepId": held, "decision": "APPROVE" })),
            (&dora, "cancelStep", json!({ "stepId": held })),
        ] {
            let done = who.change(mutation, input, whose).await;
            assert_eq!(done["patient"]["id"], json!(paula.id()), "{mutation}");
        }
        let day = paula.change("checkIn", json!({}), whose).await;
        assert_eq!(day["patient"]["today"]["due"], json!([]), "as it is after the change");
    }

    async fn a_step_ticked_off_by_mistake_is_opened_again_the_same_day(t: TestApp) {
        let house = House::open(t).await;
        let (mut paula, dora) = house.patient_and_doctor().await;
        house.plan(&dora, &paula, vec![once("Call"), daily("Walk", None)]).await;
        let answer = paula.ask("{ viewer { ... on Patient { steps { nodes { id } } } } }", json!({})).await;
        let (call, walk) = (&answer["viewer"]["steps"]["nodes"][0]["id"], &answer["viewer"]["steps"]["nodes"][1]["id"]);
        let fields = "step { state completed closedAt } patient { today { checklist { description } } }";
        let open = json!({ "step": { "state": "ACTIVE", "completed": false, "closedAt": null }, "patient": { "today": { "checklist": [{ "description": "Call" }] } } });
        assert_eq!(paula.change("uncompleteStep", json!({ "stepId": call }), fields).await, open, "it was open");
        paula.change("completeStep", json!({ "stepId": call }), "step { id }").await;
        assert_eq!(paula.change("uncompleteStep", json!({ "stepId": call }), fields).await, open);
        assert_eq!(paula.refused("uncompleteStep", json!({ "stepId": walk })).await, "BAD_USER_INPUT input.stepId");
        paula.change("completeStep", json!({ "stepId": call }), "step { id }").await;
        house.t.clock.advance(Duration::days(1));
        paula = house.again(&paula).await;
        assert_eq!(paula.status("uncompleteStep", json!({ "stepId": call })).await, "NOT_COMPLETED_TODAY", "it was yesterday");
    }

    async fn a_note_that_is_sent_twice_is_one_note(t: TestApp) {
        let house = House::open(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        let input = json!({ "patientId": paula.id(), "body": "Walk.", "clientMutationId": "a1" });
        let fields = "clientMutationId note { id body } patient { notes { nodes { id } } }";
        let first = dora.change("submitNote", input.clone(), fields).await;
        assert_eq!((&first["clientMutationId"], first["patient"]["notes"]["nodes"].as_array().unwrap().len()), (&json!("a1"), 1));
        assert_eq!(dora.change("submitNote", input.clone(), fields).await, first);
        let at_once = futures_util::future::join_all((0..6).map(|_| {
            dora.change("submitNote", json!({ "patientId": paula.id(), "body": "Rest.", "clientMutationId": "a2" }), "note { id }")
        })).await;
        assert!(at_once.iter().all(|answer| *answer == at_once[0]), "{at_once:?}");
        for (body, name) in [("Another.", "a1"), ("Walk.", ""), ("Walk.", "with space"), ("Walk.", &"x".repeat(65))] {
            let other = json!({ "patientId": paula.id(), "body": body, "clientMutationId": name });
            assert_eq!(dora.refused("submitNote", other).await, "BAD_USER_INPUT input.clientMutationId", "{name}");
        }
        let peter = house.patient_of(&dora, "Peter").await;
        let for_peter = json!({ "patientId": peter.id(), "body": "Walk.", "clientMutationId": "a1" });
        assert_eq!(dora.refused("submitNote", for_peter).await, "BAD_USER_INPUT input.clientMutationId");
        // Another doctor's names are another's.
        let otto = house.person(Role::Doctor, "Otto").await;
        paula.change("selectDoctor", json!({ "doctorId": otto.id() }), "assignedAt").await;
        assert_eq!(dora.refused("submitNote", input.clone()).await, "NOT_FOUND", "not hers any more");
        let theirs = otto.change("submitNote", input, "note { id }").await;
        assert_ne!(theirs["note"]["id"], first["note"]["id"]);
    }

    async fn check_ins_reminders_and_oneself_are_found_by_id(t: TestApp) {
        let house = House::open(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        house.plan(&dora, &paula, vec![daily("Walk", None)]).await;
        let done = paula.change("checkIn", json!({}), "checkIns { id }").await;
        let node = format!("{{ node(id: {}) {{ __typename id }} }}", done["checkIns"][0]["id"]);
        let found = json!({ "node": { "__typename": "CheckIn", "id": done["checkIns"][0]["id"] } });
        assert_eq!((paula.ask(&node, json!({})).await, dora.ask(&node, json!({})).await), (found.clone(), found));
        let otto = house.person(Role::Doctor, "Otto").await;
        assert_eq!(otto.ask(&node, json!({})).await, json!({ "node": null }));
        let ada = house.person(Role::Admin, "Ada").await;
        let query = "{ viewer { __typename id name email timeZone } }";
        for person in [&paula, &dora, &ada] {
            let own = person.ask(query, json!({})).await["viewer"].take();
            assert_eq!(own["timeZone"], "UTC", "{own}");
            let node = format!("{{ node(id: {}) {{ __typename id }} }}", own["id"]);
            assert_eq!(person.ask(&node, json!({})).await["node"]["__typename"], own["__typename"]);
        }
        let stranger = format!("{{ node(id: \"{}\") {{ ... on User {{ name email timeZone }} }} }}", dora.id());
        assert_eq!(paula.ask(&stranger, json!({})).await["node"]["timeZone"], Value::Null);
    }
}
