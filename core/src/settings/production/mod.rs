//! What production refuses: every insecure or missing setting, named at once.

mod keys;
mod permissions;
mod transit;

use super::{Environment, FROM_FILES, Settings, addresses, files::file_of};
use std::path::PathBuf;

/// All that keeps these settings from production; empty in development.
pub fn refusals(settings: &Settings) -> Vec<String> {
    if settings.env != Environment::Production {
        return Vec::new();
    }
    let mut wrong = missing(settings);
    wrong.extend(transit::refusals(settings));
    wrong.extend(keys::refusals(settings));
    wrong.extend(open_files(settings));
    if settings.sessions.access_minutes > 60 {
        wrong.push(format!(
            "AFTERCARE_ACCESS_MINUTES must be 60 or less, not {}: whoever finds an access token can use it for that long",
            settings.sessions.access_minutes
        ));
    }
    wrong
}

/// The settings without which production does not start.
pub fn required() -> Vec<String> {
    let unset = Settings { env: Environment::Production, ..Settings::default() };
    let said = missing(&unset).into_iter().chain(transit::database(&unset));
    // Each sentence begins with the setting's name.
    said.filter_map(|what| what.split_whitespace().next().map(str::to_owned)).collect()
}

/// Every file on this machine that holds a secret or a record and is open to others.
pub fn open_files(settings: &Settings) -> Vec<String> {
    permissions::of(settings, &named_files())
}

/// What keeps these settings' database from production: for commands that touch nothing else.
pub fn database_refusals(settings: &Settings) -> Vec<String> {
    if settings.env == Environment::Production { transit::database(settings) } else { Vec::new() }
}

/// What production would refuse of the files on this machine, for a line in the log of a development installation.
pub fn warnings(settings: &Settings) -> Vec<String> {
    if settings.env == Environment::Production { Vec::new() } else { open_files(settings) }
}

/// The secrets' files, with the settings that name them.
fn named_files() -> Vec<(String, PathBuf)> {
    let files = FROM_FILES.iter().filter_map(|name| Some((format!("{name}_FILE"), file_of(name)?)));
    files.collect()
}

fn missing(settings: &Settings) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut require = |holds: bool, what: &str| {
        if !holds {
            wrong.push(what.to_owned());
        }
    };
    require(
        settings.keys.master.is_some(),
        "AFTERCARE_MASTER_KEYS is not set (id:base64 of 32 random bytes)",
    );
    require(settings.keys.token.is_some(), "AFTERCARE_TOKEN_KEYS is not set (id:base64 of 32 random bytes)");
    require(settings.redis.url.is_some(), "REDIS_URL is not set (rediss://host:6379)");
    require(settings.mail.smtp_url.is_some(), "SMTP_URL is not set (smtps://user:password@host)");
    require(
        !settings.mail.from.contains("@localhost"),
        "AFTERCARE_MAIL_FROM is not set to an address of yours",
    );
    require(
        settings.server.public_url.as_ref().is_some_and(|url| url.scheme() == "https"),
        "AFTERCARE_PUBLIC_URL must be set to the https:// address that browsers use",
    );
    let given = settings.server.allowed_origins.iter().filter(|origin| !origin.trim().is_empty());
    require(
        given.clone().all(|origin| origin.trim().starts_with("https://")),
        "AFTERCARE_ALLOWED_ORIGINS must be https:// origins, each named, and not *",
    );
    wrong.extend(given.filter_map(|origin| addresses::web_origin(origin).err()));
    wrong
}
