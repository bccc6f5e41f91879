//! The database: where it is, and how long it may take.

use super::{values::secret, within::within};
use crate::database::PoolSizes;
use secrecy::SecretString;
use std::time::Duration;

/// The connections to the database.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Database and Redis")]
pub struct DatabaseSettings {
    /// postgres://user:password@host/database, or sqlite://path [default: a SQLite file in the data folder]
    ///
    /// Production over a network needs sslmode=require, verify-ca or verify-full in it; the last checks whose certificate it is.
    #[arg(
        id = "database_url",
        value_name = "DATABASE_URL",
        long = "database-url", env = "DATABASE_URL", value_parser = secret, hide_env_values = true, global = true)]
    pub url: Option<SecretString>,
    /// Connections to Postgres for changes, and as many again for queries
    #[arg(
        id = "database_connections",
        value_name = "DATABASE_CONNECTIONS",
        long = "database-connections", env = "AFTERCARE_DATABASE_CONNECTIONS", default_value_t = 4, value_parser = within::<u32>(1, 1000), hide_short_help = true, global = true)]
    pub connections: u32,
    /// Most seconds that Postgres works on one statement
    #[arg(long, env = "AFTERCARE_STATEMENT_TIMEOUT", default_value_t = 20, value_parser = within::<u32>(1, 24), hide_short_help = true, global = true)]
    pub statement_timeout: u32,
    /// Seconds that a statement waits for a lock held by another session (Postgres)
    #[arg(long, env = "AFTERCARE_LOCK_TIMEOUT", default_value_t = 4, value_parser = within::<u32>(1, 20), hide_short_help = true, global = true)]
    pub lock_timeout: u32,
    /// Seconds after which Postgres ends a session that does nothing inside a transaction, and frees its locks
    #[arg(long, env = "AFTERCARE_IDLE_TRANSACTION_TIMEOUT", default_value_t = 6, value_parser = within::<u32>(1, 60), hide_short_help = true, global = true)]
    pub idle_transaction_timeout: u32,
}

impl DatabaseSettings {
    /// The same, as [`Database`](crate::database::Database) takes it.
    pub fn sizes(&self) -> PoolSizes {
        let seconds = |seconds: u32| Duration::from_secs(seconds.into());
        PoolSizes {
            write: self.connections,
            read: self.connections,
            acquire_timeout: PoolSizes::ACQUIRE_TIMEOUT,
            statement_timeout: seconds(self.statement_timeout),
            lock_timeout: seconds(self.lock_timeout),
            idle_transaction_timeout: seconds(self.idle_transaction_timeout),
        }
    }
}
