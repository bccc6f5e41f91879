//! Who cares for whom, with history.

use crate::user;
use sea_orm::{QuerySelect, QueryTrait, entity::prelude::*, sea_query::SelectStatement};

/// A row of `assignments`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "assignments")]
pub struct Model {
    /// UUIDv7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Who is cared for.
    pub patient_id: Uuid,
    /// Who cares.
    pub doctor_id: Uuid,
    /// Since when the doctor cares for the patient.
    pub from_at: DateTimeUtc,
    /// Until when; `None` while it lasts.
    pub until_at: Option<DateTimeUtc>,
}

/// Joins are written out where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// The patient's current assignment.
    pub fn current(patient: Uuid) -> Select<Self> {
        Self::all_current().filter(Column::PatientId.eq(patient))
    }

    /// The current assignments of these patients.
    pub fn current_of(patients: impl IntoIterator<Item = Uuid>) -> Select<Self> {
        Self::all_current().filter(Column::PatientId.is_in(patients))
    }

    /// Every current assignment, for a use-case that says whose.
    pub fn all_current() -> Select<Self> {
        Self::find().filter(Column::UntilAt.is_null())
    }

    /// The doctor's current patients; none while the doctor may not act.
    pub fn of_doctor(doctor: Uuid) -> Select<Self> {
        Self::find()
            .filter(Column::DoctorId.eq(doctor))
            .filter(Column::DoctorId.in_subquery(user::Entity::acting_doctor(doctor)))
            .filter(Column::UntilAt.is_null())
    }

    /// The ids of the doctor's current patients.
    pub fn patients_of(doctor: Uuid) -> SelectStatement {
        Self::of_doctor(doctor).select_only().column(Column::PatientId).into_query()
    }

    /// The open assignment of exactly this patient to exactly this doctor: the proof that the doctor may act.
    pub fn between(patient: Uuid, doctor: Uuid) -> Select<Self> {
        Self::of_doctor(doctor).filter(Column::PatientId.eq(patient))
    }
}
