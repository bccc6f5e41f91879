//! Accounts: patients, doctors and admins.

use crate::support;
use sea_orm_migration::{prelude::*, schema::*};

/// See the module.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("users")
            .col(pk_uuid("id"))
            .col(string_len("email", 320))
            .col(string_len("name", 200))
            .col(string_len("name_folded", 400))
            .col(string_len("role", 16).check(support::one_of("role", &["PATIENT", "DOCTOR", "ADMIN"])))
            .col(string_len("password_hash", 255))
            .col(string_len_null("time_zone", 64))
            .col(string_len("status", 16).check(support::one_of("status", &["ACTIVE", "SUSPENDED", "ENDED"])))
            .col(
                string_len_null("extraction_mode", 16)
                    .check(support::one_of("extraction_mode", &["AUTO", "REVIEW"])),
            )
            .col(boolean("no_ai"))
            .col(timestamp_with_time_zone("created_at"))
            .col(timestamp_with_time_zone("updated_at"))
            .to_owned();
        support::create(
            manager,
            table,
            &[
                "CREATE UNIQUE INDEX users_email ON users (email)",
                "CREATE INDEX users_role_name ON users (role, name_folded, id)",
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        support::drop(manager, "users").await
    }
}
