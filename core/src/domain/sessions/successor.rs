//! What a replaced token still tells for a moment: the token that took its place.
//!
//! It is sealed with a key made from the replaced token itself, of which the database has only the hash. So it opens for
//! whoever shows that token, and a thief of the database has nothing.
//!
//! Sealed form: nonce (12 bytes) | AES-256-GCM ciphertext and tag; the associated data is the id of the replaced token's row.

use super::{Opened, hash};
use crate::{Error, Result, keyring::SealError, random};
use aes_gcm::{
    Aes256Gcm, Key, KeyInit, Nonce,
    aead::{Aead, Payload},
};
use aftercare_entity::session;
use chrono::{DateTime, Duration, Utc};
use sea_orm::ConnectionTrait;
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use uuid::Uuid;
use zeroize::Zeroizing;

const NONCE: usize = 12;
/// Replacements followed at most: nobody refreshes so often within the grace period but a client gone wild.
const STEPS: usize = 50;

/// The newest token of the family, from a token that was replaced less than `grace` ago, if every replacement since is as
/// recent.
pub(super) async fn newest(
    tx: &impl ConnectionTrait,
    replaced: &session::Model,
    token: &SecretString,
    grace: Duration,
    now: DateTime<Utc>,
) -> Result<Option<Opened>> {
    let (mut row, mut token) = (replaced.clone(), token.clone());
    for _ in 0..STEPS {
        let recent = row.replaced_at.is_some_and(|at| at + grace > now);
        let sealed = row.successor_sealed.as_deref().filter(|_| recent);
        let Some(next) = sealed.and_then(|sealed| open(&token, row.id, sealed)) else { return Ok(None) };
        let found = session::Entity::by_token_hash(&hash(&next)).one(tx).await?;
        let in_force = |next: &session::Model| next.family_id == row.family_id && next.revoked_at.is_none();
        let Some(next_row) = found.filter(in_force) else { return Ok(None) };
        if next_row.replaced_by.is_none() {
            let (family, expires_at) = (next_row.family_id, next_row.expires_at);
            return Ok(Some(Opened { family, refresh_token: next, expires_at }));
        }
        (row, token) = (next_row, next);
    }
    Ok(None)
}

/// Seals `next` for whoever holds `token`, whose row is `row`.
pub(super) fn seal(token: &SecretString, row: Uuid, next: &SecretString) -> Result<Vec<u8>> {
    let nonce = random::bytes::<NONCE>();
    let payload = Payload { msg: next.expose_secret().as_bytes(), aad: row.as_bytes() };
    let sealed = cipher(token).encrypt(&Nonce::from(nonce), payload);
    let sealed = sealed.map_err(|_| Error::Seal(SealError::Malformed))?;
    Ok([&nonce[..], &sealed].concat())
}

fn open(token: &SecretString, row: Uuid, sealed: &[u8]) -> Option<SecretString> {
    let (nonce, sealed) = sealed.split_first_chunk::<NONCE>()?;
    let payload = Payload { msg: sealed, aad: row.as_bytes() };
    let plain = Zeroizing::new(cipher(token).decrypt(&Nonce::from(*nonce), payload).ok()?);
    std::str::from_utf8(&plain).ok().map(SecretString::from)
}

fn cipher(token: &SecretString) -> Aes256Gcm {
    let label = b"aftercare successor of a refresh token\0";
    let key = Sha256::new().chain_update(label).chain_update(token.expose_secret()).finalize();
    let key = Zeroizing::new(<[u8; 32]>::from(key));
    Aes256Gcm::new(&Key::<Aes256Gcm>::from(*key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_replaced_token_opens_it_and_only_in_its_row() {
        let (token, next) = (SecretString::from("token"), SecretString::from("next"));
        let (row, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let sealed = seal(&token, row, &next).unwrap();
        assert_eq!(open(&token, row, &sealed).unwrap().expose_secret(), "next");
        assert!(open(&next, row, &sealed).is_none());
        assert!(open(&token, other, &sealed).is_none());
        for at in 0..sealed.len() {
            let mut altered = sealed.clone();
            altered[at] ^= 1;
            assert!(open(&token, row, &altered).is_none() && open(&token, row, &sealed[..at]).is_none());
        }
    }
}
