//! A time in which a patient falls behind: from the sweep that notices it to a check-in, a doctor's word or the plan's end.

use sea_orm::{QueryOrder, entity::prelude::*};

/// A row of `at_risk_episodes`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "at_risk_episodes")]
pub struct Model {
    /// UUIDv7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Who falls behind. A patient has one open episode at most.
    pub patient_id: Uuid,
    /// The patient's local day on which it was noticed.
    pub noticed_on: Date,
    /// Days missed in a row when it was noticed.
    pub days_missed: i32,
    /// When it was noticed.
    pub began_at: DateTimeUtc,
    /// The doctor does not want to see it before this local day of the patient.
    pub snoozed_until: Option<Date>,
    /// When it was put into a mail to the doctor.
    pub told_at: Option<DateTimeUtc>,
    /// When it ended; `None` = it goes on.
    pub ended_at: Option<DateTimeUtc>,
    /// What ended it.
    pub ended_by: Option<End>,
    /// Why the doctor resolved it.
    pub resolution: Option<Resolution>,
    /// The doctor who resolved it.
    pub resolved_by: Option<Uuid>,
}

/// Joins are written out where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What ended an episode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(16))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum End {
    /// The patient checked in.
    CheckedIn,
    /// The doctor resolved it.
    Resolved,
    /// Nothing is due any more: the plan ended or was changed.
    NothingDue,
}

/// Why a doctor resolved an episode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(24))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Resolution {
    /// The doctor has spoken with the patient.
    Contacted,
    /// The patient does what is due and does not check in.
    DoneWithoutCheckIn,
    /// The patient is looked after elsewhere, such as in a hospital.
    CaredForElsewhere,
    /// Another reason.
    Other,
}

impl Entity {
    /// The patient's open episode, for a use-case that checks who asks.
    pub fn open_unscoped(patient: Uuid) -> Select<Self> {
        Self::open_of_unscoped([patient])
    }

    /// The open episodes of these patients, for workers and readers that check who asks.
    pub fn open_of_unscoped(patients: impl IntoIterator<Item = Uuid>) -> Select<Self> {
        Self::find().filter(Column::PatientId.is_in(patients)).filter(Column::EndedAt.is_null())
    }

    /// All episodes of a patient, the oldest first, for a use-case that checks who asks.
    pub fn of_patient_unscoped(patient: Uuid) -> Select<Self> {
        Self::find().filter(Column::PatientId.eq(patient)).order_by_asc(Column::Id)
    }
}
