//! How a run works: in batches, within its time, beside others.

use crate::support::{counts, dead_job, done_job, happened, jobs_left};
use aftercare_core::{
    domain::retention::{self, Pruned, Retention},
    on_each_database,
    testing::{TestApp, on_postgres, people},
};
use aftercare_entity::event;
use chrono::Duration;
use sea_orm::{ConnectionTrait, EntityTrait, QueryOrder};
use std::time::Duration as Time;

fn small(budget: Time) -> Retention {
    Retention { batch: 3, budget, ..Retention::default() }
}

/// Twenty old events and ten old jobs, all of the latter done.
async fn old_rows(t: &TestApp) {
    let (patient, _) = people::patient_and_doctor(&t.app).await.unwrap();
    happened(&t.app, patient.id, 21).await;
    for subject in 0..10 {
        done_job(&t.app, subject).await;
    }
    t.clock.advance(Duration::days(100));
}

on_each_database! {
    async fn a_run_without_time_takes_one_batch_of_each_and_the_next_goes_on(t: TestApp) {
        old_rows(&t).await;
        let mut runs = Vec::new();
        while runs.last().is_none_or(|run: &Pruned| !run.complete) {
            runs.push(retention::prune(&t.app, &small(Time::ZERO)).await.unwrap());
        }
        let rows: Vec<_> = runs.iter().map(|run| (run.events, run.done_jobs)).collect();
        assert_eq!(rows, [(3, 3), (3, 3), (3, 3), (3, 1), (3, 0), (3, 0), (2, 0)]);
    }

    async fn a_process_that_stops_does_not_begin_another_batch(t: TestApp) {
        old_rows(&t).await;
        let before = counts(&t.app).await;
        t.app.stopping().cancel();
        assert_eq!(retention::prune(&t.app, &small(Time::from_mins(1))).await.unwrap(), Pruned::default());
        assert_eq!(counts(&t.app).await, before);
    }

    async fn workers_at_the_same_time_delete_each_row_once_and_leave_no_gap(t: TestApp) {
        old_rows(&t).await;
        let mut workers = tokio::task::JoinSet::new();
        for _ in 0..3 {
            let app = t.another_process().await.unwrap();
            workers.spawn(async move {
                let mut total = (0, 0);
                loop {
                    let run = retention::prune(&app, &small(Time::from_mins(1))).await.unwrap();
                    total = (total.0 + run.events, total.1 + run.done_jobs);
                    let rows = event::Entity::find().order_by_asc(event::Column::Position).all(app.db().read());
                    let left: Vec<_> = rows.await.unwrap().iter().map(|row| row.position.unwrap()).collect();
                    assert_eq!(left, (left[0]..=21).collect::<Vec<_>>());
                    if run.complete {
                        return total;
                    }
                    // The next turn of a worker that was not alone comes later, or all of them would hold each other up.
                    tokio::time::sleep(std::time::Duration::from_millis(20)).await;
                }
            });
        }
        let totals = workers.join_all().await;
        assert_eq!(totals.iter().fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1)), (20, 10));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_run_beside_a_worker_that_hangs_ends_at_once_on_postgres() {
    on_postgres("a_run_beside_a_worker_that_hangs_ends_at_once", |t: TestApp| async move {
        old_rows(&t).await;
        let hangs = t.app.db().begin_write().await.unwrap();
        hangs.execute_unprepared("SELECT pg_advisory_xact_lock(7018425048245822832)").await.unwrap();
        assert_eq!(retention::prune(&t.app, &Retention::default()).await.unwrap(), Pruned::default());
        hangs.commit().await.unwrap();
        assert!(retention::prune(&t.app, &Retention::default()).await.unwrap().complete);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_dead_job_that_is_retried_at_this_moment_stays_on_postgres() {
    on_postgres("a_dead_job_that_is_retried_at_this_moment_stays", |t: TestApp| async move {
        dead_job(&t.app, 1).await;
        dead_job(&t.app, 2).await;
        t.clock.advance(Duration::days(100));
        let retrying = t.app.db().begin_write().await.unwrap();
        let retry =
            "UPDATE jobs SET dead_at = NULL WHERE subject_id = '00000000-0000-0000-0000-000000000001'";
        retrying.execute_unprepared(retry).await.unwrap();
        assert_eq!(retention::prune(&t.app, &Retention::default()).await.unwrap().dead_jobs, 1);
        retrying.commit().await.unwrap();
        assert_eq!(jobs_left(&t.app).await, [1]);
    })
    .await;
}
