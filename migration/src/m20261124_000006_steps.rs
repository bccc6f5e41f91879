//! What a patient is to do, sealed, with what is needed to schedule it.

use crate::support;
use sea_orm_migration::{prelude::*, schema::*};

/// See the module.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("steps")
            .col(pk_uuid("id"))
            .col(uuid("note_id"))
            .col(uuid("patient_id"))
            .col(integer("ordinal"))
            .col(string_len("kind", 16).check(support::one_of("kind", &["CHECKLIST", "PLAN"])))
            .col(string_len("origin", 16).check(support::one_of("origin", &["EXTRACTED", "DOCTOR"])))
            .col(string_len("state", 16).check(support::one_of(
                "state",
                &["NEEDS_REVIEW", "ACTIVE", "COMPLETED", "SUPERSEDED", "CANCELLED"],
            )))
            .col(string_len_null("review_reason", 32))
            .col(binary("description_sealed"))
            .col(binary_null("passage_sealed"))
            .col(integer_null("passage_start"))
            .col(integer_null("passage_end"))
            .col(integer_null("times_per_day").check(Expr::col("times_per_day").between(1, 24)))
            .col(double_null("interval_days").check(Expr::col("interval_days").gt(0)))
            .col(boolean("as_needed"))
            .col(integer_null("duration_days").check(Expr::col("duration_days").between(1, 3650)))
            .col(integer("starts_after_days").check(Expr::col("starts_after_days").gte(0)))
            .col(integer_null("total").check(Expr::col("total").gte(1)))
            .col(integer_null("remaining").check(Expr::col("remaining").gte(0)))
            .col(integer("check_in_count").check(Expr::col("check_in_count").gte(0)))
            .col(date_null("scheduled_on"))
            .col(date_null("next_due_on"))
            .col(timestamp_with_time_zone("created_at"))
            .col(timestamp_with_time_zone_null("closed_at"))
            .col(uuid_null("superseded_by"))
            .foreign_key(&mut support::reference("steps", "note_id", "notes"))
            .foreign_key(&mut support::reference("steps", "superseded_by", "notes"))
            .foreign_key(&mut support::reference("steps", "patient_id", "users"))
            .to_owned();
        support::create(manager, table, &["CREATE INDEX steps_patient ON steps (patient_id, id)", "CREATE INDEX steps_open ON steps (patient_id) WHERE state IN ('ACTIVE', 'NEEDS_REVIEW')", "CREATE INDEX steps_note ON steps (note_id, ordinal)", "CREATE INDEX steps_superseded_by ON steps (superseded_by) WHERE superseded_by IS NOT NULL", "CREATE INDEX steps_due ON steps (patient_id, next_due_on) WHERE state = 'ACTIVE' AND kind = 'PLAN' AND as_needed = FALSE"]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        support::drop(manager, "steps").await
    }
}
