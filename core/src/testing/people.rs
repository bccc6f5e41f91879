//! Made-up people for tests.

use crate::{App, Result, bus::Signal, keyring};
use aftercare_entity::{
    assignment, user,
    user::{Admission, Role, Status},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
use uuid::Uuid;

/// An account with a made-up e-mail and no usable password; a patient gets a data key too.
///
/// # Errors
/// The database's.
pub async fn account(app: &App, role: Role, name: &str) -> Result<user::Model> {
    let change = app.begin().await?;
    let (id, now) = (app.new_id(), app.now());
    let made = user::ActiveModel {
        id: Set(id),
        email: Set(format!("{id}@example.org")),
        name: Set(name.to_owned()),
        name_folded: Set(crate::domain::input::fold(name)),
        role: Set(role),
        password_hash: Set("$argon2id$none".to_owned()),
        time_zone: Set(None),
        status: Set(Status::Active),
        extraction_mode: Set(None),
        no_ai: Set(false),
        mail_refused_on: Set(None),
        remind_at: Set(None),
        quiet_from: Set(None),
        quiet_until: Set(None),
        language: Set(None),
        mail_detail: Set(None),
        reminders_off_since: Set(None),
        daily_digest: Set(false),
        mail_failing_since: Set(None),
        unconfirmed_since: Set(None),
        admission: Set(None),
        title: Set(None),
        erased_at: Set(None),
        created_at: Set(now),
        updated_at: Set(now),
    }
    .insert(change.tx())
    .await?;
    if role == Role::Patient {
        keyring::make_data_key(app, change.tx(), id).await?;
    }
    change.commit().await?;
    Ok(made)
}

/// A doctor as one who waits to be let in, or was not let in.
///
/// # Errors
/// The database's.
pub async fn keep_out(app: &App, doctor: user::Model, admission: Admission) -> Result<user::Model> {
    let mut row = doctor.into_active_model();
    row.admission = Set(Some(admission));
    let row = row.update(app.db().write()).await?;
    app.bus().publish(Signal::AccountChanged { user: row.id });
    Ok(row)
}

/// A patient and the doctor they are assigned to.
///
/// # Errors
/// The database's.
pub async fn patient_and_doctor(app: &App) -> Result<(user::Model, user::Model)> {
    let patient = account(app, Role::Patient, "Paula Example").await?;
    let doctor = account(app, Role::Doctor, "Dora Sample").await?;
    assign(app, patient.id, doctor.id).await?;
    Ok((patient, doctor))
}

/// Assigns a patient who has no doctor yet.
///
/// # Errors
/// The database's.
pub async fn assign(app: &App, patient: Uuid, doctor: Uuid) -> Result<()> {
    assignment::ActiveModel {
        id: Set(app.new_id()),
        patient_id: Set(patient),
        doctor_id: Set(doctor),
        from_at: Set(app.now()),
        until_at: Set(None),
    }
    .insert(app.db().write())
    .await?;
    Ok(())
}
