//! Signing up, logging in and out, and the signed-in person, as a login page meets them.

use crate::support::house::{Client, House};
use aftercare_core::on_each_database;
use chrono::Duration;
use serde_json::{Value, json};

const PASSWORD: &str = "a quiet lamp by the river";
const SESSION: &str = "accessToken accessTokenExpiresAt refreshToken refreshTokenExpiresAt \
                       user { __typename id name ... on Patient { email timeZone } }";
const VIEWER: &str = "{ viewer { __typename id name } }";

fn account(email: &str, name: &str, role: &str) -> Value {
    json!({ "email": email, "password": PASSWORD, "name": name, "role": role })
}

async fn sign_up(house: &House, email: &str, role: &str) -> Value {
    house.client(None).change("signUp", account(email, "Paula Example", role), SESSION).await
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn with_access(house: &House, session: &Value) -> Client {
    house.client(Some(text(&session["accessToken"])))
}

async fn refresh(house: &House, session: &Value) -> Result<Value, String> {
    let input = json!({ "refreshToken": session["refreshToken"] });
    let query = format!(
        "mutation ($input: RefreshSessionInput!) {{ refreshSession(input: $input) {{ {SESSION} }} }}"
    );
    let mut answer = house.client(None).send(&query, json!({ "input": input })).await.json();
    match answer["errors"][0]["extensions"]["code"].as_str() {
        Some(code) => Err(code.to_owned()),
        None => Ok(answer["data"]["refreshSession"].take()),
    }
}

on_each_database! {
    async fn signing_up_signs_in(t: TestApp) {
        let house = House::open(t).await;
        let mut input = account(" Paula@Example.org ", "  Paula Example ", "PATIENT");
        input["timeZone"] = json!("Pacific/Auckland");
        let made = house.client(None).change("signUp", input, SESSION).await;
        let user = json!({
            "__typename": "Patient", "id": made["user"]["id"], "name": "Paula Example",
            "email": "paula@example.org", "timeZone": "Pacific/Auckland",
        });
        assert_eq!(made["user"], user);
        assert_eq!(made["accessTokenExpiresAt"], "2026-03-02T08:15:00.000000Z");
        assert_eq!(made["refreshTokenExpiresAt"], "2026-03-03T08:00:00.000000Z");
        let viewer = with_access(&house, &made).ask(VIEWER, json!({})).await;
        assert_eq!(viewer["viewer"]["id"], made["user"]["id"]);
        let doctor = sign_up(&house, "dora@example.org", "DOCTOR").await;
        assert_eq!(doctor["user"]["__typename"], "Doctor");
        // Nobody signs up as the operator.
        let refused = house.client(None).refused("signUp", account("o@example.org", "Olga", "ADMIN")).await;
        assert_eq!(refused, "BAD_USER_INPUT input.role");
    }

    async fn logging_in_answers_the_account_in_any_case_of_the_e_mail(t: TestApp) {
        let house = House::open(t).await;
        let made = sign_up(&house, "paula@example.org", "PATIENT").await;
        let input = json!({ "email": "Paula@EXAMPLE.org", "password": PASSWORD });
        let session = house.client(None).change("logIn", input, SESSION).await;
        assert_eq!(session["user"], made["user"]);
        assert_ne!(session["refreshToken"], made["refreshToken"]);
        assert_eq!(with_access(&house, &session).ask(VIEWER, json!({})).await["viewer"]["name"], "Paula Example");
    }

    async fn a_wrong_password_and_an_unknown_e_mail_are_one_answer(t: TestApp) {
        let house = House::open(t).await;
        sign_up(&house, "paula@example.org", "PATIENT").await;
        let query = "mutation ($input: LogInInput!) { logIn(input: $input) { accessToken } }";
        let mut errors = Vec::new();
        for (email, password) in [("paula@example.org", "another lamp"), ("nobody@example.org", PASSWORD)] {
            let input = json!({ "input": { "email": email, "password": password } });
            errors.push(house.client(None).error(query, input).await);
        }
        assert_eq!(errors[0], errors[1]);
        assert_eq!(errors[0]["extensions"], json!({ "code": "UNAUTHENTICATED" }));
    }

    async fn guessing_is_slowed_down_and_says_when_to_come_back(t: TestApp) {
        let house = House::open(t).await;
        sign_up(&house, "paula@example.org", "PATIENT").await;
        let query = "mutation ($input: LogInInput!) { logIn(input: $input) { accessToken } }";
        let input = |password: &str| json!({ "input": { "email": "paula@example.org", "password": password } });
        for _ in 0..10 {
            let error = house.client(None).error(query, input("another lamp")).await;
            assert_eq!(error["extensions"]["code"], "UNAUTHENTICATED");
        }
        let error = house.client(None).error(query, input(PASSWORD)).await;
        assert_eq!(error["extensions"]["code"], "RATE_LIMITED", "even with the right password");
        assert!((1..=900).contains(&error["extensions"]["retryAfter"].as_u64().unwrap()), "{error}");
        let reply = house.client(None).send(query, input(PASSWORD)).await;
        let seconds: u64 = reply.header("retry-after").unwrap().parse().unwrap();
        assert!((1..=900).contains(&seconds), "{seconds}");
        // From elsewhere the account has failed a few times only.
        house.client(None).with("x-forwarded-for", "192.0.2.1").ask(query, input(PASSWORD)).await;
    }

    async fn a_refresh_token_is_replaced_and_never_works_as_an_access_token(t: TestApp) {
        let house = House::open(t).await;
        let first = sign_up(&house, "paula@example.org", "PATIENT").await;
        let second = refresh(&house, &first).await.unwrap();
        assert_eq!(second["user"], first["user"]);
        assert_eq!(with_access(&house, &second).ask(VIEWER, json!({})).await["viewer"]["id"], first["user"]["id"]);
        let mixed_up = house.client(Some(text(&second["refreshToken"])));
        assert_eq!(mixed_up.refusal(VIEWER).await, "UNAUTHENTICATED");
        // Used again at once, it answers the same: another tab, or an answer that was lost.
        assert_eq!(refresh(&house, &first).await.unwrap()["refreshToken"], second["refreshToken"]);
        // Used again later, it was stolen: the whole session ends.
        house.t.clock.advance(Duration::seconds(30));
        assert_eq!(refresh(&house, &first).await.unwrap_err(), "UNAUTHENTICATED");
        assert_eq!(refresh(&house, &second).await.unwrap_err(), "UNAUTHENTICATED");
        assert_eq!(with_access(&house, &second).refusal(VIEWER).await, "UNAUTHENTICATED");
    }

    async fn tokens_end_with_their_time(t: TestApp) {
        let house = House::open(t).await;
        let first = sign_up(&house, "paula@example.org", "PATIENT").await;
        house.t.clock.advance(Duration::minutes(15));
        assert_eq!(with_access(&house, &first).refusal(VIEWER).await, "UNAUTHENTICATED");
        let second = refresh(&house, &first).await.unwrap();
        assert_eq!(second["accessTokenExpiresAt"], "2026-03-02T08:30:00.000000Z");
        with_access(&house, &second).ask(VIEWER, json!({})).await;
        house.t.clock.advance(Duration::days(1));
        assert_eq!(refresh(&house, &second).await.unwrap_err(), "UNAUTHENTICATED");
    }

    async fn logging_out_ends_one_session_and_everywhere_all(t: TestApp) {
        let house = House::open(t).await;
        let one = sign_up(&house, "paula@example.org", "PATIENT").await;
        let log_in = async || {
            let input = json!({ "email": "paula@example.org", "password": PASSWORD });
            house.client(None).change("logIn", input, SESSION).await
        };
        let (two, three) = (log_in().await, log_in().await);
        let over = async |session: &Value| {
            let access = with_access(&house, session).send(VIEWER, json!({})).await.json();
            access["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED" && refresh(&house, session).await.is_err()
        };
        let ended = with_access(&house, &one).ask("mutation { logOut { ended } }", json!({})).await;
        assert_eq!(ended["logOut"]["ended"], true);
        assert!(over(&one).await);
        // By the refresh token alone: what a page has left when its access token is over.
        let input = json!({ "refreshToken": two["refreshToken"] });
        house.client(None).change("logOut", input, "ended").await;
        assert!(over(&two).await);
        with_access(&house, &three).ask(VIEWER, json!({})).await;
        let four = log_in().await;
        with_access(&house, &four).ask("mutation { logOutEverywhere { ended } }", json!({})).await;
        assert!(over(&three).await && over(&four).await);
    }

    async fn nobody_is_the_viewer_of_who_shows_no_token(t: TestApp) {
        let house = House::open(t).await;
        assert_eq!(house.client(None).ask(VIEWER, json!({})).await, json!({ "viewer": null }));
        for token in ["", "made.up.token", "Bearer"] {
            assert_eq!(house.client(Some(token)).refusal(VIEWER).await, "UNAUTHENTICATED", "{token:?}");
        }
    }

    async fn a_time_zone_is_chosen_and_given_back_to_the_hospital(t: TestApp) {
        let house = House::open(t).await;
        let made = sign_up(&house, "paula@example.org", "PATIENT").await;
        let paula = with_access(&house, &made);
        for (zone, shown) in [(json!("Europe/Berlin"), "Europe/Berlin"), (Value::Null, "UTC")] {
            let fields = "user { ... on Patient { timeZone } }";
            let set = paula.change("setTimeZone", json!({ "timeZone": zone }), fields).await;
            assert_eq!(set["user"]["timeZone"], shown);
            let viewer = paula.ask("{ viewer { ... on Patient { timeZone } } }", json!({})).await;
            assert_eq!(viewer["viewer"]["timeZone"], shown);
        }
    }
}
