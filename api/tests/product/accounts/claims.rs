//! Many may sign up with one address; nobody is told whether it is taken, and one alone can confirm it.

use super::{PASSWORD, confirm, confirmed, is_signed_in, log_in, mine, sign_up};
use crate::support::house::{House, id};
use aftercare_core::{on_each_database, testing::mails};
use aftercare_entity::{account_mail::Kind, user};
use chrono::Duration;
use serde_json::{Value, json};

const SIGN_UP: &str = "mutation ($input: SignUpInput!) { signUp(input: $input) { \
    user { __typename name email emailConfirmed } accessTokenExpiresAt refreshTokenExpiresAt } }";

on_each_database! {
    async fn signing_up_answers_alike_whether_the_address_is_taken(t: TestApp) {
        let house = House::open(t).await;
        confirmed(&house, "taken@example.org", "PATIENT").await;
        let mut answers = Vec::new();
        for email in ["taken@example.org", "free@example.org"] {
            let input = json!({ "email": email, "password": "another lamp", "name": "Eve", "role": "PATIENT" });
            let answer = house.client(None).send(SIGN_UP, json!({ "input": input })).await;
            let text = answer.json().to_string().replace(email, "ADDRESS");
            // A mail is on its way to both, and which one is decided by whoever writes it.
            assert_eq!(mails::to(&house.t.app, Kind::ConfirmAddress, email).await[0].attempts, 0);
            answers.push((answer.status, text));
        }
        assert_eq!(answers[0], answers[1]);
        // Both are signed in with their own passwords, to their own accounts.
        let owner = log_in(&house, "taken@example.org", PASSWORD).await.unwrap();
        let stranger = log_in(&house, "taken@example.org", "another lamp").await.unwrap();
        assert_eq!((&mine(&owner).await["name"], &mine(&stranger).await["name"]), (&json!("Paula Example"), &json!("Eve")));
        assert_eq!(log_in(&house, "taken@example.org", "neither of them").await.err().as_deref(), Some("UNAUTHENTICATED"));
    }

    async fn the_first_to_confirm_has_the_address(t: TestApp) {
        let house = House::open(t).await;
        let early = sign_up(&house, "paula@example.org", "PATIENT").await;
        let first = mails::code(&house.t.app, Kind::ConfirmAddress, "paula@example.org").await;
        let paula = sign_up(&house, "paula@example.org", "PATIENT").await;
        confirm(&house, &paula, "paula@example.org").await;
        let input = json!({ "input": { "code": first.digits() } });
        let query = "mutation ($input: ConfirmEmailInput!) { confirmEmail(input: $input) { user { id } } }";
        let error = early.error(query, input).await;
        assert_eq!(error["extensions"]["code"], "CONFLICT");
        assert!(error["message"].as_str().unwrap().contains("sign in to that account"), "{error}");
        assert_eq!((&mine(&early).await["emailConfirmed"], &mine(&paula).await["emailConfirmed"]), (&json!(false), &json!(true)));
    }

    async fn two_who_confirm_at_once_are_one_who_did(t: TestApp) {
        let house = House::open(t).await;
        for round in 0..10 {
            let email = format!("paula{round}@example.org");
            let one = sign_up(&house, &email, "PATIENT").await;
            let first = mails::code(&house.t.app, Kind::ConfirmAddress, &email).await;
            let two = sign_up(&house, &email, "PATIENT").await;
            let second = mails::code(&house.t.app, Kind::ConfirmAddress, &email).await;
            let query = "mutation ($input: ConfirmEmailInput!) { confirmEmail(input: $input) { user { id } } }";
            let input = |code: &str| json!({ "input": { "code": code } });
            let both = tokio::join!(one.send(query, input(&first.token())), two.send(query, input(&second.token())));
            let said = [both.0.json(), both.1.json()].map(|answer| answer["errors"][0]["extensions"]["code"].clone());
            assert!(said.contains(&Value::Null) && said.contains(&json!("CONFLICT")), "{said:?}");
        }
    }

    async fn claims_of_a_day_crowd_nobody_out_and_give_way_after_it_unless_there_is_a_record(t: TestApp) {
        let house = House::open(t).await;
        let dora = confirmed(&house, "dora@example.org", "DOCTOR").await;
        let cared_for = sign_up(&house, "paula@example.org", "PATIENT").await;
        cared_for.change("selectDoctor", json!({ "doctorId": mine(&dora).await["id"] }), "assignedAt").await;
        let mut claims = Vec::new();
        for _ in 0..5 {
            claims.push(sign_up(&house, "paula@example.org", "PATIENT").await);
        }
        for claim in claims.iter().chain([&cared_for]) {
            assert!(is_signed_in(claim).await, "strangers who came later end nobody's account");
        }
        // The one who was first still signs in: the oldest claim is looked at beside the newest.
        assert!(log_in(&house, "paula@example.org", PASSWORD).await.is_ok());
        house.t.clock.advance(Duration::hours(25));
        let newest = sign_up(&house, "paula@example.org", "PATIENT").await;
        let left = user::Entity::claims_unscoped(&["paula@example.org".to_owned()]).all(house.t.app.db().read()).await;
        let left: Vec<_> = left.unwrap().iter().map(|claim| id("patient", claim.id)).collect();
        assert_eq!(left.len(), 2, "a record is never ended by a stranger's sign-up, and all else is: {left:?}");
        assert_eq!(left[0], mine(&newest).await["id"].as_str().unwrap());
        // Whoever owns the address can confirm it after all that.
        confirm(&house, &newest, "paula@example.org").await;
    }
}
