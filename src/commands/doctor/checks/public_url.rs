//! The address under which browsers reach the server: links in mails begin with it.

use super::Found;
use crate::commands::doctor::{finding::Finding, site::Site};
use url::Host;

const SETTING: Option<&str> = Some("AFTERCARE_PUBLIC_URL");

/// Whether a patient who gets a mail could follow its link.
pub async fn right(site: &Site) -> Found {
    let settings = &site.settings;
    let advice = "set it to the https:// address that browsers use";
    let Some(url) = &settings.server.public_url else {
        if settings.mail.smtp_url.is_some() {
            return Ok(Finding::warning(
                "not set: links in mails lead to the address that this server listens on",
            )
            .naming(SETTING)
            .advising(advice));
        }
        return Ok(Finding::ok("not set, and not needed while nobody is mailed"));
    };
    let is_here = match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    };
    if url.scheme() != "https" && !is_here {
        return Ok(Finding::failed(format!(
            "{url} is not https: passwords and records would be readable on the way"
        ))
        .naming(SETTING)
        .advising(advice));
    }
    if is_here && settings.mail.smtp_url.is_some() {
        return Ok(Finding::warning(format!(
            "{url} is this machine alone: nobody else can follow a link in a mail"
        ))
        .naming(SETTING)
        .advising(advice));
    }
    Ok(Finding::ok(url.to_string()))
}
