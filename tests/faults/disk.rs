//! SQLite's disk is full for a while: what was answered is stored, and the answers are true again once there is room.

use crate::{
    house::{House, Running},
    support::{
        api::{Api, doctor_and_patient},
        figures::{figure, time},
        site::missing,
        small_disk::SmallDisk,
        within,
    },
};
use serde_json::json;
use std::time::Duration;

const DISK: u64 = 16 << 20;
/// Long enough to fill a page with little more.
const NOTE: &str = "The wound heals well, without redness and without fluid. ";
const CLIENTS: usize = 4;
const SOON: Duration = Duration::from_secs(10);

/// Several clients submit so many notes each; the ids that were answered, and how many were refused.
async fn submit(api: &Api, doctor: &str, patient: &str, each: usize) -> (Vec<String>, usize) {
    let body = NOTE.repeat(200);
    let clients = (0..CLIENTS).map(async |_| {
        let mut outcomes = Vec::new();
        for _ in 0..each {
            outcomes.push(api.submit(doctor, patient, &body).await.ok());
        }
        outcomes
    });
    let all: Vec<_> = futures_util::future::join_all(clients).await.concat();
    let refused = all.iter().filter(|outcome| outcome.is_none()).count();
    (all.into_iter().flatten().collect(), refused)
}

/// Those of the notes that the API does not know.
async fn unknown(api: &Api, doctor: &str, notes: &[String]) -> Vec<String> {
    let mut unknown = Vec::new();
    for note in notes {
        let query = "query ($id: ID!) { note(id: $id) { id } }";
        let answer = api.ask(doctor, query, json!({ "id": note })).await.unwrap();
        if answer.body["data"]["note"]["id"] != note.as_str() {
            unknown.push(note.clone());
        }
    }
    unknown
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_answered_is_stored_through_a_full_disk() {
    let name = "what_is_answered_is_stored_through_a_full_disk";
    let Some(disk) = SmallDisk::new(DISK).await else {
        return missing("mount namespace (unshare --mount)", name);
    };
    let logs = tempfile::tempdir().unwrap();
    let entrance = disk.entrance();
    let house = House::sealed()
        .with(&[("AFTERCARE_DATA_DIR", disk.folder()), ("AFTERCARE_LOG", "off")])
        .through(&["setpriv", "--pdeathsig", "KILL", "--"])
        .through(&entrance.iter().map(String::as_str).collect::<Vec<_>>())
        .logging_to(&logs.path().join("log"));
    let server = Running::serve(&house).await;
    let api = Api::at(server.address());
    let (doctor, patient) = doctor_and_patient(server.address()).await;
    let token = doctor.access_token();
    let (mut answered, refused) = submit(&api, token, &patient.id, 5).await;
    assert_eq!(refused, 0, "there is room");

    disk.fill(200_000);
    let (while_full, refused) = submit(&api, token, &patient.id, 30).await;
    let not_ready = within(SOON, async || {
        api.submit(token, &patient.id, NOTE).await.ok();
        api.ready().await.unwrap().status == 503
    });
    let not_ready = not_ready.await;
    disk.clear();
    let ready = within(SOON, async || api.ready().await.unwrap().status == 200).await;
    let (after, refused_after) = submit(&api, token, &patient.id, 20).await;
    answered.extend(while_full);
    answered.extend(after);
    server.kill().await;

    let server = Running::serve(&house).await;
    let lost = unknown(&Api::at(server.address()), token, &answered).await;
    figure("full disk: notes refused while it is full", refused);
    figure("full disk: notes answered, and of them lost", format!("{}, {}", answered.len(), lost.len()));
    figure("full disk: /readyz 503 after, 200 after", format!("{}, {}", time(not_ready), time(ready)));
    assert!(lost.is_empty(), "{} of {} notes were answered and never stored", lost.len(), answered.len());
    assert!(refused > 20, "the disk was full, and only {refused} were refused");
    assert_eq!(refused_after, 0, "there is room again");
    assert!(not_ready.is_some(), "/readyz says that nothing can be stored");
    assert!(ready.is_some(), "/readyz says that all is well");
}
