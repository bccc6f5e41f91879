//! What the tests of all packages share: an [`App`] on a database of its own, once on SQLite alone and once on Postgres
//! and Redis, with a clock that stands still until moved.
//!
//! Write a test with [`crate::on_each_database!`]: it runs on both, and what it made is removed however it ends.

pub mod mails;
pub mod people;
pub mod planned;
pub mod proxy;
pub mod sealed;
pub mod servers;

/// For tests that look into the tables, or damage what is in them.
pub use sea_orm;

use crate::{
    App, Error,
    app::Parts,
    bus::{Bus, RedisLink},
    clock::Clock,
    database::{Database, PoolSizes},
    domain::{admission::DoctorSignup, hospital::Hospital, quiet_hours::QuietHours},
    keyring::{self, Keyring},
    passwords::{HashCost, HashLimits, Passwords},
    random,
    throttle::{Doors, Throttle},
};
use aftercare_entity::user::{ExtractionMode, Language, MailDetail};
use chrono::{DateTime, NaiveTime, Utc};
use futures_util::future::{FutureExt, LocalBoxFuture};
use proxy::Proxy;
use sea_orm::{ConnectionTrait, DatabaseConnection};
use secrecy::{ExposeSecret, SecretString};
use std::{future::Future, time::Duration};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

/// Writes one test that runs on SQLite and on Postgres with Redis:
///
/// ```ignore
/// on_each_database! {
///     async fn a_second_check_in_changes_nothing(t: TestApp) { ... }
/// }
/// ```
#[macro_export]
macro_rules! on_each_database {
    ($($(#[$attribute:meta])* async fn $name:ident($test:ident: TestApp) $body:block)*) => { $(
        $(#[$attribute])*
        mod $name {
            #[expect(unused_imports, reason = "a test may need nothing of its file")]
            use super::*;

            async fn run($test: $crate::testing::TestApp) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_sqlite() {
                $crate::testing::on_sqlite(run).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_postgres() {
                $crate::testing::on_postgres(stringify!($name), run).await;
            }
        }
    )* };
}

/// An [`App`] for one test. Clones share everything.
#[derive(Clone, Debug)]
pub struct TestApp {
    /// The handle.
    pub app: App,
    /// Its clock: Monday, 2 March 2026, 08:00 UTC, until moved.
    pub clock: Clock,
    /// Address of its database.
    pub database_url: SecretString,
    /// Address of its Redis and the prefix in it; `None` on SQLite.
    pub redis: Option<(SecretString, String)>,
    keyring: Keyring,
}

/// Where a test's clock begins: a Monday morning.
pub fn start_of_test() -> DateTime<Utc> {
    DateTime::from_timestamp(1_772_438_400, 0).unwrap_or_default()
}

impl TestApp {
    async fn new(database_url: SecretString, redis: Option<(SecretString, String)>) -> Result<Self, Error> {
        let clock = Clock::manual(start_of_test());
        let keyring = Keyring::parse(&Keyring::generate())?;
        let app =
            make(&database_url, sizes(), redis.as_ref(), clock.clone(), keyring.clone(), None, hospital())
                .await?;
        app.db().migrate().await?;
        keyring::register(&app).await?;
        Ok(Self { app, clock, database_url, redis, keyring })
    }

    /// The same test in a test hospital with other settings.
    ///
    /// # Errors
    /// The database's or Redis's.
    pub async fn in_a_house(self, decided: impl FnOnce(&mut Hospital)) -> Result<Self, Error> {
        let mut house = hospital();
        decided(&mut house);
        let shared = self.redis.is_none().then(|| self.app.bus().clone());
        let (clock, keyring) = (self.clock.clone(), self.keyring.clone());
        let app =
            make(&self.database_url, sizes(), self.redis.as_ref(), clock, keyring, shared, house).await?;
        Ok(Self { app, ..self })
    }

    /// A second process on the same database: its own connections and, with Redis, its own link; same clock and keys.
    ///
    /// # Errors
    /// The database's or Redis's.
    pub async fn another_process(&self) -> Result<App, Error> {
        self.another_process_with(self.keyring.clone()).await
    }

    /// A second process whose own clock is ahead of the true time by `ahead` (negative = behind). It has read the database's
    /// time, which is this test's [`TestApp::clock`], once.
    ///
    /// # Errors
    /// The database's or Redis's.
    pub async fn another_process_with_clock(&self, ahead: chrono::Duration) -> Result<App, Error> {
        self.another_process_on(self.clock.of_process(ahead)).await
    }

    /// A second process on this clock; it has read the database's time once.
    ///
    /// # Errors
    /// The database's or Redis's.
    pub async fn another_process_on(&self, clock: Clock) -> Result<App, Error> {
        let app = self.process(clock, self.keyring.clone()).await?;
        app.read_time().await;
        Ok(app)
    }

    /// The same with other master keys, which are not compared with the database's yet.
    ///
    /// # Errors
    /// The database's or Redis's.
    pub async fn another_process_with(&self, keyring: Keyring) -> Result<App, Error> {
        self.process(self.clock.clone(), keyring).await
    }

    async fn process(&self, clock: Clock, keyring: Keyring) -> Result<App, Error> {
        let shared = self.redis.is_none().then(|| self.app.bus().clone());
        make(&self.database_url, sizes(), self.redis.as_ref(), clock, keyring, shared, hospital()).await
    }

    /// A process that reaches its Postgres and its Redis by way of these proxies, where there are any; it waits a second
    /// for a connection.
    ///
    /// # Errors
    /// The database's or Redis's.
    pub async fn process_behind(
        &self,
        database: Option<&Proxy>,
        redis: Option<&Proxy>,
    ) -> Result<App, Error> {
        let by_way_of = |proxy: Option<&Proxy>, url: &SecretString| {
            proxy.map_or_else(|| url.clone(), |proxy| proxy.instead_of(url.expose_secret()).into())
        };
        let database = by_way_of(database, &self.database_url);
        let redis = self.redis.as_ref().map(|(url, prefix)| (by_way_of(redis, url), prefix.clone()));
        let sizes = PoolSizes { acquire_timeout: Duration::from_secs(1), ..sizes() };
        make(&database, sizes, redis.as_ref(), self.clock.clone(), self.keyring.clone(), None, hospital())
            .await
    }
}

/// Patient, since a test's machine may be busy.
fn sizes() -> PoolSizes {
    PoolSizes { write: 8, read: 4, acquire_timeout: Duration::from_secs(20), ..PoolSizes::default() }
}

/// The hospital of a test.
fn hospital() -> Hospital {
    Hospital {
        time_zone: chrono_tz::UTC,
        sweep_at: NaiveTime::from_hms_opt(6, 0, 0).unwrap_or_default(),
        language: Language::En,
        // So that a test recognises a mail by its steps; a hospital's own default is to count them.
        reminder_detail: MailDetail::Full,
        quiet_hours: "21:00-06:00".parse().unwrap_or(QuietHours::NONE),
        notes_per_hour: 300,
        extraction_mode: ExtractionMode::Auto,
        mail_domain: "aftercare.test".to_owned(),
        unconfirmed_may_act: true,
        account_mails_an_hour: 5,
        at_risk_after: 3,
        doctor_signup: DoctorSignup::Open,
    }
}

async fn make(
    database_url: &SecretString,
    sizes: PoolSizes,
    redis: Option<&(SecretString, String)>,
    clock: Clock,
    keyring: Keyring,
    shared_bus: Option<Bus>,
    hospital: Hospital,
) -> Result<App, Error> {
    let db = Database::connect(database_url, sizes).await?;
    let link = match redis {
        Some((url, prefix)) => Some(RedisLink::open(url, prefix)?),
        None => None,
    };
    let bus = match (&link, shared_bus) {
        (Some(link), _) => Bus::over_redis(link.clone()),
        (None, Some(shared)) => shared,
        (None, None) => Bus::in_process(),
    };
    Ok(App::new(Parts {
        db,
        throttle: Throttle::new(clock.clone(), link, &keyring, Doors::default()),
        clock,
        keyring,
        // Cheap on purpose: what a hash costs is not what these tests are about.
        passwords: Passwords::new(HashCost { memory_kib: 64, passes: 1, lanes: 1 }, HashLimits::at_once(4))?,
        bus,
        hospital,
        events_pending: Notify::new(),
        accesses_pending: Notify::new(),
        stopping: CancellationToken::new(),
    }))
}

/// Runs `test` on a SQLite file of its own.
///
/// # Panics
/// When the test does, or the database cannot be made.
pub async fn on_sqlite<F: Future<Output = ()> + Send + 'static>(test: impl FnOnce(TestApp) -> F) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let url = format!("sqlite://{}", folder.path().join("test.db").display());
    let t = TestApp::new(SecretString::from(url), None).await.expect("a new SQLite database");
    run_and_remove(t, test, async {}).await;
}

/// Runs `test` on a Postgres database and a Redis prefix of its own; says so when there is no server.
///
/// # Panics
/// When the test does, or the database cannot be made; without servers under `CI=true`.
pub fn on_postgres<'t, F: Future<Output = ()> + Send + 'static>(
    name: &'t str,
    test: impl FnOnce(TestApp) -> F + 't,
) -> LocalBoxFuture<'t, ()> {
    // Boxed here, so that no test has to: it is large.
    async move {
        let Some((url, redis)) = postgres_and_redis(name).await else { return };
        let database = url.rsplit_once('/').map(|(_, database)| database.to_owned()).unwrap_or_default();
        let prefix = format!("aftercare-test-{}", hex::encode(random::bytes::<8>()));
        let t = TestApp::new(SecretString::from(url), Some((SecretString::from(redis), prefix)))
            .await
            .expect("a new Postgres database");
        run_and_remove(t, test, drop_database(database)).await;
    }
    .boxed_local()
}

/// A new, empty Postgres database and a Redis server, as addresses; drop the database with [`drop_database`].
/// `None`, said by name, when there are no servers.
///
/// # Panics
/// When the server refuses; without servers under `CI=true`.
pub async fn postgres_and_redis(test: &str) -> Option<(String, String)> {
    let (postgres, redis) = tokio::task::spawn_blocking(|| (servers::postgres(), servers::redis()))
        .await
        .expect("looking for servers does not panic");
    let (Some(postgres), Some(redis)) = (postgres, redis) else {
        servers::skip_or_fail(if postgres.is_none() { "Postgres" } else { "Redis" }, test);
        return None;
    };
    let database = format!("aftercare_test_{}", hex::encode(random::bytes::<8>()));
    let admin = admin().await;
    admin.execute_unprepared(&format!("CREATE DATABASE {database}")).await.expect("a new database");
    admin.close().await.ok();
    Some((postgres.url_for(&database), redis.url().to_owned()))
}

/// Drops a database that [`postgres_and_redis`] made.
pub async fn drop_database(database: String) {
    let admin = admin().await;
    admin.execute_unprepared(&format!("DROP DATABASE IF EXISTS {database} WITH (FORCE)")).await.ok();
    admin.close().await.ok();
}

async fn admin() -> DatabaseConnection {
    let server = servers::postgres().expect("only called when there is a server");
    let mut options = sea_orm::ConnectOptions::new(server.admin_url().to_owned());
    options.max_connections(1).sqlx_logging(false);
    sea_orm::Database::connect(options).await.expect("the test's Postgres answers")
}

async fn run_and_remove<F: Future<Output = ()> + Send + 'static>(
    t: TestApp,
    test: impl FnOnce(TestApp) -> F,
    remove: impl Future<Output = ()>,
) {
    let app = t.app.clone();
    let result = tokio::spawn(test(t)).await;
    app.stopping().cancel();
    app.db().clone().close().await.ok();
    remove.await;
    if let Err(error) = result {
        std::panic::resume_unwind(error.into_panic());
    }
}
