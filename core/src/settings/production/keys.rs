//! Keys that are weak, or used twice. An entry is named by its number; nothing of a key is ever shown.

use crate::{
    keyring::{ADVICE, weakness},
    settings::Settings,
};
use base64::{Engine, prelude::BASE64_STANDARD};
use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

/// Every entry that is no good key.
pub(super) fn refusals(settings: &Settings) -> Vec<String> {
    let (master, token) = (keys(settings.keys.master.as_ref()), keys(settings.keys.token.as_ref()));
    let mut wrong = weak("AFTERCARE_MASTER_KEYS", &master);
    wrong.extend(weak("AFTERCARE_TOKEN_KEYS", &token));
    if token.iter().flatten().any(|key| master.iter().flatten().any(|other| *other == *key)) {
        wrong.push("AFTERCARE_TOKEN_KEYS must not be one of AFTERCARE_MASTER_KEYS".to_owned());
    }
    wrong
}

/// The keys of a setting in their order; nothing in the place of an entry that cannot be read.
fn keys(setting: Option<&SecretString>) -> Vec<Option<Zeroizing<Vec<u8>>>> {
    let text = setting.map_or("", |setting| setting.expose_secret());
    let entries = text.split([',', '\n']).map(str::trim).filter(|entry| !entry.is_empty());
    let read = |entry: &str| {
        let (_, key) = entry.split_once(':')?;
        BASE64_STANDARD.decode(key.trim()).ok().filter(|key| key.len() >= 32).map(Zeroizing::new)
    };
    entries.map(read).collect()
}

fn weak(name: &str, keys: &[Option<Zeroizing<Vec<u8>>>]) -> Vec<String> {
    let said = keys.iter().enumerate().filter_map(|(number, key)| {
        let what = match key {
            None => "is not id:base64 of at least 32 bytes".to_owned(),
            Some(key) => weakness(key)?,
        };
        Some(format!("{name} must hold random keys: entry {} {what}; {ADVICE}", number + 1))
    });
    said.collect()
}
