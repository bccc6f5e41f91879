//! A key of the hospital's own, beside the patients': wrapped by a master key as theirs are.

use sea_orm::entity::prelude::*;

/// A row of `house_keys`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "house_keys")]
pub struct Model {
    /// What it is for.
    #[sea_orm(primary_key, auto_increment = false)]
    pub purpose: String,
    /// Version, nonce and ciphertext of the key.
    pub wrapped_key: Vec<u8>,
    /// Which master key wraps it.
    pub master_key_id: String,
    /// Made when.
    pub created_at: DateTimeUtc,
}

/// Joins are written out where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
