//! The rows of operations on a socket: what is `next`, what is `error`, and when there is nothing more.

use super::{
    server::{start, start_with},
    support::{each, http::code, socket::Socket, soon},
};
use serde_json::{Value, json};

/// What an operation says up to its end.
async fn all(socket: &mut Socket, id: &str) -> Vec<Value> {
    let mut messages = Vec::new();
    loop {
        let message = socket.receive().await;
        assert_eq!(message["id"], id, "{message}");
        let last = message["type"] != "next";
        messages.push(message);
        if last {
            return messages;
        }
    }
}

/// The payload of an `error` that is all an operation says; the socket goes on.
async fn only_error(socket: &mut Socket, query: &str) -> Value {
    socket.subscribe("e", query).await;
    let mut messages = all(socket, "e").await;
    assert_eq!((messages.len(), &messages[0]["type"]), (1, &json!("error")), "{query}: {messages:?}");
    socket.subscribe("after", "{ hello }").await;
    assert_eq!(all(socket, "after").await.len(), 2, "nothing comes after an error");
    messages[0]["payload"].take()
}

#[tokio::test]
async fn queries_and_mutations_are_next_and_complete() {
    let server = start().await;
    let mut socket = Socket::connect(server.http, json!({})).await;
    for (query, data) in
        [("{ hello }", json!({ "hello": "world" })), ("mutation { write }", json!({ "write": 1 }))]
    {
        socket.subscribe("a", query).await;
        assert_eq!(
            all(&mut socket, "a").await,
            [
                json!({ "id": "a", "type": "next", "payload": { "data": data } }),
                json!({ "id": "a", "type": "complete" })
            ]
        );
    }
    let payload = json!({
        "query": "query A { hello } query B($t: String!) { echo(text: $t) }",
        "operationName": "B",
        "variables": { "t": "said" },
        "extensions": null,
    });
    socket.send(json!({ "id": "b", "type": "subscribe", "payload": payload })).await;
    assert_eq!(socket.next("b").await, json!({ "data": { "echo": "said" } }));
}

#[tokio::test]
async fn a_subscription_is_next_for_each_event_then_complete() {
    let server = start().await;
    let mut socket = Socket::connect(server.http, json!({})).await;
    socket.subscribe("a", "subscription { count(to: 3) }").await;
    let messages = all(&mut socket, "a").await;
    let numbers: Vec<_> = messages.iter().map(|message| &message["payload"]["data"]["count"]).collect();
    assert_eq!(numbers, [&json!(1), &json!(2), &json!(3), &Value::Null]);
    assert_eq!(messages[3], json!({ "id": "a", "type": "complete" }));
}

#[tokio::test]
async fn an_invalid_operation_is_error_and_nothing_after() {
    let server = start().await;
    let mut socket = Socket::connect(server.http, json!({})).await;
    for (query, expected) in [
        ("{", "GRAPHQL_PARSE_FAILED"),
        ("{ nonsense }", "GRAPHQL_VALIDATION_FAILED"),
        ("subscription { nonsense }", "GRAPHQL_VALIDATION_FAILED"),
        ("query($n: Int!) { int(value: $n) }", "BAD_USER_INPUT"),
        ("query A { hello } query B { hello }", "BAD_USER_INPUT"),
        ("subscription { refused }", "FORBIDDEN"),
    ] {
        let errors = only_error(&mut socket, query).await;
        assert_eq!(code(&errors), expected, "{query}");
    }
    let unknown = format!("{{ {} }}", each(400, |n| format!("u{n} ")));
    assert_eq!(only_error(&mut socket, &unknown).await.as_array().map(Vec::len), Some(20));
    let persisted = json!({ "extensions": { "persistedQuery": { "version": 1, "sha256Hash": "abc" } } });
    socket.send(json!({ "id": "p", "type": "subscribe", "payload": persisted })).await;
    let message = socket.receive().await;
    assert_eq!(
        (&message["type"], code(&message["payload"]).as_str()),
        (&json!("error"), "PERSISTED_QUERY_NOT_FOUND")
    );
}

#[tokio::test]
async fn a_subscription_has_one_root_field() {
    let server = start().await;
    let mut socket = Socket::connect(server.http, json!({})).await;
    for query in [
        "subscription { count(to: 1) silence }",
        "subscription { a: count(to: 1) b: count(to: 1) }",
        "subscription { ...F silence } fragment F on Subscription { count(to: 1) }",
        "subscription { ... { count(to: 1) } ... { silence } }",
        "subscription { __typename }",
        "subscription { count(to: 1) __typename }",
    ] {
        assert_eq!(code(&only_error(&mut socket, query).await), "GRAPHQL_VALIDATION_FAILED", "{query}");
    }
}

#[tokio::test]
async fn the_limits_of_documents_hold_here_too() {
    let server = start().await;
    let mut socket = Socket::connect(server.http, json!({})).await;
    let writes: String = each(6, |number| format!("w{number}: write "));
    assert_eq!(code(&only_error(&mut socket, &format!("mutation {{ {writes} }}")).await), "TOO_COMPLEX");
    let laugh = "{ ...A } fragment A on Query { ...B ...B ...B ...B ...B ...B ...B ...B ...B ...B ...B }
                 fragment B on Query { ...C ...C ...C ...C ...C ...C ...C ...C ...C ...C ...C } fragment C on Query { hello }";
    assert_eq!(code(&only_error(&mut socket, laugh).await), "TOO_COMPLEX");
    assert_eq!(server.world.written(), 0);
}

#[tokio::test]
async fn operations_at_the_same_time_are_counted() {
    let server = start_with(|limits| limits.socket.operations = 2).await;
    let mut socket = Socket::connect(server.http, json!({})).await;
    socket.subscribe("a", "subscription { silence }").await;
    socket.subscribe("b", "subscription { silence }").await;
    socket.subscribe("c", "{ hello }").await;
    let message = socket.receive().await;
    assert_eq!((&message["id"], &message["type"]), (&json!("c"), &json!("error")));
    assert_eq!(code(&message["payload"]), "TOO_COMPLEX");
    socket.send(json!({ "id": "a", "type": "complete" })).await;
    socket.subscribe("c", "{ hello }").await;
    assert_eq!(all(&mut socket, "c").await.len(), 2);
}

#[tokio::test]
async fn complete_ends_a_stream_and_frees_its_id() {
    let server = start().await;
    let mut socket = Socket::connect(server.http, json!({})).await;
    socket.send(json!({ "id": "unknown", "type": "complete" })).await;
    for _ in 0..3 {
        socket.subscribe("s", "subscription { silence }").await;
        soon("the stream's beginning", server.world.waiting.notified()).await;
        socket.send(json!({ "id": "s", "type": "complete" })).await;
        soon("the stream's end", server.world.dropped.notified()).await;
    }
    socket.subscribe("s", "subscription { count(to: 1) }").await;
    assert_eq!(all(&mut socket, "s").await.len(), 2);
}

#[tokio::test]
async fn a_failed_event_is_next_and_a_panic_is_the_end() {
    let server = start().await;
    let mut socket = Socket::connect(server.http, json!({})).await;
    socket.subscribe("a", "subscription { failsSecond }").await;
    let messages = all(&mut socket, "a").await;
    assert_eq!(messages[0]["payload"], json!({ "data": { "failsSecond": 1 } }));
    assert_eq!(messages[1]["payload"]["data"], Value::Null);
    assert_eq!(code(&messages[1]["payload"]["errors"]), "NOT_FOUND");
    assert_eq!(messages.last().expect("an end")["type"], "complete");

    socket.subscribe("b", "subscription { panics }").await;
    let messages = all(&mut socket, "b").await;
    let last = messages.last().expect("an end");
    assert_eq!((messages.len(), &last["type"]), (2, &json!("error")));
    assert_eq!(last["payload"][0]["extensions"], json!({ "code": "INTERNAL", "requestId": "request-0" }));
    socket.subscribe("c", "{ panics }").await;
    assert_eq!(code(&socket.next("c").await["errors"]), "INTERNAL");
}

#[tokio::test]
async fn a_stream_whose_next_event_is_gone_ends_with_error_and_the_socket_goes_on() {
    let server = start().await;
    let mut socket = Socket::connect(server.http, json!({})).await;
    socket.subscribe("a", "subscription { expiresSecond }").await;
    let messages = all(&mut socket, "a").await;
    assert_eq!((messages.len(), &messages[1]["type"]), (2, &json!("error")), "{messages:?}");
    assert_eq!(code(&messages[1]["payload"]), "CURSOR_EXPIRED");
    socket.subscribe("a", "{ hello }").await;
    assert_eq!(all(&mut socket, "a").await.len(), 2, "its id is free, and nothing of it comes later");
}

#[tokio::test]
async fn a_subscription_that_cannot_go_on_now_closes_the_socket_and_a_query_is_answered() {
    let server = start().await;
    let mut socket = Socket::connect(server.http, json!({})).await;
    socket.subscribe("q", "{ busy }").await;
    assert_eq!(socket.next("q").await["errors"][0]["extensions"]["code"], "OVERLOADED");
    assert_eq!(socket.receive().await["type"], "complete");
    socket.subscribe("s", "subscription { busySecond }").await;
    assert_eq!(socket.next("s").await["data"], json!({ "busySecond": 1 }));
    assert_eq!(socket.closed_saying_nothing().await, 1013);
}
