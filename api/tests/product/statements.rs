//! A list of N patients costs the same number of statements as a list of 2: each list below them is read once for all.

use crate::support::{
    house::{House, Person, daily, held_back, once},
    watch,
};
use aftercare_core::{domain::check_ins, on_each_database, testing::TestApp};
use aftercare_entity::{
    check_in::Via,
    reminder::{self, State},
    reminder_step, step,
    user::Role,
};
use chrono::Duration;
use sea_orm::{ActiveModelTrait, ActiveValue::Set};
use serde_json::{Value, json};

/// Statements of every request: the session (1) and its account (1); then the assignments of the page (1) and their
/// patients (1).
const PATIENTS: usize = 4;

/// A doctor with as many patients, each with two notes, three steps in force, a check-in and a reminder that listed one.
async fn ward(house: &House, patients: usize) -> Person {
    let app = &house.t.app;
    let doctor = house.person(Role::Doctor, "Dora Sample").await;
    for number in 0..patients {
        let patient = house.patient_of(&doctor, &format!("Patient {number}")).await;
        let id = patient.account.id;
        house.note(&doctor, &patient, "All is well.").await;
        let steps = vec![
            daily(&format!("Walk {number}"), Some(5)),
            daily(&format!("Rest {number}"), None),
            once(&format!("Call {number}")),
            held_back(daily(&format!("Held {number}"), None)),
        ];
        house.plan(&doctor, &patient, steps).await;
        let done = check_ins::check_in(app, id, None, Via::App).await.unwrap();
        let made = reminder::ActiveModel {
            id: Set(app.new_id()),
            patient_id: Set(id),
            day: Set(done.day),
            scheduled_at: Set(app.now() - Duration::hours(2)),
            state: Set(State::Sent),
            message_id: Set(format!("<{id}@aftercare.test>")),
            attempts: Set(1),
            reason: Set(None),
            created_at: Set(app.now()),
            sent_at: Set(Some(app.now())),
        };
        let made = made.insert(app.db().write()).await.unwrap();
        let listed = reminder_step::ActiveModel { reminder_id: Set(made.id), step_id: Set(done.steps[0].id) };
        listed.insert(app.db().write()).await.unwrap();
    }
    doctor
}

/// How many statements the doctor's page of 20 patients with these fields costs, and the patients.
async fn cost(doctor: &Person, fields: &str) -> (usize, Vec<Value>) {
    let before = watch::statements();
    let query = format!("{{ patients(first: 20) {{ nodes {{ name {fields} }} }} }}");
    let mut answer = doctor.ask(&query, json!({})).await;
    let count = watch::statements() - before;
    let Value::Array(patients) = answer["patients"]["nodes"].take() else { panic!("no list") };
    (count, patients)
}

/// `below`, beside [`PATIENTS`], for 2 patients and for 20; `check` looks at each patient, whose number it gets.
async fn costs(t: TestApp, fields: &str, below: usize, check: impl Fn(usize, &Value)) {
    watch::start();
    let house = House::open(t).await;
    for size in [2, 20] {
        let doctor = ward(&house, size).await;
        let (count, patients) = cost(&doctor, fields).await;
        assert_eq!(patients.len(), size);
        for (number, patient) in patients.iter().enumerate() {
            assert_eq!(patient["name"], format!("Patient {number}"));
            check(number, patient);
        }
        assert_eq!(count, PATIENTS + below, "statements for {size} patients with {fields}");
    }
}

fn texts(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|step| step["description"].as_str().unwrap()).collect()
}

on_each_database! {
    async fn the_counter_counts_each_statement(t: TestApp) {
        use sea_orm::{ConnectionTrait, EntityTrait};
        watch::start();
        let db = t.app.db();
        let before = watch::statements();
        step::Entity::find().all(db.read()).await.unwrap();
        step::Entity::find().one(db.read()).await.unwrap();
        db.write().execute_unprepared("DELETE FROM steps").await.unwrap();
        let change = t.app.begin().await.unwrap();
        step::Entity::find().all(change.tx()).await.unwrap();
        change.commit().await.unwrap();
        assert_eq!(watch::statements() - before, 4);
    }

    async fn of_patients_alone(t: TestApp) {
        costs(t, "", 0, |_, _| {}).await;
    }

    async fn of_steps(t: TestApp) {
        // The pages of steps (1) and the data keys that open them (1).
        let fields = "steps(states: [ACTIVE]) { edges { node { description } } }";
        costs(t, fields, 2, |number, patient| {
            let nodes: Value = patient["steps"]["edges"].as_array().unwrap().iter().map(|edge| edge["node"].clone()).collect();
            assert_eq!(texts(&nodes), [format!("Walk {number}"), format!("Rest {number}"), format!("Call {number}")]);
        }).await;
    }
}
