//! The rows of WebSockets that end with a code: what is not the protocol, and what is too much.

use super::{
    server::{PAGE, start},
    support::socket::{PROTOCOL, Socket},
};
use serde_json::json;
use tokio_tungstenite::tungstenite::{Message, protocol::frame::coding::CloseCode};

#[tokio::test]
async fn malformed_messages_are_4400() {
    let server = start().await;
    let query = json!({ "query": "{ hello }" });
    for message in [
        json!("connection_init"),
        json!([]),
        json!({}),
        json!({ "type": 1 }),
        json!({ "type": "nonsense" }),
        // Of the older protocol, subscriptions-transport-ws.
        json!({ "type": "start", "id": "a", "payload": query }),
        json!({ "type": "stop", "id": "a" }),
        json!({ "type": "connection_terminate" }),
        json!({ "type": "connection_ack" }),
        json!({ "type": "next", "id": "a", "payload": {} }),
        json!({ "type": "subscribe", "payload": query }),
        json!({ "type": "subscribe", "id": "", "payload": query }),
        json!({ "type": "subscribe", "id": 1, "payload": query }),
        json!({ "type": "subscribe", "id": "x".repeat(1025), "payload": query }),
        json!({ "type": "subscribe", "id": "a" }),
        json!({ "type": "subscribe", "id": "a", "payload": [] }),
        json!({ "type": "subscribe", "id": "a", "payload": {} }),
        json!({ "type": "subscribe", "id": "a", "payload": { "query": 1 } }),
        json!({ "type": "subscribe", "id": "a", "payload": { "query": "{ hello }", "operationName": 1 } }),
        json!({ "type": "subscribe", "id": "a", "payload": { "query": "{ hello }", "variables": [] } }),
        json!({ "type": "subscribe", "id": "a", "payload": { "query": "{ hello }", "extensions": "" } }),
        json!({ "type": "complete" }),
        json!({ "type": "complete", "id": "" }),
        json!({ "type": "ping", "payload": "now" }),
        json!({ "type": "pong", "payload": 1 }),
    ] {
        let mut socket = Socket::connect(server.http, json!({})).await;
        socket.send(message.clone()).await;
        assert_eq!(socket.closed().await, (4400, "Invalid message".to_owned()), "{message}");
    }
    for raw in [Message::text("{"), Message::text(""), Message::binary(b"{\"type\":\"ping\"}".to_vec())] {
        let mut socket = Socket::connect(server.http, json!({})).await;
        socket.send_raw(raw.clone()).await;
        assert_eq!(socket.closed().await.0, 4400, "{raw:?}");
    }
    let mut socket = Socket::open(server.http).await;
    socket.send(json!({ "type": "connection_init", "payload": "token" })).await;
    assert_eq!(socket.closed().await.0, 4400);
}

#[tokio::test]
async fn only_the_new_subprotocol_is_spoken() {
    let server = start().await;
    for offered in [None, Some("graphql-ws"), Some("soap, wamp")] {
        let headers: Vec<_> =
            offered.map(|offered| ("sec-websocket-protocol", offered)).into_iter().collect();
        let mut socket = Socket::upgrade(server.http, &headers).await.expect("is upgraded");
        assert_eq!(socket.upgrade.header("sec-websocket-protocol"), None, "{offered:?}");
        assert_eq!(socket.closed().await, (4406, "Subprotocol not acceptable".to_owned()), "{offered:?}");
    }
    let both = ("sec-websocket-protocol", "graphql-ws, graphql-transport-ws");
    let mut socket = Socket::upgrade(server.http, &[both]).await.expect("is upgraded");
    assert_eq!(socket.upgrade.header("sec-websocket-protocol"), Some(PROTOCOL));
    socket.send(json!({ "type": "connection_init" })).await;
    assert_eq!(socket.receive().await, json!({ "type": "connection_ack" }));
}

#[tokio::test]
async fn a_running_id_taken_again_is_4409() {
    let server = start().await;
    for id in ["a".to_owned(), "ä".repeat(64)] {
        let mut socket = Socket::connect(server.http, json!({})).await;
        socket.subscribe(&id, "subscription { silence }").await;
        socket.subscribe(&id, "subscription { count(to: 1) }").await;
        let (code, reason) = socket.closed().await;
        assert_eq!(code, 4409);
        assert!(reason.starts_with("Subscriber for ") && reason.len() <= 123, "{reason}");
    }
}

#[tokio::test]
async fn text_that_is_not_utf8_is_1007() {
    let server = start().await;
    let mut socket = Socket::connect(server.http, json!({})).await;
    // A final text frame of two bytes, masked with zeroes.
    socket.send_bytes(&[0x81, 0x82, 0, 0, 0, 0, 0xff, 0xfe]).await;
    assert_eq!(socket.closed().await.0, 1007);
}

#[tokio::test]
async fn messages_over_128_kib_are_1009() {
    let server = start().await;
    let mut socket = Socket::connect(server.http, json!({})).await;
    let query = format!("{{ hello }} #{}", "x".repeat(31 * 1024));
    socket.subscribe("a", &query).await;
    socket.next("a").await;
    let large = json!({ "type": "ping", "payload": { "x": "x".repeat(128 * 1024) } });
    socket.send(large).await;
    assert_eq!(socket.closed().await.0, 1009);
}

#[tokio::test]
async fn frames_that_are_none_are_1002() {
    let server = start().await;
    let mut socket = Socket::connect(server.http, json!({})).await;
    // A reserved opcode.
    socket.send_bytes(&[0x8b, 0x80, 0, 0, 0, 0]).await;
    assert_eq!(socket.closed().await.0, u16::from(CloseCode::Protocol));
}

#[tokio::test]
async fn pages_of_other_origins_open_no_socket() {
    let server = start().await;
    let own = format!("http://{}", server.http.0);
    let protocol = ("sec-websocket-protocol", PROTOCOL);
    for origin in [own.as_str(), PAGE] {
        Socket::upgrade(server.http, &[protocol, ("origin", origin)]).await.expect("may");
    }
    for origin in ["https://evil.example", "null", "http://127.0.0.1:1"] {
        let refusal =
            Socket::upgrade(server.http, &[protocol, ("origin", origin)]).await.expect_err("may not");
        assert_eq!((refusal.status, refusal.code().as_str()), (403, "FORBIDDEN"), "{origin}");
    }
}

#[tokio::test]
async fn an_upgrade_that_is_none_is_answered_in_json() {
    let server = start().await;
    let ask = |version: &str, key: &str| {
        let ask =
            server.http.ask("GET", "/graphql").header("upgrade", "websocket").header("connection", "upgrade");
        ask.header("sec-websocket-version", version).header("sec-websocket-key", key)
    };
    let reply = ask("8", "dGhlIHNhbXBsZSBub25jZQ==").send().await;
    assert_eq!((reply.status, reply.header("sec-websocket-version")), (426, Some("13")));
    assert_eq!(reply.code(), "BAD_USER_INPUT");
    assert_eq!(ask("13", "short").send().await.status, 400);
}
