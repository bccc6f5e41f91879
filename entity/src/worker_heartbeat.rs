//! Which workers live.

use sea_orm::entity::prelude::*;

/// A row of `worker_heartbeats`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "worker_heartbeats")]
pub struct Model {
    /// The worker's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// When the process started.
    pub started_at: DateTimeUtc,
    /// When it last reported.
    pub beat_at: DateTimeUtc,
}

/// Joins are written out where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
