//! When patients are mailed.

use super::{MailWording, values::sweep_time, within::within};
use crate::domain::quiet_hours::QuietHours;
use chrono::NaiveTime;
use chrono_tz::Tz;

/// When patients are mailed. Whatever is about what a patient is reminded of, in which language and in which detail, belongs here.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Reminders")]
pub struct ReminderSettings {
    /// The hospital's IANA time zone, for patients without one of their own
    #[arg(long, env = "AFTERCARE_TIME_ZONE", default_value = "UTC", global = true)]
    pub time_zone: Tz,
    /// Local time of the daily reminders, HH:MM
    #[arg(long, env = "AFTERCARE_SWEEP_AT", default_value = "06:00", value_parser = sweep_time, hide_short_help = true, global = true)]
    pub sweep_at: NaiveTime,
    /// Local hours in which nobody is mailed, HH:MM-HH:MM, or `none`; AFTERCARE_SWEEP_AT must not be in
    /// them
    #[arg(
        long,
        env = "AFTERCARE_QUIET_HOURS",
        default_value = "21:00-06:00",
        hide_short_help = true,
        global = true
    )]
    pub quiet_hours: QuietHours,
    /// Days missed in a row after which a patient counts as fallen behind, and the doctor is told
    #[arg(long, env = "AFTERCARE_AT_RISK_AFTER", default_value_t = 3, value_parser = within::<u32>(1, 30), hide_short_help = true, global = true)]
    pub at_risk_after: u32,
    /// What mails say, and in which language
    #[command(flatten)]
    pub wording: MailWording,
}

impl ReminderSettings {
    /// What no two of them may say together.
    ///
    /// # Errors
    /// Names both settings.
    pub(super) fn check(&self) -> Result<(), String> {
        if self.quiet_hours.contains(self.sweep_at) {
            return Err(format!(
                "AFTERCARE_SWEEP_AT={} is in AFTERCARE_QUIET_HOURS={}, when nobody is mailed; change one of them",
                self.sweep_at.format("%H:%M"),
                self.quiet_hours
            ));
        }
        Ok(())
    }
}
