//! Reading the access log: what was done to a patient's record, newest first.

use crate::{App, Result, page::Page};
use aftercare_entity::access_log;
use sea_orm::{ColumnTrait, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

/// A page of what was done to the record of `patient`, newest first; rows that are not chained yet too. Says nothing about who
/// may see it: callers have checked that it is the patient, or the operator.
///
/// # Errors
/// The database's.
pub async fn of_patient(app: &App, patient: Uuid, page: Page) -> Result<Vec<access_log::Model>> {
    let rows = access_log::Entity::find()
        .filter(access_log::Column::PatientId.eq(patient))
        .filter(page.within(access_log::Column::Id, &Order::Desc))
        .order_by(access_log::Column::Id, page.order(&Order::Desc))
        .limit(page.size);
    Ok(page.arranged(rows.all(app.db().read()).await?))
}

/// The notes, steps, reminders or accounts that a row is about.
pub fn subjects(row: &access_log::Model) -> Vec<Uuid> {
    let several = row.subjects.as_deref().unwrap_or_default();
    let several: Vec<_> = several.split(',').filter_map(|id| id.parse().ok()).collect();
    if several.is_empty() { row.subject_id.into_iter().collect() } else { several }
}
