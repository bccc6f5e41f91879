//! Who cares for whom: a patient selects a doctor and may change; history is kept, and the old doctor loses sight at once.

use crate::{App, Error, Result};
use aftercare_entity::{assignment, event, user};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

/// Makes `doctor` the patient's doctor from now on. Selecting the present doctor again changes nothing.
///
/// # Errors
/// [`Error::NotFound`] when there is no such doctor.
pub async fn select_doctor(app: &App, patient: Uuid, doctor: Uuid) -> Result<assignment::Model> {
    let mut change = app.begin().await?;
    // Whatever changes a patient's care takes this row first, one after the other.
    let account = user::Entity::own(patient).lock_exclusive().one(change.tx()).await?;
    account.filter(|account| account.erased_at.is_none()).ok_or(Error::NotFound("patient"))?;
    let chosen = user::Entity::doctors(None).filter(user::Column::Id.eq(doctor)).one(change.tx()).await?;
    chosen.ok_or(Error::NotFound("doctor"))?;
    let now = app.now();
    if let Some(current) = assignment::Entity::current(patient).one(change.tx()).await? {
        if current.doctor_id == doctor {
            return Ok(current);
        }
        let mut row = current.into_active_model();
        row.until_at = Set(Some(now));
        row.update(change.tx()).await?;
    }
    let made = assignment::ActiveModel {
        id: Set(app.new_id()),
        patient_id: Set(patient),
        doctor_id: Set(doctor),
        from_at: Set(now),
        until_at: Set(None),
    }
    .insert(change.tx())
    .await?;
    change.event(event::Kind::DoctorSelected, patient, Some(doctor), made.id).await?;
    change.commit().await?;
    Ok(made)
}

/// A page of doctors anyone signed in may see, by name: those after the (folded name, id) `after`.
///
/// # Errors
/// The database's.
pub async fn doctors(
    app: &App,
    search: Option<&str>,
    after: Option<(String, Uuid)>,
    first: u64,
) -> Result<Vec<user::Model>> {
    use sea_orm::{Condition, ExprTrait};
    let folded = search.map(super::input::fold);
    let mut query = user::Entity::doctors(folded.as_deref().map(str::trim).filter(|words| !words.is_empty()));
    if let Some((name, id)) = after {
        query = query.filter(
            Condition::any()
                .add(user::Column::NameFolded.gt(name.as_str()))
                .add(user::Column::NameFolded.eq(name.as_str()).and(user::Column::Id.gt(id))),
        );
    }
    let page = query.order_by_asc(user::Column::NameFolded).order_by_asc(user::Column::Id).limit(first);
    Ok(page.all(app.db().read()).await?)
}

/// A page of a doctor's current patients, oldest assignment first: those after assignment `after`.
///
/// # Errors
/// The database's.
pub async fn patients(
    app: &App,
    doctor: Uuid,
    after: Option<Uuid>,
    first: u64,
) -> Result<Vec<(assignment::Model, user::Model)>> {
    let mut query = assignment::Entity::of_doctor(doctor);
    if let Some(after) = after {
        query = query.filter(assignment::Column::Id.gt(after));
    }
    let rows = query.order_by_asc(assignment::Column::Id).limit(first).all(app.db().read()).await?;
    let people =
        user::Entity::by_ids_unscoped(rows.iter().map(|row| row.patient_id)).all(app.db().read()).await?;
    let mut people: std::collections::HashMap<_, _> =
        people.into_iter().map(|user| (user.id, user)).collect();
    Ok(rows.into_iter().filter_map(|row| people.remove(&row.patient_id).map(|user| (row, user))).collect())
}
