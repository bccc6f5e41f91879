//! Many sockets: what happens reaches each of them once and in order, while all of them move to another process at once.

use crate::{
    client::Client,
    house::{Running, database_name, house},
    socket::Socket,
};
use aftercare_core::testing;
use serde_json::{Value, json};
use std::{net::SocketAddr, time::Duration};
use tokio::{
    sync::{mpsc, watch},
    task::JoinSet,
};

/// Sockets of each doctor.
const SOCKETS: usize = 15;
const QUERY: &str = "subscription ($after: String!) { careEvents(after: $after) { \
     ... on NoteSubmitted { cursor note { body } } } }";

/// A doctor with a patient, and what the doctor's sockets show.
struct Desk {
    doctor: Client,
    patient: String,
    sockets: Vec<mpsc::UnboundedReceiver<String>>,
}

async fn desk(address: SocketAddr, name: &str) -> Desk {
    let doctor = Client::sign_up(address, name, &format!("{name}@example.org"), "DOCTOR").await.unwrap();
    let email = format!("patient-of-{name}@example.org");
    let patient = Client::sign_up(address, "Paula", &email, "PATIENT").await.unwrap();
    let select = "mutation ($input: SelectDoctorInput!) { selectDoctor(input: $input) { assignedAt } }";
    patient.ask(select, json!({ "input": { "doctorId": doctor.id } })).await.unwrap();
    Desk { patient: patient.id.clone(), doctor, sockets: Vec::new() }
}

/// Follows events wherever the server is, from the last cursor on, and never gives up.
async fn follow(
    mut server: watch::Receiver<SocketAddr>,
    token: String,
    mut after: String,
    shows: mpsc::UnboundedSender<String>,
) {
    loop {
        let address = *server.borrow_and_update();
        if let Ok(mut socket) = Socket::subscribe(address, &token, QUERY, &after).await {
            while let Ok(mut message) = socket.receive().await {
                let event = message["payload"]["data"]["careEvents"].take();
                if let (Some(cursor), Some(body)) = (event["cursor"].as_str(), event["note"]["body"].as_str())
                {
                    cursor.clone_into(&mut after);
                    let _ = shows.send(body.to_owned());
                }
            }
        }
        if server.changed().await.is_err() {
            return;
        }
    }
}

async fn submit(address: SocketAddr, desk: &Desk, body: &str) {
    let query = "mutation ($input: SubmitNoteInput!) { submitNote(input: $input) { note { id } } }";
    let input = json!({ "input": { "patientId": desk.patient, "body": body } });
    let request = reqwest::Client::new().post(format!("http://{address}/graphql"));
    let request = request.bearer_auth(desk.doctor.access_token());
    let answer = request.json(&json!({ "query": query, "variables": input })).send().await.unwrap();
    let answer: Value = answer.json().await.unwrap();
    assert!(answer["errors"].is_null(), "{answer}");
}

/// Notes of these numbers, for each doctor; `sockets` shows them next, on each of their sockets.
async fn happens(address: SocketAddr, desks: &[Desk], numbers: std::ops::Range<usize>) {
    for number in numbers {
        for desk in desks {
            submit(address, desk, &format!("Note {number}")).await;
        }
    }
}

async fn all_show(desks: &mut [Desk], numbers: std::ops::Range<usize>) {
    for socket in desks.iter_mut().flat_map(|desk| &mut desk.sockets) {
        for number in numbers.clone() {
            let next = tokio::time::timeout(Duration::from_mins(1), socket.recv()).await;
            assert_eq!(next.expect("nothing is lost").unwrap(), format!("Note {number}"));
        }
    }
}

/// Every doctor's sockets follow what happens while their server goes, and another one is there instead.
async fn crowd_moves(one: Running, go_on: impl AsyncFnOnce(Running) -> Running) {
    let mut desks = Vec::new();
    for name in ["dora", "otto", "emil"] {
        desks.push(desk(one.address(), name).await);
    }
    let (moves, server) = watch::channel(one.address());
    let mut sockets = JoinSet::new();
    for desk in &mut desks {
        let start = desk.doctor.event_cursor().await.unwrap();
        for _ in 0..SOCKETS {
            let (shows, shown) = mpsc::unbounded_channel();
            let token = desk.doctor.access_token().to_owned();
            sockets.spawn(follow(server.clone(), token, start.clone(), shows));
            desk.sockets.push(shown);
        }
    }
    happens(one.address(), &desks, 0..4).await;
    all_show(&mut desks, 0..4).await;
    let two = go_on(one).await;
    // Nobody is there to hear it: they find it in what was stored meanwhile.
    happens(two.address(), &desks, 4..8).await;
    moves.send(two.address()).unwrap();
    // While they come back.
    happens(two.address(), &desks, 8..12).await;
    all_show(&mut desks, 4..12).await;
    // What came twice would come before this.
    happens(two.address(), &desks, 12..13).await;
    all_show(&mut desks, 12..13).await;
    two.terminate();
    assert!(two.exit().await.success());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_crowd_that_moves_to_another_process_misses_nothing_and_gets_nothing_twice() {
    let name = "a_crowd_that_moves_to_another_process_misses_nothing_and_gets_nothing_twice";
    let Some((database, redis)) = testing::postgres_and_redis(name).await else { return };
    let house = house(&database, &redis);
    let one = Running::api(&house).await;
    crowd_moves(one, async |one| {
        let two = Running::api(&house).await;
        one.terminate();
        assert!(one.exit().await.success());
        two
    })
    .await;
    testing::drop_database(database_name(&database)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_crowd_comes_back_to_a_process_that_was_started_again_on_its_own_file() {
    let folder = tempfile::tempdir().unwrap();
    let one = Running::embedded(folder.path()).await;
    crowd_moves(one, async |one| {
        one.terminate();
        assert!(one.exit().await.success());
        Running::embedded(folder.path()).await
    })
    .await;
}
