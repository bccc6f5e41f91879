//! An account moves to another address with a code from each side.

use super::{PASSWORD, confirm, confirmed, log_in, mine, sign_up};
use crate::support::house::{Client, House};
use aftercare_core::{domain::reminders::outcome, on_each_database, testing::mails};
use aftercare_entity::account_mail::Kind;
use serde_json::{Value, json};

const OLD: &str = "paula@example.org";
const NEW: &str = "paula@new.example";

async fn begin(client: &Client, email: &str) -> Value {
    let input = json!({ "newEmail": email, "password": PASSWORD });
    client.change("changeEmail", input, "sent needsCodeFromOldAddress").await
}

fn codes(old: Option<&str>, new: &str) -> Value {
    json!({ "codeFromOldAddress": old, "codeFromNewAddress": new })
}

on_each_database! {
    async fn both_sides_consent(t: TestApp) {
        let house = House::open(t).await;
        let paula = confirmed(&house, OLD, "PATIENT").await;
        let wrong = json!({ "newEmail": NEW, "password": "not this one" });
        assert_eq!(paula.refused("changeEmail", wrong).await, "BAD_USER_INPUT input.password");
        let same = json!({ "newEmail": OLD, "password": PASSWORD });
        assert_eq!(paula.refused("changeEmail", same).await, "BAD_USER_INPUT input.newEmail");
        assert_eq!(begin(&paula, NEW).await, json!({ "sent": true, "needsCodeFromOldAddress": true }));
        let app = &house.t.app;
        let (left, come) = (mails::code(app, Kind::LeaveAddress, OLD).await, mails::code(app, Kind::NewAddress, NEW).await);
        for (input, path) in [
            (codes(None, come.digits()), "codeFromOldAddress"),
            (codes(Some(come.digits()), come.digits()), "codeFromOldAddress"),
            (codes(Some(left.digits()), left.digits()), "codeFromNewAddress"),
            (codes(Some(left.digits()), &mails::another(come.digits())), "codeFromNewAddress"),
        ] {
            assert_eq!(paula.refused("confirmEmailChange", input).await, format!("BAD_USER_INPUT input.{path}"));
        }
        assert_eq!(mine(&paula).await["email"], OLD);
        let shown = paula.change("confirmEmailChange", codes(Some(left.digits()), come.digits()), "user { email emailConfirmed }").await;
        assert_eq!(shown["user"], json!({ "email": NEW, "emailConfirmed": true }));
        assert!(log_in(&house, NEW, PASSWORD).await.is_ok() && log_in(&house, OLD, PASSWORD).await.is_err());
        assert_eq!(house.logged("CHANGE_EMAIL").await, 2, "confirmed, and changed");
        // The address left behind is anybody's again.
        confirmed(&house, OLD, "PATIENT").await;
    }

    async fn codes_of_an_earlier_change_are_void(t: TestApp) {
        let house = House::open(t).await;
        let paula = confirmed(&house, OLD, "PATIENT").await;
        begin(&paula, "eve@example.org").await;
        let app = &house.t.app;
        let (left, come) = (
            mails::code(app, Kind::LeaveAddress, OLD).await,
            mails::code(app, Kind::NewAddress, "eve@example.org").await,
        );
        begin(&paula, NEW).await;
        let stale = codes(Some(&left.token()), &come.token());
        assert_eq!(paula.refused("confirmEmailChange", stale).await, "BAD_USER_INPUT input.codeFromNewAddress");
    }

    async fn from_an_unconfirmed_address_the_new_side_is_enough(t: TestApp) {
        let house = House::open(t).await;
        let paula = sign_up(&house, "misspelt@example.org", "PATIENT").await;
        assert_eq!(begin(&paula, NEW).await, json!({ "sent": true, "needsCodeFromOldAddress": false }));
        let come = mails::code(&house.t.app, Kind::NewAddress, NEW).await;
        paula.change("confirmEmailChange", codes(None, come.digits()), "user { id }").await;
        let shown = mine(&paula).await;
        assert_eq!((&shown["email"], &shown["emailConfirmed"]), (&json!(NEW), &json!(true)));
    }

    async fn an_address_that_takes_no_mail_cannot_hold_its_owner(t: TestApp) {
        let house = House::open(t).await;
        let paula = confirmed(&house, OLD, "PATIENT").await;
        let failing = "{ viewer { ... on Patient { mailFailingSince } } }";
        let id = house.account_of(OLD).await;
        for day in ["2026-03-01", "2026-03-02"] {
            let mut change = house.t.app.begin().await.unwrap();
            let refused = outcome::Refused { patient: id, day: day.parse().unwrap() };
            outcome::addresses_refused(&mut change, &[refused]).await.unwrap();
            change.commit().await.unwrap();
        }
        assert!(paula.ask(failing, json!({})).await["viewer"]["mailFailingSince"].is_string());
        assert_eq!(begin(&paula, NEW).await["needsCodeFromOldAddress"], false);
        let come = mails::code(&house.t.app, Kind::NewAddress, NEW).await;
        paula.change("confirmEmailChange", codes(None, &come.token()), "user { id }").await;
        assert!(paula.ask(failing, json!({})).await["viewer"]["mailFailingSince"].is_null());
    }

    async fn whether_an_address_is_taken_is_told_to_its_owner_alone(t: TestApp) {
        let house = House::open(t).await;
        let paula = confirmed(&house, OLD, "PATIENT").await;
        confirmed(&house, "taken@example.org", "PATIENT").await;
        assert_eq!(begin(&paula, "taken@example.org").await, begin(&paula, NEW).await);
        // Somebody else confirms the address while the codes are on their way.
        let app = &house.t.app;
        let (left, come) = (mails::code(app, Kind::LeaveAddress, OLD).await, mails::code(app, Kind::NewAddress, NEW).await);
        let faster = sign_up(&house, NEW, "PATIENT").await;
        confirm(&house, &faster, NEW).await;
        let input = codes(Some(left.digits()), come.digits());
        assert_eq!(paula.refused("confirmEmailChange", input).await, "CONFLICT");
        assert_eq!(mine(&paula).await["email"], OLD);
    }
}
