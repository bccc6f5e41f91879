//! A connection that somebody holds. What came of its last statement decides whether it can be given back as it is.

use super::{
    super::no_answer,
    ANSWER, failed,
    manager::{Line, Manager},
    work::{Answer, Work},
};
use deadpool::managed::Object;
use sea_orm::DbErr;
use sqlx::{Connection, Executor, PgConnection};
use std::{mem, time::Duration};
use tokio::time::{Instant, timeout};
use tracing::Instrument;

/// How long a connection that has to be settled may take for it.
const SETTLE: Duration = Duration::from_secs(5);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Outside any transaction, with no answer to come.
    Clean,
    /// Inside a transaction of its holder's.
    Inside,
    /// A statement is under way, or was given up.
    Unknown,
}

/// A connection out of its pool; dropped, it goes back, or is settled first.
#[derive(Debug)]
pub(in crate::database) struct Held {
    line: Option<Object<Manager>>,
    state: State,
}

impl Held {
    pub(super) const fn new(line: Object<Manager>) -> Self {
        Self { line: Some(line), state: State::Clean }
    }

    /// Does `work`, one statement of its holder's, and waits for the whole of its answer. A span of the level TRACE says so.
    ///
    /// # Errors
    /// The database's. After one that leaves the connection useless, [`Held::is_lost`].
    pub(in crate::database) async fn statement(&mut self, work: Work<'_>) -> Result<Answer, DbErr> {
        let answer = self.answer(work).instrument(tracing::trace_span!("statement")).await;
        // Whatever a text may have begun is not left to the next one.
        if self.state == State::Clean && matches!(work, Work::Text(_)) {
            self.state = State::Unknown;
        }
        answer
    }

    async fn answer(&mut self, work: Work<'_>) -> Result<Answer, DbErr> {
        let before = mem::replace(&mut self.state, State::Unknown);
        let Some(line) = &mut self.line else { return Err(no_answer()) };
        match timeout(ANSWER, work.on(&mut line.connection)).await {
            Ok(answer) => {
                if answer.as_ref().err().is_some_and(is_the_end) {
                    self.close();
                } else {
                    self.state = before;
                }
                answer.map_err(failed(work.failure()))
            }
            Err(_) => Err(no_answer()),
        }
    }

    /// Begins a transaction by `sql`, which may ask for more than that.
    ///
    /// # Errors
    /// The database's.
    pub(super) async fn begin(&mut self, sql: &str) -> Result<(), DbErr> {
        let begun = self.answer(Work::Text(sql)).await;
        // One that has begun, and was refused the rest, has to be ended.
        self.state = if begun.is_ok() { State::Inside } else { State::Unknown };
        begun.map(drop)
    }

    /// Commits the transaction that [`Held::begin`] began.
    ///
    /// # Errors
    /// The database's; whether it was committed is not known when the connection was lost meanwhile.
    pub(in crate::database) async fn commit(&mut self) -> Result<(), DbErr> {
        self.answer(Work::Text("COMMIT")).await?;
        self.state = State::Clean;
        Ok(())
    }

    /// Whether there is a connection no more.
    pub(super) const fn is_lost(&self) -> bool {
        self.line.is_none()
    }

    /// How long it had waited when it was taken.
    pub(super) fn rested(&self) -> Duration {
        self.line.as_ref().map(|line| line.idle_since.elapsed()).unwrap_or_default()
    }

    /// Asks whether it answers, and closes it when it does not.
    pub(super) async fn ask(&mut self) {
        let Some(line) = &mut self.line else { return };
        if !matches!(timeout(SETTLE, line.connection.ping()).await, Ok(Ok(()))) {
            self.close();
        }
    }

    fn close(&mut self) {
        drop(self.line.take().map(Object::take));
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let Some(mut line) = self.line.take() else { return };
        if self.state == State::Clean {
            line.idle_since = Instant::now();
            return;
        }
        // Without a runtime the process is at its end, and the server ends the session with it.
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return drop(Object::take(line)) };
        runtime.spawn(async move {
            if timeout(SETTLE, settle(&mut line)).await != Ok(true) {
                drop(Object::take(line));
            }
        });
    }
}

/// Ends whatever the connection is in: reads what is still to come, and rolls back.
async fn settle(line: &mut Line) -> bool {
    let connection: &mut PgConnection = &mut line.connection;
    // The answer that nobody waited for may be an error: it comes before that of the roll-back.
    let settled =
        connection.execute("ROLLBACK").await.is_ok() || connection.execute("ROLLBACK").await.is_ok();
    line.idle_since = Instant::now();
    settled
}

/// Whether a connection is of no use after this: its line is broken, or the server has ended the session.
fn is_the_end(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Database(error) => {
            let code = error.code().unwrap_or_default();
            code.starts_with("08") || matches!(&*code, "57P01" | "57P02" | "57P03" | "57P05" | "25P03")
        }
        // Of a value of ours, before anything was sent; or of a row, after all was read.
        sqlx::Error::Encode(_)
        | sqlx::Error::Decode(_)
        | sqlx::Error::RowNotFound
        | sqlx::Error::ColumnDecode { .. }
        | sqlx::Error::TypeNotFound { .. } => false,
        _ => true,
    }
}
