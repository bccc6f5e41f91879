//! Rows that are written only to see whether the database can be written: `/readyz` answers by them.

use crate::support;
use sea_orm_migration::{prelude::*, schema::*};

/// See the module.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("write_probes")
            .col(pk_uuid("id"))
            .col(timestamp_with_time_zone("written_at"))
            .col(binary_null("filler"))
            .to_owned();
        support::create(manager, table, &[]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        support::drop(manager, "write_probes").await
    }
}
