//! Submitting and reading notes, and asking for an extraction again.

use crate::support::{Care, daily, missing, refused_at};
use aftercare_core::{
    domain::{answered::Retry, assignments, notes, review},
    jobs,
    keyring::Unreadable,
    on_each_database,
    page::Page,
    random,
    testing::people,
};
use aftercare_entity::{
    event::Kind as Told,
    note::{self, State},
    step::State as StepState,
    user::{self, Role},
};
use chrono::Duration;
use sea_orm::{ActiveModelTrait, IntoActiveModel};
use std::sync::Arc;
use uuid::Uuid;

async fn list(care: &Care, actor: &user::Model, after: Option<Uuid>, first: u64) -> Vec<Arc<note::Model>> {
    let mut of =
        care.reader(actor).note_pages(&[care.patient.id], Page::following(after, first)).await.unwrap();
    of.remove(&care.patient.id).unwrap_or_default()
}

on_each_database! {
    async fn a_note_is_sealed_queued_and_told_at_once(t: TestApp) {
        let care = Care::new(t).await;
        let text = "Take amoxicillin 500 mg\tthree times a day.\r\nGrüße \u{1F48A}";
        let note = care.submit(text).await;
        assert_eq!((note.state, note.reason.as_deref()), (State::Queued, None));
        assert!(!String::from_utf8_lossy(&note.body_sealed).contains("amoxicillin"));
        let app = &care.t.app;
        assert_eq!(care.reader(&care.patient).bodies(&[Arc::new(note.clone())]).await.unwrap()[0].as_ref().unwrap().as_str(), text);
        assert_eq!(care.told(Told::NoteSubmitted).await, [note.id]);
        let queued = jobs::list(app, 10).await.unwrap();
        assert_eq!(queued.len(), 1);
        assert_eq!((queued[0].kind.as_str(), queued[0].subject_id), ("extract", Some(note.id)));
        assert_eq!(queued[0].argument, None);
    }

    async fn what_no_note_can_be_is_refused_and_changes_nothing(t: TestApp) {
        let care = Care::new(t).await;
        let (app, doctor, patient) = (&care.t.app, care.doctor.id, care.patient.id);
        for bad in ["", " \n\t ", "a\0b", "a\u{7}b", "a\u{85}b", &"x".repeat(20_001)] {
            let answer = notes::submit_note(app, doctor, patient, bad).await;
            assert_eq!(refused_at(answer), Some("body"), "{:?}", bad.chars().take(5));
        }
        assert!(jobs::is_idle(app).await.unwrap());
        assert!(care.told(Told::NoteSubmitted).await.is_empty());
        // Characters count, not bytes.
        assert!(notes::submit_note(app, doctor, patient, &"ü".repeat(20_000)).await.is_ok());
    }

    async fn only_the_present_doctor_writes_notes(t: TestApp) {
        let care = Care::new(t).await;
        let (app, patient) = (&care.t.app, care.patient.id);
        let stranger = people::account(app, Role::Doctor, "Otto Other").await.unwrap();
        let nobody = app.new_id();
        for (doctor, patient) in [(stranger.id, patient), (care.doctor.id, nobody), (patient, patient), (nobody, patient)] {
            assert!(missing(notes::submit_note(app, doctor, patient, "Rest.").await, "patient"));
        }
        let next = care.change_doctor().await;
        assert!(missing(notes::submit_note(app, care.doctor.id, patient, "Rest.").await, "patient"));
        assert!(notes::submit_note(app, next.id, patient, "Rest.").await.is_ok());
    }

    async fn author_and_patient_read_a_note_and_nobody_else(t: TestApp) {
        let care = Care::new(t).await;
        let note = care.submit("Rest.").await;
        let app = &care.t.app;
        let next = care.change_doctor().await;
        let other_patient = people::account(app, Role::Patient, "Nosy").await.unwrap();
        let admin = people::account(app, Role::Admin, "Ada").await.unwrap();
        for actor in [&care.patient, &care.doctor] {
            assert_eq!(care.reader(actor).note(note.id).await.unwrap().id, note.id);
            assert_eq!(list(&care, actor, None, 9).await.len(), 1);
        }
        for actor in [&next, &other_patient, &admin] {
            assert!(missing(care.reader(actor).note(note.id).await, "note"));
            assert!(list(&care, actor, None, 9).await.is_empty());
            let held = care.reader(actor).bodies(&[Arc::new(note.clone())]).await.unwrap();
            assert!(held[0].as_ref().is_err_and(Unreadable::is_erased), "not even with the row in hand");
        }
        assert!(missing(care.reader(&care.patient).note(app.new_id()).await, "note"));
    }

    async fn notes_are_paged_newest_first(t: TestApp) {
        let care = Care::new(t).await;
        let mut made = Vec::new();
        for n in 0..5 {
            made.insert(0, care.submit(&format!("Note {n}")).await.id);
        }
        let first = list(&care, &care.patient, None, 3).await;
        let rest = list(&care, &care.patient, Some(first[2].id), 3).await;
        let texts = care.reader(&care.patient).bodies(&first).await.unwrap();
        assert_eq!(texts[0].as_ref().unwrap().as_str(), "Note 4");
        let seen: Vec<_> = first.iter().chain(&rest).map(|note| note.id).collect();
        assert_eq!(seen, made);
    }

    async fn the_later_note_is_the_newer_one_whatever_a_servers_clock_says(t: TestApp) {
        let care = Care::new(t).await;
        let app = &care.t.app;
        // As if written through a server whose clock is an hour ahead.
        let ahead = random::id(app.now() + Duration::hours(1));
        let mut row = care.submit("Rest.").await;
        row.id = ahead;
        row.into_active_model().reset_all().insert(app.db().write()).await.unwrap();
        care.extract(ahead, vec![daily("Old", None)]).await;
        let note = care.plan(vec![daily("New", None)]).await;
        assert!(note.id > ahead);
        assert_eq!(care.states().await.into_iter().filter(|state| *state == StepState::Active).count(), 1);
        assert_eq!(care.steps().await[1].note_id, note.id);
        assert_eq!(care.steps().await[1].state, StepState::Active);
    }

    async fn a_failed_extraction_can_be_asked_for_again_by_its_author(t: TestApp) {
        let care = Care::new(t).await;
        care.plan(vec![daily("Old", None)]).await;
        let note = care.submit("Walk.").await;
        let app = &care.t.app;
        let queued = notes::retry_extraction(app, care.doctor.id, note.id).await.unwrap();
        assert_eq!((queued.status, queued.row.state), (Retry::NotFailed, State::Queued));
        care.fail(note.id).await;
        let failed = care.note(note.id).await;
        assert_eq!((failed.state, failed.reason.as_deref()), (State::Failed, Some("MODEL_UNAVAILABLE")));
        assert_eq!(care.told(Told::ExtractionFailed).await, [note.id]);
        let stranger = people::account(app, Role::Doctor, "Otto Other").await.unwrap();
        assert!(missing(notes::retry_extraction(app, stranger.id, note.id).await, "note"));
        assert!(missing(notes::retry_extraction(app, care.patient.id, note.id).await, "note"));
        let again = notes::retry_extraction(app, care.doctor.id, note.id).await.unwrap();
        assert_eq!(again.status, Retry::Queued);
        let again = again.row;
        assert_eq!((again.state, again.reason, again.attempts), (State::Queued, None, 0));
        care.extract(note.id, vec![daily("New", Some(3))]).await;
        assert_eq!(care.note(note.id).await.state, State::Extracted);
        // A former author keeps the note, and may not have it extracted any more.
        care.fail(care.submit("Swim.").await.id).await;
        let last = care.submit("Run.").await;
        care.fail(last.id).await;
        assignments::select_doctor(app, care.patient.id, stranger.id).await.unwrap();
        assert!(missing(notes::retry_extraction(app, care.doctor.id, last.id).await, "note"));
    }

    async fn notes_of_a_patient_without_extractors_wait_for_their_author(t: TestApp) {
        let care = Care::new(t).await;
        let app = &care.t.app;
        let queued = care.submit("Rest.").await;
        review::set_no_ai(app, care.doctor.id, care.patient.id, true).await.unwrap();
        let before = jobs::list(app, 10).await.unwrap().len();
        let note = care.submit("Walk.").await;
        assert_eq!(jobs::list(app, 10).await.unwrap().len(), before, "no job");
        for id in [queued.id, note.id] {
            let note = care.note(id).await;
            assert_eq!((note.state, note.reason.as_deref()), (State::NeedsReview, Some(notes::NO_AI)));
        }
        // A worker that had the first one in its hands stores nothing.
        care.extract(queued.id, vec![daily("Walk", None)]).await;
        assert!(care.steps().await.is_empty());
    }
}
