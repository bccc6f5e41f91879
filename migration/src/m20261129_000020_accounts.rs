//! Who was let in and whose address is confirmed; mails about accounts; where a session comes from; the access log again, with
//! rows that are written first and chained after.
//!
//! Rows without the new columns mean what they meant: a confirmed address, a doctor who was let in, a session that began with
//! its oldest token. Nothing has ever written the former access log.

use crate::support;
use sea_orm_migration::{prelude::*, schema::*};

/// See the module.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in columns() {
            manager.alter_table(Table::alter().table(table).add_column(column).to_owned()).await?;
        }
        // An address that nobody has confirmed is nobody's yet: several accounts may claim it.
        run(
            manager,
            &[
                "DROP INDEX users_email",
                "CREATE UNIQUE INDEX users_email ON users (email) WHERE unconfirmed_since IS NULL",
                "CREATE INDEX users_claimed_email ON users (email) WHERE unconfirmed_since IS NOT NULL",
                "CREATE INDEX sessions_user_address ON sessions (user_id, address)",
                "CREATE INDEX sessions_successors ON sessions (replaced_at) WHERE successor_sealed IS NOT NULL",
            ],
        )
        .await?;
        support::create(
            manager,
            account_mails(),
            &[
                "CREATE INDEX account_mails_user ON account_mails (user_id, kind)",
                "CREATE INDEX account_mails_email ON account_mails (email, kind, created_at)",
                "CREATE INDEX account_mails_expires ON account_mails (expires_at)",
            ],
        )
        .await?;
        support::drop(manager, "access_log").await?;
        support::create(
            manager,
            access_log(),
            &[
                "CREATE UNIQUE INDEX access_log_sequence ON access_log (sequence)",
                "CREATE INDEX access_log_unchained ON access_log (id) WHERE sequence IS NULL",
                "CREATE INDEX access_log_patient ON access_log (patient_id, id)",
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        support::drop(manager, "access_log").await?;
        support::create(
            manager,
            former_access_log(),
            &["CREATE INDEX access_log_patient ON access_log (patient_id, sequence)"],
        )
        .await?;
        support::drop(manager, "account_mails").await?;
        run(
            manager,
            &[
                "DROP INDEX sessions_successors",
                "DROP INDEX sessions_user_address",
                "DROP INDEX users_claimed_email",
                "DROP INDEX users_email",
                // Of several accounts that claim one address, one at most keeps it.
                "UPDATE users SET email = CAST(id AS varchar(64)) WHERE unconfirmed_since IS NOT NULL AND EXISTS \
                 (SELECT 1 FROM users other WHERE other.email = users.email AND other.id <> users.id)",
                "CREATE UNIQUE INDEX users_email ON users (email)",
            ],
        )
        .await?;
        for (table, column) in columns().into_iter().rev() {
            let name = column.get_column_name();
            run(manager, &[&format!("ALTER TABLE {table} DROP COLUMN {name}")]).await?;
        }
        Ok(())
    }
}

/// The new columns, each with its table.
fn columns() -> Vec<(&'static str, ColumnDef)> {
    let admission =
        string_len_null("admission", 16).check(Expr::col("admission").is_in(["PENDING", "REFUSED"])).take();
    vec![
        ("users", timestamp_with_time_zone_null("unconfirmed_since")),
        ("users", admission),
        ("users", string_len_null("title", 100)),
        ("users", timestamp_with_time_zone_null("erased_at")),
        ("sessions", timestamp_with_time_zone_null("started_at")),
        ("sessions", string_len_null("address", 45)),
        ("sessions", string_len_null("device", 200)),
        ("sessions", timestamp_with_time_zone_null("replaced_at")),
        ("sessions", binary_null("successor_sealed")),
    ]
}

fn account_mails() -> TableCreateStatement {
    Table::create()
        .table("account_mails")
        .col(pk_uuid("id"))
        .col(string_len("kind", 24))
        .col(uuid_null("user_id"))
        .col(string_len("email", 320))
        .col(string_len("key_id", 64))
        .col(integer("attempts").default(0))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("expires_at"))
        .col(timestamp_with_time_zone_null("used_at"))
        .col(timestamp_with_time_zone_null("sent_at"))
        .foreign_key(&mut support::reference("account_mails", "user_id", "users"))
        .to_owned()
}

fn access_log() -> TableCreateStatement {
    Table::create()
        .table("access_log")
        .col(pk_uuid("id"))
        .col(big_integer_null("sequence"))
        .col(timestamp_with_time_zone("at"))
        .col(uuid_null("actor_id"))
        .col(
            string_len("actor_kind", 16)
                .check(support::one_of("actor_kind", &["PERSON", "NOBODY", "WORKER", "OPERATOR"])),
        )
        .col(string_len("action", 32))
        .col(uuid_null("patient_id"))
        .col(uuid_null("subject_id"))
        .col(text_null("subjects"))
        .col(string_len_null("address", 45))
        .col(string_len_null("detail", 64))
        .col(binary_len_null("previous_hash", 32))
        .col(binary_len_null("hash", 32))
        .to_owned()
}

fn former_access_log() -> TableCreateStatement {
    Table::create()
        .table("access_log")
        .col(big_integer("sequence").primary_key())
        .col(timestamp_with_time_zone("at"))
        .col(uuid_null("actor_id"))
        .col(string_len("action", 48))
        .col(uuid("patient_id"))
        .col(uuid_null("subject_id"))
        .col(string_len_null("address", 45))
        .col(binary_len("previous_hash", 32))
        .col(binary_len("hash", 32))
        .foreign_key(&mut support::reference("access_log", "patient_id", "users"))
        .to_owned()
}

async fn run(manager: &SchemaManager<'_>, statements: &[&str]) -> Result<(), DbErr> {
    for statement in statements {
        manager.get_connection().execute_unprepared(statement).await?;
    }
    Ok(())
}
