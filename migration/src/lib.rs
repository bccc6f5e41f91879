//! The tables of Aftercare, one file per change, for SQLite and Postgres alike.
//!
//! Stands alone: it knows none of the other packages, so that an old migration never changes its meaning when an
//! entity does. [`up`], [`down`] and [`pending`] are safe to call from several processes at once.

mod m20261124_000001_users;
mod m20261124_000002_sessions;
mod m20261124_000003_assignments;
mod m20261124_000004_keys;
mod m20261124_000005_notes;
mod m20261124_000006_steps;
mod m20261124_000007_check_ins;
mod m20261124_000008_reminders;
mod m20261124_000009_jobs;
mod m20261124_000010_events;
mod m20261124_000011_access_log;
mod m20261124_000012_worker_heartbeats;
mod m20261126_000013_fallback;
mod m20261129_000014_write_probes;
mod m20261129_000016_mail_failures;
mod m20261129_000017_retention;
mod m20261129_000018_job_turns;
mod m20261129_000019_schedules;
mod m20261129_000020_accounts;
mod m20261129_000021_keys;
mod m20261129_000022_lighter_writes;
mod m20261130_000023_named_notes;
mod m20261130_000024_check_ins_by_day;
mod m20261130_000025_wishes;
mod m20261130_000027_at_risk;
mod m20261130_000028_mail_answers;
mod m20261130_000029_own_hours;
mod support;

use sea_orm::{
    AccessMode, ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr,
    SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
};
use std::collections::HashSet;

use sea_orm_migration::{MigrationStatus, MigrationTrait, MigratorTrait, async_trait};

/// The list of all changes, oldest first.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261124_000001_users::Migration),
            Box::new(m20261124_000002_sessions::Migration),
            Box::new(m20261124_000003_assignments::Migration),
            Box::new(m20261124_000004_keys::Migration),
            Box::new(m20261124_000005_notes::Migration),
            Box::new(m20261124_000006_steps::Migration),
            Box::new(m20261124_000007_check_ins::Migration),
            Box::new(m20261124_000008_reminders::Migration),
            Box::new(m20261124_000009_jobs::Migration),
            Box::new(m20261124_000010_events::Migration),
            Box::new(m20261124_000011_access_log::Migration),
            Box::new(m20261124_000012_worker_heartbeats::Migration),
            Box::new(m20261126_000013_fallback::Migration),
            Box::new(m20261129_000014_write_probes::Migration),
            Box::new(m20261129_000016_mail_failures::Migration),
            Box::new(m20261129_000017_retention::Migration),
            Box::new(m20261129_000018_job_turns::Migration),
            Box::new(m20261129_000019_schedules::Migration),
            Box::new(m20261129_000020_accounts::Migration),
            Box::new(m20261129_000021_keys::Migration),
            Box::new(m20261129_000022_lighter_writes::Migration),
            Box::new(m20261130_000023_named_notes::Migration),
            Box::new(m20261130_000024_check_ins_by_day::Migration),
            Box::new(m20261130_000025_wishes::Migration),
            Box::new(m20261130_000027_at_risk::Migration),
            Box::new(m20261130_000028_mail_answers::Migration),
            Box::new(m20261130_000029_own_hours::Migration),
        ]
    }
}

/// Number of the Postgres advisory lock that keeps two processes from migrating at once.
const ADVISORY_LOCK: i64 = 0x6166_7465_7263_6172;

/// Applies all pending changes in one transaction; a second process waits and then finds nothing to do. Where none is pending
/// nothing is done, whatever a newer program has applied besides: an older one starts beside it.
///
/// # Errors
/// The database's error; nothing is changed then.
pub async fn up(db: &DatabaseConnection) -> Result<(), DbErr> {
    // Before anything was ever applied this cannot be found out.
    if pending(db).await.is_ok_and(|pending| pending.is_empty()) {
        return Ok(());
    }
    let tx = locked(db).await?;
    Migrator::up(&tx, None).await?;
    tx.commit().await
}

/// Takes back the newest `steps` changes in one transaction.
///
/// # Errors
/// The database's error; nothing is changed then.
pub async fn down(db: &DatabaseConnection, steps: u32) -> Result<(), DbErr> {
    let tx = locked(db).await?;
    Migrator::down(&tx, Some(steps)).await?;
    tx.commit().await
}

/// Each change by name, and whether it is applied. Writes nothing.
///
/// # Errors
/// The database's error.
pub async fn status(db: &DatabaseConnection) -> Result<Vec<(String, bool)>, DbErr> {
    let all = Migrator::get_migration_with_status_read_only(db).await?;
    Ok(all.into_iter().map(|m| (m.name().to_owned(), m.status() == MigrationStatus::Applied)).collect())
}

/// Names of the changes of this program that are not yet applied; those that a newer program has applied besides do not
/// matter. Writes nothing.
///
/// # Errors
/// The database's error, when no change was ever applied too.
pub async fn pending(db: &impl ConnectionTrait) -> Result<Vec<String>, DbErr> {
    let applied = applied(db).await?;
    Ok(names().filter(|name| !applied.contains(name)).collect())
}

/// How the changes of this program and those of a database compare.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// Whether any change was ever applied.
    pub begun: bool,
    /// Changes of this program that are not applied.
    pub pending: Vec<String>,
    /// Changes that a newer program has applied, by name.
    pub unknown: Vec<String>,
}

/// Compares this program's changes with those of a database, in which there may be no table yet. Writes nothing.
///
/// # Errors
/// The database's error.
pub async fn compare(db: &impl ConnectionTrait) -> Result<Compared, DbErr> {
    let begun = match db.get_database_backend() {
        DbBackend::Postgres => "SELECT 1 WHERE to_regclass('seaql_migrations') IS NOT NULL",
        _ => "SELECT 1 FROM sqlite_master WHERE name = 'seaql_migrations'",
    };
    let begun = Statement::from_string(db.get_database_backend(), begun);
    if db.query_one_raw(begun).await?.is_none() {
        return Ok(Compared { begun: false, pending: names().collect(), unknown: Vec::new() });
    }
    let applied = applied(db).await?;
    let pending = names().filter(|name| !applied.contains(name)).collect();
    let ours: HashSet<String> = names().collect();
    let mut unknown: Vec<_> = applied.into_iter().filter(|name| !ours.contains(name)).collect();
    unknown.sort();
    Ok(Compared { begun: true, pending, unknown })
}

/// Of this program, oldest first.
fn names() -> impl Iterator<Item = String> {
    Migrator::migrations().into_iter().map(|change| change.name().to_owned())
}

async fn applied(db: &impl ConnectionTrait) -> Result<HashSet<String>, DbErr> {
    let names = Statement::from_string(db.get_database_backend(), "SELECT version FROM seaql_migrations");
    let rows = db.query_all_raw(names).await?;
    rows.iter().map(|row| row.try_get("", "version")).collect()
}

async fn locked(db: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    let tx = db
        .begin_with_options(TransactionOptions {
            isolation_level: None,
            access_mode: (db.get_database_backend() == DbBackend::Postgres).then_some(AccessMode::ReadWrite),
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        })
        .await?;
    if tx.get_database_backend() == DbBackend::Postgres {
        // The session's time-outs are for requests; a change of a large table, or waiting for one, may take long.
        for name in ["statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"] {
            tx.execute_unprepared(&format!("SET LOCAL {name} = 0")).await?;
        }
        tx.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({ADVISORY_LOCK})")).await?;
    }
    Ok(tx)
}
