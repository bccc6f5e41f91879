//! Weekdays and cycles: due on their days, however late the check-ins are.
//!
//! The tests begin on Monday, 2 March 2026.

use crate::support::{Care, daily, day, every, held_back, refused_at, weekly};
use aftercare_core::{
    domain::{
        plan::PlannedStep,
        review::{self, DaysEdit, Decision, DueDays, Edit, NewStep, StepEdit},
        schedule::Cycle,
    },
    on_each_database,
    testing::people,
};
use aftercare_entity::step::Kind;
use chrono::{NaiveTime, Weekday, WeekdaySet};

fn on(days: &[Weekday], description: &str, length: Option<u32>) -> PlannedStep {
    let weekdays: WeekdaySet = days.iter().copied().collect();
    PlannedStep { weekdays, times_per_day: Some(1), ..daily(description, length) }
}

fn cycle(on: u32, off: u32, length: Option<u32>) -> PlannedStep {
    PlannedStep { cycle: Some(Cycle { on, off }), ..daily("Capecitabine 500 mg", length) }
}

on_each_database! {
    async fn a_weekday_stays_on_its_weekday_however_late_the_check_in_is(t: TestApp) {
        let care = Care::new(t).await;
        care.days_pass(6);
        care.plan(vec![on(&[Weekday::Mon], "Take methotrexate 15 mg", Some(56))]).await;
        let step = care.steps().await[0].clone();
        assert_eq!((step.total, step.scheduled_on, step.next_due_on), (Some(8), day(3, 9), day(3, 9)), "written on a Sunday");
        assert!(care.due_today().await.is_empty());
        assert_eq!(care.reminders(3).await, [day(3, 9), day(3, 16), day(3, 23)].map(Option::unwrap));
        care.days_pass(1);
        assert_eq!(care.due_today().await, [0]);
        care.days_pass(1);
        assert_eq!(care.due_today().await, [0], "a missed day stays due");
        assert_eq!(care.kept().await, (1, 0));
        care.check_in(None).await.unwrap();
        assert_eq!(care.next().await, day(3, 16), "on a Tuesday, and the next one on Monday");
        assert_eq!(care.kept().await, (1, 1));
        let mut left = 7;
        for week in [16, 23, 30] {
            care.days_pass(if week == 16 { 6 } else { 7 });
            let step = care.check_in(None).await.unwrap().steps[0].clone();
            left -= 1;
            assert_eq!((step.remaining, step.check_in_count), (Some(left), 8 - left), "{week} March");
        }
        assert_eq!(care.next().await, day(4, 6));
    }

    async fn a_plan_written_on_its_weekday_begins_that_day(t: TestApp) {
        let care = Care::new(t).await;
        care.plan(vec![on(&[Weekday::Mon], "Methotrexate 15 mg", Some(56))]).await;
        assert_eq!(care.next().await, day(3, 2));
        care.check_in(None).await.unwrap();
        assert_eq!(care.next().await, day(3, 9));
    }

    async fn of_several_weekdays_the_next_takes_the_place_of_a_missed_one(t: TestApp) {
        let care = Care::new(t).await;
        let days = [Weekday::Tue, Weekday::Fri];
        care.plan(vec![on(&days, "Folic acid 5 mg", Some(14))]).await;
        assert_eq!(care.steps().await[0].total, Some(4));
        assert_eq!(care.reminders(4).await, [day(3, 3), day(3, 6), day(3, 10), day(3, 13)].map(Option::unwrap));
        // Tuesday is missed, and Friday taken: one check-in.
        care.days_pass(4);
        assert_eq!(care.due_today().await, [0]);
        care.check_in(None).await.unwrap();
        assert_eq!(care.next().await, day(3, 10));
        assert_eq!(care.kept().await, (2, 1));
    }

    async fn every_other_monday_is_counted_in_weeks(t: TestApp) {
        let care = Care::new(t).await;
        care.plan(vec![PlannedStep { every_days: Some(14.0), ..on(&[Weekday::Mon], "Adalimumab 40 mg", Some(84)) }]).await;
        assert_eq!(care.steps().await[0].total, Some(6));
        care.days_pass(8);
        care.check_in(None).await.unwrap();
        assert_eq!(care.next().await, day(3, 16), "eight days late, and two weeks after the first");
    }

    async fn a_cycle_pauses_and_a_note_that_repeats_it_does_not_begin_it_again(t: TestApp) {
        let care = Care::new(t).await;
        care.plan(vec![cycle(14, 7, Some(63))]).await;
        assert_eq!(care.steps().await[0].total, Some(42));
        for _ in 0..10 {
            care.check_in(None).await.unwrap();
            care.days_pass(1);
        }
        care.plan(vec![cycle(14, 7, Some(63))]).await;
        assert_eq!(care.next().await, day(3, 12));
        for _ in 0..4 {
            care.check_in(None).await.unwrap();
            care.days_pass(1);
        }
        assert_eq!(care.next().await, day(3, 23), "seven days without");
        assert!(care.due_today().await.is_empty());
        assert_eq!(care.reminders(2).await, [day(3, 23), day(3, 24)].map(Option::unwrap));
    }

    async fn a_repeated_weekday_goes_on_and_another_one_leaves_a_week_between(t: TestApp) {
        let monday = || on(&[Weekday::Mon], "Methotrexate", None);
        let mut care = Care::new(t).await;
        for (n, (before, now, due)) in [
            (monday(), on(&[Weekday::Mon], "Methotrexate 10 mg", None), 9),
            (monday(), on(&[Weekday::Thu], "Methotrexate", None), 12),
            (monday(), weekly("Methotrexate", 4), 10),
            (weekly("Methotrexate", 4), on(&[Weekday::Tue], "Methotrexate", None), 10),
            (monday(), daily("Methotrexate", None), 4),
        ]
        .into_iter()
        .enumerate()
        {
            if n > 0 {
                let (patient, doctor) = people::patient_and_doctor(&care.t.app).await.unwrap();
                care = Care { t: care.t, patient, doctor };
            }
            // Due on a Monday, taken on the Tuesday, the note comes on the Wednesday.
            care.plan(vec![before]).await;
            care.days_pass(1);
            let taken = care.check_in(None).await.unwrap().day;
            care.days_pass(1);
            care.plan(vec![now]).await;
            let days = (care.next().await.unwrap() - taken).num_days();
            assert_eq!(days, due - 3, "case {n}");
            // The next Monday.
            care.days_pass(5);
        }
    }

    async fn a_doctor_writes_weekdays_cycles_and_times_of_day(t: TestApp) {
        let care = Care::new(t).await;
        let note = care.plan(vec![held_back(daily("Walk", Some(14)))]).await;
        let at = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap();
        let mondays = || DueDays { weekdays: WeekdaySet::single(Weekday::Mon), ..DueDays::default() };
        let new = || NewStep {
            kind: Kind::Plan,
            description: "Alendronate 70 mg".to_owned(),
            times_per_day: None,
            days: mondays(),
            times_of_day: vec![at(20), at(8), at(8)],
            duration_days: Some(28),
            as_needed: false,
            starts_after_days: 1,
        };
        for (path, bad) in [
            ("intervalDays", NewStep { days: DueDays { interval_days: Some(3.0), ..mondays() }, ..new() }),
            ("cycle", NewStep { days: DueDays { cycle: Some(Cycle { on: 21, off: 7 }), ..mondays() }, ..new() }),
            ("cycle", NewStep { days: DueDays { cycle: Some(Cycle { on: 21, off: 0 }), ..every(None) }, ..new() }),
            ("cycle", NewStep { days: DueDays { cycle: Some(Cycle { on: 367, off: 1 }), ..every(None) }, ..new() }),
            ("timesOfDay", NewStep { times_per_day: Some(3), ..new() }),
            ("weekdays", NewStep { kind: Kind::Checklist, duration_days: None, ..new() }),
        ] {
            assert_eq!(refused_at(review::add_step(&care.t.app, care.doctor.id, note.id, bad).await), Some(path));
        }
        let added = review::add_step(&care.t.app, care.doctor.id, note.id, new()).await.unwrap().step.unwrap();
        assert_eq!((added.next_due_on, added.total, added.times_per_day), (day(3, 9), Some(4), Some(2)));
        assert_eq!(added.times_of_day.as_deref(), Some("08:00,20:00"));
        let walk = care.steps().await[0].id;
        let edit = StepEdit {
            days: DaysEdit { weekdays: Edit::Set([Weekday::Sat, Weekday::Sun].into_iter().collect()), ..DaysEdit::default() },
            times_of_day: Edit::Set(vec![at(9)]),
            ..StepEdit::default()
        };
        let approved = review::review_step(&care.t.app, care.doctor.id, walk, Decision::Approve(edit)).await.unwrap().row;
        assert_eq!((approved.next_due_on, approved.total), (day(3, 7), Some(4)), "weekends for two weeks");
        assert_eq!((approved.interval_days, approved.times_per_day), (Some(3.5), Some(1)));
    }

    async fn weekdays_within_a_cycle_pause_with_it(t: TestApp) {
        let care = Care::new(t).await;
        let step = on(&[Weekday::Mon, Weekday::Wed], "Capecitabine 500 mg", None);
        care.plan(vec![PlannedStep { cycle: Some(Cycle { on: 7, off: 7 }), ..step }]).await;
        care.check_in(None).await.unwrap();
        assert_eq!(care.reminders(4).await, [day(3, 4), day(3, 16), day(3, 18), day(3, 30)].map(Option::unwrap));
    }

    async fn a_cycle_begins_anew_after_a_break_and_where_its_beginning_is_named(t: TestApp) {
        let care = Care::new(t).await;
        care.plan(vec![cycle(14, 7, None)]).await;
        care.check_in(None).await.unwrap();
        care.days_pass(3);
        care.plan(vec![PlannedStep { starts_after_days: 12, ..cycle(14, 7, None) }]).await;
        assert_eq!(care.next().await, day(3, 17), "not moved to the end of the pause that was");
        care.days_pass(90);
        care.plan(vec![cycle(14, 7, None)]).await;
        assert_eq!(care.next().await, day(6, 3));
    }

    async fn the_days_of_a_step_are_edited_one_choice_at_a_time(t: TestApp) {
        let care = Care::new(t).await;
        let edited = async |step: PlannedStep, days: DaysEdit| {
            care.plan(vec![held_back(step)]).await;
            let id = care.steps().await.last().unwrap().id;
            let edit = StepEdit { days, ..StepEdit::default() };
            let answer = review::review_step(&care.t.app, care.doctor.id, id, Decision::Approve(edit)).await;
            answer.map(|answer| answer.row)
        };
        let none = || DaysEdit { weekdays: Edit::Set(WeekdaySet::EMPTY), cycle: Edit::Clear, ..DaysEdit::default() };
        let row = edited(weekly("Methotrexate 10 mg", 4), none()).await.unwrap();
        assert_eq!((row.interval_days, row.total), (Some(7.0), Some(4)), "what it has not cannot be taken from it");
        let row = edited(on(&[Weekday::Mon], "Alendronate 70 mg", None), none()).await.unwrap();
        assert_eq!((row.interval_days, row.weekdays), (None, None), "daily");
        let every_day = DaysEdit { interval_days: Edit::Clear, ..DaysEdit::default() };
        assert_eq!(edited(weekly("Vitamin D", 4), every_day).await.unwrap().interval_days, None);
        let fortnight = || DaysEdit { weeks: Edit::Set(2), ..DaysEdit::default() };
        let row = edited(on(&[Weekday::Mon, Weekday::Thu], "Adalimumab 40 mg", Some(28)), fortnight()).await.unwrap();
        assert_eq!((row.interval_days, row.total), (Some(7.0), Some(4)), "twice in every other week");
        assert_eq!(refused_at(edited(daily("Walk", None), fortnight()).await), Some("weeks"));
        let week = DaysEdit { interval_days: Edit::Set(7.0), weekdays: Edit::Set([Weekday::Mon, Weekday::Thu].into_iter().collect()), ..DaysEdit::default() };
        assert_eq!(refused_at(edited(daily("Swim", None), week).await), Some("intervalDays"), "half the doses, or all?");
    }

    async fn a_beginning_that_is_named_does_not_move_with_its_approval(t: TestApp) {
        let care = Care::new(t).await;
        let later = |description: &str| PlannedStep { starts_after_days: 14, ..held_back(daily(description, None)) };
        care.plan(vec![later("Warfarin 5 mg"), later("Bisoprolol 5 mg")]).await;
        let rows = care.steps().await;
        let approve = async |n: usize, edit| review::review_step(&care.t.app, care.doctor.id, rows[n].id, Decision::Approve(edit)).await;
        care.days_pass(2);
        assert_eq!(approve(0, StepEdit::default()).await.unwrap().row.next_due_on, day(3, 16));
        let edit = StepEdit { starts_after_days: Some(1), ..StepEdit::default() };
        assert_eq!(approve(1, edit).await.unwrap().row.next_due_on, day(3, 4), "not before it is approved");
    }

    async fn a_step_of_the_version_before_keeps_its_meaning(t: TestApp) {
        let care = Care::new(t).await;
        care.plan(vec![weekly("Methotrexate 10 mg", 4)]).await;
        // As if it had been stored before weekdays were.
        let db = care.t.app.db().driver().await.unwrap();
        aftercare_migration::down(&db, 1).await.unwrap();
        aftercare_migration::up(&db).await.unwrap();
        care.days_pass(2);
        assert_eq!(care.due_today().await, [0]);
        care.check_in(None).await.unwrap();
        let step = care.steps().await[0].clone();
        assert_eq!((step.next_due_on, step.remaining), (day(3, 11), Some(3)), "a week after the check-in");
    }
}
