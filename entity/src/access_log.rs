//! Who did what to whose record: each row carries the hash of the one before.

use sea_orm::entity::prelude::*;

/// A row of `access_log`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "access_log")]
pub struct Model {
    /// 1, 2, 3 ...
    #[sea_orm(primary_key, auto_increment = false)]
    pub sequence: i64,
    /// When.
    pub at: DateTimeUtc,
    /// Who; `None` = nobody signed in.
    pub actor_id: Option<Uuid>,
    /// What.
    pub action: String,
    /// Whose record.
    pub patient_id: Uuid,
    /// Which note or step.
    pub subject_id: Option<Uuid>,
    /// From which network address.
    pub address: Option<String>,
    /// Hash of the row before.
    pub previous_hash: Vec<u8>,
    /// Hash of this row.
    pub hash: Vec<u8>,
}

/// Joins are written out where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
