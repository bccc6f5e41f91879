//! What happened to whom.

use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};

/// A row of `events`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "events")]
pub struct Model {
    /// UUIDv7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Given by the publisher: 1, 2, 3 ...
    #[sea_orm(unique)]
    pub position: Option<i64>,
    /// What happened.
    pub kind: Kind,
    /// The patient whose care it is about.
    pub patient_id: Uuid,
    /// The patient's doctor at that time.
    pub doctor_id: Option<Uuid>,
    /// The note, step, check-in or assignment.
    pub subject_id: Uuid,
    /// When it happened.
    pub occurred_at: DateTimeUtc,
}

/// Joins are written out where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Kind {
    /// A note was stored; subject: the note.
    NoteSubmitted,
    /// An extraction ended well; subject: the note.
    StepsExtracted,
    /// An extraction failed; subject: the note.
    ExtractionFailed,
    /// A step was checked in; subject: the check-in.
    CheckedIn,
    /// A check-in was taken back; subject: the check-in.
    CheckInUndone,
    /// A checklist step was ticked off; subject: the step.
    StepCompleted,
    /// The doctor approved, edited, added, discarded or cancelled; subject: the step.
    StepChanged,
    /// An empty extraction ended the plan, confirmed by the doctor; subject: the note.
    PlanEnded,
    /// The patient chose a doctor; subject: the assignment.
    DoctorSelected,
    /// A reminder was accepted by the mail server; subject: the reminder.
    ReminderSent,
    /// The patient's address was refused on a second day, and no more mail is tried; subject: the patient.
    MailFailing,
    /// The patient has fallen behind; subject: the episode.
    PatientAtRisk,
}

impl Entity {
    /// Numbered events after `position`, in order; the hub filters by who may see them.
    pub fn after_unscoped(position: i64) -> Select<Self> {
        Self::find().filter(Column::Position.gt(position)).order_by_asc(Column::Position)
    }

    /// The oldest numbered event that is still kept. Positions have no gaps, so everything before it was deleted.
    pub fn oldest_unscoped() -> Select<Self> {
        Self::find().filter(Column::Position.is_not_null()).order_by_asc(Column::Position).limit(1)
    }

    /// The newest numbered event.
    pub fn newest_unscoped() -> Select<Self> {
        Self::find().filter(Column::Position.is_not_null()).order_by_desc(Column::Position).limit(1)
    }
}
