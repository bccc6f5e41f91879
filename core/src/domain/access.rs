//! Who may see and change what. "Not yours" answers exactly as "does not exist".
//!
//! Decided here:
//! - A patient's data is for the patient and for the doctor they are assigned to now, nobody else; an admin is nobody.
//! - A note's text is for its author and its patient. A former doctor keeps the notes they wrote and nothing else; a
//!   new doctor does not read the notes of the one before.
//! - Whether a note without steps ends the plan is a question about the plan: the present doctor sees that it is asked, and
//!   answers it, without the note's text.
//! - Steps are the patient's plan, not the author's text: the present doctor sees all of them, passages included,
//!   whoever wrote the note. Otherwise nobody could answer for a plan that outlives a change of doctor.
//! - Changing a plan takes the patient's row first ([`lock_patient`]), as selecting a doctor does. So changes of one
//!   patient's care come one after the other, never deadlock, and a doctor who was replaced a moment ago is refused.

use crate::{App, Error, Result};
use aftercare_entity::{
    assignment, note, step,
    user::{self, Role},
};
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter, QuerySelect, Select, sea_query::LockType};
use uuid::Uuid;

/// Whether `actor` may see this patient's data: the patient, or the doctor assigned now.
///
/// # Errors
/// The database's.
pub async fn may_see_patient(app: &App, actor: &user::Model, patient: Uuid) -> Result<bool> {
    Ok(match actor.role {
        Role::Patient => actor.id == patient,
        Role::Doctor => assignment::Entity::between(patient, actor.id).one(app.db().read()).await?.is_some(),
        Role::Admin => false,
    })
}

/// The note, for its author or its patient.
///
/// # Errors
/// [`Error::NotFound`] for everyone else.
pub async fn note_for(app: &App, actor: &user::Model, id: Uuid) -> Result<note::Model> {
    let mine = match actor.role {
        Role::Patient => note::Entity::of_patient(actor.id),
        Role::Doctor => note::Entity::by_author(actor.id),
        Role::Admin => return Err(Error::NotFound("note")),
    };
    mine.filter(note::Column::Id.eq(id)).one(app.db().read()).await?.ok_or(Error::NotFound("note"))
}

/// The steps `actor` may see: a patient's own without those held back, a doctor's present patients' all.
/// `None`: nobody's.
pub fn steps_for(actor: Uuid, role: Role) -> Option<Select<step::Entity>> {
    match role {
        Role::Patient => Some(step::Entity::visible_to_patient(actor)),
        Role::Doctor => Some(step::Entity::visible_to_doctor(actor)),
        Role::Admin => None,
    }
}

/// The patient's row as it is now, held until the transaction ends: every change of a plan takes it first.
///
/// # Errors
/// [`Error::NotFound`] when there is no such patient, or the record was erased.
pub async fn lock_patient(tx: &impl ConnectionTrait, patient: Uuid) -> Result<user::Model> {
    let row = lock_patient_even_erased(tx, patient).await?;
    Some(row).filter(|row| row.erased_at.is_none()).ok_or(Error::NotFound("patient"))
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

/// [`lock_patient`], for the doctor assigned now: nobody can replace them until the transaction ends.
///
/// # Errors
/// [`Error::NotFound`] when there is no such patient, or the patient is not theirs (any more).
pub async fn lock_as_doctor(tx: &impl ConnectionTrait, doctor: Uuid, patient: Uuid) -> Result<user::Model> {
    let row = lock_patient(tx, patient).await?;
    let theirs = assignment::Entity::between(patient, doctor).one(tx).await?;
    theirs.map(|_| row).ok_or(Error::NotFound("patient"))
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
