//! One plan in another's place, and never a plan lost.

use crate::support::{Care, daily, day, held_back, once, weekly};
use aftercare_core::{
    domain::{
        answered::{PlanDecision, Review},
        plan::{self, EMPTY_EXTRACTION, ExtractionRecord, PlannedStep},
        reasons::{FOREIGN_LANGUAGE, NOTHING_FOUND},
        review::{self, Decision, StepEdit},
        steps,
    },
    on_each_database,
};
use aftercare_entity::{
    event::Kind as Told,
    note::State as NoteState,
    step::{Origin, State},
    user::ExtractionMode,
};

on_each_database! {
    async fn an_extraction_becomes_the_plan(t: TestApp) {
        let care = Care::new(t).await;
        let taper = PlannedStep { starts_after_days: 7, ..daily("Taper on", Some(7)) };
        let if_needed = PlannedStep { as_needed: true, ..daily("Paracetamol", None) };
        let note = care.plan(vec![once("Book an X-ray"), weekly("Methotrexate", 4), taper, if_needed]).await;
        assert_eq!(note.state, NoteState::Extracted);
        assert_eq!((note.extractor.as_deref(), note.attempts), (Some("rules"), 1));
        assert!(note.plan_replaced_at.is_some());
        let rows = care.steps().await;
        let of = |n: usize| (rows[n].total, rows[n].remaining, rows[n].scheduled_on, rows[n].next_due_on);
        assert_eq!(of(0), (None, None, day(3, 2), None));
        assert_eq!(of(1), (Some(4), Some(4), day(3, 2), day(3, 2)));
        assert_eq!(of(2), (Some(7), Some(7), day(3, 9), day(3, 9)));
        assert_eq!(of(3), (None, None, day(3, 2), None));
        assert!(rows.iter().all(|row| row.state == State::Active && row.origin == Origin::Extracted));
        assert!(rows.iter().all(|row| !String::from_utf8_lossy(&row.description_sealed).contains("Meth")));
        assert_eq!(care.texts(rows.clone()).await[1], "Methotrexate");
        assert_eq!(care.passages(rows).await[1], "Rest.");
        assert_eq!(care.told(Told::StepsExtracted).await, [note.id]);
    }

    async fn a_new_note_supersedes_the_plan_and_keeps_its_history(t: TestApp) {
        let care = Care::new(t).await;
        let old = care.plan(vec![daily("Old", Some(5)), once("Done already"), held_back(daily("Waits", None))]).await;
        let done = care.steps().await[1].id;
        steps::complete_step(&care.t.app, care.patient.id, done).await.unwrap();
        let new = care.plan(vec![daily("New", None), held_back(daily("Unclear", None))]).await;
        assert_eq!(
            care.states().await,
            [State::Superseded, State::Completed, State::Superseded, State::Active, State::NeedsReview]
        );
        let first = &care.steps().await[0];
        assert_eq!((first.superseded_by, first.closed_at), (Some(new.id), Some(care.t.app.now())));
        assert_eq!(new.state, NoteState::NeedsReview);
        assert_eq!(care.note(old.id).await.state, NoteState::Extracted, "nothing of it waits any more");
    }

    async fn a_failed_extraction_leaves_the_plan(t: TestApp) {
        let care = Care::new(t).await;
        care.plan(vec![daily("Old", Some(5))]).await;
        let note = care.submit("Walk.").await;
        assert_eq!(care.states().await, [State::Active], "queued");
        care.fail(note.id).await;
        assert_eq!(care.states().await, [State::Active]);
        assert!(care.check_in(None).await.is_ok());
    }

    async fn a_plan_that_waits_takes_over_with_its_first_approved_step(t: TestApp) {
        let care = Care::new(t).await;
        let app = &care.t.app;
        review::set_extraction_mode(app, care.doctor.id, care.patient.id, Some(ExtractionMode::Review)).await.unwrap();
        let first = care.plan(vec![daily("Old", None)]).await;
        let old = care.steps().await[0].id;
        let approve = || Decision::Approve(StepEdit::default());
        review::review_step(app, care.doctor.id, old, approve()).await.unwrap();
        let second = care.plan(vec![daily("New", None), daily("New too", None)]).await;
        assert_eq!(care.steps().await[1].review_reason.as_deref(), Some(plan::REVIEW_MODE));
        assert_eq!(care.states().await, [State::Active, State::NeedsReview, State::NeedsReview]);
        assert_eq!(care.check_in(None).await.unwrap().steps[0].id, old);
        let [one, two] = [care.steps().await[1].id, care.steps().await[2].id];
        review::review_step(app, care.doctor.id, one, approve()).await.unwrap();
        assert_eq!(care.states().await, [State::Superseded, State::Active, State::NeedsReview]);
        let replaced_at = care.note(second.id).await.plan_replaced_at;
        care.days_pass(1);
        review::review_step(app, care.doctor.id, two, approve()).await.unwrap();
        assert_eq!(care.states().await, [State::Superseded, State::Active, State::Active]);
        assert_eq!(care.note(second.id).await.plan_replaced_at, replaced_at, "once");
        assert_eq!(care.note(second.id).await.state, NoteState::Extracted);
        assert!(first.plan_replaced_at < replaced_at);
    }

    async fn a_late_extraction_of_an_older_note_is_history(t: TestApp) {
        let care = Care::new(t).await;
        let older = care.submit("Rest.").await;
        let newer = care.plan(vec![daily("New", None)]).await;
        care.extract(older.id, vec![daily("Late", None), held_back(daily("Late too", None))]).await;
        assert_eq!(care.states().await, [State::Active, State::Superseded, State::Superseded]);
        assert_eq!(care.steps().await[1].superseded_by, Some(newer.id));
        assert_eq!(care.note(older.id).await.state, NoteState::Extracted);
        let late = care.steps().await[2].id;
        let answer = review::review_step(&care.t.app, care.doctor.id, late, Decision::Discard).await.unwrap();
        assert_eq!((answer.status, answer.row.state), (Review::NotWaiting, State::Superseded));
    }

    async fn an_older_note_does_not_sweep_away_a_newer_one_that_waits(t: TestApp) {
        let care = Care::new(t).await;
        let older = care.submit("Rest.").await;
        care.plan(vec![held_back(daily("New", None))]).await;
        care.extract(older.id, vec![daily("Late", None)]).await;
        assert_eq!(care.states().await, [State::NeedsReview, State::Active]);
        let new = care.steps().await[0].id;
        review::review_step(&care.t.app, care.doctor.id, new, Decision::Approve(StepEdit::default())).await.unwrap();
        assert_eq!(care.states().await, [State::Active, State::Superseded]);
    }

    async fn nothing_found_ends_a_plan_only_when_the_doctor_says_so(t: TestApp) {
        let care = Care::new(t).await;
        let app = &care.t.app;
        let nothing = care.plan(vec![]).await;
        assert_eq!((nothing.state, nothing.reason), (NoteState::Extracted, None), "there is no plan to end");
        let plan = care.plan(vec![daily("Old", None)]).await;
        let note = care.plan(vec![]).await;
        assert_eq!((note.state, note.reason.as_deref()), (NoteState::NeedsReview, Some(EMPTY_EXTRACTION)));
        assert_eq!(care.states().await, [State::Active]);
        let end = async |note| review::confirm_plan_end(app, care.doctor.id, note).await.unwrap();
        assert_eq!(end(plan.id).await.status, PlanDecision::NotWaiting);
        let ended = end(note.id).await;
        assert_eq!((ended.status, ended.row.state), (PlanDecision::Decided, NoteState::Extracted));
        assert_eq!(care.states().await, [State::Superseded]);
        assert_eq!(care.told(Told::PlanEnded).await, [note.id]);
        assert_eq!(end(note.id).await.status, PlanDecision::NotWaiting);
        assert_eq!(care.told(Told::PlanEnded).await, [note.id], "once");
    }

    async fn a_note_in_doubt_waits_with_or_without_steps_and_the_doctor_says_that_all_is_there(t: TestApp) {
        let care = Care::new(t).await;
        let app = &care.t.app;
        for (steps, doubt) in [(vec![], NOTHING_FOUND), (vec![daily("Walk", None)], FOREIGN_LANGUAGE)] {
            let note = care.submit("Note").await;
            let record = ExtractionRecord { extractor: "rules", attempts: 1, doubt: Some(doubt), ..Default::default() };
            let mut change = app.begin().await.unwrap();
            plan::store_extraction(&mut change, note.id, steps, record).await.unwrap();
            change.commit().await.unwrap();
            let stored = care.note(note.id).await;
            assert_eq!((stored.state, stored.reason.as_deref()), (NoteState::NeedsReview, Some(doubt)));
            assert_eq!(care.undecided(&care.doctor).await, [note.id], "it is in the doctor's list");
            let kept = review::keep_plan(app, care.doctor.id, note.id).await.unwrap().row;
            assert_eq!(kept.state, NoteState::Extracted);
        }
        assert_eq!(care.states().await, [State::Active]);
    }

    async fn a_second_run_changes_nothing(t: TestApp) {
        let care = Care::new(t).await;
        let note = care.plan(vec![daily("Walk", Some(5))]).await;
        care.check_in(None).await.unwrap();
        care.extract(note.id, vec![daily("Walk", Some(5)), daily("Run", None)]).await;
        care.fail(note.id).await;
        assert_eq!(care.steps().await.len(), 1);
        assert_eq!(care.steps().await[0].remaining, Some(4));
        assert_eq!(care.note(note.id).await.state, NoteState::Extracted);
        assert_eq!(care.told(Told::StepsExtracted).await.len(), 1);
    }

    async fn a_stand_in_for_the_model_is_marked(t: TestApp) {
        let care = Care::new(t).await;
        let note = care.submit("Walk.").await;
        let mut change = care.t.app.begin().await.unwrap();
        let record = ExtractionRecord {
            extractor: "rules",
            fallback_reason: Some("MODEL_UNAVAILABLE"),
            prompt_tokens: Some(7),
            took_ms: 12,
            ..Default::default()
        };
        plan::store_extraction(&mut change, note.id, vec![daily("Walk", None)], record).await.unwrap();
        change.commit().await.unwrap();
        let note = care.note(note.id).await;
        assert_eq!((note.state, note.reason.as_deref()), (NoteState::Extracted, Some("MODEL_UNAVAILABLE")));
        assert_eq!((note.extractor.as_deref(), note.prompt_tokens, note.extraction_ms), (Some("rules"), Some(7), Some(12)));
    }

    async fn what_is_rolled_back_did_not_happen(t: TestApp) {
        let care = Care::new(t).await;
        care.plan(vec![daily("Old", None)]).await;
        let note = care.submit("Walk.").await;
        let mut change = care.t.app.begin().await.unwrap();
        plan::store_extraction(&mut change, note.id, vec![daily("New", None)], ExtractionRecord::default()).await.unwrap();
        drop(change);
        assert_eq!(care.states().await, [State::Active]);
        assert_eq!(care.note(note.id).await.state, NoteState::Queued);
    }
}
