//! The queue: each job is done once, by whoever holds its lease.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use aftercare_core::{
    App,
    jobs::{self, Claimed, JobKind, NewJob, Outcome, Wanted},
    on_each_database,
    testing::TestApp,
};
use chrono::Duration;
use uuid::Uuid;

const LEASE: Duration = Duration::seconds(60);

async fn enqueue(t: &TestApp, job: NewJob) {
    let mut change = t.app.begin().await.unwrap();
    change.job(job).await.unwrap();
    change.commit().await.unwrap();
}

async fn claim(app: &App, kind: JobKind, most: u64) -> Vec<Claimed> {
    jobs::claim(app, Wanted::of(kind, most, LEASE)).await.unwrap()
}

fn about(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

on_each_database! {
    async fn how_the_jobs_stand_is_told_by_kind_and_how_long_they_have_waited(t: TestApp) {
        let now = t.app.now();
        enqueue(&t, NewJob::about(JobKind::Sweep, about(1), now - Duration::minutes(20))).await;
        enqueue(&t, NewJob::about(JobKind::Sweep, about(2), now + Duration::hours(6))).await;
        enqueue(&t, NewJob::about(JobKind::Mail, about(3), now - Duration::minutes(5))).await;
        enqueue(&t, NewJob::about(JobKind::Extract, about(4), now)).await;
        let lost = claim(&t.app, JobKind::Extract, 1).await.remove(0);
        let dead = Outcome::GiveUp { code: "MODEL_BLOCKED" };
        jobs::settle(&t.app, t.app.db().write(), &lost, &dead).await.unwrap().unwrap();
        let of = async |kind: &str| {
            let all = jobs::overview::standing(&t.app).await.unwrap();
            all.into_iter().find(|standing| standing.kind == kind).unwrap()
        };
        let (sweep, minutes) = (of("sweep").await, |n| std::time::Duration::from_mins(n));
        assert_eq!((sweep.due, sweep.scheduled, sweep.running, sweep.dead), (1, 1, 0, 0));
        assert_eq!((sweep.waits, sweep.late), (minutes(20), minutes(20)));
        assert_eq!((of("mail").await.waits, of("extract").await.dead), (minutes(5), 1));
        // Whoever is at work does not wait, but what is late stays late until it is done.
        let held = claim(&t.app, JobKind::Sweep, 1).await.remove(0);
        let sweep = of("sweep").await;
        assert_eq!((sweep.due, sweep.running, sweep.waits, sweep.late), (0, 1, minutes(0), minutes(20)));
        assert!(jobs::finish(&t.app, t.app.db().write(), &held).await.unwrap());
        assert_eq!(of("sweep").await.late, minutes(0));
    }

    async fn a_lost_worker_loses_its_job_to_another(t: TestApp) {
        enqueue(&t, NewJob::about(JobKind::Mail, about(7), t.app.now())).await;
        let first = claim(&t.app, JobKind::Mail, 1).await.remove(0);
        assert!(claim(&t.app, JobKind::Mail, 1).await.is_empty(), "it is leased");
        assert!(first.is_held(t.app.now()));
        t.clock.advance(Duration::seconds(61));
        assert!(!first.is_held(t.app.now()), "it can know without asking");
        let second = claim(&t.app, JobKind::Mail, 1).await.remove(0);
        assert_eq!(second.job.attempts, 2);
        // The first worker comes back from the dead: its result is refused.
        assert!(!jobs::finish(&t.app, t.app.db().write(), &first).await.unwrap());
        assert_eq!(jobs::renew(&t.app, &[first], LEASE).await.unwrap(), 0);
        assert!(jobs::finish(&t.app, t.app.db().write(), &second).await.unwrap());
        assert!(jobs::is_idle(&t.app).await.unwrap());
    }

    async fn a_failing_job_waits_longer_each_time_and_then_is_dead(t: TestApp) {
        enqueue(&t, NewJob::about(JobKind::Extract, about(7), t.app.now())).await;
        let mut dead = false;
        for attempt in 1..=JobKind::Extract.max_attempts() {
            t.clock.advance(Duration::hours(2));
            let claimed = claim(&t.app, JobKind::Extract, 1).await.remove(0);
            assert_eq!(claimed.job.attempts, attempt);
            let outcome = Outcome::Retry { code: "MODEL_UNAVAILABLE", after: None };
            dead = jobs::settle(&t.app, t.app.db().write(), &claimed, &outcome).await.unwrap().unwrap();
        }
        assert!(dead);
        t.clock.advance(Duration::days(9));
        assert!(claim(&t.app, JobKind::Extract, 1).await.is_empty());
        let listed = jobs::list(&t.app, 10).await.unwrap();
        assert_eq!(listed[0].last_error.as_deref(), Some("MODEL_UNAVAILABLE"));
        assert!(jobs::retry(&t.app, listed[0].id).await.unwrap());
        assert_eq!(claim(&t.app, JobKind::Extract, 1).await.len(), 1);
    }

    async fn many_workers_do_each_job_once(t: TestApp) {
        for n in 0..60 {
            enqueue(&t, NewJob::about(JobKind::Mail, about(n), t.app.now())).await;
        }
        // The same again: already open, so left out.
        enqueue(&t, NewJob::about(JobKind::Mail, about(0), t.app.now())).await;
        let workers = (0..6).map(|_| {
            let app = t.app.clone();
            tokio::spawn(async move {
                let mut done = 0;
                loop {
                    let group = claim(&app, JobKind::Mail, 7).await;
                    if group.is_empty() {
                        return done;
                    }
                    assert!(group.len() <= 7);
                    done += jobs::finish_all(&app, app.db().write(), &group).await.unwrap().len();
                }
            })
        });
        let mut total = 0;
        for worker in workers.collect::<Vec<_>>() {
            total += worker.await.unwrap();
        }
        assert_eq!(total, 60);
    }

    async fn a_group_is_the_oldest_of_its_kind_and_ends_without_those_that_were_lost(t: TestApp) {
        for n in 0..5 {
            let run_at = t.app.now() - Duration::seconds(i64::try_from(n).unwrap());
            enqueue(&t, NewJob { run_at, ..NewJob::about(JobKind::Mail, about(n), run_at) }).await;
        }
        enqueue(&t, NewJob::about(JobKind::Sweep, about(9), t.app.now() - Duration::hours(1))).await;
        let group = claim(&t.app, JobKind::Mail, 3).await;
        let subjects: Vec<_> = group.iter().filter_map(|one| one.job.subject_id).collect();
        assert_eq!(subjects, [about(4), about(3), about(2)]);
        t.clock.advance(Duration::seconds(61));
        let taken_over = claim(&t.app, JobKind::Mail, 1).await.remove(0);
        let mine = jobs::finish_all(&t.app, t.app.db().write(), &group).await.unwrap();
        assert_eq!(mine.len(), 2);
        assert!(!mine.contains(&taken_over.job.id));
        assert!(jobs::finish(&t.app, t.app.db().write(), &taken_over).await.unwrap(), "still its own");
    }

    async fn a_job_given_back_is_free_at_once_and_the_attempt_does_not_count(t: TestApp) {
        enqueue(&t, NewJob::about(JobKind::Sweep, about(7), t.app.now())).await;
        let claimed = claim(&t.app, JobKind::Sweep, 1).await;
        jobs::give_back(&t.app, &claimed, false).await.unwrap();
        let again = claim(&t.app, JobKind::Sweep, 1).await;
        assert_eq!(again[0].job.attempts, 1);
        // Unless it had begun what may have been done.
        jobs::give_back(&t.app, &again, true).await.unwrap();
        assert_eq!(claim(&t.app, JobKind::Sweep, 1).await[0].job.attempts, 2);
    }

    async fn notes_of_different_doctors_are_read_in_turn(t: TestApp) {
        // One doctor has eight notes waiting, and then two others hand in one and two.
        for (note, doctor) in [(0, 1), (1, 1), (2, 1), (3, 1), (4, 1), (5, 1), (6, 1), (7, 1), (8, 2), (9, 3), (10, 3)] {
            let job = NewJob::about(JobKind::Extract, about(note), t.app.now()).owned_by(about(doctor));
            enqueue(&t, job).await;
            t.clock.advance(Duration::seconds(1));
        }
        let (mut last, mut turns) = (None, Vec::new());
        let one = Wanted::of(JobKind::Extract, 1, LEASE);
        while let Some(next) = jobs::claim_in_turn(&t.app, one, last).await.unwrap() {
            turns.push(next.job.subject_id.unwrap().as_u128());
            last = Some(next.job.owner_id);
        }
        assert_eq!(turns, [0, 8, 9, 1, 10, 2, 3, 4, 5, 6, 7]);
    }

    async fn a_retired_kind_fails_by_its_name_once_nobody_can_want_it_any_more(t: TestApp) {
        use aftercare_entity::job;
        use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
        enqueue(&t, NewJob::about(JobKind::Mail, about(7), t.app.now())).await;
        let mut row: job::ActiveModel = jobs::list(&t.app, 1).await.unwrap().remove(0).into_active_model();
        row.kind = Set("fax".to_owned());
        row.update(t.app.db().write()).await.unwrap();
        // A newer program beside this one may know it.
        assert!(jobs::give_up_unknown(&t.app, "RETIRED_JOB").await.unwrap().is_empty());
        t.clock.advance(Duration::hours(2));
        assert_eq!(jobs::give_up_unknown(&t.app, "RETIRED_JOB").await.unwrap()["fax"], 1);
        let dead = jobs::list(&t.app, 1).await.unwrap().remove(0);
        assert_eq!((dead.last_error.as_deref(), dead.dead_at), (Some("RETIRED_JOB"), Some(t.app.now())));
    }
}
