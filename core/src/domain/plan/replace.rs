//! One plan in another's place.

use super::{Taken, rows};
use crate::{
    Error, Result,
    app::Change,
    domain::schedule::Pattern,
    keyring::{DataKey, Place},
};
use aftercare_entity::{
    note,
    step::{self, State},
    user,
};
use sea_orm::{
    ActiveEnum, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, prelude::Expr,
};
use uuid::Uuid;

/// The newest note after `note` whose plan is in force, or ended the one before.
pub(in crate::domain) async fn newer_plan(
    db: &impl ConnectionTrait,
    note: &note::Model,
) -> Result<Option<Uuid>> {
    let newer = note::Entity::of_patient(note.patient_id)
        .filter(note::Column::Id.gt(note.id))
        .filter(note::Column::PlanReplacedAt.is_not_null())
        .order_by_desc(note::Column::Id);
    Ok(newer.one(db).await?.map(|note| note.id))
}

/// Whether a newer plan has come into force, or ended the one before, since the note that `step` came from.
pub(in crate::domain) async fn is_outdated(db: &impl ConnectionTrait, step: &step::Model) -> Result<bool> {
    let note = note::Entity::any_unscoped(step.note_id).one(db).await?;
    let note = note.ok_or(Error::Internal("a step without its note"))?;
    Ok(newer_plan(db, &note).await?.is_some())
}

/// Supersedes all open steps of older notes by `note`, once. Newer notes, whose steps may be waiting, stay as they are;
/// older ones have nothing left to review.
pub(in crate::domain) async fn replace_plan(change: &Change, note: &note::Model) -> Result<()> {
    if note.plan_replaced_at.is_some() {
        return Ok(());
    }
    let now = change.app().now();
    step::Entity::update_many()
        .col_expr(step::Column::State, Expr::value(State::Superseded.to_value()))
        .col_expr(step::Column::SupersededBy, Expr::value(Some(note.id)))
        .col_expr(step::Column::ClosedAt, Expr::value(Some(now)))
        .filter(step::Column::PatientId.eq(note.patient_id))
        .filter(step::Column::NoteId.lt(note.id))
        .filter(step::Column::State.is_in([State::Active, State::NeedsReview]))
        .exec(change.tx())
        .await?;
    note::Entity::update_many()
        .col_expr(note::Column::State, Expr::value(note::State::Extracted.to_value()))
        .filter(note::Column::PatientId.eq(note.patient_id))
        .filter(note::Column::Id.lt(note.id))
        .filter(note::Column::State.eq(note::State::NeedsReview))
        .exec(change.tx())
        .await?;
    note::Entity::update_many()
        .col_expr(note::Column::PlanReplacedAt, Expr::value(Some(now)))
        .filter(note::Column::Id.eq(note.id))
        .exec(change.tx())
        .await?;
    Ok(())
}

/// Makes `row`, a step of `note`, active from today (the patient's) on, and its note's plan the one in force. `key` is the
/// patient's.
pub(in crate::domain) async fn put_in_force(
    change: &Change,
    note: &note::Model,
    patient: &user::Model,
    key: &DataKey,
    row: &mut step::Model,
) -> Result<()> {
    let app = change.app();
    let today = app.hospital().day_of(patient, app.now());
    let taken = Taken::read(change, key, patient.id, today).await?;
    let description = key.open(Place::step_description(row.id, patient.id), &row.description_sealed)?;
    let goes_on = taken.goes_on(&description, Pattern::of(row));
    rows::activate(row, note, today, goes_on);
    replace_plan(change, note).await
}

/// The note is extracted for good once none of its steps waits.
pub(in crate::domain) async fn finish_review(change: &Change, note: Uuid) -> Result<()> {
    let waiting = step::Entity::of_note_unscoped(note).filter(step::Column::State.eq(State::NeedsReview));
    if waiting.one(change.tx()).await?.is_some() {
        return Ok(());
    }
    note::Entity::update_many()
        .col_expr(note::Column::State, Expr::value(note::State::Extracted.to_value()))
        .filter(note::Column::Id.eq(note))
        .exec(change.tx())
        .await?;
    Ok(())
}
