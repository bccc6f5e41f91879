//! The phases of a taper: one after the other, and never two doses on one day.
//!
//! The tests begin on Monday, 2 March 2026.

use crate::support::{Care, daily, day, held_back, refused_at, weekly};
use aftercare_core::{
    Error,
    domain::{
        check_ins::undo_check_in,
        plan::PlannedStep,
        review::{self, Decision, Edit, StepEdit},
    },
    on_each_database,
};
use aftercare_entity::{event::Kind as Told, step::State};

/// 40 mg for three days, then 20 mg for three, then 10 mg for three.
fn taper() -> Vec<PlannedStep> {
    let phase = |mg: u32, starts| PlannedStep {
        starts_after_days: starts,
        ..daily(&format!("Prednisolone {mg} mg"), Some(3))
    };
    vec![phase(40, 0), phase(20, 3), phase(10, 6)]
}

/// The day of the third phase has come, and the first has two check-ins left.
async fn past_the_second(care: &Care) {
    care.check_in(None).await.unwrap();
    care.days_pass(6);
    assert_eq!(care.due_today().await, [0]);
    let third = care.steps().await[2].id;
    let waits = care.check_in(Some(third)).await;
    assert!(matches!(waits, Err(Error::Conflict(ref why)) if why.starts_with("Yet")), "{waits:?}");
}

on_each_database! {
    async fn two_doses_of_one_taper_are_never_due_on_one_day(t: TestApp) {
        let care = Care::new(t).await;
        care.plan(taper()).await;
        assert_eq!(care.reminders(10).await.len(), 9);
        // The patient misses the second day, and the fifth.
        let (mut taken, mut listed) = (0, Vec::new());
        for n in 0..12 {
            let due = care.due_today().await;
            assert!(due.len() <= 1, "day {n}: {due:?}");
            listed.extend(due);
            if n != 1 && n != 4 {
                taken += care.check_in(None).await.unwrap().steps.len();
            }
            care.days_pass(1);
        }
        assert_eq!(listed, [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2], "a missed day is made good before the next phase");
        assert_eq!(taken, 9);
        assert!(care.steps().await.iter().all(|row| row.state == State::Completed));
    }

    async fn a_later_phase_waits_for_the_one_before_it_and_an_undone_one_holds_it_again(t: TestApp) {
        let care = Care::new(t).await;
        care.plan(taper()).await;
        care.check_in(None).await.unwrap();
        care.days_pass(3);
        let rows = care.steps().await;
        let early = care.check_in(Some(rows[1].id)).await;
        assert!(crate::support::conflicts(early), "the phase before has two days left");
        care.check_in(None).await.unwrap();
        care.days_pass(1);
        care.check_in(None).await.unwrap();
        assert_eq!(care.steps().await[1].next_due_on, day(3, 7), "the day after the last check-in");
        assert_eq!(care.told(Told::StepChanged).await, [rows[1].id]);
        undo_check_in(&care.t.app, care.patient.id, rows[0].id).await.unwrap();
        care.days_pass(1);
        assert_eq!(care.due_today().await, [0]);
        // The doctor ends the first phase: the second is due on its day.
        review::cancel_step(&care.t.app, care.doctor.id, rows[0].id).await.unwrap();
        assert_eq!(care.due_today().await, [1]);
    }

    async fn a_phase_that_waits_for_the_doctor_lets_none_past_the_first(t: TestApp) {
        let care = Care::new(t).await;
        let mut steps = taper();
        steps[1] = held_back(steps[1].clone());
        care.plan(steps).await;
        past_the_second(&care).await;
    }

    async fn a_phase_that_was_ended_lets_none_past_the_first(t: TestApp) {
        let care = Care::new(t).await;
        care.plan(taper()).await;
        review::cancel_step(&care.t.app, care.doctor.id, care.steps().await[1].id).await.unwrap();
        past_the_second(&care).await;
    }

    async fn weekly_phases_leave_a_week_between_their_doses(t: TestApp) {
        let care = Care::new(t).await;
        let higher = PlannedStep { starts_after_days: 28, ..weekly("Methotrexate 15 mg", 4) };
        care.plan(vec![weekly("Methotrexate 10 mg", 4), higher]).await;
        for days in [7, 7, 13, 1] {
            care.check_in(None).await.unwrap();
            care.days_pass(days);
        }
        assert!(care.due_today().await.is_empty(), "the last dose of 10 mg was yesterday");
        assert_eq!(care.next().await, day(4, 5));
    }

    async fn another_medicine_is_never_withheld(t: TestApp) {
        let care = Care::new(t).await;
        let aspart = PlannedStep { starts_after_days: 7, ..daily("Inject insulin aspart 4 units with meals", None) };
        care.plan(vec![daily("Inject insulin glargine 10 units at night", Some(7)), aspart]).await;
        care.days_pass(8);
        assert_eq!(care.due_today().await, [0, 1]);
    }

    async fn a_phase_cannot_be_made_endless_while_another_comes_after_it(t: TestApp) {
        let care = Care::new(t).await;
        care.plan(taper().into_iter().map(held_back).collect()).await;
        let rows = care.steps().await;
        let endless = || Decision::Approve(StepEdit { duration_days: Edit::Clear, ..StepEdit::default() });
        let refused = review::review_step(&care.t.app, care.doctor.id, rows[0].id, endless()).await;
        assert_eq!(refused_at(refused), Some("durationDays"));
        for row in &rows[1..] {
            review::review_step(&care.t.app, care.doctor.id, row.id, Decision::Discard).await.unwrap();
        }
        let approved = review::review_step(&care.t.app, care.doctor.id, rows[0].id, endless()).await.unwrap().row;
        assert_eq!((approved.state, approved.total), (State::Active, None));
    }

    async fn a_phase_gets_its_place_when_the_doctor_writes_its_beginning(t: TestApp) {
        let care = Care::new(t).await;
        care.plan(vec![daily("Prednisolone 40 mg", Some(3)), held_back(daily("Prednisolone 20 mg", Some(3)))]).await;
        let second = care.steps().await[1].id;
        let edit = StepEdit { starts_after_days: Some(3), ..StepEdit::default() };
        review::review_step(&care.t.app, care.doctor.id, second, Decision::Approve(edit)).await.unwrap();
        care.check_in(None).await.unwrap();
        care.days_pass(4);
        assert_eq!(care.due_today().await, [0]);
        assert_eq!(care.reminders(9).await.len(), 5);
    }

    async fn what_waits_for_an_earlier_phase_is_not_expected(t: TestApp) {
        let care = Care::new(t).await;
        let second = PlannedStep { starts_after_days: 3, ..daily("Prednisolone 20 mg", Some(30)) };
        care.plan(vec![daily("Prednisolone 40 mg", Some(3)), second]).await;
        for _ in 0..2 {
            care.check_in(None).await.unwrap();
            care.days_pass(1);
        }
        care.days_pass(8);
        assert_eq!(care.kept().await, (3, 2));
    }
}
