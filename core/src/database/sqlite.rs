//! Connections to SQLite, and the look at one before it is used.
//!
//! After SQLITE_FULL, and some I/O errors, SQLite has rolled the transaction back by itself. The driver's own roll-back then
//! fails, and it goes on counting a depth of one: the next "transaction" is a savepoint, whose roll-back leaves an outermost
//! transaction open, and every later commit releases a savepoint inside it. All of that is answered, and none of it is stored.
//! So a connection is used only while the driver counts no transaction and SQLite has none, which BEGIN proves: inside a
//! transaction it fails. It takes no lock and touches no file.

use super::{
    PoolSizes, options,
    pool::{Pool, Use},
};
use sea_orm::{ConnectOptions, DbErr};
use sqlx::{Connection, Executor, SqliteConnection};
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

/// How long a statement waits for another process that writes.
const BUSY: Duration = Duration::from_secs(5);

/// The one connection that writes; makes the file when it is missing.
pub(super) async fn writer(url: &str, sizes: PoolSizes) -> Result<Pool, DbErr> {
    let mut options = options(url, 1, sizes.acquire_timeout);
    options.map_sqlx_sqlite_opts(|o| {
        o.create_if_missing(true)
            .foreign_keys(true)
            .busy_timeout(BUSY)
            .pragma("journal_mode", "WAL")
            .pragma("synchronous", "NORMAL")
    });
    connect(options, Use::Write).await
}

/// Connections that only read.
pub(super) async fn readers(url: &str, sizes: PoolSizes) -> Result<Pool, DbErr> {
    let mut options = options(url, sizes.read.clamp(1, 4), sizes.acquire_timeout);
    options.map_sqlx_sqlite_opts(|o| o.foreign_keys(true).busy_timeout(BUSY).pragma("query_only", "ON"));
    connect(options, Use::Read).await
}

async fn connect(mut options: ConnectOptions, used_for: Use) -> Result<Pool, DbErr> {
    let doubt = Arc::new(AtomicBool::new(false));
    let doubted = Arc::clone(&doubt);
    options.map_sqlx_sqlite_before_acquire(move |connection, _| {
        let doubted = doubted.swap(false, Ordering::AcqRel);
        Box::pin(async move { Ok(!doubted && is_outside_transaction(connection).await) })
    });
    options.map_sqlx_sqlite_pool_opts(|pool| {
        // A connection that waits inside a transaction keeps every other process from writing.
        pool.after_release(|connection, _| Box::pin(is_released(connection)))
    });
    Ok(Pool::sqlite(sea_orm::Database::connect(options).await?, used_for, doubt))
}

/// Whether neither the driver nor SQLite is inside a transaction.
async fn is_outside_transaction(connection: &mut SqliteConnection) -> bool {
    let really = connection.execute("BEGIN; ROLLBACK").await;
    let good = really.is_ok() && !connection.is_in_transaction();
    if !good {
        tracing::warn!("a database connection was left inside a transaction; it is closed");
    }
    good
}

/// Waits for a roll-back that is under way; whether the driver counts no transaction after it.
async fn is_released(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    connection.ping().await?;
    Ok(!connection.is_in_transaction())
}
