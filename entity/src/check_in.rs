//! One thing done on one local day.

use sea_orm::entity::prelude::*;

/// A row of `check_ins`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "check_ins")]
pub struct Model {
    /// UUIDv7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Which step.
    pub step_id: Uuid,
    /// Whose.
    pub patient_id: Uuid,
    /// The patient's local day.
    pub day: Date,
    /// When it was made.
    pub at: DateTimeUtc,
    /// Whether it was made in an app or by the link in a mail.
    pub via: Via,
    /// What `next_due_on` was before: undoing brings it back.
    pub due_before: Option<Date>,
    /// Taken back when; it does not count then.
    pub undone_at: Option<DateTimeUtc>,
}

/// Joins are written out where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// By what a check-in came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(16))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Via {
    /// The API.
    App,
    /// A link in a reminder.
    MailLink,
}

impl Entity {
    /// The patient's check-ins that count.
    pub fn of_patient(patient: Uuid) -> Select<Self> {
        Self::of_patient_with_undone(patient).filter(Column::UndoneAt.is_null())
    }

    /// The check-ins of these patients that count, for a use-case that shows only what the asker may see.
    pub fn of_patients_unscoped(patients: impl IntoIterator<Item = Uuid>) -> Select<Self> {
        Self::find().filter(Column::PatientId.is_in(patients)).filter(Column::UndoneAt.is_null())
    }

    /// The patient's check-ins, those taken back too.
    pub fn of_patient_with_undone(patient: Uuid) -> Select<Self> {
        Self::find().filter(Column::PatientId.eq(patient))
    }
}
