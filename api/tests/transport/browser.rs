//! The rows of browsers: what every answer tells them, what pages may send, and what of the schema may be asked for.

use super::server::{PAGE, start, start_as};
use serde_json::{Value, json};

fn hello() -> Value {
    json!({ "query": "{ hello }" })
}

#[tokio::test]
async fn introspection_that_is_off_says_so() {
    let server = start_as(|config| config.introspection = false).await;
    for query in [
        "{ __schema { types { name } } }",
        "{ __type(name: \"Node\") { name } }",
        "{ hello ...F } fragment F on Query { a: __schema { types { name } } }",
        "{ hello ... @include(if: true) { __type(name: \"Node\") { name } } }",
        "query A { hello } query B { __schema { types { name } } }",
    ] {
        let answer = server
            .http
            .post(&json!({ "query": query, "operationName": query.starts_with("query A").then_some("A") }));
        let answer = answer.send().await.json();
        let error = &answer["errors"][0];
        assert_eq!(error["extensions"]["code"], "GRAPHQL_VALIDATION_FAILED", "{query}: {answer}");
        assert!(
            error["message"].as_str().expect("a message").starts_with("Introspection is off here"),
            "{answer}"
        );
        assert!(answer.get("data").is_none(), "{answer}");
    }
    let answer = server.http.graphql("{ __typename node { __typename } }", json!({})).await;
    assert_eq!(answer, json!({ "data": { "__typename": "Query", "node": { "__typename": "Node" } } }));
}

#[tokio::test]
async fn every_answer_has_the_headers_that_keep_a_browser_safe() {
    let server = start().await;
    for ask in [
        server.http.post(&hello()),
        server.http.ask("GET", "/graphiql"),
        server.http.ask("GET", "/nowhere"),
        server.http.ask("PUT", "/graphql"),
        server.http.post(&hello()).bearer("old"),
    ] {
        let reply = ask.clone().send().await;
        let header =
            |name: &str| reply.header(name).unwrap_or_else(|| panic!("{ask:?} has no {name}")).to_owned();
        let policy = header("content-security-policy");
        for part in [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "form-action 'self'",
        ] {
            assert!(policy.split("; ").any(|found| found == part), "{policy}");
        }
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert_eq!(header("referrer-policy"), "no-referrer");
        assert_eq!(header("cross-origin-opener-policy"), "same-origin");
        assert_eq!(header("cross-origin-resource-policy"), "same-origin");
        assert_eq!(header("x-frame-options"), "DENY");
        assert_eq!(header("cache-control"), "no-store");
        assert_eq!(header("strict-transport-security"), "max-age=31536000");
        assert!(header("permissions-policy").contains("camera=()"));
    }
}

#[tokio::test]
async fn the_headers_that_common_clients_send_pass_a_preflight() {
    let server = start().await;
    for (client, headers) in [
        ("Apollo Client", "content-type,authorization,apollo-require-preflight,x-apollo-operation-name"),
        ("Apollo Studio's names", "apollographql-client-name,apollographql-client-version,content-type"),
        ("OpenTelemetry", "baggage,content-type,traceparent,tracestate"),
        ("Sentry", "baggage,content-type,sentry-trace"),
        ("a gateway", "content-type,x-request-id"),
        ("ours", "authorization,content-type,x-aftercare-session,x-graphql-cost"),
    ] {
        let ask = server.http.ask("OPTIONS", "/graphql").header("origin", PAGE);
        let ask = ask.header("access-control-request-method", "POST");
        let reply = ask.header("access-control-request-headers", headers).send().await;
        assert_eq!(reply.header("access-control-allow-origin"), Some(PAGE), "{client}");
        let allowed = reply.header("access-control-allow-headers").expect("headers");
        for name in headers.split(',') {
            assert!(allowed.split(',').any(|found| found == name), "{client}: {name} is not in {allowed}");
        }
        assert!(reply.header("access-control-allow-methods").expect("methods").contains("POST"));
    }
    let reply = server.http.post(&hello()).header("origin", PAGE).send().await;
    let vary: Vec<_> =
        reply.headers.get_all("vary").iter().map(|value| value.to_str().expect("text")).collect();
    assert!(vary.join(",").to_lowercase().contains("origin"), "{vary:?}");
}
