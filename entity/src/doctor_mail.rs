//! The mail that a doctor gets on one day about their patients: those who have fallen behind, and the daily digest.

use sea_orm::entity::prelude::*;

/// A row of `doctor_mails`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "doctor_mails")]
pub struct Model {
    /// UUIDv7. The Message-ID is made of it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// To whom. A doctor has one a day at most.
    pub doctor_id: Uuid,
    /// The doctor's local day.
    pub day: Date,
    /// Made when.
    pub created_at: DateTimeUtc,
    /// When it was sent or found to be needless; `None` = it waits.
    pub ended_at: Option<DateTimeUtc>,
    /// When the mail server, or the disk, had it.
    pub sent_at: Option<DateTimeUtc>,
}

/// Joins are written out where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
