//! Each answer of a mail server is kept with its reminder, in order, and goes with the patient.

use crate::{
    house::House,
    smtp::{SmtpServer, Step, Trick},
};
use aftercare_core::{audit::Actor, domain::closing, on_each_database, reader::Reader};
use aftercare_entity::{
    mail_answer::{self, Outcome, Stage},
    reminder::State,
};
use aftercare_worker::sweep;
use chrono::Duration;
use sea_orm::{EntityTrait, PaginatorTrait};
use std::sync::Arc;

/// A test hospital whose mails go to `server`, with a reminder that waits.
pub async fn with_reminder(t: aftercare_core::testing::TestApp, server: &SmtpServer) -> House {
    let mut house = House::open(t).await;
    house.smtp_url = Some(server.url());
    house.note("Take doxycycline 100 mg twice daily for 30 days.").await;
    sweep::run_now(&house.t.app, house.t.app.now().date_naive()).await.unwrap();
    house
}

type Said = (Stage, Outcome, Option<i32>, Option<String>);

/// What the explanation of today says that mail servers answered.
pub async fn answers(house: &House) -> Vec<Said> {
    let day = house.reminders().await.pop().unwrap().day;
    let found =
        Reader::worker_unscoped(&house.t.app).explain(&Arc::new(house.patient.clone()), day).await.unwrap();
    assert!(found.answers.is_sorted_by_key(|row| row.at), "{:?}", found.answers);
    found.answers.into_iter().map(|row| (row.stage, row.outcome, row.code, row.enhanced_code)).collect()
}

pub fn said(stage: Stage, outcome: Outcome, code: i32, enhanced: &str) -> Said {
    (stage, outcome, Some(code), Some(enhanced.to_owned()))
}

on_each_database! {
    async fn a_mail_that_is_deferred_twice_and_then_taken_has_three_answers_in_order(t: TestApp) {
        let server = SmtpServer::plain().await;
        let house = with_reminder(t, &server).await;
        server.script(Step::Rcpt, Trick::Answer("451 4.3.0 later, jane@patients.example"));
        server.script(Step::Content, Trick::Answer("450 later"));
        let worker = house.worker_on(&house.t.app);
        for _ in 0..3 {
            worker.run_until_idle().await.unwrap();
            house.t.clock.advance(Duration::minutes(31));
        }
        let deferred = (Stage::Content, Outcome::Deferred, Some(450), None);
        let first = said(Stage::Recipient, Outcome::Deferred, 451, "4.3.0");
        assert_eq!(answers(&house).await, [first, deferred, said(Stage::Accepted, Outcome::Sent, 250, "2.0.0")]);
        assert_eq!(house.reminders().await[0].state, State::Sent);
        let kept = format!("{:?}", mail_answer::Entity::find().all(house.t.app.db().read()).await.unwrap());
        assert!(!kept.contains('@') && !kept.contains("later"), "no word of the server is kept: {kept}");
    }

    async fn a_mail_that_is_refused_for_good_shows_where_and_with_which_codes(t: TestApp) {
        let server = SmtpServer::plain().await;
        let house = with_reminder(t, &server).await;
        for (step, answer, expected) in [
            (Step::Rcpt, "550 5.1.1 no such user", said(Stage::Recipient, Outcome::Refused, 550, "5.1.1")),
            (Step::Content, "554 5.6.0 no", said(Stage::Content, Outcome::Rejected, 554, "5.6.0")),
            (Step::MailFrom, "550 5.7.1 not you", said(Stage::Sender, Outcome::Configuration, 550, "5.7.1")),
            (Step::Content, "", (Stage::Answer, Outcome::Unanswered, None, None)),
        ] {
            server.script(step, if answer.is_empty() { Trick::KeepAndDrop } else { Trick::Answer(answer) });
            house.work().await;
            assert_eq!(answers(&house).await, [expected], "{answer}");
            house.t.clock.advance(Duration::days(1));
            sweep::run_now(&house.t.app, house.t.app.now().date_naive()).await.unwrap();
        }
    }

    async fn a_server_that_is_away_is_an_answer_too_and_a_mail_that_rests_is_none(t: TestApp) {
        let mut house = House::open(t).await;
        house.note("Take doxycycline 100 mg twice daily for 30 days.").await;
        sweep::run_now(&house.t.app, house.t.app.now().date_naive()).await.unwrap();
        house.smtp_url = Some("smtp://127.0.0.1:1".to_owned());
        let worker = house.worker_on(&house.t.app);
        worker.run_until_idle().await.unwrap();
        worker.run_until_idle().await.unwrap();
        assert_eq!(answers(&house).await, [(Stage::Connect, Outcome::Deferred, None, None)]);
    }

    async fn nothing_is_left_of_the_answers_when_the_patient_is_erased(t: TestApp) {
        let server = SmtpServer::plain().await;
        let house = with_reminder(t, &server).await;
        house.work().await;
        let count = async || mail_answer::Entity::find().count(house.t.app.db().read()).await.unwrap();
        assert_eq!(count().await, 1);
        closing::erase(&house.t.app, Actor::OPERATOR, house.patient.id).await.unwrap();
        assert_eq!((count().await, house.reminders().await.len()), (0, 1), "the count of reminders stays");
    }
}
