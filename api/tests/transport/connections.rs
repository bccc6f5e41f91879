//! The rows of the accept loop: time for heads and bodies, how many connections, and how it stops.

use super::{
    server::{Server, start, start_with},
    support::{
        http::{Reply, read_reply},
        socket::Socket,
        soon,
    },
};
use serde_json::json;
use std::time::Duration;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpSocket, TcpStream},
};

const SHORT: Duration = Duration::from_millis(100);
const GET: &str = "GET /graphql?query={hello} HTTP/1.1\r\nHost: localhost\r\n\r\n";

async fn raw(server: &Server, text: &str) -> TcpStream {
    let mut stream = TcpStream::connect(server.http.0).await.expect("the server listens");
    stream.write_all(text.as_bytes()).await.expect("is written");
    stream
}

async fn reply(stream: &mut TcpStream) -> Reply {
    soon("an answer", read_reply(stream)).await.expect("an answer")
}

/// Waits until the server has closed the connection.
async fn ends(stream: &mut TcpStream) {
    let mut rest = Vec::new();
    let _ = soon("the connection's end", stream.read_to_end(&mut rest)).await;
}

#[tokio::test]
async fn slow_heads_and_idle_connections_are_closed() {
    let server = start_with(|limits| limits.server.head_time = SHORT).await;
    ends(&mut raw(&server, "").await).await;
    ends(&mut raw(&server, "GET /graphql HTTP/1.1\r\nHos").await).await;
    let mut idle = raw(&server, GET).await;
    assert_eq!(reply(&mut idle).await.status, 200);
    ends(&mut idle).await;
}

#[tokio::test]
async fn a_connection_serves_one_request_after_the_other() {
    let server = start().await;
    let mut stream = raw(&server, GET).await;
    for _ in 0..3 {
        assert_eq!(reply(&mut stream).await.json(), json!({ "data": { "hello": "world" } }));
        stream.write_all(GET.as_bytes()).await.expect("is written");
    }
}

#[tokio::test]
async fn slow_bodies_are_given_up() {
    let server = start_with(|limits| limits.http.body_time = SHORT).await;
    let head = "POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 90\r\n\r\n";
    let mut stream = raw(&server, &format!("{head}{{\"query\":")).await;
    let answer = reply(&mut stream).await;
    assert_eq!((answer.status, answer.code().as_str()), (408, "BAD_USER_INPUT"));
    ends(&mut stream).await;
}

#[tokio::test]
async fn connections_are_counted_and_sockets_among_them() {
    let server = start_with(|limits| limits.server.connections = 2).await;
    let mut first = raw(&server, GET).await;
    reply(&mut first).await;
    let socket = Socket::connect(server.http, json!({})).await;
    let mut third = raw(&server, GET).await;
    assert!(tokio::time::timeout(SHORT, third.readable()).await.is_err(), "a third is served beside two");
    drop(socket);
    assert_eq!(reply(&mut third).await.status, 200);
    let mut fourth = raw(&server, GET).await;
    drop(first);
    assert_eq!(reply(&mut fourth).await.status, 200);
}

#[tokio::test]
async fn a_client_that_does_not_read_its_answer_is_cut_off() {
    let server = start_with(|limits| {
        limits.server.write_time = SHORT;
        limits.server.connections = 1;
    })
    .await;
    let unread = TcpSocket::new_v4().expect("a socket");
    unread.set_recv_buffer_size(4_096).expect("a small buffer");
    let mut unread = unread.connect(server.http.0).await.expect("the server listens");
    let ask = "GET /graphql?query={long(bytes:30000000)} HTTP/1.1\r\nHost: localhost\r\n\r\n";
    unread.write_all(ask.as_bytes()).await.expect("is written");
    // There is room for one connection: this one is served when the other is gone.
    let mut next = raw(&server, GET).await;
    assert_eq!(reply(&mut next).await.status, 200);
    // And it did not go because it had been answered.
    let mut rest = Vec::new();
    let _ = soon("the connection's end", unread.read_to_end(&mut rest)).await;
    assert!(rest.len() < 30_000_000, "the whole answer was sent");
}

#[tokio::test]
async fn a_client_that_reads_slowly_gets_its_whole_answer() {
    let server = start_with(|limits| limits.server.write_time = Duration::from_millis(500)).await;
    let slow = TcpSocket::new_v4().expect("a socket");
    slow.set_recv_buffer_size(4_096).expect("a small buffer");
    let mut slow = slow.connect(server.http.0).await.expect("the server listens");
    let ask =
        "GET /graphql?query={long(bytes:6000000)} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    slow.write_all(ask.as_bytes()).await.expect("is written");
    let mut read = Vec::new();
    soon("the whole answer", slow.read_to_end(&mut read)).await.expect("no reset");
    assert!(read.len() > 6_000_000, "{} bytes came", read.len());
}

#[tokio::test]
async fn heads_are_bounded() {
    let server = start().await;
    let mut stream =
        raw(&server, &format!("GET /graphql HTTP/1.1\r\nX: {}\r\n\r\n", "x".repeat(200_000))).await;
    assert_eq!(reply(&mut stream).await.status, 431);
}

/// Waits until nobody is let in any more.
async fn closed_to_new_ones(server: &Server) {
    soon("the listener's end", async { while TcpStream::connect(server.http.0).await.is_ok() {} }).await;
}

#[tokio::test]
async fn a_stop_finishes_requests_and_sends_sockets_away_to_come_back() {
    let mut server = start().await;
    let mut in_flight = raw(&server, "GET /graphql?query={waits} HTTP/1.1\r\nHost: localhost\r\n\r\n").await;
    soon("the resolver", server.world.waiting.notified()).await;
    let mut idle = raw(&server, GET).await;
    reply(&mut idle).await;
    let mut socket = Socket::connect(server.http, json!({})).await;
    socket.subscribe("s", "subscription { silence }").await;
    socket.subscribe("q", "{ hello }").await;
    socket.next("q").await;

    server.stop.cancel();
    closed_to_new_ones(&server).await;
    assert_eq!(socket.closed().await, (1012, "Service restart".to_owned()));
    soon("the stream's end", server.world.dropped.notified()).await;
    ends(&mut idle).await;
    assert!(!server.done.is_finished());
    server.world.gate.notify_one();
    assert_eq!(reply(&mut in_flight).await.json(), json!({ "data": { "waits": "waited" } }));
    drop(socket);
    soon("the server's end", &mut server.done).await.expect("no panic");
}

#[tokio::test]
async fn a_stop_waits_for_a_mutation_on_a_socket() {
    let mut server = start().await;
    let mut socket = Socket::connect(server.http, json!({})).await;
    socket.subscribe("m", "mutation { writeSlowly }").await;
    soon("the resolver", server.world.waiting.notified()).await;
    server.stop.cancel();
    closed_to_new_ones(&server).await;
    server.world.gate.notify_one();
    assert_eq!(socket.next("m").await, json!({ "data": { "writeSlowly": 1 } }));
    assert_eq!(socket.closed().await.0, 1012);
    drop(socket);
    soon("the server's end", &mut server.done).await.expect("no panic");
}

#[tokio::test]
async fn a_stop_does_not_wait_beyond_its_grace() {
    let mut server = start_with(|limits| limits.server.grace = SHORT).await;
    let mut in_flight = raw(&server, "GET /graphql?query={waits} HTTP/1.1\r\nHost: localhost\r\n\r\n").await;
    soon("the resolver", server.world.waiting.notified()).await;
    server.stop.cancel();
    soon("the server's end", &mut server.done).await.expect("no panic");
    ends(&mut in_flight).await;
}

#[tokio::test]
async fn an_operation_does_not_run_for_ever() {
    let server = start_with(|limits| limits.http.operation_time = SHORT).await;
    let answer = server.http.graphql("{ waits }", json!({})).await;
    assert_eq!(answer["errors"][0]["extensions"]["code"], "INTERNAL");
}
