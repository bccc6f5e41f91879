//! Indexes that a check-in and its events do not have to write again.
//!
//! - `steps_due` no longer holds the day on which a step is due next, which every check-in changes: a patient has few steps, so
//!   the patient finds them, and Postgres rewrites the row alone, in the room that is now left for it on its page;
//! - the events' indexes by position hold an event once it has one.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

/// See the module.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

/// Name, where, and where before.
const INDEXES: [(&str, &str, &str); 4] = [
    (
        "INDEX steps_due",
        "steps (patient_id) WHERE state = 'ACTIVE' AND kind = 'PLAN' AND as_needed = FALSE",
        "steps (patient_id, next_due_on) WHERE state = 'ACTIVE' AND kind = 'PLAN' AND as_needed = FALSE",
    ),
    ("UNIQUE INDEX events_position", "events (position) WHERE position IS NOT NULL", "events (position)"),
    (
        "INDEX events_patient",
        "events (patient_id, position) WHERE position IS NOT NULL",
        "events (patient_id, position)",
    ),
    (
        "INDEX events_doctor",
        "events (doctor_id, position) WHERE position IS NOT NULL",
        "events (doctor_id, position)",
    ),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (index, on, _) in INDEXES {
            remake(manager, index, on).await?;
        }
        room(manager, "SET (fillfactor = 80)").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (index, _, on) in INDEXES {
            remake(manager, index, on).await?;
        }
        room(manager, "RESET (fillfactor)").await
    }
}

async fn remake(manager: &SchemaManager<'_>, index: &str, on: &str) -> Result<(), DbErr> {
    let name = index.rsplit(' ').next().unwrap_or(index);
    let db = manager.get_connection();
    db.execute_unprepared(&format!("DROP INDEX {name}")).await?;
    db.execute_unprepared(&format!("CREATE {index} ON {on}")).await.map(drop)
}

async fn room(manager: &SchemaManager<'_>, how: &str) -> Result<(), DbErr> {
    if manager.get_database_backend() == DbBackend::Postgres {
        manager.get_connection().execute_unprepared(&format!("ALTER TABLE steps {how}")).await?;
    }
    Ok(())
}
