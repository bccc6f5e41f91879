//! On which days a step is due, beyond "every so many days": weekdays, days on and off, times of day; and which phase of a
//! taper comes before it.
//!
//! Rows without these columns mean what they meant: due every `interval_days`, daily where there is none. A step on weekdays
//! keeps the mean interval in `interval_days` (a week divided by their number), for a program that does not know the rest.

use sea_orm_migration::prelude::*;

/// See the module.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

/// Name and type of each new column; `{uuid}` is the database's type of an id.
const COLUMNS: [(&str, &str); 6] = [
    // Monday 1, Tuesday 2, Wednesday 4 ... Sunday 64, added up; all seven are daily.
    ("weekdays", "integer CHECK (weekdays BETWEEN 1 AND 126)"),
    ("cycle_on_days", "integer CHECK (cycle_on_days BETWEEN 1 AND 366)"),
    ("cycle_off_days", "integer CHECK (cycle_off_days BETWEEN 1 AND 366)"),
    // "08:00,14:00,22:00"
    ("times_of_day", "varchar(160)"),
    ("counted_from", "{date}"),
    ("taper_id", "{uuid}"),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let (uuid, date) = match manager.get_database_backend() {
            sea_orm::DbBackend::Sqlite => ("uuid_text", "date_text"),
            _ => ("uuid", "date"),
        };
        for (name, kind) in COLUMNS {
            let kind = kind.replace("{uuid}", uuid).replace("{date}", date);
            run(manager, &format!("ALTER TABLE steps ADD COLUMN {name} {kind}")).await?;
        }
        run(manager, "CREATE INDEX steps_taper ON steps (taper_id) WHERE taper_id IS NOT NULL").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, "DROP INDEX steps_taper").await?;
        for (name, _) in COLUMNS.iter().rev() {
            run(manager, &format!("ALTER TABLE steps DROP COLUMN {name}")).await?;
        }
        Ok(())
    }
}

async fn run(manager: &SchemaManager<'_>, statement: &str) -> Result<(), DbErr> {
    manager.get_connection().execute_unprepared(statement).await?;
    Ok(())
}
