//! One installation for one test: its database, its Redis, its clock, and how its processes start.

use super::{figures::figure, private::Private, time::FakeTime};
use crate::{
    house::{self, House},
    smtp::SmtpServer,
};
use aftercare_core::testing;
use chrono::{DateTime, Utc};
use futures_util::FutureExt;
use sea_orm::{ConnectOptions, Database, DatabaseConnection};
use std::{
    any::Any,
    fs,
    io::{self, Write},
    panic::AssertUnwindSafe,
};
use tokio::time::Instant;

/// A process dies with the thread that began it: the test's, or one of its runtime's.
const WITH_THE_TEST: [&str; 4] = ["setpriv", "--pdeathsig", "KILL", "--"];
/// How much of what the processes logged is shown when a test fails, in lines.
const LOG_LINES: usize = 40;

type Panic = Box<dyn Any + Send>;

/// The installation.
pub struct Site {
    /// How its processes start.
    pub house: House,
    /// Its database, migrated, seen from outside.
    pub db: DatabaseConnection,
    /// Its clock, where it has one of its own.
    pub time: Option<FakeTime>,
    /// Its Postgres, where it has one of its own.
    pub postgres: Option<Private>,
    /// Its Redis, where it has one of its own.
    pub redis: Option<Private>,
    folder: tempfile::TempDir,
}

/// What an installation has of its own.
#[derive(Clone, Copy, Default)]
pub struct Own {
    /// A clock that begins with this; its Postgres follows it, and every process.
    pub time: Option<DateTime<Utc>>,
    /// A Postgres; without, a database in the tests' common one.
    pub postgres: bool,
    /// A Redis; without, a prefix in the tests' common one.
    pub redis: bool,
}

impl Site {
    /// The clock of its own.
    pub fn time(&self) -> &FakeTime {
        self.time.as_ref().unwrap()
    }

    /// The Postgres of its own.
    pub fn postgres(&self) -> &Private {
        self.postgres.as_ref().unwrap()
    }

    /// The Redis of its own.
    pub fn redis(&self) -> &Private {
        self.redis.as_ref().unwrap()
    }

    /// How a worker starts whose mails go to this server, at any hour.
    pub fn mailing_to(&self, server: &SmtpServer) -> House {
        self.house.with(&[("SMTP_URL", &server.url()), ("AFTERCARE_QUIET_HOURS", "none")])
    }

    /// What its processes have logged so far.
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }
}

/// Runs `test` on Postgres and Redis, and removes what it made, however it ends.
pub async fn on_postgres(name: &str, own: Own, test: impl AsyncFnOnce(&Site)) {
    let Some((common, redis)) = testing::postgres_and_redis(name).await else { return };
    let time = own.time.map(FakeTime::at);
    if matches!(time, Some(None)) {
        return missing("faketime", name);
    }
    let time = time.flatten();
    let postgres = if own.postgres || time.is_some() { Private::postgres(time.as_ref()).await } else { None };
    let own_redis = if own.redis { Private::redis().await } else { None };
    let url = postgres.as_ref().map_or(common.as_str(), Private::url).to_owned();
    let redis_url = own_redis.as_ref().map_or(redis.as_str(), Private::url);
    let house =
        house::house(&url, redis_url).with(&[("AFTERCARE_REDIS_PREFIX", &house::database_name(&common))]);
    let began = Instant::now();
    let result = run(name, house, &url, time, (postgres, own_redis), test).await;
    figure(&format!("seconds: {name}"), began.elapsed().as_secs());
    testing::drop_database(house::database_name(&common)).await;
    end(result);
}

/// Runs `test` on a SQLite file, with a clock of its own that begins with `start`.
pub async fn on_sqlite(name: &str, start: DateTime<Utc>, test: impl AsyncFnOnce(&Site)) {
    let Some(time) = FakeTime::at(start) else { return missing("faketime", name) };
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("faults.db").display());
    let house = House::sealed().with(&[("DATABASE_URL", &url)]);
    end(run(name, house, &url, Some(time), (None, None), test).await);
}

/// Says that a test did not run for want of something; under `CI=true` that is a failure.
pub fn missing(what: &str, test: &str) {
    let line = format!("SKIPPED {test}: no {what}; `.ci/faults` installs what can be installed\n");
    assert!(std::env::var("CI").as_deref() != Ok("true"), "{line}");
    io::stderr().write_all(line.as_bytes()).unwrap();
}

async fn run(
    name: &str,
    house: House,
    url: &str,
    time: Option<FakeTime>,
    (postgres, redis): (Option<Private>, Option<Private>),
    test: impl AsyncFnOnce(&Site),
) -> Result<(), Panic> {
    let folder = tempfile::tempdir().unwrap();
    let mut house = house.through(&WITH_THE_TEST).logging_to(&folder.path().join("log"));
    for (name, value) in time.iter().flat_map(FakeTime::settings) {
        house = house.with(&[(name, &value)]);
    }
    let migrated = house.run(&["migrate", "up"]).await;
    assert!(migrated.status.success(), "{migrated:?}");
    let mut options = ConnectOptions::new(url.to_owned());
    options.max_connections(4).sqlx_logging(false);
    let db = Database::connect(options).await.unwrap();
    let site = Site { house, db, time, postgres, redis, folder };
    let result = AssertUnwindSafe(test(&site)).catch_unwind().await;
    site.db.close_by_ref().await.ok();
    if result.is_err() {
        let log = site.log();
        let lines: Vec<_> = log.lines().collect();
        let last = lines[lines.len().saturating_sub(LOG_LINES)..].join("\n");
        eprintln!("{name}: the processes logged last:\n{last}");
    }
    result
}

fn end(result: Result<(), Panic>) {
    if let Err(panic) = result {
        std::panic::resume_unwind(panic);
    }
}
