//! How many passwords are hashed at the same time, and how many people may wait for it.

use super::within::within;
use crate::passwords::{HashCost, HashLimits};

/// The limits of password hashing.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Accounts and sessions")]
pub struct HashSettings {
    /// Memory of one password hash in KiB
    #[arg(long, env = "AFTERCARE_ARGON2_MEMORY", default_value_t = 19_456, value_parser = within::<u32>(19_456, 4_194_304), hide_short_help = true, global = true)]
    pub argon2_memory: u32,
    /// Passes of one password hash
    #[arg(long, env = "AFTERCARE_ARGON2_PASSES", default_value_t = 2, value_parser = within::<u32>(2, 100), hide_short_help = true, global = true)]
    pub argon2_passes: u32,
    /// Password hashes computed at the same time, each in AFTERCARE_ARGON2_MEMORY of its own; sign-ups get half of them [default:
    /// one for each core, at most 4]
    #[arg(long = "hashes-at-once", env = "AFTERCARE_HASHES_AT_ONCE", value_parser = within::<u32>(1, 256), hide_short_help = true, global = true)]
    pub at_once: Option<u32>,
    /// Sign-ups that may wait for their password to be hashed; further ones are told to try again later (OVERLOADED)
    #[arg(long = "sign-up-queue", env = "AFTERCARE_SIGN_UP_QUEUE", default_value_t = 20, value_parser = within::<u32>(1, 100_000), hide_short_help = true, global = true)]
    pub sign_up_queue: u32,
    /// Log-ins that may wait for their password to be checked; further ones are told to try again later (OVERLOADED)
    #[arg(long = "log-in-queue", env = "AFTERCARE_LOG_IN_QUEUE", default_value_t = 500, value_parser = within::<u32>(1, 100_000), hide_short_help = true, global = true)]
    pub log_in_queue: u32,
}

impl HashSettings {
    /// What one hash costs.
    pub const fn cost(&self) -> HashCost {
        HashCost { memory_kib: self.argon2_memory, passes: self.argon2_passes, lanes: 1 }
    }

    /// The same, as [`Passwords`](crate::passwords::Passwords) takes it, on a machine with this many cores.
    pub fn limits(&self, cores: usize) -> HashLimits {
        let number = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
        HashLimits {
            at_once: self.at_once.map_or(cores.min(4), number),
            sign_up_queue: number(self.sign_up_queue),
            log_in_queue: number(self.log_in_queue),
        }
    }
}
