//! A browser in which an account has signed in before: it keeps a token, by which it is known again.
//!
//! Being known lets nobody in. It gives the account's owner failed log-ins of their own to spend, where a stranger has used up
//! those of the account ([`super::log_in_tries`]).
//!
//! A token is nonce (12 bytes) | issued (4 bytes, seconds since 1970 divided by 60) | the first 16 bytes of an HMAC-SHA256 over
//! both and the account's id, in URL-safe base64. The key is derived from the active master key. It names no account: only
//! whoever has the key can try whether it belongs to one. Nothing of it is stored on the server.

use crate::{App, random};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::Duration;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use uuid::Uuid;

/// How long a browser is known again; browsers keep no cookie for more than 400 days.
pub const KNOWN_FOR: Duration = Duration::days(180);

const NONCE: usize = 12;
const ISSUED: usize = 4;
const MAC: usize = 16;

/// A new token for a browser in which `account` has just signed in.
pub fn token(app: &App, account: Uuid) -> String {
    let minutes = u32::try_from(app.now().timestamp() / 60).unwrap_or(u32::MAX);
    let (nonce, issued) = (random::bytes::<NONCE>(), minutes.to_be_bytes());
    let tag = mac(app, &nonce, issued, account).finalize().into_bytes();
    BASE64_URL_SAFE_NO_PAD.encode([&nonce[..], &issued, &tag[..MAC]].concat())
}

/// Which browser it is, if `account` has signed in there and that is not too long ago.
pub fn known(app: &App, token: &str, account: Uuid) -> Option<String> {
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(token).ok()?;
    let (nonce, rest) = bytes.split_first_chunk::<NONCE>()?;
    let (issued, tag) = rest.split_first_chunk::<ISSUED>()?;
    if tag.len() != MAC {
        return None;
    }
    mac(app, nonce, *issued, account).verify_truncated_left(tag).ok()?;
    let age = app.now().timestamp() / 60 - i64::from(u32::from_be_bytes(*issued));
    (age < KNOWN_FOR.num_minutes()).then(|| hex::encode(nonce))
}

fn mac(app: &App, nonce: &[u8; NONCE], issued: [u8; ISSUED], account: Uuid) -> Hmac<Sha256> {
    // HMAC fills a key up with zeros to its block of 64 bytes (RFC 2104).
    let mut key = [0; 64];
    key[..32].copy_from_slice(&app.keyring().derived("known browsers"));
    let mac = <Hmac<Sha256> as KeyInit>::new(&key.into());
    mac.chain_update(nonce).chain_update(issued).chain_update(account.as_bytes())
}
