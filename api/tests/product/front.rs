//! What a browser meets: the pages, their policies, and who may call from where, as the settings decide.

use crate::support::{
    http::Http,
    socket::{PROTOCOL, Socket},
};
use aftercare_api::{ApiServer, ApiSettings, auth::TokenKeys, http::Limits};
use aftercare_core::{
    App,
    domain::{admission::DoctorSignup, sessions::Lives},
    on_each_database, random,
};
use base64::{Engine, prelude::BASE64_STANDARD};
use chrono::Duration;
use secrecy::SecretString;
use serde_json::json;
use tokio::net::TcpListener;
use tokio_util::sync::{CancellationToken, DropGuard};

async fn serve(app: &App, introspection: bool, public_url: Option<&str>) -> (Http, DropGuard) {
    let key = SecretString::from(format!("t:{}", BASE64_STANDARD.encode(random::bytes::<32>())));
    let settings = ApiSettings {
        keys: TokenKeys::parse(&key, Duration::minutes(15)).unwrap(),
        lives: Lives::default(),
        trusted_proxies: Vec::new(),
        origins: vec!["https://ward.example.org".to_owned()],
        introspection,
        development: true,
        persisted_queries: true,
        operations: None,
        slow_request: None,
        public_url: public_url.map(|url| url.parse().unwrap()),
        limits: Limits::default(),
    };
    let server = ApiServer::new(app.clone(), settings).await.unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (http, stop) = (Http(listener.local_addr().unwrap()), CancellationToken::new());
    tokio::spawn(server.run(listener, stop.clone()));
    (http, stop.drop_guard())
}

on_each_database! {
    async fn every_page_is_there_with_all_that_it_loads_and_says_what_this_server_is(t: TestApp) {
        for there in [true, false] {
            let (http, _stop) = serve(&t.app, there, None).await;
            for path in ["/", "/me", "/dashboard", "/admin", "/confirm", "/reset"] {
                let page = http.ask("GET", path).send().await;
                let text = String::from_utf8(page.body.clone()).unwrap();
                assert_eq!((page.status, page.header("content-type")), (200, Some("text/html; charset=utf-8")), "{path}");
                assert!(page.header("content-security-policy").unwrap().contains("style-src 'self';"), "{path}");
                assert!(!text.contains("<script>") && !text.contains("<style") && !text.contains(" style="), "{path}: {text}");
                for loaded in text.split('"').filter(|part| part.starts_with("/pages/")) {
                    assert_eq!(http.ask("GET", loaded).send().await.status, 200, "{path} loads {loaded}");
                }
            }
            let about = http.ask("GET", "/pages/server.json").send().await.json();
            let signup = match t.app.hospital().doctor_signup {
                DoctorSignup::Open => "OPEN",
                DoctorSignup::Approval => "APPROVAL",
                DoctorSignup::Closed => "CLOSED",
            };
            let zone = t.app.hospital().time_zone.name();
            let expected = json!({ "environment": "development", "graphiql": there, "doctorSignup": signup, "timeZone": zone });
            assert_eq!(about, expected);
            assert_eq!(http.ask("GET", "/graphiql").send().await.status, if there { 200 } else { 404 });
        }
    }

    async fn a_browser_that_has_a_file_is_not_sent_it_again(t: TestApp) {
        let (http, _stop) = serve(&t.app, true, None).await;
        let first = http.ask("GET", "/pages/style.css").send().await;
        assert_eq!(first.header("content-type"), Some("text/css; charset=utf-8"));
        let tag = first.header("etag").expect("a tag");
        let again = http.ask("GET", "/pages/style.css").header("if-none-match", tag).send().await;
        assert_eq!((again.status, again.body.len()), (304, 0));
        let other = http.ask("GET", "/pages/style.css").header("if-none-match", "\"other\"").send().await;
        assert_eq!((other.status, other.body), (200, first.body));
    }

    async fn what_is_not_there_is_a_page_for_a_browser_and_json_for_a_program(t: TestApp) {
        let (http, _stop) = serve(&t.app, true, None).await;
        for path in ["/nowhere", "/pages/nowhere.js", "/pages/..%2f..%2f..%2fCargo.toml", "/pages/%2e%2e/graphiql/package.json"] {
            let page = http.ask("GET", path).header("accept", "text/html,*/*;q=0.8").send().await;
            assert_eq!((page.status, page.header("content-type")), (404, Some("text/html; charset=utf-8")), "{path}");
        }
        let json = http.ask("GET", "/nowhere").send().await;
        assert_eq!((json.status, json.json()["errors"][0]["extensions"]["code"].clone()), (404, json!("NOT_FOUND")));
    }

    async fn graphiql_may_load_what_it_needs_and_no_other_page_may(t: TestApp) {
        let (http, _stop) = serve(&t.app, true, None).await;
        let page = http.ask("GET", "/graphiql").send().await;
        let policy = page.header("content-security-policy").unwrap();
        assert!(policy.contains("script-src 'self'") && !policy.contains("unsafe-eval"), "{policy}");
        assert!(policy.contains("frame-ancestors 'none'") && policy.contains("connect-src 'self'"), "{policy}");
        assert_eq!(page.headers.get_all("content-security-policy").iter().count(), 1);
        let start = http.ask("GET", "/").send().await;
        let policy = start.header("content-security-policy").unwrap();
        assert!(!policy.contains("unpkg") && !policy.contains("unsafe-inline"), "{policy}");
    }

    async fn introspection_that_is_off_is_told_and_types_are_named_all_the_same(t: TestApp) {
        let (http, _stop) = serve(&t.app, false, None).await;
        for query in ["{ __schema { types { name } } }", "{ __type(name: \"Patient\") { name } }"] {
            let error = &http.graphql(query, json!({})).await["errors"][0];
            assert_eq!(error["extensions"]["code"], "GRAPHQL_VALIDATION_FAILED");
            assert!(error["message"].as_str().unwrap().contains("Introspection is off here"), "{error}");
        }
        assert_eq!(http.graphql("{ __typename }", json!({})).await, json!({ "data": { "__typename": "Query" } }));
        let (http, _stop) = serve(&t.app, true, None).await;
        let answer = http.graphql("{ __type(name: \"Patient\") { name } }", json!({})).await;
        assert_eq!(answer, json!({ "data": { "__type": { "name": "Patient" } } }));
    }

    async fn the_public_address_may_always_call_and_is_https_from_then_on(t: TestApp) {
        let (http, _stop) = serve(&t.app, false, Some("https://Care.example.org/somewhere")).await;
        let ask = || http.post(&json!({ "query": "{ __typename }" }));
        for (origin, allowed) in [
            ("https://care.example.org", true),
            ("https://ward.example.org", true),
            ("http://care.example.org", false),
            ("https://care.example.org.evil.example", false),
        ] {
            let reply = ask().header("origin", origin).send().await;
            assert_eq!(reply.header("access-control-allow-origin"), allowed.then_some(origin), "{origin}");
            let headers = [("sec-websocket-protocol", PROTOCOL), ("origin", origin)];
            assert_eq!(Socket::upgrade(http, &headers).await.is_ok(), allowed, "{origin}");
        }
        for path in ["/", "/livez", "/graphql?query={__typename}", "/nowhere"] {
            let reply = http.ask("GET", path).send().await;
            assert_eq!(reply.header("strict-transport-security"), Some("max-age=31536000"), "{path}");
        }
    }
}
