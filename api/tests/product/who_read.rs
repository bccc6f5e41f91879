//! "Dr A read your note": what a patient sees of who did what to their record, and nobody else does.

use crate::support::house::{House, Person, id};
use aftercare_core::{
    audit::{self, Access, Action, Actor, chainer},
    on_each_database,
    testing::{
        planned::{daily, held_back},
        sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel, QueryOrder},
    },
};
use aftercare_entity::{
    step,
    user::{self, Role},
};
use chrono::Duration;
use serde_json::{Value, json};

const LOG: &str = "query ($first: Int, $after: String) { viewer { ... on Patient { accessLog(first: $first, after: $after) { \
    nodes { at action by doctor { name } notes { body } steps { description } address detail } \
    pageInfo { hasNextPage endCursor } } } } }";

async fn log(who: &Person, variables: Value) -> Value {
    who.ask(LOG, variables).await["viewer"]["accessLog"].take()
}

async fn done(house: &House, accesses: impl IntoIterator<Item = Access>) {
    for access in accesses {
        house.t.clock.advance(Duration::seconds(1));
        audit::record(&house.t.app, house.t.app.db().write(), [access]).await.unwrap();
    }
}

on_each_database! {
    async fn a_patient_sees_who_did_what_newest_first(t: TestApp) {
        let house = House::open(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        let note = house.plan(&dora, &paula, vec![daily("Walk", Some(5)), held_back(daily("Odd", None))]).await;
        let steps = step::Entity::of_note_unscoped(note.id).order_by_asc(step::Column::Ordinal);
        let steps: Vec<_> = steps.all(house.t.app.db().read()).await.unwrap().iter().map(|step| step.id).collect();
        let olga = house.person(Role::Admin, "Olga").await;
        let (patient, from) = (Some(paula.account.id), "203.0.113.5".parse().ok());
        let (doctor, own) = (Actor::person(dora.account.id, from), Actor::person(paula.account.id, from));
        done(&house, [
            Access::new(own, Action::LogIn, patient, []),
            Access::new(Actor::nobody(from), Action::LogInRefused, patient, []),
            Access::new(doctor, Action::ReadNote, patient, [note.id]),
            Access::new(doctor, Action::ReadSteps, patient, steps),
            Access::new(Actor::WORKER, Action::SendToModel, patient, [note.id]).with_detail("gemini-3.8-flash"),
            Access::new(Actor::WORKER, Action::Mail, patient, []),
            Access::new(Actor::person(olga.account.id, from), Action::ChangeAccount, patient, []),
            Access::new(Actor::OPERATOR, Action::RotateKeys, None, []),
        ]).await;
        // Chained or not: it is there.
        chainer::chain_pending(&house.t.app).await.unwrap();
        done(&house, [Access::new(doctor, Action::ReadNote, patient, [note.id])]).await;
        let all = log(&paula, json!({})).await;
        let text = "Rest. Walk. Take the tablets.";
        let entry = |second: u32, action: &str, by: &str| json!({
            "at": format!("2026-03-02T08:00:{second:02}.000000Z"), "action": action, "by": by, "doctor": null,
            "notes": [], "steps": [], "address": null, "detail": null,
        });
        let with = |mut entry: Value, fields: Value| {
            entry.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
            entry
        };
        let dr = json!({ "name": "Dora Sample" });
        assert_eq!(all["nodes"], json!([
            with(entry(9, "READ_NOTE", "DOCTOR"), json!({ "doctor": dr, "notes": [{ "body": text }] })),
            entry(7, "CHANGE_ACCOUNT", "ADMIN"),
            entry(6, "MAIL", "BACKGROUND_WORK"),
            with(entry(5, "SEND_TO_MODEL", "BACKGROUND_WORK"), json!({ "notes": [{ "body": text }], "detail": "gemini-3.8-flash" })),
            with(entry(4, "READ_STEPS", "DOCTOR"), json!({ "doctor": dr, "steps": [{ "description": "Walk" }] })),
            with(entry(3, "READ_NOTE", "DOCTOR"), json!({ "doctor": dr, "notes": [{ "body": text }] })),
            entry(2, "LOG_IN_REFUSED", "NOBODY"),
            with(entry(1, "LOG_IN", "PATIENT"), json!({ "address": "203.0.113.5" })),
        ]));
    }

    async fn it_comes_in_pages_each_row_once(t: TestApp) {
        let house = House::open(t).await;
        let paula = house.person(Role::Patient, "Paula").await;
        let rows = (0..7).map(|n| {
            Access::new(Actor::WORKER, Action::Mail, Some(paula.account.id), []).with_detail(n.to_string())
        });
        done(&house, rows).await;
        let (mut seen, mut after) = (Vec::new(), Value::Null);
        for more in [true, true, false] {
            let page = log(&paula, json!({ "first": 3, "after": after })).await;
            seen.extend(page["nodes"].as_array().unwrap().iter().map(|node| node["detail"].as_str().unwrap().to_owned()));
            assert_eq!(page["pageInfo"]["hasNextPage"], more);
            after = page["pageInfo"]["endCursor"].clone();
        }
        assert_eq!(seen, ["6", "5", "4", "3", "2", "1", "0"]);
        let error = paula.error(LOG, json!({ "first": 101 })).await;
        assert_eq!(error["extensions"]["inputPath"], json!(["first"]));
    }

    async fn it_is_the_patient_s_alone(t: TestApp) {
        let house = House::open(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        let note = house.note(&dora, &paula, "Rest.").await;
        let peter = house.patient_of(&dora, "Peter").await;
        done(&house, [Access::new(Actor::WORKER, Action::Mail, Some(paula.account.id), [])]).await;
        let asked = |who: &str| format!(r#"{{ patient(id: "{who}") {{ accessLog {{ nodes {{ action }} }} }} }}"#);
        assert_eq!(dora.refusal(&asked(&paula.id())).await, "FORBIDDEN");
        let through = format!(
            r#"{{ note(id: "{}") {{ patient {{ accessLog {{ nodes {{ action }} }} }} }} }}"#,
            id("note", note.id)
        );
        assert_eq!(dora.refusal(&through).await, "FORBIDDEN");
        assert_eq!(peter.refusal(&asked(&paula.id())).await, "NOT_FOUND");
        assert_eq!(log(&peter, json!({})).await["nodes"], json!([]));
        let olga = house.person(Role::Admin, "Olga").await;
        assert_eq!(olga.refusal(&asked(&paula.id())).await, "NOT_FOUND");
        let own = paula.ask(&through, json!({})).await;
        assert_eq!(own["note"]["patient"]["accessLog"]["nodes"].as_array().unwrap().len(), 1);
    }

    async fn what_only_another_version_knows_is_shown_as_unknown(t: TestApp) {
        let house = House::open(t).await;
        let paula = house.person(Role::Patient, "Paula").await;
        let row = aftercare_entity::access_log::ActiveModel {
            id: Set(house.t.app.new_id()),
            sequence: Set(None),
            at: Set(house.t.app.now()),
            actor_id: Set(None),
            actor_kind: Set(audit::ActorKind::Worker),
            action: Set("SEND_BY_PIGEON".to_owned()),
            patient_id: Set(Some(paula.account.id)),
            subject_id: Set(None),
            subjects: Set(None),
            address: Set(None),
            detail: Set(None),
            previous_hash: Set(None),
            hash: Set(None),
        };
        row.insert(house.t.app.db().write()).await.unwrap();
        assert_eq!(log(&paula, json!({})).await["nodes"][0]["action"], Value::Null);
    }

    async fn a_doctor_whose_account_is_gone_is_still_named(t: TestApp) {
        let house = House::open(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        done(&house, [Access::new(Actor::person(dora.account.id, None), Action::ReadSteps, Some(paula.account.id), [])]).await;
        let mut ended = dora.account.clone().into_active_model();
        ended.status = Set(user::Status::Ended);
        ended.update(house.t.app.db().write()).await.unwrap();
        assert_eq!(log(&paula, json!({})).await["nodes"][0]["doctor"]["name"], "Dora Sample");
    }
}
