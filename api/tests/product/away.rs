//! A database that is away, or comes back, or holds something that cannot be read: nobody loses an event, and who asks is
//! told to come back.

use super::events::{cursor, next, watch};
use crate::support::{
    house::{House, Person},
    socket::Socket,
};
use aftercare_core::testing::sea_orm::ConnectionTrait;
use aftercare_core::{
    App,
    domain::notes,
    events::publisher,
    on_each_database,
    testing::{
        TestApp, on_postgres,
        planned::{daily, once},
        proxy::Proxy,
    },
};
use secrecy::ExposeSecret;
use serde_json::json;
use std::time::Duration;
use tokio::time::timeout;

/// A server that reaches its database by way of a proxy, and the app of another process that does not.
async fn behind_a_proxy(t: TestApp) -> (Proxy, House, App) {
    let proxy = Proxy::to(t.database_url.expose_secret()).await;
    let mut behind = t.clone();
    behind.app = t.process_behind(Some(&proxy), None).await.unwrap();
    (proxy, House::live(behind).await, t.app)
}

/// Another process stores a note and announces it.
async fn happens(elsewhere: &App, doctor: &Person, patient: &Person, body: &str) {
    notes::submit_note(elsewhere, doctor.account.id, patient.account.id, body).await.unwrap();
    publisher::publish_pending(elsewhere).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_asks_while_the_database_is_away_is_told_to_come_back() {
    on_postgres("who_asks_while_the_database_is_away_is_told_to_come_back", async |t| {
        let (proxy, house, _) = behind_a_proxy(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        let mut open = paula.socket().await;
        proxy.go_away().await;
        let submit = "mutation ($input: SubmitNoteInput!) { submitNote(input: $input) { note { id } } }";
        let input = json!({ "input": { "patientId": paula.id(), "body": "Walk." } });
        let anonymous = house.client(None);
        let log_in = "mutation ($input: LogInInput!) { logIn(input: $input) { accessToken } }";
        let who = json!({ "input": { "email": "a@example.org", "password": "a quiet lamp" } });
        for answer in [dora.send(submit, input.clone()).await, anonymous.send(log_in, who).await] {
            assert_eq!((answer.status, answer.code().as_str()), (503, "OVERLOADED"));
            let wait = answer.header("retry-after").unwrap();
            assert_eq!(answer.json()["errors"][0]["extensions"]["retryAfter"].to_string(), wait);
        }
        // A socket that begins, and one that is open and subscribes.
        let mut begins = Socket::open(house.http).await;
        let payload = json!({ "authorization": format!("Bearer {}", paula.token()) });
        begins.send(json!({ "type": "connection_init", "payload": payload })).await;
        assert_eq!(begins.closed().await.0, 1013);
        open.subscribe("e", "subscription { careEvents { __typename } }").await;
        assert_eq!(open.closed().await.0, 1013);
        proxy.come_back();
        dora.ask(submit, input).await;
    })
    .await;
}

/// Nobody may believe that a change can be asked for again which was made.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_change_whose_answer_cannot_be_read_is_not_answered_as_if_it_had_not_been_made() {
    on_postgres("a_change_whose_answer_cannot_be_read", async |t| {
        let house = House::live(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        house.plan(&dora, &paula, vec![once("Book a blood test")]).await;
        let steps = "{ viewer { ... on Patient { steps { edges { node { id completed } } } } } }";
        let step = paula.ask(steps, json!({})).await["viewer"]["steps"]["edges"][0]["node"]["id"].clone();
        // The notes cannot be read: not needed to tick off the step, only to show it.
        let other = house.t.another_process().await.unwrap();
        let holds = other.db().begin_write().await.unwrap();
        holds.execute_unprepared("LOCK TABLE notes IN ACCESS EXCLUSIVE MODE").await.unwrap();
        let complete =
            "mutation ($input: CompleteStepInput!) { completeStep(input: $input) { step { note { id } } } }";
        let answer = paula.send(complete, json!({ "input": { "stepId": step } })).await;
        assert_eq!((answer.status, answer.code().as_str()), (200, "INTERNAL"), "{}", answer.json());
        assert!(
            answer.header("retry-after").is_none()
                && answer.json().to_string().contains("the change was made")
        );
        holds.commit().await.unwrap();
        let steps = paula.ask(steps, json!({})).await;
        assert_eq!(steps["viewer"]["steps"]["edges"][0]["node"]["completed"], true);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_event_that_cannot_be_loaded_now_comes_when_it_can_and_in_its_order() {
    on_postgres("an_event_that_cannot_be_loaded_now_comes_when_it_can_and_in_its_order", async |t| {
        let (proxy, house, elsewhere) = behind_a_proxy(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        let mut socket = watch(&paula, &cursor(&paula).await).await;
        happens(&elsewhere, &dora, &paula, "One.").await;
        assert_eq!(next(&mut socket).await["note"]["body"], "One.");
        proxy.go_away().await;
        happens(&elsewhere, &dora, &paula, "Two.").await;
        happens(&elsewhere, &dora, &paula, "Three.").await;
        let early = timeout(Duration::from_secs(1), socket.receive()).await;
        assert!(early.is_err(), "{early:?}");
        proxy.come_back();
        for body in ["Two.", "Three."] {
            assert_eq!(next(&mut socket).await["note"]["body"], body);
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn when_that_takes_too_long_the_socket_closes_and_the_last_cursor_still_holds() {
    on_postgres("when_that_takes_too_long_the_socket_closes_and_the_last_cursor_still_holds", async |t| {
        let (proxy, house, elsewhere) = behind_a_proxy(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        let mut socket = watch(&paula, &cursor(&paula).await).await;
        happens(&elsewhere, &dora, &paula, "One.").await;
        let one = next(&mut socket).await;
        proxy.go_away().await;
        happens(&elsewhere, &dora, &paula, "Two.").await;
        assert_eq!(socket.closed_saying_nothing().await, 1013);
        proxy.come_back();
        let mut again = watch(&paula, one["cursor"].as_str().unwrap()).await;
        assert_eq!(next(&mut again).await["note"]["body"], "Two.");
    })
    .await;
}

on_each_database! {
    async fn an_event_that_can_never_be_shown_is_an_error_to_go_on_after(t: TestApp) {
        let house = House::live(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        let start = cursor(&paula).await;
        house.plan(&dora, &paula, vec![daily("Walk", Some(5))]).await;
        let done = paula.ask("mutation { checkIn { steps { id } } }", json!({})).await;
        let step = &done["checkIn"]["steps"][0]["id"];
        paula.change("undoCheckIn", json!({ "stepId": step }), "step { id }").await;
        house.note(&dora, &paula, "After it.").await;
        // The tables are not what the program takes them for.
        let broken = "ALTER TABLE check_ins RENAME COLUMN via TO by_way_of";
        house.t.app.db().write().execute_unprepared(broken).await.unwrap();
        let mut socket = watch(&paula, &start).await;
        next(&mut socket).await;
        let before = next(&mut socket).await;
        assert_eq!(before["__typename"], "StepsExtracted");
        // The check-in, and that it was taken back.
        let mut last = json!(null);
        for _ in 0..2 {
            let payload = socket.next("e").await;
            let extensions = &payload["errors"][0]["extensions"];
            assert!(payload["data"].is_null() && extensions["code"] == "INTERNAL", "{payload}");
            last = extensions["cursor"].clone();
        }
        assert_eq!(next(&mut socket).await["note"]["body"], "After it.");
        // Also when it is the first one that comes.
        let mut begins = watch(&paula, before["cursor"].as_str().unwrap()).await;
        assert!(begins.next("e").await["errors"][0]["extensions"]["cursor"].is_string());
        assert!(begins.next("e").await["errors"][0]["extensions"]["cursor"].is_string());
        assert_eq!(next(&mut begins).await["note"]["body"], "After it.");
        let mut again = watch(&paula, last.as_str().unwrap()).await;
        assert_eq!(next(&mut again).await["note"]["body"], "After it.");
    }
}
