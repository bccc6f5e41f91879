//! Notes: written by the doctor, read back by the author and the patient, by nobody else.

use crate::support::house::{House, Person, id};
use aftercare_core::on_each_database;
use aftercare_core::testing::planned::once;
use aftercare_core::throttle::Limit;
use aftercare_entity::user::Role;
use chrono::Duration;
use serde_json::{Value, json};
use uuid::Uuid;

const BODY: &str = "Throat infection.\n\tTake amoxicillin – 3 times a day 💊.\r\nRest.";

async fn read(who: &Person, note: &str) -> Value {
    let query = format!(
        r#"{{ note(id: "{note}") {{ id body state writtenOn submittedAt doctor {{ name }} patient {{ name }}
           extraction {{ state reason attempts extractor }} }} }}"#
    );
    who.ask(&query, json!({})).await["note"].take()
}

async fn list(who: &Person, patient: &Person, first: u32, after: Option<&str>) -> Value {
    let query = "query ($id: ID!, $first: Int, $after: String) { patient(id: $id) { \
                 notes(first: $first, after: $after) { nodes { body } pageInfo { hasNextPage endCursor } } } }";
    let variables = json!({ "id": patient.id(), "first": first, "after": after });
    who.ask(query, variables).await["patient"]["notes"].take()
}

on_each_database! {
    async fn a_note_is_stored_as_written_and_answered_at_once(t: TestApp) {
        let house = House::open(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        let made = dora.change("submitNote", json!({ "patientId": paula.id(), "body": BODY }), "note { id state body }").await;
        assert_eq!((&made["note"]["state"], &made["note"]["body"]), (&json!("QUEUED"), &json!(BODY)));
        let note = made["note"]["id"].as_str().unwrap();
        let shown = json!({
            "id": note, "body": BODY, "state": "QUEUED", "writtenOn": "2026-03-02",
            "submittedAt": "2026-03-02T08:00:00.000000Z",
            "doctor": { "name": "Dora Sample" }, "patient": { "name": "Paula Example" },
            "extraction": { "state": "QUEUED", "reason": null, "attempts": 0, "extractor": null },
        });
        assert_eq!(read(&dora, note).await, shown);
        assert_eq!(read(&paula, note).await, shown);
    }

    async fn a_note_may_have_twenty_thousand_characters(t: TestApp) {
        let house = House::open(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        // Characters, not bytes.
        let body = "é".repeat(20_000);
        let input = json!({ "patientId": paula.id(), "body": body });
        let made = dora.change("submitNote", input, "note { body }").await;
        assert_eq!(made["note"]["body"], body);
        let input = json!({ "patientId": paula.id(), "body": format!("{body}.") });
        assert_eq!(dora.refused("submitNote", input).await, "BAD_USER_INPUT input.body");
    }

    async fn a_doctor_submits_so_many_notes_an_hour_and_is_told_when_to_go_on(t: TestApp) {
        let clock = t.clock.clone();
        let house = House::open(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        let (_, otto) = house.patient_and_doctor().await;
        // All but one of this hour's, without writing them.
        let limit = Limit { tries: u64::MAX, window: Duration::hours(1) };
        for _ in 1..house.t.app.hospital().notes_per_hour {
            house.t.app.throttle().count("notes", &dora.account.id.to_string(), limit).await.unwrap();
        }
        let input = || json!({ "patientId": paula.id(), "body": BODY });
        // What is not stored does not count.
        assert_eq!(otto.refused("submitNote", input()).await, "NOT_FOUND");
        let elsewhere = json!({ "patientId": id("patient", Uuid::from_u128(7)), "body": BODY });
        assert_eq!(dora.refused("submitNote", elsewhere).await, "NOT_FOUND");
        dora.change("submitNote", input(), "note { id }").await;
        let query = "mutation ($input: SubmitNoteInput!) { submitNote(input: $input) { note { id } } }";
        let error = dora.error(query, json!({ "input": input() })).await;
        assert_eq!(error["extensions"]["code"], "RATE_LIMITED", "{error}");
        let wait = error["extensions"]["retryAfter"].as_i64().unwrap();
        assert!((1..=3_600).contains(&wait), "{error}");
        let notes = list(&dora, &paula, 10, None).await;
        assert_eq!(notes["nodes"].as_array().unwrap().len(), 1, "nothing was stored for it");
        // In Redis time goes by itself.
        if house.t.redis.is_none() {
            clock.advance(Duration::seconds(wait));
            let dora = house.again(&dora).await;
            dora.change("submitNote", input(), "note { id }").await;
        }
    }

    async fn nobody_else_reads_a_note(t: TestApp) {
        let house = House::open(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        let note = id("note", house.note(&dora, &paula, BODY).await.id);
        let others = [
            house.person(Role::Doctor, "Otto").await,
            house.person(Role::Patient, "Peter").await,
            house.person(Role::Admin, "Olga").await,
        ];
        let query = format!(r#"{{ note(id: "{note}") {{ body }} }}"#);
        let unknown = format!(r#"{{ note(id: "{}") {{ body }} }}"#, id("note", uuid::Uuid::nil()));
        for other in &others {
            let answer = other.error(&query, json!({})).await;
            assert_eq!(answer, other.error(&unknown, json!({})).await, "as if there were none");
            assert_eq!(answer["extensions"]["code"], "NOT_FOUND");
            let node = other.ask(&format!(r#"{{ node(id: "{note}") {{ id }} }}"#), json!({})).await;
            assert_eq!(node, json!({ "node": null }));
        }
        assert_eq!(house.client(None).refusal(&query).await, "UNAUTHENTICATED");
        let error = paula.error(r#"{ note(id: "nonsense") { body } }"#, json!({})).await;
        assert_eq!(error["extensions"], json!({ "code": "BAD_USER_INPUT", "inputPath": ["id"] }));
    }

    async fn notes_come_newest_first_in_pages_and_each_reader_gets_their_own(t: TestApp) {
        let house = House::open(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        for number in 0..3 {
            house.note(&dora, &paula, &format!("Dora {number}")).await;
        }
        let otto = house.person(Role::Doctor, "Otto").await;
        paula.change("selectDoctor", json!({ "doctorId": otto.id() }), "assignedAt").await;
        house.note(&otto, &paula, "Otto 0").await;
        let bodies = |list: &Value| {
            list["nodes"].as_array().unwrap().iter().map(|note| note["body"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        let first = list(&paula, &paula, 3, None).await;
        assert_eq!(bodies(&first), ["Otto 0", "Dora 2", "Dora 1"]);
        let rest = list(&paula, &paula, 3, first["pageInfo"]["endCursor"].as_str()).await;
        assert_eq!((bodies(&rest), &rest["pageInfo"]["hasNextPage"]), (vec!["Dora 0".to_owned()], &json!(false)));
        assert_eq!(bodies(&list(&otto, &paula, 20, None).await), ["Otto 0"]);
    }

    async fn a_note_shows_its_own_steps_by_state(t: TestApp) {
        let house = House::open(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        let old = house.plan(&dora, &paula, vec![once("Call"), once("Shop")]).await;
        let new = house.plan(&dora, &paula, vec![once("Swim")]).await;
        let query = "query ($id: ID!, $states: [StepState!]) { note(id: $id) { \
                     steps(states: $states) { nodes { description state note { id } } } } }";
        let steps = async |note, states: Value| {
            let note = id("note", note);
            let mut answer = paula.ask(query, json!({ "id": note, "states": states })).await;
            let nodes = answer["note"]["steps"]["nodes"].take();
            let nodes = nodes.as_array().unwrap().clone();
            assert!(nodes.iter().all(|step| step["note"]["id"] == note));
            nodes.iter().map(|step| format!("{} {}", step["description"], step["state"])).collect::<Vec<_>>().join(", ").replace('"', "")
        };
        assert_eq!(steps(old.id, Value::Null).await, "Call SUPERSEDED, Shop SUPERSEDED");
        assert_eq!(steps(old.id, json!(["ACTIVE"])).await, "");
        assert_eq!(steps(new.id, json!(["ACTIVE", "COMPLETED"])).await, "Swim ACTIVE");
    }
}
