//! Reading steps, what there is to do today, and ticking off.

use crate::support::{Care, conflicts, daily, day, held_back, missing, once, refused_at};
use aftercare_core::{
    Error,
    domain::{
        plan::PlannedStep,
        schedule::Adherence,
        steps::{self, StepFilter, complete_step},
    },
    keyring::SealError,
    on_each_database,
    testing::people,
};
use aftercare_entity::{
    event::Kind as Told,
    patient_key,
    step::{self, State},
    user::{self, Role},
};
use sea_orm::EntityTrait;
use uuid::Uuid;

async fn seen(care: &Care, actor: &user::Model) -> Vec<String> {
    let filter = StepFilter::for_actor(actor, vec![], None, 50);
    let mut pages = steps::pages(&care.t.app, &[care.patient.id], &filter).await.unwrap();
    texts(care, pages.remove(&care.patient.id).unwrap_or_default()).await
}

async fn texts(care: &Care, rows: Vec<step::Model>) -> Vec<String> {
    let open = steps::open(&care.t.app, rows).await.unwrap();
    open.iter().map(|step| step.description.to_string()).collect()
}

on_each_database! {
    async fn patient_and_present_doctor_see_the_plan_and_nobody_else(t: TestApp) {
        let care = Care::new(t).await;
        let app = &care.t.app;
        care.plan(vec![daily("Walk", None), held_back(daily("Held", None))]).await;
        let [walk, held] = [care.steps().await[0].id, care.steps().await[1].id];
        assert_eq!(seen(&care, &care.patient).await, ["Walk"]);
        assert_eq!(seen(&care, &care.doctor).await, ["Walk", "Held"]);
        assert!(missing(steps::step_for(app, &care.patient, held).await, "step"), "held back");
        let next = care.change_doctor().await;
        assert_eq!(seen(&care, &next).await, ["Walk", "Held"]);
        let nosy = people::account(app, Role::Patient, "Nosy").await.unwrap();
        let admin = people::account(app, Role::Admin, "Ada").await.unwrap();
        for actor in [&care.doctor, &nosy, &admin] {
            assert!(seen(&care, actor).await.is_empty());
            assert!(missing(steps::step_for(app, actor, walk).await, "step"));
            assert!(steps::today(app, actor, &[&care.patient]).await.unwrap().values().all(|today| today.due.is_empty()));
        }
        assert!(missing(steps::step_for(app, &care.patient, app.new_id()).await, "step"));
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
        let filter = StepFilter::for_actor(&care.doctor, vec![State::Active], None, 2);
        let mut pages = steps::pages(app, &both, &filter).await.unwrap();
        let first = pages.remove(&both[0]).unwrap();
        assert_eq!(texts(&care, first.clone()).await, ["One 0", "One 1"]);
        assert_eq!(texts(&care, pages.remove(&both[1]).unwrap()).await, ["Two 0", "Two 1"]);
        let rest = StepFilter::for_actor(&care.doctor, vec![], Some(first[1].id), 9);
        let mut pages = steps::pages(app, &both[..1], &rest).await.unwrap();
        assert_eq!(texts(&care, pages.remove(&both[0]).unwrap()).await, ["One 2", "One 3", "One 4"]);
        let of_note = steps::pages(app, &both, &filter.clone().of_note(note.id)).await.unwrap();
        assert_eq!(of_note.len(), 1);
        // A patient's filter finds nothing of the other, whoever is named.
        let own = StepFilter::for_actor(&care.patient, vec![], None, 9);
        assert_eq!(steps::pages(app, &both, &own).await.unwrap().len(), 1);
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
        let today = steps::today(app, &care.patient, &[&care.patient]).await.unwrap().remove(&care.patient.id).unwrap();
        assert_eq!(Some(today.day), day(3, 2));
        assert_eq!(texts(&care, today.due).await, ["Walk"]);
        assert_eq!(texts(&care, today.checklist).await, ["Call"]);
        assert_eq!(texts(&care, today.as_needed).await, ["If in pain"]);
        assert_eq!(texts(&care, today.done).await, ["Stretch", "Shop"]);
        care.days_pass(3);
        let today = steps::today(app, &care.doctor, &[&care.patient]).await.unwrap().remove(&care.patient.id).unwrap();
        assert_eq!(texts(&care, today.due).await, ["Walk", "Stretch", "Swim"]);
        assert_eq!(texts(&care, today.checklist).await, ["Call", "X-ray"]);
        assert!(today.done.is_empty());
        let kept = steps::adherence(app, &care.doctor, &[&care.patient]).await.unwrap();
        assert_eq!(kept.get(&care.patient.id), Some(&Adherence { expected: 6, done: 1 }));
        let stranger = people::account(app, Role::Doctor, "Otto Other").await.unwrap();
        assert!(steps::adherence(app, &stranger, &[&care.patient]).await.unwrap().is_empty());
    }

    async fn steps_whose_key_was_destroyed_are_gone_and_the_others_are_there(t: TestApp) {
        let care = Care::new(t).await;
        let app = &care.t.app;
        let second = people::account(app, Role::Patient, "Peter Second").await.unwrap();
        people::assign(app, second.id, care.doctor.id).await.unwrap();
        let other = Care { t: care.t.clone(), patient: second, doctor: care.doctor.clone() };
        care.plan(vec![daily("One", None)]).await;
        other.plan(vec![daily("Two", None)]).await;
        let rows = [care.steps().await, other.steps().await].concat();
        patient_key::Entity::delete_by_id(care.patient.id).exec(app.db().write()).await.unwrap();
        let kept = steps::open_kept(app, rows.clone()).await.unwrap();
        assert_eq!(kept.iter().map(|step| step.description.as_str()).collect::<Vec<_>>(), ["Two"]);
        // Whoever needs all of them learns that they are not all there.
        let error = steps::open(app, rows.clone()).await.unwrap_err();
        assert!(matches!(error, Error::Seal(SealError::MissingDataKey)), "{error}");
        // A text that was altered is no erasure: it is never left out in silence.
        let mut altered = rows[1].clone();
        altered.description_sealed[20] ^= 1;
        let error = steps::open_kept(app, vec![altered]).await.unwrap_err();
        assert!(matches!(error, Error::Seal(SealError::DidNotOpen)), "{error}");
    }

    async fn a_checklist_step_is_ticked_off_once(t: TestApp) {
        let care = Care::new(t).await;
        let app = &care.t.app;
        care.plan(vec![once("Call"), daily("Walk", None), held_back(once("Held")), once("Shop")]).await;
        let rows = care.steps().await;
        let done = complete_step(app, care.patient.id, rows[0].id).await.unwrap();
        assert_eq!((done.state, done.closed_at), (State::Completed, Some(app.now())));
        care.days_pass(1);
        assert_eq!(complete_step(app, care.patient.id, rows[0].id).await.unwrap(), done, "twice changes nothing");
        assert_eq!(care.told(Told::StepCompleted).await, [rows[0].id]);
        assert_eq!(refused_at(complete_step(app, care.patient.id, rows[1].id).await), Some("stepId"));
        assert!(missing(complete_step(app, care.patient.id, rows[2].id).await, "step"), "held back");
        let nosy = people::account(app, Role::Patient, "Nosy").await.unwrap();
        assert!(missing(complete_step(app, nosy.id, rows[3].id).await, "step"));
        care.plan(vec![daily("New", None)]).await;
        assert!(conflicts(complete_step(app, care.patient.id, rows[3].id).await), "superseded");
        assert_eq!(care.steps().await[0].state, State::Completed, "history stays");
    }
}
