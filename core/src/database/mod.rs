//! The connection to SQLite or Postgres, and the only ways to start a transaction.
//!
//! SQLite has one writer connection and a few readers: several writers only queue unfairly on its one lock. Write
//! transactions are IMMEDIATE, because a deferred one that reads first fails under load instead of waiting.
//! On Postgres both halves are pools of the same kind.
//!
//! What is answered is stored. Four things see to it:
//! - nobody gets a connection that is still inside somebody else's transaction, or whose driver counts wrongly: it is rolled
//!   back, or closed, and another one is opened ([`sqlite`], [`postgres`]);
//! - beginning and committing run to their end even when the request that asked is given up ([`transaction`], [`pool`]);
//! - a transaction in which a statement failed, or was given up, takes no further statement and cannot be committed;
//! - outside a transaction a statement is answered when its own commit is through ([`pool`]).

mod among;
mod looking;
mod many;
mod pool;
mod postgres;
mod sqlite;
mod transaction;
mod trouble;

pub use among::among;
pub use looking::Server;
pub use many::{insert_all, update_all};
pub use pool::{Pool, PoolUse};
pub use transaction::Transaction;
pub(crate) use trouble::of as trouble_of;

use crate::settings::DatabaseSettings;
use pool::Use;
use sea_orm::{ConnectOptions, ConnectionTrait, DatabaseConnection, DbBackend, DbErr, RuntimeErr};
use secrecy::{ExposeSecret, SecretString};
use std::time::Duration;

/// A statement that is not answered by then never will be: the server's own limit is shorter, so the line is dead.
const ANSWER: Duration = Duration::from_secs(25);

/// The database: `write` for changes, `read` for queries. Cheap to clone.
#[derive(Clone)]
pub struct Database {
    write: Pool,
    read: Pool,
    url: SecretString,
}

// By hand, since the address holds a password.
impl std::fmt::Debug for Database {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Database")
            .field("write", &self.write)
            .field("read", &self.read)
            .finish_non_exhaustive()
    }
}

/// How many connections, and how long to wait for one and on one.
#[derive(Clone, Copy, Debug)]
pub struct PoolSizes {
    /// Connections for changes (Postgres; SQLite always has one).
    pub write: u32,
    /// Connections for queries.
    pub read: u32,
    /// How long a request waits for a connection.
    pub acquire_timeout: Duration,
    /// How long Postgres works on one statement at most.
    pub statement_timeout: Duration,
    /// How long a statement waits for a lock that another session holds (Postgres).
    pub lock_timeout: Duration,
    /// After which Postgres ends a session that does nothing inside a transaction, and frees its locks.
    pub idle_transaction_timeout: Duration,
}

impl PoolSizes {
    /// How long a request waits for a connection.
    pub const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(3);
}

impl Default for PoolSizes {
    fn default() -> Self {
        DatabaseSettings::default().sizes()
    }
}

impl Database {
    /// Connects to `postgres://...` or `sqlite://path` (made when missing). Does not migrate.
    ///
    /// # Errors
    /// The database's error; its text may name the host but never the password.
    pub async fn connect(url: &SecretString, sizes: PoolSizes) -> Result<Self, DbErr> {
        let (url, kept) = (url.expose_secret(), url.clone());
        let (write, read) = if url.starts_with("sqlite:") {
            (sqlite::writer(url, sizes).await?, sqlite::readers(url, sizes).await?)
        } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            let write = postgres::Lines::connect(url, sizes.write, sizes).await?;
            let read = postgres::Lines::connect(url, sizes.read, sizes).await?;
            (Pool::postgres(write, Use::Write), Pool::postgres(read, Use::Read))
        } else {
            return Err(DbErr::Custom("DATABASE_URL must begin with postgres:// or sqlite://".to_owned()));
        };
        Ok(Self { write, read, url: kept })
    }

    /// For queries outside any transaction.
    pub const fn read(&self) -> &Pool {
        &self.read
    }

    /// For single statements that change something; several belong into [`Database::begin_write`].
    pub const fn write(&self) -> &Pool {
        &self.write
    }

    /// Starts a transaction that may write. Inside it use only the transaction: another connection may never come.
    ///
    /// # Errors
    /// The database's error.
    pub async fn begin_write(&self) -> Result<Transaction, DbErr> {
        self.write.begin(None).await
    }

    /// [`Database::begin_write`], once nobody else is inside one that began with the same `lock`: on Postgres the number of an advisory lock.
    ///
    /// # Errors
    /// The database's error, also when it took too long.
    pub async fn begin_alone(&self, lock: i64) -> Result<Transaction, DbErr> {
        self.write.begin(Some(lock)).await
    }

    /// Starts a transaction whose queries all see one state of the database.
    ///
    /// # Errors
    /// The database's error.
    pub async fn begin_snapshot(&self) -> Result<Transaction, DbErr> {
        self.read.begin(None).await
    }

    /// How much of both halves is in use.
    pub fn used(&self) -> [(&'static str, PoolUse); 2] {
        [("write", self.write.used()), ("read", self.read.used())]
    }

    /// Which of the two it is.
    pub fn backend(&self) -> DbBackend {
        self.write.get_database_backend()
    }

    /// What migrations and the drawing of the tables need: a connection of the library's own, without our care. On Postgres it
    /// is a new one, closed when it is dropped.
    ///
    /// # Errors
    /// The database's error.
    pub async fn driver(&self) -> Result<DatabaseConnection, DbErr> {
        if let Some(driver) = self.write.sqlite_driver() {
            return Ok(driver.clone());
        }
        let options = options(self.url.expose_secret(), 1, PoolSizes::ACQUIRE_TIMEOUT);
        sea_orm::Database::connect(options).await
    }

    /// Applies pending migrations; safe when several processes start at once.
    ///
    /// # Errors
    /// The database's error.
    pub async fn migrate(&self) -> Result<(), DbErr> {
        aftercare_migration::up(&self.driver().await?).await
    }

    /// Whether every migration is applied; `false` too when that cannot be found out.
    pub async fn is_migrated(&self) -> bool {
        aftercare_migration::pending(&self.read).await.is_ok_and(|pending| pending.is_empty())
    }

    /// Closes every connection.
    ///
    /// # Errors
    /// The database's error.
    pub async fn close(self) -> Result<(), DbErr> {
        self.read.close().await?;
        self.write.close().await
    }
}

/// What is said of a server that does not answer in [`ANSWER`].
fn no_answer() -> DbErr {
    DbErr::Conn(RuntimeErr::Internal("the database does not answer".to_owned()))
}

fn options(url: &str, connections: u32, acquire_timeout: Duration) -> ConnectOptions {
    let mut options = ConnectOptions::new(url.to_owned());
    options
        .max_connections(connections)
        .acquire_timeout(acquire_timeout)
        .connect_timeout(acquire_timeout)
        // SQLite's look at a connection before its use finds out more.
        .test_before_acquire(false)
        .sqlx_logging(false)
        .record_stmt_in_spans(false);
    options
}
