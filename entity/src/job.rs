//! Background work to do, being done, done or dead.

use sea_orm::entity::prelude::*;

/// A row of `jobs`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "jobs")]
pub struct Model {
    /// UUIDv7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// What to do: see the queue's kinds.
    pub kind: String,
    /// What the job is about: the id of a note, a reminder or a mail.
    pub subject_id: Option<Uuid>,
    /// Whose turn it takes: the doctor of a note to be extracted; nil = nobody's.
    pub owner_id: Uuid,
    /// A day or a zone; never text about a person.
    pub argument: Option<String>,
    /// At most one open job has it.
    pub dedup_key: Option<String>,
    /// Not before.
    pub run_at: DateTimeUtc,
    /// Attempts begun.
    pub attempts: i32,
    /// Dead after so many.
    pub max_attempts: i32,
    /// Which claim has it: a new id for each claim, so that one who lost it cannot end it.
    pub lease_holder: Option<Uuid>,
    /// Anyone's again after.
    pub lease_until: Option<DateTimeUtc>,
    /// Code of the last failure.
    pub last_error: Option<String>,
    /// Made when.
    pub created_at: DateTimeUtc,
    /// Finished when.
    pub done_at: Option<DateTimeUtc>,
    /// Given up when.
    pub dead_at: Option<DateTimeUtc>,
}

/// Joins are written out where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
