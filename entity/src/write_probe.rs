//! What is written only to see whether the database can be written.

use sea_orm::entity::prelude::*;

/// A row of `write_probes`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "write_probes")]
pub struct Model {
    /// New for each look.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// When it was last written.
    pub written_at: DateTimeUtc,
    /// Zeros that need room in the file, where a short row would still fit into a full one (SQLite).
    pub filler: Option<Vec<u8>>,
}

/// Joins are written out where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
