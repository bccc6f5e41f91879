//! Mail servers that refuse, defer or do not answer: who is mailed after all, and who is not mailed again.

use crate::{
    house::House,
    smtp::{SmtpServer, Step, Trick},
};
use aftercare_core::{
    App,
    domain::{notes, reasons},
    jobs::{self, Filter},
    on_each_database,
    testing::{TestApp, people},
};
use aftercare_entity::{event, job, reminder, reminder::State, step, user, user::Role};
use aftercare_worker::{Worker, sweep};
use chrono::{Duration, NaiveDate};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};

const DAILY: &str = "Take doxycycline 100 mg twice daily for 9 days.";

/// A test hospital, its mail server, and one worker of it, which remembers how the server is.
struct Ward {
    house: House,
    server: SmtpServer,
    worker: Worker,
}

impl Ward {
    /// With so many patients who have something due every day.
    async fn open(t: TestApp, patients: usize) -> Self {
        let server = SmtpServer::plain().await;
        let mut house = House::open(t).await;
        house.smtp_url = Some(server.url());
        house.note(DAILY).await;
        for n in 1..patients {
            let app = &house.t.app;
            let other = people::account(app, Role::Patient, &format!("Patient {n}")).await.unwrap();
            people::assign(app, other.id, house.doctor.id).await.unwrap();
            notes::submit_note(app, house.doctor.id, other.id, DAILY).await.unwrap();
        }
        house.work().await;
        let worker = house.worker_on(&house.t.app);
        Self { house, server, worker }
    }

    fn app(&self) -> &App {
        &self.house.t.app
    }

    fn today(&self) -> NaiveDate {
        self.app().clock().today(chrono_tz::UTC)
    }

    async fn sweep(&self) -> sweep::Swept {
        sweep::run_now(self.app(), self.today()).await.unwrap()
    }

    async fn work_after(&self, pause: Duration) {
        self.house.t.clock.advance(pause);
        self.worker.run_until_idle().await.unwrap();
    }

    async fn in_state(&self, state: State) -> Vec<reminder::Model> {
        self.house.reminders().await.into_iter().filter(|row| row.state == state).collect()
    }

    async fn patient_now(&self) -> user::Model {
        user::Entity::own(self.house.patient.id).one(self.app().db().read()).await.unwrap().unwrap()
    }

    async fn told_of_failing(&self) -> Vec<event::Model> {
        let failing = event::Entity::find().filter(event::Column::Kind.eq(event::Kind::MailFailing));
        failing.all(self.app().db().read()).await.unwrap()
    }

    async fn open_mail_jobs(&self) -> Vec<job::Model> {
        let open =
            job::Entity::find().filter(job::Column::Kind.eq("mail")).filter(job::Column::DoneAt.is_null());
        open.filter(job::Column::DeadAt.is_null()).all(self.app().db().read()).await.unwrap()
    }
}

on_each_database! {
    async fn what_is_deferred_for_three_hours_is_mailed_the_same_day(t: TestApp) {
        let ward = Ward::open(t, 3).await;
        ward.server.always(Step::Rcpt, Trick::Answer("451 4.3.0 later"));
        ward.sweep().await;
        for _ in 0..36 {
            ward.work_after(Duration::minutes(5)).await;
        }
        assert_eq!(ward.in_state(State::Pending).await.len(), 3);
        ward.server.heal();
        ward.work_after(Duration::minutes(31)).await;
        assert_eq!((ward.in_state(State::Sent).await.len(), ward.server.count()), (3, 3));
        assert!(ward.server.reached(Step::Rcpt) < 3 * 25, "pauses grow");
    }

    async fn wrong_settings_fail_no_mail_and_are_probed_once_a_minute(t: TestApp) {
        for answer in ["554 5.7.1 relay access denied", "550 5.4.5 sending limit"] {
            let ward = Ward::open(t.clone(), 8).await;
            ward.sweep().await;
            ward.server.always(Step::Rcpt, Trick::Answer(answer));
            ward.work_after(Duration::zero()).await;
            let tried = ward.server.reached(Step::Rcpt);
            ward.work_after(Duration::seconds(59)).await;
            assert_eq!(ward.server.reached(Step::Rcpt), tried, "the queue rests");
            ward.work_after(Duration::seconds(1)).await;
            assert_eq!(ward.server.reached(Step::Rcpt), tried + 1, "one probe");
            ward.server.heal();
            ward.work_after(Duration::seconds(60)).await;
            ward.work_after(Duration::seconds(60)).await;
            assert!(ward.in_state(State::Pending).await.is_empty(), "{answer}");
            assert!(ward.in_state(State::Failed).await.is_empty(), "{answer}");
            ward.house.t.clock.advance(Duration::days(1));
        }
    }

    async fn a_resting_queue_names_the_setting(t: TestApp) {
        let ward = Ward::open(t, 1).await;
        ward.sweep().await;
        ward.server.always(Step::MailFrom, Trick::Answer("550 5.7.1 not this sender"));
        ward.work_after(Duration::zero()).await;
        let errors = jobs::errors(ward.app(), &Filter::default()).await.unwrap();
        assert_eq!(errors, [(reasons::MAIL_SENDER_REFUSED.to_owned(), 1)]);
        assert!(reasons::reason_sentence(&errors[0].0).contains("AFTERCARE_MAIL_FROM"));
        let row = ward.house.reminders().await.remove(0);
        assert_eq!((row.state, row.reason.as_deref()), (State::Pending, Some(reasons::MAIL_SENDER_REFUSED)));
    }

    async fn one_odd_recipient_stops_nobody_else(t: TestApp) {
        let ward = Ward::open(t, 6).await;
        ward.server.refuse(&ward.house.patient.email, "550 5.7.1 not to this one");
        ward.sweep().await;
        ward.work_after(Duration::zero()).await;
        assert_eq!(ward.server.count(), 5);
        let waits = ward.in_state(State::Pending).await;
        assert_eq!((waits.len(), waits[0].patient_id), (1, ward.house.patient.id));
        assert_eq!(waits[0].reason.as_deref(), Some(reasons::MAIL_RELAY_DENIED));
    }

    async fn a_mail_that_is_never_answered_is_sent_twice_and_no_more(t: TestApp) {
        let ward = Ward::open(t, 1).await;
        ward.server.always(Step::Content, Trick::KeepAndDrop);
        ward.sweep().await;
        for _ in 0..10 {
            ward.work_after(Duration::minutes(31)).await;
        }
        let ids: Vec<_> = ward.server.received().iter().map(|mail| mail.header("Message-ID")).collect();
        assert!(ids.len() == 2 && ids[0] == ids[1], "{ids:?}");
        let row = ward.house.reminders().await.remove(0);
        assert_eq!((row.state, row.reason.as_deref()), (State::Failed, Some(reasons::MAIL_UNANSWERED)));
        assert_eq!(ward.sweep().await.again, 0, "nor by hand for all");
        assert_eq!(jobs::retry_all(ward.app(), &Filter::default()).await.unwrap(), 0);
    }

    async fn an_address_refused_on_two_days_is_told_to_the_doctor_and_left_alone(t: TestApp) {
        let ward = Ward::open(t, 1).await;
        ward.server.always(Step::Rcpt, Trick::Answer("550 5.1.1 no such user"));
        ward.sweep().await;
        ward.work_after(Duration::zero()).await;
        assert_eq!((ward.patient_now().await.mail_failing_since, ward.told_of_failing().await.len()), (None, 0));
        ward.house.t.clock.advance(Duration::days(1));
        ward.sweep().await;
        ward.work_after(Duration::zero()).await;
        assert_eq!(ward.patient_now().await.mail_failing_since, Some(ward.app().now()));
        let told = ward.told_of_failing().await;
        let (patient, doctor) = (ward.house.patient.id, Some(ward.house.doctor.id));
        assert_eq!((told.len(), told[0].patient_id, told[0].doctor_id), (1, patient, doctor));
        ward.house.t.clock.advance(Duration::days(1));
        ward.sweep().await;
        assert!(ward.open_mail_jobs().await.is_empty());
        ward.work_after(Duration::zero()).await;
        let skipped = ward.in_state(State::Skipped).await;
        assert_eq!((skipped.len(), skipped[0].reason.as_deref()), (1, Some(reasons::ADDRESS_FAILING)));
        assert_eq!((ward.server.reached(Step::Rcpt), ward.told_of_failing().await.len()), (2, 1));
        // Once a week it is tried again: nobody may know that the mailbox is back.
        ward.house.t.clock.advance(Duration::days(6));
        ward.server.heal();
        ward.sweep().await;
        ward.work_after(Duration::zero()).await;
        assert_eq!((ward.in_state(State::Sent).await.len(), ward.patient_now().await.mail_failing_since), (1, None));
    }

    async fn a_mail_that_waits_for_a_slow_server_until_the_quiet_hours_does_not_leave(t: TestApp) {
        let mut ward = Ward::open(t, 5).await;
        ward.house.settings.lease = Duration::days(1);
        let worker = ward.house.worker_on(ward.app());
        // Four connections, each taken by a mail whose answer is slow.
        for _ in 0..4 {
            ward.server.script(Step::Content, Trick::Delay(std::time::Duration::from_secs(1)));
        }
        ward.sweep().await;
        let sending = tokio::spawn(async move { worker.run_until_idle().await.unwrap() });
        ward.server.wait_for(4).await;
        ward.house.t.clock.advance(Duration::hours(13) + Duration::minutes(30));
        sending.await.unwrap();
        assert_eq!((ward.server.received().len(), ward.in_state(State::Sent).await.len()), (4, 4));
        let skipped = ward.in_state(State::Skipped).await;
        assert_eq!((skipped.len(), skipped[0].reason.as_deref()), (1, Some(reasons::QUIET_HOURS)));
    }

    async fn a_step_that_does_not_open_costs_the_mail_that_step_alone(t: TestApp) {
        let ward = Ward::open(t, 1).await;
        ward.house.note("Take doxycycline 100 mg twice daily for 9 days. Walk 20 minutes daily for 9 days.").await;
        let steps: Vec<_> = ward.house.steps().await.into_iter().filter(|row| row.state == step::State::Active).collect();
        assert_eq!(steps.len(), 2);
        let mut broken = steps[0].clone().into_active_model();
        broken.description_sealed = Set(vec![1; 40]);
        broken.update(ward.app().db().write()).await.unwrap();
        ward.sweep().await;
        ward.work_after(Duration::zero()).await;
        let mail = ward.server.received().remove(0);
        assert!(mail.text().contains("Walk") && !mail.text().contains("doxycycline"), "{}", mail.text());
        assert_eq!(ward.in_state(State::Sent).await.len(), 1);
    }

    async fn an_address_refused_twice_on_one_day_is_not_given_up(t: TestApp) {
        let ward = Ward::open(t, 1).await;
        ward.server.always(Step::Rcpt, Trick::Answer("550 5.1.1 no such user"));
        for again in [0, 1] {
            assert_eq!(ward.sweep().await.again, again);
            ward.work_after(Duration::zero()).await;
        }
        assert_eq!(ward.server.reached(Step::Rcpt), 2);
        assert_eq!(ward.patient_now().await.mail_failing_since, None);
    }

    async fn a_mail_by_hand_that_is_accepted_mends_a_failing_address(t: TestApp) {
        let ward = Ward::open(t, 1).await;
        for days in [0, 1] {
            ward.house.t.clock.advance(Duration::days(days));
            ward.server.script(Step::Rcpt, Trick::Answer("550 5.1.1 no such user"));
            ward.sweep().await;
            ward.work_after(Duration::zero()).await;
        }
        assert!(ward.patient_now().await.mail_failing_since.is_some());
        assert_eq!(ward.sweep().await.again, 1, "by hand it is tried even so");
        ward.work_after(Duration::zero()).await;
        assert_eq!(ward.in_state(State::Sent).await.len(), 1);
        let patient = ward.patient_now().await;
        assert_eq!((patient.mail_failing_since, patient.mail_refused_on), (None, None));
        ward.house.t.clock.advance(Duration::days(1));
        ward.sweep().await;
        ward.work_after(Duration::zero()).await;
        assert_eq!(ward.in_state(State::Sent).await.len(), 2);
    }
}
