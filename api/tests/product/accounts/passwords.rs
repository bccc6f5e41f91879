//! A forgotten password is replaced by whoever reads the mail, a known one by whoever knows it.

use super::{PASSWORD, confirmed, is_signed_in, log_in, sign_up};
use crate::support::house::{Client, House};
use aftercare_core::{on_each_database, testing::mails};
use aftercare_entity::account_mail::Kind;
use chrono::Duration;
use serde_json::{Value, json};

const NEW: &str = "a loud bell on the hill";
const WRONG: &str = "BAD_USER_INPUT input.code";

async fn ask(house: &House, email: &str) -> Value {
    house.client(None).change("requestPasswordReset", json!({ "email": email }), "sent").await
}

async fn reset(house: &House, input: Value) -> Value {
    house.client(None).change("resetPassword", input, "reset").await
}

async fn refused(house: &House, input: Value) -> String {
    house.client(None).refused("resetPassword", input).await
}

async fn opens(house: &House, password: &str) -> bool {
    log_in(house, "paula@example.org", password).await.is_ok()
}

async fn house_of_paula(t: aftercare_core::testing::TestApp) -> (House, Client) {
    let house = House::open(t).await;
    let paula = confirmed(&house, "paula@example.org", "PATIENT").await;
    (house, paula)
}

on_each_database! {
    async fn a_link_sets_a_new_password_once_and_ends_every_session(t: TestApp) {
        let (house, paula) = house_of_paula(t).await;
        let also = log_in(&house, "paula@example.org", PASSWORD).await.unwrap();
        assert_eq!(ask(&house, "Paula@Example.org").await, json!({ "sent": true }));
        let link = mails::code(&house.t.app, Kind::ResetPassword, "paula@example.org").await.token();
        let input = json!({ "code": link, "newPassword": NEW });
        assert_eq!(reset(&house, input.clone()).await, json!({ "reset": true }));
        assert!(!is_signed_in(&paula).await && !is_signed_in(&also).await);
        assert!(opens(&house, NEW).await && !opens(&house, PASSWORD).await);
        assert_eq!(refused(&house, input).await, WRONG, "a code works once");
        assert_eq!(mails::to(&house.t.app, Kind::PasswordChanged, "paula@example.org").await.len(), 1, "she is told");
    }

    async fn digits_need_the_address_that_they_were_mailed_to(t: TestApp) {
        let (house, _) = house_of_paula(t).await;
        ask(&house, "paula@example.org").await;
        let code = mails::code(&house.t.app, Kind::ResetPassword, "paula@example.org").await;
        let digits = code.digits();
        let input = |email: &str, code: &str| json!({ "code": code, "email": email, "newPassword": NEW });
        assert_eq!(refused(&house, json!({ "code": digits, "newPassword": NEW })).await, "BAD_USER_INPUT input.email");
        assert_eq!(refused(&house, input("peter@example.org", digits)).await, WRONG);
        assert_eq!(refused(&house, input("paula@example.org", &mails::another(digits))).await, WRONG);
        // A password that is refused uses up no code.
        let weak = json!({ "code": digits, "email": "paula@example.org", "newPassword": "password123" });
        assert_eq!(refused(&house, weak).await, "BAD_USER_INPUT input.newPassword");
        reset(&house, input("PAULA@example.org", digits)).await;
        assert!(opens(&house, NEW).await);
    }

    async fn half_an_hour_and_five_tries_are_all_there_is(t: TestApp) {
        let (house, _) = house_of_paula(t).await;
        ask(&house, "paula@example.org").await;
        let old = mails::code(&house.t.app, Kind::ResetPassword, "paula@example.org").await;
        house.t.clock.advance(Duration::minutes(30));
        assert_eq!(refused(&house, json!({ "code": old.token(), "newPassword": NEW })).await, WRONG);
        ask(&house, "paula@example.org").await;
        let code = mails::code(&house.t.app, Kind::ResetPassword, "paula@example.org").await;
        let input = |code: &str| json!({ "code": code, "email": "paula@example.org", "newPassword": NEW });
        for _ in 0..5 {
            assert_eq!(refused(&house, input(&mails::another(code.digits()))).await, WRONG);
        }
        assert_eq!(refused(&house, input(code.digits())).await, WRONG);
        assert!(opens(&house, PASSWORD).await);
    }

    async fn of_two_resets_at_once_one_is_the_last(t: TestApp) {
        let (house, _) = house_of_paula(t).await;
        for _ in 0..3 {
            let mut links = Vec::new();
            for _ in 0..2 {
                ask(&house, "paula@example.org").await;
                links.push(mails::code(&house.t.app, Kind::ResetPassword, "paula@example.org").await.token());
            }
            let query = "mutation ($input: ResetPasswordInput!) { resetPassword(input: $input) { reset } }";
            let (one, two) = (house.client(None), house.client(None));
            let input = |link: &str| json!({ "input": { "code": link, "newPassword": NEW } });
            let both = tokio::join!(one.send(query, input(&links[0])), two.send(query, input(&links[1])));
            let said = [both.0.json(), both.1.json()].map(|answer| answer["errors"][0]["extensions"]["code"].clone());
            assert!(said.contains(&Value::Null) && said.contains(&json!("BAD_USER_INPUT")), "{said:?}");
        }
    }

    async fn asking_says_nothing_about_the_address(t: TestApp) {
        let (house, _) = house_of_paula(t).await;
        sign_up(&house, "eve@example.org", "PATIENT").await;
        let left_behind = async |email: &str| {
            let before = house.contents_count().await;
            let answer = ask(&house, email).await;
            (answer, house.contents_count().await - before)
        };
        let known = left_behind("paula@example.org").await;
        assert_eq!(known, (json!({ "sent": true }), 2), "a mail and its job");
        for email in ["nobody@example.org", "eve@example.org"] {
            assert_eq!(left_behind(email).await, known, "{email}");
            // The code of such a row resets nothing: nobody has confirmed the address.
            let code = mails::code(&house.t.app, Kind::ResetPassword, email).await.token();
            assert_eq!(refused(&house, json!({ "code": code, "newPassword": NEW })).await, WRONG);
        }
        assert_eq!(log_in(&house, "eve@example.org", NEW).await.err().as_deref(), Some("UNAUTHENTICATED"));
    }

    async fn a_reset_lets_an_owner_in_whom_a_stranger_has_locked_out(t: TestApp) {
        let (house, _) = house_of_paula(t).await;
        for _ in 0..10 {
            assert!(!opens(&house, "a stranger's guess").await);
        }
        assert_eq!(log_in(&house, "paula@example.org", PASSWORD).await.err().as_deref(), Some("RATE_LIMITED"));
        ask(&house, "paula@example.org").await;
        let link = mails::code(&house.t.app, Kind::ResetPassword, "paula@example.org").await.token();
        reset(&house, json!({ "code": link, "newPassword": NEW })).await;
        assert!(opens(&house, NEW).await);
    }

    async fn changing_it_ends_the_other_sessions_and_tells_the_owner(t: TestApp) {
        let (house, paula) = house_of_paula(t).await;
        let other = log_in(&house, "paula@example.org", PASSWORD).await.unwrap();
        let input = |current: &str| json!({ "currentPassword": current, "newPassword": NEW });
        assert_eq!(paula.refused("changePassword", input("not this one")).await, "BAD_USER_INPUT input.currentPassword");
        assert!(is_signed_in(&other).await && opens(&house, PASSWORD).await);
        let shown = paula.change("changePassword", input(PASSWORD), "user { email }").await;
        assert_eq!(shown["user"]["email"], "paula@example.org");
        assert!(is_signed_in(&paula).await && !is_signed_in(&other).await);
        assert!(opens(&house, NEW).await && !opens(&house, PASSWORD).await);
        assert_eq!(mails::to(&house.t.app, Kind::PasswordChanged, "paula@example.org").await.len(), 1);
        assert_eq!(house.logged("CHANGE_PASSWORD").await, 1);
    }

    async fn a_stolen_session_cannot_guess_the_password_for_long(t: TestApp) {
        let (_house, paula) = house_of_paula(t).await;
        let input = json!({ "currentPassword": "a guess", "newPassword": NEW });
        for _ in 0..10 {
            assert_eq!(paula.refused("changePassword", input.clone()).await, "BAD_USER_INPUT input.currentPassword");
        }
        let right = json!({ "currentPassword": PASSWORD, "newPassword": NEW });
        assert_eq!(paula.refused("changePassword", right).await, "RATE_LIMITED");
        let email = json!({ "newEmail": "eve@example.org", "password": PASSWORD });
        assert_eq!(paula.refused("changeEmail", email).await, "RATE_LIMITED");
    }
}
