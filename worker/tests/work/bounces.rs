//! Mails that come back after the server took them: which count, once, and what they do to the reminder and the address.

use crate::{
    house::House,
    mail_answers::{answers, said, with_reminder},
    smtp::{SmtpServer, Step, Trick},
};
use aftercare_core::{
    audit::Actor,
    domain::{
        closing, reasons,
        reminders::bounces::{self, Bounce, Ignored, Returned, Taken},
        suspension,
    },
    on_each_database,
    testing::TestApp,
};
use aftercare_entity::{
    event,
    mail_answer::{Outcome, Stage},
    reminder::{self, State},
    user,
};
use aftercare_worker::sweep;
use chrono::Duration;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter,
};

/// A test hospital, its mail server, and the reminder of each morning.
struct Ward {
    house: House,
    server: SmtpServer,
}

impl Ward {
    /// With the first reminder sent.
    async fn open(t: TestApp) -> Self {
        let server = SmtpServer::plain().await;
        let house = with_reminder(t, &server).await;
        house.work().await;
        Self { house, server }
    }

    /// So many days later a reminder is sent again, or none is.
    async fn after_days(&self, days: i64) -> reminder::Model {
        self.house.t.clock.advance(Duration::days(days));
        sweep::run_now(&self.house.t.app, self.house.t.app.now().date_naive()).await.unwrap();
        self.house.work().await;
        self.today().await
    }

    async fn today(&self) -> reminder::Model {
        self.house.reminders().await.pop().unwrap()
    }

    async fn patient(&self) -> user::Model {
        user::Entity::own(self.house.patient.id).one(self.house.t.app.db().read()).await.unwrap().unwrap()
    }

    async fn is_failing(&self) -> bool {
        self.patient().await.mail_failing_since.is_some()
    }

    async fn doctor_told(&self) -> u64 {
        let told = event::Entity::find().filter(event::Column::Kind.eq(event::Kind::MailFailing));
        told.count(self.house.t.app.db().read()).await.unwrap()
    }

    async fn take(&self, bounce: &Bounce) -> Taken {
        bounces::record(&self.house.t.app, bounce).await.unwrap()
    }

    /// The mail of `reminder` comes back with this outcome.
    async fn comes_back(&self, reminder: &reminder::Model, outcome: Outcome) -> Taken {
        self.take(&bounce(&reminder.message_id, &self.house.patient.email, outcome)).await
    }
}

fn bounce(message_id: &str, address: &str, outcome: Outcome) -> Bounce {
    let enhanced = if outcome == Outcome::Deferred { "4.4.1" } else { "5.1.1" }.to_owned();
    let code = (outcome == Outcome::Refused).then_some(550);
    let returned = Returned { addresses: vec![address.to_owned()], outcome, code, enhanced };
    Bounce { message_id: message_id.to_owned(), returned: vec![returned] }
}

on_each_database! {
    async fn a_mail_that_comes_back_says_so_and_counts_once(t: TestApp) {
        let ward = Ward::open(t).await;
        let sent = ward.today().await;
        ward.house.t.clock.advance(Duration::minutes(5));
        assert_eq!(ward.comes_back(&sent, Outcome::Refused).await, Taken::Recorded(sent.id, Outcome::Refused));
        assert_eq!(ward.comes_back(&sent, Outcome::Refused).await, Taken::Ignored(Ignored::Known));
        let row = ward.today().await;
        assert_eq!((row.state, row.reason.as_deref(), row.sent_at), (State::Failed, Some(reasons::MAIL_BOUNCED), sent.sent_at));
        let accepted = said(Stage::Accepted, Outcome::Sent, 250, "2.0.0");
        assert_eq!(answers(&ward.house).await, [accepted, said(Stage::Bounced, Outcome::Refused, 550, "5.1.1")]);
        let patient = ward.patient().await;
        assert_eq!((patient.mail_refused_on, patient.mail_failing_since), (Some(sent.day), None), "one day may be a mistake");
    }

    async fn two_days_in_a_row_make_an_address_failing_though_the_server_takes_each_mail(t: TestApp) {
        let ward = Ward::open(t).await;
        let first = ward.today().await;
        ward.comes_back(&first, Outcome::Refused).await;
        let second = ward.after_days(1).await;
        assert_eq!((second.state, ward.patient().await.mail_refused_on), (State::Sent, None), "the server took it");
        ward.comes_back(&second, Outcome::Refused).await;
        assert!(ward.is_failing().await);
        assert_eq!(ward.doctor_told().await, 1);
        let third = ward.after_days(1).await;
        assert_eq!((third.state, third.reason.as_deref()), (State::Skipped, Some(reasons::ADDRESS_FAILING)));
        assert_eq!(ward.server.count(), 2);
        // After a week it is tried again; the server takes it, and it comes back again.
        let again = ward.after_days(6).await;
        assert_eq!((again.state, ward.is_failing().await), (State::Sent, false));
        ward.comes_back(&again, Outcome::Refused).await;
        assert!(ward.is_failing().await, "without waiting for another day");
    }

    async fn a_day_on_which_the_mail_stayed_parts_two_that_came_back(t: TestApp) {
        let ward = Ward::open(t).await;
        ward.comes_back(&ward.today().await, Outcome::Refused).await;
        ward.after_days(1).await;
        let third = ward.after_days(1).await;
        ward.comes_back(&third, Outcome::Refused).await;
        assert_eq!((ward.patient().await.mail_refused_on, ward.is_failing().await), (Some(third.day), false));
    }

    async fn a_day_refused_at_once_and_one_that_came_back_are_two(t: TestApp) {
        let ward = Ward::open(t).await;
        ward.comes_back(&ward.today().await, Outcome::Refused).await;
        ward.server.script(Step::Rcpt, Trick::Answer("550 5.1.1 no such user"));
        ward.after_days(1).await;
        assert!(ward.is_failing().await);
    }

    async fn what_is_late_or_only_this_mail_s_says_nothing_against_the_address(t: TestApp) {
        let ward = Ward::open(t).await;
        let sent = ward.today().await;
        assert_eq!(ward.comes_back(&sent, Outcome::Deferred).await, Taken::Recorded(sent.id, Outcome::Deferred));
        assert_eq!(ward.today().await.state, State::Sent, "it may still arrive");
        assert_eq!(ward.comes_back(&sent, Outcome::Deferred).await, Taken::Ignored(Ignored::Known));
        assert_eq!(ward.comes_back(&sent, Outcome::Rejected).await, Taken::Recorded(sent.id, Outcome::Rejected));
        assert_eq!(ward.today().await.state, State::Failed);
        assert_eq!(ward.patient().await.mail_refused_on, None);
        assert_eq!(answers(&ward.house).await.len(), 3);
    }

    async fn a_forged_bounce_changes_nothing(t: TestApp) {
        let ward = Ward::open(t).await;
        let (sent, app, email) = (ward.today().await, &ward.house.t.app, ward.house.patient.email.clone());
        let other = app.new_id();
        for (message_id, address, why) in [
            (sent.message_id.clone(), "somebody@else.example", Ignored::OtherAddress),
            (sent.message_id.clone(), "", Ignored::OtherAddress),
            (format!("<reminder-{}@elsewhere.example>", sent.id), email.as_str(), Ignored::Unknown),
            (format!("<reminder-{other}@aftercare.test>"), &email, Ignored::Unknown),
            (format!("<account-{}@aftercare.test>", sent.id), &email, Ignored::NoReminder),
            (format!("<doctor-{}@aftercare.test>", sent.id), &email, Ignored::NoReminder),
            ("<x>".to_owned(), &email, Ignored::NoReminder),
        ] {
            let taken = ward.take(&bounce(&message_id, address, Outcome::Refused)).await;
            assert_eq!(taken, Taken::Ignored(why), "{message_id} {address}");
        }
        // The address has changed since.
        let mut row = ward.patient().await.into_active_model();
        row.email = Set("new@example.org".to_owned());
        row.update(app.db().write()).await.unwrap();
        assert_eq!(ward.comes_back(&sent, Outcome::Refused).await, Taken::Ignored(Ignored::OtherAddress));
        assert_eq!((ward.today().await, answers(&ward.house).await.len()), (sent, 1));
        assert_eq!(ward.patient().await.mail_refused_on, None);
    }

    async fn an_address_in_another_spelling_is_the_same(t: TestApp) {
        let ward = Ward::open(t).await;
        let sent = ward.today().await;
        let typed = ward.house.patient.email.to_uppercase();
        let taken = ward.take(&bounce(sent.message_id.trim_matches(['<', '>']), &typed, Outcome::Refused)).await;
        assert_eq!(taken, Taken::Recorded(sent.id, Outcome::Refused));
    }

    async fn a_bounce_to_an_account_that_is_not_in_use_changes_nothing(t: TestApp) {
        let ward = Ward::open(t).await;
        let (app, patient) = (&ward.house.t.app, ward.house.patient.id);
        let sent = ward.today().await;
        suspension::suspend(app, Actor::OPERATOR, patient, None).await.unwrap();
        assert_eq!(ward.comes_back(&sent, Outcome::Refused).await, Taken::Ignored(Ignored::AccountClosed));
        closing::erase(app, Actor::OPERATOR, patient).await.unwrap();
        assert_eq!(ward.comes_back(&sent, Outcome::Refused).await, Taken::Ignored(Ignored::AccountClosed));
        assert_eq!((ward.today().await.state, ward.patient().await.mail_refused_on), (State::Sent, None));
    }

    async fn a_bounce_comes_neither_before_its_mail_nor_weeks_after_it(t: TestApp) {
        let server = SmtpServer::plain().await;
        let house = with_reminder(t, &server).await;
        let ward = Ward { house, server };
        let waits = ward.today().await;
        assert_eq!(ward.comes_back(&waits, Outcome::Refused).await, Taken::TooEarly(waits.id));
        ward.server.script(Step::Content, Trick::Answer("554 5.6.0 no"));
        ward.house.work().await;
        assert_eq!(ward.comes_back(&waits, Outcome::Refused).await, Taken::Ignored(Ignored::NotSent));
        let sent = ward.after_days(1).await;
        ward.house.t.clock.advance(Duration::days(15));
        assert_eq!(ward.comes_back(&sent, Outcome::Refused).await, Taken::Ignored(Ignored::TooLate));
    }

    async fn a_mail_that_came_back_may_be_sent_again_by_hand(t: TestApp) {
        let ward = Ward::open(t).await;
        let sent = ward.today().await;
        ward.comes_back(&sent, Outcome::Refused).await;
        ward.house.t.clock.advance(Duration::minutes(5));
        let again = ward.after_days(0).await;
        assert_eq!((again.state, again.reason, ward.server.count()), (State::Sent, None, 2));
        assert_eq!(ward.comes_back(&sent, Outcome::Refused).await, Taken::Recorded(sent.id, Outcome::Refused), "the second one too");
    }
}
