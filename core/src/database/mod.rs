//! The connection to SQLite or Postgres, and the only ways to start a transaction.
//!
//! SQLite has one writer connection and a few readers: several writers only queue unfairly on its one lock. Write
//! transactions are IMMEDIATE, because a deferred one that reads first fails under load instead of waiting.
//! On Postgres both halves are pools of the same kind.
//!
//! What is answered is stored. Four things see to it:
//! - a connection is looked at before each use ([`sqlite`], [`postgres`]): one that is still inside a transaction, or
//!   whose driver counts wrongly, is closed, and another one is opened;
//! - beginning and committing run to their end even when the request that asked is given up ([`transaction`]);
//! - a transaction in which a statement failed, or was given up, takes no further statement and cannot be committed;
//! - outside a transaction a statement is answered when its own commit is through ([`pool`]).

mod pool;
mod postgres;
mod sqlite;
mod transaction;
mod trouble;

pub use pool::Pool;
pub use transaction::Transaction;
pub(crate) use trouble::of as trouble_of;

use sea_orm::{ConnectOptions, DatabaseConnection, DbBackend, DbErr};
use secrecy::{ExposeSecret, SecretString};
use std::time::Duration;

/// A statement that is not answered by then never will be: the server's own limit is shorter, so the line is dead.
const ANSWER: Duration = Duration::from_secs(25);

/// The database: `write` for changes, `read` for queries. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Database {
    write: Pool,
    read: Pool,
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

impl Default for PoolSizes {
    fn default() -> Self {
        Self {
            write: 10,
            read: 10,
            acquire_timeout: Duration::from_secs(3),
            statement_timeout: Duration::from_secs(20),
            lock_timeout: Duration::from_secs(4),
            idle_transaction_timeout: Duration::from_secs(6),
        }
    }
}

impl Database {
    /// Connects to `postgres://...` or `sqlite://path` (made when missing). Does not migrate.
    ///
    /// # Errors
    /// The database's error; its text may name the host but never the password.
    pub async fn connect(url: &SecretString, sizes: PoolSizes) -> Result<Self, DbErr> {
        let url = url.expose_secret();
        if url.starts_with("sqlite:") {
            Ok(Self { write: sqlite::writer(url, sizes).await?, read: sqlite::readers(url, sizes).await? })
        } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            let write = postgres::pool(url, sizes.write, sizes, pool::Use::Write).await?;
            Ok(Self { write, read: postgres::pool(url, sizes.read, sizes, pool::Use::Read).await? })
        } else {
            Err(DbErr::Custom("DATABASE_URL must begin with postgres:// or sqlite://".to_owned()))
        }
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
        self.write.begin().await
    }

    /// Starts a transaction whose queries all see one state of the database.
    ///
    /// # Errors
    /// The database's error.
    pub async fn begin_snapshot(&self) -> Result<Transaction, DbErr> {
        self.read.begin().await
    }

    /// Which of the two it is.
    pub fn backend(&self) -> DbBackend {
        self.write.driver().get_database_backend()
    }

    /// What migrations and the drawing of the tables need: the driver's own connection, without our care.
    pub const fn driver(&self) -> &DatabaseConnection {
        self.write.driver()
    }

    /// Applies pending migrations; safe when several processes start at once.
    ///
    /// # Errors
    /// The database's error.
    pub async fn migrate(&self) -> Result<(), DbErr> {
        aftercare_migration::up(self.driver()).await
    }

    /// Whether every migration is applied; `false` too when that cannot be found out.
    pub async fn is_migrated(&self) -> bool {
        aftercare_migration::pending(self.read.driver()).await.is_ok_and(|pending| pending.is_empty())
    }

    /// Closes every connection.
    ///
    /// # Errors
    /// The database's error.
    pub async fn close(self) -> Result<(), DbErr> {
        self.read.driver().clone().close().await?;
        self.write.driver().clone().close().await
    }
}

fn options(url: &str, connections: u32, acquire_timeout: Duration) -> ConnectOptions {
    let mut options = ConnectOptions::new(url.to_owned());
    options
        .max_connections(connections)
        .acquire_timeout(acquire_timeout)
        .connect_timeout(acquire_timeout)
        // The look at a connection before its use finds out as well whether it still answers.
        .test_before_acquire(false)
        .sqlx_logging(false)
        .record_stmt_in_spans(false);
    options
}
