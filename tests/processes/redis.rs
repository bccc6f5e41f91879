//! Redis is not needed to start, only its address has to be one.

use crate::{
    BINARY,
    house::{Running, database_name, house},
};
use aftercare_core::testing;
use serde_json::{Value, json};
use std::{process::Command, time::Duration};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_api_and_a_worker_start_while_redis_is_away() {
    let name = "an_api_and_a_worker_start_while_redis_is_away";
    let Some((database, _)) = testing::postgres_and_redis(name).await else { return };
    // Nobody listens on port 1.
    let house = house(&database, "redis://127.0.0.1:1");
    let (api, worker) = (Running::api(&house).await, Running::worker(&house));
    let degraded = async {
        loop {
            let answer = reqwest::get(format!("http://{}/readyz", api.address())).await.unwrap();
            assert_eq!(answer.status().as_u16(), 200);
            let body: Value = serde_json::from_str(&answer.text().await.unwrap()).unwrap();
            if body["degraded"] == json!(["redis"]) {
                return;
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(30), degraded).await.expect("the worker is heard of");
    for process in [api, worker] {
        process.terminate();
        assert!(process.exit().await.success());
    }
    testing::drop_database(database_name(&database)).await;
}

#[test]
fn an_address_that_is_none_of_redis_is_refused_by_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let output = Command::new(BINARY)
        .arg("api")
        .env_clear()
        .env("AFTERCARE_DATA_DIR", folder.path())
        .env("REDIS_URL", "http://:secret@localhost")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("REDIS_URL") && !said.contains("secret"), "{said}");
}
