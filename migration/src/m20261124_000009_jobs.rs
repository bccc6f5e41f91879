//! The queue of background work: the table is the truth, Redis only says "look now".

use crate::support;
use sea_orm_migration::{prelude::*, schema::*};

/// See the module.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("jobs")
            .col(pk_uuid("id"))
            .col(string_len("kind", 32))
            .col(uuid_null("subject_id"))
            .col(string_len_null("argument", 128))
            .col(string_len_null("dedup_key", 200))
            .col(timestamp_with_time_zone("run_at"))
            .col(integer("attempts").check(Expr::col("attempts").gte(0)))
            .col(integer("max_attempts").check(Expr::col("max_attempts").gte(1)))
            .col(uuid_null("lease_holder"))
            .col(timestamp_with_time_zone_null("lease_until"))
            .col(string_len_null("last_error", 64))
            .col(timestamp_with_time_zone("created_at"))
            .col(timestamp_with_time_zone_null("done_at"))
            .col(timestamp_with_time_zone_null("dead_at"))
            .to_owned();
        support::create(manager, table, &["CREATE UNIQUE INDEX jobs_dedup ON jobs (dedup_key) WHERE done_at IS NULL AND dead_at IS NULL", "CREATE INDEX jobs_open ON jobs (run_at) WHERE done_at IS NULL AND dead_at IS NULL", "CREATE INDEX jobs_subject ON jobs (subject_id)", "CREATE INDEX jobs_done ON jobs (done_at) WHERE done_at IS NOT NULL"]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        support::drop(manager, "jobs").await
    }
}
