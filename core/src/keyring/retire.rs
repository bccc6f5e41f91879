//! Retiring a master key: from then on nothing may be wrapped by it, and the settings no longer need it.

use crate::{
    App, Error, Result,
    audit::{Access, Action, Actor},
    bus::Signal,
};
use aftercare_entity::{
    account_mail::{self, Kind},
    house_key, master_key, patient_key,
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter, QuerySelect,
};

/// The mails that hold a code.
const WITH_CODE: [Kind; 4] =
    [Kind::ConfirmAddress, Kind::ResetPassword, Kind::LeaveAddress, Kind::NewAddress];

/// What still needs a master key.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Uses {
    /// Patients' data keys that it wraps.
    pub data_keys: u64,
    /// The hospital's keys that it wraps.
    pub house_keys: u64,
    /// Codes in mails about accounts that are derived from it and may still be used.
    pub account_codes: u64,
}

impl Uses {
    /// Those of the key `id`.
    ///
    /// # Errors
    /// The database's.
    pub async fn of(app: &App, db: &impl ConnectionTrait, id: &str) -> Result<Self> {
        let open = account_mail::Entity::find()
            .filter(account_mail::Column::KeyId.eq(id))
            .filter(account_mail::Column::Kind.is_in(WITH_CODE))
            .filter(account_mail::Column::UsedAt.is_null())
            .filter(account_mail::Column::ExpiresAt.gt(app.now()));
        Ok(Self {
            data_keys: patient_key::Entity::find()
                .filter(patient_key::Column::MasterKeyId.eq(id))
                .count(db)
                .await?,
            house_keys: house_key::Entity::find()
                .filter(house_key::Column::MasterKeyId.eq(id))
                .count(db)
                .await?,
            account_codes: open.count(db).await?,
        })
    }

    /// Whether nothing needs it.
    pub fn is_none(self) -> bool {
        self == Self::default()
    }
}

/// Retires the master key `id`; one that is retired already stays so. Its fingerprint is kept, so that no other key ever gets
/// its name.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Conflict`], which says how much needs it, while anything does.
pub async fn retire(app: &App, id: &str) -> Result<()> {
    let mut change = app.begin().await?;
    // Whoever wraps something with it holds a weaker lock on this row until that is committed, and is counted then.
    let row = master_key::Entity::find_by_id(id).lock_exclusive().one(change.tx()).await?;
    let row = row.ok_or(Error::NotFound("master key"))?;
    if row.retired_at.is_some() {
        return Ok(());
    }
    if id == app.keyring().active() {
        return Err(Error::Conflict(format!(
            "master key {id:?} is the active one: put another first in AFTERCARE_MASTER_KEYS and run aftercare keys rotate"
        )));
    }
    let uses = Uses::of(app, change.tx(), id).await?;
    if !uses.is_none() {
        return Err(Error::Conflict(format!(
            "master key {id:?} is still needed: it wraps {} data keys and {} keys of the hospital (aftercare keys rotate), \
             and {} codes in mails about accounts can still be used (they expire by themselves)",
            uses.data_keys, uses.house_keys, uses.account_codes
        )));
    }
    let mut row = row.into_active_model();
    row.retired_at = Set(Some(app.now()));
    row.update(change.tx()).await?;
    let used = Access::new(Actor::OPERATOR, Action::RetireKey, None, []).with_detail(id);
    change.accesses([used]).await?;
    change.signal(Signal::KeysChanged);
    change.commit().await
}
