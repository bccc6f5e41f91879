//! The patients who have chosen an hour, by that hour, and doctors' mails by their day.
//!
//! Each hour that somebody has chosen is a sweep of its own, which read every account to find a few. Old mails are found by their day.

use crate::support;
use sea_orm_migration::prelude::*;

/// See the module.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

const INDEXES: [(&str, &str); 2] = [
    ("users_own_hour", "users (remind_at, id) WHERE remind_at IS NOT NULL"),
    ("doctor_mails_by_day", "doctor_mails (day)"),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        support::create_indexes(manager, &INDEXES).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        support::drop_indexes(manager, &INDEXES).await
    }
}
