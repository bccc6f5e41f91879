//! What the doctor decides for one patient: whether steps wait for review, and whether any extractor reads the notes.

use crate::{
    App, Result,
    domain::{access, notes},
};
use aftercare_entity::{
    note::{self, State},
    user::{self, ExtractionMode},
};
use sea_orm::{
    ActiveEnum, ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter,
    prelude::Expr,
};
use uuid::Uuid;

/// Sets whether the patient's grounded steps become active at once; `None` = as the hospital does. Steps already stored
/// stay as they are.
///
/// # Errors
/// [`crate::Error::NotFound`] unless the patient is assigned to this doctor now.
pub async fn set_extraction_mode(
    app: &App,
    doctor: Uuid,
    patient: Uuid,
    mode: Option<ExtractionMode>,
) -> Result<user::Model> {
    let mut change = app.begin().await?;
    let mut row = access::lock_as_doctor(change.tx(), doctor, patient).await?.into_active_model();
    row.extraction_mode = Set(mode);
    row.updated_at = Set(app.now());
    let row = row.update(change.tx()).await?;
    change.account_changed(patient);
    change.commit().await?;
    Ok(row)
}

/// Sets whether the patient's notes stay away from every extractor. Those still queued then wait for their author
/// instead; a worker that has one in its hands finds it no longer queued, and its result is not stored.
///
/// # Errors
/// [`crate::Error::NotFound`] unless the patient is assigned to this doctor now.
pub async fn set_no_ai(app: &App, doctor: Uuid, patient: Uuid, no_ai: bool) -> Result<user::Model> {
    let mut change = app.begin().await?;
    let mut row = access::lock_as_doctor(change.tx(), doctor, patient).await?.into_active_model();
    row.no_ai = Set(no_ai);
    row.updated_at = Set(app.now());
    let row = row.update(change.tx()).await?;
    change.account_changed(patient);
    if no_ai {
        note::Entity::update_many()
            .col_expr(note::Column::State, Expr::value(State::NeedsReview.to_value()))
            .col_expr(note::Column::Reason, Expr::value(Some(notes::NO_AI.to_owned())))
            .filter(note::Column::PatientId.eq(patient))
            .filter(note::Column::State.eq(State::Queued))
            .exec(change.tx())
            .await?;
    }
    change.commit().await?;
    Ok(row)
}
