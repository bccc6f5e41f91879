//! What an operator sees of a running process: metrics, traces, slow requests.

use super::within::within;
use secrecy::SecretString;
use std::{net::SocketAddr, time::Duration};

/// Metrics, traces and the log of slow requests.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Operations")]
pub struct OperationsSettings {
    /// Address and port of /metrics for Prometheus, such as 127.0.0.1:9464; never the public address, for whoever reaches it can
    /// read it [default: none]
    #[arg(long = "metrics-listen", env = "AFTERCARE_METRICS_LISTEN", hide_short_help = true, global = true)]
    pub metrics_listen: Option<SocketAddr>,
    /// Where spans are sent as OTLP over HTTP, such as http://127.0.0.1:4318/v1/traces [default: nowhere]
    #[arg(long = "otlp-endpoint", env = "AFTERCARE_OTLP_ENDPOINT", value_parser = address, hide_env_values = true, hide_short_help = true, global = true)]
    pub otlp_endpoint: Option<SecretString>,
    /// Milliseconds after which a GraphQL request is logged as slow; 0: none is
    #[arg(long = "slow-request-ms", env = "AFTERCARE_SLOW_REQUEST_MS", default_value_t = 1000, value_parser = within::<u32>(0, 3_600_000), hide_short_help = true, global = true)]
    pub slow_request_ms: u32,
}

impl OperationsSettings {
    /// After which time a request is slow.
    pub fn slow_request(&self) -> Option<Duration> {
        (self.slow_request_ms > 0).then(|| Duration::from_millis(self.slow_request_ms.into()))
    }
}

/// It may have a user and a password in it.
fn address(text: &str) -> Result<SecretString, String> {
    let form = "write it as http://host:4318/v1/traces or https://...";
    let url = url::Url::parse(text).map_err(|_| form.to_owned())?;
    let known = matches!(url.scheme(), "http" | "https") && url.has_host() && url.fragment().is_none();
    if known { Ok(SecretString::from(text)) } else { Err(form.to_owned()) }
}
