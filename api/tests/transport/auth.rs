//! Who asks: once a request, once a socket, with fresh data for each operation.

use super::{server::start, support::socket::Socket};
use serde_json::json;

#[tokio::test]
async fn the_caller_of_a_request_comes_from_its_header() {
    let server = start().await;
    let ask = json!({ "query": "{ caller }" });
    assert_eq!(server.http.post(&ask).send().await.json(), json!({ "data": { "caller": "nobody 1" } }));
    let answer = server.http.post(&ask).bearer("ann").send().await.json();
    assert_eq!(answer, json!({ "data": { "caller": "ann 1" } }));
}

#[tokio::test]
async fn nothing_runs_for_a_refused_token() {
    let server = start().await;
    let write = json!({ "query": "mutation { write }" });
    for accept in ["application/json", "application/graphql-response+json"] {
        let reply = server.http.post(&write).bearer("old").header("accept", accept).send().await;
        assert_eq!((reply.status, reply.code().as_str()), (401, "UNAUTHENTICATED"));
        assert_eq!(reply.header("www-authenticate"), Some("Bearer"));
        assert_eq!(reply.json()["errors"][0]["message"], "The token is over.");
    }
    let reply = server.http.post(&write).bearer("busy").send().await;
    assert_eq!((reply.status, reply.header("retry-after")), (429, Some("2")));
    assert_eq!(reply.json()["errors"][0]["extensions"], json!({ "code": "RATE_LIMITED", "retryAfter": 2 }));
    let reply = server.http.post(&write).bearer("broken").send().await;
    assert_eq!((reply.status, reply.code().as_str()), (500, "INTERNAL"));
    assert_eq!(server.world.written(), 0);
}

#[tokio::test]
async fn each_operation_of_a_socket_has_data_of_its_own() {
    let server = start().await;
    let mut socket = Socket::connect(server.http, json!({ "token": "ann" })).await;
    for operation in 1..=3 {
        socket.subscribe("a", "{ caller }").await;
        assert_eq!(socket.next("a").await, json!({ "data": { "caller": format!("ann {operation}") } }));
        assert_eq!(socket.receive().await, json!({ "id": "a", "type": "complete" }));
    }
}
