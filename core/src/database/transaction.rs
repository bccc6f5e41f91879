//! A transaction that cannot be committed unless all of it happened.
//!
//! On Postgres, COMMIT after a failed statement is answered "ROLLBACK", which the driver takes for success; on SQLite the
//! statements after one that made SQLite roll back are each committed alone. So after a failed statement, or one that was
//! given up half-way, there is only the roll-back.

use super::{
    ANSWER,
    postgres::{Answer, Held, Work},
};
use crate::statements;
use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, RuntimeErr, Statement,
};
use std::{
    future::Future,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};
use tokio::sync::Mutex;

/// A live transaction; dropped without [`Transaction::commit`], it is rolled back.
#[derive(Debug)]
pub struct Transaction {
    on: On,
    /// A statement failed or was given up.
    failed: AtomicBool,
}

#[derive(Debug)]
enum On {
    Sqlite {
        inner: DatabaseTransaction,
        /// Set when the connection's state is not known: it is closed instead of used again.
        doubt: Arc<AtomicBool>,
    },
    Postgres(Mutex<Held>),
}

impl On {
    async fn commit(self) -> Result<(), DbErr> {
        match self {
            Self::Postgres(held) => held.into_inner().commit().await,
            Self::Sqlite { inner, doubt } => {
                let committed = inner.commit().await;
                if committed.is_err() {
                    doubt.store(true, Ordering::Release);
                }
                committed
            }
        }
    }
}

impl Transaction {
    pub(super) const fn on_sqlite(inner: DatabaseTransaction, doubt: Arc<AtomicBool>) -> Self {
        Self { on: On::Sqlite { inner, doubt }, failed: AtomicBool::new(false) }
    }

    pub(super) fn on_postgres(held: Held) -> Self {
        Self { on: On::Postgres(Mutex::new(held)), failed: AtomicBool::new(false) }
    }

    /// Commits. It runs to its end even when the caller is given up meanwhile.
    ///
    /// # Errors
    /// The database's, or that a statement had failed: nothing is stored then, except that a connection lost in the middle
    /// of the commit leaves it open.
    pub async fn commit(self) -> Result<(), DbErr> {
        self.commit_then(|| ()).await
    }

    /// [`Transaction::commit`], and `then` after it, whoever waits for that.
    ///
    /// # Errors
    /// As for [`Transaction::commit`]; `then` is not called.
    pub async fn commit_then(self, then: impl FnOnce() + Send + 'static) -> Result<(), DbErr> {
        if self.failed.load(Ordering::Acquire) {
            return Err(unusable("a statement of this transaction failed, so it is rolled back"));
        }
        let on = self.on;
        let committing = tokio::spawn(async move {
            on.commit().await?;
            then();
            Ok(())
        });
        match tokio::time::timeout(ANSWER, committing).await {
            Ok(Ok(committed)) => committed,
            Ok(Err(_)) | Err(_) => Err(unusable("the commit was not answered")),
        }
    }

    async fn run<T>(&self, statement: impl Future<Output = Result<T, DbErr>> + Send) -> Result<T, DbErr> {
        if self.failed.load(Ordering::Acquire) {
            return Err(unusable("an earlier statement of this transaction failed"));
        }
        statements::note();
        let mut running = Running { failed: &self.failed, whole: false };
        let answer = tokio::time::timeout(ANSWER, statement).await;
        let answer = answer.unwrap_or_else(|_| Err(unusable("the database does not answer")));
        running.whole = answer.is_ok();
        answer
    }
}

async fn answer(held: &Mutex<Held>, work: Work<'_>) -> Result<Answer, DbErr> {
    held.lock().await.statement(work).await
}

/// A statement under way: unless it comes to a good end, its transaction has failed.
struct Running<'t> {
    failed: &'t AtomicBool,
    whole: bool,
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        if !self.whole {
            self.failed.store(true, Ordering::Release);
        }
    }
}

fn unusable(why: &str) -> DbErr {
    DbErr::Conn(RuntimeErr::Internal(why.to_owned()))
}

#[async_trait::async_trait]
impl ConnectionTrait for Transaction {
    fn get_database_backend(&self) -> DbBackend {
        match &self.on {
            On::Sqlite { .. } => DbBackend::Sqlite,
            On::Postgres(_) => DbBackend::Postgres,
        }
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        match &self.on {
            On::Sqlite { inner, .. } => self.run(inner.execute_raw(statement)).await,
            On::Postgres(held) => self.run(answer(held, Work::Change(&statement))).await.map(Answer::changed),
        }
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        match &self.on {
            On::Sqlite { inner, .. } => self.run(inner.execute_unprepared(sql)).await,
            On::Postgres(held) => self.run(answer(held, Work::Text(sql))).await.map(Answer::changed),
        }
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        match &self.on {
            On::Sqlite { inner, .. } => self.run(inner.query_one_raw(statement)).await,
            On::Postgres(_) => Ok(self.query_all_raw(statement).await?.into_iter().next()),
        }
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        match &self.on {
            On::Sqlite { inner, .. } => self.run(inner.query_all_raw(statement)).await,
            On::Postgres(held) => self.run(answer(held, Work::Rows(&statement))).await.map(Answer::rows),
        }
    }
}
