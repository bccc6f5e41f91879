//! The queue: each job is done once, by whoever holds its lease.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use aftercare_core::{
    jobs::{self, JobKind, NewJob, Outcome},
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

on_each_database! {
    async fn a_lost_worker_loses_its_job_to_another(t: TestApp) {
        enqueue(&t, NewJob::about(JobKind::Mail, Uuid::from_u128(7), t.app.now())).await;
        let (one, two) = (t.app.new_id(), t.app.new_id());
        let first = jobs::claim(&t.app, one, &JobKind::ALL, LEASE).await.unwrap().unwrap();
        assert!(jobs::claim(&t.app, two, &JobKind::ALL, LEASE).await.unwrap().is_none(), "it is leased");
        t.clock.advance(Duration::seconds(61));
        let second = jobs::claim(&t.app, two, &JobKind::ALL, LEASE).await.unwrap().unwrap();
        assert_eq!(second.job.attempts, 2);
        // The first worker comes back from the dead: its result is refused.
        assert!(!jobs::finish(&t.app, t.app.db().write(), &first).await.unwrap());
        assert!(!jobs::renew(&t.app, &first, LEASE).await.unwrap());
        assert!(jobs::finish(&t.app, t.app.db().write(), &second).await.unwrap());
        assert!(jobs::is_idle(&t.app).await.unwrap());
    }

    async fn a_failing_job_waits_longer_each_time_and_then_is_dead(t: TestApp) {
        enqueue(&t, NewJob::about(JobKind::Extract, Uuid::from_u128(7), t.app.now())).await;
        let worker = t.app.new_id();
        let mut dead = false;
        for attempt in 1..=JobKind::Extract.max_attempts() {
            t.clock.advance(Duration::hours(2));
            let claimed = jobs::claim(&t.app, worker, &JobKind::ALL, LEASE).await.unwrap().unwrap();
            assert_eq!(claimed.job.attempts, attempt);
            let outcome = Outcome::Retry { code: "MODEL_UNAVAILABLE", after: None };
            dead = jobs::settle(&t.app, t.app.db().write(), &claimed, &outcome).await.unwrap().unwrap();
        }
        assert!(dead);
        t.clock.advance(Duration::days(9));
        assert!(jobs::claim(&t.app, worker, &JobKind::ALL, LEASE).await.unwrap().is_none());
        let listed = jobs::list(&t.app, 10).await.unwrap();
        assert_eq!(listed[0].last_error.as_deref(), Some("MODEL_UNAVAILABLE"));
        assert!(jobs::retry(&t.app, listed[0].id).await.unwrap());
        assert!(jobs::claim(&t.app, worker, &JobKind::ALL, LEASE).await.unwrap().is_some());
    }

    async fn many_workers_do_each_job_once(t: TestApp) {
        for n in 0..60 {
            enqueue(&t, NewJob::about(JobKind::Mail, Uuid::from_u128(n), t.app.now())).await;
        }
        // The same again: already open, so left out.
        enqueue(&t, NewJob::about(JobKind::Mail, Uuid::from_u128(0), t.app.now())).await;
        let workers = (0..6).map(|_| {
            let app = t.app.clone();
            tokio::spawn(async move {
                let (me, mut done) = (app.new_id(), 0);
                while let Some(claimed) = jobs::claim(&app, me, &JobKind::ALL, LEASE).await.unwrap() {
                    assert!(jobs::finish(&app, app.db().write(), &claimed).await.unwrap());
                    done += 1;
                }
                done
            })
        });
        let mut total = 0;
        for worker in workers.collect::<Vec<_>>() {
            total += worker.await.unwrap();
        }
        assert_eq!(total, 60);
    }

    async fn a_job_given_back_is_free_at_once_and_the_attempt_does_not_count(t: TestApp) {
        enqueue(&t, NewJob::about(JobKind::Sweep, Uuid::from_u128(7), t.app.now())).await;
        let claimed = jobs::claim(&t.app, t.app.new_id(), &JobKind::ALL, LEASE).await.unwrap().unwrap();
        jobs::give_back(&t.app, &claimed).await.unwrap();
        let again = jobs::claim(&t.app, t.app.new_id(), &JobKind::ALL, LEASE).await.unwrap().unwrap();
        assert_eq!(again.job.attempts, 1);
    }
}
