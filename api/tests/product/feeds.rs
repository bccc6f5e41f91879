//! Sockets that share one run of their subscription: each gets everything once and in order, and none gets more than its own
//! session may see.

use super::events::cursor;
use crate::support::{
    house::{House, Person},
    socket::Socket,
};
use aftercare_core::{on_each_database, testing::planned::once};
use aftercare_entity::user::Role;
use serde_json::{Value, json};

const NOTES: &str = "subscription ($after: String) { careEvents(after: $after) { ... on NoteSubmitted { cursor note { body } } } }";

async fn follow(who: &Person, id: &str, after: &str) -> Socket {
    let mut socket = who.socket().await;
    let payload = json!({ "query": NOTES, "variables": { "after": after } });
    socket.send(json!({ "id": id, "type": "subscribe", "payload": payload })).await;
    socket
}

async fn bodies(socket: &mut Socket, id: &str, count: usize) -> Vec<String> {
    let mut bodies = Vec::new();
    while bodies.len() < count {
        let payload = socket.next(id).await;
        assert!(payload.get("errors").is_none(), "{payload}");
        if let Value::String(body) = &payload["data"]["careEvents"]["note"]["body"] {
            bodies.push(body.clone());
        }
    }
    bodies
}

fn said(numbers: std::ops::Range<usize>) -> Vec<String> {
    numbers.map(|number| format!("Note {number}")).collect()
}

on_each_database! {
    async fn sockets_that_come_and_go_each_get_everything_once_and_in_order(t: TestApp) {
        let house = House::live(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        let start = cursor(&dora).await;
        let mut sockets = Vec::new();
        for number in 0..12 {
            // From the beginning, whatever has happened since; each by an id of its own.
            let id = format!("s{number}");
            sockets.push((follow(&dora, &id, &start).await, id));
            house.note(&dora, &paula, &format!("Note {number}")).await;
            if number == 5 {
                let (mut socket, id) = sockets.remove(0);
                assert_eq!(bodies(&mut socket, &id, 6).await, said(0..6));
            }
        }
        for (socket, id) in &mut sockets {
            assert_eq!(bodies(socket, id, 12).await, said(0..12), "{id}");
        }
    }

    async fn a_text_is_opened_once_for_twenty_sockets(t: TestApp) {
        let house = House::live(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        let start = cursor(&dora).await;
        let mut sockets = Vec::new();
        for _ in 0..20 {
            sockets.push(follow(&dora, "a", &start).await);
        }
        // Each begins alone, and joins the others once it has caught up.
        let mut opened = Vec::new();
        while opened.last() != Some(&1) {
            assert!(opened.len() < 20, "so often in the access log, event by event: {opened:?}");
            let (number, before) = (opened.len(), house.logged("READ_NOTE").await);
            house.note(&dora, &paula, &format!("Note {number}")).await;
            for socket in &mut sockets {
                assert_eq!(bodies(socket, "a", 1).await, said(number..number + 1));
            }
            opened.push(house.logged("READ_NOTE").await - before);
        }
    }

    async fn a_socket_ends_with_its_own_session_and_the_others_go_on(t: TestApp) {
        let house = House::live(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        let elsewhere = house.again(&dora).await;
        let start = cursor(&dora).await;
        let (mut first, mut second) = (follow(&dora, "a", &start).await, follow(&elsewhere, "a", &start).await);
        let mut third = follow(&elsewhere, "b", &start).await;
        house.note(&dora, &paula, "Note 0").await;
        for (socket, id) in [(&mut first, "a"), (&mut second, "a"), (&mut third, "b")] {
            assert_eq!(bodies(socket, id, 1).await, said(0..1));
        }
        // The session whose run it may be that all of them share.
        dora.ask("mutation { logOut { ended } }", json!({})).await;
        assert_eq!(first.closed().await, (4410, "Logged out".to_owned()));
        house.note(&elsewhere, &paula, "Note 1").await;
        for (socket, id) in [(&mut second, "a"), (&mut third, "b")] {
            assert_eq!(bodies(socket, id, 1).await, said(1..2));
        }
    }

    async fn what_is_shared_is_shared_with_nobody_else(t: TestApp) {
        let house = House::live(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        let otto = house.person(Role::Doctor, "Otto").await;
        let peter = house.patient_of(&otto, "Peter").await;
        let (start, mut sockets) = (cursor(&dora).await, Vec::new());
        for who in [&paula, &dora, &otto, &peter, &paula, &dora, &otto, &peter] {
            sockets.push(follow(who, "a", &start).await);
        }
        house.note(&dora, &paula, "About Paula").await;
        house.note(&otto, &peter, "About Peter").await;
        for (socket, name) in sockets.iter_mut().zip(["Paula", "Paula", "Peter", "Peter"].repeat(2)) {
            assert_eq!(bodies(socket, "a", 1).await, [format!("About {name}")]);
        }
        // A step that waits for the doctor is the doctor's alone.
        let steps = format!("subscription {{ stepsExtracted(after: \"{start}\") {{ steps {{ description state }} }} }}");
        let (mut hers, mut doctors) = (paula.socket().await, dora.socket().await);
        for socket in [&mut hers, &mut doctors] {
            socket.subscribe("s", &steps).await;
        }
        let held = aftercare_core::testing::planned::held_back(once("Call"));
        house.plan(&dora, &paula, vec![held, once("Walk")]).await;
        let shown = doctors.next("s").await["data"]["stepsExtracted"]["steps"].take();
        assert_eq!(shown.as_array().map(Vec::len), Some(2), "{shown}");
        let shown = hers.next("s").await["data"]["stepsExtracted"]["steps"].take();
        assert!(!shown.to_string().contains("NEEDS_REVIEW") && !shown.to_string().contains("Call"), "{shown}");
    }
}
