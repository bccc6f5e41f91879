//! One check-in a step and day, found by its patient and day.
//!
//! A step is one patient's, so `(patient_id, day, step_id)` keeps out the same second check-in as `(step_id, day)` did. But only it finds
//! what a patient checked in on a day without reading other patients' check-ins: a plan that Postgres had made on a small table read all of
//! `(step_id, day)` for it.

use sea_orm_migration::prelude::*;

/// See the module.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

const BEFORE: (&str, &str) = ("check_ins_step_day", "step_id, day");
const AFTER: (&str, &str) = ("check_ins_patient_day", "patient_id, day, step_id");

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        replace(manager, BEFORE, AFTER).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        replace(manager, AFTER, BEFORE).await
    }
}

/// The new one first: at no moment is a second check-in let in.
async fn replace(manager: &SchemaManager<'_>, old: (&str, &str), new: (&str, &str)) -> Result<(), DbErr> {
    let db = manager.get_connection();
    let (name, columns) = new;
    let unique = format!("CREATE UNIQUE INDEX {name} ON check_ins ({columns}) WHERE undone_at IS NULL");
    db.execute_unprepared(&unique).await?;
    db.execute_unprepared(&format!("DROP INDEX {}", old.0)).await.map(drop)
}
