//! Redis: signals between processes, and counters that they share.

use super::Found;
use crate::commands::doctor::{finding::Finding, site::Site};
use aftercare_core::bus::RedisLink;

const SETTING: Option<&str> = Some("REDIS_URL");
/// The oldest that the tests run on.
const TESTED: u32 = 7;

/// Whether it answers, and carries signals.
pub async fn reachable(site: &Site) -> Found {
    let Some(url) = &site.settings.redis.url else {
        return Ok(Finding::ok("not used: one process alone"));
    };
    site.may_ask("REDIS_URL")?;
    let link = RedisLink::open(url, &site.settings.redis.prefix);
    let link = link.map_err(|_| Finding::failed("the address is not one of Redis").naming(SETTING))?;
    let look = link.look().await.map_err(|error| {
        Finding::failed(format!("no answer: {error}")).naming(SETTING).advising(
            "start Redis, or correct the address or the password in it; meanwhile signals come late, and limits count in each process alone",
        )
    })?;
    let version = look.version.as_deref().unwrap_or("of a version that it does not say");
    if !look.carries_signals {
        return Err(Finding::failed(format!("Redis {version} answers, and carries no signals"))
            .naming(SETTING)
            .advising(
                "let this user subscribe and publish on channels that begin with AFTERCARE_REDIS_PREFIX",
            ));
    }
    let major = look.version.as_deref().and_then(|version| version.split('.').next()?.parse::<u32>().ok());
    if major.is_some_and(|major| major < TESTED) {
        return Ok(Finding::warning(format!(
            "Redis {version} is older than {TESTED}, the oldest that the tests run on"
        ))
        .naming(SETTING)
        .advising("upgrade it"));
    }
    Ok(Finding::ok(format!("Redis {version} answers and carries signals")))
}
