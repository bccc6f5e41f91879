//! What a doctor may not write into a step: refused at its field, and nothing changes.

use crate::support::{Care, daily, every, held_back, once, refused_at};
use aftercare_core::{
    domain::review::{self, DaysEdit, Decision, Edit, NewStep, StepEdit},
    on_each_database,
};
use aftercare_entity::{event::Kind as Told, step::Kind};

fn new(kind: Kind) -> NewStep {
    NewStep {
        kind,
        description: "Walk".to_owned(),
        times_per_day: None,
        days: every(None),
        times_of_day: Vec::new(),
        duration_days: None,
        as_needed: false,
        starts_after_days: 0,
    }
}

fn interval(days: f64) -> DaysEdit {
    DaysEdit { interval_days: Edit::Set(days), ..DaysEdit::default() }
}

on_each_database! {
    async fn a_step_to_add_keeps_the_bounds_of_an_extraction(t: TestApp) {
        let care = Care::new(t).await;
        let note = care.plan(vec![daily("Rest", None)]).await;
        let plan = || new(Kind::Plan);
        let list = || new(Kind::Checklist);
        let text = |text: &str| NewStep { description: text.to_owned(), ..plan() };
        for (path, bad) in [
            ("description", text("")),
            ("description", text("  ")),
            ("description", text("a\nb")),
            ("description", text("a\0b")),
            ("description", text("a\u{202E}b")),
            ("description", text(&"x".repeat(201))),
            ("timesPerDay", NewStep { times_per_day: Some(0), ..plan() }),
            ("timesPerDay", NewStep { times_per_day: Some(25), ..plan() }),
            ("timesPerDay", NewStep { times_per_day: Some(i64::MIN), ..plan() }),
            ("intervalDays", NewStep { days: every(Some(0.0)), ..plan() }),
            ("intervalDays", NewStep { days: every(Some(-7.0)), ..plan() }),
            ("intervalDays", NewStep { days: every(Some(0.1)), ..plan() }),
            ("intervalDays", NewStep { days: every(Some(0.999)), ..plan() }),
            ("intervalDays", NewStep { days: every(Some(366.5)), ..plan() }),
            ("intervalDays", NewStep { days: every(Some(f64::NAN)), ..plan() }),
            ("intervalDays", NewStep { days: every(Some(f64::INFINITY)), ..plan() }),
            ("durationDays", NewStep { duration_days: Some(0), ..plan() }),
            ("durationDays", NewStep { duration_days: Some(3651), ..plan() }),
            ("durationDays", NewStep { duration_days: Some(i64::MAX), ..plan() }),
            ("durationDays", NewStep { duration_days: Some(1), ..plan() }),
            ("startsAfterDays", NewStep { starts_after_days: -1, ..plan() }),
            ("startsAfterDays", NewStep { starts_after_days: 3651, ..plan() }),
            ("durationDays", NewStep { duration_days: Some(2), ..list() }),
            ("intervalDays", NewStep { days: every(Some(7.0)), ..list() }),
            ("asNeeded", NewStep { as_needed: true, ..list() }),
        ] {
            let said = format!("{bad:?}");
            let answer = review::add_step(&care.t.app, care.doctor.id, note.id, bad).await;
            assert_eq!(refused_at(answer), Some(path), "{said}");
        }
        assert_eq!(care.steps().await.len(), 1);
        assert!(care.told(Told::StepChanged).await.is_empty());
        for good in [text(&"ü".repeat(200)), NewStep { duration_days: Some(3650), ..plan() }, list(),
            NewStep { days: every(Some(1.0)), ..plan() }, NewStep { days: every(Some(366.0)), ..plan() }] {
            review::add_step(&care.t.app, care.doctor.id, note.id, good).await.unwrap();
        }
    }

    async fn an_edit_keeps_them_too_and_a_refused_one_leaves_the_step_waiting(t: TestApp) {
        let care = Care::new(t).await;
        care.plan(vec![held_back(daily("Walk", Some(5))), held_back(once("Call"))]).await;
        let before = care.steps().await;
        let edit = StepEdit::default;
        for (step, path, bad) in [
            (0, "description", StepEdit { description: Some("\u{7}".to_owned()), ..edit() }),
            (0, "timesPerDay", StepEdit { times_per_day: Edit::Set(99), ..edit() }),
            (0, "intervalDays", StepEdit { days: interval(f64::NAN), ..edit() }),
            (0, "intervalDays", StepEdit { days: interval(0.1), ..edit() }),
            (0, "durationDays", StepEdit { duration_days: Edit::Set(-3), ..edit() }),
            (0, "durationDays", StepEdit { duration_days: Edit::Set(1), ..edit() }),
            (1, "durationDays", StepEdit { duration_days: Edit::Set(14), ..edit() }),
            (1, "intervalDays", StepEdit { days: interval(7.0), ..edit() }),
        ] {
            let decision = Decision::Approve(bad);
            let answer = review::review_step(&care.t.app, care.doctor.id, before[step].id, decision).await;
            assert_eq!(refused_at(answer), Some(path));
        }
        assert_eq!(care.steps().await, before);
    }
}
