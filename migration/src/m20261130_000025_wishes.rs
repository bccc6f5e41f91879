//! What people wish about their mails: patients the hour, the quiet hours, the language and how much a mail says, or that none
//! comes; doctors a daily digest. And the consents that this rests on.

use crate::support::{create, drop, one_of, reference};
use sea_orm_migration::{prelude::*, schema::*};

/// See the module.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

/// Columns of `users`; minutes are counted from local midnight.
fn columns() -> Vec<ColumnDef> {
    vec![
        integer_null("remind_at").take(),
        integer_null("quiet_from").take(),
        integer_null("quiet_until").take(),
        string_len_null("language", 2).take(),
        string_len_null("mail_detail", 16).take(),
        timestamp_with_time_zone_null("reminders_off_since").take(),
        boolean("daily_digest").default(false).take(),
    ]
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // One column a statement: SQLite takes no more.
        for column in columns() {
            manager.alter_table(Table::alter().table("users").add_column(column).to_owned()).await?;
        }
        let consents = Table::create()
            .table("consents")
            .col(uuid("id").primary_key())
            .col(uuid("patient_id"))
            .col(string_len("purpose", 24))
            .col(boolean("given"))
            .col(string_len("via", 16))
            .col(uuid_null("by_id"))
            .col(timestamp_with_time_zone("at"))
            .foreign_key(&mut reference("consents", "patient_id", "users"))
            .check(one_of("purpose", &["REMINDER_MAIL"]))
            .check(one_of("via", &["APP", "MAIL_LINK", "ONE_CLICK", "OPERATOR"]))
            .to_owned();
        let by_patient = "CREATE INDEX consents_patient ON consents (patient_id, id)";
        create(manager, consents, &[by_patient]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, "consents").await?;
        for column in columns().into_iter().rev() {
            let name = column.get_column_name();
            manager.alter_table(Table::alter().table("users").drop_column(name).to_owned()).await?;
        }
        Ok(())
    }
}
