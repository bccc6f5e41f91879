//! A pool of connections, as the rest of the program sees it: single statements, and the beginning of a transaction.
//!
//! The driver hands out the first row of `INSERT ... RETURNING` before the statement's own commit is through, and drops
//! what the commit says. So on the half that writes, a statement with rows runs in a transaction.

use super::{ANSWER, transaction::Transaction, trouble::Probe};
use sea_orm::{
    AccessMode, ConnectionTrait, DatabaseConnection, DbBackend, DbErr, ExecResult, IsolationLevel,
    QueryResult, RuntimeErr, SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
};
use std::{
    future::Future,
    sync::{Arc, atomic::AtomicBool},
};

/// What a pool's connections are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    Write,
    Read,
}

/// Connections to one database. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Pool {
    driver: DatabaseConnection,
    used_for: Use,
    /// Set when a commit failed: the one connection of SQLite is then closed instead of used again.
    doubt: Arc<AtomicBool>,
    /// Finds out why there is no connection.
    probe: Option<Probe>,
}

impl Pool {
    pub(super) const fn new(
        driver: DatabaseConnection,
        used_for: Use,
        doubt: Arc<AtomicBool>,
        probe: Option<Probe>,
    ) -> Self {
        Self { driver, used_for, doubt, probe }
    }

    pub(super) const fn driver(&self) -> &DatabaseConnection {
        &self.driver
    }

    /// Begins a transaction, in a task of its own: one that was given up half-way would leave its connection inside it.
    pub(super) async fn begin(&self) -> Result<Transaction, DbErr> {
        let (driver, options, doubt) = (self.driver.clone(), self.options(), Arc::clone(&self.doubt));
        let begun = tokio::spawn(async move {
            let begun = tokio::time::timeout(ANSWER, driver.begin_with_options(options)).await;
            begun.unwrap_or_else(|_| Err(no_answer())).map(|tx| Transaction::new(tx, doubt))
        });
        self.explained(begun.await.unwrap_or_else(|_| Err(no_answer()))).await
    }

    fn options(&self) -> TransactionOptions {
        let sqlite = self.driver.get_database_backend() == DbBackend::Sqlite;
        let writes = self.used_for == Use::Write;
        TransactionOptions {
            isolation_level: (!sqlite && !writes).then_some(IsolationLevel::RepeatableRead),
            access_mode: (!sqlite).then_some(if writes {
                AccessMode::ReadWrite
            } else {
                AccessMode::ReadOnly
            }),
            sqlite_transaction_mode: (sqlite && writes).then_some(SqliteTransactionMode::Immediate),
        }
    }

    async fn alone<T>(&self, statement: impl Future<Output = Result<T, DbErr>> + Send) -> Result<T, DbErr> {
        let answer = tokio::time::timeout(ANSWER, statement).await;
        self.explained(answer.unwrap_or_else(|_| Err(no_answer()))).await
    }

    /// With the reason why there is no connection, in place of "timed out".
    async fn explained<T>(&self, answer: Result<T, DbErr>) -> Result<T, DbErr> {
        match (answer, &self.probe) {
            (Err(error @ DbErr::ConnectionAcquire(_)), Some(probe)) => Err(probe.explain(error).await),
            (answer, _) => answer,
        }
    }
}

fn no_answer() -> DbErr {
    DbErr::Conn(RuntimeErr::Internal("the database does not answer".to_owned()))
}

#[async_trait::async_trait]
impl ConnectionTrait for Pool {
    fn get_database_backend(&self) -> DbBackend {
        self.driver.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.alone(self.driver.execute_raw(statement)).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.alone(self.driver.execute_unprepared(sql)).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        if self.used_for == Use::Read {
            return self.alone(self.driver.query_one_raw(statement)).await;
        }
        let tx = self.begin().await?;
        let answer = tx.query_one_raw(statement).await?;
        tx.commit().await.map(|()| answer)
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        if self.used_for == Use::Read {
            return self.alone(self.driver.query_all_raw(statement)).await;
        }
        let tx = self.begin().await?;
        let answer = tx.query_all_raw(statement).await?;
        tx.commit().await.map(|()| answer)
    }
}
