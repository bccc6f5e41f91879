//! An address is confirmed by whoever reads its mail and is signed in to its account.

use super::{PASSWORD, confirm, confirmed, is_signed_in, log_in, mine, sign_up};
use crate::support::house::House;
use aftercare_core::{domain::account_mails::codes::Code, on_each_database, testing::mails};
use aftercare_entity::{account_mail::Kind, user::Role};
use chrono::Duration;
use serde_json::{Value, json};

const WRONG: &str = "BAD_USER_INPUT input.code";

on_each_database! {
    async fn a_code_from_the_mail_confirms_the_address(t: TestApp) {
        let house = House::open(t).await;
        let paula = sign_up(&house, "Paula@example.org", "PATIENT").await;
        assert_eq!(mine(&paula).await["emailConfirmed"], false);
        let code = mails::code(&house.t.app, Kind::ConfirmAddress, "paula@example.org").await;
        let wrong = mails::another(code.digits());
        assert_eq!(paula.refused("confirmEmail", json!({ "code": wrong })).await, WRONG);
        let spaced = format!("{} {}", &code.digits()[..4], &code.digits()[4..]);
        let shown = paula.change("confirmEmail", json!({ "code": spaced }), "user { email emailConfirmed }").await;
        assert_eq!(shown["user"], json!({ "email": "paula@example.org", "emailConfirmed": true }));
        // A page that asks twice hears the same; another code is still none.
        paula.change("confirmEmail", json!({ "code": code.token() }), "user { id }").await;
        assert_eq!(paula.refused("confirmEmail", json!({ "code": wrong })).await, WRONG);
        assert_eq!(paula.change_without_input("resendConfirmation", "sent").await["sent"], false);
    }

    async fn a_link_confirms_it_too_but_for_nobody_else(t: TestApp) {
        let house = House::open(t).await;
        // A stranger prepares an account with Paula's address and waits for her click; she has an account of her own.
        let stranger = sign_up(&house, "paula@example.org", "DOCTOR").await;
        let link = mails::code(&house.t.app, Kind::ConfirmAddress, "paula@example.org").await.token();
        let paula = sign_up(&house, "paula@work.example", "PATIENT").await;
        assert_eq!(paula.refused("confirmEmail", json!({ "code": link })).await, WRONG);
        assert_eq!(house.client(None).refused("confirmEmail", json!({ "code": link })).await, "UNAUTHENTICATED");
        assert_eq!(mine(&stranger).await["emailConfirmed"], false);
        stranger.change("confirmEmail", json!({ "code": link }), "user { id }").await;
        assert_eq!(mine(&stranger).await["emailConfirmed"], true);
    }

    async fn five_wrong_codes_are_all_there_are(t: TestApp) {
        let house = House::open(t).await;
        let paula = sign_up(&house, "paula@example.org", "PATIENT").await;
        let code = mails::code(&house.t.app, Kind::ConfirmAddress, "paula@example.org").await;
        let wrong = mails::another(code.digits());
        // At once, so that none slips by beside the others.
        let guesses = (0..8).map(|_| paula.refused("confirmEmail", json!({ "code": wrong })));
        let guesses = futures_util::future::join_all(guesses).await;
        assert!(guesses.iter().all(|said| said == WRONG), "{guesses:?}");
        assert!(mails::to(&house.t.app, Kind::ConfirmAddress, "paula@example.org").await[0].attempts >= 5);
        assert_eq!(paula.refused("confirmEmail", json!({ "code": code.digits() })).await, WRONG);
        // Another mail has another code.
        assert_eq!(paula.change_without_input("resendConfirmation", "sent").await["sent"], true);
        confirm(&house, &paula, "paula@example.org").await;
        assert_eq!(mine(&paula).await["emailConfirmed"], true);
    }

    async fn digits_that_were_never_mailed_are_no_good_and_a_link_outlives_other_people_s_guesses(t: TestApp) {
        let house = House::open(t).await;
        let paula = sign_up(&house, "paula@example.org", "PATIENT").await;
        let row = mails::to(&house.t.app, Kind::ConfirmAddress, "paula@example.org").await.remove(0);
        let unsent = Code::of(house.t.app.keyring(), &row).unwrap();
        assert_eq!(paula.refused("confirmEmail", json!({ "code": unsent.digits() })).await, WRONG);
        let code = mails::code(&house.t.app, Kind::ConfirmAddress, "paula@example.org").await;
        for _ in 0..5 {
            assert_eq!(paula.refused("confirmEmail", json!({ "code": mails::another(code.digits()) })).await, WRONG);
        }
        assert_eq!(paula.refused("confirmEmail", json!({ "code": code.digits() })).await, WRONG);
        paula.change("confirmEmail", json!({ "code": code.token() }), "user { id }").await;
        assert_eq!(mine(&paula).await["emailConfirmed"], true);
    }

    async fn a_code_is_good_for_a_day(t: TestApp) {
        let house = House::open(t).await;
        sign_up(&house, "paula@example.org", "PATIENT").await;
        let code = mails::code(&house.t.app, Kind::ConfirmAddress, "paula@example.org").await;
        let later = async || log_in(&house, "paula@example.org", PASSWORD).await.unwrap();
        house.t.clock.advance(Duration::hours(24));
        assert_eq!(later().await.refused("confirmEmail", json!({ "code": code.digits() })).await, WRONG);
        later().await.change_without_input("resendConfirmation", "sent").await;
        house.t.clock.advance(Duration::hours(23));
        confirm(&house, &later().await, "paula@example.org").await;
    }

    async fn so_many_mails_an_hour_and_no_more(t: TestApp) {
        let house = House::open(t).await;
        let paula = sign_up(&house, "paula@example.org", "PATIENT").await;
        for _ in 0..5 {
            paula.change_without_input("resendConfirmation", "sent").await;
        }
        let error = paula.error("mutation { resendConfirmation { sent } }", json!({})).await;
        assert_eq!(error["extensions"]["code"], "RATE_LIMITED");
        assert!(error["extensions"]["retryAfter"].as_u64().unwrap() > 0);
    }

    async fn an_address_is_shown_to_its_own_account_only(t: TestApp) {
        let house = House::open(t).await;
        let dora = house.person(Role::Doctor, "Dora").await;
        let admin = house.person(Role::Admin, "Olga").await;
        for person in [&dora, &admin] {
            let shown = mine(person).await;
            assert_eq!((&shown["email"], &shown["emailConfirmed"]), (&json!(person.account.email), &json!(true)));
        }
        let paula = confirmed(&house, "paula@example.org", "PATIENT").await;
        let listed = paula.ask("{ doctors { nodes { name email emailConfirmed } } }", json!({})).await;
        assert_eq!(listed["doctors"]["nodes"], json!([{ "name": "Dora", "email": Value::Null, "emailConfirmed": Value::Null }]));
    }

    async fn where_the_house_waits_nobody_acts_before_their_address_is_confirmed(t: TestApp) {
        let t = t.in_a_house(|house| house.unconfirmed_may_act = false).await.unwrap();
        let house = House::open(t).await;
        let (dora, paula) = (
            sign_up(&house, "dora@example.org", "DOCTOR").await,
            sign_up(&house, "paula@example.org", "PATIENT").await,
        );
        let id = mine(&dora).await["id"].clone();
        let found = async || {
            let asked = paula.ask("query ($id: ID!) { doctors { nodes { id } } node(id: $id) { id } }", json!({ "id": id })).await;
            (asked["doctors"]["nodes"].as_array().unwrap().len(), asked["node"].is_object())
        };
        assert_eq!(found().await, (0, false), "a doctor is in no list before");
        let choice = json!({ "doctorId": id });
        assert_eq!(paula.refused("selectDoctor", choice.clone()).await, "FORBIDDEN");
        confirm(&house, &paula, "paula@example.org").await;
        assert_eq!(paula.refused("selectDoctor", choice.clone()).await, "NOT_FOUND");
        confirm(&house, &dora, "dora@example.org").await;
        assert_eq!(found().await, (1, true));
        paula.change("selectDoctor", choice, "assignedAt").await;
        assert!(is_signed_in(&paula).await);
    }
}
