//! A patient's data key, and what it seals.
//!
//! Stored form: version (1 byte, now 1) | key id (4 bytes) | nonce (12 bytes) | ciphertext and tag.

use super::{SealError, Unreadable};
use crate::random;
use aes_gcm::{
    Aes256Gcm, Key, KeyInit, Nonce,
    aead::{Aead, Payload},
};
use sha2::{Digest, Sha256};
use uuid::Uuid;
use zeroize::Zeroizing;

const VERSION: u8 = 1;
const KEY_ID: usize = 4;
pub(super) const NONCE: usize = 12;

/// Where a sealed value belongs; it opens nowhere else.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// Table name.
    pub table: &'static str,
    /// Column name.
    pub column: &'static str,
    /// The row.
    pub row: Uuid,
    /// Whose record it is.
    pub patient: Uuid,
}

impl Place {
    /// A note's text.
    pub const fn note_body(note: Uuid, patient: Uuid) -> Self {
        Self { table: "notes", column: "body", row: note, patient }
    }

    /// A step's description.
    pub const fn step_description(step: Uuid, patient: Uuid) -> Self {
        Self { table: "steps", column: "description", row: step, patient }
    }

    /// The passage a step came from.
    pub const fn step_passage(step: Uuid, patient: Uuid) -> Self {
        Self { table: "steps", column: "passage", row: step, patient }
    }

    /// Whether this is a note's.
    pub(crate) fn is_of_note(self) -> bool {
        self.table == "notes"
    }

    /// That what stands here does not open.
    pub(crate) const fn unreadable(self, why: SealError) -> Unreadable {
        Unreadable { table: self.table, column: self.column, row: self.row, why }
    }

    fn associated_data(self) -> Vec<u8> {
        let (mut row, mut patient) = (Uuid::encode_buffer(), Uuid::encode_buffer());
        let row = self.row.hyphenated().encode_lower(&mut row);
        let patient = self.patient.hyphenated().encode_lower(&mut patient);
        [self.table, "|", self.column, "|", row, "|", patient].concat().into_bytes()
    }
}

/// One patient's key. Zeroized when dropped, never printed.
#[derive(Clone)]
pub struct DataKey {
    id: [u8; KEY_ID],
    cipher: Aes256Gcm,
}

impl std::fmt::Debug for DataKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "DataKey({})", hex::encode(self.id))
    }
}

impl DataKey {
    pub(super) fn new(key: &Zeroizing<[u8; 32]>) -> Self {
        let digest =
            Sha256::new().chain_update(b"aftercare data key id\0").chain_update(key.as_slice()).finalize();
        let mut id = [0; KEY_ID];
        id.copy_from_slice(&digest[..KEY_ID]);
        Self { id, cipher: cipher(key) }
    }

    /// Seals `text` for `place`.
    ///
    /// # Errors
    /// [`SealError::Malformed`] for text beyond the cipher's limit (64 GiB).
    pub fn seal(&self, place: Place, text: &str) -> Result<Vec<u8>, SealError> {
        let nonce = random::bytes::<NONCE>();
        let aad = place.associated_data();
        let ciphertext = self
            .cipher
            .encrypt(&Nonce::from(nonce), Payload { msg: text.as_bytes(), aad: &aad })
            .map_err(|_| SealError::Malformed)?;
        Ok([&[VERSION][..], &self.id, &nonce, &ciphertext].concat())
    }

    /// Opens what was sealed for `place`.
    ///
    /// # Errors
    /// [`SealError::Malformed`] or [`SealError::DidNotOpen`], with the place.
    pub(crate) fn open(&self, place: Place, sealed: &[u8]) -> Result<Zeroizing<String>, Unreadable> {
        self.opened(place, sealed).map_err(|why| place.unreadable(why))
    }

    fn opened(&self, place: Place, sealed: &[u8]) -> Result<Zeroizing<String>, SealError> {
        let (version, rest) = sealed.split_first().ok_or(SealError::Malformed)?;
        let (key, rest) = rest.split_at_checked(KEY_ID).ok_or(SealError::Malformed)?;
        let (nonce, ciphertext) = rest.split_first_chunk::<NONCE>().ok_or(SealError::Malformed)?;
        if *version != VERSION {
            return Err(SealError::Malformed);
        }
        if key != self.id {
            return Err(SealError::DidNotOpen);
        }
        let aad = place.associated_data();
        let plain = self
            .cipher
            .decrypt(&Nonce::from(*nonce), Payload { msg: ciphertext, aad: &aad })
            .map_err(|_| SealError::DidNotOpen)?;
        String::from_utf8(plain).map(Zeroizing::new).map_err(|_| SealError::DidNotOpen)
    }
}

pub(super) fn cipher(key: &[u8; 32]) -> Aes256Gcm {
    Aes256Gcm::new(&Key::<Aes256Gcm>::from(*key))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(row: u128, patient: u128) -> Place {
        Place::note_body(Uuid::from_u128(row), Uuid::from_u128(patient))
    }

    #[test]
    fn opens_in_its_place_only() {
        let key = DataKey::new(&Zeroizing::new([7; 32]));
        let sealed = key.seal(place(1, 2), "Rest.").unwrap();
        assert_eq!(*key.open(place(1, 2), &sealed).unwrap(), "Rest.");
        assert_eq!(key.open(place(2, 2), &sealed).unwrap_err().why, SealError::DidNotOpen);
        assert_eq!(key.open(place(1, 3), &sealed).unwrap_err().why, SealError::DidNotOpen);
        let elsewhere = Place::step_description(Uuid::from_u128(1), Uuid::from_u128(2));
        assert_eq!(key.open(elsewhere, &sealed).unwrap_err().why, SealError::DidNotOpen);
        let other = DataKey::new(&Zeroizing::new([8; 32]));
        assert_eq!(other.open(place(1, 2), &sealed).unwrap_err().why, SealError::DidNotOpen);
    }

    #[test]
    fn any_altered_byte_is_noticed() {
        let key = DataKey::new(&Zeroizing::new([7; 32]));
        let sealed = key.seal(place(1, 2), "Rest.").unwrap();
        for at in 0..sealed.len() {
            let mut altered = sealed.clone();
            altered[at] ^= 1;
            assert!(key.open(place(1, 2), &altered).is_err(), "byte {at}");
            assert!(key.open(place(1, 2), &sealed[..at]).is_err(), "cut at {at}");
        }
    }

    #[test]
    fn the_same_text_is_sealed_differently_each_time() {
        let key = DataKey::new(&Zeroizing::new([7; 32]));
        assert_ne!(key.seal(place(1, 2), "Rest.").unwrap(), key.seal(place(1, 2), "Rest.").unwrap());
    }
}
