//! Checking in: once a day, on its day, until the plan is really done.

use crate::support::{Care, conflicts, daily, day, held_back, missing, once, refused_at, weekly};
use aftercare_core::{
    Error,
    domain::{
        answered::Undo,
        check_ins::{self, undo_check_in},
        plan::PlannedStep,
    },
    on_each_database,
    testing::people,
};
use aftercare_entity::{
    check_in::{self, Via},
    event::Kind as Told,
    step::State,
    user::Role,
};
use sea_orm::{ConnectionTrait, DbBackend, EntityTrait, Statement};

on_each_database! {
    async fn a_five_day_plan_takes_five_check_ins_however_long(t: TestApp) {
        let care = Care::new(t).await;
        care.plan(vec![daily("Walk", Some(5))]).await;
        let mut left = 5;
        for n in 0..9 {
            if n % 2 == 0 {
                left -= 1;
                let done = care.check_in(None).await.unwrap();
                assert_eq!(done.steps[0].remaining, Some(left));
            }
            care.days_pass(1);
        }
        let step = &care.steps().await[0];
        assert_eq!((step.state, step.check_in_count, step.next_due_on), (State::Completed, 5, None));
        assert!(step.closed_at.is_some());
        assert!(care.check_in(None).await.unwrap().steps.is_empty());
        assert!(conflicts(care.check_in(Some(step.id)).await));
        assert_eq!(care.told(Told::CheckedIn).await.len(), 5);
    }

    async fn a_second_one_the_same_day_is_no_error_and_counts_nothing(t: TestApp) {
        let care = Care::new(t).await;
        care.plan(vec![daily("Walk", Some(5)), daily("Stretch", None), once("Call")]).await;
        let first = care.check_in(None).await.unwrap();
        assert_eq!(first.check_ins.len(), 2);
        let again = care.check_in(None).await.unwrap();
        assert_eq!((&again.check_ins, &again.steps), (&first.check_ins, &first.steps));
        assert_eq!((first.already.len(), again.already.len()), (0, 2));
        let one = care.check_in(Some(first.steps[0].id)).await.unwrap();
        assert_eq!(one.check_ins, first.check_ins[..1]);
        assert_eq!(care.told(Told::CheckedIn).await.len(), 2);
        assert_eq!((care.steps().await[0].remaining, care.steps().await[1].remaining), (Some(4), None));
    }

    async fn a_hundred_at_once_from_two_processes_count_as_one(t: TestApp) {
        let care = Care::new(t).await;
        care.plan(vec![daily("Walk", Some(5))]).await;
        let (step, patient) = (care.steps().await[0].id, care.patient.id);
        let other = care.t.another_process().await.unwrap();
        let tasks: Vec<_> = (0..100)
            .map(|n| {
                let app = if n % 2 == 0 { care.t.app.clone() } else { other.clone() };
                let step = (n % 3 != 0).then_some(step);
                tokio::spawn(async move { check_ins::check_in(&app, patient, step, Via::App).await })
            })
            .collect();
        for task in tasks {
            assert_eq!(task.await.unwrap().unwrap().steps[0].remaining, Some(4));
        }
        assert_eq!(care.steps().await[0].remaining, Some(4));
        assert_eq!(check_in::Entity::find().all(care.t.app.db().read()).await.unwrap().len(), 1);
        assert_eq!(care.told(Told::CheckedIn).await.len(), 1);
    }

    async fn a_weekly_medicine_is_never_taken_before_its_day(t: TestApp) {
        let care = Care::new(t).await;
        care.plan(vec![weekly("Methotrexate", 4)]).await;
        let id = care.steps().await[0].id;
        care.check_in(Some(id)).await.unwrap();
        for _ in 0..6 {
            care.days_pass(1);
            assert!(care.check_in(None).await.unwrap().steps.is_empty());
            let early = care.check_in(Some(id)).await;
            assert!(matches!(early, Err(Error::Conflict(ref why)) if why.contains("due on Some(2026-03-09)")), "{early:?}");
        }
        // Three days late: the next one is a week after that.
        care.days_pass(4);
        assert_eq!(care.check_in(None).await.unwrap().steps[0].next_due_on, day(3, 19));
        assert_eq!(care.steps().await[0].remaining, Some(2));
    }

    async fn a_taper_starts_when_its_day_has_come(t: TestApp) {
        let care = Care::new(t).await;
        care.plan(vec![daily("40 mg", Some(3)), PlannedStep { starts_after_days: 3, ..daily("20 mg", Some(3)) }]).await;
        let later = care.steps().await[1].id;
        assert!(matches!(care.check_in(Some(later)).await, Err(Error::Conflict(why)) if why.contains("2026-03-05")));
        for expected in [1, 1, 1] {
            assert_eq!(care.check_in(None).await.unwrap().steps.len(), expected);
            care.days_pass(1);
        }
        assert_eq!(care.check_in(None).await.unwrap().steps[0].id, later);
    }

    async fn as_needed_is_recorded_and_counts_down_only_a_given_length(t: TestApp) {
        let care = Care::new(t).await;
        let needed = |days| PlannedStep { as_needed: true, ..daily("Paracetamol", days) };
        care.plan(vec![needed(None), needed(Some(2))]).await;
        assert!(care.check_in(None).await.unwrap().steps.is_empty(), "never due");
        let [open, two] = [care.steps().await[0].id, care.steps().await[1].id];
        for left in [1, 0] {
            care.check_in(Some(open)).await.unwrap();
            assert_eq!(care.check_in(Some(two)).await.unwrap().steps[0].remaining, Some(left));
            care.days_pass(1);
        }
        let rows = care.steps().await;
        assert_eq!((rows[0].state, rows[0].check_in_count, rows[0].next_due_on), (State::Active, 2, None));
        assert_eq!(rows[1].state, State::Completed);
    }

    async fn what_cannot_be_checked_in_is_refused(t: TestApp) {
        let care = Care::new(t).await;
        care.plan(vec![once("Call"), held_back(daily("Held", None)), daily("Walk", None)]).await;
        let rows = care.steps().await;
        assert_eq!(refused_at(care.check_in(Some(rows[0].id)).await), Some("stepId"));
        assert!(missing(care.check_in(Some(rows[1].id)).await, "step"), "held back");
        assert!(missing(care.check_in(Some(care.t.app.new_id())).await, "step"));
        let nosy = people::account(&care.t.app, Role::Patient, "Nosy").await.unwrap();
        for other in [nosy.id, care.doctor.id] {
            let answer = check_ins::check_in(&care.t.app, other, Some(rows[2].id), Via::App).await;
            assert!(matches!(answer, Err(Error::NotFound(_))));
        }
        care.plan(vec![daily("New", None)]).await;
        assert!(conflicts(care.check_in(Some(rows[2].id)).await), "superseded");
    }

    async fn undoing_brings_the_day_back(t: TestApp) {
        let care = Care::new(t).await;
        care.plan(vec![daily("Last one", Some(1)), weekly("Methotrexate", 4)]).await;
        care.days_pass(2);
        let before = care.steps().await;
        let done = care.check_in(None).await.unwrap();
        assert_eq!(done.steps[0].state, State::Completed);
        let (app, patient) = (&care.t.app, care.patient.id);
        for step in &before {
            for _ in ["once", "twice changes nothing"] {
                let answer = undo_check_in(app, patient, step.id).await.unwrap();
                assert_eq!((answer.status, &answer.row), (Undo::Undone, step));
            }
        }
        let undone = care.told(Told::CheckInUndone).await;
        assert_eq!(undone, done.check_ins.iter().map(|row| row.id).collect::<Vec<_>>());
        // And again: the one taken back stays as history, the new one counts.
        let again = care.check_in(None).await.unwrap();
        assert_ne!(again.check_ins[0].id, done.check_ins[0].id);
        assert_eq!(again.steps[1].remaining, Some(3));
        assert_eq!(check_in::Entity::find().all(app.db().read()).await.unwrap().len(), 4);
        care.days_pass(1);
        let answer = undo_check_in(app, patient, before[1].id).await.unwrap();
        assert_eq!((answer.status, answer.row.remaining), (Undo::NotCheckedIn, Some(3)), "yesterday's stays");
    }

    async fn undoing_after_a_new_plan_changes_nothing(t: TestApp) {
        let care = Care::new(t).await;
        care.plan(vec![daily("Old", Some(5)), daily("Last one", Some(1))]).await;
        care.check_in(None).await.unwrap();
        care.plan(vec![daily("New", None)]).await;
        for step in &care.steps().await[..2] {
            let answer = undo_check_in(&care.t.app, care.patient.id, step.id).await.unwrap();
            assert_eq!((answer.status, &answer.row), (Undo::PlanChanged, step));
        }
        assert_eq!(care.states().await, [State::Superseded, State::Completed, State::Active]);
    }

    async fn a_plan_made_on_an_empty_table_finds_the_patients_own_check_ins_and_reads_nobody_elses(t: TestApp) {
        if t.app.db().backend() != DbBackend::Postgres {
            return;
        }
        let care = Care::new(t).await;
        let db = care.t.app.db().write();
        let (walk, today) = (vec![daily("Walk", None)], "2026-03-02");
        care.plan(walk).await;
        care.check_in(None).await.unwrap();
        let patients = format!("patient_id = ANY (ARRAY['{}']::uuid[])", care.patient.id);
        let wanted = format!("{patients} AND undone_at IS NULL AND day BETWEEN '{today}' AND '{today}'");
        let explain = format!("EXPLAIN SELECT * FROM check_ins WHERE {wanted}");
        let rows = db.query_all_raw(Statement::from_string(DbBackend::Postgres, explain)).await.unwrap();
        let plan: Vec<String> = rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect();
        let plan = plan.join("\n");
        // By both, so that it never reads more than the patient did on that day.
        assert!(plan.contains("Index Cond: ((patient_id = ") && plan.contains(") AND (day >= "), "{plan}");
    }
}
