//! Who may change what. "Not yours" answers exactly as "does not exist". Who may see what is said by [`crate::reader`].
//!
//! Changing a plan takes the patient's row first ([`lock_patient`]), as selecting a doctor does. So changes of one
//! patient's care come one after the other, never deadlock, and a doctor who was replaced a moment ago is refused.

use crate::{Error, Result, database::among};
use aftercare_entity::{assignment, user};
use sea_orm::{
    ConnectionTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{LockBehavior, LockType},
};
use std::collections::HashMap;
use uuid::Uuid;

/// The patient's row as it is now, held until the transaction ends: every change of a plan takes it first.
///
/// # Errors
/// [`Error::NotFound`] when there is no such patient, or the record was erased.
pub async fn lock_patient(tx: &impl ConnectionTrait, patient: Uuid) -> Result<user::Model> {
    let row = lock_patient_even_erased(tx, patient).await?;
    Some(row).filter(|row| row.erased_at.is_none()).ok_or(Error::NotFound("patient"))
}

/// [`lock_patient`] for many, who are taken in one order by everybody; by id, those who are there. With `behavior`, whom somebody else
/// holds may be left out.
///
/// # Errors
/// The database's.
pub(super) async fn lock_patients(
    tx: &impl ConnectionTrait,
    patients: &[Uuid],
    behavior: Option<LockBehavior>,
) -> Result<HashMap<Uuid, user::Model>> {
    let mine = among(tx.get_database_backend(), user::Column::Id, patients);
    let mut query = user::Entity::patients_unscoped().filter(mine).order_by_asc(user::Column::Id);
    // The same strength as for one.
    query = match behavior {
        Some(behavior) => query.lock_with_behavior(LockType::NoKeyUpdate, behavior),
        None => query.lock(LockType::NoKeyUpdate),
    };
    let rows = tx.query_all(&query.into_query()).await?;
    let rows: Vec<_> = rows.iter().map(user::Model::by_place).collect::<Result<_, _>>()?;
    Ok(rows.into_iter().filter(|row| row.erased_at.is_none()).map(|row| (row.id, row)).collect())
}

/// [`lock_patient`], also of one who was erased: only for erasing again.
pub(super) async fn lock_patient_even_erased(
    tx: &impl ConnectionTrait,
    patient: Uuid,
) -> Result<user::Model> {
    // Not the strongest lock: rows that merely refer to the patient may be inserted meanwhile.
    let row = user::Entity::patient_unscoped(patient).lock(LockType::NoKeyUpdate).one(tx).await?;
    row.ok_or(Error::NotFound("patient"))
}

/// [`lock_patient`], for the doctor assigned now: nobody can replace or suspend them until the transaction ends.
///
/// # Errors
/// [`Error::NotFound`] when there is no such patient, or the patient is not theirs (any more).
pub async fn lock_as_doctor(tx: &impl ConnectionTrait, doctor: Uuid, patient: Uuid) -> Result<user::Model> {
    let row = lock_patient(tx, patient).await?;
    hold_doctor(tx, doctor).await?;
    let theirs = assignment::Entity::between(patient, doctor).one(tx).await?;
    theirs.map(|_| row).ok_or(Error::NotFound("patient"))
}

/// Waits until nobody is suspending the doctor, and keeps everybody from it until the transaction ends; says nothing about
/// whether the doctor may act, which is asked after it. Patients' rows are taken before doctors'.
pub(super) async fn hold_doctor(tx: &impl ConnectionTrait, doctor: Uuid) -> Result<()> {
    user::Entity::own(doctor).lock_shared().one(tx).await?;
    Ok(())
}

/// [`lock_as_doctor`] for somebody who asked for a `what`, and is to hear of nothing else.
pub(super) async fn lock_as_doctor_of(
    tx: &impl ConnectionTrait,
    doctor: Uuid,
    patient: Uuid,
    what: &'static str,
) -> Result<user::Model> {
    lock_as_doctor(tx, doctor, patient).await.map_err(|error| match error {
        Error::NotFound(_) => Error::NotFound(what),
        other => other,
    })
}

/// Who cares for the patient now.
///
/// # Errors
/// The database's.
pub async fn current_doctor(db: &impl ConnectionTrait, patient: Uuid) -> Result<Option<Uuid>> {
    Ok(assignment::Entity::current(patient).one(db).await?.map(|row| row.doctor_id))
}

/// By patient: who cares for them now.
///
/// # Errors
/// The database's.
pub(super) async fn current_doctors(
    db: &impl ConnectionTrait,
    patients: &[Uuid],
) -> Result<HashMap<Uuid, Uuid>> {
    let theirs = among(db.get_database_backend(), assignment::Column::PatientId, patients);
    let rows = assignment::Entity::all_current().filter(theirs).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.patient_id, row.doctor_id)).collect())
}
