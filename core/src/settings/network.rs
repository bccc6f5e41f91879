//! What stands between the clients and this server.

use ipnet::IpNet;
use std::net::IpAddr;

/// The network in front of the server.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Server")]
pub struct NetworkSettings {
    /// Proxies in front of this server, comma-separated addresses or networks such as 10.0.0.0/8: what their Forwarded or
    /// X-Forwarded-For header says of the client is believed; without it all their clients count as one [default: none, the
    /// headers are ignored]
    #[arg(long = "trusted-proxies", env = "AFTERCARE_TRUSTED_PROXIES", value_delimiter = ',', value_parser = network, hide_short_help = true, global = true)]
    pub trusted_proxies: Vec<IpNet>,
}

fn network(text: &str) -> Result<IpNet, String> {
    let text = text.trim();
    let wrong = || "write it as an address or a network, such as 10.0.0.5 or 10.0.0.0/8".to_owned();
    match text.parse::<IpAddr>() {
        Ok(address) => Ok(address.to_canonical().into()),
        Err(_) => text.parse().map_err(|_| wrong()),
    }
}
