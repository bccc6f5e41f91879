//! Refresh tokens: one row a token, one family a session; only hashes are stored.

use crate::support;
use sea_orm_migration::{prelude::*, schema::*};

/// See the module.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("sessions")
            .col(pk_uuid("id"))
            .col(uuid("family_id"))
            .col(uuid("user_id"))
            .col(binary_len("token_hash", 32))
            .col(timestamp_with_time_zone("created_at"))
            .col(timestamp_with_time_zone("expires_at"))
            .col(uuid_null("replaced_by"))
            .col(timestamp_with_time_zone_null("revoked_at"))
            .foreign_key(&mut support::reference("sessions", "user_id", "users"))
            .to_owned();
        support::create(
            manager,
            table,
            &[
                "CREATE UNIQUE INDEX sessions_token_hash ON sessions (token_hash)",
                "CREATE INDEX sessions_family ON sessions (family_id)",
                "CREATE INDEX sessions_user ON sessions (user_id)",
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        support::drop(manager, "sessions").await
    }
}
