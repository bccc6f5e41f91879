//! The main path of care: a note, its plan, check-ins until the plan is finished.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use aftercare_core::{
    Error,
    domain::{
        assignments, check_ins, notes,
        plan::{self, ExtractionRecord, PlannedStep},
        steps::{self, StepFilter},
    },
    on_each_database,
    testing::{TestApp, people},
};
use aftercare_entity::{
    check_in::Via,
    note::State as NoteState,
    step::{self, Kind, State},
    user::Role,
};
use chrono::Duration;
use sea_orm::EntityTrait;
use uuid::Uuid;

fn planned(description: &str, kind: Kind, days: Option<u32>, every: Option<f64>) -> PlannedStep {
    PlannedStep {
        kind,
        description: description.to_owned(),
        passage: Some((0, 4, "Rest".to_owned())),
        duration_days: days,
        times_per_day: None,
        every_days: every,
        as_needed: false,
        starts_after_days: 0,
        review_reason: None,
    }
}

async fn extract(t: &TestApp, doctor: Uuid, patient: Uuid, found: Vec<PlannedStep>) -> Uuid {
    let note = notes::submit_note(&t.app, doctor, patient, "Rest and take it easy.").await.unwrap();
    let mut change = t.app.begin().await.unwrap();
    let record = ExtractionRecord { extractor: "rules", ..Default::default() };
    plan::store_extraction(&mut change, note.id, found, record).await.unwrap();
    change.commit().await.unwrap();
    note.id
}

async fn all_steps(t: &TestApp) -> Vec<step::Model> {
    step::Entity::find().all(t.app.db().read()).await.unwrap()
}

on_each_database! {
    async fn a_five_day_plan_needs_five_check_ins_however_long_that_takes(t: TestApp) {
        let (patient, doctor) = people::patient_and_doctor(&t.app).await.unwrap();
        extract(&t, doctor.id, patient.id, vec![planned("Walk", Kind::Plan, Some(5), None)]).await;
        for day in 0..9 {
            // Odd days are missed; a missed day changes nothing.
            if day % 2 == 0 {
                let done = check_ins::check_in(&t.app, patient.id, None, Via::App).await.unwrap();
                assert_eq!(done.steps[0].remaining, Some(4 - day / 2));
                // A second check-in the same day is no error and no decrement.
                let id = done.steps[0].id;
                let again = check_ins::check_in(&t.app, patient.id, Some(id), Via::App).await.unwrap();
                assert_eq!(again.steps[0].remaining, Some(4 - day / 2));
                assert_eq!(again.check_ins[0].id, done.check_ins[0].id);
            }
            t.clock.advance(Duration::days(1));
        }
        assert_eq!(all_steps(&t).await[0].state, State::Completed);
        assert!(check_ins::check_in(&t.app, patient.id, None, Via::App).await.unwrap().steps.is_empty());
    }

    async fn a_hundred_check_ins_at_once_count_as_one(t: TestApp) {
        let (patient, doctor) = people::patient_and_doctor(&t.app).await.unwrap();
        extract(&t, doctor.id, patient.id, vec![planned("Walk", Kind::Plan, Some(5), None)]).await;
        let id = all_steps(&t).await[0].id;
        let tasks: Vec<_> = (0..100)
            .map(|_| {
                let app = t.app.clone();
                tokio::spawn(async move { check_ins::check_in(&app, patient.id, Some(id), Via::App).await })
            })
            .collect();
        for task in tasks {
            assert_eq!(task.await.unwrap().unwrap().steps[0].remaining, Some(4));
        }
        assert_eq!(all_steps(&t).await[0].remaining, Some(4));
    }

    async fn a_weekly_step_is_refused_before_its_day_and_undone_the_same_day(t: TestApp) {
        let (patient, doctor) = people::patient_and_doctor(&t.app).await.unwrap();
        extract(&t, doctor.id, patient.id, vec![planned("Methotrexate", Kind::Plan, Some(28), Some(7.0))]).await;
        let id = all_steps(&t).await[0].id;
        check_ins::check_in(&t.app, patient.id, Some(id), Via::App).await.unwrap();
        t.clock.advance(Duration::days(6));
        let early = check_ins::check_in(&t.app, patient.id, Some(id), Via::App).await;
        assert!(matches!(early, Err(Error::Conflict(ref why)) if why.contains("2026-03-09")), "{early:?}");
        assert!(matches!(check_ins::undo_check_in(&t.app, patient.id, id).await, Err(Error::Conflict(_))));
        t.clock.advance(Duration::days(1));
        assert_eq!(check_ins::check_in(&t.app, patient.id, Some(id), Via::App).await.unwrap().steps[0].remaining, Some(2));
        let undone = check_ins::undo_check_in(&t.app, patient.id, id).await.unwrap();
        assert_eq!((undone.remaining, undone.next_due_on.unwrap().to_string()), (Some(3), "2026-03-09".to_owned()));
        assert_eq!(check_ins::check_in(&t.app, patient.id, Some(id), Via::App).await.unwrap().steps[0].remaining, Some(2));
    }

    async fn a_new_plan_takes_the_old_ones_place_only_when_something_of_it_is_active(t: TestApp) {
        let (patient, doctor) = people::patient_and_doctor(&t.app).await.unwrap();
        extract(&t, doctor.id, patient.id, vec![planned("Old", Kind::Plan, Some(5), None)]).await;
        let held = PlannedStep { review_reason: Some("PASSAGE_NOT_FOUND"), ..planned("Invented", Kind::Plan, Some(5), None) };
        let note = extract(&t, doctor.id, patient.id, vec![held.clone()]).await;
        let states = |rows: Vec<step::Model>| rows.iter().map(|row| row.state).collect::<Vec<_>>();
        assert_eq!(states(all_steps(&t).await), [State::Active, State::NeedsReview]);
        let note = aftercare_entity::note::Entity::any_unscoped(note).one(t.app.db().read()).await.unwrap().unwrap();
        assert_eq!(note.state, NoteState::NeedsReview);
        // Nothing found: the plan stays until the doctor confirms.
        extract(&t, doctor.id, patient.id, vec![]).await;
        assert_eq!(states(all_steps(&t).await), [State::Active, State::NeedsReview]);
        extract(&t, doctor.id, patient.id, vec![held, planned("New", Kind::Plan, Some(5), None)]).await;
        assert_eq!(
            states(all_steps(&t).await),
            [State::Superseded, State::Superseded, State::NeedsReview, State::Active]
        );
    }

    async fn only_those_who_may_see_a_record_see_it(t: TestApp) {
        let (patient, doctor) = people::patient_and_doctor(&t.app).await.unwrap();
        let held = PlannedStep { review_reason: Some("NEGATED"), ..planned("Held", Kind::Plan, Some(5), None) };
        let note = extract(&t, doctor.id, patient.id, vec![planned("Walk", Kind::Checklist, None, None), held]).await;
        let seen = async |actor| {
            let filter = StepFilter::for_actor(actor, vec![], None, 10);
            let pages = steps::pages(&t.app, &[patient.id], &filter).await.unwrap();
            let open = steps::open(&t.app, pages[&patient.id].clone()).await.unwrap();
            open.iter().map(|step| step.description.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(seen(&patient).await, ["Walk"]);
        assert_eq!(seen(&doctor).await, ["Walk", "Held"]);
        let stranger = people::account(&t.app, Role::Doctor, "Otto Other").await.unwrap();
        let walk = all_steps(&t).await[0].id;
        for actor in [&stranger, &people::account(&t.app, Role::Patient, "Nosy").await.unwrap()] {
            assert!(matches!(steps::step_for(&t.app, actor, walk).await, Err(Error::NotFound(_))));
            assert!(matches!(aftercare_core::domain::access::note_for(&t.app, actor, note).await, Err(Error::NotFound(_))));
        }
        let refused = notes::submit_note(&t.app, stranger.id, patient.id, "Rest.").await;
        assert!(matches!(refused, Err(Error::NotFound(_))));
        // The former doctor loses sight of the plan at once and keeps the note.
        assignments::select_doctor(&t.app, patient.id, stranger.id).await.unwrap();
        assert!(matches!(steps::step_for(&t.app, &doctor, walk).await, Err(Error::NotFound(_))));
        assert!(aftercare_core::domain::access::note_for(&t.app, &doctor, note).await.is_ok());
        assert!(steps::step_for(&t.app, &stranger, walk).await.is_ok());
    }
}
