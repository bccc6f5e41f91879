//! Back-up and restore, as docs/operations.md says to do it: the copy is made while the program runs, what comes after the copy
//! is lost, and whoever was erased after it is erased again.

use crate::{
    care,
    client::Client,
    house::{self, House, Running, house},
};
use aftercare_core::testing;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use std::{
    path::{Path, PathBuf},
    process::Command,
};

const NOTE: &str = "Please walk 20 minutes every day for 5 days.";
const OTHER_NOTE: &str = "Take one tablet of zanzibarol every day for 7 days.";

async fn said(house: &House, arguments: &[&str]) -> String {
    let output = house.run(arguments).await;
    let both = [output.stdout.as_slice(), &output.stderr].concat();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&both));
    String::from_utf8(output.stdout).unwrap()
}

/// Who was there when the copy was made.
struct People {
    doctor: Client,
    kept: Client,
    erased: Client,
}

async fn people(server: &Running) -> People {
    let doctor = care::doctor(server.address(), "dora@example.org").await;
    let kept = care::patient(server.address(), &doctor, "paula@example.org", NOTE).await;
    let erased = care::patient(server.address(), &doctor, "erik@example.org", OTHER_NOTE).await;
    People { doctor, kept, erased }
}

async fn record(server: &Running, patient: &Client) -> Value {
    care::ask(server.address(), patient.access_token(), care::RECORD, json!({})).await.json().await.unwrap()
}

/// After the copy: one patient is erased, and the list of the erased is kept elsewhere.
async fn after_the_copy(house: &House, people: &People, list: &Path) {
    said(house, &["erase", "--patient", &people.erased.email, "--yes"]).await;
    std::fs::write(list, said(house, &["erase", "--list"]).await).unwrap();
}

/// The restored installation has what was copied, and loses again who was erased.
async fn restored(house: &House, people: &People, list: &Path) {
    let brought_back = said(house, &["erase", "--list"]).await;
    assert_eq!(brought_back, "", "the copy was made before anybody was erased");
    let erased = said(house, &["erase", "--again", list.to_str().unwrap(), "--yes"]).await;
    assert!(erased.contains("1 patients were erased again"), "{erased}");
    let verdict = said(house, &["audit", "verify"]).await;
    assert!(verdict.contains("rows are as they were written"), "{verdict}");

    let server = Running::serve(house).await;
    let kept = record(&server, &people.kept).await;
    assert_eq!(kept["data"]["viewer"]["notes"]["nodes"], json!([{ "body": NOTE }]), "{kept}");
    assert_eq!(kept["data"]["viewer"]["steps"]["nodes"].as_array().map(Vec::len), Some(1), "{kept}");
    let erased = record(&server, &people.erased).await;
    assert_eq!(erased["errors"][0]["extensions"]["code"], "UNAUTHENTICATED", "{erased}");
    let list = "{ patients { nodes { name } } }";
    let answer = care::ask(server.address(), people.doctor.access_token(), list, json!({})).await;
    let answer: Value = answer.json().await.unwrap();
    assert_eq!(answer["data"]["patients"]["nodes"].as_array().map(Vec::len), Some(1), "{answer}");
    server.terminate();
    assert!(server.exit().await.success());
}

/// With key files of its own in its folder.
fn in_folder(folder: &Path) -> House {
    house::House::default().with(&[
        ("AFTERCARE_LISTEN", "127.0.0.1:0"),
        ("AFTERCARE_LOG", "error"),
        ("AFTERCARE_DATA_DIR", folder.to_str().unwrap()),
    ])
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_of_sqlite_and_of_the_key_files_is_a_whole_installation() {
    let (first, second, copies) =
        (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let server = Running::serve(&in_folder(first.path())).await;
    let people = people(&server).await;
    // While it runs.
    let copy = copies.path().join("copy.db");
    let database = format!("sqlite://{}", first.path().join("aftercare.db").display());
    let database = sea_orm::Database::connect(database).await.unwrap();
    database.execute_unprepared(&format!("VACUUM INTO '{}'", copy.display())).await.unwrap();
    database.close().await.unwrap();
    run(Command::new("cp").arg("-a").arg(first.path().join("keys")).arg(copies.path().join("keys")));
    after_the_copy(&in_folder(first.path()), &people, &copies.path().join("erased")).await;
    server.kill().await;
    drop(first);

    run(Command::new("cp").arg(&copy).arg(second.path().join("aftercare.db")));
    // Without the keys nothing starts: a new key would open nothing.
    let refused = in_folder(second.path()).run(&["keys", "status"]).await;
    assert_eq!(refused.status.code(), Some(2), "{refused:?}");
    assert!(String::from_utf8_lossy(&refused.stderr).contains("put the file back"), "{refused:?}");
    run(Command::new("cp").arg("-a").arg(copies.path().join("keys")).arg(second.path().join("keys")));
    restored(&in_folder(second.path()), &people, &copies.path().join("erased")).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_dump_of_postgres_is_restored_into_an_empty_database() {
    let name = "a_dump_of_postgres_is_restored_into_an_empty_database";
    let Some((old, redis)) = testing::postgres_and_redis(name).await else { return };
    let Some((new, _)) = testing::postgres_and_redis(name).await else { return };
    let programs = postgres_programs();
    let folder = tempfile::tempdir().unwrap();
    let at = |database: &str| {
        house(database, &redis)
            .with(&[("AFTERCARE_DATA_DIR", folder.path().to_str().unwrap()), ("AFTERCARE_LOG", "error")])
    };
    let server = Running::serve(&at(&old)).await;
    let people = people(&server).await;
    let dump = folder.path().join("dump");
    run(Command::new(programs.join("pg_dump"))
        .args(["--format=custom", "--no-owner", "--file"])
        .arg(&dump)
        .arg(&old));
    after_the_copy(&at(&old), &people, &folder.path().join("erased")).await;
    server.kill().await;
    testing::drop_database(house::database_name(&old)).await;

    let restore = ["--no-owner", "--exit-on-error", "--single-transaction", "--dbname", &new];
    run(Command::new(programs.join("pg_restore")).args(restore).arg(&dump));
    restored(&at(&new), &people, &folder.path().join("erased")).await;
    testing::drop_database(house::database_name(&new)).await;
}

/// The folder of `pg_dump`; what is on the path may be a link to two of its programs.
fn postgres_programs() -> PathBuf {
    let found =
        testing::servers::postgres_programs().expect("where there is a server there are its programs");
    let real = found.join("initdb").canonicalize().unwrap();
    real.parent().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_older_program_starts_on_the_tables_of_a_newer_one() {
    let folder = tempfile::tempdir().unwrap();
    let server = Running::serve(&in_folder(folder.path())).await;
    let people = people(&server).await;
    let database = format!("sqlite://{}", folder.path().join("aftercare.db").display());
    let database = sea_orm::Database::connect(database).await.unwrap();
    let newer = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m29990101_000001_later', 0)";
    database.execute_unprepared(newer).await.unwrap();
    database.execute_unprepared("ALTER TABLE users ADD COLUMN later text").await.unwrap();
    database.close().await.unwrap();
    // The one that runs does not mind, and one that starts does not either.
    let kept = record(&server, &people.kept).await;
    assert_eq!(kept["data"]["viewer"]["notes"]["nodes"], json!([{ "body": NOTE }]), "{kept}");
    server.kill().await;
    let server = Running::serve(&in_folder(folder.path())).await;
    let kept = record(&server, &people.kept).await;
    assert_eq!(kept["data"]["viewer"]["notes"]["nodes"], json!([{ "body": NOTE }]), "{kept}");
    server.terminate();
    assert!(server.exit().await.success());
}

fn run(command: &mut Command) {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}: {output:?}");
}
