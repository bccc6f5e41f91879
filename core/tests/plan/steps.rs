//! Reading steps, what there is to do today, and ticking off.

use crate::support::{Care, daily, day, held_back, missing, once, refused_at};
use aftercare_core::{
    domain::{answered::Tick, plan::PlannedStep, steps::complete_step},
    on_each_database,
    page::Page,
    reader::{Reader, StepFilter},
    testing::people,
};
use aftercare_entity::{
    event::Kind as Told,
    step::{self, State},
    user::{self, Role},
};
use std::collections::HashMap;
use uuid::Uuid;

async fn page(reader: &Reader, patients: &[Uuid], filter: &StepFilter) -> HashMap<Uuid, Vec<step::Model>> {
    let pages = reader.step_pages(patients, filter).await.unwrap();
    pages.into_iter().map(|(id, steps)| (id, steps.iter().map(|step| step.row.clone()).collect())).collect()
}

fn filter(states: Vec<State>, after: Option<Uuid>, first: u64) -> StepFilter {
    StepFilter { states, page: Page::following(after, first), parts: None }
}

async fn seen(care: &Care, actor: &user::Model) -> Vec<String> {
    let mut pages = page(&care.reader(actor), &[care.patient.id], &filter(vec![], None, 50)).await;
    care.texts(pages.remove(&care.patient.id).unwrap_or_default()).await
}

on_each_database! {
    async fn patient_and_present_doctor_see_the_plan_and_nobody_else(t: TestApp) {
        let care = Care::new(t).await;
        let app = &care.t.app;
        care.plan(vec![daily("Walk", None), held_back(daily("Held", None))]).await;
        let [walk, held] = [care.steps().await[0].id, care.steps().await[1].id];
        assert_eq!(seen(&care, &care.patient).await, ["Walk"]);
        assert_eq!(seen(&care, &care.doctor).await, ["Walk", "Held"]);
        assert!(missing(care.reader(&care.patient).step(held).await, "step"), "held back");
        let next = care.change_doctor().await;
        assert_eq!(seen(&care, &next).await, ["Walk", "Held"]);
        let nosy = people::account(app, Role::Patient, "Nosy").await.unwrap();
        let admin = people::account(app, Role::Admin, "Ada").await.unwrap();
        for actor in [&care.doctor, &nosy, &admin] {
            assert!(seen(&care, actor).await.is_empty());
            assert!(missing(care.reader(actor).step(walk).await, "step"));
            assert!(care.today(actor).await.is_none_or(|today| today.due.is_empty()));
        }
        assert!(missing(care.reader(&care.patient).step(app.new_id()).await, "step"));
    }

    async fn each_patient_has_a_page_of_their_own(t: TestApp) {
        let care = Care::new(t).await;
        let app = &care.t.app;
        let second = people::account(app, Role::Patient, "Peter Second").await.unwrap();
        people::assign(app, second.id, care.doctor.id).await.unwrap();
        let other = Care { t: care.t.clone(), patient: second, doctor: care.doctor.clone() };
        let note = care.plan((0..5).map(|n| daily(&format!("One {n}"), None)).collect()).await;
        other.plan((0..3).map(|n| daily(&format!("Two {n}"), None)).collect()).await;
        let both: [Uuid; 2] = [care.patient.id, other.patient.id];
        let doctors = care.reader(&care.doctor);
        let active = filter(vec![State::Active], None, 2);
        let mut pages = page(&doctors, &both, &active).await;
        let first = pages.remove(&both[0]).unwrap();
        assert_eq!(care.texts(first.clone()).await, ["One 0", "One 1"]);
        assert_eq!(care.texts(pages.remove(&both[1]).unwrap()).await, ["Two 0", "Two 1"]);
        let mut pages = page(&doctors, &both[..1], &filter(vec![], Some(first[1].id), 9)).await;
        assert_eq!(care.texts(pages.remove(&both[0]).unwrap()).await, ["One 2", "One 3", "One 4"]);
        let of_note = doctors.note_steps(&[note.id], &active).await.unwrap().remove(&note.id).unwrap();
        assert_eq!(of_note.iter().map(|step| step.row.id).collect::<Vec<_>>(), first.iter().map(|row| row.id).collect::<Vec<_>>());
        // A patient's reader finds nothing of the other, whoever is named.
        assert_eq!(page(&care.reader(&care.patient), &both, &filter(vec![], None, 9)).await.len(), 1);
    }

    async fn today_is_what_is_due_open_needed_and_done(t: TestApp) {
        let care = Care::new(t).await;
        let app = &care.t.app;
        let later = |step| PlannedStep { starts_after_days: 3, ..step };
        let needed = PlannedStep { as_needed: true, ..daily("If in pain", None) };
        care.plan(vec![
            daily("Walk", Some(5)), daily("Stretch", None), once("Call"), once("Shop"), needed,
            later(daily("Swim", None)), later(once("X-ray")), held_back(daily("Held", None)),
        ]).await;
        let rows = care.steps().await;
        care.check_in(Some(rows[1].id)).await.unwrap();
        complete_step(app, care.patient.id, rows[3].id).await.unwrap();
        let today = care.today(&care.patient).await.unwrap();
        assert_eq!(Some(today.day), day(3, 2));
        assert_eq!(care.texts(today.due).await, ["Walk"]);
        assert_eq!(care.texts(today.checklist).await, ["Call"]);
        assert_eq!(care.texts(today.as_needed).await, ["If in pain"]);
        assert_eq!(care.texts(today.done).await, ["Stretch", "Shop"]);
        care.days_pass(3);
        let today = care.today(&care.doctor).await.unwrap();
        assert_eq!(care.texts(today.due).await, ["Walk", "Stretch", "Swim"]);
        assert_eq!(care.texts(today.checklist).await, ["Call", "X-ray"]);
        assert!(today.done.is_empty());
        let kept = care.reader(&care.doctor).adherence(&care.patients()).await.unwrap();
        let kept = kept.get(&care.patient.id).expect("a plan");
        assert_eq!((kept.expected, kept.done, kept.percent()), (6, 1, Some(16)));
        let stranger = people::account(app, Role::Doctor, "Otto Other").await.unwrap();
        assert!(care.reader(&stranger).adherence(&care.patients()).await.unwrap().is_empty());
    }

    async fn a_checklist_step_is_ticked_off_once(t: TestApp) {
        let care = Care::new(t).await;
        let app = &care.t.app;
        care.plan(vec![once("Call"), daily("Walk", None), held_back(once("Held")), once("Shop")]).await;
        let rows = care.steps().await;
        let done = complete_step(app, care.patient.id, rows[0].id).await.unwrap();
        assert_eq!(done.status, Tick::Completed);
        let done = done.row;
        assert_eq!((done.state, done.closed_at), (State::Completed, Some(app.now())));
        care.days_pass(1);
        let twice = complete_step(app, care.patient.id, rows[0].id).await.unwrap();
        assert_eq!((twice.status, twice.row), (Tick::AlreadyCompleted, done));
        assert_eq!(care.told(Told::StepCompleted).await, [rows[0].id]);
        assert_eq!(refused_at(complete_step(app, care.patient.id, rows[1].id).await), Some("stepId"));
        assert!(missing(complete_step(app, care.patient.id, rows[2].id).await, "step"), "held back");
        let nosy = people::account(app, Role::Patient, "Nosy").await.unwrap();
        assert!(missing(complete_step(app, nosy.id, rows[3].id).await, "step"));
        care.plan(vec![daily("New", None)]).await;
        let superseded = complete_step(app, care.patient.id, rows[3].id).await.unwrap();
        assert_eq!((superseded.status, superseded.row.state), (Tick::NotInForce, State::Superseded));
        assert_eq!(care.steps().await[0].state, State::Completed, "history stays");
    }
}
