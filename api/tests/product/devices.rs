//! Where a person is signed in: which device, from where, since when; and the end of one of these sessions.

use crate::support::house::{Client, House};
use aftercare_core::on_each_database;
use chrono::Duration;
use serde_json::{Value, json};

const SESSIONS: &str = "{ sessions { id device address startedAt lastUsedAt expiresAt current } }";
const LOG_IN: &str = "mutation ($input: LogInInput!) { logIn(input: $input) { accessToken refreshToken } }";
const REFRESH: &str = "mutation ($input: RefreshSessionInput!) { refreshSession(input: $input) \
                       { accessToken accessTokenExpiresAt refreshToken refreshTokenExpiresAt } }";
const LINUX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0";
const PHONE: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 26_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) \
                     Version/26.1 Mobile/15E148 Safari/604.1";

async fn log_in(client: &Client) -> Value {
    let input = json!({ "email": "paula@example.org", "password": "a quiet lamp by the river" });
    client.ask(LOG_IN, json!({ "input": input })).await["logIn"].take()
}

async fn sign_up(house: &House) {
    let paula = json!({ "email": "paula@example.org", "password": "a quiet lamp by the river", "name": "Paula", "role": "PATIENT" });
    let made = house.client(None).change("signUp", paula, "accessToken").await;
    house.client(made["accessToken"].as_str()).ask("mutation { logOut { ended } }", json!({})).await;
}

on_each_database! {
    async fn a_person_sees_their_devices_and_ends_one(t: TestApp) {
        let house = House::open(t).await;
        sign_up(&house).await;
        let desk = log_in(&house.client(None).with("user-agent", LINUX).with("x-forwarded-for", "192.0.2.1")).await;
        house.t.clock.advance(Duration::minutes(5));
        let from = "for=\"[2001:db8::17]:4711\"";
        let phone = log_in(&house.client(None).with("user-agent", PHONE).with("forwarded", from)).await;
        let paula = house.client(phone["accessToken"].as_str());
        let listed = paula.ask(SESSIONS, json!({})).await["sessions"].take();
        assert_eq!(listed, json!([
            {
                "id": listed[0]["id"], "device": "Safari on iPhone", "address": "2001:db8::17", "current": true,
                "startedAt": "2026-03-02T08:05:00.000000Z", "lastUsedAt": "2026-03-02T08:05:00.000000Z",
                "expiresAt": "2026-03-03T08:05:00.000000Z",
            },
            {
                "id": listed[1]["id"], "device": "Firefox on Linux", "address": "192.0.2.1", "current": false,
                "startedAt": "2026-03-02T08:00:00.000000Z", "lastUsedAt": "2026-03-02T08:00:00.000000Z",
                "expiresAt": "2026-03-03T08:00:00.000000Z",
            },
        ]));
        let ended = paula.change("endSession", json!({ "sessionId": listed[1]["id"] }), "ended").await;
        assert_eq!(ended["ended"], true);
        assert_eq!(house.client(desk["accessToken"].as_str()).refusal(SESSIONS).await, "UNAUTHENTICATED");
        assert_eq!(paula.ask("{ sessions { current } }", json!({})).await, json!({ "sessions": [{ "current": true }] }));
        let again = paula.refused("endSession", json!({ "sessionId": listed[1]["id"] })).await;
        assert_eq!(again, "NOT_FOUND");
    }

    async fn ending_a_session_closes_its_sockets(t: TestApp) {
        let house = House::live(t).await;
        let (patient, _) = house.patient_and_doctor().await;
        let other = house.again(&patient).await;
        let mut socket = other.socket().await;
        let listed = patient.ask(SESSIONS, json!({})).await["sessions"].take();
        let theirs = listed.as_array().unwrap().iter().find(|session| session["current"] == false).unwrap();
        patient.change("endSession", json!({ "sessionId": theirs["id"] }), "ended").await;
        assert_eq!(socket.closed_saying_nothing().await, 4401);
    }

    async fn the_last_access_token_ends_with_its_session(t: TestApp) {
        let house = House::open(t).await;
        sign_up(&house).await;
        let mut session = log_in(&house.client(None)).await;
        let refresh = async |session: &Value| {
            let input = json!({ "input": { "refreshToken": session["refreshToken"] } });
            house.client(None).ask(REFRESH, input).await["refreshSession"].take()
        };
        for _ in 0..30 {
            house.t.clock.advance(Duration::days(1) - Duration::seconds(10));
            session = refresh(&session).await;
        }
        // Thirty days but five minutes after the log-in, of thirty.
        assert_eq!(session["refreshTokenExpiresAt"], "2026-04-01T08:00:00.000000Z");
        assert_eq!(session["accessTokenExpiresAt"], "2026-04-01T08:00:00.000000Z");
        house.t.clock.advance(Duration::minutes(5));
        assert_eq!(house.client(session["accessToken"].as_str()).refusal(SESSIONS).await, "UNAUTHENTICATED");
        let input = json!({ "refreshToken": session["refreshToken"] });
        assert_eq!(house.client(None).refused("refreshSession", input).await, "UNAUTHENTICATED");
    }

    async fn a_socket_ends_with_the_life_of_its_session(t: TestApp) {
        let house = House::live(t).await;
        let (patient, _) = house.patient_and_doctor().await;
        // A second before the session's end.
        house.t.clock.advance(Duration::days(1) - Duration::seconds(1));
        let last = house.renewed(&patient, house.t.app.now() + Duration::seconds(1));
        let mut socket = last.socket().await;
        assert_eq!(socket.closed_saying_nothing().await, 4403);
    }
}
