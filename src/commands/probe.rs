//! `aftercare probe`: whether the API of this machine serves requests, for where nothing else can ask: the image has no shell.

use crate::Failure;
use aftercare_core::settings::Settings;
use anyhow::{Context, anyhow, bail};
use serde_json::Value;
use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    time::Duration,
};

/// How long the answer may take. `/readyz` itself takes a second at most.
pub const PATIENCE: Duration = Duration::from_secs(5);
/// The answer of a server is far smaller; whatever else listens there may say what it likes.
const LONGEST: usize = 16 * 1024;

/// What a server said.
pub struct Answer {
    pub status: u16,
    pub text: String,
}

/// Asks `/readyz` and says what it said.
pub async fn run(settings: &Settings) -> Result<(), Failure> {
    let listen = settings.server.listen;
    if listen.port() == 0 {
        return Err(Failure::Setting(
            "AFTERCARE_LISTEN: port 0 is another port at each start; name one to probe".to_owned(),
        ));
    }
    let answer = ask(listen, "/readyz").await?;
    let Some(said) = in_words(&answer) else {
        return Err(anyhow!("what listens on {listen} is not Aftercare; check AFTERCARE_LISTEN").into());
    };
    if answer.status == 200 {
        println!("{said}");
        return Ok(());
    }
    Err(anyhow!("{said}").into())
}

/// Asks for this path at the address that a server listens on.
pub async fn ask(listen: SocketAddr, path: &str) -> anyhow::Result<Answer> {
    let address = reachable(listen);
    let nothing =
        || format!("nothing answers at http://{address}{path}; does the API run there (AFTERCARE_LISTEN)?");
    tokio::time::timeout(PATIENCE, get(format!("http://{address}{path}")))
        .await
        .map_err(|_| anyhow!("no answer in {} seconds", PATIENCE.as_secs()))
        .and_then(|answer| answer)
        .with_context(nothing)
}

async fn get(url: String) -> anyhow::Result<Answer> {
    // No certificate is looked at here, and a machine without authorities of its own has to do as well.
    let client = reqwest::Client::builder().no_proxy().tls_certs_only([]).build()?;
    let mut answer = client.get(url).send().await.map_err(reqwest::Error::without_url)?;
    let mut text = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(reqwest::Error::without_url)? {
        text.extend_from_slice(&chunk);
        if text.len() > LONGEST {
            bail!("the answer is too long");
        }
    }
    Ok(Answer { status: answer.status().as_u16(), text: String::from_utf8_lossy(&text).into_owned() })
}

/// Where a server that listens on all addresses is reached from this machine.
fn reachable(listen: SocketAddr) -> SocketAddr {
    let ip = match listen.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, listen.port())
}

/// "ready", and what is amiss; nothing where it is no answer of ours.
fn in_words(answer: &Answer) -> Option<String> {
    let said: Value = serde_json::from_str(&answer.text).ok()?;
    let status = said["status"].as_str()?;
    let names = |degraded: bool| -> Vec<&str> {
        let listed: Vec<_> =
            said["degraded"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        if degraded {
            return listed;
        }
        let checks = said["checks"].as_object().into_iter().flatten();
        let amiss = checks.filter(|(_, found)| matches!(found.as_str(), Some("missing" | "wrong")));
        amiss.map(|(name, _)| name.as_str()).filter(|name| !listed.contains(name)).collect()
    };
    let (amiss, degraded) = (names(false), names(true));
    let mut words = status.to_owned();
    if !amiss.is_empty() {
        words = format!("{words}: {}", amiss.join(", "));
    }
    if !degraded.is_empty() {
        words = format!("{words}; degraded: {}", degraded.join(", "));
    }
    Some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_on_all_addresses_is_reached_over_the_loopback() {
        for (listen, at) in [
            ("0.0.0.0:8000", "127.0.0.1:8000"),
            ("[::]:8000", "[::1]:8000"),
            ("127.0.0.1:8001", "127.0.0.1:8001"),
            ("10.1.0.7:80", "10.1.0.7:80"),
        ] {
            assert_eq!(reachable(listen.parse().unwrap()), at.parse().unwrap());
        }
    }

    #[test]
    fn what_is_amiss_is_named_and_a_stranger_s_answer_is_none() {
        let said = |text: &str| in_words(&Answer { status: 200, text: text.to_owned() });
        let not_ready = r#"{"status":"not ready","degraded":["redis"],"checks":{"database":"missing","redis":"missing","clock":"ok"}}"#;
        assert_eq!(said(not_ready).unwrap(), "not ready: database; degraded: redis");
        assert_eq!(
            said(r#"{"status":"ready","degraded":[],"checks":{"redis":"not used"}}"#).unwrap(),
            "ready"
        );
        assert_eq!(said("<html>"), None);
        assert_eq!(said("{}"), None);
    }
}
