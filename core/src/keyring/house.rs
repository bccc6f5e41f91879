//! The hospital's keys, beside the patients': random, wrapped by a master key, rewrapped by a rotation as theirs are. So
//! what they protect outlives every master key, which a key derived from a master key would not.

use super::store::hold_active;
use crate::{App, Result, random};
use aftercare_entity::house_key;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, EntityTrait};
use zeroize::Zeroizing;

/// What a key of the hospital is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Chains the rows of the access log.
    AccessLog,
}

impl Purpose {
    /// As stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AccessLog => "access_log",
        }
    }
}

/// Table, column and row of a key of the hospital.
pub(super) fn place_of(purpose: &str) -> String {
    format!("house_keys|wrapped_key|{purpose}")
}

/// The key of this purpose; `None` when it was never made.
///
/// # Errors
/// The database's or the keyring's.
pub async fn house_key(
    app: &App,
    db: &impl ConnectionTrait,
    purpose: Purpose,
) -> Result<Option<Zeroizing<[u8; 32]>>> {
    let Some(row) = house_key::Entity::find_by_id(purpose.as_str()).one(db).await? else { return Ok(None) };
    Ok(Some(app.keyring().unwrap_at(&place_of(&row.purpose), &row.master_key_id, &row.wrapped_key)?))
}

/// Makes the key of this purpose, in the transaction that uses it first.
///
/// # Errors
/// The database's, when there is one already too; or the keyring's.
pub async fn make_house_key(
    app: &App,
    tx: &impl ConnectionTrait,
    purpose: Purpose,
) -> Result<Zeroizing<[u8; 32]>> {
    hold_active(app, tx).await?;
    let key = Zeroizing::new(random::bytes::<32>());
    house_key::ActiveModel {
        purpose: Set(purpose.as_str().to_owned()),
        wrapped_key: Set(app.keyring().wrap(&place_of(purpose.as_str()), &key)?),
        master_key_id: Set(app.keyring().active().to_owned()),
        created_at: Set(app.now()),
    }
    .insert(tx)
    .await?;
    Ok(key)
}
