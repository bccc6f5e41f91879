//! A doctor's note, sealed, and what became of its extraction.

use crate::{assignment, step, user};
use sea_orm::{QuerySelect, QueryTrait, entity::prelude::*};

/// A row of `notes`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "notes")]
pub struct Model {
    /// UUIDv7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Who wrote it.
    pub doctor_id: Uuid,
    /// About whom.
    pub patient_id: Uuid,
    /// The sealed text.
    pub body_sealed: Vec<u8>,
    /// The patient's local day.
    pub written_on: Date,
    /// Submitted when.
    pub submitted_at: DateTimeUtc,
    /// How far the extraction is.
    pub state: State,
    /// Why it failed, waits for its doctor, or is still queued after an attempt: one of the documented codes.
    pub reason: Option<String>,
    /// `gemini`, `rules`, ...
    pub extractor: Option<String>,
    /// The model that answered, in its own words.
    pub model_version: Option<String>,
    /// Version of our prompt.
    pub prompt_version: Option<String>,
    /// Tokens read by the model.
    pub prompt_tokens: Option<i32>,
    /// Tokens written.
    pub output_tokens: Option<i32>,
    /// Tokens thought.
    pub thought_tokens: Option<i32>,
    /// How long the successful attempt took, in milliseconds.
    pub extraction_ms: Option<i64>,
    /// Attempts so far.
    pub attempts: i32,
    /// When the extraction ended.
    pub extracted_at: Option<DateTimeUtc>,
    /// When its steps took the old plan's place.
    pub plan_replaced_at: Option<DateTimeUtc>,
    /// The offline rules read it, because the model failed.
    pub fallback: bool,
    /// What its author's program calls it, so that asking twice stores it once.
    pub client_mutation_id: Option<String>,
}

/// Joins are written out where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// How far the extraction is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(16))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum State {
    /// A worker will take it.
    Queued,
    /// Its steps are stored.
    Extracted,
    /// The doctor must look at something.
    NeedsReview,
    /// No steps; `reason` says why, and it can be retried.
    Failed,
}

impl Entity {
    /// The note, if `patient` is its patient.
    pub fn of_patient(patient: Uuid) -> Select<Self> {
        Self::find().filter(Column::PatientId.eq(patient))
    }

    /// The note, if `doctor` wrote it and may act: a former doctor keeps the notes they wrote.
    pub fn by_author(doctor: Uuid) -> Select<Self> {
        let acting = user::Entity::acting_doctor(doctor);
        Self::find().filter(Column::DoctorId.eq(doctor)).filter(Column::DoctorId.in_subquery(acting))
    }

    /// The notes of `doctor`'s present patients that wait for a decision about the plan, whoever wrote them: those in review
    /// none of whose steps waits. Their texts are their authors'.
    pub fn undecided(doctor: Uuid) -> Select<Self> {
        let patients = assignment::Entity::patients_of(doctor);
        let with_steps = step::Entity::find()
            .select_only()
            .column(step::Column::NoteId)
            .filter(step::Column::State.eq(step::State::NeedsReview))
            .filter(step::Column::PatientId.in_subquery(patients.clone()))
            .into_query();
        Self::find()
            .filter(Column::State.eq(State::NeedsReview))
            .filter(Column::PatientId.in_subquery(patients))
            .filter(Column::Id.not_in_subquery(with_steps))
    }

    /// Every note, for a reader of the worker's, which acts for nobody.
    pub fn all_unscoped() -> Select<Self> {
        Self::find()
    }

    /// Any note, for the worker, which acts for nobody.
    pub fn any_unscoped(note: Uuid) -> Select<Self> {
        Self::find_by_id(note)
    }
}
