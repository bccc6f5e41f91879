//! The patients' data keys, wrapped by master keys that never come near the database, and a fingerprint of
//! each master key, by which a wrong one is refused.

use crate::support;
use sea_orm_migration::{prelude::*, schema::*};

/// See the module.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let master_keys = Table::create()
            .table("master_keys")
            .col(string_len("id", 64).primary_key())
            .col(binary_len("fingerprint", 32))
            .col(timestamp_with_time_zone("created_at"))
            .to_owned();
        support::create(manager, master_keys, &[]).await?;
        let patient_keys = Table::create()
            .table("patient_keys")
            .col(uuid("patient_id").primary_key())
            .col(binary("wrapped_key"))
            .col(string_len("master_key_id", 64))
            .col(timestamp_with_time_zone("created_at"))
            .foreign_key(&mut support::reference("patient_keys", "patient_id", "users"))
            .foreign_key(&mut support::reference("patient_keys", "master_key_id", "master_keys"))
            .to_owned();
        support::create(
            manager,
            patient_keys,
            &["CREATE INDEX patient_keys_master_key ON patient_keys (master_key_id)"],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        support::drop(manager, "patient_keys").await?;
        support::drop(manager, "master_keys").await
    }
}
