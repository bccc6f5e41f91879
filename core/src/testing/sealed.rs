//! Sealed bytes for fuzzing: only what was sealed for a place opens there.

use crate::keyring::{Keyring, Place};
use secrecy::SecretString;
use std::sync::LazyLock;
use uuid::Uuid;

const PATIENT: Uuid = Uuid::from_u128(7);
const PLACE: Place = Place::note_body(Uuid::from_u128(9), PATIENT);
const TEXT: &str = "Rest.";

/// A key of nothing but fuzzing, the same in each run, so that what was found once is found again.
static KEYRING: LazyLock<Keyring> = LazyLock::new(|| {
    let setting = "m1:U8fb9AuCwgdtmorB5eDP7aUkcLpc2APGQy9hx2Au70M=";
    match Keyring::parse(&SecretString::from(setting)) {
        Ok(keyring) => keyring,
        Err(error) => unreachable!("{error}"),
    }
});

/// A wrapped data key, then two bytes of its length, then what it sealed.
pub fn right() -> Vec<u8> {
    let Ok((key, wrapped)) = KEYRING.new_data_key(PATIENT) else { return Vec::new() };
    let length = u16::try_from(wrapped.len()).unwrap_or_default().to_be_bytes();
    [&length[..], &wrapped, &key.seal(PLACE, TEXT).unwrap_or_default()].concat()
}

/// Opens what can be opened.
///
/// # Panics
/// When something opens that was not sealed so.
pub fn open(bytes: &[u8]) {
    let Some((length, rest)) = bytes.split_first_chunk::<2>() else { return };
    let Some((wrapped, sealed)) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length))) else {
        return;
    };
    let Ok(key) = KEYRING.unwrap("m1", PATIENT, wrapped) else { return };
    if let Ok(text) = key.open(PLACE, sealed) {
        assert_eq!(*text, TEXT, "something else opened");
    }
    assert!(
        key.open(Place::step_description(Uuid::from_u128(9), PATIENT), sealed).is_err(),
        "opened elsewhere"
    );
}
