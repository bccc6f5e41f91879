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
    async fn the_start_page_names_a_graphiql_only_where_there_is_one(t: TestApp) {
        for there in [true, false] {
            let (http, _stop) = serve(&t.app, there, None).await;
            let page = http.ask("GET", "/").send().await;
            let text = String::from_utf8(page.body.clone()).unwrap();
            assert_eq!(text.contains("GraphiQL"), there, "{text}");
            let open = t.app.hospital().doctor_signup == DoctorSignup::Open;
            assert_eq!(text.contains("Anybody may sign up as a doctor"), open, "{text}");
            assert_eq!(http.ask("GET", "/graphiql").send().await.status, if there { 200 } else { 404 });
            // Whatever it links to is there, and allowed by its own policy.
            let links = text.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
            for link in links {
                assert!(http.ask("GET", link).send().await.status < 500, "{link}");
                assert_ne!(http.ask("GET", link).send().await.status, 404, "{link}");
            }
            assert!(page.header("content-security-policy").unwrap().contains("style-src 'self';"));
            let style = http.ask("GET", "/style.css").send().await;
            assert_eq!(style.header("content-type"), Some("text/css; charset=utf-8"));
            assert_eq!(page.header("strict-transport-security"), None, "no public address says https");
        }
    }

    async fn graphiql_may_load_what_it_needs_and_no_other_page_may(t: TestApp) {
        let (http, _stop) = serve(&t.app, true, None).await;
        let page = http.ask("GET", "/graphiql").send().await;
        let policy = page.header("content-security-policy").unwrap();
        assert!(policy.contains("script-src https://unpkg.com 'sha256-"), "{policy}");
        assert!(policy.contains("frame-ancestors 'none'") && policy.contains("connect-src 'self'"), "{policy}");
        assert_eq!(page.headers.get_all("content-security-policy").iter().count(), 1);
        let start = http.ask("GET", "/").send().await;
        assert!(!start.header("content-security-policy").unwrap().contains("unpkg"));
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
