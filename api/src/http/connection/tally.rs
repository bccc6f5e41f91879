//! How many of something is open, for each of many: sockets of an account, sockets from an address. In this process alone:
//! N processes let N times as many in.

use crate::http::shared::SocketLimits;
use std::{
    collections::HashMap,
    hash::Hash,
    net::{IpAddr, Ipv6Addr},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};
use uuid::Uuid;

/// Between two sockets that close because the server stops, where there is time for it.
const APART: Duration = Duration::from_millis(1);

/// Counts by key; what is held is counted until it is dropped.
#[derive(Debug)]
pub(in crate::http) struct Tally<K: Copy + Eq + Hash>(Arc<Mutex<HashMap<K, usize>>>);

/// One that is counted.
#[derive(Debug)]
pub(in crate::http) struct Held<K: Copy + Eq + Hash> {
    tally: Tally<K>,
    key: K,
}

impl<K: Copy + Eq + Hash> Default for Tally<K> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<K: Copy + Eq + Hash> Clone for Tally<K> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<K: Copy + Eq + Hash> Tally<K> {
    fn count(&self, key: K) -> usize {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&key).copied().unwrap_or(0)
    }

    /// Counts one more of `key`, unless there are `at_most` already.
    pub fn take(&self, key: K, at_most: usize) -> Option<Held<K>> {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.get(&key).copied().unwrap_or(0);
        if count >= at_most {
            return None;
        }
        counts.insert(key, count + 1);
        Some(Held { tally: self.clone(), key })
    }
}

impl<K: Copy + Eq + Hash> Drop for Held<K> {
    fn drop(&mut self) {
        let mut counts = self.tally.0.lock().unwrap_or_else(PoisonError::into_inner);
        match counts.get_mut(&self.key) {
            Some(count) if *count > 1 => *count -= 1,
            _ => drop(counts.remove(&self.key)),
        }
    }
}

/// What is counted of sockets.
#[derive(Debug, Default)]
pub(in crate::http) struct Tallies {
    sockets: Tally<()>,
    addresses: Tally<IpAddr>,
    pub accounts: Tally<Uuid>,
    pub subscriptions: Tally<Uuid>,
    /// Sockets that close because the server stops.
    leaving: AtomicU32,
}

/// A socket that has been let in, as far as its address goes.
#[derive(Debug)]
pub(in crate::http) struct Place {
    _socket: Held<()>,
    _address: Held<IpAddr>,
}

/// Why a socket is not let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::http) enum Full {
    Server,
    Address,
}

impl Tallies {
    /// Lets a socket from `address` in.
    pub fn place(&self, address: IpAddr, limits: &SocketLimits) -> Result<Place, Full> {
        Ok(Place {
            _address: self.addresses.take(network(address), limits.per_address).ok_or(Full::Address)?,
            _socket: self.sockets.take((), limits.sockets).ok_or(Full::Server)?,
        })
    }

    /// How long the next socket that closes has to wait for its turn, when all of them close: a moment after the one before,
    /// and the last within `time`.
    pub fn turn_to_leave(&self, time: Duration) -> Duration {
        let before = self.leaving.fetch_add(1, Ordering::Relaxed);
        let all = u32::try_from(self.sockets.count(())).unwrap_or(u32::MAX).max(before + 1);
        (time / all).min(APART) * before
    }
}

/// Who has one address of IPv6 has at least the 2^64 beside it.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => address.into(),
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_held_counts_until_it_is_dropped() {
        let tally = Tally::default();
        let one = tally.take("a", 2).expect("room");
        let two = tally.take("a", 2).expect("room");
        assert!(tally.take("a", 2).is_none() && tally.take("b", 2).is_some());
        drop(one);
        let three = tally.take("a", 2).expect("room again");
        drop((two, three));
        assert!(tally.0.lock().expect("whole").is_empty(), "nothing is left behind");
    }

    #[test]
    fn sockets_leave_one_after_the_other_and_all_in_time() {
        let (tallies, limits) = (Tallies::default(), SocketLimits::default());
        let place = || tallies.place([192, 0, 2, 1].into(), &limits).expect("room");
        let _places: Vec<_> = (0..500).map(|_| place()).collect();
        let time = Duration::from_millis(250);
        let turns: Vec<_> = (0..500).map(|_| tallies.turn_to_leave(time)).collect();
        assert!(turns.is_sorted_by(|one, next| one < next), "{turns:?}");
        assert!(turns[499] < time && turns[499] > time / 2, "{turns:?}");
        let few = Tallies::default();
        let turns = [few.turn_to_leave(time), few.turn_to_leave(time)];
        assert_eq!(turns, [Duration::ZERO, APART], "nobody waits without need");
    }

    #[test]
    fn an_address_of_ipv6_counts_with_its_network() {
        let tallies = Tallies::default();
        let limits = SocketLimits { per_address: 1, sockets: 3, ..SocketLimits::default() };
        let place = |text: &str| tallies.place(text.parse().expect("an address"), &limits);
        let _one = place("2001:db8:0:1::1").expect("room");
        assert_eq!(place("2001:db8:0:1:ffff::2").expect_err("full"), Full::Address);
        let _two = place("2001:db8:0:2::1").expect("room");
        let _three = place("192.0.2.1").expect("room");
        assert_eq!(place("::ffff:192.0.2.1").expect_err("full"), Full::Address);
        assert_eq!(place("192.0.2.2").expect_err("full"), Full::Server);
    }
}
