//! One reminder per patient and local day.

use sea_orm::entity::prelude::*;

/// A row of `reminders`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "reminders")]
pub struct Model {
    /// UUIDv7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose.
    pub patient_id: Uuid,
    /// The patient's local day.
    pub day: Date,
    /// Meant for when.
    pub scheduled_at: DateTimeUtc,
    /// How far it is.
    pub state: State,
    /// Stable: a repeat after a crash carries the same.
    pub message_id: String,
    /// Attempts so far.
    pub attempts: i32,
    /// How often the mail server took the mail and did not answer whether it has it. At most one repeat follows.
    pub unanswered: i32,
    /// Why it was skipped, failed or still waits: one of the documented codes.
    pub reason: Option<String>,
    /// Made when.
    pub created_at: DateTimeUtc,
    /// Accepted by the mail server when.
    pub sent_at: Option<DateTimeUtc>,
}

/// Joins are written out where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// How far a reminder is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(16))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum State {
    /// Its mail is on the way.
    Pending,
    /// The mail server took it.
    Sent,
    /// Nothing was due any more, or its day was over.
    Skipped,
    /// The mail server refused it for good, or took it and it came back.
    Failed,
}

impl Entity {
    /// The patient's reminders.
    pub fn of_patient(patient: Uuid) -> Select<Self> {
        Self::find().filter(Column::PatientId.eq(patient))
    }

    /// Any reminder, for the worker, which acts for nobody.
    pub fn any_unscoped(reminder: Uuid) -> Select<Self> {
        Self::find_by_id(reminder)
    }
}
