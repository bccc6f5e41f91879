//! What a claim looks for: the next due job of a kind, and, among notes, whose turn it is.
//!
//! `owner_id` is the doctor of a note that waits for its extraction, so that notes of different doctors are read in turn. The
//! nil UUID stands for nobody: other kinds, and rows of a program that does not know the column yet.

use sea_orm_migration::prelude::*;

/// See the module.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

const NOBODY_SQLITE: &str = "x'00000000000000000000000000000000'";
const NOBODY_POSTGRES: &str = "'00000000-0000-0000-0000-000000000000'";

const UP: [&str; 4] = [
    "UPDATE jobs SET owner_id = (SELECT notes.doctor_id FROM notes WHERE notes.id = jobs.subject_id) \
     WHERE kind = 'extract' AND done_at IS NULL \
     AND EXISTS (SELECT 1 FROM notes WHERE notes.id = jobs.subject_id)",
    "DROP INDEX jobs_open",
    "CREATE INDEX jobs_due ON jobs (kind, run_at, id) WHERE done_at IS NULL AND dead_at IS NULL",
    "CREATE INDEX jobs_turn ON jobs (owner_id, run_at, id) WHERE kind = 'extract' AND done_at IS NULL AND dead_at IS NULL",
];

const DOWN: [&str; 4] = [
    "DROP INDEX jobs_turn",
    "DROP INDEX jobs_due",
    "CREATE INDEX jobs_open ON jobs (run_at) WHERE done_at IS NULL AND dead_at IS NULL",
    "ALTER TABLE jobs DROP COLUMN owner_id",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let (kind, nobody) = match manager.get_database_backend() {
            sea_orm::DbBackend::Sqlite => ("uuid_text", NOBODY_SQLITE),
            _ => ("uuid", NOBODY_POSTGRES),
        };
        let column = format!("ALTER TABLE jobs ADD COLUMN owner_id {kind} NOT NULL DEFAULT {nobody}");
        run(manager, &[&column]).await?;
        run(manager, &UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, &DOWN).await
    }
}

async fn run(manager: &SchemaManager<'_>, statements: &[&str]) -> Result<(), DbErr> {
    for statement in statements {
        manager.get_connection().execute_unprepared(statement).await?;
    }
    Ok(())
}
