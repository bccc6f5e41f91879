//! Reading the access log: what was done to a patient's record, newest first.

use crate::{App, Result};
use aftercare_entity::access_log;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

/// Which rows of a patient's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Page {
    /// Older than this row.
    pub before: Option<Uuid>,
    /// At most so many.
    pub first: u64,
}

/// A page of what was done to the record of `patient`, newest first; rows that are not chained yet too. Says nothing about who
/// may see it: callers have checked that it is the patient, or the operator.
///
/// # Errors
/// The database's.
pub async fn of_patient(app: &App, patient: Uuid, page: Page) -> Result<Vec<access_log::Model>> {
    let mut rows = access_log::Entity::find().filter(access_log::Column::PatientId.eq(patient));
    if let Some(before) = page.before {
        rows = rows.filter(access_log::Column::Id.lt(before));
    }
    Ok(rows.order_by_desc(access_log::Column::Id).limit(page.first).all(app.db().read()).await?)
}

/// The notes, steps, reminders or accounts that a row is about.
pub fn subjects(row: &access_log::Model) -> Vec<Uuid> {
    let several = row.subjects.as_deref().unwrap_or_default();
    let several: Vec<_> = several.split(',').filter_map(|id| id.parse().ok()).collect();
    if several.is_empty() { row.subject_id.into_iter().collect() } else { several }
}
