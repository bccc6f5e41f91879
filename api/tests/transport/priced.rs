//! The rows of `extensions.cost`: who asks is told what the operation weighed, over HTTP and on a socket.

use super::{
    server::{start, start_as},
    support::{http::Reply, socket::Socket},
};
use serde_json::{Value, json};

const NODES: &str = "{ node { a: id nodes(first: 4) { id nodes(first: 5) { id } } } }";

/// What NODES weighs in the toy's schema, where only the complexity knows of the lengths of lists.
fn nodes() -> Value {
    json!({
        "complexity": { "used": 26, "limit": 1000 },
        "fields": { "used": 6, "limit": 500 },
        "depth": { "used": 4, "limit": 12 },
        "aliases": { "used": 1, "limit": 30 },
        "fragmentSpreads": { "used": 0, "limit": 100 },
        "directives": { "used": 0, "limit": 50 },
    })
}

fn cost(reply: &Reply) -> Value {
    reply.json()["extensions"]["cost"].clone()
}

#[tokio::test]
async fn whoever_asks_over_http_is_told_and_nobody_else() {
    let server = start().await;
    let ask = || server.http.post(&json!({ "query": NODES }));
    assert_eq!(cost(&ask().header("x-graphql-cost", "1").send().await), nodes());
    let in_body = json!({ "query": NODES, "extensions": { "cost": true } });
    assert_eq!(cost(&server.http.post(&in_body).send().await), nodes());
    let get = "/graphql?query={hello}&extensions=%7B%22cost%22:true%7D";
    assert_eq!(cost(&server.http.ask("GET", get).send().await)["fields"], json!({ "used": 1, "limit": 500 }));
    for reply in [
        ask().send().await,
        ask().header("x-graphql-cost", "0").send().await,
        server.http.post(&json!({ "query": NODES, "extensions": { "cost": "no" } })).send().await,
    ] {
        assert!(reply.json().get("extensions").is_none(), "{}", reply.json());
    }
    let write = server.http.post(&json!({ "query": "mutation { a: write b: write }" }));
    let told = cost(&write.header("x-graphql-cost", "1").send().await);
    assert_eq!(told["rootFields"], json!({ "used": 2, "limit": 5 }));
    let schema = server.http.post(&json!({ "query": "{ __schema { types { name } } }" }));
    let told = cost(&schema.header("x-graphql-cost", "1").send().await);
    assert_eq!((&told["introspectionFields"]["used"], &told["fields"]["used"]), (&json!(3), &json!(0)));
}

#[tokio::test]
async fn what_was_too_heavy_says_how_heavy() {
    let server = start_as(|config| config.limits.document.complexity = 10).await;
    for accept in ["application/json", "application/graphql-response+json"] {
        let ask = server.http.post(&json!({ "query": NODES })).header("accept", accept);
        let reply = ask.header("x-graphql-cost", "1").send().await;
        assert_eq!(reply.code(), "TOO_COMPLEX");
        assert_eq!(cost(&reply)["complexity"], json!({ "used": 26, "limit": 10 }));
        assert!(reply.json().get("data").is_none());
        let message = reply.json()["errors"][0]["message"].as_str().expect("a message").to_owned();
        assert!(message.contains("26") && message.contains("10"), "{message}");
    }
    // What the walk before refuses says its number in the message.
    let fields = format!("{{ {} }}", "hello ".repeat(501));
    let answer = server.http.graphql(&fields, json!({})).await;
    let message = answer["errors"][0]["message"].as_str().expect("a message").to_owned();
    assert!(message.contains("501") && message.contains("500"), "{message}");
}

#[tokio::test]
async fn whoever_asks_on_a_socket_is_told_once() {
    let server = start().await;
    let mut socket = Socket::connect(server.http, json!({})).await;
    let mut ask = async |id: &str, query: &str| {
        let payload = json!({ "query": query, "extensions": { "cost": true } });
        socket.send(json!({ "id": id, "type": "subscribe", "payload": payload })).await;
        let mut said = Vec::new();
        loop {
            let message = socket.receive().await;
            if message["type"] == "complete" {
                return said;
            }
            let last = message["type"] == "error";
            said.push(message["payload"].clone());
            if last {
                return said;
            }
        }
    };
    assert_eq!(ask("q", NODES).await[0]["extensions"]["cost"], nodes());
    let events = ask("s", "subscription { count(to: 3) }").await;
    assert_eq!(events.len(), 3);
    assert_eq!(events[0]["extensions"]["cost"]["fields"], json!({ "used": 1, "limit": 500 }));
    assert!(events[1].get("extensions").is_none() && events[2].get("extensions").is_none());
    let heavy = "{ node { nodes(first: 100) { nodes(first: 100) { id } } } }";
    let error = &ask("h", heavy).await[0][0];
    assert_eq!(error["extensions"]["code"], "TOO_COMPLEX");
    assert_eq!(error["extensions"]["cost"]["complexity"]["limit"], 1_000);
}
