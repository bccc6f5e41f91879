//! Reminders on their way through a mail server that misbehaves.

use crate::{
    house::House,
    smtp::{SmtpServer, Step, Trick},
};
use aftercare_core::{
    App,
    domain::{
        check_ins, notes, reasons,
        reminders::{self, Slot},
    },
    jobs, on_each_database,
    testing::{TestApp, people},
};
use aftercare_entity::{check_in::Via, reminder::State, reminder_step, user::Role};
use aftercare_worker::sweep;
use chrono::{Duration, NaiveDate};
use sea_orm::EntityTrait;

const DAILY: &str = "Take doxycycline 100 mg twice daily for 3 days.";

fn today(app: &App) -> NaiveDate {
    app.clock().today(chrono_tz::UTC)
}

/// A test hospital with a mail server of its own, and a patient who has something due today.
async fn house(t: TestApp) -> (House, SmtpServer) {
    let server = SmtpServer::plain().await;
    let mut house = House::open(t).await;
    house.smtp_url = Some(server.url());
    house.note(DAILY).await;
    (house, server)
}

on_each_database! {
    async fn a_sent_reminder_says_which_steps_it_listed(t: TestApp) {
        let (house, server) = house(t).await;
        sweep::run_now(&house.t.app, today(&house.t.app)).await.unwrap();
        assert_eq!(house.work().await.done["mail"], 1);
        let mail = server.received().remove(0);
        let row = house.reminders().await.remove(0);
        assert_eq!(mail.header("Message-ID").as_deref(), Some(row.message_id.as_str()));
        assert_eq!((row.state, row.attempts, row.sent_at), (State::Sent, 1, Some(house.t.app.now())));
        let listed = reminder_step::Entity::find().all(house.t.app.db().read()).await.unwrap();
        assert_eq!(listed[0].step_id, house.steps().await[0].id);
    }

    async fn one_bad_address_stops_nobody_else(t: TestApp) {
        let (house, server) = house(t).await;
        let app = &house.t.app;
        for n in 0..4 {
            let other = people::account(app, Role::Patient, &format!("Patient {n}")).await.unwrap();
            people::assign(app, other.id, house.doctor.id).await.unwrap();
            notes::submit_note(app, house.doctor.id, other.id, DAILY).await.unwrap();
        }
        house.work().await;
        server.refuse(&house.patient.email, "550 5.1.1 no such user");
        sweep::run_now(app, today(app)).await.unwrap();
        let summary = house.work().await;
        assert_eq!((summary.done["mail"], summary.dead["mail"]), (4, 1));
        assert_eq!(server.received().len(), 4);
        let failed: Vec<_> = house.reminders().await.into_iter().filter(|row| row.state == State::Failed).collect();
        assert_eq!((failed.len(), failed[0].patient_id), (1, house.patient.id));
        assert_eq!(failed[0].reason.as_deref(), Some(reasons::MAIL_REFUSED));
    }

    async fn a_deferred_mail_is_tried_again_and_then_sent_once(t: TestApp) {
        let (house, server) = house(t).await;
        server.script(Step::Rcpt, Trick::Answer("450 4.2.0 greylisted"));
        sweep::run_now(&house.t.app, today(&house.t.app)).await.unwrap();
        assert_eq!(house.work().await.retried["mail"], 1);
        let row = house.reminders().await.remove(0);
        assert_eq!((row.state, row.reason.as_deref()), (State::Pending, Some(reasons::MAIL_DEFERRED)));
        house.t.clock.advance(Duration::minutes(2));
        house.work().await;
        let row = house.reminders().await.remove(0);
        assert_eq!((row.state, row.attempts, row.reason), (State::Sent, 2, None));
        assert_eq!(server.received().len(), 1);
    }

    async fn a_mail_that_is_deferred_all_day_ends_with_the_quiet_hours(t: TestApp) {
        let (house, server) = house(t).await;
        server.refuse(&house.patient.email, "450 4.2.2 mailbox full");
        sweep::run_now(&house.t.app, today(&house.t.app)).await.unwrap();
        // From 08:00 until 21:00.
        for _ in 0..13 {
            house.work().await;
            assert_eq!(house.reminders().await[0].reason.as_deref(), Some(reasons::MAIL_DEFERRED));
            house.t.clock.advance(Duration::hours(1));
        }
        house.work().await;
        let row = house.reminders().await.remove(0);
        assert_eq!((row.state, row.reason.as_deref()), (State::Skipped, Some(reasons::QUIET_HOURS)));
    }

    async fn a_mail_server_that_is_away_costs_no_attempt_until_the_quiet_hours(t: TestApp) {
        let mut house = House::open(t).await;
        house.smtp_url = Some(SmtpServer::plain().await.url());
        house.note(DAILY).await;
        sweep::run_now(&house.t.app, today(&house.t.app)).await.unwrap();
        let worker = house.worker_on(&house.t.app);
        for _ in 0..12 {
            worker.run_until_idle().await.unwrap();
            house.t.clock.advance(Duration::hours(1));
        }
        let (row, job) = (house.reminders().await.remove(0), house.job().await);
        assert_eq!((row.state, row.reason.as_deref()), (State::Pending, Some(reasons::MAIL_UNAVAILABLE)));
        assert_eq!((job.attempts, job.dead_at), (0, None));
        // 08:00 and twelve hours: one more, and it is too late to mail anybody.
        house.t.clock.advance(Duration::hours(1));
        worker.run_until_idle().await.unwrap();
        let row = house.reminders().await.remove(0);
        assert_eq!((row.state, row.reason.as_deref()), (State::Skipped, Some(reasons::QUIET_HOURS)));
        assert!(jobs::is_idle(&house.t.app).await.unwrap());
    }

    async fn an_unanswered_mail_is_repeated_under_its_message_id(t: TestApp) {
        let (house, server) = house(t).await;
        server.script(Step::Content, Trick::KeepAndDrop);
        sweep::run_now(&house.t.app, today(&house.t.app)).await.unwrap();
        house.work().await;
        house.t.clock.advance(Duration::minutes(2));
        house.work().await;
        let ids: Vec<_> = server.received().iter().map(|mail| mail.header("Message-ID")).collect();
        assert_eq!(ids.len(), 2);
        assert_eq!(ids[0], ids[1]);
    }

    async fn a_crash_between_the_sweep_and_its_mails_loses_none(t: TestApp) {
        let (house, server) = house(t).await;
        let app = &house.t.app;
        // A page was made, its mails were not sent, and the worker is gone with a mail in its hands.
        let mut change = app.begin().await.unwrap();
        reminders::make_reminders(&mut change, Slot::of_zone(chrono_tz::UTC), today(app), None, 500).await.unwrap();
        change.commit().await.unwrap();
        let one = jobs::Wanted::of(jobs::JobKind::Mail, 1, Duration::seconds(60));
        assert_eq!(jobs::claim(app, one).await.unwrap().len(), 1);
        assert_eq!(sweep::run_now(app, today(app)).await.unwrap().made, 0, "nothing twice");
        house.t.clock.advance(Duration::seconds(61));
        house.work().await;
        assert_eq!(server.received().len(), 1);
        check_ins::check_in(app, house.patient.id, None, Via::App).await.unwrap();
    }

    async fn an_operator_may_have_a_failed_mail_sent_again(t: TestApp) {
        let (house, server) = house(t).await;
        server.script(Step::Rcpt, Trick::Answer("550 5.1.1 no such user"));
        sweep::run_now(&house.t.app, today(&house.t.app)).await.unwrap();
        house.work().await;
        assert_eq!(house.reminders().await[0].state, State::Failed);
        assert!(jobs::retry(&house.t.app, house.job().await.id).await.unwrap());
        house.work().await;
        assert_eq!((house.reminders().await[0].state, server.received().len()), (State::Sent, 1));
    }
}
