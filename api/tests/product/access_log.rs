//! What a doctor reads is in the access log before they have the answer; what a patient reads of their own is not.

use super::events::{cursor, watch};
use crate::support::house::{House, Person, id};
use aftercare_core::{
    on_each_database,
    testing::{
        planned::daily,
        sea_orm::{ConnectionTrait, EntityTrait, QueryOrder},
    },
};
use aftercare_entity::access_log::{self, ActorKind};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use uuid::Uuid;

async fn log(house: &House) -> Vec<access_log::Model> {
    let rows = access_log::Entity::find().order_by_asc(access_log::Column::Id);
    rows.all(house.t.app.db().read()).await.unwrap()
}

/// The rows as "action of patient: how many subjects", without those of other kinds.
async fn reads(house: &House) -> Vec<(String, Option<Uuid>, BTreeSet<Uuid>)> {
    let subjects = |row: &access_log::Model| match &row.subjects {
        Some(several) => several.split(',').map(|id| id.parse().unwrap()).collect(),
        None => row.subject_id.into_iter().collect(),
    };
    let rows = log(house).await.into_iter().filter(|row| row.action.starts_with("READ_"));
    rows.map(|row| (row.action.clone(), row.patient_id, subjects(&row))).collect()
}

async fn steps_of(who: &Person) -> BTreeSet<Uuid> {
    let list = who.ask("{ viewer { ... on Patient { steps { nodes { id } } } } }", json!({})).await;
    let nodes = list["viewer"]["steps"]["nodes"].as_array().unwrap().clone();
    nodes
        .iter()
        .map(|step| step["id"].as_str().unwrap().trim_start_matches("step_").parse().unwrap())
        .collect()
}

on_each_database! {
    async fn what_a_doctor_reads_is_logged_once_for_each_patient_and_kind(t: TestApp) {
        let house = House::open(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        let peter = house.patient_of(&dora, "Peter").await;
        let note = house.plan(&dora, &paula, vec![daily("Walk", None), daily("Stretch", None)]).await;
        house.plan(&dora, &peter, vec![daily("Swim", None)]).await;
        // What opens nothing, and what patients read of their own, is nobody else's reading.
        dora.ask("{ patients { nodes { steps { nodes { id state } } notes { nodes { id } } } } }", json!({})).await;
        paula.ask("{ viewer { ... on Patient { steps { nodes { description } } notes { nodes { body } } } } }", json!({})).await;
        assert_eq!(reads(&house).await, []);

        let all = "{ patients { nodes { steps { nodes { description passage { text } } } today { due { description } } } } }";
        dora.ask(all, json!({})).await;
        let of = |patient: &Person| Some(patient.account.id);
        let steps = |who: &Person, ids| ("READ_STEPS".to_owned(), of(who), ids);
        let mut expected = vec![steps(&paula, steps_of(&paula).await), steps(&peter, steps_of(&peter).await)];
        assert_eq!(reads(&house).await, expected);
        let row = log(&house).await.remove(0);
        assert_eq!((row.actor_id, row.actor_kind), (Some(dora.account.id), ActorKind::Person));
        assert_eq!((row.address.as_deref(), row.at), (Some("127.0.0.1"), house.t.app.now()));

        dora.ask(&format!(r#"{{ note(id: "{}") {{ body }} }}"#, id("note", note.id)), json!({})).await;
        expected.push(("READ_NOTE".to_owned(), of(&paula), [note.id].into()));
        assert_eq!(reads(&house).await, expected);
        // What a change answers is read as well.
        let one = *steps_of(&paula).await.first().unwrap();
        dora.change("cancelStep", json!({ "stepId": id("step", one) }), "step { description }").await;
        expected.push(steps(&paula, [one].into()));
        assert_eq!(reads(&house).await, expected);
    }

    async fn an_answer_that_cannot_be_logged_does_not_leave(t: TestApp) {
        let house = House::open(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        house.plan(&dora, &paula, vec![daily("Walk", None)]).await;
        let db = house.t.app.db();
        db.write().execute_unprepared("ALTER TABLE access_log RENAME TO away").await.unwrap();
        let texts = "{ patients { nodes { name steps { nodes { description } } } } }";
        let answer = dora.send(texts, json!({})).await;
        assert_eq!((answer.status, answer.code().as_str()), (503, "OVERLOADED"));
        assert_eq!(answer.json()["data"], Value::Null);
        assert!(!answer.json().to_string().contains("Walk"));
        // Who opens nothing for anybody else needs no log.
        dora.ask("{ patients { nodes { name steps { nodes { id } } } } }", json!({})).await;
        paula.ask("{ viewer { ... on Patient { steps { nodes { description } } } } }", json!({})).await;
        db.write().execute_unprepared("ALTER TABLE away RENAME TO access_log").await.unwrap();
        dora.ask(texts, json!({})).await;
        assert_eq!(reads(&house).await.len(), 1);
    }

    async fn each_event_that_shows_a_doctor_a_text_is_logged(t: TestApp) {
        let house = House::live(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        let start = cursor(&dora).await;
        let note = house.plan(&dora, &paula, vec![daily("Walk", None)]).await;
        let (mut hers, mut doctors) = (watch(&paula, &start).await, watch(&dora, &start).await);
        for socket in [&mut hers, &mut doctors] {
            socket.next("e").await;
            socket.next("e").await;
        }
        let patient = Some(paula.account.id);
        let steps = steps_of(&paula).await;
        let expected = [("READ_NOTE".to_owned(), patient, [note.id].into()), ("READ_STEPS".to_owned(), patient, steps)];
        assert_eq!(reads(&house).await, expected);
        // One that cannot be logged is not shown: the client comes back for it.
        house.t.app.db().write().execute_unprepared("ALTER TABLE access_log RENAME TO away").await.unwrap();
        house.note(&dora, &paula, "Rest.").await;
        assert_eq!(doctors.closed_saying_nothing().await, 1013);
        assert_eq!(hers.next("e").await["data"]["careEvents"]["note"]["body"], "Rest.");
    }
}
