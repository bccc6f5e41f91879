//! The fingerprint of a master key; the key itself is never in the database.

use sea_orm::entity::prelude::*;

/// A row of `master_keys`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "master_keys")]
pub struct Model {
    /// The key's id, as the settings name it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// By which a wrong key of the same id is refused.
    pub fingerprint: Vec<u8>,
    /// First used when.
    pub created_at: DateTimeUtc,
    /// Since when nothing may be wrapped by it any more; `None` = it may.
    pub retired_at: Option<DateTimeUtc>,
}

/// Joins are written out where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
