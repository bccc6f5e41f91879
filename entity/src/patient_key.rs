//! A patient's data key, wrapped by a master key.

use sea_orm::{
    entity::prelude::*,
    sea_query::{Query, SelectStatement},
};

/// A row of `patient_keys`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "patient_keys")]
pub struct Model {
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub patient_id: Uuid,
    /// Version, nonce and ciphertext of the data key.
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

impl Entity {
    /// The patients whose record can still be opened: without a data key it is erased, and nobody is to find it any more.
    pub fn kept() -> SelectStatement {
        Query::select().column((Self, Column::PatientId)).from(Self).take()
    }
}
