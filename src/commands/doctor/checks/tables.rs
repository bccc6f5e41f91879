//! The tables: whether they are as this program needs them.

use super::Found;
use crate::commands::doctor::{finding::Finding, site::Site};

const SETTING: Option<&str> = Some("DATABASE_URL");

/// Compares the changes that this program knows with those that were made.
pub async fn up_to_date(site: &Site) -> Found {
    site.app()?;
    let changes = match site.changes() {
        Some(Ok(changes)) => changes,
        Some(Err(why)) => return Err(Finding::failed(why).naming(SETTING)),
        None => return Err(Finding::ok("not checked")),
    };
    if !changes.begun {
        return Ok(Finding::warning("there are no tables yet; the first start makes them")
            .naming(SETTING)
            .advising("start a server, or run: aftercare migrate up"));
    }
    if let Some(next) = changes.pending.first() {
        let count = changes.pending.len();
        return Ok(Finding::failed(format!(
            "behind this program by {count} changes, the first of them {next}"
        ))
        .naming(SETTING)
        .advising("start a server of this version, which makes them, or run: aftercare migrate up"));
    }
    if let Some(newest) = changes.unknown.last() {
        return Ok(Finding::warning(format!("ahead of this program: a newer one made {newest}"))
            .naming(SETTING)
            .advising("replace this program by that version"));
    }
    Ok(Finding::ok("up to date"))
}
