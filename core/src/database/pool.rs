//! A pool of connections, as the rest of the program sees it: single statements, and the beginning of a transaction.
//!
//! SQLite's driver hands out the first row of `INSERT ... RETURNING` before the statement's own commit is through, and drops
//! what the commit says. So on the half that writes, a statement with rows runs in a transaction there.

use super::{
    ANSWER, no_answer,
    postgres::{Lines, Work},
    transaction::Transaction,
};
use crate::statements;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, DbErr, ExecResult, QueryResult, SqliteTransactionMode,
    Statement, TransactionOptions, TransactionTrait,
};
use std::{
    borrow::Cow,
    future::Future,
    sync::{Arc, atomic::AtomicBool},
};

/// What a pool's connections are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    Write,
    Read,
}

/// How many connections of a pool are in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PoolUse {
    /// Somebody has them.
    pub busy: i64,
    /// Nobody has them.
    pub idle: i64,
    /// As many as there may be.
    pub most: i64,
    /// Those who wait for one, where the pool counts them.
    pub waiting: Option<i64>,
}

/// Connections to one database. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Pool {
    of: Of,
    used_for: Use,
}

#[derive(Clone, Debug)]
enum Of {
    Sqlite {
        driver: DatabaseConnection,
        /// Set when a commit failed: the one connection that writes is then closed instead of used again.
        doubt: Arc<AtomicBool>,
    },
    Postgres(Lines),
}

impl Pool {
    pub(super) const fn sqlite(driver: DatabaseConnection, used_for: Use, doubt: Arc<AtomicBool>) -> Self {
        Self { of: Of::Sqlite { driver, doubt }, used_for }
    }

    pub(super) const fn postgres(lines: Lines, used_for: Use) -> Self {
        Self { of: Of::Postgres(lines), used_for }
    }

    /// The driver's own connection to SQLite.
    pub(super) const fn sqlite_driver(&self) -> Option<&DatabaseConnection> {
        match &self.of {
            Of::Sqlite { driver, .. } => Some(driver),
            Of::Postgres(_) => None,
        }
    }

    pub(super) fn used(&self) -> PoolUse {
        match &self.of {
            Of::Postgres(lines) => lines.used(),
            Of::Sqlite { driver, .. } => {
                let pool = driver.get_sqlite_connection_pool();
                let number = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
                let (size, idle) = (u64::from(pool.size()), pool.num_idle() as u64);
                let most = number(pool.options().get_max_connections().into());
                PoolUse { busy: number(size.saturating_sub(idle)), idle: number(idle), most, waiting: None }
            }
        }
    }

    /// A transaction, which on Postgres takes the advisory lock of that number first, on the same round trip. SQLite lets one write at a time
    /// anyway.
    pub(super) async fn begin(&self, lock: Option<i64>) -> Result<Transaction, DbErr> {
        match &self.of {
            Of::Postgres(lines) => {
                let begin = match self.used_for {
                    Use::Write => "BEGIN READ WRITE",
                    Use::Read => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
                };
                let sql = lock.map_or_else(
                    || Cow::Borrowed(begin),
                    |lock| Cow::Owned(format!("{begin}; SELECT pg_advisory_xact_lock({lock})")),
                );
                lines.begin(&sql).await.map(Transaction::on_postgres)
            }
            Of::Sqlite { driver, doubt } => begin_on_sqlite(driver, self.used_for, doubt).await,
        }
    }

    pub(super) async fn close(&self) -> Result<(), DbErr> {
        match &self.of {
            Of::Sqlite { driver, .. } => driver.clone().close().await,
            Of::Postgres(lines) => {
                lines.close();
                Ok(())
            }
        }
    }

    async fn rows(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        statements::note();
        match (&self.of, self.used_for) {
            (Of::Postgres(lines), Use::Read) => lines.read(Work::Rows(&statement)).await,
            (Of::Postgres(lines), Use::Write) => lines.write(Work::Rows(&statement)).await,
            (Of::Sqlite { driver, .. }, Use::Read) => return alone(driver.query_all_raw(statement)).await,
            (Of::Sqlite { .. }, Use::Write) => {
                let tx = self.begin(None).await?;
                let rows = tx.query_all_raw(statement).await?;
                return tx.commit().await.map(|()| rows);
            }
        }
        .map(super::postgres::Answer::rows)
    }
}

/// In a task of its own: a transaction that was given up while it began would leave its connection inside it.
async fn begin_on_sqlite(
    driver: &DatabaseConnection,
    used_for: Use,
    doubt: &Arc<AtomicBool>,
) -> Result<Transaction, DbErr> {
    let options = TransactionOptions {
        isolation_level: None,
        access_mode: None,
        sqlite_transaction_mode: (used_for == Use::Write).then_some(SqliteTransactionMode::Immediate),
    };
    let (driver, doubt) = (driver.clone(), Arc::clone(doubt));
    let begun = tokio::spawn(async move {
        alone(driver.begin_with_options(options)).await.map(|tx| Transaction::on_sqlite(tx, doubt))
    });
    begun.await.unwrap_or_else(|_| Err(no_answer()))
}

async fn alone<T>(statement: impl Future<Output = Result<T, DbErr>> + Send) -> Result<T, DbErr> {
    tokio::time::timeout(ANSWER, statement).await.unwrap_or_else(|_| Err(no_answer()))
}

#[async_trait::async_trait]
impl ConnectionTrait for Pool {
    fn get_database_backend(&self) -> DbBackend {
        match &self.of {
            Of::Sqlite { .. } => DbBackend::Sqlite,
            Of::Postgres(_) => DbBackend::Postgres,
        }
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        statements::note();
        match &self.of {
            Of::Sqlite { driver, .. } => alone(driver.execute_raw(statement)).await,
            Of::Postgres(lines) => {
                lines.write(Work::Change(&statement)).await.map(super::postgres::Answer::changed)
            }
        }
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        statements::note();
        match &self.of {
            Of::Sqlite { driver, .. } => alone(driver.execute_unprepared(sql)).await,
            Of::Postgres(lines) => lines.write(Work::Text(sql)).await.map(super::postgres::Answer::changed),
        }
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        Ok(self.rows(statement).await?.into_iter().next())
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.rows(statement).await
    }
}
