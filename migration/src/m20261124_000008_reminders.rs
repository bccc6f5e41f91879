//! One reminder per patient and local day, and the steps it listed when it was sent.

use crate::support;
use sea_orm_migration::{prelude::*, schema::*};

/// See the module.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let reminders = Table::create()
            .table("reminders")
            .col(pk_uuid("id"))
            .col(uuid("patient_id"))
            .col(date("day"))
            .col(timestamp_with_time_zone("scheduled_at"))
            .col(
                string_len("state", 16)
                    .check(support::one_of("state", &["PENDING", "SENT", "SKIPPED", "FAILED"])),
            )
            .col(string_len("message_id", 255))
            .col(integer("attempts").check(Expr::col("attempts").gte(0)))
            .col(string_len_null("reason", 64))
            .col(timestamp_with_time_zone("created_at"))
            .col(timestamp_with_time_zone_null("sent_at"))
            .foreign_key(&mut support::reference("reminders", "patient_id", "users"))
            .to_owned();
        support::create(
            manager,
            reminders,
            &["CREATE UNIQUE INDEX reminders_patient_day ON reminders (patient_id, day)"],
        )
        .await?;
        let reminder_steps = Table::create()
            .table("reminder_steps")
            .col(uuid("reminder_id"))
            .col(uuid("step_id"))
            .primary_key(Index::create().col("reminder_id").col("step_id"))
            .foreign_key(&mut support::reference("reminder_steps", "reminder_id", "reminders"))
            .foreign_key(&mut support::reference("reminder_steps", "step_id", "steps"))
            .to_owned();
        support::create(
            manager,
            reminder_steps,
            &["CREATE INDEX reminder_steps_step ON reminder_steps (step_id)"],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        support::drop(manager, "reminder_steps").await?;
        support::drop(manager, "reminders").await
    }
}
