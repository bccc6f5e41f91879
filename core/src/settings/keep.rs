//! How long rows that are not part of a patient's record are kept.

use super::within::{Within, within};
use crate::domain::retention::Retention;
use chrono::Duration;

/// How long each kind of row is kept, in days.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "What is deleted when it is old (a patient's record never is)")]
pub struct Keep {
    /// Days an event is kept; a subscription that resumes from an older one is told to load its data again
    #[arg(long = "keep-events", env = "AFTERCARE_KEEP_EVENTS", default_value_t = 90, value_parser = days(1), hide_short_help = true, global = true)]
    pub events: u32,
    /// Days a session is kept after its end; a used token, after the day on which it would have ended unused
    #[arg(long = "keep-sessions", env = "AFTERCARE_KEEP_SESSIONS", default_value_t = 30, value_parser = days(1), hide_short_help = true, global = true)]
    pub sessions: u32,
    /// Days a job is kept after it was done; at least 8, because the daily sweep looks back at them
    #[arg(long = "keep-jobs", env = "AFTERCARE_KEEP_JOBS", default_value_t = 14, value_parser = days(8), hide_short_help = true, global = true)]
    pub jobs: u32,
    /// Days a dead job is kept, so that it can be looked at and tried again
    #[arg(long = "keep-dead-jobs", env = "AFTERCARE_KEEP_DEAD_JOBS", default_value_t = 90, value_parser = days(8), hide_short_help = true, global = true)]
    pub dead_jobs: u32,
    /// Days a reminder, or a doctor's mail of a day, is kept after its day
    #[arg(long = "keep-reminders", env = "AFTERCARE_KEEP_REMINDERS", default_value_t = 400, value_parser = days(30), hide_short_help = true, global = true)]
    pub reminders: u32,
    /// Days a mail about an account is kept after its code has expired
    #[arg(long = "keep-account-mails", env = "AFTERCARE_KEEP_ACCOUNT_MAILS", default_value_t = 7, value_parser = days(1), hide_short_help = true, global = true)]
    pub account_mails: u32,
}

impl Keep {
    /// The same, as the background work takes it.
    pub fn retention(&self) -> Retention {
        let days = |days: u32| Duration::days(i64::from(days));
        Retention {
            events: days(self.events),
            sessions: days(self.sessions),
            done_jobs: days(self.jobs),
            dead_jobs: days(self.dead_jobs),
            reminders: days(self.reminders),
            account_mails: days(self.account_mails),
            batch: Retention::BATCH,
            budget: Retention::BUDGET,
        }
    }
}

/// From `least` days to ten years.
fn days(least: i64) -> Within<u32> {
    within::<u32>(least, 3650)
}
