//! Who the client is, behind proxies: the one address that throttles, the access log, sessions and sockets go by.
//!
//! A header is what its sender says. So without trusted proxies the client is whoever opened the connection. Behind them it is
//! the nearest hop that is not one of them: going from the connection leftwards through the header, each trusted proxy vouches
//! for the hop before it, and what is further left anybody can have written.
//!
//! A trusted proxy that does not say where a request came from (`unknown`, a hidden name) is itself the client: the nearest
//! trusted hop. A header that cannot be read counts as none. When both headers are there they must agree: a proxy writes one
//! of them and lets the other pass as the client sent it, and which one it writes cannot be told. If they do not agree, the
//! client is the proxy: whoever sends the other header to hide shares one counter with all who do, and pretends to be nobody.

use super::forwarded::{Hop, forwarded, x_forwarded_for};
use http::HeaderMap;
use ipnet::IpNet;
use std::{
    net::IpAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

/// The proxies whose headers are believed. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Proxies {
    trusted: Arc<[IpNet]>,
    warned: Arc<AtomicBool>,
}

impl Proxies {
    /// These, and no others.
    pub fn new(trusted: impl IntoIterator<Item = IpNet>) -> Self {
        Self { trusted: trusted.into_iter().collect(), warned: Arc::default() }
    }

    /// The client of a request that came over a connection from `peer`.
    pub fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let peer = peer.to_canonical();
        if !self.trusts(peer) {
            self.warn_of_ignored(peer, headers);
            return peer;
        }
        let one = forwarded(headers).map(|hops| self.nearest(peer, &hops));
        let other = x_forwarded_for(headers).map(|hops| self.nearest(peer, &hops));
        match (one, other) {
            (None, None) => peer,
            (Some(client), None) | (None, Some(client)) => client,
            (Some(one), Some(other)) => {
                if one == other {
                    one
                } else {
                    peer
                }
            }
        }
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.trusted.iter().any(|network| network.contains(&address))
    }

    fn nearest(&self, peer: IpAddr, hops: &[Hop]) -> IpAddr {
        let mut nearest = peer;
        for hop in hops.iter().rev() {
            match hop {
                Hop::At(address) if self.trusts(*address) => nearest = *address,
                Hop::At(address) => return *address,
                Hop::Hidden => return nearest,
                Hop::Garbage => return peer,
            }
        }
        nearest
    }

    /// Once, when what looks like the operator's own proxy is not trusted: all its clients count as one.
    fn warn_of_ignored(&self, peer: IpAddr, headers: &HeaderMap) {
        let there = || headers.contains_key("x-forwarded-for") || headers.contains_key("forwarded");
        if self.trusted.is_empty() && is_private(peer) && there() && !self.warned.swap(true, Ordering::AcqRel)
        {
            tracing::warn!(
                "a proxy on this machine or network tells where requests come from, and is not believed: all its clients \
                 count as one. Set AFTERCARE_TRUSTED_PROXIES to its address or network"
            );
        }
    }
}

fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => address.is_loopback() || address.is_private() || address.is_link_local(),
        IpAddr::V6(address) => {
            address.is_loopback() || address.is_unique_local() || address.is_unicast_link_local()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::{HeaderName, HeaderValue};

    /// The client of a request from 10.0.0.1 behind 10.0.0.0/8 and 2001:db8::/32.
    fn client(headers: &[(&str, &str)]) -> String {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            let name: HeaderName = name.parse().unwrap();
            map.append(name, HeaderValue::from_str(value).unwrap());
        }
        let trusted = ["10.0.0.0/8", "2001:db8::/32"].map(|network| network.parse().unwrap());
        Proxies::new(trusted).client("10.0.0.1".parse().unwrap(), &map).to_string()
    }

    #[test]
    fn the_client_is_the_rightmost_hop_that_is_not_trusted() {
        for (header, expected) in [
            ("192.0.2.1", "192.0.2.1"),
            ("192.0.2.1, 10.1.1.1", "192.0.2.1"),
            ("1.1.1.1, 192.0.2.1, 10.1.1.1, 2001:db8::5", "192.0.2.1"),
            ("10.1.1.1, 10.2.2.2", "10.1.1.1"),
            ("192.0.2.1, unknown, 10.1.1.1", "10.1.1.1"),
            ("192.0.2.1, unknown", "10.0.0.1"),
            ("192.0.2.1, _x, 10.1.1.1", "10.1.1.1"),
            ("192.0.2.1, nonsense, 10.1.1.1", "10.0.0.1"),
            // What is left of the client is the client's own invention.
            ("nonsense, 192.0.2.1", "192.0.2.1"),
            ("unknown, 192.0.2.1, 10.1.1.1", "192.0.2.1"),
            ("", "10.0.0.1"),
        ] {
            assert_eq!(client(&[("x-forwarded-for", header)]), expected, "{header}");
        }
        assert_eq!(client(&[("x-forwarded-for", "1.1.1.1"), ("x-forwarded-for", "192.0.2.1")]), "192.0.2.1");
        assert_eq!(client(&[("forwarded", "for=1.1.1.1, for=\"[2a00::1]:80\", for=10.1.1.1")]), "2a00::1");
        assert_eq!(client(&[("forwarded", "for=\"1.1.1.1")]), "10.0.0.1");
        assert_eq!(client(&[]), "10.0.0.1");
    }

    #[test]
    fn two_headers_must_agree() {
        let both = |one: &str, other: &str| client(&[("forwarded", one), ("x-forwarded-for", other)]);
        assert_eq!(both("for=192.0.2.1", "192.0.2.1"), "192.0.2.1");
        assert_eq!(both("for=1.1.1.1", "192.0.2.1"), "10.0.0.1");
        assert_eq!(both("for=192.0.2.1", "nonsense"), "10.0.0.1");
    }

    #[test]
    fn whoever_is_not_trusted_cannot_say_who_they_are() {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", HeaderValue::from_static("192.0.2.1"));
        for (trusted, peer) in [(None, "10.0.0.1"), (Some("10.0.0.0/8"), "11.0.0.1")] {
            let proxies = Proxies::new(trusted.map(|network| network.parse().unwrap()));
            assert_eq!(proxies.client(peer.parse().unwrap(), &headers).to_string(), peer);
        }
        // Of an address in either notation.
        let proxies = Proxies::new(["10.0.0.0/8".parse().unwrap()]);
        let client = proxies.client("::ffff:10.0.0.1".parse().unwrap(), &headers);
        assert_eq!(client.to_string(), "192.0.2.1");
    }
}
