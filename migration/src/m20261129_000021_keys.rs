//! When a master key was retired; the hospital's own keys, beside the patients'; and an access log whose rows stay as they are.
//!
//! The triggers are a second belt: they stop a slip and a bug. Whoever owns the database can drop them; what they then change
//! is found by the chain.

use crate::support;
use sea_orm_migration::{prelude::*, schema::*};

/// See the module.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

const WHY: &str = "a row of access_log is never changed or deleted";
/// What is written once, with the row.
const WRITTEN: &str =
    "id, at, actor_id, actor_kind, action, patient_id, subject_id, subjects, address, detail";
/// What is written once, when the row is chained.
const CHAINED: &str = "sequence, previous_hash, hash";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let retired = timestamp_with_time_zone_null("retired_at");
        manager.alter_table(Table::alter().table("master_keys").add_column(retired).to_owned()).await?;
        let house_keys = Table::create()
            .table("house_keys")
            .col(string_len("purpose", 32).primary_key())
            .col(binary("wrapped_key"))
            .col(string_len("master_key_id", 64))
            .col(timestamp_with_time_zone("created_at"))
            .foreign_key(&mut support::reference("house_keys", "master_key_id", "master_keys"))
            .to_owned();
        support::create(manager, house_keys, &[]).await?;
        match manager.get_database_backend() {
            sea_orm::DbBackend::Sqlite => run(manager, &on_sqlite()).await,
            _ => run(manager, &on_postgres()).await,
        }
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let postgres = manager.get_database_backend() == sea_orm::DbBackend::Postgres;
        let mut statements = Vec::new();
        for trigger in ["access_log_kept", "access_log_unchanged", "access_log_chained"] {
            let of = if postgres { " ON access_log" } else { "" };
            statements.push(format!("DROP TRIGGER {trigger}{of}"));
        }
        if postgres {
            statements.push("DROP TRIGGER access_log_not_emptied ON access_log".to_owned());
            statements.push("DROP FUNCTION access_log_stays()".to_owned());
        }
        run(manager, &statements).await?;
        support::drop(manager, "house_keys").await?;
        run(manager, &["ALTER TABLE master_keys DROP COLUMN retired_at".to_owned()]).await
    }
}

fn on_postgres() -> Vec<String> {
    let refuse = "EXECUTE FUNCTION access_log_stays()";
    vec![
        format!(
            "CREATE FUNCTION access_log_stays() RETURNS trigger LANGUAGE plpgsql AS \
             $$ BEGIN RAISE EXCEPTION '{WHY}'; END $$"
        ),
        format!("CREATE TRIGGER access_log_kept BEFORE DELETE ON access_log FOR EACH ROW {refuse}"),
        format!(
            "CREATE TRIGGER access_log_not_emptied BEFORE TRUNCATE ON access_log FOR EACH STATEMENT {refuse}"
        ),
        format!(
            "CREATE TRIGGER access_log_unchanged BEFORE UPDATE OF {WRITTEN} ON access_log FOR EACH ROW {refuse}"
        ),
        format!(
            "CREATE TRIGGER access_log_chained BEFORE UPDATE OF {CHAINED} ON access_log FOR EACH ROW \
             WHEN (OLD.sequence IS NOT NULL) {refuse}"
        ),
    ]
}

fn on_sqlite() -> Vec<String> {
    let refuse = format!("BEGIN SELECT RAISE(ABORT, '{WHY}'); END");
    vec![
        format!("CREATE TRIGGER access_log_kept BEFORE DELETE ON access_log {refuse}"),
        format!("CREATE TRIGGER access_log_unchanged BEFORE UPDATE OF {WRITTEN} ON access_log {refuse}"),
        format!(
            "CREATE TRIGGER access_log_chained BEFORE UPDATE OF {CHAINED} ON access_log \
             WHEN OLD.sequence IS NOT NULL {refuse}"
        ),
    ]
}

async fn run(manager: &SchemaManager<'_>, statements: &[String]) -> Result<(), DbErr> {
    for statement in statements {
        manager.get_connection().execute_unprepared(statement).await?;
    }
    Ok(())
}
