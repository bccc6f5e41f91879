//! Asking the database what time it is.
//!
//! A worker asks at each claim, and every process every five seconds ([`keep`]); docs/decisions/0009 says why. SQLite has no
//! clock of its own: there the process's is the only one.

use super::{Clock, Source};
use crate::App;
use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement};
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// How often a process reads the time that does not claim jobs.
const PERIOD: Duration = Duration::from_secs(5);
/// How long to wait for an answer: one that comes later is of no use.
const PATIENCE: Duration = Duration::from_secs(1);

impl App {
    /// Reads the database's time, in one statement; from then on every [`App::now`] of this process follows it. Where the
    /// answer fails or takes longer than a second, the last reading goes on. Nothing to do on SQLite.
    pub async fn read_time(&self) {
        let Source::Followed(clock) = &self.clock().0 else { return };
        let asked = clock.steady();
        if let Some(world) = clock.world() {
            return clock.answered(world.get().database, asked);
        }
        if self.db().backend() != DbBackend::Postgres {
            return;
        }
        match tokio::time::timeout(PATIENCE, database_time(self)).await {
            Ok(Ok(time)) => clock.answered(time, asked),
            Ok(Err(error)) => {
                tracing::debug!(%error, "the database's time could not be read");
                clock.unanswered();
            }
            Err(_) => clock.unanswered(),
        }
    }
}

async fn database_time(app: &App) -> Result<DateTime<Utc>, DbErr> {
    let ask = Statement::from_string(DbBackend::Postgres, "SELECT clock_timestamp() AS now");
    let row = app.db().read().query_one_raw(ask).await?;
    row.ok_or_else(|| DbErr::RecordNotFound("the time".to_owned()))?.try_get("", "now")
}

impl Clock {
    /// Whether this clock follows another's at all.
    pub(super) const fn is_followed(&self) -> bool {
        matches!(self.0, Source::Followed(_))
    }
}

/// Reads the time every five seconds until `stop`.
pub async fn keep(app: App, stop: CancellationToken) {
    if !app.clock().is_followed() {
        return;
    }
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(PERIOD) => app.read_time().await,
        }
    }
}
