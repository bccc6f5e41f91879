//! Sealed records: master keys (outside the database) wrap one data key a patient; the data key seals text.
//!
//! AES-256-GCM (NIST SP 800-38D) with a fresh random 96-bit nonce each. The associated data names table, column, row
//! and patient, so that a ciphertext moved to another place does not open. Rotating a master key rewraps one small
//! row a patient; destroying a patient's key makes the record unreadable for good, backups of the database included.

mod house;
mod known;
mod master;
mod retire;
mod rotate;
mod sealed;
mod status;
mod store;
mod strength;

pub use house::{Purpose, house_key, make_house_key};
pub(crate) use known::{KnownKeys, Wrapped, known_keys};
pub use master::Keyring;
pub use retire::{Uses, retire};
pub use rotate::{Progress, Rotated, rotate};
pub use sealed::{DataKey, Place};
pub use status::{KeyStatus, status};
pub(crate) use store::{DataKeys, data_key};
pub use store::{compare, make_data_key, register};
pub use strength::{ADVICE, weakness};

use uuid::Uuid;

/// A stored value that does not open. It is an error of that value alone; names where it stands, never what it says.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{table}.{column} of row {row}: {why}")]
pub struct Unreadable {
    /// Table name.
    pub table: &'static str,
    /// Column name.
    pub column: &'static str,
    /// The row.
    pub row: Uuid,
    /// Why it cannot be opened.
    pub why: SealError,
}

impl Unreadable {
    /// Whether the record was erased: then the value is not there, rather than broken.
    pub fn is_erased(&self) -> bool {
        self.why == SealError::MissingDataKey
    }

    /// Writes to the log what an operator needs to find the value.
    pub fn log(&self) {
        let Self { table, column, row, why } = self;
        tracing::error!(table, column, %row, error = %why, "a sealed value cannot be opened");
    }
}

/// Why a key or a sealed value was refused. Never holds key material or text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// `AFTERCARE_MASTER_KEYS` cannot be read.
    #[error("AFTERCARE_MASTER_KEYS: {0}")]
    Setting(String),
    /// The database was sealed with a master key that the settings do not hold.
    #[error(
        "master key {0:?} is missing: the database holds records sealed with it; add it to AFTERCARE_MASTER_KEYS"
    )]
    MissingMasterKey(String),
    /// The settings hold another key under the same id.
    #[error("master key {0:?} is not the key this database was sealed with (same id, other key)")]
    WrongMasterKey(String),
    /// The active master key was retired: nothing may be wrapped by it any more.
    #[error("master key {0:?} was retired; put another one in front of AFTERCARE_MASTER_KEYS")]
    RetiredMasterKey(String),
    /// The patient has no data key: erased, or never made.
    #[error("no data key")]
    MissingDataKey,
    /// The stored form is of an unknown version or too short.
    #[error("unknown sealed form")]
    Malformed,
    /// The value did not open: altered, moved, or sealed with another key.
    #[error("a sealed value did not open")]
    DidNotOpen,
}
