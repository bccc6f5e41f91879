//! Indexes by which the retention finds what is old: without them each batch would read a whole table.
//!
//! Events need none: they go from the lowest position on, which `events_position` orders. Done jobs have `jobs_done`.

use crate::support;
use sea_orm_migration::prelude::*;

/// See the module.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

/// Name, and where. On `reminders` the state is left out on purpose: a column of an index's condition would make
/// Postgres write every index again when a reminder is sent.
const INDEXES: [(&str, &str); 4] = [
    ("sessions_expires", "sessions (expires_at)"),
    ("sessions_revoked", "sessions (revoked_at) WHERE revoked_at IS NOT NULL"),
    ("jobs_dead_since", "jobs (dead_at) WHERE dead_at IS NOT NULL AND done_at IS NULL"),
    ("reminders_day", "reminders (day)"),
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
