//! Each answer of a mail server to a reminder's mail, and each bounce: never its text, which may repeat an address.

use crate::support::{create, drop, one_of, part_of};
use sea_orm_migration::{prelude::*, schema::*};

/// See the module.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

const STAGES: [&str; 13] = [
    "COMPOSE",
    "CONNECT",
    "TLS",
    "GREETING",
    "LOG_IN",
    "SENDER",
    "RECIPIENT",
    "DATA",
    "CONTENT",
    "ANSWER",
    "FILE",
    "ACCEPTED",
    "BOUNCED",
];

const OUTCOMES: [&str; 6] = ["SENT", "DEFERRED", "UNANSWERED", "CONFIGURATION", "REJECTED", "REFUSED"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let answers = Table::create()
            .table("mail_answers")
            .col(uuid("id").primary_key())
            .col(uuid("reminder_id"))
            .col(timestamp_with_time_zone("at"))
            .col(string_len("stage", 16).check(one_of("stage", &STAGES)))
            .col(integer_null("code"))
            .col(string_len_null("enhanced_code", 12))
            .col(string_len("outcome", 16).check(one_of("outcome", &OUTCOMES)))
            .foreign_key(&mut part_of("mail_answers", "reminder_id", "reminders"))
            .to_owned();
        create(manager, answers, &["CREATE INDEX mail_answers_reminder ON mail_answers (reminder_id)"]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, "mail_answers").await
    }
}
