//! Subscriptions over a WebSocket: live, from a cursor, and never anybody else's.

use crate::support::{
    house::{House, Person, id},
    socket::Socket,
};
use aftercare_core::on_each_database;
use aftercare_core::testing::planned::{daily, held_back, once};
use aftercare_entity::user::Role;
use serde_json::{Value, json};

const EVENTS: &str = "subscription ($after: String, $patientId: ID) { careEvents(after: $after, patientId: $patientId) { \
    __typename \
    ... on NoteSubmitted { cursor patient { name } note { body } } \
    ... on StepsExtracted { cursor patient { name } note { state } steps { description } } \
    ... on ExtractionFailed { cursor patient { name } note { extraction { reason } } } \
    ... on CheckInChanged { cursor patient { name } checkIn { undone } step { description duration } } \
    ... on StepChanged { cursor patient { name } step { description state } } \
    ... on PlanEnded { cursor patient { name } note { state } } \
    ... on DoctorSelected { cursor patient { name } doctor { name } } } }";

pub(crate) async fn cursor(who: &Person) -> String {
    who.ask("{ eventCursor }", json!({})).await["eventCursor"].as_str().unwrap().to_owned()
}

async fn subscribe(socket: &mut Socket, id: &str, query: &str, variables: Value) {
    let payload = json!({ "query": query, "variables": variables });
    socket.send(json!({ "id": id, "type": "subscribe", "payload": payload })).await;
}

/// A socket that watches all that comes after `after`.
pub(crate) async fn watch(who: &Person, after: &str) -> Socket {
    let mut socket = who.socket().await;
    subscribe(&mut socket, "e", EVENTS, json!({ "after": after })).await;
    socket
}

pub(crate) async fn next(socket: &mut Socket) -> Value {
    let mut payload = socket.next("e").await;
    assert!(payload.get("errors").is_none(), "{payload}");
    payload["data"]["careEvents"].take()
}

/// The next event of this kind. A cursor may stand before events that had happened already: those come again.
async fn until(socket: &mut Socket, kind: &str) -> Value {
    loop {
        let event = next(socket).await;
        if event["__typename"] == kind {
            return event;
        }
    }
}

async fn kinds(socket: &mut Socket, count: usize) -> Vec<String> {
    let mut kinds = Vec::new();
    for _ in 0..count {
        let event = next(socket).await;
        kinds.push(format!("{} {}", event["__typename"], event["patient"]["name"]).replace('"', ""));
    }
    kinds
}

async fn check_in(who: &Person) {
    who.ask("mutation { checkIn { day } }", json!({})).await;
}

on_each_database! {
    async fn everything_that_happens_is_told_to_patient_and_doctor(t: TestApp) {
        let house = House::live(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        let start = cursor(&dora).await;
        let (mut hers, mut doctors) = (watch(&paula, &start).await, watch(&dora, &start).await);
        let note = dora.change("submitNote", json!({ "patientId": paula.id(), "body": "Walk. Call." }), "note { id }").await;
        let raw = uuid::Uuid::parse_str(note["note"]["id"].as_str().unwrap().trim_start_matches("note_")).unwrap();
        house.extract(raw, vec![daily("Walk", Some(5)), once("Call"), held_back(daily("Odd", None))]).await;
        check_in(&paula).await;
        let steps = dora.ask("{ patients { nodes { steps { nodes { id } } } } }", json!({})).await;
        let step = |n: usize| steps["patients"]["nodes"][0]["steps"]["nodes"][n]["id"].clone();
        paula.change("undoCheckIn", json!({ "stepId": step(0) }), "step { id }").await;
        paula.change("completeStep", json!({ "stepId": step(1) }), "step { id }").await;
        dora.change("cancelStep", json!({ "stepId": step(0) }), "step { id }").await;
        let failed = house.note(&dora, &paula, "Unreadable.").await.id;
        house.fail(failed, "MODEL_BLOCKED").await;

        let said = |name: &str, more: Value| {
            let mut event = json!({ "__typename": name, "patient": { "name": "Paula Example" } });
            event.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            event
        };
        // What is shown is as it is now, so what waits for the doctor and was decided since is shown decided.
        for (socket, is_doctor) in [(&mut hers, false), (&mut doctors, true)] {
            let mut seen = Vec::new();
            for _ in 0..8 {
                let mut event = next(socket).await;
                assert!(event.as_object_mut().unwrap().remove("cursor").is_some_and(|cursor| cursor.is_string()));
                if let Some(step) = event.get_mut("step").and_then(Value::as_object_mut) {
                    step.remove("state");
                    step.remove("duration");
                }
                seen.push(event);
            }
            let found = |name: &str| json!({ "description": name });
            let extracted = if is_doctor { vec![found("Walk"), found("Call"), found("Odd")] } else { vec![found("Walk"), found("Call")] };
            assert_eq!(seen[0], said("NoteSubmitted", json!({ "note": { "body": "Walk. Call." } })));
            assert_eq!(seen[1], said("StepsExtracted", json!({ "note": { "state": "NEEDS_REVIEW" }, "steps": extracted })));
            for (place, name) in [(2, "Walk"), (3, "Walk")] {
                assert_eq!((&seen[place]["__typename"], &seen[place]["step"]), (&json!("CheckInChanged"), &found(name)));
            }
            assert_eq!(seen[3]["checkIn"]["undone"], true);
            assert_eq!(seen[4], said("StepChanged", json!({ "step": found("Call") })));
            assert_eq!(seen[5], said("StepChanged", json!({ "step": found("Walk") })));
            assert_eq!(seen[6], said("NoteSubmitted", json!({ "note": { "body": "Unreadable." } })));
            assert_eq!(seen[7], said("ExtractionFailed", json!({ "note": { "extraction": { "reason": "MODEL_BLOCKED" } } })));
        }
    }

    async fn a_cursor_read_before_the_data_misses_nothing(t: TestApp) {
        let house = House::live(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        // Before anything has ever happened there is a cursor too.
        let nothing_yet = cursor(&paula).await;
        house.plan(&dora, &paula, vec![daily("Walk", Some(5))]).await;
        let mut socket = watch(&dora, &nothing_yet).await;
        assert_eq!(kinds(&mut socket, 2).await, ["NoteSubmitted Paula Example", "StepsExtracted Paula Example"]);
        let before = cursor(&dora).await;
        let page = dora.ask("{ patients { nodes { steps { nodes { duration } } } } }", json!({})).await;
        assert_eq!(page["patients"]["nodes"][0]["steps"]["nodes"][0]["duration"], 5);
        // What happens between the page's data and its subscription is delivered.
        check_in(&paula).await;
        let mut late = watch(&dora, &before).await;
        let event = until(&mut late, "CheckInChanged").await;
        assert_eq!(event["step"]["duration"], 4);
        assert_ne!(event["cursor"], json!(before));
    }

    async fn a_replay_goes_on_live_with_nothing_lost_and_nothing_twice(t: TestApp) {
        let house = House::live(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        let start = cursor(&paula).await;
        for number in 0..3 {
            house.note(&dora, &paula, &format!("Note {number}")).await;
        }
        let mut socket = watch(&paula, &start).await;
        let mut seen = vec![next(&mut socket).await];
        for number in 3..6 {
            house.note(&dora, &paula, &format!("Note {number}")).await;
        }
        for _ in 1..6 {
            seen.push(next(&mut socket).await);
        }
        let bodies: Vec<_> = seen.iter().map(|event| event["note"]["body"].as_str().unwrap()).collect();
        assert_eq!(bodies, ["Note 0", "Note 1", "Note 2", "Note 3", "Note 4", "Note 5"]);
        // Dropped in mid-stream, a page goes on from the last cursor it saw.
        drop(socket);
        let mut again = watch(&paula, seen[3]["cursor"].as_str().unwrap()).await;
        assert_eq!(next(&mut again).await, seen[4]);
        assert_eq!(next(&mut again).await, seen[5]);
    }

    async fn a_subscription_to_one_kind_or_one_patient_gets_no_other(t: TestApp) {
        let house = House::live(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        let peter = house.patient_of(&dora, "Peter").await;
        let after = cursor(&dora).await;
        let mut socket = dora.socket().await;
        subscribe(&mut socket, "s", "subscription ($after: String) { stepsExtracted(after: $after) { patient { name } steps { description } } }", json!({ "after": after })).await;
        let mut check_ins = dora.socket().await;
        let query = "subscription ($after: String, $id: ID) { checkIns(after: $after, patientId: $id) { patient { name } checkIn { undone } } }";
        subscribe(&mut check_ins, "c", query, json!({ "after": after, "id": peter.id() })).await;
        for patient in [&paula, &peter] {
            house.plan(&dora, patient, vec![daily("Walk", Some(5))]).await;
            check_in(patient).await;
        }
        for name in ["Paula Example", "Peter"] {
            let event = socket.next("s").await;
            assert_eq!(event["data"]["stepsExtracted"], json!({ "patient": { "name": name }, "steps": [{ "description": "Walk" }] }));
        }
        let event = check_ins.next("c").await;
        assert_eq!(event["data"]["checkIns"], json!({ "patient": { "name": "Peter" }, "checkIn": { "undone": false } }));
    }

    async fn another_patient_s_events_never_come(t: TestApp) {
        let house = House::live(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        let otto = house.person(Role::Doctor, "Otto").await;
        let peter = house.patient_of(&otto, "Peter").await;
        let start = cursor(&peter).await;
        let (mut hers, mut theirs) = (watch(&peter, &start).await, watch(&otto, &start).await);
        house.plan(&dora, &paula, vec![daily("Walk", None)]).await;
        check_in(&paula).await;
        house.plan(&otto, &peter, vec![daily("Swim", None)]).await;
        let expected = ["NoteSubmitted Peter", "StepsExtracted Peter"];
        assert_eq!(kinds(&mut hers, 2).await, expected, "live");
        assert_eq!(kinds(&mut theirs, 2).await, expected);
        assert_eq!(kinds(&mut watch(&peter, &start).await, 2).await, expected, "replayed");
        assert_eq!(kinds(&mut watch(&otto, &start).await, 2).await, expected);
        // Asked for by name, a patient who is not theirs is one who does not exist.
        for stranger in [&otto, &peter] {
            let mut socket = stranger.socket().await;
            subscribe(&mut socket, "e", EVENTS, json!({ "patientId": paula.id() })).await;
            let answer = socket.receive().await.to_string();
            assert!(answer.contains("NOT_FOUND"), "{answer}");
        }
    }

    async fn a_doctor_replaced_in_mid_stream_gets_nothing_more(t: TestApp) {
        let house = House::live(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        let peter = house.patient_of(&dora, "Peter").await;
        let otto = house.person(Role::Doctor, "Otto").await;
        house.plan(&dora, &paula, vec![daily("Walk", Some(5))]).await;
        let start = cursor(&dora).await;
        let (mut old, mut new) = (watch(&dora, &start).await, watch(&otto, &start).await);
        check_in(&paula).await;
        until(&mut old, "CheckInChanged").await;
        paula.change("selectDoctor", json!({ "doctorId": otto.id() }), "assignedAt").await;
        house.note(&otto, &paula, "Otto writes.").await;
        let event = next(&mut new).await;
        assert_eq!((&event["__typename"], &event["doctor"]["name"]), (&json!("DoctorSelected"), &json!("Otto")));
        assert_eq!(next(&mut new).await["note"]["body"], "Otto writes.");
        // The next that Dora hears of is Peter, who is still hers; a replay from before hides what she saw then.
        house.note(&dora, &peter, "Dora writes.").await;
        assert_eq!(next(&mut old).await["note"]["body"], "Dora writes.");
        assert_eq!(next(&mut watch(&dora, &start).await).await["note"]["body"], "Dora writes.");
    }

    async fn a_library_that_makes_connection_init_anew_goes_on_where_it_was(t: TestApp) {
        let house = House::live(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        let start = cursor(&dora).await;
        let connect = async |cursor: Value| {
            let payload = json!({ "authorization": format!("Bearer {}", dora.token()), "cursor": cursor });
            Socket::connect(dora.http, payload).await
        };
        for n in 0..3 {
            house.note(&dora, &paula, &format!("Note {n}")).await;
        }
        let mut first = watch(&dora, &start).await;
        let seen = next(&mut first).await["cursor"].take();
        // The library sends the `after` of the first time again: what was seen since does not come again.
        for after in [json!(start), Value::Null] {
            let mut again = connect(seen.clone()).await;
            subscribe(&mut again, "e", EVENTS, json!({ "after": after })).await;
            assert_eq!(next(&mut again).await["note"]["body"], "Note 1");
            assert_eq!(next(&mut again).await["note"]["body"], "Note 2");
        }
        // A later `after` counts.
        let mut later = watch(&dora, seen.as_str().unwrap()).await;
        let second = next(&mut later).await["cursor"].take();
        let mut again = connect(seen).await;
        subscribe(&mut again, "e", EVENTS, json!({ "after": second })).await;
        assert_eq!(next(&mut again).await["note"]["body"], "Note 2");
        // Null is none; what is no cursor is refused.
        connect(Value::Null).await;
        let mut wrong = Socket::open(dora.http).await;
        wrong.send(json!({ "type": "connection_init", "payload": { "cursor": "nonsense" } })).await;
        assert_eq!(wrong.closed().await, (4400, "cursor must be the cursor of an event, or null".to_owned()));
    }

    async fn a_stream_ends_with_its_session(t: TestApp) {
        let house = House::live(t).await;
        let (paula, _) = house.patient_and_doctor().await;
        let mut socket = watch(&paula, &cursor(&paula).await).await;
        paula.ask("mutation { logOut { ended } }", json!({})).await;
        assert_eq!(socket.closed().await, (4410, "Logged out".to_owned()));
    }

    async fn what_cannot_be_followed_is_refused(t: TestApp) {
        let house = House::live(t).await;
        let (paula, _) = house.patient_and_doctor().await;
        let mut socket = paula.socket().await;
        for (variables, said) in [
            (json!({ "after": "nonsense" }), r#""inputPath":["after"]"#),
            (json!({ "after": "" }), r#""code":"BAD_USER_INPUT""#),
            // 2^40: beyond all that happened, as after a backup was restored.
            (json!({ "after": "AAABAAAAAAA" }), "ask for eventCursor"),
            (json!({ "patientId": "nonsense" }), r#""inputPath":["patientId"]"#),
            (json!({ "patientId": id("patient", uuid::Uuid::nil()) }), r#""code":"NOT_FOUND""#),
        ] {
            subscribe(&mut socket, "x", EVENTS, variables.clone()).await;
            let mut answer = socket.receive().await;
            let text = answer.to_string();
            assert!(text.contains(said), "{variables}: {text}");
            while answer["type"] == "next" {
                answer = socket.receive().await;
            }
        }
        let admin = house.person(Role::Admin, "Olga").await;
        let mut socket = admin.socket().await;
        subscribe(&mut socket, "x", EVENTS, json!({})).await;
        assert!(socket.receive().await.to_string().contains("FORBIDDEN"));
        assert_eq!(house.client(None).refusal("{ eventCursor }").await, "UNAUTHENTICATED");
    }
}
