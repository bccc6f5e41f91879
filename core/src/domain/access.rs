// To the engineer of the domain: read AAA_READ_ME_FIRST.txt in this folder before you edit; then delete this line.
//! Who may see and change what. "Not yours" answers exactly as "does not exist".
//!
//! - A patient sees their own record, except steps that are held back.
//! - The currently assigned doctor sees the patient's steps (their passages included) and check-ins, and may change them.
//! - A note is read by its author and its patient alone: a former doctor keeps the notes they wrote, and a new doctor sees
//!   the plan but not what another doctor wrote.
//! - An admin sees no record.

use crate::{App, Error, Result};
use aftercare_entity::{assignment, note, user, user::Role};
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

/// Takes the patient's row: whatever changes a patient's care goes one after the other. First in each such change.
///
/// # Errors
/// [`Error::NotFound`] when there is no such patient.
pub async fn lock_patient(tx: &impl ConnectionTrait, patient: Uuid) -> Result<user::Model> {
    let row = user::Entity::own(patient)
        .filter(user::Column::Role.eq(Role::Patient))
        .lock_exclusive()
        .one(tx)
        .await?;
    row.ok_or(Error::NotFound("patient"))
}

/// The doctor who cares for the patient now.
///
/// # Errors
/// The database's.
pub async fn current_doctor(db: &impl ConnectionTrait, patient: Uuid) -> Result<Option<Uuid>> {
    Ok(assignment::Entity::current(patient).one(db).await?.map(|row| row.doctor_id))
}

/// Lets `doctor` act for `patient` within a change: takes the patient's row and checks the assignment under it.
///
/// # Errors
/// [`Error::NotFound`] for a doctor who is not assigned now.
pub async fn lock_as_doctor(tx: &impl ConnectionTrait, doctor: Uuid, patient: Uuid) -> Result<user::Model> {
    let row = lock_patient(tx, patient).await?;
    assignment::Entity::between(patient, doctor).one(tx).await?.ok_or(Error::NotFound("patient"))?;
    Ok(row)
}

/// Whether `actor` may see the patient's steps and check-ins now.
///
/// # Errors
/// The database's.
pub async fn may_see_patient(app: &App, actor: &user::Model, patient: Uuid) -> Result<bool> {
    match actor.role {
        Role::Patient => Ok(actor.id == patient),
        Role::Doctor => {
            Ok(assignment::Entity::between(patient, actor.id).one(app.db().read()).await?.is_some())
        }
        Role::Admin => Ok(false),
    }
}

/// The note, for its author or its patient.
///
/// # Errors
/// [`Error::NotFound`] for everyone else.
pub async fn note_for(app: &App, actor: &user::Model, id: Uuid) -> Result<note::Model> {
    let scoped = match actor.role {
        Role::Patient => note::Entity::of_patient(actor.id),
        Role::Doctor => note::Entity::by_author(actor.id),
        Role::Admin => return Err(Error::NotFound("note")),
    };
    scoped.filter(note::Column::Id.eq(id)).one(app.db().read()).await?.ok_or(Error::NotFound("note"))
}
