//! A stored text that does not open is an error of that text alone: the row's other fields, the patient's other rows and all
//! other patients are answered, and the log says which value it is.

use super::events::{cursor, watch};
use crate::support::{
    house::{House, Person, id},
    watch as log,
};
use aftercare_core::{
    domain::{
        notes,
        plan::{self, ExtractionRecord},
    },
    keyring::Keyring,
    on_each_database,
    testing::{
        people,
        planned::daily,
        sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, prelude::Expr},
    },
};
use aftercare_entity::{master_key, note, step, user::Role};
use secrecy::ExposeSecret;
use serde_json::{Value, json};
use uuid::Uuid;

const PATIENTS: &str =
    "{ patients { nodes { name steps { edges { node { id state description passage { text } } } } } } }";

/// What happened, and what is left of the value.
type Damage = (&'static str, fn(Vec<u8>) -> Vec<u8>);

/// What may happen to a stored value.
const DAMAGES: [Damage; 5] = [
    ("one bit of the ciphertext", |mut sealed| {
        sealed[20] ^= 1;
        sealed
    }),
    ("another key's id", |mut sealed| {
        sealed[2] ^= 1;
        sealed
    }),
    ("another version", |mut sealed| {
        sealed[0] = 9;
        sealed
    }),
    ("cut short", |sealed| sealed[..3].to_vec()),
    ("empty", |_| Vec::new()),
];

async fn step_of(house: &House, patient: &Person, number: usize) -> step::Model {
    let mut rows = step::Entity::of_patient(patient.account.id).all(house.t.app.db().read()).await.unwrap();
    rows.sort_by_key(|row| row.id);
    rows.remove(number)
}

async fn set(house: &House, step: Uuid, column: step::Column, value: Vec<u8>) {
    let update = step::Entity::update_many().col_expr(column, Expr::value(value));
    update.filter(step::Column::Id.eq(step)).exec(house.t.app.db().write()).await.unwrap();
}

/// The errors of an answer, each as its code and its path.
fn errors(answer: &Value) -> Vec<(Value, Value)> {
    let errors = answer["errors"].as_array().cloned().unwrap_or_default();
    errors.iter().map(|error| (error["extensions"]["code"].clone(), error["path"].clone())).collect()
}

fn internal(path: Value) -> Vec<(Value, Value)> {
    vec![(json!("INTERNAL"), path)]
}

on_each_database! {
    async fn a_step_that_does_not_open_shows_an_error_in_the_place_of_its_text(t: TestApp) {
        log::start();
        let house = House::open(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        let peter = house.patient_of(&dora, "Peter").await;
        for patient in [&paula, &peter] {
            house.plan(&dora, patient, vec![daily("Walk", None), daily("Stretch", None)]).await;
        }
        let whole = dora.ask(PATIENTS, json!({})).await;
        let row = step_of(&house, &paula, 1).await;
        let at = |field: &str| json!(["patients", "nodes", 0, "steps", "edges", 1, "node", field]);
        for (name, damage) in DAMAGES {
            set(&house, row.id, step::Column::DescriptionSealed, damage(row.description_sealed.clone())).await;
            let answer = dora.send(PATIENTS, json!({})).await.json();
            assert_eq!(errors(&answer), internal(at("description")), "{name}: {answer}");
            let mut expected = whole.clone();
            expected["patients"]["nodes"][0]["steps"]["edges"][1]["node"]["description"] = Value::Null;
            assert_eq!(answer["data"], expected, "{name}: all the rest is answered");
            let told = log::errors().join("\n");
            assert!(told.contains("steps") && told.contains("description") && told.contains(&row.id.to_string()), "{told}");
            assert!(!told.contains("Stretch") && !answer.to_string().contains(&row.id.to_string()), "{told}");
        }
        // The patient's own day, in which the step is due, is no less whole.
        let today = "{ viewer { ... on Patient { today { due { id description } } } } }";
        let answer = paula.send(today, json!({})).await.json();
        assert_eq!(errors(&answer), internal(json!(["viewer", "today", "due", 1, "description"])));
        assert_eq!(answer["data"]["viewer"]["today"]["due"][0]["description"], "Walk");
        assert_eq!(answer["data"]["viewer"]["today"]["due"][1], json!({ "id": id("step", row.id), "description": null }));
        // One text does not stand for the other.
        set(&house, row.id, step::Column::DescriptionSealed, row.description_sealed.clone()).await;
        set(&house, row.id, step::Column::PassageSealed, row.description_sealed).await;
        let answer = dora.send(PATIENTS, json!({})).await.json();
        assert_eq!(errors(&answer), internal(at("passage")), "a value in another's place");
        let node = &answer["data"]["patients"]["nodes"][0]["steps"]["edges"][1]["node"];
        assert_eq!((&node["description"], &node["passage"]), (&json!("Stretch"), &Value::Null));
    }

    async fn a_step_that_does_not_open_can_be_checked_in_and_ended_and_replaced(t: TestApp) {
        let house = House::open(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        house.plan(&dora, &paula, vec![daily("Walk", Some(5)), daily("Stretch", Some(5))]).await;
        for number in 0..2 {
            set(&house, step_of(&house, &paula, number).await.id, step::Column::DescriptionSealed, vec![1]).await;
        }
        let done = paula.ask("mutation { checkIn { steps { duration } } }", json!({})).await;
        assert_eq!(done["checkIn"]["steps"], json!([{ "duration": 4 }, { "duration": 4 }]));
        let step = id("step", step_of(&house, &paula, 0).await.id);
        dora.change("cancelStep", json!({ "stepId": step }), "step { state }").await;
        // A new plan asks what was taken before, and gets on without what cannot be read.
        house.plan(&dora, &paula, vec![daily("Walk", Some(5))]).await;
        assert_eq!(step_of(&house, &paula, 1).await.state, step::State::Superseded);
        assert_eq!(step_of(&house, &paula, 2).await.state, step::State::Active);
        let query = "{ patients { nodes { notes { nodes { extraction { changes { added { id } ended { id } kept { now { id } } } } } } } } }";
        let changes = dora.ask(query, json!({})).await["patients"]["nodes"][0]["notes"]["nodes"][0]["extraction"]["changes"].take();
        assert_eq!((changes["added"].as_array().unwrap().len(), &changes["kept"]), (1, &json!([])));
    }

    async fn a_note_that_does_not_open_shows_an_error_in_the_place_of_its_text(t: TestApp) {
        log::start();
        let house = House::open(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        let broken = house.note(&dora, &paula, "Rest.").await;
        house.note(&dora, &paula, "Walk.").await;
        let update = note::Entity::update_many().col_expr(note::Column::BodySealed, Expr::value(vec![1_u8; 40]));
        update.filter(note::Column::Id.eq(broken.id)).exec(house.t.app.db().write()).await.unwrap();
        for reader in [&paula, &dora] {
            let query = "query ($id: ID!) { patient(id: $id) { notes { nodes { id body state } } } }";
            let answer = reader.send(query, json!({ "id": paula.id() })).await.json();
            assert_eq!(errors(&answer), internal(json!(["patient", "notes", "nodes", 1, "body"])));
            let notes = &answer["data"]["patient"]["notes"]["nodes"];
            assert_eq!(notes[0]["body"], "Walk.");
            assert_eq!(notes[1], json!({ "id": id("note", broken.id), "body": null, "state": "QUEUED" }));
        }
        let told = log::errors().join("\n");
        assert!(told.contains("notes") && told.contains("body") && told.contains(&broken.id.to_string()), "{told}");
    }

    async fn an_event_whose_step_does_not_open_comes_with_the_error_in_it(t: TestApp) {
        let house = House::live(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        let start = cursor(&paula).await;
        house.plan(&dora, &paula, vec![daily("Walk", Some(5)), daily("Stretch", None)]).await;
        set(&house, step_of(&house, &paula, 0).await.id, step::Column::DescriptionSealed, vec![0]).await;
        house.note(&dora, &paula, "After it.").await;
        let mut socket = watch(&paula, &start).await;
        assert_eq!(socket.next("e").await["data"]["careEvents"]["__typename"], "NoteSubmitted");
        let payload = socket.next("e").await;
        assert_eq!(errors(&payload), internal(json!(["careEvents", "steps", 0, "description"])));
        let event = &payload["data"]["careEvents"];
        assert_eq!((&event["__typename"], &event["patient"]["name"]), (&json!("StepsExtracted"), &json!("Paula Example")));
        assert_eq!(event["steps"], json!([{ "description": null }, { "description": "Stretch" }]));
        assert!(event["cursor"].is_string());
        assert_eq!(socket.next("e").await["data"]["careEvents"]["note"]["body"], "After it.");
    }

    async fn a_server_that_lacks_a_new_master_key_answers_for_all_the_others(t: TestApp) {
        log::start();
        let house = House::open(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        house.plan(&dora, &paula, vec![daily("Walk", None)]).await;
        // Another server has the new key already, and makes an account with it.
        let new = Keyring::generate().expose_secret().replace("k1:", "next:");
        let other = house.t.another_process_with(Keyring::parse(&new.into()).unwrap()).await.unwrap();
        let row = master_key::ActiveModel { id: Set("next".to_owned()), fingerprint: Set(vec![1]), created_at: Set(other.now()), retired_at: Set(None) };
        row.insert(other.db().write()).await.unwrap();
        let peter = people::account(&other, Role::Patient, "Peter").await.unwrap();
        people::assign(&other, peter.id, dora.account.id).await.unwrap();
        let note = notes::submit_note(&other, dora.account.id, peter.id, "Rest.").await.unwrap();
        let mut change = other.begin().await.unwrap();
        let steps = vec![daily("Stretch", None)];
        plan::store_extraction(&mut change, note.id, steps, ExtractionRecord::default()).await.unwrap();
        change.commit().await.unwrap();
        let query = "{ patients { nodes { name notes { nodes { body } } steps { nodes { state description } } } } }";
        let answer = dora.send(query, json!({})).await.json();
        let mut found = errors(&answer);
        found.sort_by_key(|(_, path)| path.to_string());
        assert_eq!(found, [
            internal(json!(["patients", "nodes", 1, "notes", "nodes", 0, "body"])),
            internal(json!(["patients", "nodes", 1, "steps", "nodes", 0, "description"])),
        ].concat());
        assert_eq!(answer["data"]["patients"]["nodes"], json!([
            { "name": "Paula Example", "notes": { "nodes": [{ "body": "Rest. Walk. Take the tablets." }] },
              "steps": { "nodes": [{ "state": "ACTIVE", "description": "Walk" }] } },
            { "name": "Peter", "notes": { "nodes": [{ "body": null }] },
              "steps": { "nodes": [{ "state": "ACTIVE", "description": null }] } },
        ]));
        assert!(log::errors().iter().any(|line| line.contains("master key \\\"next\\\" is missing") || line.contains("master key \"next\" is missing")), "{:?}", log::errors());
    }
}
