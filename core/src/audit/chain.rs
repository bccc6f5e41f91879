//! The hash of a row of the access log: HMAC-SHA-256 (RFC 2104) over the hash of the row before and all of this row.
//!
//! The key is one of the hospital's own ([`keyring::Purpose::AccessLog`]), so that somebody who can write to the database, and
//! has no master key, cannot make a chain that holds.

use crate::{App, Error, Result, keyring};
use aftercare_entity::access_log;
use hmac::{Hmac, KeyInit, Mac};
use sea_orm::{ActiveEnum, ConnectionTrait};
use sha2::Sha256;
use zeroize::Zeroizing;

/// Stands for the hash of the row before the first one.
pub(super) const BEGINNING: [u8; 32] = [0; 32];

/// What makes the hashes.
pub(super) struct Chain(Zeroizing<[u8; 32]>);

impl Chain {
    /// That of this database; `None` when no row was ever chained.
    pub(super) async fn open(app: &App, db: &impl ConnectionTrait) -> Result<Option<Self>> {
        Ok(keyring::house_key(app, db, keyring::Purpose::AccessLog).await?.map(Self))
    }

    /// A new one, in the transaction that chains the first row.
    pub(super) async fn make(app: &App, tx: &impl ConnectionTrait) -> Result<Self> {
        Ok(Self(keyring::make_house_key(app, tx, keyring::Purpose::AccessLog).await?))
    }

    /// The hash of `row` as number `sequence`, after a row with the hash `previous`.
    pub(super) fn hash(&self, previous: &[u8], sequence: i64, row: &access_log::Model) -> Result<[u8; 32]> {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.0.as_slice())
            .map_err(|_| Error::Internal("an HMAC takes keys of any length"))?;
        mac.update(b"aftercare access log 1\0");
        mac.update(&sequence.to_be_bytes());
        let (kind, at) = (row.actor_kind.to_value(), row.at.timestamp_micros().to_be_bytes());
        let id = |id: Option<&uuid::Uuid>| id.map(|id| *id.as_bytes());
        let (actor, patient, subject) =
            (id(row.actor_id.as_ref()), id(row.patient_id.as_ref()), id(row.subject_id.as_ref()));
        let text = |text: &Option<String>| text.as_ref().map(|text| text.clone().into_bytes());
        let (subjects, address, detail) = (text(&row.subjects), text(&row.address), text(&row.detail));
        // In this order, each with its length: no two different rows are written alike.
        for field in [
            Some(previous),
            Some(row.id.as_bytes()),
            Some(&at),
            actor.as_ref().map(<[u8; 16]>::as_slice),
            Some(kind.as_bytes()),
            Some(row.action.as_bytes()),
            patient.as_ref().map(<[u8; 16]>::as_slice),
            subject.as_ref().map(<[u8; 16]>::as_slice),
            subjects.as_deref(),
            address.as_deref(),
            detail.as_deref(),
        ] {
            match field {
                None => mac.update(&[0]),
                Some(bytes) => {
                    mac.update(&[1]);
                    mac.update(&u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_be_bytes());
                    mac.update(bytes);
                }
            }
        }
        Ok(mac.finalize().into_bytes().into())
    }
}
