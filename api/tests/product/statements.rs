//! A list of N patients costs the same number of statements as a list of 2: each list below them is read once for all.

use crate::support::{
    house::{House, Person},
    watch,
};
use aftercare_core::testing::planned::{daily, held_back, once};
use aftercare_core::testing::sea_orm::{ActiveModelTrait, ActiveValue::Set, DbBackend};
use aftercare_core::{domain::check_ins, on_each_database, testing::TestApp};
use aftercare_entity::{
    check_in::Via,
    reminder::{self, State},
    reminder_step, step,
    user::Role,
};
use chrono::Duration;
use serde_json::{Value, json};

/// Statements of every request: the session and its account (1); then the patients of the page, with their keys (1).
const PATIENTS: usize = 2;

/// What is opened for the doctor, and so is written to the access log before the answer leaves.
#[derive(PartialEq)]
enum Opens {
    Nothing,
    Texts,
}

/// Statements that write to the access log: whether somebody else chains just now (1, on Postgres), its end (1), its key (1), and
/// the rows (1).
fn log(house: &House) -> usize {
    match house.t.app.db().backend() {
        DbBackend::Postgres => 4,
        _ => 3,
    }
}

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
            unanswered: Set(0),
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
async fn costs(t: TestApp, fields: &str, below: usize, opens: Opens, check: impl Fn(usize, &Value)) {
    watch::start();
    let house = House::open(t).await;
    // The first row of the log makes its key.
    cost(&ward(&house, 1).await, "steps { nodes { description } }").await;
    let below = if opens == Opens::Texts { below + log(&house) } else { below };
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
        use aftercare_core::testing::sea_orm::{ConnectionTrait, EntityTrait};
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
        costs(t, "", 0, Opens::Nothing, |_, _| {}).await;
    }

    async fn of_steps(t: TestApp) {
        // The pages of steps (1).
        let fields = "steps(states: [ACTIVE]) { edges { node { description passage { text } } } }";
        costs(t, fields, 1, Opens::Texts, |number, patient| {
            let nodes: Value = patient["steps"]["edges"].as_array().unwrap().iter().map(|edge| edge["node"].clone()).collect();
            assert_eq!(texts(&nodes), [format!("Walk {number}"), format!("Rest {number}"), format!("Call {number}")]);
        }).await;
    }

    async fn of_steps_without_their_texts(t: TestApp) {
        // The pages of steps (1): nothing is opened, so nothing was read.
        costs(t, "steps { nodes { id state } }", 1, Opens::Nothing, |_, patient| {
            assert_eq!(patient["steps"]["nodes"].as_array().unwrap().len(), 4);
        }).await;
    }

    async fn of_notes_their_texts_and_their_steps(t: TestApp) {
        // The pages of notes (1) and the pages of their steps (1).
        let fields = "notes { nodes { body state steps { nodes { description } } } }";
        costs(t, fields, 2, Opens::Texts, |number, patient| {
            let notes = patient["notes"]["nodes"].as_array().unwrap();
            assert_eq!(notes.len(), 2);
            assert_eq!((&notes[0]["body"], &notes[1]["body"]), (&json!("Rest. Walk. Take the tablets."), &json!("All is well.")));
            assert_eq!(texts(&notes[0]["steps"]["nodes"])[3], format!("Held {number}"));
        }).await;
    }

    async fn of_what_notes_changed(t: TestApp) {
        // The pages of notes (1); whether their patients may be seen (1); the steps of both plans (1).
        let fields = "notes { nodes { extraction { reasonText changes { added { description } ended { id } kept { now { id } } } } } }";
        costs(t, fields, 3, Opens::Texts, |number, patient| {
            let added = &patient["notes"]["nodes"][0]["extraction"]["changes"]["added"];
            assert_eq!(texts(added), [format!("Walk {number}"), format!("Rest {number}"), format!("Call {number}")]);
            assert_eq!(patient["notes"]["nodes"][1]["extraction"]["changes"], Value::Null);
        }).await;
    }

    async fn of_undecided_notes(t: TestApp) {
        // The notes that wait (1): none here.
        let fields = "undecidedNotes { noteId note { body } }";
        costs(t, fields, 1, Opens::Nothing, |_, patient| assert_eq!(patient["undecidedNotes"], json!([]))).await;
    }

    async fn of_today(t: TestApp) {
        // The check-ins of the day (1) and the steps (1).
        let fields = "today { day due { description } checklist { description } done { description } }";
        costs(t, fields, 2, Opens::Texts, |number, patient| {
            let today = &patient["today"];
            assert_eq!(texts(&today["checklist"]), [format!("Call {number}")]);
            assert_eq!(texts(&today["done"]), [format!("Walk {number}"), format!("Rest {number}")]);
        }).await;
    }

    async fn of_adherence(t: TestApp) {
        // The plans in force (1); no text is opened.
        costs(t, "adherence { expected done }", 1, Opens::Nothing, |_, patient| {
            assert_eq!(patient["adherence"], json!({ "expected": 2, "done": 2 }));
        }).await;
    }

    async fn of_check_ins_and_their_steps(t: TestApp) {
        // The pages of check-ins (1) and their steps (1).
        let fields = "checkIns { nodes { day step { description } } }";
        costs(t, fields, 2, Opens::Texts, |number, patient| {
            let done = patient["checkIns"]["nodes"].as_array().unwrap();
            assert_eq!((done.len(), &done[1]["step"]["description"]), (2, &json!(format!("Walk {number}"))));
        }).await;
    }

    async fn of_reminders_sent_and_what_they_listed(t: TestApp) {
        // The pages of reminders (1), what they listed (1) and those steps (1).
        let fields = "reminders { sent { nodes { state reasonText steps { description } } } }";
        costs(t, fields, 3, Opens::Texts, |number, patient| {
            let sent = patient["reminders"]["sent"]["nodes"].as_array().unwrap();
            assert_eq!((sent.len(), texts(&sent[0]["steps"])), (1, vec![format!("Walk {number}").as_str()]));
        }).await;
    }

    async fn of_reminders_to_come(t: TestApp) {
        // The plans in force (1).
        let fields = "reminders { upcoming(first: 2) { day steps { description } } }";
        costs(t, fields, 1, Opens::Texts, |number, patient| {
            let days = patient["reminders"]["upcoming"].as_array().unwrap();
            assert_eq!(days.len(), 2);
            assert_eq!(texts(&days[0]["steps"]), [format!("Walk {number}"), format!("Rest {number}")]);
        }).await;
    }

    async fn of_doctors_of_patients(t: TestApp) {
        // The assignments (1) and their doctors (1), asked for from two fields.
        costs(t, "doctor { name } assignedAt timeZone extractionSettings { noAi }", 2, Opens::Nothing, |_, patient| {
            assert_eq!(patient["doctor"]["name"], "Dora Sample");
        }).await;
    }

    async fn lists_in_lists_in_lists_are_refused_before_anything_is_read(t: TestApp) {
        watch::start();
        let house = House::open(t).await;
        let doctor = ward(&house, 1).await;
        let heavy = "{ patients(first: 100) { nodes { steps(first: 100) { nodes { note { steps(first: 100) { nodes { id } } } } } } } }";
        let before = watch::statements();
        assert_eq!(doctor.refusal(heavy).await, "TOO_COMPLEX");
        // The session and its account.
        assert_eq!(watch::statements() - before, 1);
    }
}
