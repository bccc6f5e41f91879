//! The data folder: the embedded database, the key files, and mails that are files.

use super::Found;
use crate::commands::doctor::{finding::Finding, site::Site};
use aftercare_core::settings::{Environment, production};
use rustix::fs::{Access, access, statvfs};
use std::path::{Path, PathBuf};

const SETTING: Option<&str> = Some("AFTERCARE_DATA_DIR");
/// With less room than this a database soon takes no more.
const LITTLE: u64 = 1024 * 1024 * 1024;
const HARDLY_ANY: u64 = 100 * 1024 * 1024;

/// Whether it can be written, and has room.
pub async fn usable(site: &Site) -> Found {
    let folder = site.settings.data_dir.clone();
    // A disk that hangs holds a thread of its own.
    tokio::task::spawn_blocking(move || look(&folder)).await.unwrap_or_else(|_| Err(late()))
}

fn late() -> Finding {
    Finding::failed("could not be looked at").naming(SETTING)
}

fn look(folder: &Path) -> Found {
    let shown = folder.display();
    if folder.exists() && !folder.is_dir() {
        return Err(Finding::failed(format!("{shown} is not a folder"))
            .naming(SETTING)
            .advising("name a folder"));
    }
    let there = nearest(folder);
    let is_writable = access(&there, Access::WRITE_OK | Access::EXEC_OK).is_ok();
    if !is_writable {
        let place = there.display();
        return Err(Finding::failed(format!("{place} cannot be written by this user"))
            .naming(SETTING)
            .advising("give it to the user that Aftercare runs as (chown), or name another folder"));
    }
    let room = statvfs(&there).map(|found| found.f_bavail.saturating_mul(found.f_frsize));
    let Ok(room) = room else { return Err(late()) };
    let will_be = if folder.exists() { "" } else { " is made at the first start and" };
    let detail = format!("{shown}{will_be} has {} MiB of room", room / (1024 * 1024));
    let finding = match room {
        ..HARDLY_ANY => Finding::failed(detail),
        HARDLY_ANY..LITTLE => Finding::warning(detail),
        LITTLE.. => return Ok(Finding::ok(detail)),
    };
    Ok(finding.naming(SETTING).advising("make room on this disk, or name a folder on another one"))
}

/// The folder itself, or the one in which it would be made.
fn nearest(folder: &Path) -> PathBuf {
    let folder = if folder.is_relative() { Path::new(".").join(folder) } else { folder.to_owned() };
    folder.ancestors().find(|place| place.exists()).unwrap_or(Path::new("/")).to_owned()
}

/// Whether others on this machine may read keys, secrets or records.
pub async fn private(site: &Site) -> Found {
    let open = production::open_files(&site.settings);
    if open.is_empty() {
        return Ok(Finding::ok("nobody else on this machine may read keys, secrets or records"));
    }
    let detail = open.join("; ");
    let finding = match site.settings.env {
        Environment::Production => Finding::failed(detail),
        Environment::Development => Finding::warning(detail),
    };
    Ok(finding.naming_what_it_says().advising("change the mode as said here"))
}
