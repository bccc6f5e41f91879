//! Real processes of the real binary, as an operator starts them.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod accounts;
mod backup;
mod canary;
mod care;
#[path = "../../src/commands/demo/client.rs"]
#[expect(dead_code, reason = "the demo uses more of it")]
mod client;
mod doctor;
mod extract;
mod first;
#[expect(dead_code, reason = "the tests of faults use more of it")]
mod house;
mod jobs;
mod live;
mod mail;
mod metrics;
mod model;
mod open_files;
mod probe;
mod production;
mod records;
mod redis;
mod settings;
#[path = "../../worker/tests/support/smtp.rs"]
#[expect(dead_code, reason = "the worker's tests use more of it")]
mod smtp;
#[path = "../../src/commands/demo/socket.rs"]
mod socket;
mod sweep;
mod takeover;
#[path = "../faults/support/time.rs"]
#[expect(dead_code, reason = "the tests of faults use more of it")]
mod time;
mod traces;

use aftercare_core::testing;
use client::Client;
use house::{Running, house};
use serde_json::json;
use socket::Socket;

const BINARY: &str = env!("CARGO_BIN_EXE_aftercare");

/// Runs a command of the binary to its end, on a SQLite file in this folder.
fn run_in(house: &tempfile::TempDir, arguments: &[&str]) -> std::process::Output {
    std::process::Command::new(BINARY)
        .args(arguments)
        .current_dir(house.path())
        .env_clear()
        .env("DATABASE_URL", "sqlite://house.db")
        .env("AFTERCARE_LOG", "warn")
        .output()
        .unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_subscriber_on_one_api_sees_the_check_in_made_through_the_other() {
    let name = "a_subscriber_on_one_api_sees_the_check_in_made_through_the_other";
    let Some((database, redis)) = testing::postgres_and_redis(name).await else { return };
    let house = house(&database, &redis);
    let (one, two) = (Running::api(&house).await, Running::api(&house).await);
    let workers = [Running::worker(&house), Running::worker(&house)];

    let doctor = Client::sign_up(one.address(), "Dr. Dora", "dora@example.org", "DOCTOR").await.unwrap();
    let patient = Client::sign_up(two.address(), "Paula", "paula@example.org", "PATIENT").await.unwrap();
    let select = "mutation ($input: SelectDoctorInput!) { selectDoctor(input: $input) { assignedAt } }";
    patient.ask(select, json!({ "input": { "doctorId": doctor.id } })).await.unwrap();
    let query = "subscription ($after: String!) { careEvents(after: $after) { __typename \
                 ... on CheckInChanged { step { duration } } } }";
    let now = doctor.event_cursor().await.unwrap();
    let mut events = Socket::subscribe(one.address(), doctor.access_token(), query, &now).await.unwrap();

    let submit = "mutation ($input: SubmitNoteInput!) { submitNote(input: $input) { note { state } } }";
    let body = "Please walk 20 minutes every day for 5 days.";
    doctor.ask(submit, json!({ "input": { "patientId": patient.id, "body": body } })).await.unwrap();
    events.next("careEvents", |event| event["__typename"] == "StepsExtracted").await.unwrap();
    patient.ask("mutation { checkIn { day } }", json!({})).await.unwrap();
    let event = events.next("careEvents", |event| event["__typename"] == "CheckInChanged").await.unwrap();
    assert_eq!(event["step"]["duration"], 4);

    // Stopped in good order: exit code 0, and the subscriber is told to come back.
    one.terminate();
    let closed = events.next("careEvents", |_| false).await.unwrap_err().to_string();
    assert!(closed.contains("Service restart"), "{closed}");
    assert!(one.exit().await.success());
    for process in workers.into_iter().chain([two]) {
        process.terminate();
        assert!(process.exit().await.success());
    }
    testing::drop_database(house::database_name(&database)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_demo_tells_its_story_on_nothing_at_all() {
    let demo = async |extra: Vec<(&str, String)>| {
        let mut command = tokio::process::Command::new(BINARY);
        command.args(["demo", "--exit"]).env_clear().envs(extra);
        let output = command.output().await.unwrap();
        let story = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{story}\n{}", String::from_utf8_lossy(&output.stderr));
        assert!(story.contains("Every stage really happened."), "{story}");
    };
    demo(Vec::new()).await;
    let Some((database, redis)) = testing::postgres_and_redis("the_demo_tells_its_story_on_postgres").await
    else {
        return;
    };
    demo(vec![("DATABASE_URL", database.clone()), ("REDIS_URL", redis)]).await;
    testing::drop_database(house::database_name(&database)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_browser_gets_a_page_and_an_orchestrator_its_answers() {
    let folder = tempfile::tempdir().unwrap();
    let server = Running::embedded(folder.path()).await;
    let get = async |path: &str| {
        let answer = reqwest::get(format!("http://{}{path}", server.address())).await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    };
    for path in ["/", "/me", "/dashboard", "/admin", "/confirm", "/reset"] {
        let (status, page) = get(path).await;
        assert!(status == 200 && page.contains("<title>") && page.contains("<noscript>"), "{path}: {page}");
        // Whatever a page loads is this server's own, and is there.
        assert!(
            !page.contains("<script>") && !page.contains("<style>") && !page.contains("onclick"),
            "{path}: {page}"
        );
        let loaded: Vec<_> = page.split('"').filter(|part| part.starts_with("/pages/")).collect();
        assert!(loaded.len() >= 2, "{path}: {page}");
        for file in loaded {
            let answer = reqwest::get(format!("http://{}{file}", server.address())).await.unwrap();
            let policy = answer.headers()["content-security-policy"].to_str().unwrap().to_owned();
            assert!(answer.status() == 200 && policy.contains("script-src 'self'"), "{file}: {policy}");
        }
    }
    assert!(get("/pages/server.json").await.1.contains("\"doctorSignup\":\"OPEN\""));
    assert!(get("/graphiql").await.1.contains("GraphiQL"));
    assert_eq!(get("/livez").await.0, 200);
    let (_, ready) = get("/readyz").await;
    assert!(ready.contains(r#""database":"ok""#) && ready.contains(r#""migrations":"ok""#), "{ready}");
    server.terminate();
    assert!(server.exit().await.success());
}
