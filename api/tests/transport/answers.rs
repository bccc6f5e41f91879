//! An answer is what the specification says: fields in the order asked, null where something failed, and where null may
//! not be, in the next place above where it may.

use super::{
    server::{Server, start},
    support::socket::Socket,
};
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;

const GOOD: &str = r#"{"data":"#;

/// A document whose fields are ready in another order each time, and its answer as it has to be written.
fn mixed(round: u32) -> (String, String) {
    let turns = |field: u32| (field * 7 + round * 3) % 5;
    let asked =
        (0..8).map(|field| format!("f{field}: turns(of: {})", turns(field))).collect::<Vec<_>>().join(" ");
    let answered =
        (0..8).map(|field| format!(r#""f{field}":{}"#, turns(field))).collect::<Vec<_>>().join(",");
    let list = (0..3).map(|_| format!("{{{answered}}}")).collect::<Vec<_>>().join(",");
    let query = format!(
        "{{ z: __typename {asked} parts {{ {asked} }} list {{ ...F }} a: hello }} fragment F on Parts {{ {asked} }}"
    );
    let data = format!(r#"{{"z":"Query",{answered},"parts":{{{answered}}},"list":[{list}],"a":"world"}}"#);
    (query, data)
}

#[tokio::test]
async fn fields_come_in_the_order_asked_two_hundred_times() {
    let server = start().await;
    let mut socket = Socket::connect(server.http, json!({})).await;
    for round in 0..200 {
        let (query, data) = mixed(round);
        let reply = server.http.post(&json!({ "query": query })).send().await;
        assert_eq!(String::from_utf8_lossy(&reply.body), format!("{GOOD}{data}}}"));

        socket.subscribe("a", &query).await;
        let expected = format!(r#"{{"id":"a","type":"next","payload":{{"data":{data}}}}}"#);
        assert_eq!(socket.receive_raw().await, Some(Message::text(expected)));
        assert_eq!(socket.receive().await["type"], "complete");
    }
}

#[tokio::test]
async fn fields_of_events_come_in_the_order_asked_two_hundred_times() {
    let server = start().await;
    let mut socket = Socket::connect(server.http, json!({})).await;
    socket
        .subscribe(
            "a",
            "subscription { parts { f0: turns(of: 4) good f1: turns(of: 0) maybe f2: turns(of: 2) } }",
        )
        .await;
    for _ in 0..200 {
        let message = socket.receive_raw().await.expect("an event").into_text().expect("text");
        let data = r#""data":{"parts":{"f0":4,"good":1,"f1":0,"maybe":null,"f2":2}}"#;
        assert!(message.contains(data), "{message}");
    }
}

/// What fails is told once, with its path.
fn assert_failed_at(answer: &Value, path: &Value, what: &str) {
    let errors = answer["errors"].as_array().expect(what);
    assert_eq!(errors.len(), 1, "{what}: {answer}");
    assert_eq!(
        (&errors[0]["path"], &errors[0]["extensions"]["code"]),
        (path, &json!("NOT_FOUND")),
        "{what}: {answer}"
    );
}

/// The same over HTTP and on a socket, where it is `next`.
async fn ask_both_ways(server: &Server, query: &str) -> [Value; 2] {
    let over_http = server.http.graphql(query, json!({})).await;
    let mut socket = Socket::connect(server.http, json!({})).await;
    socket.subscribe("a", query).await;
    [over_http, socket.next("a").await]
}

#[tokio::test]
async fn in_a_query_null_stands_where_it_may() {
    let server = start().await;
    for (query, data, path) in [
        // The field itself.
        (
            "{ hello missing a: hello }",
            json!({ "hello": "world", "missing": null, "a": "world" }),
            json!(["missing"]),
        ),
        (
            "{ parts { maybe good } }",
            json!({ "parts": { "maybe": null, "good": 1 } }),
            json!(["parts", "maybe"]),
        ),
        // The object around it.
        (
            "{ maybeParts { good must } a: hello }",
            json!({ "maybeParts": null, "a": "world" }),
            json!(["maybeParts", "must"]),
        ),
        // The object's place in a list.
        (
            "{ listOfMaybe { good mustButSecond } a: hello }",
            json!({ "listOfMaybe": [{ "good": 1, "mustButSecond": 1 }, null, { "good": 1, "mustButSecond": 1 }], "a": "world" }),
            json!(["listOfMaybe", 1, "mustButSecond"]),
        ),
        // The list.
        (
            "{ maybeList { good mustButSecond } a: hello }",
            json!({ "maybeList": null, "a": "world" }),
            json!(["maybeList", 1, "mustButSecond"]),
        ),
        // The whole answer.
        ("{ hello list { good mustButSecond } }", json!(null), json!(["list", 1, "mustButSecond"])),
        ("{ hello parts { good must } }", json!(null), json!(["parts", "must"])),
        ("{ hello must }", json!(null), json!(["must"])),
    ] {
        for answer in ask_both_ways(&server, query).await {
            assert_eq!(answer["data"], data, "{query}: {answer}");
            assert_failed_at(&answer, &path, query);
        }
    }
}

#[tokio::test]
async fn in_a_mutation_null_stands_where_it_may_and_what_follows_a_null_root_field_is_done() {
    for (query, data, path, written) in [
        (
            "mutation { a: write maybeParts { must } b: write }",
            json!({ "a": 1, "maybeParts": null, "b": 2 }),
            json!(["maybeParts", "must"]),
            2,
        ),
        (
            "mutation { a: write parts { maybe } b: write }",
            json!({ "a": 1, "parts": { "maybe": null }, "b": 2 }),
            json!(["parts", "maybe"]),
            2,
        ),
        // The answer is null, so nobody could be told of anything that came after.
        ("mutation { a: write parts { must } b: write }", json!(null), json!(["parts", "must"]), 1),
    ] {
        let server = start().await;
        let answer = server.http.graphql(query, json!({})).await;
        assert_eq!((&answer["data"], server.world.written()), (&data, written), "{query}: {answer}");
        assert_failed_at(&answer, &path, query);

        let server = start().await;
        let mut socket = Socket::connect(server.http, json!({})).await;
        socket.subscribe("a", query).await;
        let answer = socket.next("a").await;
        assert_eq!((&answer["data"], server.world.written()), (&data, written), "{query}: {answer}");
        assert_failed_at(&answer, &path, query);
    }
}

#[tokio::test]
async fn in_an_event_null_stands_where_it_may_and_the_next_event_comes() {
    let server = start().await;
    let mut socket = Socket::connect(server.http, json!({})).await;
    for (query, data, path) in [
        (
            "subscription { parts { good maybe } }",
            json!({ "parts": { "good": 1, "maybe": null } }),
            json!(["parts", "maybe"]),
        ),
        (
            "subscription { maybeParts { good must } }",
            json!({ "maybeParts": null }),
            json!(["maybeParts", "must"]),
        ),
        ("subscription { parts { good must } }", json!(null), json!(["parts", "must"])),
    ] {
        socket.subscribe("a", query).await;
        for _ in 0..2 {
            let answer = socket.next("a").await;
            assert_eq!(answer["data"], data, "{query}: {answer}");
            assert_failed_at(&answer, &path, query);
        }
        socket.send(json!({ "id": "a", "type": "complete" })).await;
        // What was on its way before the server heard that comes before the answer to this.
        socket.subscribe("b", "{ hello }").await;
        while socket.receive().await["type"] != "complete" {}
    }
}

#[tokio::test]
async fn an_object_of_which_everything_is_left_out_is_empty_and_not_null() {
    let server = start().await;
    for answer in
        ask_both_ways(&server, "{ parts { good @skip(if: true) } a: hello @include(if: false) }").await
    {
        assert_eq!(answer, json!({ "data": { "parts": {} } }));
    }
}
