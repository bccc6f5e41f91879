//! What happened to whom: ids only. A publisher gives each committed event its position.

use crate::support;
use sea_orm_migration::{prelude::*, schema::*};

/// See the module.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("events")
            .col(pk_uuid("id"))
            .col(big_integer_null("position"))
            .col(string_len("kind", 32))
            .col(uuid("patient_id"))
            .col(uuid_null("doctor_id"))
            .col(uuid("subject_id"))
            .col(timestamp_with_time_zone("occurred_at"))
            .foreign_key(&mut support::reference("events", "patient_id", "users"))
            .to_owned();
        support::create(
            manager,
            table,
            &[
                "CREATE UNIQUE INDEX events_position ON events (position)",
                "CREATE INDEX events_unnumbered ON events (id) WHERE position IS NULL",
                "CREATE INDEX events_patient ON events (patient_id, position)",
                "CREATE INDEX events_doctor ON events (doctor_id, position)",
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        support::drop(manager, "events").await
    }
}
