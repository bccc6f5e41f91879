//! Which master keys there are, and what needs them.

use super::retire::Uses;
use crate::{App, Result};
use aftercare_entity::{master_key, patient_key};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use std::collections::{BTreeMap, BTreeSet};

/// A master key, as the settings and the database know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyStatus {
    /// Its name.
    pub id: String,
    /// Whether it wraps what is new.
    pub active: bool,
    /// Whether this process's settings hold it.
    pub in_settings: bool,
    /// Whether the settings' key is the one that the database knows under this name. `false` where the two differ.
    pub agrees: bool,
    /// The first 8 bytes of its fingerprint, in hexadecimal digits.
    pub fingerprint: String,
    /// What needs it.
    pub uses: Uses,
    /// When the database first saw it; `None` = never.
    pub created_at: Option<DateTime<Utc>>,
    /// Since when it is retired.
    pub retired_at: Option<DateTime<Utc>>,
}

/// Every master key of the settings or of the database, by name.
///
/// # Errors
/// The database's.
pub async fn status(app: &App) -> Result<Vec<KeyStatus>> {
    let db = app.db().read();
    let known: BTreeMap<_, _> =
        master_key::Entity::find().all(db).await?.into_iter().map(|row| (row.id.clone(), row)).collect();
    let ours: BTreeMap<_, _> =
        app.keyring().fingerprints().map(|(id, print)| (id.to_owned(), print)).collect();
    // A key that wraps something is in `known`: the database sees to that. Asked all the same, since here somebody looks
    // who has trouble with keys.
    let used: Vec<String> = patient_key::Entity::find()
        .select_only()
        .column(patient_key::Column::MasterKeyId)
        .distinct()
        .filter(patient_key::Column::MasterKeyId.is_not_in(known.keys().cloned()))
        .into_tuple()
        .all(db)
        .await?;
    let ids: BTreeSet<String> = known.keys().chain(ours.keys()).cloned().chain(used).collect();
    let mut all = Vec::with_capacity(ids.len());
    for id in ids {
        let (row, own) = (known.get(&id), ours.get(&id));
        let print = row.map(|row| &row.fingerprint).or(own).map_or(&[][..], Vec::as_slice);
        all.push(KeyStatus {
            active: id == app.keyring().active(),
            in_settings: own.is_some(),
            agrees: own.is_none() || row.is_none() || own == row.map(|row| &row.fingerprint),
            fingerprint: hex::encode(&print[..print.len().min(8)]),
            uses: Uses::of(app, db, &id).await?,
            created_at: row.map(|row| row.created_at),
            retired_at: row.and_then(|row| row.retired_at),
            id,
        });
    }
    Ok(all)
}
