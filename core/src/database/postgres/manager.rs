//! Makes connections, and says which of those that wait are still to be used.

use deadpool::managed::{self, Metrics, RecycleError, RecycleResult};
use sqlx::{ConnectOptions, PgConnection, postgres::PgConnectOptions};
use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};
use tokio::time::Instant;

/// A server that is starting, or is away for a moment, is asked again after this.
const AGAIN: Duration = Duration::from_millis(100);
/// A connection is closed after that long, so that no session of the server's grows old.
const LIFE: Duration = Duration::from_mins(30);

/// One connection, and since when it waits.
#[derive(Debug)]
pub(super) struct Line {
    pub connection: PgConnection,
    pub idle_since: Instant,
    born: Instant,
}

#[derive(Debug)]
pub(super) struct Manager {
    options: PgConnectOptions,
    /// Connections made before this moment are not used again.
    distrusted: Mutex<Option<Instant>>,
}

impl Manager {
    pub fn new(options: PgConnectOptions) -> Self {
        Self { options, distrusted: Mutex::new(None) }
    }

    /// A connection was dead without having said so: those that were made before are as likely dead.
    pub fn distrust(&self) {
        *self.distrusted.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
    }

    fn trusts(&self, line: &Line) -> bool {
        let since = *self.distrusted.lock().unwrap_or_else(PoisonError::into_inner);
        since.is_none_or(|since| line.born > since)
    }
}

impl managed::Manager for Manager {
    type Type = Line;
    type Error = sqlx::Error;

    /// Whoever waits for it bounds the time.
    async fn create(&self) -> Result<Line, sqlx::Error> {
        loop {
            match self.options.connect().await {
                Ok(connection) => {
                    let now = Instant::now();
                    return Ok(Line { connection, idle_since: now, born: now });
                }
                Err(error) if comes_back(&error) => tokio::time::sleep(AGAIN).await,
                Err(error) => return Err(error),
            }
        }
    }

    async fn recycle(&self, line: &mut Line, _: &Metrics) -> RecycleResult<sqlx::Error> {
        if line.born.elapsed() < LIFE && self.trusts(line) {
            Ok(())
        } else {
            Err(RecycleError::message("the connection is too old"))
        }
    }
}

/// A server that does not listen yet, is starting or is shutting down, or has no connection free.
fn comes_back(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(error) => error.kind() == std::io::ErrorKind::ConnectionRefused,
        sqlx::Error::Database(error) => matches!(error.code().as_deref(), Some("57P03" | "57P01" | "53300")),
        _ => false,
    }
}
