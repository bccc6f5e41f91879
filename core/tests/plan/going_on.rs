//! A new plan goes on from what was taken under the old one: nothing twice on one day, and no weekly medicine early.

use crate::support::{Care, conflicts, daily, day, every, held_back, weekly};
use aftercare_core::{
    domain::{
        check_ins::undo_check_in,
        plan::PlannedStep,
        review::{self, Decision, NewStep, StepEdit},
    },
    on_each_database,
    testing::people,
};
use aftercare_entity::step::{Kind, State};
use chrono::{Days, NaiveDate};

impl Care {
    /// When each step in force is due, in the order they were made.
    async fn due(&self) -> Vec<Option<NaiveDate>> {
        let rows = self.steps().await.into_iter();
        rows.filter(|row| row.state == State::Active).map(|row| row.next_due_on).collect()
    }
}

on_each_database! {
    async fn a_weekly_medicine_is_not_due_again_when_its_note_is_repeated(t: TestApp) {
        let care = Care::new(t).await;
        care.plan(vec![weekly("Take methotrexate 10 mg", 4)]).await;
        care.check_in(None).await.unwrap();
        let again = || vec![weekly("Methotrexate 10 mg once weekly", 4), daily("Blood test", Some(3))];
        care.plan(again()).await;
        assert_eq!(care.due().await, [day(3, 9), day(3, 2)]);
        let step = care.steps().await[1].clone();
        assert_eq!((step.scheduled_on, step.remaining, step.total), (day(3, 9), Some(4), Some(4)), "counted again");
        assert!(conflicts(care.check_in(Some(step.id)).await), "not a second one on that day");
        care.check_in(None).await.unwrap();
        assert_eq!(care.steps().await.iter().map(|row| row.check_in_count).collect::<Vec<_>>(), [1, 0, 1], "the blood test");
        // And whenever it is repeated before its day.
        care.days_pass(5);
        care.plan(again()).await;
        assert_eq!(care.due().await, [day(3, 9), day(3, 7)]);
        care.days_pass(2);
        care.plan(again()).await;
        assert_eq!(care.due().await[0], day(3, 9), "its day has come");
        assert_eq!(care.check_in(None).await.unwrap().steps.len(), 2);
    }

    async fn what_was_done_today_is_shown_as_done_and_due_again_tomorrow(t: TestApp) {
        let care = Care::new(t).await;
        care.plan(vec![daily("Walk 20 minutes", Some(5)), daily("Stretch", Some(5))]).await;
        let walked = care.steps().await[0].id;
        care.check_in(Some(walked)).await.unwrap();
        care.plan(vec![daily("Walk 30 minutes", Some(5)), daily("Stretch", Some(5))]).await;
        assert_eq!(care.due().await, [day(3, 3), day(3, 2)]);
        let today = care.today(&care.patient).await.unwrap();
        assert_eq!(today.done.iter().map(|row| row.id).collect::<Vec<_>>(), [walked]);
        assert_eq!(today.due.iter().map(|row| row.id).collect::<Vec<_>>(), [care.steps().await[3].id]);
        care.days_pass(1);
        assert_eq!(care.check_in(None).await.unwrap().steps.len(), 2);
    }

    async fn a_changed_frequency_counts_from_the_last_dose(t: TestApp) {
        let weeks = || weekly("Methotrexate", 4);
        let later = |step| PlannedStep { starts_after_days: 10, ..step };
        // Taken on day 0; the new plan comes on that day, and its step is first due on that one.
        for (before, now, comes, due) in [
            (weeks(), daily("Methotrexate", None), 0, 1),
            (weeks(), daily("Methotrexate", None), 3, 3),
            (daily("Methotrexate", None), weeks(), 1, 7),
            (daily("Methotrexate", None), weeks(), 8, 8),
            (weeks(), later(weeks()), 0, 10),
            (weeks(), weekly("Folic acid", 4), 0, 0),
        ] {
            let (patient, doctor) = people::patient_and_doctor(&t.app).await.unwrap();
            let care = Care { t: t.clone(), patient, doctor };
            care.plan(vec![before]).await;
            let taken = care.check_in(None).await.unwrap().day;
            care.days_pass(comes);
            care.plan(vec![now]).await;
            assert_eq!(care.due().await, [Some(taken + Days::new(due))], "comes {comes}, due {due}");
        }
    }

    async fn twice_a_week_keeps_its_rhythm(t: TestApp) {
        let care = Care::new(t).await;
        let twice = || vec![PlannedStep { every_days: Some(3.5), ..daily("Estradiol patch", None) }];
        care.plan(twice()).await;
        care.check_in(None).await.unwrap();
        care.days_pass(3);
        care.check_in(None).await.unwrap();
        assert_eq!(care.due().await, [day(3, 9)]);
        care.plan(twice()).await;
        assert_eq!(care.due().await, [day(3, 9)], "not a day earlier than without the new note");
    }

    async fn it_counts_what_was_taken_under_any_earlier_step(t: TestApp) {
        let care = Care::new(t).await;
        let app = &care.t.app;
        // Completed by its last check-in, then two plans without it.
        care.plan(vec![weekly("Methotrexate", 1)]).await;
        care.check_in(None).await.unwrap();
        care.plan(vec![daily("Walk", None)]).await;
        care.days_pass(1);
        care.plan(vec![daily("Stretch", None), held_back(weekly("Methotrexate 10 mg", 4))]).await;
        let rows = care.steps().await;
        let edit = StepEdit { description: Some("Methotrexate 15 mg".to_owned()), ..StepEdit::default() };
        let approved = review::review_step(app, care.doctor.id, rows[3].id, Decision::Approve(edit)).await.unwrap().row;
        assert_eq!(approved.next_due_on, day(3, 9));
        // Cancelled, and added again by hand.
        review::cancel_step(app, care.doctor.id, approved.id).await.unwrap();
        let new = NewStep {
            kind: Kind::Plan,
            description: "Metotrexato 15 mg".to_owned(),
            times_per_day: None,
            days: every(Some(7.0)),
            times_of_day: Vec::new(),
            duration_days: None,
            as_needed: false,
            starts_after_days: 0,
        };
        let added = review::add_step(app, care.doctor.id, rows[2].note_id, new.clone()).await.unwrap().step.unwrap();
        assert_eq!(added.next_due_on, day(3, 9));
        // The doctor's own words at the approval decide, not the extraction's.
        care.plan(vec![held_back(weekly("Methotrexate", 4))]).await;
        let waits = care.steps().await.last().unwrap().id;
        let edit = StepEdit { description: Some("Vitamin D".to_owned()), ..StepEdit::default() };
        let other = review::review_step(app, care.doctor.id, waits, Decision::Approve(edit)).await.unwrap().row;
        assert_eq!(other.next_due_on, day(3, 3));
    }

    async fn a_check_in_taken_back_does_not_count(t: TestApp) {
        let care = Care::new(t).await;
        care.plan(vec![weekly("Methotrexate", 4)]).await;
        let step = care.check_in(None).await.unwrap().steps[0].id;
        undo_check_in(&care.t.app, care.patient.id, step).await.unwrap();
        care.plan(vec![weekly("Methotrexate", 4)]).await;
        assert_eq!(care.due().await, [day(3, 2)]);
    }
}
