//! The doors that a stranger can knock at, and how often: one row of limits each.
//!
//! A try counts against the account it is about and against the client's address. An IPv6 client counts by its /64: that is
//! what one household or one server is given, and who has it has all its addresses.

use super::{Limit, Throttle};
use crate::Result;
use chrono::Duration;
use std::net::{IpAddr, Ipv6Addr};

/// What is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Door {
    /// Logging in, and whatever else asks for a password: only failures are to be counted ([`Throttle::leave`]).
    LogIn,
    /// Signing up.
    SignUp,
    /// Asking for a mail that resets a password, or for another code.
    Reset,
    /// Entering a code from a mail: only failures are to be counted.
    Confirm,
}

impl Door {
    /// The names of its two counters.
    const fn counters(self) -> (&'static str, &'static str) {
        match self {
            Self::LogIn => ("log-in-account", "log-in-address"),
            Self::SignUp => ("sign-up-account", "sign-up-address"),
            Self::Reset => ("reset-account", "reset-address"),
            Self::Confirm => ("confirm-account", "confirm-address"),
        }
    }
}

/// How many tries of a door, in how long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    /// About one account.
    pub per_account: u64,
    /// From one address.
    pub per_address: u64,
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
    /// Requests to reset a password.
    pub reset: Allowance,
    /// Wrong codes.
    pub confirm: Allowance,
    /// Refused log-ins of one account that are written to the access log, per hour.
    pub refusals_logged: u64,
}

impl Default for Doors {
    fn default() -> Self {
        let of = |per_account, per_address, minutes| Allowance {
            per_account,
            per_address,
            window: Duration::minutes(minutes),
        };
        Self {
            log_in: of(10, 100, 15),
            log_in_per_place: 10,
            sign_up: of(5, 60, 60),
            reset: of(5, 30, 60),
            confirm: of(10, 100, 15),
            refusals_logged: 20,
        }
    }
}

impl Doors {
    const fn of(&self, door: Door) -> Allowance {
        match door {
            Door::LogIn => self.log_in,
            Door::SignUp => self.sign_up,
            Door::Reset => self.reset,
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
    /// one. Call it before the work that it is to limit.
    ///
    /// # Errors
    /// [`Error::RateLimited`](crate::Error::RateLimited) beyond either limit.
    pub async fn enter(&self, door: Door, address: IpAddr, account: Option<&str>) -> Result<()> {
        let (of_account, of_address) = door.counters();
        let Allowance { per_account, per_address, window } = self.doors.of(door);
        self.count(of_address, &network(address), Limit { tries: per_address, window }).await?;
        if let Some(account) = account {
            self.count(of_account, account, Limit { tries: per_account, window }).await?;
        }
        Ok(())
    }

    /// Takes a try back that [`Throttle::enter`] counted: it was right.
    pub async fn leave(&self, door: Door, address: IpAddr, account: Option<&str>) {
        let (of_account, of_address) = door.counters();
        self.refund(of_address, &network(address)).await;
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
