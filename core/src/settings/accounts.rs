//! Accounts whose e-mail address nobody has confirmed, and the mails about accounts.

use super::{Environment, within::within};
use clap::ValueEnum;

/// What the hospital allows, and how much it mails.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Accounts and sessions")]
pub struct Accounts {
    /// Whether people whose e-mail address is not confirmed may select a doctor and be selected [default: act in development,
    /// wait in production]
    #[arg(
        long = "unconfirmed-accounts",
        env = "AFTERCARE_UNCONFIRMED_ACCOUNTS",
        value_enum,
        hide_short_help = true,
        global = true
    )]
    pub unconfirmed: Option<Unconfirmed>,
    /// Most mails of one kind about accounts, such as those with codes, that one address gets in an hour; further ones wait
    #[arg(long = "account-mails-an-hour", env = "AFTERCARE_ACCOUNT_MAILS_AN_HOUR", default_value_t = 5, value_parser = within::<u32>(1, 1000), hide_short_help = true, global = true)]
    pub mails_an_hour: u32,
}

/// What people may do before their address is confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Unconfirmed {
    /// Everything; only mails wait.
    Act,
    /// No patient of theirs, and no doctor.
    Wait,
}

impl Accounts {
    /// Whether people whose e-mail address is not confirmed may act.
    pub fn unconfirmed_may_act(&self, env: Environment) -> bool {
        let default = if env == Environment::Production { Unconfirmed::Wait } else { Unconfirmed::Act };
        self.unconfirmed.unwrap_or(default) == Unconfirmed::Act
    }
}
