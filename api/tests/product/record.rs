//! What a patient does with the whole record: takes it along, and has it destroyed.

use super::events;
use crate::support::house::{House, Person, id};
use aftercare_core::on_each_database;
use aftercare_core::testing::planned::daily;
use aftercare_entity::user::Role;
use serde_json::{Value, json};

const PASSWORD: &str = "a quiet lamp by the river";
const EXPORT: &str = "content mediaType fileName exportedAt";

async fn close(who: &Person) -> Value {
    who.change("deleteAccount", json!({ "password": PASSWORD }), "deleted").await
}

on_each_database! {
    async fn a_patient_takes_the_record_along_in_either_form(t: TestApp) {
        let house = House::open(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        house.plan(&dora, &paula, vec![daily("Walk \"slowly\"\n", Some(5))]).await;
        let out = paula.change("exportMyData", json!({ "format": "JSON" }), EXPORT).await;
        assert_eq!((&out["mediaType"], &out["fileName"]), (&json!("application/json"), &json!("aftercare-2026-03-02.json")));
        assert_eq!(out["exportedAt"], "2026-03-02T08:00:00.000000Z");
        let record: Value = serde_json::from_str(out["content"].as_str().unwrap()).unwrap();
        assert_eq!(record["notes"][0]["steps"][0]["description"], "Walk \"slowly\"\n");
        let out = paula.change("exportMyData", json!({ "format": "FHIR" }), EXPORT).await;
        assert_eq!(out["mediaType"], "application/fhir+json");
        let bundle: Value = serde_json::from_str(out["content"].as_str().unwrap()).unwrap();
        assert_eq!((&bundle["resourceType"], &bundle["type"]), (&json!("Bundle"), &json!("collection")));
        assert_eq!(dora.refused("exportMyData", json!({ "format": "JSON" })).await, "FORBIDDEN");
        let log = paula.ask("{ viewer { ... on Patient { accessLog { nodes { action by detail } } } } }", json!({})).await;
        let taken = |form: &str| json!({ "action": "EXPORT", "by": "PATIENT", "detail": form });
        assert_eq!(log["viewer"]["accessLog"]["nodes"], json!([taken("FHIR"), taken("JSON")]));
    }

    async fn of_a_closed_account_nothing_is_seen_any_more_by_anybody(t: TestApp) {
        let house = House::live(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        house.set_password(&paula, PASSWORD).await;
        let paula = house.again(&paula).await;
        let before = events::cursor(&dora).await;
        let note = house.plan(&dora, &paula, vec![daily("Walk", Some(5))]).await;
        let step = paula.ask("{ viewer { ... on Patient { steps { nodes { id } } } } }", json!({})).await;
        let step = step["viewer"]["steps"]["nodes"][0]["id"].as_str().unwrap().to_owned();
        let mut socket = paula.socket().await;
        assert_eq!(paula.refused("deleteAccount", json!({ "password": "a loud lamp" })).await, "BAD_USER_INPUT input.password");
        paula.ask("{ viewer { id } }", json!({})).await;

        assert_eq!(close(&paula).await, json!({ "deleted": true }));
        assert_eq!(paula.refusal("{ viewer { id } }").await, "UNAUTHENTICATED");
        socket.closed().await;
        let again = json!({ "email": paula.account.email, "password": PASSWORD });
        assert_eq!(house.client(None).refused("logIn", again).await, "UNAUTHENTICATED");

        let list = dora.ask("{ patients { nodes { name } } }", json!({})).await;
        assert_eq!(list["patients"]["nodes"], json!([]));
        let note = id("note", note.id);
        for query in [
            format!(r#"{{ patient(id: "{}") {{ name }} }}"#, paula.id()),
            format!(r#"{{ note(id: "{note}") {{ body }} }}"#),
        ] {
            assert_eq!(dora.refusal(&query).await, "NOT_FOUND", "{query}");
        }
        for gone in [paula.id(), note, step] {
            let node = dora.ask(&format!(r#"{{ node(id: "{gone}") {{ id }} }}"#), json!({})).await;
            assert_eq!(node, json!({ "node": null }), "{gone}");
        }
        // Events from before, told again, are told of nobody; the next patient's come.
        let mut told = events::watch(&dora, &before).await;
        let other = house.patient_of(&dora, "Peter").await;
        house.note(&dora, &other, "Rest.").await;
        let next = events::next(&mut told).await;
        assert_eq!((&next["__typename"], &next["patient"]["name"]), (&json!("NoteSubmitted"), &json!("Peter")));
    }

    async fn who_left_may_sign_up_anew_and_is_somebody_else_then(t: TestApp) {
        let house = House::open(t).await;
        let person = json!({ "email": "lena@example.org", "password": PASSWORD, "name": "Lena", "role": "PATIENT" });
        let first = house.client(None).change("signUp", person.clone(), "accessToken user { id }").await;
        let lena = house.client(first["accessToken"].as_str());
        lena.change("deleteAccount", json!({ "password": PASSWORD }), "deleted").await;
        let second = house.client(None).change("signUp", person, "user { id }").await;
        assert_ne!(first["user"]["id"], second["user"]["id"]);
    }

    async fn a_doctor_who_left_is_still_the_author_of_their_notes(t: TestApp) {
        let house = House::open(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        let note = house.note(&dora, &paula, "Rest.").await;
        house.set_password(&dora, PASSWORD).await;
        let dora = house.again(&dora).await;
        close(&dora).await;
        assert_eq!(dora.refusal("{ viewer { id } }").await, "UNAUTHENTICATED");
        let shown = format!(r#"{{ note(id: "{}") {{ body doctor {{ name }} }} }}"#, id("note", note.id));
        let shown = paula.ask(&shown, json!({})).await;
        assert_eq!(shown["note"], json!({ "body": "Rest.", "doctor": { "name": "Dora Sample" } }));
        let mine = paula.ask("{ viewer { ... on Patient { doctor { name } } } doctors { nodes { name } } }", json!({})).await;
        assert_eq!(mine, json!({ "viewer": { "doctor": null }, "doctors": { "nodes": [] } }));
        let otto = house.person(Role::Doctor, "Otto").await;
        paula.change("selectDoctor", json!({ "doctorId": otto.id() }), "doctor { name }").await;
    }

    async fn the_last_admin_cannot_leave(t: TestApp) {
        let house = House::open(t).await;
        let (olga, omar) = (house.person(Role::Admin, "Olga").await, house.person(Role::Admin, "Omar").await);
        house.set_password(&olga, PASSWORD).await;
        house.set_password(&omar, PASSWORD).await;
        let (olga, omar) = (house.again(&olga).await, house.again(&omar).await);
        close(&olga).await;
        assert_eq!(omar.refused("deleteAccount", json!({ "password": PASSWORD })).await, "CONFLICT");
        omar.ask("{ viewer { id } }", json!({})).await;
    }
}
