//! The master keys: several, the first is active; each wraps patients' data keys.
//!
//! Wrapped form: version (1 byte, now 1) | nonce (12 bytes) | ciphertext and tag; the master key's id is a column.

use super::{
    SealError,
    sealed::{DataKey, NONCE, cipher},
    strength::{ADVICE, weakness},
};
use crate::random;
use aes_gcm::{
    Nonce,
    aead::{Aead, Payload},
};
use base64::{Engine, prelude::BASE64_STANDARD};
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use std::{collections::BTreeMap, sync::Arc};
use uuid::Uuid;
use zeroize::Zeroizing;

const VERSION: u8 = 1;

/// The master keys. Cheap to clone, zeroized when dropped, never printed.
#[derive(Clone)]
pub struct Keyring(Arc<Inner>);

struct Inner {
    active: String,
    keys: BTreeMap<String, Zeroizing<[u8; 32]>>,
}

impl std::fmt::Debug for Keyring {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Keyring").field("active", &self.0.active).field("keys", &self.0.keys.len()).finish()
    }
}

impl Keyring {
    /// Reads `id:base64,id:base64`: 32 bytes each, the first is active.
    ///
    /// # Errors
    /// [`SealError::Setting`], which says which entry is wrong and never shows it.
    pub fn parse(setting: &SecretString) -> Result<Self, SealError> {
        let mut keys = BTreeMap::new();
        let mut active = None;
        let entries = setting.expose_secret().split([',', '\n']).map(str::trim).filter(|e| !e.is_empty());
        for (number, entry) in entries.enumerate() {
            let wrong = |what: &str| SealError::Setting(format!("entry {}: {what}", number + 1));
            let (id, key) = entry.split_once(':').ok_or_else(|| wrong("write it as id:base64"))?;
            let named = (1..=64).contains(&id.len())
                && id.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'));
            if !named {
                return Err(wrong("the id must be 1 to 64 letters, digits, '-', '_' or '.'"));
            }
            let bytes = Zeroizing::new(
                BASE64_STANDARD.decode(key.trim()).map_err(|_| wrong("the key is not base64"))?,
            );
            let key = <[u8; 32]>::try_from(bytes.as_slice())
                .map_err(|_| wrong(&format!("the key must be 32 bytes; {ADVICE}")))?;
            if let Some(why) = weakness(&key) {
                return Err(wrong(&format!("the key {why}; {ADVICE}")));
            }
            if keys.insert(id.to_owned(), Zeroizing::new(key)).is_some() {
                return Err(wrong("the id is used twice"));
            }
            active.get_or_insert_with(|| id.to_owned());
        }
        let active = active.ok_or_else(|| SealError::Setting("no key; write it as id:base64".to_owned()))?;
        Ok(Self(Arc::new(Inner { active, keys })))
    }

    /// A new setting with one random key, for an embedded installation's key file.
    pub fn generate() -> SecretString {
        let key = Zeroizing::new(random::bytes::<32>());
        SecretString::from(format!("k1:{}", BASE64_STANDARD.encode(key.as_slice())))
    }

    /// The id of the key that wraps new data keys.
    pub fn active(&self) -> &str {
        &self.0.active
    }

    /// Ids and fingerprints (a hash that shows nothing of the key).
    pub fn fingerprints(&self) -> impl Iterator<Item = (&str, Vec<u8>)> {
        self.0.keys.iter().map(|(id, key)| {
            let hash = Sha256::new()
                .chain_update(b"aftercare master key fingerprint\0")
                .chain_update(key.as_slice())
                .finalize();
            (id.as_str(), hash.to_vec())
        })
    }

    /// A secret for another purpose than sealing, the same in every process with the same active key.
    pub fn derived(&self, purpose: &str) -> [u8; 32] {
        derive(purpose, self.0.keys.get(&self.0.active).map_or(&[], |key| key.as_slice()))
    }

    /// The same from the key with this id: what was derived before a rotation can still be checked after it.
    ///
    /// # Errors
    /// [`SealError::MissingMasterKey`].
    pub fn derived_with(&self, key_id: &str, purpose: &str) -> Result<Zeroizing<[u8; 32]>, SealError> {
        self.key(key_id).map(|key| Zeroizing::new(derive(purpose, key)))
    }

    /// A new data key for `patient`, and its form wrapped by the active master key.
    ///
    /// # Errors
    /// [`SealError::MissingMasterKey`], which cannot happen with a parsed keyring.
    pub fn new_data_key(&self, patient: Uuid) -> Result<(DataKey, Vec<u8>), SealError> {
        let key = Zeroizing::new(random::bytes::<32>());
        let wrapped = self.wrap(&place_of(patient), &key)?;
        Ok((DataKey::new(&key), wrapped))
    }

    /// Unwraps a patient's data key.
    ///
    /// # Errors
    /// [`SealError`]: the master key is missing, or the row was altered or belongs to another patient.
    pub fn unwrap(&self, master_key: &str, patient: Uuid, wrapped: &[u8]) -> Result<DataKey, SealError> {
        Ok(DataKey::new(&self.unwrap_at(&place_of(patient), master_key, wrapped)?))
    }

    /// A patient's data key, wrapped by the active master key instead of `master_key`.
    ///
    /// # Errors
    /// As for [`Keyring::unwrap`].
    pub fn rewrap(&self, master_key: &str, patient: Uuid, wrapped: &[u8]) -> Result<Vec<u8>, SealError> {
        let place = place_of(patient);
        let key = self.unwrap_at(&place, master_key, wrapped)?;
        self.wrap(&place, &key)
    }

    /// Whether the settings hold this master key.
    pub fn holds(&self, id: &str) -> bool {
        self.0.keys.contains_key(id)
    }

    /// Wraps `key` with the active master key, for one place in the database.
    pub(super) fn wrap(&self, place: &str, key: &[u8; 32]) -> Result<Vec<u8>, SealError> {
        let nonce = random::bytes::<NONCE>();
        let aad = wrap_data(place, self.active());
        let ciphertext = cipher(self.key(self.active())?)
            .encrypt(&Nonce::from(nonce), Payload { msg: key.as_slice(), aad: &aad })
            .map_err(|_| SealError::Malformed)?;
        Ok([&[VERSION][..], &nonce, &ciphertext].concat())
    }

    /// Unwraps what was wrapped by `master_key` for this place.
    pub(super) fn unwrap_at(
        &self,
        place: &str,
        master_key: &str,
        wrapped: &[u8],
    ) -> Result<Zeroizing<[u8; 32]>, SealError> {
        let (version, rest) = wrapped.split_first().ok_or(SealError::Malformed)?;
        let (nonce, ciphertext) = rest.split_first_chunk::<NONCE>().ok_or(SealError::Malformed)?;
        if *version != VERSION {
            return Err(SealError::Malformed);
        }
        let aad = wrap_data(place, master_key);
        let plain = cipher(self.key(master_key)?)
            .decrypt(&Nonce::from(*nonce), Payload { msg: ciphertext, aad: &aad })
            .map_err(|_| SealError::DidNotOpen)?;
        let plain = Zeroizing::new(plain);
        let key = <[u8; 32]>::try_from(plain.as_slice()).map_err(|_| SealError::Malformed)?;
        Ok(Zeroizing::new(key))
    }

    fn key(&self, id: &str) -> Result<&[u8; 32], SealError> {
        self.0.keys.get(id).map(|key| &**key).ok_or_else(|| SealError::MissingMasterKey(id.to_owned()))
    }
}

/// Table, column and row of a patient's data key.
fn place_of(patient: Uuid) -> String {
    format!("patient_keys|wrapped_key|{patient}")
}

fn wrap_data(place: &str, master_key: &str) -> Vec<u8> {
    format!("{place}|{master_key}").into_bytes()
}

fn derive(purpose: &str, key: &[u8]) -> [u8; 32] {
    let hash = Sha256::new().chain_update(b"aftercare derived\0").chain_update(purpose);
    hash.chain_update(b"\0").chain_update(key).finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrapped_key_is_bound_to_its_patient_and_master_key() {
        let one = Keyring::parse(&Keyring::generate()).unwrap();
        let (patient, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let (_, wrapped) = one.new_data_key(patient).unwrap();
        assert!(one.unwrap("k1", patient, &wrapped).is_ok());
        assert_eq!(one.unwrap("k1", other, &wrapped).unwrap_err(), SealError::DidNotOpen);
        let two = Keyring::parse(&Keyring::generate()).unwrap();
        assert_eq!(two.unwrap("k1", patient, &wrapped).unwrap_err(), SealError::DidNotOpen);
        assert_eq!(
            one.unwrap("k9", patient, &wrapped).unwrap_err(),
            SealError::MissingMasterKey("k9".into())
        );
    }

    #[test]
    fn wrong_settings_are_refused_by_name_and_never_shown() {
        let zeros = format!("a:{}", BASE64_STANDARD.encode([0_u8; 32]));
        for bad in ["", "nocolon", "a:!!", "a:AAAA", "bad id:AAAA", &zeros] {
            let error = Keyring::parse(&SecretString::from(bad)).unwrap_err().to_string();
            assert!(error.starts_with("AFTERCARE_MASTER_KEYS: "), "{error}");
            assert!(!error.contains("AAAA") && !error.contains("nocolon"), "{error}");
        }
    }
}
