//! How long sessions last.

use super::within::within;
use crate::domain::sessions::Lives;
use chrono::Duration;

/// How long all sessions last.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Accounts and sessions")]
pub struct SessionSettings {
    /// Minutes an access token lasts; in production 60 at most
    #[arg(long, env = "AFTERCARE_ACCESS_MINUTES", default_value_t = 15, value_parser = within::<u32>(1, 1440), hide_short_help = true, global = true)]
    pub access_minutes: u32,
    /// Days a session lasts without being used; never longer than AFTERCARE_SESSION_MAX_DAYS
    #[arg(long = "session-days", env = "AFTERCARE_SESSION_DAYS", default_value_t = 14, value_parser = within::<u32>(1, 365), hide_short_help = true, global = true)]
    pub idle_days: u32,
    /// Days after which a session ends however much it is used, and its owner logs in again
    #[arg(long = "session-max-days", env = "AFTERCARE_SESSION_MAX_DAYS", default_value_t = 30, value_parser = within::<u32>(1, 365), hide_short_help = true, global = true)]
    pub max_days: u32,
    /// Seconds for which a refresh token that was replaced still returns its successor, for two tabs or an answer lost on the
    /// way; with 0 a token works once, and its second use ends the session
    #[arg(long = "refresh-grace", env = "AFTERCARE_REFRESH_GRACE", default_value_t = 30, value_parser = within::<u32>(0, 300), hide_short_help = true, global = true)]
    pub refresh_grace: u32,
}

impl SessionSettings {
    /// The same, as the rules take it.
    pub fn lives(&self) -> Lives {
        Lives {
            idle: Duration::days(i64::from(self.idle_days)),
            whole: Duration::days(i64::from(self.max_days)),
            grace: Duration::seconds(i64::from(self.refresh_grace)),
        }
    }
}
