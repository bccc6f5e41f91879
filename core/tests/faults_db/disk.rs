//! A disk that is full, one that fails, and a database that another process holds.

use crate::support::{Writer, pragma, submit};
use aftercare_core::testing::on_sqlite;
use sea_orm::{ConnectionTrait, Statement};
use std::time::Duration;

async fn pages(writer: &Writer) -> i64 {
    let db = writer.app.db();
    let row = db.read().query_one_raw(Statement::from_string(db.backend(), "PRAGMA page_count")).await;
    row.unwrap().unwrap().try_get_by_index(0).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_answered_on_a_full_disk_and_after_it_is_stored() {
    on_sqlite(async |t| {
        let mut writer = Writer::new(&t.app).await;
        let full = pages(&writer).await + 6;
        for n in 0..120 {
            // A connection made again knows nothing of the limit.
            pragma(&t.app, &format!("PRAGMA max_page_count = {full}")).await;
            writer.write(if n % 3 == 0 { 15_000 } else { 40 }).await;
            writer.think_better_of_it().await;
        }
        assert!(writer.refused > 5, "the disk was full");
        pragma(&t.app, "PRAGMA max_page_count = 1000000").await;
        let before = writer.answered.len();
        for _ in 0..40 {
            writer.write(4_000).await;
        }
        assert_eq!(writer.answered.len(), before + 40, "with room again, everything is taken");
        writer.all_answered_is_stored(&t.another_process().await.unwrap()).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_answered_while_a_disk_fills_under_many_writers_is_stored() {
    on_sqlite(async |t| {
        let mut writer = Writer::new(&t.app).await;
        for round in 0..8 {
            let limit = if round % 2 == 0 { pages(&writer).await + 6 } else { 1_000_000 };
            pragma(&t.app, &format!("PRAGMA max_page_count = {limit}")).await;
            let (doctor, patient) = (writer.doctor.id, writer.patient.id);
            let tasks = (0..12).map(|n| {
                let length = if n % 4 == 0 { 12_000 } else { 60 };
                tokio::spawn(submit(t.app.clone(), doctor, patient, length))
            });
            for task in tasks.collect::<Vec<_>>() {
                writer.keep(&task.await.unwrap());
                writer.think_better_of_it().await;
            }
        }
        assert!(writer.refused > 0 && writer.answered.len() > 48);
        writer.all_answered_is_stored(&t.another_process().await.unwrap()).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_answered_while_another_process_holds_the_file_is_stored() {
    on_sqlite(async |t| {
        let mut writer = Writer::new(&t.app).await;
        let other = t.another_process().await.unwrap();
        pragma(&t.app, "PRAGMA busy_timeout = 30").await;
        for _ in 0..4 {
            let held = other.db().begin_write().await.unwrap();
            writer.write(40).await;
            let (app, doctor, patient) = (t.app.clone(), writer.doctor.id, writer.patient.id);
            let given_up =
                tokio::time::timeout(Duration::from_millis(5), submit(app, doctor, patient, 40)).await;
            assert!(given_up.is_err() || given_up.unwrap().is_err());
            drop(held);
            while writer.app.begin().await.is_err() {}
            writer.write(40).await;
        }
        assert_eq!((writer.answered.len(), writer.refused), (4, 4));
        writer.all_answered_is_stored(&other).await;
    })
    .await;
}

/// Set in the process that the test below starts: its files may not grow beyond a limit, and it is not killed for trying.
const LIMITED: &str = "AFTERCARE_TEST_OF_A_FAILING_DISK";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_answered_on_a_failing_disk_and_after_it_is_stored() {
    if std::env::var(LIMITED).is_err() {
        let limited = "trap '' XFSZ; ulimit -S -f 700; exec \"$0\" --exact \"$1\" --nocapture";
        let name = "disk::what_is_answered_on_a_failing_disk_and_after_it_is_stored";
        let mut command = tokio::process::Command::new("bash");
        command.args(["-c", limited]).arg(std::env::current_exe().unwrap()).arg(name).env(LIMITED, "yes");
        let output = command.output().await.unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success() && said.contains("1 passed"), "{said}{output:?}");
        return;
    }
    on_sqlite(async |t| {
        let mut writer = Writer::new(&t.app).await;
        for n in 0..150 {
            writer.write(if n % 3 == 0 { 15_000 } else { 40 }).await;
            writer.think_better_of_it().await;
        }
        assert!(writer.refused > 5, "the disk failed: {}", writer.answered.len());
        // The disk is mended.
        let mine = std::process::id().to_string();
        let mut lift = tokio::process::Command::new("prlimit");
        assert!(lift.args(["--pid", &mine, "--fsize=unlimited:"]).status().await.unwrap().success());
        let before = writer.answered.len();
        for _ in 0..40 {
            writer.write(4_000).await;
        }
        assert_eq!(writer.answered.len(), before + 40, "then everything is taken");
        writer.all_answered_is_stored(&t.another_process().await.unwrap()).await;
    })
    .await;
}
