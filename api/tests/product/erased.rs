//! A record whose data key was destroyed is nowhere: not in lists, not by id, not in events, for whoever could read it before.

use super::events::{cursor, next, watch};
use crate::support::house::{House, id};
use aftercare_core::{
    on_each_database,
    testing::{
        planned::{daily, held_back},
        sea_orm::{EntityTrait, QueryOrder},
    },
};
use aftercare_entity::{check_in, patient_key, step};
use serde_json::{Value, json};

const LISTS: &str = "notes { nodes { body } } steps { nodes { description } } undecidedNotes { noteId } checkIns { nodes { id } } \
                     today { due { id } checklist { id } asNeeded { id } done { id } } adherence { expected done } \
                     reminders { sent { nodes { id } } upcoming { day } }";

on_each_database! {
    async fn a_record_that_was_erased_is_not_there_for_anybody(t: TestApp) {
        let house = House::live(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        let peter = house.patient_of(&dora, "Peter").await;
        let start = cursor(&dora).await;
        let note = house.plan(&dora, &paula, vec![daily("Walk", Some(5)), held_back(daily("Swim", None))]).await;
        house.plan(&dora, &peter, vec![daily("Stretch", None)]).await;
        paula.ask("mutation { checkIn { day } }", json!({})).await;
        let (db, steps) = (house.t.app.db(), step::Entity::of_patient(paula.account.id).order_by_asc(step::Column::Id));
        let steps: Vec<_> = steps.all(db.read()).await.unwrap().iter().map(|row| id("step", row.id)).collect();
        assert_eq!(check_in::Entity::of_patient(paula.account.id).all(db.read()).await.unwrap().len(), 1);
        patient_key::Entity::delete_by_id(paula.account.id).exec(db.write()).await.unwrap();

        let list = dora.ask(&format!("{{ patients {{ nodes {{ name {LISTS} }} }} }}"), json!({})).await;
        let names: Vec<_> = list["patients"]["nodes"].as_array().unwrap().iter().map(|patient| &patient["name"]).collect();
        assert_eq!(names, ["Peter"]);
        let own = paula.ask(&format!("{{ viewer {{ ... on Patient {{ {LISTS} }} }} }}"), json!({})).await;
        let nothing = json!({ "nodes": [] });
        assert_eq!(own["viewer"], json!({
            "notes": nothing, "steps": nothing, "undecidedNotes": [], "checkIns": nothing,
            "today": { "due": [], "checklist": [], "asNeeded": [], "done": [] }, "adherence": { "expected": 0, "done": 0 },
            "reminders": { "sent": nothing, "upcoming": [] },
        }));
        for reader in [&paula, &dora] {
            assert_eq!(reader.refusal(&format!(r#"{{ note(id: "{}") {{ id }} }}"#, id("note", note.id))).await, "NOT_FOUND");
            for node in [&id("note", note.id), &steps[0], &steps[1]] {
                assert_eq!(reader.ask(&format!(r#"{{ node(id: "{node}") {{ id }} }}"#), json!({})).await["node"], Value::Null);
            }
        }
        assert_eq!(dora.refusal(&format!(r#"{{ patient(id: "{}") {{ name }} }}"#, paula.id())).await, "NOT_FOUND");
        // A replay shows things as they are now: of all that happened, what happened to Peter.
        let mut socket = watch(&dora, &start).await;
        for _ in 0..2 {
            assert_eq!(next(&mut socket).await["patient"]["name"], "Peter");
        }
        house.note(&dora, &peter, "Goes on.").await;
        assert_eq!(next(&mut socket).await["note"]["body"], "Goes on.");
    }
}
