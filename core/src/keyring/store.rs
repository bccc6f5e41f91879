//! Data keys and master-key fingerprints in the database.

use super::{DataKey, Place, SealError, Unreadable};
use crate::{App, Result};
use aftercare_entity::{house_key, master_key, patient_key};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect,
    sea_query::{LockType, OnConflict},
};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};
use uuid::Uuid;
use zeroize::Zeroizing;

/// Compares the settings' master keys with the stored fingerprints, and stores those of new keys.
///
/// # Errors
/// [`SealError::WrongMasterKey`] and [`SealError::MissingMasterKey`]: nothing may start then, for whatever it sealed
/// would be lost. [`SealError::RetiredMasterKey`] when the active one was retired.
pub async fn register(app: &App) -> Result<()> {
    // All is compared before anything is stored: a refused start must not leave a key behind that sealed nothing.
    let stored = compare(app).await?;
    let new = app.keyring().fingerprints().filter(|(id, _)| !stored.contains(*id));
    let rows: Vec<_> = new
        .map(|(id, fingerprint)| master_key::ActiveModel {
            id: Set(id.to_owned()),
            fingerprint: Set(fingerprint),
            created_at: Set(app.now()),
            retired_at: Set(None),
        })
        .collect();
    if rows.is_empty() {
        return Ok(());
    }
    master_key::Entity::insert_many(rows)
        .on_conflict(OnConflict::column(master_key::Column::Id).do_nothing().to_owned())
        .exec_without_returning(app.db().write())
        .await?;
    // Another process may have stored another key of the same id meanwhile.
    compare(app).await.map(drop)
}

/// The ids of the stored fingerprints, all of which the settings' keys agree with. Stores nothing.
///
/// # Errors
/// As [`register`].
pub async fn compare(app: &App) -> Result<HashSet<String>> {
    let rows = master_key::Entity::find().all(app.db().read()).await?;
    if let Some(retired) =
        rows.iter().find(|row| row.id == app.keyring().active() && row.retired_at.is_some())
    {
        return Err(SealError::RetiredMasterKey(retired.id.clone()).into());
    }
    let stored: HashMap<_, _> = rows.into_iter().map(|key| (key.id, key.fingerprint)).collect();
    let is_other = |(id, print): &(&str, Vec<u8>)| stored.get(*id).is_some_and(|known| known != print);
    if let Some((id, _)) = app.keyring().fingerprints().find(is_other) {
        return Err(SealError::WrongMasterKey(id.to_owned()).into());
    }
    let ours: Vec<_> = app.keyring().fingerprints().map(|(id, _)| id.to_owned()).collect();
    let foreign = patient_key::Entity::find()
        .filter(patient_key::Column::MasterKeyId.is_not_in(ours.iter().cloned()))
        .one(app.db().read())
        .await?;
    if let Some(row) = foreign {
        return Err(SealError::MissingMasterKey(row.master_key_id).into());
    }
    let foreign = house_key::Entity::find()
        .filter(house_key::Column::MasterKeyId.is_not_in(ours))
        .one(app.db().read())
        .await?;
    match foreign {
        Some(row) => Err(SealError::MissingMasterKey(row.master_key_id).into()),
        None => Ok(stored.into_keys().collect()),
    }
}

/// Sees to it that the active master key is not retired before the transaction ends: what it wraps there needs it.
///
/// # Errors
/// [`SealError::RetiredMasterKey`].
pub(super) async fn hold_active(app: &App, tx: &impl ConnectionTrait) -> Result<()> {
    // The weakest lock that retiring, which takes the strongest, has to wait for.
    let row = master_key::Entity::find_by_id(app.keyring().active()).lock(LockType::KeyShare).one(tx).await?;
    match row {
        Some(row) if row.retired_at.is_some() => Err(SealError::RetiredMasterKey(row.id).into()),
        _ => Ok(()),
    }
}

/// Makes the data key of a new patient, in the transaction that makes the patient.
///
/// # Errors
/// The database's or the keyring's.
pub async fn make_data_key(app: &App, tx: &impl ConnectionTrait, patient: Uuid) -> Result<DataKey> {
    hold_active(app, tx).await?;
    let (key, wrapped) = app.keyring().new_data_key(patient)?;
    patient_key::ActiveModel {
        patient_id: Set(patient),
        wrapped_key: Set(wrapped),
        master_key_id: Set(app.keyring().active().to_owned()),
        created_at: Set(app.now()),
    }
    .insert(tx)
    .await?;
    Ok(key)
}

/// The data key of `patient`, for a change that seals. Says nothing about who may use it: callers have checked that.
///
/// # Errors
/// [`SealError::MissingDataKey`] when it was erased.
pub(crate) async fn data_key(app: &App, db: &impl ConnectionTrait, patient: Uuid) -> Result<DataKey> {
    let row = patient_key::Entity::find_by_id(patient).one(db).await?.ok_or(SealError::MissingDataKey)?;
    Ok(app.keyring().unwrap(&row.master_key_id, row.patient_id, &row.wrapped_key)?)
}

/// Data keys by patient, or why there is none; erased ones are missing. One that does not open, or whose master key is not held
/// here, is missing for its own patient alone.
#[derive(Debug)]
pub(crate) struct DataKeys(HashMap<Uuid, Result<Arc<DataKey>, SealError>>);

impl From<HashMap<Uuid, Result<Arc<DataKey>, SealError>>> for DataKeys {
    fn from(keys: HashMap<Uuid, Result<Arc<DataKey>, SealError>>) -> Self {
        Self(keys)
    }
}

impl DataKeys {
    /// Opens what was sealed for `place`.
    ///
    /// # Errors
    /// That of this value alone.
    pub(crate) fn open(&self, place: Place, sealed: &[u8]) -> Result<Zeroizing<String>, Unreadable> {
        match self.0.get(&place.patient) {
            Some(Ok(key)) => key.open(place, sealed),
            Some(Err(why)) => Err(place.unreadable(why.clone())),
            None => Err(place.unreadable(SealError::MissingDataKey)),
        }
    }
}
