//! What an operator asks of the queue: lists, and trying again.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use aftercare_core::{
    domain::reasons,
    jobs::{self, Filter, JobKind},
    on_each_database,
    testing::TestApp,
};
use aftercare_entity::job;
use chrono::Duration;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};
use uuid::Uuid;

/// `count` jobs of this kind; `error` is the code of their last failure, and `dead` whether that was the last attempt.
async fn jobs_of(t: &TestApp, kind: JobKind, count: u128, error: Option<&str>, dead: bool) {
    let before: Vec<_> = all(t).await.into_iter().map(|job| job.id).collect();
    let first = before.len() as u128;
    let mut change = t.app.begin().await.unwrap();
    let new = |n| jobs::NewJob::about(kind, Uuid::from_u128(first + n), t.app.now());
    change.jobs((0..count).map(new)).await.unwrap();
    change.commit().await.unwrap();
    for job in all(t).await {
        if before.contains(&job.id) || (error.is_none() && !dead) {
            continue;
        }
        let mut row = job.into_active_model();
        row.last_error = Set(error.map(str::to_owned));
        row.dead_at = Set(dead.then(|| t.app.now()));
        row.attempts = Set(3);
        row.run_at = Set(t.app.now() + Duration::hours(1));
        row.update(t.app.db().write()).await.unwrap();
    }
}

async fn all(t: &TestApp) -> Vec<job::Model> {
    job::Entity::find().all(t.app.db().read()).await.unwrap()
}

fn mails(error: Option<&str>, dead: bool) -> Filter {
    Filter { kind: Some(JobKind::Mail), error: error.map(str::to_owned), dead }
}

on_each_database! {
    async fn dead_jobs_come_first_however_many_are_open(t: TestApp) {
        jobs_of(&t, JobKind::Mail, 30, None, false).await;
        jobs_of(&t, JobKind::Mail, 2, Some(reasons::MAIL_REFUSED), true).await;
        let listed = jobs::list(&t.app, 5).await.unwrap();
        let dead: Vec<_> = listed.iter().map(|job| job.dead_at.is_some()).collect();
        assert_eq!(dead, [true, true, false, false, false]);
        let only_dead = Filter { dead: true, ..Filter::default() };
        assert_eq!(jobs::find(&t.app, &only_dead, 100).await.unwrap().len(), 2);
    }

    async fn a_list_can_be_of_one_kind_and_one_error(t: TestApp) {
        jobs_of(&t, JobKind::Mail, 3, Some(reasons::MAIL_RELAY_DENIED), false).await;
        jobs_of(&t, JobKind::Mail, 2, Some(reasons::MAIL_REFUSED), true).await;
        jobs_of(&t, JobKind::Extract, 4, Some(reasons::MODEL_TIMEOUT), true).await;
        let count = async |filter| jobs::find(&t.app, &filter, 100).await.unwrap().len();
        assert_eq!(count(mails(None, false)).await, 5);
        assert_eq!(count(mails(None, true)).await, 2);
        assert_eq!(count(mails(Some(reasons::MAIL_RELAY_DENIED), false)).await, 3);
        let errors = jobs::errors(&t.app, &mails(None, false)).await.unwrap();
        let expected = [(reasons::MAIL_REFUSED.to_owned(), 2), (reasons::MAIL_RELAY_DENIED.to_owned(), 3)];
        assert_eq!(errors, expected);
    }

    async fn all_that_failed_are_tried_again_and_counted_beyond_one_batch(t: TestApp) {
        jobs_of(&t, JobKind::Mail, 700, Some(reasons::MAIL_REJECTED), true).await;
        jobs_of(&t, JobKind::Mail, 1, Some(reasons::MAIL_UNANSWERED), true).await;
        jobs_of(&t, JobKind::Extract, 1, Some(reasons::MODEL_TIMEOUT), true).await;
        assert_eq!(jobs::retry_all(&t.app, &mails(None, false)).await.unwrap(), 700);
        let again = all(&t).await.into_iter().filter(|job| job.dead_at.is_none());
        assert!(again.into_iter().all(|job| job.attempts == 0 && job.run_at == t.app.now()));
        assert_eq!(jobs::retry_all(&t.app, &mails(Some(reasons::MAIL_UNANSWERED), false)).await.unwrap(), 1);
    }

    async fn a_dead_job_whose_place_is_taken_stays_dead(t: TestApp) {
        jobs_of(&t, JobKind::Mail, 1, Some(reasons::MAIL_REFUSED), true).await;
        let dead = all(&t).await.remove(0);
        let mut change = t.app.begin().await.unwrap();
        change.job(jobs::NewJob::about(JobKind::Mail, dead.subject_id.unwrap(), t.app.now())).await.unwrap();
        change.commit().await.unwrap();
        assert!(!jobs::retry(&t.app, dead.id).await.unwrap());
        assert_eq!(jobs::retry_all(&t.app, &Filter { dead: true, ..Filter::default() }).await.unwrap(), 0);
    }
}
