//! Mails to those who are let in or not, and none to those who are suspended.

use crate::house::House;
use aftercare_core::{
    App,
    audit::Actor,
    domain::{
        accounts::{self, NewAccount},
        addresses,
        admission::{self, DoctorSignup},
        suspension,
    },
    on_each_database,
    testing::mails,
};
use aftercare_entity::{
    account_mail::Kind,
    reminder::State,
    user::{self, Role},
};
use aftercare_worker::sweep;
use chrono::Duration;

async fn waits(app: &App, email: &str) -> user::Model {
    let password = "quiet lamp river".into();
    let new =
        NewAccount { email, password, name: "Dora", role: Role::Doctor, time_zone: None, address: None };
    let doctor = accounts::sign_up(app, new).await.unwrap();
    let code = mails::code(app, Kind::ConfirmAddress, email).await;
    addresses::confirm(app, Actor::person(doctor.id, None), doctor.id, code.digits()).await.unwrap();
    doctor
}

/// The mails to this address, without the one that confirms it.
fn to(house: &House, email: &str) -> Vec<String> {
    let mut mails = house.mails();
    mails.retain(|mail| {
        mail.contains(&format!("To: {email}")) && !mail.contains("Confirm your e-mail address")
    });
    mails
}

on_each_database! {
    async fn a_doctor_is_told_by_mail_that_they_are_let_in_or_not(t: TestApp) {
        let house = House::open(t.in_a_house(|house| house.doctor_signup = DoctorSignup::Approval).await.unwrap()).await;
        let app = &house.t.app;
        let (one, two) = (waits(app, "one@example.org").await, waits(app, "two@example.org").await);
        admission::approve(app, Actor::OPERATOR, one.id).await.unwrap();
        admission::refuse(app, Actor::OPERATOR, two.id).await.unwrap();
        // Once more changes nothing, and mails nothing.
        admission::approve(app, Actor::OPERATOR, one.id).await.unwrap();
        house.work().await;
        let (approved, refused) = (to(&house, "one@example.org"), to(&house, "two@example.org"));
        assert_eq!((approved.len(), refused.len()), (1, 1));
        assert_ne!(subject(&approved[0]), subject(&refused[0]));
    }

    async fn a_suspended_patient_is_mailed_nothing_until_they_are_reinstated(t: TestApp) {
        let house = House::open(t).await;
        let app = &house.t.app;
        house.note("Take doxycycline 100 mg twice daily for 9 days.").await;
        let today = || app.clock().today(chrono_tz::UTC);
        // A mail that waits when the suspension comes, and a sweep after it.
        sweep::run_now(app, today()).await.unwrap();
        suspension::suspend(app, Actor::OPERATOR, house.patient.id, None).await.unwrap();
        house.work().await;
        house.t.clock.advance(Duration::days(1));
        sweep::run_now(app, today()).await.unwrap();
        house.work().await;
        assert_eq!(house.mails(), [] as [String; 0]);
        let reminders = house.reminders().await;
        assert_eq!(reminders.iter().map(|row| row.state).collect::<Vec<_>>(), [State::Skipped]);
        suspension::reinstate(app, Actor::OPERATOR, house.patient.id).await.unwrap();
        sweep::run_now(app, today()).await.unwrap();
        house.work().await;
        assert_eq!(house.mails().len(), 1);
    }
}

fn subject(mail: &str) -> &str {
    mail.lines().find(|line| line.starts_with("Subject: ")).unwrap()
}
