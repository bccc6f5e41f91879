//! Episodes in which a patient falls behind: from the sweep that notices them to a check-in, a doctor's word or the plan's end;
//! and the mails to doctors that tell of them, one a doctor and day.

use crate::support::{create, drop, one_of, reference};
use sea_orm_migration::{prelude::*, schema::*};

/// See the module.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let episodes = Table::create()
            .table("at_risk_episodes")
            .col(uuid("id").primary_key())
            .col(uuid("patient_id"))
            .col(date("noticed_on"))
            .col(integer("days_missed"))
            .col(timestamp_with_time_zone("began_at"))
            .col(date_null("snoozed_until"))
            .col(timestamp_with_time_zone_null("told_at"))
            .col(timestamp_with_time_zone_null("ended_at"))
            .col(string_len_null("ended_by", 16))
            .col(string_len_null("resolution", 24))
            .col(uuid_null("resolved_by"))
            .foreign_key(&mut reference("at_risk_episodes", "patient_id", "users"))
            .check(one_of("ended_by", &["CHECKED_IN", "RESOLVED", "NOTHING_DUE"]))
            .to_owned();
        let indexes = [
            "CREATE UNIQUE INDEX at_risk_open ON at_risk_episodes (patient_id) WHERE ended_at IS NULL",
            "CREATE INDEX at_risk_patient ON at_risk_episodes (patient_id, id)",
        ];
        create(manager, episodes, &indexes).await?;
        let mails = Table::create()
            .table("doctor_mails")
            .col(uuid("id").primary_key())
            .col(uuid("doctor_id"))
            .col(date("day"))
            .col(timestamp_with_time_zone("created_at"))
            .col(timestamp_with_time_zone_null("ended_at"))
            .col(timestamp_with_time_zone_null("sent_at"))
            .foreign_key(&mut reference("doctor_mails", "doctor_id", "users"))
            .to_owned();
        let indexes = ["CREATE UNIQUE INDEX doctor_mails_day ON doctor_mails (doctor_id, day)"];
        create(manager, mails, &indexes).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, "doctor_mails").await?;
        drop(manager, "at_risk_episodes").await
    }
}
