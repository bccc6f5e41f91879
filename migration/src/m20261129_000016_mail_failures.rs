//! What a mail server said about an address, and how often it took a reminder's mail without an answer; indexes for the
//! operator's looks at failed mails and dead jobs.

use sea_orm_migration::{prelude::*, schema::*};

/// See the module.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // One column a statement: SQLite takes no more.
        add(manager, "users", date_null("mail_refused_on")).await?;
        add(manager, "users", timestamp_with_time_zone_null("mail_failing_since")).await?;
        add(manager, "reminders", integer("unanswered").default(0).take()).await?;
        for index in [
            "CREATE INDEX reminders_failed ON reminders (day) WHERE state = 'FAILED'",
            "CREATE INDEX jobs_dead ON jobs (id) WHERE dead_at IS NOT NULL AND done_at IS NULL",
        ] {
            manager.get_connection().execute_unprepared(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for index in ["jobs_dead", "reminders_failed"] {
            manager.get_connection().execute_unprepared(&format!("DROP INDEX {index}")).await?;
        }
        drop(manager, "reminders", "unanswered").await?;
        drop(manager, "users", "mail_failing_since").await?;
        drop(manager, "users", "mail_refused_on").await
    }
}

async fn add(manager: &SchemaManager<'_>, table: &'static str, column: ColumnDef) -> Result<(), DbErr> {
    manager.alter_table(Table::alter().table(table).add_column(column).to_owned()).await
}

async fn drop(manager: &SchemaManager<'_>, table: &'static str, column: &'static str) -> Result<(), DbErr> {
    manager.alter_table(Table::alter().table(table).drop_column(column).to_owned()).await
}
