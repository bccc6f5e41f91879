//! `aftercare doctor`: it finds nothing where all is well, names each fault with the setting, and changes nothing.

mod faults;
mod others;

use crate::{
    care, client,
    house::{self, House, Running},
};
use aftercare_core::testing;
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    process::Output,
    time::Duration,
};

/// What it says of this installation.
struct Said {
    output: Output,
    json: Value,
}

impl Said {
    async fn of(house: &House) -> Self {
        Self::from(house.run(&["doctor", "--json"]).await)
    }

    fn check(&self, name: &str) -> &Value {
        let checks = self.json["checks"].as_array().unwrap();
        checks
            .iter()
            .find(|check| check["name"] == name)
            .unwrap_or_else(|| panic!("{name} in {:#}", self.json))
    }

    /// That this check says so, naming this setting, and what to do.
    fn finds(&self, name: &str, status: &str, setting: &str, detail: &str) {
        let check = self.check(name);
        assert_eq!(check["status"], status, "{check:#}");
        assert!(check["setting"].as_str().unwrap_or_default().contains(setting), "{check:#}");
        assert!(check["detail"].as_str().unwrap().contains(detail), "{check:#}");
        assert!(!check["advice"].as_str().unwrap_or_default().is_empty(), "{check:#}");
        let code = i32::from(self.json["status"] == "failed");
        assert_eq!(self.output.status.code(), Some(code), "{:#}", self.json);
    }

    /// What of it is not ok; a disk that is nearly full is no fault of a test's.
    fn faults(&self) -> Vec<&Value> {
        let checks = self.json["checks"].as_array().unwrap();
        checks.iter().filter(|check| check["status"] != "ok" && check["name"] != "data folder").collect()
    }
}

impl From<Output> for Said {
    fn from(output: Output) -> Self {
        let json = serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("{e}: {output:?}"));
        Self { output, json }
    }
}

/// An installation in this folder alone.
fn in_folder(folder: &Path) -> House {
    House::default()
        .with(&[("AFTERCARE_DATA_DIR", folder.to_str().unwrap()), ("AFTERCARE_LISTEN", "127.0.0.1:0")])
}

/// Until a server says that nothing is amiss, its worker included.
async fn whole(server: &Running) {
    let whole = async {
        loop {
            let answer = reqwest::get(format!("http://{}/readyz", server.address())).await.unwrap();
            let said: Value = serde_json::from_str(&answer.text().await.unwrap()).unwrap();
            if said["degraded"] == json!([]) {
                return;
            }
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_mins(1), whole).await.expect("the worker is heard of");
}

async fn finds_nothing(house: &House, server: &Running) {
    let address = server.address().to_string();
    let house = house.with(&[("AFTERCARE_LISTEN", &address)]);
    let said = Said::of(&house).await;
    assert!(said.faults().is_empty(), "{:#?}", said.faults());
    assert_eq!(said.output.status.code(), Some(0));
    assert!(said.check("listener")["detail"].as_str().unwrap().contains("Aftercare listens on"));
    assert!(said.check("master keys")["detail"].as_str().unwrap().contains("agree with the 1 "));
    let words = house.run(&["doctor"]).await;
    assert!(words.status.success());
    let words = String::from_utf8_lossy(&words.stdout).into_owned();
    for name in ["settings", "database", "tables", "worker", "reminders"] {
        assert!(
            words.lines().any(|line| line.starts_with(&format!("ok       {name} "))),
            "{name} in {words}"
        );
    }
    assert!(words.contains("checks, 0 failed"), "{words}");
}

/// With a patient, a doctor and a plan, whose mails wait for their time.
async fn live(server: &Running) -> client::Client {
    let doctor = care::doctor(server.address(), "dora@example.org").await;
    let note = "Please walk 20 minutes every day for 5 days.";
    care::patient(server.address(), &doctor, "paula@example.org", note).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn all_is_well_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let server = Running::embedded(&data).await;
    whole(&server).await;
    live(&server).await;
    finds_nothing(&in_folder(&data), &server).await;
    server.terminate();
    assert!(server.exit().await.success());

    // What is not running is looked at, and left as it is.
    let before = files(&data);
    let said = Said::of(&in_folder(&data)).await;
    assert_eq!(said.check("master keys")["status"], "ok", "{:#}", said.json);
    assert!(before == files(&data), "it changed something: {:?}", files(&data).into_keys());
}

/// Every file below a folder, with what is in it, but for who reads SQLite's log at the moment.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            found.append(&mut files(&entry));
        } else if entry.extension().is_none_or(|end| end != "db-shm") {
            found.insert(entry.clone(), std::fs::read(entry).unwrap());
        }
    }
    found
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn all_is_well_on_postgres() {
    let Some((database, redis)) = testing::postgres_and_redis("all_is_well_on_postgres").await else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let house = house::house(&database, &redis).with(&[("AFTERCARE_DATA_DIR", data.to_str().unwrap())]);
    let (server, worker) = (Running::api(&house).await, Running::worker(&house));
    whole(&server).await;
    live(&server).await;
    finds_nothing(&house, &server).await;
    server.terminate();
    worker.terminate();
    assert!(server.exit().await.success() && worker.exit().await.success());
    testing::drop_database(house::database_name(&database)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn before_the_first_start_nothing_is_made_and_nothing_fails() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let said = Said::of(&in_folder(&data)).await;
    assert!(said.faults().is_empty(), "{:#?}", said.faults());
    assert!(!data.exists(), "it made the data folder");

    let name = "before_the_first_start_nothing_is_made_and_nothing_fails";
    let Some((database, redis)) = testing::postgres_and_redis(name).await else { return };
    let house = house::house(&database, &redis).with(&[("AFTERCARE_DATA_DIR", data.to_str().unwrap())]);
    let said = Said::of(&house).await;
    assert_eq!(said.json["status"], "warning", "{:#}", said.json);
    said.finds("tables", "warning", "DATABASE_URL", "there are no tables yet");
    let again = Said::of(&house).await;
    again.finds("tables", "warning", "DATABASE_URL", "there are no tables yet");
    assert!(!data.exists(), "it made the data folder");
    testing::drop_database(house::database_name(&database)).await;
}
