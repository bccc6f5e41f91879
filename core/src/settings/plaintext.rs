//! To whom the database and Redis may be spoken without TLS: this machine always, a private network where a setting says so.

use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    str::FromStr,
};

/// The value of `AFTERCARE_ALLOW_PLAINTEXT`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Exempts(Vec<Exempt>);

impl FromStr for Exempts {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let entries = text.split(',').map(str::trim).filter(|entry| !entry.is_empty());
        entries.map(str::parse).collect::<Result<_, _>>().map(Self)
    }
}

/// A network or a host of it.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Exempt {
    /// A private network, or one address of it.
    Network(IpNet),
    /// A host, by the name that the address gives it. What the name resolves to is not looked at.
    Name(String),
}

/// Networks that are nobody's on the Internet: RFC 1918, RFC 6598, RFC 3927, RFC 4193, RFC 4291.
const PRIVATE_V4: [(Ipv4Addr, u8); 5] = [
    (Ipv4Addr::new(10, 0, 0, 0), 8),
    (Ipv4Addr::new(172, 16, 0, 0), 12),
    (Ipv4Addr::new(192, 168, 0, 0), 16),
    (Ipv4Addr::new(100, 64, 0, 0), 10),
    (Ipv4Addr::new(169, 254, 0, 0), 16),
];
const PRIVATE_V6: [(Ipv6Addr, u8); 2] =
    [(Ipv6Addr::new(0xfc00, 0, 0, 0, 0, 0, 0, 0), 7), (Ipv6Addr::new(0xfe80, 0, 0, 0, 0, 0, 0, 0), 10)];

impl FromStr for Exempt {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let network = text.parse::<IpNet>().or_else(|_| text.parse::<IpAddr>().map(IpNet::from));
        if let Ok(network) = network {
            return if is_private(&network) {
                Ok(Self::Network(network.trunc()))
            } else {
                Err("only private networks, such as 10.1.0.0/16, may do without TLS".to_owned())
            };
        }
        let label = |label: &str| {
            !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
        };
        let numbers = text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        if text.split('.').all(label) && !numbers {
            Ok(Self::Name(text.to_ascii_lowercase()))
        } else {
            Err("write networks as 10.1.0.0/16 and hosts by their names".to_owned())
        }
    }
}

fn is_private(network: &IpNet) -> bool {
    let within_v4 = |(start, bits): &(Ipv4Addr, u8)| Ipv4Net::new(*start, *bits).map(IpNet::from);
    let within_v6 = |(start, bits): &(Ipv6Addr, u8)| Ipv6Net::new(*start, *bits).map(IpNet::from);
    let private = PRIVATE_V4.iter().map(within_v4).chain(PRIVATE_V6.iter().map(within_v6));
    private.flatten().any(|private| private.contains(network))
}

/// Whether what is said to `host` stays on this machine, or in a network that is excepted.
pub(super) fn may_be_plain(host: &str, exempt: Option<&Exempts>) -> bool {
    let exempt = exempt.map_or(&[][..], |exempts| &exempts.0);
    let host = host.trim_start_matches('[').trim_end_matches(']').to_ascii_lowercase();
    match host.parse::<IpAddr>().map(|address| address.to_canonical()) {
        Ok(address) => {
            address.is_loopback()
                || exempt.iter().any(|e| matches!(e, Exempt::Network(network) if network.contains(&address)))
        }
        Err(_) => {
            host == "localhost" || exempt.iter().any(|e| matches!(e, Exempt::Name(name) if *name == host))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_machine_and_what_is_excepted_and_nothing_else() {
        let exempt: Exempts = "10.1.0.0/16, 192.168.7.9,DB,fd00::/8,".parse().unwrap();
        for host in [
            "localhost",
            "127.0.0.1",
            "127.9.9.9",
            "[::1]",
            "::ffff:127.0.0.1",
            "10.1.255.3",
            "192.168.7.9",
            "db",
            "Db",
            "[fd12::5]",
        ] {
            assert!(may_be_plain(host, Some(&exempt)), "{host}");
        }
        for host in ["10.2.0.1", "192.168.7.8", "db.example", "localhost.example", "8.8.8.8", "[fe80::1]", ""]
        {
            assert!(!may_be_plain(host, Some(&exempt)), "{host}");
        }
        assert!(!may_be_plain("10.1.0.1", None));
    }

    #[test]
    fn only_private_networks_can_be_excepted() {
        for bad in
            ["0.0.0.0/0", "10.0.0.0/7", "8.8.8.8", "2000::/3", "::/0", "", "10.1.0.0/33", "a b", "10.1", "*"]
        {
            assert!(bad.parse::<Exempt>().is_err(), "{bad}");
        }
    }
}
