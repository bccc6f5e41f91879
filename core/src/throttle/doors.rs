//! The doors that a stranger can knock at, and how often: one row of limits each.
//!
//! A try counts against the account it is about and against the client's address. An IPv6 client counts by its /64: that is
//! what one household or one server is given, and who has it has all its addresses.

use super::{Limit, Throttle};
use crate::{Result, settings::DoorSettings};
use chrono::Duration;
use std::net::{IpAddr, Ipv6Addr};

/// What is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Door {
    /// Logging in: only failures are to be counted ([`Throttle::leave`]).
    LogIn,
    /// Somebody signed in giving their own password: only failures are to be counted.
    OwnPassword,
    /// Signing up. Counted by address alone: otherwise a stranger could keep an e-mail address from its owner.
    SignUp,
    /// Asking for a mail that resets a password. Counted by address alone, as signing up; the worker bounds the mails to one
    /// e-mail address.
    Reset,
    /// Somebody signed in asking for another code that confirms their e-mail address.
    Confirmation,
    /// Somebody signed in beginning to change their e-mail address.
    ChangeEmail,
    /// Entering a code from a mail: only failures are to be counted. By address; each code has few tries of its own.
    Confirm,
}

impl Door {
    /// The names of its two counters.
    const fn counters(self) -> (&'static str, &'static str) {
        match self {
            Self::LogIn => ("log-in-account", "log-in-address"),
            Self::OwnPassword => ("own-password", "own-password-address"),
            Self::SignUp => ("sign-up-account", "sign-up-address"),
            Self::Reset => ("reset-account", "reset-address"),
            Self::Confirmation => ("confirmation-mail", "confirmation-mail-address"),
            Self::ChangeEmail => ("change-email-mail", "change-email-address"),
            Self::Confirm => ("confirm-account", "confirm-address"),
        }
    }
}

/// How many tries of a door, in how long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    /// About one account; `None` = not counted.
    pub per_account: Option<u64>,
    /// From one address; `None` = not counted.
    pub per_address: Option<u64>,
    /// Both per window.
    pub window: Duration,
}

/// The limits of all doors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Doors {
    /// Failed log-ins.
    pub log_in: Allowance,
    /// Failed log-ins of one account from one place where it has signed in before; these count against nothing else.
    pub log_in_per_place: u64,
    /// Sign-ups.
    pub sign_up: Allowance,
    /// Requests for mails with a code: by strangers from one address, by somebody signed in for their account.
    pub reset: Allowance,
    /// Wrong codes.
    pub confirm: Allowance,
    /// Refused log-ins of one account that are written to the access log, per hour.
    pub refusals_logged: u64,
}

impl Default for Doors {
    fn default() -> Self {
        DoorSettings::default().doors()
    }
}

impl Doors {
    const fn of(&self, door: Door) -> Allowance {
        match door {
            Door::LogIn | Door::OwnPassword => self.log_in,
            Door::SignUp => self.sign_up,
            Door::Reset | Door::Confirmation | Door::ChangeEmail => self.reset,
            Door::Confirm => self.confirm,
        }
    }
}

impl Throttle {
    /// The limits.
    pub const fn doors(&self) -> &Doors {
        &self.doors
    }

    /// Counts a try at `door` of the client at `address`, about `account` (a folded e-mail address, or an id) if it is about
    /// one. Call it before the work that it is to limit. Without an address, as of the operator's own commands, only the account
    /// is counted.
    ///
    /// # Errors
    /// [`Error::RateLimited`](crate::Error::RateLimited) beyond either limit.
    pub async fn enter(
        &self,
        door: Door,
        address: impl Into<Option<IpAddr>>,
        account: Option<&str>,
    ) -> Result<()> {
        let (of_account, of_address) = door.counters();
        let Allowance { per_account, per_address, window } = self.doors.of(door);
        if let (Some(address), Some(tries)) = (address.into(), per_address) {
            self.count(of_address, &network(address), Limit { tries, window }).await?;
        }
        if let (Some(account), Some(tries)) = (account, per_account) {
            self.count(of_account, account, Limit { tries, window }).await?;
        }
        Ok(())
    }

    /// Takes a try back that [`Throttle::enter`] counted: it was right.
    pub async fn leave(&self, door: Door, address: impl Into<Option<IpAddr>>, account: Option<&str>) {
        let (of_account, of_address) = door.counters();
        if let Some(address) = address.into() {
            self.refund(of_address, &network(address)).await;
        }
        if let Some(account) = account {
            self.refund(of_account, account).await;
        }
    }

    /// Forgets what was counted about `account`: its owner has proved who they are in another way.
    pub async fn forgive(&self, door: Door, account: &str) {
        self.forget(door.counters().0, account).await;
    }
}

/// What an address is counted as: itself, or its /64.
pub fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{}/64", Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ipv6_client_is_its_64_and_an_ipv4_client_its_address() {
        let of = |text: &str| network(text.parse().unwrap());
        assert_eq!(of("192.0.2.7"), "192.0.2.7");
        assert_eq!(of("::ffff:192.0.2.7"), "192.0.2.7");
        assert_eq!(of("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
        assert_eq!(of("2001:db8:1:2:ffff::1"), of("2001:db8:1:2::"));
        assert_ne!(of("2001:db8:1:3::1"), of("2001:db8:1:2::1"));
    }
}
