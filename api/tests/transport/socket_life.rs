//! The rows of a socket's life: its beginning, its signs of life, its end.

use super::{
    server::{start, start_with},
    support::{socket::Socket, soon},
};
use serde_json::{Value, json};
use std::{sync::atomic::Ordering, time::Duration};
use tokio_tungstenite::tungstenite::Message;

const SHORT: Duration = Duration::from_millis(100);

fn init(token: &str) -> Value {
    json!({ "type": "connection_init", "payload": { "token": token } })
}

#[tokio::test]
async fn a_socket_that_does_not_begin_is_4408() {
    let server = start_with(|limits| limits.socket.init_time = SHORT).await;
    let mut socket = Socket::open(server.http).await;
    socket.send(json!({ "type": "ping" })).await;
    assert_eq!(socket.receive().await, json!({ "type": "pong" }));
    assert_eq!(socket.closed().await, (4408, "Connection initialisation timeout".to_owned()));
}

#[tokio::test]
async fn subscribe_before_the_acknowledgement_is_4401() {
    let server = start().await;
    let mut socket = Socket::open(server.http).await;
    socket.subscribe("a", "{ hello }").await;
    assert_eq!(socket.closed().await, (4401, "Unauthorized".to_owned()));

    let mut socket = Socket::open(server.http).await;
    socket.send(init("slow")).await;
    soon("the authenticator", server.world.waiting.notified()).await;
    socket.subscribe("a", "mutation { write }").await;
    assert_eq!(socket.closed().await.0, 4401);
    assert_eq!(server.world.written(), 0);
}

#[tokio::test]
async fn a_refused_beginning_is_4403_and_a_busy_server_1013() {
    let server = start().await;
    for (token, expected) in [("old", 4403), ("ended", 4401), ("busy", 1013), ("broken", 1013)] {
        let mut socket = Socket::open(server.http).await;
        socket.send(init(token)).await;
        let (code, reason) = socket.closed().await;
        assert_eq!(code, expected, "{token}");
        assert!(token != "old" || reason == "The token is over.", "{reason}");
    }
}

#[tokio::test]
async fn a_second_beginning_is_4429() {
    let server = start().await;
    let mut socket = Socket::connect(server.http, json!({})).await;
    socket.send(init("ann")).await;
    assert_eq!(socket.closed().await, (4429, "Too many initialisation requests".to_owned()));

    let mut socket = Socket::open(server.http).await;
    socket.send(init("slow")).await;
    soon("the authenticator", server.world.waiting.notified()).await;
    socket.send(init("ann")).await;
    assert_eq!(socket.closed().await.0, 4429);
}

#[tokio::test]
async fn pings_of_both_kinds_are_answered() {
    let server = start().await;
    let mut socket = Socket::connect(server.http, json!({})).await;
    socket.send(json!({ "type": "ping", "payload": { "at": 1 } })).await;
    assert_eq!(socket.receive().await, json!({ "type": "pong" }));
    socket.send_raw(Message::Ping(b"are you there"[..].into())).await;
    assert_eq!(socket.receive_raw().await, Some(Message::Pong(b"are you there"[..].into())));
    socket.send(json!({ "type": "pong" })).await;
    socket.subscribe("a", "{ hello }").await;
    socket.next("a").await;
}

#[tokio::test]
async fn the_server_pings_and_leaves_those_who_are_silent() {
    let server = start_with(|limits| limits.socket.ping = SHORT).await;
    // Reading answers pings: three of them prove that an answer keeps the socket.
    let mut alive = Socket::connect(server.http, json!({})).await;
    for _ in 0..3 {
        assert!(matches!(alive.receive_raw().await, Some(Message::Ping(_))));
    }
    // A client that is there no more: its end of the connection neither reads nor answers.
    let mut silent = Socket::connect(server.http, json!({})).await;
    silent.subscribe("s", "subscription { silence }").await;
    soon("the stream's end", server.world.dropped.notified()).await;
    drop(silent);
}

#[tokio::test]
async fn a_socket_ends_with_its_session() {
    let server = start().await;
    let mut socket = Socket::connect(server.http, json!({ "token": "ann" })).await;
    socket.subscribe("s", "subscription { silence }").await;
    socket.subscribe("q", "{ hello }").await;
    socket.next("q").await;
    server.world.sessions_end.cancel();
    assert_eq!(socket.closed().await, (4403, "Access token expired".to_owned()));
    soon("the stream's end", server.world.dropped.notified()).await;
}

#[tokio::test]
async fn a_session_ends_for_those_who_do_not_read_too() {
    let server = start().await;
    let mut socket = Socket::connect(server.http, json!({ "token": "ann" })).await;
    socket.subscribe("f", "subscription { flood(bytes: 60000) }").await;
    socket.next("f").await;
    server.world.sessions_end.cancel();
    soon("the stream's end", server.world.dropped.notified()).await;
}

#[tokio::test]
async fn a_slow_reader_slows_its_own_stream_and_is_left_at_last() {
    let server = start_with(|limits| limits.socket.write_time = SHORT).await;
    let mut slow = Socket::connect(server.http, json!({})).await;
    slow.subscribe("f", "subscription { flood(bytes: 1000000) }").await;
    soon("the stream's end", server.world.dropped.notified()).await;
    // What the system's buffers hold, and not more.
    let produced = server.world.produced.load(Ordering::SeqCst);
    assert!(produced < 40, "{produced} MB were produced for nobody");
    drop(slow);
    let mut other = Socket::connect(server.http, json!({})).await;
    other.subscribe("q", "{ hello }").await;
    assert_eq!(other.next("q").await, json!({ "data": { "hello": "world" } }));
}

#[tokio::test]
async fn a_goodbye_is_answered_and_ends_the_streams() {
    let server = start().await;
    let mut socket = Socket::connect(server.http, json!({})).await;
    socket.subscribe("s", "subscription { silence }").await;
    socket.send_raw(Message::Close(None)).await;
    assert!(matches!(socket.receive_raw().await, Some(Message::Close(_))));
    assert_eq!(socket.receive_raw().await, None);
    soon("the stream's end", server.world.dropped.notified()).await;
}

#[tokio::test]
async fn a_connection_that_breaks_ends_the_streams() {
    let server = start().await;
    let mut socket = Socket::connect(server.http, json!({})).await;
    socket.subscribe("s", "subscription { silence }").await;
    socket.subscribe("q", "{ hello }").await;
    socket.next("q").await;
    drop(socket);
    soon("the stream's end", server.world.dropped.notified()).await;
}
