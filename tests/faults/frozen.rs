//! An API process is frozen (SIGSTOP) while it holds the publisher's lock: the others' events come all the same.

use crate::{
    house::Running,
    support::{
        api::{Api, doctor_and_patient},
        figures::{figure, time},
        site::{Own, Site, on_postgres},
        subscriber::Subscriber,
        until, within,
    },
};
use sea_orm::{ConnectionTrait, DbBackend, Statement, TransactionTrait};
use std::time::Duration;

/// The publisher's (core/src/events/publisher.rs).
const ADVISORY_LOCK: i64 = 0x6166_7465_6576_7473;
const SOON: Duration = Duration::from_secs(10);
/// What is promised, and two seconds for a slow poll and a slow machine.
const AT_MOST: Duration = Duration::from_secs(12);

/// How many sessions of this database hold the lock, or wait for it.
async fn sessions(site: &Site, granted: bool) -> i64 {
    let query = format!(
        "SELECT COUNT(*) AS n FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database \
         WHERE datname = current_database() AND locktype = 'advisory' AND granted = {granted}"
    );
    let row = site.db.query_one_raw(Statement::from_string(DbBackend::Postgres, query)).await.unwrap();
    row.unwrap().try_get("", "n").unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_frozen_publisher_delays_the_others_events_ten_seconds_at_most() {
    let name = "a_frozen_publisher_delays_the_others_events_ten_seconds_at_most";
    on_postgres(name, Own::default(), async |site| {
        let frozen = Running::api(&site.house).await;
        let (doctor, patient) = doctor_and_patient(frozen.address()).await;
        let after = doctor.event_cursor().await.unwrap();
        let submit = async |api: &Running| {
            let api = Api::at(api.address());
            api.submit(doctor.access_token(), &patient.id, "All is well.").await.unwrap()
        };
        // It is frozen while it waits for the lock, and then it gets it.
        let lock = site.db.begin().await.unwrap();
        lock.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({ADVISORY_LOCK})")).await.unwrap();
        let mut submitted = vec![submit(&frozen).await];
        until(SOON, "it waits for the lock", async || sessions(site, false).await > 0).await;
        frozen.signal("STOP");
        lock.rollback().await.unwrap();
        until(SOON, "it has the lock", async || sessions(site, true).await > 0).await;

        let live = Running::api(&site.house).await;
        let subscriber = Subscriber::new(live.address(), doctor.access_token(), after);
        submitted.push(submit(&live).await);
        let took = within(AT_MOST, async || subscriber.seen().notes == submitted).await;
        figure("publisher frozen: the others' events came after", time(took));
        frozen.signal("CONT");
        until(SOON, "all come when it goes on", async || subscriber.seen().notes == submitted).await;
        assert!(took.is_some(), "events are delayed ten seconds at most");
        assert!(subscriber.seen().broken.is_empty());
    })
    .await;
}
