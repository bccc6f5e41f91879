//! The keys: whether they can be read, and are those that the database was sealed with. Nothing of a key is shown.

use super::Found;
use crate::{
    Failure,
    commands::doctor::{finding::Finding, site::Site},
    wiring,
};
use aftercare_api::auth::TokenKeys;
use aftercare_core::{Error, keyring};
use chrono::Duration;

const MASTER: Option<&str> = Some("AFTERCARE_MASTER_KEYS");
const TOKEN: Option<&str> = Some("AFTERCARE_TOKEN_KEYS");
const KEEP: &str = "put back the key that this database was sealed with: without it no record can be read";

/// The master keys, and the fingerprints in the database.
pub async fn master(site: &Site) -> Found {
    let unreadable =
        |why: &String| Finding::failed(why).naming(MASTER).advising("correct the setting or the key file");
    let keys = site.master_keys.as_ref().map_err(unreadable)?.as_ref();
    let count = keys.map(|keys| keys.fingerprints().count());
    let app = match site.app_with_tables() {
        Ok(app) => app,
        Err(finding) if count.is_none() => {
            return Ok(Finding { detail: "the first start makes the key files".to_owned(), ..finding });
        }
        Err(finding) => {
            let detail = format!("{} can be read; {}", counted(count), finding.detail);
            return Ok(Finding { detail, ..finding });
        }
    };
    if count.is_none() {
        return match wiring::missing_key_file(&site.settings, app.db()).await {
            Ok(()) => Ok(Finding::ok("the first start makes the key files")),
            Err(Failure::Setting(why)) => Err(Finding::failed(why).naming(MASTER).advising(KEEP)),
            Err(Failure::Other(error)) => Err(Finding::failed(error.to_string()).naming(MASTER)),
        };
    }
    match keyring::compare(app).await {
        Ok(stored) => Ok(Finding::ok(format!(
            "{} can be read, and agree with the {} that the database knows",
            counted(count),
            stored.len()
        ))),
        Err(Error::Seal(why)) => Err(Finding::failed(why.to_string()).naming(MASTER).advising(KEEP)),
        Err(error) => Err(error.into()),
    }
}

fn counted(count: Option<usize>) -> String {
    match count.unwrap_or_default() {
        1 => "one key".to_owned(),
        count => format!("{count} keys"),
    }
}

/// The keys that sign access tokens.
pub async fn token(site: &Site) -> Found {
    let wrong =
        |why: String| Finding::failed(why).naming(TOKEN).advising("correct the setting or the key file");
    let Some(keys) = site.token_keys.as_ref().map_err(|why| wrong(why.clone()))? else {
        return Ok(Finding::ok("the first start makes the key files"));
    };
    TokenKeys::parse(keys, Duration::minutes(1)).map_err(wrong)?;
    Ok(Finding::ok("can be read"))
}
