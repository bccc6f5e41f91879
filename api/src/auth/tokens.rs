//! Access tokens: JWTs (RFC 7519, HS256) that name a session for a few minutes.
//!
//! A token says which session it belongs to, never what it may do: role and status are read from the database at each
//! request, so that nothing old is believed. Several keys may be set; the first signs, all are accepted.

use aftercare_core::{
    keyring::{ADVICE, weakness},
    random,
};
use base64::{Engine, prelude::BASE64_STANDARD};
use chrono::{DateTime, Duration, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, decode_header, encode};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, sync::Arc};
use uuid::Uuid;

const ISSUER: &str = "aftercare";
const AUDIENCE: &str = "aftercare-api";
/// What keeps a token of another kind from being taken for an access token.
const KIND: &str = "access";

/// What a token says.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Claims {
    iss: String,
    aud: String,
    kind: String,
    /// The user.
    pub sub: Uuid,
    /// The session.
    pub sid: Uuid,
    /// Makes two tokens of one session and one second differ; tokens of older versions have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    jti: Option<Uuid>,
    iat: i64,
    /// End, in seconds since 1970.
    pub exp: i64,
}

/// A token just made.
#[derive(Debug)]
pub struct AccessToken {
    /// For the client.
    pub token: SecretString,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
}

/// Why a token is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenError {
    /// Not one of ours, altered, or of another kind.
    Invalid,
    /// Was one of ours; its time is over.
    Expired,
}

/// The keys that sign and check. Cheap to clone, never printed.
#[derive(Clone)]
pub struct TokenKeys(Arc<Inner>);

struct Inner {
    active: String,
    signing: EncodingKey,
    checking: BTreeMap<String, DecodingKey>,
    validation: Validation,
    life: Duration,
}

impl std::fmt::Debug for TokenKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TokenKeys").field("active", &self.0.active).finish_non_exhaustive()
    }
}

impl TokenKeys {
    /// Reads `id:base64,id:base64` (at least 32 bytes each, the first signs); tokens last `life`.
    ///
    /// # Errors
    /// A sentence that names `AFTERCARE_TOKEN_KEYS` and never shows a key.
    pub fn parse(setting: &SecretString, life: Duration) -> Result<Self, String> {
        let mut checking = BTreeMap::new();
        let mut first = None;
        let entries =
            setting.expose_secret().split([',', '\n']).map(str::trim).filter(|entry| !entry.is_empty());
        for (number, entry) in entries.enumerate() {
            let wrong = |what: &str| format!("AFTERCARE_TOKEN_KEYS: entry {}: {what}", number + 1);
            let (id, key) = entry.split_once(':').ok_or_else(|| wrong("write it as id:base64"))?;
            let key = BASE64_STANDARD.decode(key.trim()).map_err(|_| wrong("the key is not base64"))?;
            if id.is_empty() || key.len() < 32 {
                return Err(wrong(&format!("needs an id and at least 32 bytes; {ADVICE}")));
            }
            if let Some(why) = weakness(&key) {
                return Err(wrong(&format!("the key {why}; {ADVICE}")));
            }
            if checking.insert(id.to_owned(), DecodingKey::from_secret(&key)).is_some() {
                return Err(wrong("the id is used twice"));
            }
            first.get_or_insert_with(|| (id.to_owned(), EncodingKey::from_secret(&key)));
        }
        let (active, signing) = first.ok_or("AFTERCARE_TOKEN_KEYS: no key; write it as id:base64")?;
        Ok(Self(Arc::new(Inner { active, signing, checking, validation: validation(), life })))
    }

    /// A token for session `sid` of user `sub`, which ends with its session, at `session_end`, at the latest.
    ///
    /// # Errors
    /// When signing fails, which needs a broken key.
    pub fn sign(
        &self,
        sub: Uuid,
        sid: Uuid,
        now: DateTime<Utc>,
        session_end: DateTime<Utc>,
    ) -> Result<AccessToken, TokenError> {
        let expires_at = (now + self.0.life).min(session_end);
        let claims = Claims {
            iss: ISSUER.to_owned(),
            aud: AUDIENCE.to_owned(),
            kind: KIND.to_owned(),
            sub,
            sid,
            jti: Some(Uuid::from_bytes(random::bytes())),
            iat: now.timestamp(),
            exp: expires_at.timestamp(),
        };
        let mut header = Header::new(Algorithm::HS256);
        header.kid = Some(self.0.active.clone());
        let token = encode(&header, &claims, &self.0.signing).map_err(|_| TokenError::Invalid)?;
        Ok(AccessToken { token: SecretString::from(token), expires_at })
    }

    /// What a token says, when it is one of ours and its time is not over at `now`.
    ///
    /// # Errors
    /// [`TokenError`].
    pub fn check(&self, token: &str, now: DateTime<Utc>) -> Result<Claims, TokenError> {
        let header = decode_header(token).map_err(|_| TokenError::Invalid)?;
        let key = header.kid.and_then(|id| self.0.checking.get(&id)).ok_or(TokenError::Invalid)?;
        let claims = decode::<Claims>(token, key, &self.0.validation);
        let claims = claims.map_err(|_| TokenError::Invalid)?.claims;
        if claims.kind != KIND {
            return Err(TokenError::Invalid);
        }
        if claims.exp <= now.timestamp() {
            return Err(TokenError::Expired);
        }
        Ok(claims)
    }
}

/// What every token has to say. Its end is compared with our own clock.
fn validation() -> Validation {
    let mut validation = Validation::new(Algorithm::HS256);
    validation.set_issuer(&[ISSUER]);
    validation.set_audience(&[AUDIENCE]);
    validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
    validation.validate_exp = false;
    validation
}

#[cfg(test)]
mod tests {
    use super::*;
    use sha2::{Digest, Sha256};
    use std::sync::LazyLock;

    static KEY: LazyLock<[u8; 32]> = LazyLock::new(random::bytes);

    fn keys(text: &str) -> TokenKeys {
        TokenKeys::parse(&SecretString::from(text), Duration::minutes(15)).unwrap()
    }

    #[test]
    fn only_our_own_living_access_tokens_are_taken() {
        let (a, b) = (BASE64_STANDARD.encode(*KEY), BASE64_STANDARD.encode(Sha256::digest(*KEY)));
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let old = keys(&format!("a:{a}"));
        let (user, session) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let made = old.sign(user, session, now, now + Duration::days(1)).unwrap();
        let token = made.token.expose_secret();
        assert_eq!(old.check(token, now).unwrap().sid, Uuid::from_u128(2));
        assert_eq!(old.check(token, now + Duration::minutes(15)).unwrap_err(), TokenError::Expired);
        let last = old.sign(user, session, now, now + Duration::minutes(3)).unwrap();
        assert_eq!(last.expires_at, now + Duration::minutes(3), "no longer than the session");
        // Rotation: the new key signs, the old one is still accepted until it is taken away.
        assert!(keys(&format!("b:{b},a:{a}")).check(token, now).is_ok());
        assert_eq!(keys(&format!("b:{b}")).check(token, now).unwrap_err(), TokenError::Invalid);
        assert_eq!(keys(&format!("a:{b}")).check(token, now).unwrap_err(), TokenError::Invalid);
        for bad in ["", "a.b.c", &token[..token.len() - 2], &token.replace('.', "")] {
            assert_eq!(old.check(bad, now).unwrap_err(), TokenError::Invalid);
        }
    }

    #[test]
    fn two_tokens_of_one_second_differ_and_one_without_an_id_is_still_taken() {
        let keys = keys(&format!("a:{}", BASE64_STANDARD.encode(*KEY)));
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let sign = || keys.sign(Uuid::nil(), Uuid::nil(), now, now + Duration::days(1)).unwrap().token;
        let (one, two) = (sign(), sign());
        assert_ne!(one.expose_secret(), two.expose_secret());
        let mut claims = keys.check(one.expose_secret(), now).unwrap();
        assert!(claims.jti.is_some());
        // As an older version of the program made it.
        claims.jti = None;
        let mut header = Header::new(Algorithm::HS256);
        header.kid = Some("a".into());
        let old = encode(&header, &claims, &EncodingKey::from_secret(&*KEY)).unwrap();
        assert!(keys.check(&old, now).unwrap().jti.is_none());
    }

    #[test]
    fn a_token_of_another_kind_is_refused() {
        let key = EncodingKey::from_secret(&*KEY);
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let mut header = Header::new(Algorithm::HS256);
        header.kid = Some("a".into());
        let claims = Claims {
            iss: ISSUER.into(),
            aud: AUDIENCE.into(),
            kind: "refresh".into(),
            sub: Uuid::nil(),
            sid: Uuid::nil(),
            jti: None,
            iat: now.timestamp(),
            exp: now.timestamp() + 60,
        };
        let token = encode(&header, &claims, &key).unwrap();
        let keys = keys(&format!("a:{}", BASE64_STANDARD.encode(*KEY)));
        assert_eq!(keys.check(&token, now).unwrap_err(), TokenError::Invalid);
    }
}
