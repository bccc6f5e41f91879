//! The connection to SQLite or Postgres, and the only ways to start a transaction.
//!
//! SQLite has one writer connection and a few readers: several writers only queue unfairly on its one lock. Write
//! transactions are IMMEDIATE, because a deferred one that reads first fails under load instead of waiting.
//! On Postgres both halves are pools of the same kind.

use sea_orm::{
    AccessMode, ConnectOptions, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, IsolationLevel,
    SqliteTransactionMode, TransactionOptions, TransactionTrait,
};
use secrecy::{ExposeSecret, SecretString};
use std::time::Duration;

/// The database: `write` for changes, `read` for queries. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Database {
    write: DatabaseConnection,
    read: DatabaseConnection,
}

/// How many connections, and how long to wait for one.
#[derive(Clone, Copy, Debug)]
pub struct PoolSizes {
    /// Connections for changes (Postgres; SQLite always has one).
    pub write: u32,
    /// Connections for queries.
    pub read: u32,
    /// How long a request waits for a connection.
    pub acquire_timeout: Duration,
}

impl Default for PoolSizes {
    fn default() -> Self {
        Self { write: 10, read: 10, acquire_timeout: Duration::from_secs(3) }
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
            Self::connect_sqlite(url, sizes).await
        } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            let write = sea_orm::Database::connect(options(url, sizes.write, sizes.acquire_timeout)).await?;
            let read = sea_orm::Database::connect(options(url, sizes.read, sizes.acquire_timeout)).await?;
            Ok(Self { write, read })
        } else {
            Err(DbErr::Custom("DATABASE_URL must begin with postgres:// or sqlite://".to_owned()))
        }
    }

    async fn connect_sqlite(url: &str, sizes: PoolSizes) -> Result<Self, DbErr> {
        let mut write = options(url, 1, sizes.acquire_timeout);
        write.map_sqlx_sqlite_opts(|o| {
            o.create_if_missing(true)
                .foreign_keys(true)
                .busy_timeout(Duration::from_secs(5))
                .pragma("journal_mode", "WAL")
                .pragma("synchronous", "NORMAL")
        });
        let write = sea_orm::Database::connect(write).await?;
        let mut read = options(url, sizes.read.clamp(1, 4), sizes.acquire_timeout);
        read.map_sqlx_sqlite_opts(|o| {
            o.foreign_keys(true).busy_timeout(Duration::from_secs(5)).pragma("query_only", "ON")
        });
        let read = sea_orm::Database::connect(read).await?;
        Ok(Self { write, read })
    }

    /// For queries outside any transaction.
    pub const fn read(&self) -> &DatabaseConnection {
        &self.read
    }

    /// For single statements that change something; several belong into [`Database::begin_write`].
    pub const fn write(&self) -> &DatabaseConnection {
        &self.write
    }

    /// Starts a transaction that may write. Inside it use only the transaction: another connection may never come.
    ///
    /// # Errors
    /// The database's error.
    pub async fn begin_write(&self) -> Result<DatabaseTransaction, DbErr> {
        self.begin(&self.write, AccessMode::ReadWrite, None).await
    }

    /// Starts a transaction whose queries all see one state of the database.
    ///
    /// # Errors
    /// The database's error.
    pub async fn begin_snapshot(&self) -> Result<DatabaseTransaction, DbErr> {
        let isolation = (self.backend() == DbBackend::Postgres).then_some(IsolationLevel::RepeatableRead);
        self.begin(&self.read, AccessMode::ReadOnly, isolation).await
    }

    async fn begin(
        &self,
        on: &DatabaseConnection,
        access: AccessMode,
        isolation_level: Option<IsolationLevel>,
    ) -> Result<DatabaseTransaction, DbErr> {
        let sqlite = self.backend() == DbBackend::Sqlite;
        on.begin_with_options(TransactionOptions {
            isolation_level,
            access_mode: (!sqlite).then_some(access),
            sqlite_transaction_mode: (sqlite && access == AccessMode::ReadWrite)
                .then_some(SqliteTransactionMode::Immediate),
        })
        .await
    }

    /// Which of the two it is.
    pub fn backend(&self) -> DbBackend {
        self.write.get_database_backend()
    }

    /// Applies pending migrations; safe when several processes start at once.
    ///
    /// # Errors
    /// The database's error.
    pub async fn migrate(&self) -> Result<(), DbErr> {
        aftercare_migration::up(&self.write).await
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

fn options(url: &str, connections: u32, acquire_timeout: Duration) -> ConnectOptions {
    let mut options = ConnectOptions::new(url.to_owned());
    options
        .max_connections(connections)
        .acquire_timeout(acquire_timeout)
        .connect_timeout(acquire_timeout)
        .sqlx_logging(false)
        .record_stmt_in_spans(false);
    options
}
