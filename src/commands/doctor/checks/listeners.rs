//! The addresses that a server listens on: free, or Aftercare's already.

use super::Found;
use crate::commands::{
    doctor::{finding::Finding, site::Site},
    probe,
};
use serde_json::Value;
use std::{io::ErrorKind, net::SocketAddr};
use tokio::net::TcpListener;

/// Where clients are listened to.
pub async fn public(site: &Site) -> Found {
    let is_ours = |text: &str| serde_json::from_str::<Value>(text).is_ok_and(|said| said["status"] == "live");
    look("AFTERCARE_LISTEN", site.settings.server.listen, "/livez", is_ours).await
}

/// Where metrics are.
pub async fn metrics(site: &Site) -> Found {
    let setting = "AFTERCARE_METRICS_LISTEN";
    let Some(listen) = site.settings.operating.metrics_listen else {
        return Ok(Finding::ok("no listener is set"));
    };
    if listen == site.settings.server.listen && listen.port() != 0 {
        return Err(Finding::failed(format!("{listen} is AFTERCARE_LISTEN too"))
            .naming(Some(setting))
            .advising("set another port"));
    }
    let found = look(setting, listen, "/", |text| text.contains("The metrics are at /metrics")).await?;
    if listen.ip().is_unspecified() {
        return Ok(Finding::warning(format!("{}; all networks of this machine reach it", found.detail))
            .naming(Some(setting))
            .advising(
                "set an address of this machine or of a private network: whoever reaches it can read it",
            ));
    }
    Ok(found)
}

async fn look(
    setting: &'static str,
    listen: SocketAddr,
    path: &str,
    is_ours: impl Fn(&str) -> bool,
) -> Found {
    let wrong = |what: String| {
        Finding::failed(what).naming(Some(setting)).advising("set an address of this machine and a free port")
    };
    // Let go at once: nobody is accepted.
    let Err(error) = TcpListener::bind(listen).await else {
        return Ok(Finding::ok(format!("{listen} is free")));
    };
    if error.kind() != ErrorKind::AddrInUse {
        return Err(wrong(format!("cannot listen on {listen}: {error}")));
    }
    match probe::ask(listen, path).await {
        Ok(answer) if is_ours(&answer.text) => Ok(Finding::ok(format!("Aftercare listens on {listen}"))),
        _ => Err(wrong(format!("another program listens on {listen}"))),
    }
}
