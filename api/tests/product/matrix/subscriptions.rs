//! Each subscription, begun by everybody: those who may not are told so, and those who may follow their own patients alone.

use super::{Callers, Table, letter, letters, schema};
use crate::support::{house::Client, socket::Socket};
use aftercare_core::{events::publisher, on_each_database};
use serde_json::{Value, json};

/// The cursor before the first event.
const FIRST: &str = "AAAAAAAAAAA";

/// The events of the patient: each with one letter a caller; `y` is shown what happened before.
const SUBSCRIPTIONS: &[(&str, &str)] = &[
    // nobody unconfirmed | patient stranger | doctor former colleague pending refused suspended | admin | expired revoked
    ("stepsExtracted", "u n y n y n n f f u f u u"),
    ("checkIns", "u n y n y n n f f u f u u"),
    ("careEvents", "u n y n y n n f f u f u u"),
];

/// What the server says to who subscribes: an event of before, an error, or the end of the socket.
async fn begin(client: &Client, query: &str) -> (char, Value) {
    let mut socket = Socket::open(client.http).await;
    let authorization = client.token.as_ref().map(|token| format!("Bearer {token}"));
    let payload = authorization.map_or(json!({}), |authorization| json!({ "authorization": authorization }));
    socket.send(json!({ "type": "connection_init", "payload": payload })).await;
    let Some(acknowledged) = socket.message().await else { return ('u', Value::Null) };
    assert_eq!(acknowledged, json!({ "type": "connection_ack" }));
    socket.subscribe("events", query).await;
    let said = socket.receive().await;
    let answer =
        if said["type"] == "error" { json!({ "errors": said["payload"] }) } else { said["payload"].clone() };
    (letter(&answer, &[]), answer)
}

on_each_database! {
    async fn each_subscription_is_for_those_it_is_for(t: TestApp) {
        let callers = Box::pin(Callers::gather(t)).await;
        let fields = schema(&callers.scene.house.client(None)).await;
        let (_, named) = fields.iter().find(|(name, _)| name == "Subscription").unwrap();
        assert!(named.iter().all(|name| SUBSCRIPTIONS.iter().any(|(row, _)| row == name)), "each has a row: {named:?}");
        publisher::publish_pending(&callers.scene.house.t.app).await.unwrap();
        let mut table = Table::new();
        for (name, row) in SUBSCRIPTIONS {
            let of = format!("patientId: \"{{patient}}\", after: \"{FIRST}\"");
            let query = callers.filled(&format!("subscription {{ {name}({of}) {{ __typename }} }}"));
            let mut found = Vec::new();
            for (who, client) in callers.each() {
                let (letter, answer) = begin(client, &query).await;
                callers.nothing_leaks(who, &query, &answer);
                found.push(letter);
            }
            table.compare(name, &letters(row), &found);
        }
        table.finish(30);
    }
}
