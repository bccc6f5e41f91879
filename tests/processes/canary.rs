//! The canary: people, a note and its steps go through everything while everything is logged at its finest level. Then words of
//! theirs are looked for wherever they must not be: in the log, in the database's own files and tables, in Redis, in errors.

use crate::{
    client::{Client, PASSWORD},
    house::{House, Running, database_name, house},
    socket::Socket,
};
use aftercare_core::testing;
use futures_util::StreamExt;
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};
use serde_json::{Value, json};
use std::path::Path;
use tokio::task::JoinHandle;
use wiremock::{Mock, MockServer, Request, ResponseTemplate, matchers::any};

const NOTE: &str =
    "Spoke with Quillfeather. Take zanzibarol 250 mg three times a day for 7 days. Ring the ward tomorrow.";
/// Of the note: sealed wherever they are kept.
const SEALED: [&str; 3] = ["Quillfeather", "zanzibarol", "Ring the ward"];
/// Of people: in the tables that the product searches and sorts by, and nowhere else.
const PERSONAL: [&str; 4] = ["Thrushcross", "wthrushcross", "Bartholomew", "bartholomew.e"];

/// A model that fails and repeats what it was asked, as some do.
async fn parrot() -> MockServer {
    let server = MockServer::start().await;
    let repeat = |request: &Request| {
        ResponseTemplate::new(400)
            .set_body_string(format!("cannot read: {}", String::from_utf8_lossy(&request.body)))
    };
    Mock::given(any()).respond_with(repeat).mount(&server).await;
    server
}

/// What the story left behind for the search.
struct Told {
    /// Of this installation: no one may find them anywhere.
    secrets: Vec<String>,
    /// Every answer that was an error.
    errors: String,
}

async fn refused(client: &Client, query: &str, variables: Value) -> String {
    client.ask(query, variables).await.expect_err("is refused").to_string()
}

/// From the sign-up to the check-in, with everything that is refused on the way.
async fn tell(server: &Running) -> anyhow::Result<Told> {
    let address = server.address();
    let doctor = Client::sign_up(address, "Dr. Bartholomew", "bartholomew.e@example.org", "DOCTOR").await?;
    let patient = Client::sign_up(address, "W. Thrushcross", "wthrushcross@example.org", "PATIENT").await?;
    let select = "mutation ($input: SelectDoctorInput!) { selectDoctor(input: $input) { assignedAt } }";
    patient.ask(select, json!({ "input": { "doctorId": doctor.id } })).await?;
    let query = "subscription ($after: String!) { careEvents(after: $after) { __typename \
                 ... on StepsExtracted { note { body } steps { description passage { text } } } \
                 ... on CheckInChanged { step { description } patient { name email } } } }";
    let cursor = doctor.event_cursor().await?;
    let mut events = Socket::subscribe(address, doctor.access_token(), query, &cursor).await?;
    let submit = "mutation ($input: SubmitNoteInput!) { submitNote(input: $input) { note { body } } }";
    let note = |body: &str| json!({ "input": { "patientId": patient.id, "body": body } });
    doctor.ask(submit, note(NOTE)).await?;
    let extracted = events.next("careEvents", |event| event["__typename"] == "StepsExtracted").await?;
    anyhow::ensure!(extracted["steps"].to_string().contains("zanzibarol"), "not extracted: {extracted}");
    patient.ask("mutation { checkIn { steps { description } } }", json!({})).await?;
    events.next("careEvents", |event| event["__typename"] == "CheckInChanged").await?;
    let read = "{ viewer { ... on Patient { notes { nodes { body } } steps { nodes { description passage { text } } } } } }";
    patient.ask(read, json!({})).await?;
    let log_in = "mutation ($input: LogInInput!) { logIn(input: $input) { accessToken } }";
    let errors = [
        refused(&doctor, submit, note(&format!("{NOTE}\u{7}"))).await,
        refused(&patient, submit, note(NOTE)).await,
        refused(&doctor, submit, json!({ "input": { "patientId": NOTE, "body": NOTE } })).await,
        refused(&doctor, submit, json!({ "input": { "patient": patient.id, "body": [NOTE] } })).await,
        refused(&patient, &format!("{{ node(id: \"{NOTE}\") {{ {} }} }}", SEALED[1]), json!({})).await,
        refused(
            &patient,
            log_in,
            json!({ "input": { "email": patient.email, "password": format!("{PASSWORD}!") } }),
        )
        .await,
    ];
    // What the client itself wrote, a refusal may name: a field or a value of GraphQL, never a body.
    let errors = errors.iter().enumerate().filter(|(at, _)| *at != 4).map(|(_, error)| error.as_str());
    let errors = errors.collect::<Vec<_>>().join("\n");
    let secrets =
        vec![PASSWORD.to_owned(), doctor.access_token().to_owned(), patient.access_token().to_owned()];
    Ok(Told { secrets, errors })
}

/// Which of these words are there, as they are or as a database writes bytes.
fn found<'w>(haystack: &[u8], words: impl IntoIterator<Item = &'w str>) -> Vec<&'w str> {
    let holds =
        |needle: &[u8]| haystack.windows(needle.len()).any(|window| window.eq_ignore_ascii_case(needle));
    let either = |word: &&str| holds(word.as_bytes()) || holds(hex::encode(word).as_bytes());
    words.into_iter().filter(either).collect()
}

/// Panics with what was found, and around which line.
fn nothing_in(place: &str, haystack: &[u8], told: &Told, words: &[&'static str]) {
    let secrets = told.secrets.iter().map(String::as_str);
    let found = found(haystack, words.iter().copied().chain(secrets));
    let text = String::from_utf8_lossy(haystack);
    let lines = text.lines().filter(|line| found.iter().any(|word| line.contains(word)));
    let shown: Vec<String> = lines.take(5).map(|line| line.chars().take(300).collect()).collect();
    assert!(found.is_empty(), "{place} holds {found:?}:\n{}", shown.join("\n"));
}

/// Every row of every table, as text.
async fn contents(db: &DatabaseConnection) -> String {
    let tables = match db.get_database_backend() {
        DbBackend::Postgres => "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'",
        _ => "SELECT name FROM sqlite_master WHERE type = 'table'",
    };
    let query = |sql: String| Statement::from_string(db.get_database_backend(), sql);
    let mut all = String::new();
    for table in db.query_all_raw(query(tables.to_owned())).await.unwrap() {
        let table: String = table.try_get("", "name").unwrap();
        let rows =
            db.query_all_raw(query(format!("SELECT t::text AS line FROM \"{table}\" t"))).await.unwrap();
        all.extend(
            rows.iter().map(|row| format!("{table} {}\n", row.try_get::<String>("", "line").unwrap())),
        );
    }
    all
}

/// Everything that is published in Redis from now on, and at the end everything that is kept there under `prefix`.
async fn listen(url: &str, prefix: String) -> JoinHandle<Vec<u8>> {
    let client = ::redis::Client::open(url).unwrap();
    let mut heard = client.get_async_pubsub().await.unwrap();
    heard.psubscribe(format!("{prefix}*")).await.unwrap();
    tokio::spawn(async move {
        let mut all = Vec::new();
        let mut messages = heard.on_message();
        // The last thing that an installation says is that its work is there to be looked at; the test says when to end.
        while let Some(message) = messages.next().await {
            let payload = message.get_payload_bytes();
            if payload == END {
                break;
            }
            all.extend_from_slice(payload);
        }
        let mut connection = client.get_multiplexed_async_connection().await.unwrap();
        let keys: Vec<String> =
            ::redis::cmd("KEYS").arg(format!("{prefix}*")).query_async(&mut connection).await.unwrap();
        for key in keys {
            let kept: Option<Vec<u8>> =
                ::redis::cmd("DUMP").arg(&key).query_async(&mut connection).await.unwrap();
            all.extend_from_slice(key.as_bytes());
            all.extend(kept.unwrap_or_default());
        }
        all
    })
}

const END: &[u8] = b"the end";

fn logging(house: &House, folder: &Path, model: &MockServer) -> House {
    house.logging_to(&folder.join("log")).with(&[
        ("AFTERCARE_LOG", "trace"),
        ("AFTERCARE_DATA_DIR", folder.to_str().unwrap()),
        ("AFTERCARE_MODEL_PROVIDER", "openai"),
        ("AFTERCARE_MODEL_URL", &format!("{}/v1", model.uri())),
        ("AFTERCARE_MODEL", "parrot"),
        ("AFTERCARE_EXTRACTOR", "model"),
        ("AFTERCARE_EXTRACTION_FALLBACK", "rules"),
    ])
}

fn everything() -> Vec<&'static str> {
    [&SEALED[..], &PERSONAL[..]].concat()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_but_sealed_bytes_is_found_on_sqlite() {
    let (folder, model) = (tempfile::tempdir().unwrap(), parrot().await);
    let house = House::sealed();
    let server = Running::serve(&logging(&house, folder.path(), &model)).await;
    let told = tell(&server).await.unwrap();
    server.terminate();
    assert!(server.exit().await.success());
    let log = std::fs::read(folder.path().join("log")).unwrap();
    let said = String::from_utf8_lossy(&log);
    assert!(said.contains("MODEL_") && said.contains("stopping"), "the log does not tell the story: {said}");
    nothing_in("the log", &log, &told, &everything());
    nothing_in("an error", told.errors.as_bytes(), &told, &everything());
    let files = std::fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().path());
    let files: Vec<_> = files.filter(|file| file.to_string_lossy().contains("aftercare.db")).collect();
    assert!(!files.is_empty());
    for file in files {
        nothing_in(&file.display().to_string(), &std::fs::read(&file).unwrap(), &told, &SEALED);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_but_sealed_bytes_is_found_on_postgres_and_redis() {
    let name = "nothing_but_sealed_bytes_is_found_on_postgres_and_redis";
    let Some((database, redis)) = testing::postgres_and_redis(name).await else { return };
    let (folder, model) = (tempfile::tempdir().unwrap(), parrot().await);
    let (house, prefix) = (house(&database, &redis), database_name(&database));
    let heard = listen(&redis, prefix.clone()).await;
    let server = Running::serve(&logging(&house, folder.path(), &model)).await;
    let told = tell(&server).await.unwrap();
    server.terminate();
    assert!(server.exit().await.success());
    let client = ::redis::Client::open(redis.as_str()).unwrap();
    let mut connection = client.get_multiplexed_async_connection().await.unwrap();
    let _: i64 = ::redis::cmd("PUBLISH")
        .arg(format!("{prefix}:canary"))
        .arg(END)
        .query_async(&mut connection)
        .await
        .unwrap();
    let heard = heard.await.unwrap();
    assert!(heard.len() > 200, "nothing was published: {} bytes", heard.len());
    nothing_in("Redis", &heard, &told, &everything());
    nothing_in("the log", &std::fs::read(folder.path().join("log")).unwrap(), &told, &everything());
    nothing_in("an error", told.errors.as_bytes(), &told, &everything());
    let db = Database::connect(&database).await.unwrap();
    let rows = contents(&db).await;
    // The search finds what is there to be found.
    assert_eq!(found(rows.as_bytes(), ["NOTE_SUBMITTED", "wthrushcross"]).len(), 2, "{rows}");
    nothing_in("a table", rows.as_bytes(), &told, &SEALED);
    db.close().await.unwrap();
    testing::drop_database(prefix).await;
}
