//! Check-ins: at most one that counts per step and local day; one taken back stays as history.

use crate::support;
use sea_orm_migration::{prelude::*, schema::*};

/// See the module.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("check_ins")
            .col(pk_uuid("id"))
            .col(uuid("step_id"))
            .col(uuid("patient_id"))
            .col(date("day"))
            .col(timestamp_with_time_zone("at"))
            .col(string_len("via", 16).check(support::one_of("via", &["APP", "MAIL_LINK"])))
            .col(date_null("due_before"))
            .col(timestamp_with_time_zone_null("undone_at"))
            .foreign_key(&mut support::reference("check_ins", "step_id", "steps"))
            .foreign_key(&mut support::reference("check_ins", "patient_id", "users"))
            .to_owned();
        support::create(
            manager,
            table,
            &[
                "CREATE UNIQUE INDEX check_ins_step_day ON check_ins (step_id, day) WHERE undone_at IS NULL",
                "CREATE INDEX check_ins_patient ON check_ins (patient_id, id)",
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        support::drop(manager, "check_ins").await
    }
}
