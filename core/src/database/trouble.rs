//! Which of the database's errors pass by themselves, and why a connection does not come.
//!
//! A database that is away, shutting down, full, or busy is no fault of the program's: whoever asked is told to try again, and
//! the log says what is wrong. All else is a fault.

use sea_orm::{ConnAcquireErr, DbErr, RuntimeErr};
use sqlx::{
    ConnectOptions, Connection,
    error::DatabaseError,
    postgres::{PgConnectOptions, PgDatabaseError},
};
use std::{sync::Arc, time::Duration};
use tokio::{sync::Mutex, time::Instant};

/// How long to try to connect, only to learn why others could not.
const TRY: Duration = Duration::from_millis(500);
/// How long an answer to that holds for everybody who waits.
const HOLDS: Duration = Duration::from_secs(1);

/// What keeps the database from doing this now, when it is something that passes; no text of a statement or a row.
pub(crate) fn of(error: &DbErr) -> Option<String> {
    match error {
        DbErr::ConnectionAcquire(ConnAcquireErr::Timeout) => {
            Some("no connection was free in time".to_owned())
        }
        DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed) => Some("it is being closed".to_owned()),
        DbErr::Conn(RuntimeErr::Internal(why)) => Some(why.clone()),
        DbErr::Conn(RuntimeErr::SqlxError(error))
        | DbErr::Exec(RuntimeErr::SqlxError(error))
        | DbErr::Query(RuntimeErr::SqlxError(error)) => of_driver(error),
        _ => None,
    }
}

fn of_driver(error: &sqlx::Error) -> Option<String> {
    match error {
        sqlx::Error::Io(error) => Some(error.to_string()),
        sqlx::Error::PoolTimedOut => Some("no connection was free in time".to_owned()),
        sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed | sqlx::Error::BeginFailed => {
            Some(error.to_string())
        }
        sqlx::Error::Database(error) if passes(error.as_ref()) => Some(error.to_string()),
        _ => None,
    }
}

fn passes(error: &dyn DatabaseError) -> bool {
    let code = error.code().unwrap_or_default();
    if error.try_downcast_ref::<PgDatabaseError>().is_some() {
        passes_on_postgres(&code)
    } else {
        passes_on_sqlite(&code)
    }
}

/// <https://www.postgresql.org/docs/current/errcodes-appendix.html>
fn passes_on_postgres(code: &str) -> bool {
    let class = code.get(..2).unwrap_or_default();
    // Connection lost; out of disk, memory or connections; shutting down or starting; I/O.
    matches!(class, "08" | "53" | "57" | "58")
        // Serialisation, deadlock, lock time-out, ended while idle in a transaction, a replica.
        || matches!(code, "40001" | "40P01" | "55P03" | "25P03" | "25006")
}

/// <https://www.sqlite.org/rescode.html>: the low byte is the kind.
fn passes_on_sqlite(code: &str) -> bool {
    const BUSY: u32 = 5;
    const LOCKED: u32 = 6;
    const OUT_OF_MEMORY: u32 = 7;
    const READ_ONLY: u32 = 8;
    const IO: u32 = 10;
    const FULL: u32 = 13;
    const CANNOT_OPEN: u32 = 14;
    let kind = code.parse::<u32>().map(|code| code & 0xff);
    matches!(kind, Ok(BUSY | LOCKED | OUT_OF_MEMORY | READ_ONLY | IO | FULL | CANNOT_OPEN))
}

/// Finds out why the pool has no connection: it only says that its time is over. Cheap to clone.
#[derive(Clone)]
pub(super) struct Probe {
    to: Arc<PgConnectOptions>,
    connections: u32,
    found: Arc<Mutex<Option<(Instant, DbErr)>>>,
}

// By hand, since an address holds a password.
impl std::fmt::Debug for Probe {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Probe").field("connections", &self.connections).finish_non_exhaustive()
    }
}

impl Probe {
    pub(super) fn new(to: PgConnectOptions, connections: u32) -> Self {
        Self { to: Arc::new(to), connections, found: Arc::default() }
    }

    /// The cause in place of a time-out; one look a second, however many ask. Any other error stays what it is.
    pub(super) async fn explain(&self, error: DbErr) -> DbErr {
        let timed_out = match &error {
            DbErr::ConnectionAcquire(ConnAcquireErr::Timeout) => true,
            DbErr::Conn(RuntimeErr::SqlxError(error)) => matches!(**error, sqlx::Error::PoolTimedOut),
            _ => false,
        };
        if !timed_out {
            return error;
        }
        let mut found = self.found.lock().await;
        if let Some((at, cause)) = &*found
            && at.elapsed() < HOLDS
        {
            return cause.clone();
        }
        let cause = self.look().await;
        *found = Some((Instant::now(), cause.clone()));
        cause
    }

    /// Resolves when the server answers nobody any more.
    pub(super) async fn silence(&self) -> DbErr {
        loop {
            match tokio::time::timeout(TRY, self.to.connect()).await {
                Err(_) => return internal("the server does not answer".to_owned()),
                Ok(Ok(connection)) => drop(connection.close().await),
                // It is full, or ends: it speaks, and the statement has its own time.
                Ok(Err(_)) => {}
            }
            tokio::time::sleep(HOLDS).await;
        }
    }

    async fn look(&self) -> DbErr {
        match tokio::time::timeout(TRY, self.to.connect()).await {
            Ok(Ok(connection)) => {
                drop(connection.close().await);
                internal(format!("all {} connections are in use", self.connections))
            }
            Ok(Err(error)) => DbErr::Conn(RuntimeErr::SqlxError(Arc::new(error))),
            Err(_) => internal("the server does not answer".to_owned()),
        }
    }
}

fn internal(why: String) -> DbErr {
    DbErr::Conn(RuntimeErr::Internal(why))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_passes_by_itself_is_told_from_a_fault() {
        for code in ["08006", "53100", "53300", "57014", "57P01", "57P03", "58030", "55P03", "40001", "25P03"]
        {
            assert!(passes_on_postgres(code), "{code}");
        }
        for code in ["23505", "42P01", "42601", "22001", ""] {
            assert!(!passes_on_postgres(code), "{code}");
        }
        // BUSY, BUSY_SNAPSHOT, FULL, IOERR_WRITE, CANTOPEN.
        for code in ["5", "517", "13", "778", "14"] {
            assert!(passes_on_sqlite(code), "{code}");
        }
        // Error, corrupt, a unique key.
        for code in ["1", "11", "2067", ""] {
            assert!(!passes_on_sqlite(code), "{code}");
        }
        assert_eq!(of(&DbErr::RecordNotInserted), None);
    }
}
