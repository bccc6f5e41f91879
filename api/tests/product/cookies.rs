//! A page of the server's own keeps its session in a cookie: scripts cannot read it, and other pages cannot use it.

use crate::support::{
    house::{Client, House, said},
    http::Reply,
};
use aftercare_core::on_each_database;
use chrono::Duration;
use serde_json::{Value, json};

const PASSWORD: &str = "a quiet lamp by the river";
const SIGN_UP: &str =
    "mutation ($input: SignUpInput!) { signUp(input: $input) { accessToken refreshToken } }";
const LOG_IN: &str = "mutation ($input: LogInInput!) { logIn(input: $input) { accessToken refreshToken } }";
const REFRESH: &str =
    "mutation { refreshSession(input: {}) { accessToken refreshToken refreshTokenExpiresAt } }";
const LOG_OUT: &str = "mutation { logOut { ended } }";
const VIEWER: &str = "{ viewer { name } }";

fn account() -> Value {
    let paula =
        json!({ "email": "paula@example.org", "password": PASSWORD, "name": "Paula", "role": "PATIENT" });
    json!({ "input": paula })
}

/// A page of this server, over plain http on this machine.
fn page(house: &House) -> Client {
    house
        .client(None)
        .with("x-aftercare-session", "cookie")
        .with("origin", &format!("http://{}", house.address()))
}

/// The cookies that an answer sets: name, value, attributes.
fn set(reply: &Reply) -> Vec<(String, String, String)> {
    let lines = reply.headers.get_all("set-cookie").iter().map(|line| line.to_str().unwrap());
    let parts = lines.map(|line| {
        let (pair, attributes) = line.split_once("; ").unwrap();
        let (name, value) = pair.split_once('=').unwrap();
        (name.to_owned(), value.to_owned(), attributes.to_owned())
    });
    parts.collect()
}

fn value(reply: &Reply, name: &str) -> String {
    let cookies = set(reply);
    cookies
        .iter()
        .find(|cookie| cookie.0 == name)
        .unwrap_or_else(|| panic!("no {name} in {cookies:?}"))
        .1
        .clone()
}

on_each_database! {
    async fn a_page_signs_in_goes_on_and_signs_out_by_its_cookie_alone(t: TestApp) {
        let house = House::open(t).await;
        let page = page(&house);
        let made = page.send(SIGN_UP, account()).await;
        assert_eq!(made.json()["data"]["signUp"]["refreshToken"], Value::Null);
        let access = made.json()["data"]["signUp"]["accessToken"].as_str().unwrap().to_owned();
        let attributes = |seconds: i64| format!("Path=/; Max-Age={seconds}; HttpOnly; SameSite=Strict");
        let cookies = set(&made);
        assert_eq!(cookies.iter().map(|cookie| (&*cookie.0, cookie.2.clone())).collect::<Vec<_>>(), [
            ("aftercare-device", attributes(180 * 86_400)),
            ("aftercare-refresh", attributes(86_400)),
        ]);
        // The page is loaded again: all it has is the cookie.
        house.t.clock.advance(Duration::minutes(1));
        let with = |token: &str| page.with("cookie", &format!("theme=dark; aftercare-refresh={token}"));
        let first = value(&made, "aftercare-refresh");
        let refreshed = with(&first).send(REFRESH, json!({})).await;
        let session = refreshed.json()["data"]["refreshSession"].take();
        assert_eq!(session["refreshToken"], Value::Null, "{session}");
        let second = value(&refreshed, "aftercare-refresh");
        assert_ne!(first, second);
        let viewer = house.client(session["accessToken"].as_str()).ask(VIEWER, json!({})).await;
        assert_eq!(viewer["viewer"]["name"], "Paula");
        let out = with(&second).send(LOG_OUT, json!({})).await;
        assert_eq!(out.json()["data"]["logOut"]["ended"], true);
        assert_eq!(set(&out), [("aftercare-refresh".to_owned(), String::new(), attributes(0))]);
        assert_eq!(with(&second).refusal(REFRESH).await, "UNAUTHENTICATED");
        assert_eq!(house.client(Some(&access)).refusal(VIEWER).await, "UNAUTHENTICATED");
    }

    async fn over_https_the_cookies_are_for_this_host_alone(t: TestApp) {
        let house = House::open(t).await;
        let page = house
            .client(None)
            .with("x-aftercare-session", "cookie")
            .with("origin", &format!("https://{}", house.address()))
            .with("sec-fetch-site", "same-origin");
        let made = page.send(SIGN_UP, account()).await;
        for (name, _, attributes) in set(&made) {
            assert!(name.starts_with("__Host-aftercare-"), "{name}");
            assert!(attributes.ends_with("; Secure; HttpOnly; SameSite=Strict"), "{attributes}");
            assert!(attributes.starts_with("Path=/; "), "{attributes}");
        }
        let token = value(&made, "__Host-aftercare-refresh");
        let with = |name: &str| page.with("cookie", &format!("{name}={token}"));
        // A cookie without the prefix may have been planted over plain http.
        assert_eq!(with("aftercare-refresh").refusal(REFRESH).await, "UNAUTHENTICATED");
        with("__Host-aftercare-refresh").ask(REFRESH, json!({})).await;
    }

    async fn no_other_page_can_use_the_cookie(t: TestApp) {
        let house = House::open(t).await;
        let own = format!("http://{}", house.address());
        let token = value(&page(&house).send(SIGN_UP, account()).await, "aftercare-refresh");
        let asks = |headers: &[(&str, &str)]| {
            let client = house.client(None).with("cookie", &format!("aftercare-refresh={token}"));
            headers.iter().fold(client, |client, (name, value)| client.with(name, value))
        };
        let cookie = ("x-aftercare-session", "cookie");
        for headers in [
            vec![cookie],
            vec![cookie, ("origin", "https://evil.example")],
            vec![cookie, ("origin", "null")],
            vec![cookie, ("origin", &own), ("origin", &own)],
            vec![cookie, ("origin", &own), ("sec-fetch-site", "cross-site")],
            vec![cookie, ("origin", &own), ("sec-fetch-site", "same-site")],
            vec![("x-aftercare-session", "please"), ("origin", &own)],
        ] {
            for query in [REFRESH, LOG_OUT] {
                let reply = asks(&headers).send(query, json!({})).await;
                assert_eq!(said(&reply.json()["errors"][0]), "FORBIDDEN", "{headers:?} {query}");
                assert!(set(&reply).is_empty());
            }
        }
        // Without the header there is no cookie, whoever asks.
        let reply = asks(&[("origin", &own)]).send(REFRESH, json!({})).await;
        assert_eq!(said(&reply.json()["errors"][0]), "BAD_USER_INPUT input.refreshToken");
        assert_eq!(asks(&[("origin", &own)]).refusal(LOG_OUT).await, "UNAUTHENTICATED");
        // Nobody has used it or ended its session.
        asks(&[cookie, ("origin", &own)]).ask(REFRESH, json!({})).await;
    }

    async fn a_browser_of_before_lets_its_owner_in_whatever_strangers_do(t: TestApp) {
        let house = House::open(t).await;
        let from = |number: usize| house.client(None).with("x-forwarded-for", &format!("203.0.113.{number}"));
        let made = page(&house).with("x-forwarded-for", "192.0.2.1").send(SIGN_UP, account()).await;
        let device = value(&made, "aftercare-device");
        let input = |password: &str| json!({ "input": { "email": "paula@example.org", "password": password } });
        for number in 0..10 {
            assert_eq!(said(&from(number).error(LOG_IN, input("wrong")).await), "UNAUTHENTICATED");
        }
        assert_eq!(said(&from(99).error(LOG_IN, input(PASSWORD)).await), "RATE_LIMITED");
        let travels = page(&house).with("x-forwarded-for", "198.51.100.7");
        assert_eq!(said(&travels.error(LOG_IN, input(PASSWORD)).await), "RATE_LIMITED");
        let knows = travels.with("cookie", &format!("aftercare-device={device}"));
        knows.ask(LOG_IN, input(PASSWORD)).await;
    }
}
