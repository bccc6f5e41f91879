//! The rows of what is counted about sockets: how many, whose, from where, and how fast they speak.

use super::{
    server::{Server, start, start_with},
    support::{
        http::code,
        socket::{PROTOCOL, Socket},
        soon,
    },
};
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;

fn init(token: &str) -> Value {
    json!({ "type": "connection_init", "payload": { "token": token } })
}

/// What a socket that begins is told first: its acknowledgement, or why it is closed.
type Told = Result<(), (u16, String)>;

/// A socket that comes from this address, as a trusted proxy says.
async fn from(server: &Server, address: &str) -> (Socket, Told) {
    let headers = [("sec-websocket-protocol", PROTOCOL), ("x-forwarded-for", address)];
    let mut socket = Socket::upgrade(server.http, &headers).await.expect("is upgraded");
    socket.send(init("ben")).await;
    let told = told(&mut socket).await;
    (socket, told)
}

async fn told(socket: &mut Socket) -> Told {
    match socket.receive_raw().await {
        Some(Message::Text(_)) => Ok(()),
        Some(Message::Close(Some(frame))) => Err((frame.code.into(), frame.reason.to_string())),
        other => panic!("{other:?}"),
    }
}

/// Waits until somebody of this token is let in again.
async fn let_in_again(server: &Server, token: &str) {
    let again = async {
        loop {
            let mut socket = Socket::open(server.http).await;
            socket.send(init(token)).await;
            if told(&mut socket).await.is_ok() {
                return;
            }
        }
    };
    soon("room for another socket", again).await;
}

#[tokio::test]
async fn sockets_from_one_address_are_counted_until_they_go() {
    let server = start_with(|limits| limits.socket.per_address = 2).await;
    let (one, first) = from(&server, "192.0.2.1").await;
    let (_two, second) = from(&server, "192.0.2.1").await;
    assert_eq!((first, second), (Ok(()), Ok(())));
    let refused = from(&server, "192.0.2.1").await.1;
    assert_eq!(refused, Err((4429, "Too many sockets from this address".to_owned())));
    assert_eq!(from(&server, "192.0.2.2").await.1, Ok(()), "others are not counted with it");
    drop(one);
    soon("room again", async { while from(&server, "192.0.2.1").await.1.is_err() {} }).await;
}

#[tokio::test]
async fn sockets_of_one_account_are_counted_until_they_go() {
    let server = start_with(|limits| limits.socket.per_account = 2).await;
    let one = Socket::connect(server.http, json!({ "token": "ann" })).await;
    let _two = Socket::connect(server.http, json!({ "token": "ann" })).await;
    let mut three = Socket::open(server.http).await;
    three.send(init("ann")).await;
    assert_eq!(told(&mut three).await, Err((4429, "Too many sockets of this account".to_owned())));
    let _other = Socket::connect(server.http, json!({ "token": "ben" })).await;
    // Whoever is not signed in is counted by address alone.
    let mut nobodies = Vec::new();
    for _ in 0..5 {
        nobodies.push(Socket::connect(server.http, json!({ "token": null })).await);
    }
    drop(one);
    let_in_again(&server, "ann").await;
}

#[tokio::test]
async fn sockets_in_all_are_counted_and_a_full_server_says_try_later() {
    let server = start_with(|limits| limits.socket.sockets = 1).await;
    let one = Socket::connect(server.http, json!({ "token": "ann" })).await;
    assert_eq!(from(&server, "192.0.2.9").await.1, Err((1013, "Try again later".to_owned())));
    // Requests are answered meanwhile.
    assert_eq!(server.http.graphql("{ hello }", json!({})).await, json!({ "data": { "hello": "world" } }));
    drop(one);
    let_in_again(&server, "ben").await;
}

#[tokio::test]
async fn subscriptions_of_one_account_are_counted_over_its_sockets() {
    let server = start_with(|limits| limits.socket.subscriptions = 2).await;
    let mut one = Socket::connect(server.http, json!({ "token": "ann" })).await;
    let mut two = Socket::connect(server.http, json!({ "token": "ann" })).await;
    one.subscribe("a", "subscription { silence }").await;
    one.subscribe("b", "subscription { silence }").await;
    one.subscribe("q", "{ hello }").await;
    one.next("q").await;
    two.subscribe("c", "subscription { silence }").await;
    let message = two.receive().await;
    assert_eq!((&message["id"], &message["type"]), (&json!("c"), &json!("error")), "{message}");
    assert_eq!(code(&message["payload"]), "TOO_COMPLEX");
    // Queries are not counted, nor is another's.
    two.subscribe("q", "{ hello }").await;
    two.next("q").await;
    let mut other = Socket::connect(server.http, json!({ "token": "ben" })).await;
    other.subscribe("d", "subscription { count(to: 1) }").await;
    other.next("d").await;
    // One that ends makes room.
    one.send(json!({ "id": "a", "type": "complete" })).await;
    one.subscribe("q", "{ hello }").await;
    assert_eq!(one.receive().await["type"], "complete", "of the first query");
    one.next("q").await;
    assert_eq!(two.receive().await["type"], "complete", "of the second socket's query");
    two.subscribe("c", "subscription { count(to: 1) }").await;
    two.next("c").await;
}

#[tokio::test]
async fn whoever_speaks_too_fast_is_4429() {
    let server = start_with(|limits| {
        limits.socket.rate.per_second = 1;
        limits.socket.rate.burst = 5;
    })
    .await;
    let mut socket = Socket::connect(server.http, json!({})).await;
    for _ in 0..100 {
        socket.send(json!({ "type": "ping" })).await;
    }
    let closed = soon("its end", socket.closed()).await;
    assert_eq!(closed, (4429, "Too many messages".to_owned()));
    // Another one is not held to it.
    let mut other = Socket::connect(server.http, json!({})).await;
    other.subscribe("q", "{ hello }").await;
    other.next("q").await;
}

#[tokio::test]
async fn a_hundred_operations_with_ids_of_a_kibibyte_run_at_the_same_time() {
    let server = start().await;
    let mut socket = Socket::connect(server.http, json!({ "token": "ann" })).await;
    let id = |number: usize| format!("{number:0>1024}");
    for number in 0..100 {
        socket.subscribe(&id(number), "subscription { silence }").await;
    }
    socket.subscribe("beyond", "{ hello }").await;
    let message = socket.receive().await;
    assert_eq!((&message["id"], &message["type"]), (&json!("beyond"), &json!("error")), "{message}");
    socket.send(json!({ "id": id(7), "type": "complete" })).await;
    socket.subscribe(&id(7), "{ hello }").await;
    socket.next(&id(7)).await;
    socket.subscribe(&format!("{:0>1025}", 1), "{ hello }").await;
    assert_eq!(socket.closed().await.0, 4400);
}
