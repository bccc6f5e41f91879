//! What the mail server answered to each attempt of a reminder's mail: its codes, never its text, which may quote an address.

use crate::support::{create, drop, reference};
use sea_orm_migration::{prelude::*, schema::*};

/// See the module.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let answers = Table::create()
            .table("mail_answers")
            .col(uuid("id").primary_key())
            .col(uuid("reminder_id"))
            .col(timestamp_with_time_zone("at"))
            .col(string_len("stage", 16))
            .col(integer_null("code"))
            .col(string_len_null("enhanced_code", 16))
            .col(string_len("outcome", 32))
            .foreign_key(&mut reference("mail_answers", "reminder_id", "reminders"))
            .to_owned();
        create(manager, answers, &["CREATE INDEX mail_answers_reminder ON mail_answers (reminder_id, id)"])
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, "mail_answers").await
    }
}
