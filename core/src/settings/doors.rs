//! How often a stranger may try what costs something or could be guessed.

use super::within::{Within, within};
use crate::throttle::{Allowance, Doors};
use chrono::Duration;

/// Of log-in, sign-up, reset and confirmation: how many, in how many minutes.
#[derive(Debug, Clone, clap::Args)]
#[command(
    next_help_heading = "How often a stranger may try; beyond, the answer is RATE_LIMITED and says when to try again"
)]
pub struct DoorSettings {
    /// Failed log-ins of one account from all places together in which it has not signed in before
    #[arg(long = "log-in-per-account", env = "AFTERCARE_LOG_IN_PER_ACCOUNT", default_value_t = 10, value_parser = tries(), hide_short_help = true, global = true)]
    pub log_in_per_account: u32,
    /// Failed log-ins from one network address (IPv6: from one /64), of whatever accounts
    #[arg(long = "log-in-per-address", env = "AFTERCARE_LOG_IN_PER_ADDRESS", default_value_t = 100, value_parser = tries(), hide_short_help = true, global = true)]
    pub log_in_per_address: u32,
    /// Failed log-ins of one account from one address or browser in which it has signed in before; strangers elsewhere do not count
    #[arg(long = "log-in-per-place", env = "AFTERCARE_LOG_IN_PER_PLACE", default_value_t = 10, value_parser = tries(), hide_short_help = true, global = true)]
    pub log_in_per_place: u32,
    /// Minutes in which these failed log-ins are counted
    #[arg(long = "log-in-window", env = "AFTERCARE_LOG_IN_WINDOW", default_value_t = 15, value_parser = minutes(), hide_short_help = true, global = true)]
    pub log_in_window: u32,
    /// Sign-ups from one network address (IPv6: from one /64)
    #[arg(long = "sign-up-per-address", env = "AFTERCARE_SIGN_UP_PER_ADDRESS", default_value_t = 60, value_parser = tries(), hide_short_help = true, global = true)]
    pub sign_up_per_address: u32,
    /// Minutes in which these sign-ups are counted
    #[arg(long = "sign-up-window", env = "AFTERCARE_SIGN_UP_WINDOW", default_value_t = 60, value_parser = minutes(), hide_short_help = true, global = true)]
    pub sign_up_window: u32,
    /// Mails with a code that somebody signed in may ask for: to confirm their e-mail address, to change it
    #[arg(long = "reset-per-account", env = "AFTERCARE_RESET_PER_ACCOUNT", default_value_t = 5, value_parser = tries(), hide_short_help = true, global = true)]
    pub reset_per_account: u32,
    /// Requests for a mail that resets the password, from one network address (IPv6: from one /64)
    #[arg(long = "reset-per-address", env = "AFTERCARE_RESET_PER_ADDRESS", default_value_t = 30, value_parser = tries(), hide_short_help = true, global = true)]
    pub reset_per_address: u32,
    /// Minutes in which these mails are counted
    #[arg(long = "reset-window", env = "AFTERCARE_RESET_WINDOW", default_value_t = 60, value_parser = minutes(), hide_short_help = true, global = true)]
    pub reset_window: u32,
    /// Wrong codes from a mail, from one network address (IPv6: from one /64)
    #[arg(long = "confirm-per-address", env = "AFTERCARE_CONFIRM_PER_ADDRESS", default_value_t = 30, value_parser = tries(), hide_short_help = true, global = true)]
    pub confirm_per_address: u32,
    /// Minutes in which these wrong codes are counted
    #[arg(long = "confirm-window", env = "AFTERCARE_CONFIRM_WINDOW", default_value_t = 15, value_parser = minutes(), hide_short_help = true, global = true)]
    pub confirm_window: u32,
    /// Refused log-ins of one account that are written to the access log, per hour
    #[arg(long = "refusals-logged", env = "AFTERCARE_REFUSALS_LOGGED", default_value_t = 20, value_parser = within::<u32>(0, 100_000), hide_short_help = true, global = true)]
    pub refusals_logged: u32,
}

impl DoorSettings {
    /// The same, as the counters take it.
    pub fn doors(&self) -> Doors {
        let of = |per_account: Option<u32>, per_address: u32, minutes: u32| Allowance {
            per_account: per_account.map(u64::from),
            per_address: Some(per_address.into()),
            window: Duration::minutes(minutes.into()),
        };
        Doors {
            log_in: of(Some(self.log_in_per_account), self.log_in_per_address, self.log_in_window),
            log_in_per_place: self.log_in_per_place.into(),
            sign_up: of(None, self.sign_up_per_address, self.sign_up_window),
            reset: of(Some(self.reset_per_account), self.reset_per_address, self.reset_window),
            confirm: of(None, self.confirm_per_address, self.confirm_window),
            refusals_logged: self.refusals_logged.into(),
        }
    }
}

fn tries() -> Within<u32> {
    within::<u32>(1, 1_000_000)
}

fn minutes() -> Within<u32> {
    within::<u32>(1, 1440)
}
