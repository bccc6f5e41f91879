//! Workers whose own clocks are wrong: nobody loses a morning by them, and nobody is mailed twice.

use crate::{
    house::House,
    smtp::{SmtpServer, Step, Trick},
};
use aftercare_core::{
    App, Error,
    domain::reminders::{self, Slot},
    jobs::{self, JobKind, Wanted},
    on_each_database,
};
use aftercare_entity::job;
use aftercare_worker::sweep;
use chrono::{DateTime, Duration, NaiveDate, Utc};
use chrono_tz::UTC;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, prelude::Expr};

const DAILY: &str = "Walk 20 minutes daily for 90 days.";

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Lets the mornings from the 3rd to the 5th of March come; one mail each.
async fn three_mornings_come(house: &House) {
    for (mails, morning) in (1..).zip(["03", "04", "05"]) {
        house.t.clock.advance_to(at(&format!("2026-03-{morning}T06:00:00Z")));
        sweep::ensure_scheduled(&house.t.app).await.unwrap();
        house.work().await;
        assert_eq!(house.mails().len(), mails, "the {morning}th");
    }
}

/// Says that the sweep of this day was done at `done`.
async fn mark_done(app: &App, day: &str, done: DateTime<Utc>) {
    job::Entity::update_many()
        .col_expr(job::Column::DoneAt, Expr::value(Some(done)))
        .filter(job::Column::Argument.eq(format!("UTC {day}")))
        .exec(app.db().write())
        .await
        .unwrap();
}

on_each_database! {
    async fn a_worker_two_days_ahead_for_twelve_seconds_costs_nobody_a_morning(t: TestApp) {
        let house = House::open(t).await;
        house.note(DAILY).await;
        sweep::ensure_scheduled(&house.t.app).await.unwrap();
        let wrong = house.t.another_process_with_clock(Duration::days(2)).await.unwrap();
        let worker = house.worker_on(&wrong);
        for _ in 0..12 {
            sweep::ensure_scheduled(&wrong).await.unwrap();
            worker.run_until_idle().await.unwrap();
            house.t.clock.advance(Duration::seconds(1));
        }
        assert!(house.mails().is_empty());
        three_mornings_come(&house).await;
    }

    async fn sweeps_that_a_wrong_clock_left_behind_hide_no_morning(t: TestApp) {
        let house = House::open(t).await;
        let app = &house.t.app;
        house.note(DAILY).await;
        sweep::ensure_scheduled(app).await.unwrap();
        // What a program leaves that is two days ahead: tomorrow's sweep done the day after, and one of a day far off.
        mark_done(app, "2026-03-03", at("2026-03-04T08:00:01Z")).await;
        let mut change = app.begin().await.unwrap();
        for later in ["2026-03-04", "2026-03-05"] {
            change.job(reminders::sweep_job(app, Slot::of_zone(UTC), day(later))).await.unwrap();
        }
        change.commit().await.unwrap();
        mark_done(app, "2026-03-04", at("2026-03-04T08:00:02Z")).await;
        sweep::ensure_scheduled(app).await.unwrap();
        three_mornings_come(&house).await;
    }

    async fn a_sweep_that_a_wrong_clock_leased_or_put_off_is_done_on_its_day(t: TestApp) {
        let house = House::open(t).await;
        let app = &house.t.app;
        house.note(DAILY).await;
        sweep::ensure_scheduled(app).await.unwrap();
        for wrong in [job::Column::RunAt, job::Column::LeaseUntil] {
            job::Entity::update_many()
                .col_expr(wrong, Expr::value(at("2026-03-05T12:00:00Z")))
                .filter(job::Column::Kind.eq("sweep"))
                .exec(app.db().write())
                .await
                .unwrap();
            sweep::ensure_scheduled(app).await.unwrap();
        }
        three_mornings_come(&house).await;
    }

    async fn workers_whose_clocks_are_ahead_take_no_mail_that_another_is_sending(t: TestApp) {
        let mut house = House::open(t).await;
        let server = SmtpServer::plain().await;
        house.smtp_url = Some(server.url());
        house.settings.lease = Duration::seconds(30);
        house.note(DAILY).await;
        sweep::run_now(&house.t.app, day("2026-03-02")).await.unwrap();
        server.script(Step::Content, Trick::Delay(std::time::Duration::from_millis(1500)));
        let slow = house.worker_on(&house.t.app);
        let slow = tokio::spawn(async move { slow.run_until_idle().await });
        server.wait_for_open(1).await;
        for ahead in [90, 45] {
            let other = house.t.another_process_with_clock(Duration::seconds(ahead)).await.unwrap();
            house.worker_on(&other).run_until_idle().await.unwrap();
        }
        slow.await.unwrap().unwrap();
        assert_eq!(server.received().len(), 1);
    }

    async fn a_worker_more_than_a_minute_off_reads_notes_and_sends_nothing_until_it_is_right(t: TestApp) {
        let house = House::open(t).await;
        let wrong = house.t.another_process_with_clock(Duration::seconds(-61)).await.unwrap();
        let worker = house.worker_on(&wrong);
        house.submit(DAILY).await;
        assert_eq!(worker.run_until_idle().await.unwrap().done["extract"], 1);
        let by_hand = sweep::run_now(&wrong, day("2026-03-02")).await;
        assert!(matches!(by_hand, Err(Error::Conflict(_))));
        sweep::run_now(&house.t.app, day("2026-03-02")).await.unwrap();
        worker.run_until_idle().await.unwrap();
        assert_eq!(house.mails().len(), 0);
        wrong.clock().set_forward(Duration::seconds(2));
        worker.run_until_idle().await.unwrap();
        assert_eq!(house.mails().len(), 1, "it is 59 seconds off");
    }

    async fn a_lease_ends_by_the_database_s_clock_whatever_the_holder_s_own_says(t: TestApp) {
        let app = t.another_process_with_clock(Duration::seconds(-50)).await.unwrap();
        let mut change = t.app.begin().await.unwrap();
        change.job(jobs::NewJob::about(JobKind::Mail, t.app.new_id(), t.app.now())).await.unwrap();
        change.commit().await.unwrap();
        let one = Wanted::of(JobKind::Mail, 1, Duration::seconds(60));
        let held = jobs::claim(&app, one).await.unwrap();
        assert_eq!(held.len(), 1);
        t.clock.advance(Duration::seconds(59));
        assert!(jobs::claim(&t.app, one).await.unwrap().is_empty());
        t.clock.advance(Duration::seconds(1));
        assert_eq!(jobs::claim(&t.app, one).await.unwrap().len(), 1);
    }
}
