//! The doctor decides: approve, edit, discard, add, cancel, settle.

use crate::support::{Care, conflicts, daily, day, every, held_back, missing, once};
use aftercare_core::{
    domain::{
        answered::{Add, Cancel, PlanDecision, Review},
        notes,
        plan::PlannedStep,
        review::{self, DaysEdit, Decision, Edit, NewStep, StepEdit},
        steps::complete_step,
    },
    on_each_database,
};
use aftercare_entity::{
    event::Kind as Told,
    note::State as NoteState,
    step::{Kind, Origin, State},
    user::ExtractionMode,
};

fn approve() -> Decision {
    Decision::Approve(StepEdit::default())
}

fn walk() -> NewStep {
    NewStep {
        kind: Kind::Plan,
        description: "Walk".to_owned(),
        times_per_day: None,
        days: every(Some(2.0)),
        times_of_day: Vec::new(),
        duration_days: Some(10),
        as_needed: false,
        starts_after_days: 0,
    }
}

on_each_database! {
    async fn an_approved_step_starts_that_day_and_keeps_its_appointment(t: TestApp) {
        let care = Care::new(t).await;
        let app = &care.t.app;
        let appointment = PlannedStep { starts_after_days: 12, ..once("X-ray") };
        let note = care.plan(vec![held_back(daily("Walk", Some(5))), held_back(appointment)]).await;
        care.days_pass(3);
        for step in care.steps().await {
            assert_eq!(care.note(note.id).await.state, NoteState::NeedsReview);
            review::review_step(app, care.doctor.id, step.id, approve()).await.unwrap();
        }
        assert_eq!(care.note(note.id).await.state, NoteState::Extracted);
        let rows = care.steps().await;
        assert_eq!((rows[0].scheduled_on, rows[0].next_due_on, rows[0].remaining), (day(3, 5), day(3, 5), Some(5)));
        assert_eq!((rows[1].scheduled_on, rows[1].next_due_on), (day(3, 14), None));
        assert_eq!(care.told(Told::StepChanged).await, [rows[0].id, rows[1].id]);
        let twice = review::review_step(app, care.doctor.id, rows[0].id, approve()).await.unwrap();
        assert_eq!((twice.status, &twice.row), (Review::NotWaiting, &rows[0]));
    }

    async fn an_edit_is_what_the_patient_sees(t: TestApp) {
        let care = Care::new(t).await;
        let app = &care.t.app;
        care.plan(vec![held_back(daily("Methotrexate daily", Some(10)))]).await;
        let edit = StepEdit {
            description: Some("  Methotrexate 10 mg on Mondays ".to_owned()),
            times_per_day: Edit::Clear,
            days: DaysEdit { interval_days: Edit::Set(7.0), ..DaysEdit::default() },
            starts_after_days: None,
            times_of_day: Edit::Keep,
            duration_days: Edit::Set(28),
        };
        let id = care.steps().await[0].id;
        let row = review::review_step(app, care.doctor.id, id, Decision::Approve(edit)).await.unwrap().row;
        assert_eq!((row.total, row.remaining, row.interval_days, row.times_per_day), (Some(4), Some(4), Some(7.0), None));
        assert_eq!(care.texts(vec![row.clone()]).await, ["Methotrexate 10 mg on Mondays"]);
        assert_eq!(care.passages(vec![row]).await, ["Rest."]);
        care.check_in(None).await.unwrap();
        assert_eq!(care.steps().await[0].next_due_on, day(3, 9));
    }

    async fn a_discarded_step_was_never_there_for_the_patient(t: TestApp) {
        let care = Care::new(t).await;
        let app = &care.t.app;
        care.plan(vec![daily("Old", None)]).await;
        let note = care.plan(vec![held_back(daily("Invented", None))]).await;
        let id = care.steps().await[1].id;
        let answer = review::review_step(app, care.doctor.id, id, Decision::Discard).await.unwrap();
        assert_eq!(answer.status, Review::Discarded);
        assert_eq!(care.states().await, [State::Active, State::Cancelled], "the old plan goes on");
        assert_eq!(care.note(note.id).await.state, NoteState::Extracted);
        assert!(missing(care.reader(&care.patient).step(id).await, "step"));
    }

    async fn only_the_present_doctor_decides(t: TestApp) {
        let care = Care::new(t).await;
        let app = &care.t.app;
        let note = care.plan(vec![held_back(daily("Held", None)), daily("Walk", None)]).await;
        let [held, active] = [care.steps().await[0].id, care.steps().await[1].id];
        let next = care.change_doctor().await;
        let patient = care.patient.id;
        for actor in [care.doctor.id, patient, app.new_id()] {
            assert!(missing(review::review_step(app, actor, held, approve()).await, "step"));
            assert!(missing(review::cancel_step(app, actor, active).await, "step"));
            assert!(missing(review::add_step(app, actor, note.id, walk()).await, "note"));
            assert!(missing(review::confirm_plan_end(app, actor, note.id).await, "note"));
            assert!(missing(review::set_no_ai(app, actor, patient, true).await, "patient"));
            assert!(missing(review::set_extraction_mode(app, actor, patient, None).await, "patient"));
        }
        assert!(care.told(Told::StepChanged).await.is_empty());
        // The new doctor answers for the plan, and not for what the other one wrote.
        review::review_step(app, next.id, held, approve()).await.unwrap();
        review::cancel_step(app, next.id, active).await.unwrap();
        assert!(missing(review::add_step(app, next.id, note.id, walk()).await, "note"));
    }

    async fn a_cancelled_step_is_over(t: TestApp) {
        let care = Care::new(t).await;
        let app = &care.t.app;
        care.plan(vec![daily("Walk", None), held_back(daily("Held", None)), once("Call")]).await;
        let rows = care.steps().await;
        let cancel = async |n: usize| review::cancel_step(app, care.doctor.id, rows[n].id).await.unwrap();
        let over = cancel(0).await;
        assert_eq!(over.status, Cancel::Cancelled);
        let over = over.row;
        assert_eq!((over.state, over.next_due_on, over.closed_at), (State::Cancelled, None, Some(app.now())));
        let twice = cancel(0).await;
        assert_eq!((twice.status, twice.row), (Cancel::AlreadyCancelled, over));
        assert_eq!(care.told(Told::StepChanged).await, [rows[0].id], "once");
        assert!(conflicts(care.check_in(Some(rows[0].id)).await));
        assert!(care.check_in(None).await.unwrap().steps.is_empty());
        assert_eq!(cancel(1).await.status, Cancel::WaitsForReview);
        complete_step(app, care.patient.id, rows[2].id).await.unwrap();
        assert_eq!(cancel(2).await.status, Cancel::NotInForce);
    }

    async fn a_step_added_by_hand_joins_its_notes_plan(t: TestApp) {
        let care = Care::new(t).await;
        let app = &care.t.app;
        let note = care.submit("Walk.").await;
        let add = async |note| review::add_step(app, care.doctor.id, note, walk()).await.unwrap();
        let queued = add(note.id).await;
        assert_eq!((queued.status, queued.step), (Add::BeingExtracted, None));
        care.extract(note.id, vec![daily("Rest", None)]).await;
        let row = add(note.id).await.step.unwrap();
        assert_eq!((row.state, row.origin, row.ordinal, row.total), (State::Active, Origin::Doctor, 1, Some(5)));
        assert_eq!(care.check_in(None).await.unwrap().steps.len(), 2);
        care.plan(vec![daily("New", None)]).await;
        let older = add(note.id).await;
        assert_eq!((older.status, older.step), (Add::NewerPlan, None));
        // By hand, where the extraction failed: the same rules.
        let failed = care.submit("Swim.").await;
        care.fail(failed.id).await;
        review::add_step(app, care.doctor.id, failed.id, walk()).await.unwrap();
        assert_eq!(care.note(failed.id).await.state, NoteState::Extracted);
        assert_eq!(care.states().await, [State::Superseded, State::Superseded, State::Superseded, State::Active]);
    }

    async fn a_note_that_no_extractor_may_read_gets_its_plan_by_hand(t: TestApp) {
        let care = Care::new(t).await;
        let app = &care.t.app;
        care.plan(vec![daily("Old", None)]).await;
        review::set_no_ai(app, care.doctor.id, care.patient.id, true).await.unwrap();
        let note = care.submit("Walk.").await;
        assert_eq!(note.reason.as_deref(), Some(notes::NO_AI));
        assert_eq!(care.states().await, [State::Active]);
        review::add_step(app, care.doctor.id, note.id, walk()).await.unwrap();
        assert_eq!(care.states().await, [State::Superseded, State::Active]);
        assert_eq!(care.note(note.id).await.state, NoteState::Extracted);
    }

    async fn a_plan_can_be_kept_though_a_note_brought_nothing(t: TestApp) {
        let care = Care::new(t).await;
        let app = &care.t.app;
        care.plan(vec![daily("Old", None)]).await;
        let note = care.plan(vec![]).await;
        let keep = async || review::keep_plan(app, care.doctor.id, note.id).await.unwrap();
        let kept = keep().await;
        assert_eq!((kept.status, kept.row.state), (PlanDecision::Decided, NoteState::Extracted));
        assert_eq!(care.states().await, [State::Active]);
        assert_eq!(keep().await.status, PlanDecision::NotWaiting);
        let waits = care.plan(vec![held_back(daily("Held", None))]).await;
        let answer = review::confirm_plan_end(app, care.doctor.id, waits.id).await.unwrap();
        assert_eq!(answer.status, PlanDecision::StepsWait);
        assert_eq!(care.states().await[0], State::Active, "nothing ended");
    }

    async fn after_a_change_of_doctor_the_new_one_says_whether_the_plan_ends(t: TestApp) {
        let care = Care::new(t).await;
        let app = &care.t.app;
        care.plan(vec![daily("Old", None)]).await;
        let [keeps, ends] = [care.plan(vec![]).await.id, care.plan(vec![]).await.id];
        care.plan(vec![held_back(daily("Held", None))]).await;
        assert_eq!(care.undecided(&care.doctor).await, [keeps, ends]);
        let next = care.change_doctor().await;
        for actor in [&care.doctor, &care.patient] {
            assert!(care.undecided(actor).await.is_empty());
            assert!(missing(review::keep_plan(app, actor.id, keeps).await, "note"));
            assert!(missing(review::confirm_plan_end(app, actor.id, ends).await, "note"));
        }
        assert_eq!(care.undecided(&next).await, [keeps, ends]);
        review::keep_plan(app, next.id, keeps).await.unwrap();
        assert_eq!(care.states().await[0], State::Active);
        review::confirm_plan_end(app, next.id, ends).await.unwrap();
        assert_eq!(care.states().await[0], State::Superseded);
        assert!(care.undecided(&next).await.is_empty());
        assert!(missing(care.reader(&next).note(ends).await, "note"), "its text stays its author's");
    }

    async fn the_mode_is_the_patients_own_or_the_hospitals(t: TestApp) {
        let care = Care::new(t).await;
        let app = &care.t.app;
        for (mode, state) in [
            (None, State::Active),
            (Some(ExtractionMode::Review), State::NeedsReview),
            (Some(ExtractionMode::Auto), State::Active),
        ] {
            let row = review::set_extraction_mode(app, care.doctor.id, care.patient.id, mode).await.unwrap();
            assert_eq!(row.extraction_mode, mode);
            care.plan(vec![daily("Walk", None)]).await;
            assert_eq!(care.states().await.last(), Some(&state));
        }
    }
}
