//! Faults of what the program keeps: its database, its keys, its folder, its background work.

use super::{Said, in_folder};
use crate::{
    BINARY,
    client::Client,
    house::{self, House, Running},
    time::wrong_by,
};
use aftercare_core::{keyring::Keyring, testing};
use chrono::TimeDelta;
use sea_orm::{ConnectionTrait, Database};
use secrecy::ExposeSecret;
use std::{os::unix::fs::PermissionsExt, process::Command};

/// Runs `test` in an installation with tables, on SQLite and on Postgres.
async fn on_both(name: &str, test: impl AsyncFn(&House)) {
    let folder = tempfile::tempdir().unwrap();
    let embedded = House::sealed().with(&[("AFTERCARE_DATA_DIR", folder.path().to_str().unwrap())]);
    made(&embedded).await;
    test(&embedded).await;
    let Some((database, redis)) = testing::postgres_and_redis(name).await else { return };
    let house = house::house(&database, &redis);
    made(&house).await;
    test(&house).await;
    testing::drop_database(house::database_name(&database)).await;
}

async fn made(house: &House) {
    let first = house.run(&["jobs", "list"]).await;
    assert!(first.status.success(), "{first:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_is_away_is_named_once_and_its_password_never() {
    // Nobody listens on port 1.
    let house = House::sealed().with(&[("DATABASE_URL", "postgres://care:hush@127.0.0.1:1/care")]);
    let said = Said::of(&house).await;
    said.finds("database", "failed", "DATABASE_URL", "no connection to 127.0.0.1:1/care");
    for name in ["rights", "tables", "clock", "worker", "jobs", "reminders", "events", "access log"] {
        assert_eq!(said.check(name)["detail"], "not checked: the database is away");
    }
    assert_eq!(said.check("token keys")["status"], "ok", "what needs no database is checked all the same");
    let words = house.run(&["doctor"]).await;
    for said in [&said.output, &words] {
        let said = format!("{said:?}");
        assert!(!said.contains("hush") && !said.contains("hVbXoawuH6q"), "{said}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tables_that_are_behind_are_named_with_what_to_run() {
    on_both("tables_that_are_behind_are_named_with_what_to_run", async |house| {
        assert!(house.run(&["migrate", "down"]).await.status.success());
        let said = Said::of(house).await;
        said.finds("tables", "failed", "DATABASE_URL", "behind this program by 1 changes");
        assert!(said.check("tables")["advice"].as_str().unwrap().contains("aftercare migrate up"));
        assert_eq!(said.check("jobs")["detail"], "not checked: the tables are not up to date");
        // It has not mended that by itself.
        assert!(!house.run(&["migrate", "status"]).await.status.success());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tables_that_a_newer_program_has_changed_are_named() {
    on_both("tables_that_a_newer_program_has_changed_are_named", async |house| {
        let newer = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m20991231_000099_later', 0)";
        change(house, &[newer]).await;
        let said = Said::of(house).await;
        said.finds("tables", "warning", "DATABASE_URL", "a newer one made m20991231_000099_later");
        assert_eq!(said.check("jobs")["status"], "ok", "{:#}", said.json);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rights_that_the_role_lacks_are_named() {
    let Some((database, redis)) = testing::postgres_and_redis("rights_that_the_role_lacks_are_named").await
    else {
        return;
    };
    let house = house::house(&database, &redis);
    made(&house).await;
    let role = house::database_name(&database).replace("test", "role");
    change(&house, &[&format!("CREATE ROLE {role}"), &format!("GRANT USAGE ON SCHEMA public TO {role}")])
        .await;
    let theirs = house.with(&[("DATABASE_URL", &format!("{database}?options[role]={role}"))]);
    Said::of(&theirs).await.finds("rights", "failed", "DATABASE_URL", "the role may not read and change");
    let all = format!("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}");
    change(&house, &[&all]).await;
    Said::of(&theirs).await.finds(
        "rights",
        "warning",
        "DATABASE_URL",
        "could not bring the tables up to date",
    );
    change(&house, &[&format!("DROP OWNED BY {role}"), &format!("DROP ROLE {role}")]).await;
    testing::drop_database(house::database_name(&database)).await;
}

/// Changes the database of an installation behind the program's back.
async fn change(house: &House, statements: &[&str]) {
    let url = match house.set("DATABASE_URL") {
        None => format!("sqlite://{}/aftercare.db", house.setting("AFTERCARE_DATA_DIR")),
        Some(url) => url.to_owned(),
    };
    let db = Database::connect(url).await.unwrap();
    for statement in statements {
        db.execute_unprepared(statement).await.unwrap();
    }
    db.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_job_that_waits_for_too_long_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let house = in_folder(&folder.path().join("data"));
    let api = Running::api(&house).await;
    // Their codes are to be mailed, and no worker runs.
    Client::sign_up(api.address(), "Paula", "paula@example.org", "PATIENT").await.unwrap();
    assert_eq!(Said::of(&house).await.check("jobs")["status"], "ok");
    // Where there is SQLite, the time is this process's.
    let Some(later) = wrong_by(TimeDelta::hours(2)) else {
        return testing::servers::skip_or_fail("faketime", "a_job_that_waits_for_too_long_is_named");
    };
    let later = later.each_ref().map(|(name, value)| (*name, value.as_str()));
    let said = Said::of(&house.with(&later)).await;
    said.finds("jobs", "failed", "", "1 of the kind account_mail wait, the oldest for 1");
    assert!(said.check("jobs")["advice"].as_str().unwrap().contains("aftercare jobs list"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_master_key_is_named_and_not_shown() {
    on_both("another_master_key_is_named_and_not_shown", async |house| {
        let other = Keyring::generate().expose_secret().replace("k1:", "m1:");
        let said = Said::of(&house.with(&[("AFTERCARE_MASTER_KEYS", &other)])).await;
        said.finds(
            "master keys",
            "failed",
            "AFTERCARE_MASTER_KEYS",
            "not the key this database was sealed with",
        );
        let said = format!("{:?}", said.output);
        assert!(!said.contains(other.trim_start_matches("m1:")), "a key was shown");
        let weak = house.with(&[("AFTERCARE_MASTER_KEYS", "m1:AAAA"), ("AFTERCARE_TOKEN_KEYS", "t1:AAAA")]);
        let said = Said::of(&weak).await;
        said.finds("master keys", "failed", "AFTERCARE_MASTER_KEYS", "entry 1");
        said.finds("token keys", "failed", "AFTERCARE_TOKEN_KEYS", "entry 1");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn key_files_that_are_open_or_gone_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let house = in_folder(folder.path());
    made(&house).await;
    let keys = folder.path().join("keys/master.keys");
    std::fs::set_permissions(&keys, std::fs::Permissions::from_mode(0o644)).unwrap();
    let said = Said::of(&house).await;
    said.finds(
        "private files",
        "warning",
        "AFTERCARE_DATA_DIR",
        "keys/master.keys must not be open to others",
    );
    std::fs::rename(&keys, folder.path().join("elsewhere")).unwrap();
    let said = Said::of(&house).await;
    said.finds("master keys", "failed", "AFTERCARE_MASTER_KEYS", "keys/master.keys is missing");
    assert!(!keys.exists(), "it made another key");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_no_worker_runs_it_says_so() {
    on_both("where_no_worker_runs_it_says_so", async |house| {
        let said = Said::of(house).await;
        said.finds("worker", "warning", "", "none is heard of");
        assert!(said.check("worker")["advice"].as_str().unwrap().contains("aftercare worker"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_that_is_off_is_named_and_one_that_is_wrong_fails() {
    let name = "a_clock_that_is_off_is_named_and_one_that_is_wrong_fails";
    let Some((database, redis)) = testing::postgres_and_redis(name).await else { return };
    let house = house::house(&database, &redis);
    made(&house).await;
    for (seconds, status, says) in
        [(4, "warning", "ahead of"), (-4, "warning", "behind"), (90, "failed", "no mail")]
    {
        let Some(wrong) = wrong_by(TimeDelta::seconds(seconds)) else {
            return testing::servers::skip_or_fail("faketime", name);
        };
        let wrong = wrong.each_ref().map(|(name, value)| (*name, value.as_str()));
        Said::of(&house.with(&wrong)).await.finds("clock", status, "DATABASE_URL", says);
    }
    testing::drop_database(house::database_name(&database)).await;
}

#[test]
fn a_data_folder_that_cannot_be_written_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    std::fs::create_dir(&data).unwrap();
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
    std::fs::set_permissions(&data, std::fs::Permissions::from_mode(0o555)).unwrap();
    let is_root = std::fs::write(data.join("probe"), "").is_ok();
    let mut command = if is_root {
        // Root may write anywhere, so somebody else has to try, who may reach the program here.
        let program = folder.path().join("aftercare");
        std::fs::hard_link(BINARY, &program).or_else(|_| std::fs::copy(BINARY, &program).map(drop)).unwrap();
        let mut command = Command::new("setpriv");
        command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(program);
        command
    } else {
        Command::new(BINARY)
    };
    command.args(["doctor", "--json"]).env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
    let said = Said::from(command.env("AFTERCARE_DATA_DIR", &data).output().unwrap());
    said.finds("data folder", "failed", "AFTERCARE_DATA_DIR", "cannot be written by this user");
    let file = folder.path().join("aftercare.db");
    let said = Said::from(command.env("AFTERCARE_DATA_DIR", &file).output().unwrap());
    assert_eq!(said.check("data folder")["status"], "failed", "{:#}", said.json);
}
