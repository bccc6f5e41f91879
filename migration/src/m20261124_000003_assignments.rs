//! Who cares for whom, with history: at most one open row per patient.

use crate::support;
use sea_orm_migration::{prelude::*, schema::*};

/// See the module.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("assignments")
            .col(pk_uuid("id"))
            .col(uuid("patient_id"))
            .col(uuid("doctor_id"))
            .col(timestamp_with_time_zone("from_at"))
            .col(timestamp_with_time_zone_null("until_at"))
            .foreign_key(&mut support::reference("assignments", "patient_id", "users"))
            .foreign_key(&mut support::reference("assignments", "doctor_id", "users"))
            .to_owned();
        support::create(
            manager,
            table,
            &[
                "CREATE UNIQUE INDEX assignments_open ON assignments (patient_id) WHERE until_at IS NULL",
                "CREATE INDEX assignments_doctor ON assignments (doctor_id, id) WHERE until_at IS NULL",
                "CREATE INDEX assignments_patient ON assignments (patient_id, id)",
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        support::drop(manager, "assignments").await
    }
}
