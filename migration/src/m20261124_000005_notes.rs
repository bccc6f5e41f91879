//! Doctors' notes, sealed, and what became of their extraction.

use crate::support;
use sea_orm_migration::{prelude::*, schema::*};

/// See the module.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("notes")
            .col(pk_uuid("id"))
            .col(uuid("doctor_id"))
            .col(uuid("patient_id"))
            .col(binary("body_sealed"))
            .col(date("written_on"))
            .col(timestamp_with_time_zone("submitted_at"))
            .col(
                string_len("state", 16)
                    .check(support::one_of("state", &["QUEUED", "EXTRACTED", "NEEDS_REVIEW", "FAILED"])),
            )
            .col(string_len_null("reason", 64))
            .col(string_len_null("extractor", 32))
            .col(string_len_null("model_version", 128))
            .col(string_len_null("prompt_version", 32))
            .col(integer_null("prompt_tokens"))
            .col(integer_null("output_tokens"))
            .col(integer_null("thought_tokens"))
            .col(big_integer_null("extraction_ms"))
            .col(integer("attempts").check(Expr::col("attempts").gte(0)))
            .col(timestamp_with_time_zone_null("extracted_at"))
            .col(timestamp_with_time_zone_null("plan_replaced_at"))
            .foreign_key(&mut support::reference("notes", "doctor_id", "users"))
            .foreign_key(&mut support::reference("notes", "patient_id", "users"))
            .to_owned();
        support::create(
            manager,
            table,
            &[
                "CREATE INDEX notes_patient ON notes (patient_id, id)",
                "CREATE INDEX notes_doctor ON notes (doctor_id, id)",
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        support::drop(manager, "notes").await
    }
}
