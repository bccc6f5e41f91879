//! Who did what to whose record: each row carries the hash of the one before.

use crate::support;
use sea_orm_migration::{prelude::*, schema::*};

/// See the module.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("access_log")
            .col(big_integer("sequence").primary_key())
            .col(timestamp_with_time_zone("at"))
            .col(uuid_null("actor_id"))
            .col(string_len("action", 48))
            .col(uuid("patient_id"))
            .col(uuid_null("subject_id"))
            .col(string_len_null("address", 45))
            .col(binary_len("previous_hash", 32))
            .col(binary_len("hash", 32))
            .foreign_key(&mut support::reference("access_log", "patient_id", "users"))
            .to_owned();
        support::create(
            manager,
            table,
            &["CREATE INDEX access_log_patient ON access_log (patient_id, sequence)"],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        support::drop(manager, "access_log").await
    }
}
