//! Which workers live, so that the API can say that none does.

use crate::support;
use sea_orm_migration::{prelude::*, schema::*};

/// See the module.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("worker_heartbeats")
            .col(pk_uuid("id"))
            .col(timestamp_with_time_zone("started_at"))
            .col(timestamp_with_time_zone("beat_at"))
            .to_owned();
        support::create(manager, table, &[]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        support::drop(manager, "worker_heartbeats").await
    }
}
