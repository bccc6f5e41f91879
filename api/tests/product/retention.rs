//! A page that comes back after the events it needs were deleted is told to load again, and not shown a part of them.

use crate::support::{
    house::{House, Person},
    http::code,
    socket::Socket,
};
use aftercare_core::{
    domain::retention::{self, Retention},
    on_each_database,
};
use chrono::Duration;
use serde_json::{Value, json};

const EVENTS: &str = "subscription ($after: String) { careEvents(after: $after) { ... on NoteSubmitted { cursor note { body } } } }";

async fn subscribe(socket: &mut Socket, id: &str, after: &Value) {
    let payload = json!({ "query": EVENTS, "variables": { "after": after } });
    socket.send(json!({ "id": id, "type": "subscribe", "payload": payload })).await;
}

async fn cursor(who: &Person) -> Value {
    who.ask("{ eventCursor }", json!({})).await["eventCursor"].take()
}

/// The next event's cursor, and the text of its note.
async fn next(socket: &mut Socket, id: &str) -> (Value, Value) {
    let mut event = socket.next(id).await["data"]["careEvents"].take();
    (event["cursor"].take(), event["note"]["body"].take())
}

on_each_database! {
    async fn a_cursor_older_than_the_events_that_are_kept_is_told_to_load_anew(t: TestApp) {
        let house = House::live(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        let mut cursors = vec![cursor(&paula).await];
        let mut socket = paula.socket().await;
        subscribe(&mut socket, "e", &cursors[0]).await;
        for number in 0..3 {
            house.note(&dora, &paula, &format!("Note {number}")).await;
            cursors.push(next(&mut socket, "e").await.0);
        }
        house.t.clock.advance(Duration::days(91));
        assert_eq!(retention::prune(&house.t.app, &Retention::default()).await.unwrap().events, 2);

        let paula = house.again(&paula).await;
        let mut socket = paula.socket().await;
        for expired in &cursors[..2] {
            subscribe(&mut socket, "e", expired).await;
            let answer = socket.receive().await;
            assert_eq!((&answer["type"], &answer["id"]), (&json!("error"), &json!("e")), "{answer}");
            assert_eq!(code(&answer["payload"]), "CURSOR_EXPIRED");
            let message = answer["payload"][0]["message"].as_str().unwrap();
            assert!(message.contains("load the data again") && message.contains("eventCursor"), "{message}");
        }
        // At the edge nothing was lost: the third event is kept.
        subscribe(&mut socket, "edge", &cursors[2]).await;
        assert_eq!(next(&mut socket, "edge").await.1, "Note 2");
        // The same socket goes on with a new cursor.
        let anew = cursor(&paula).await;
        socket.send(json!({ "id": "edge", "type": "complete" })).await;
        subscribe(&mut socket, "e", &anew).await;
        house.note(&dora, &paula, "Note 3").await;
        assert_eq!(next(&mut socket, "e").await.1, "Note 3");
    }
}
