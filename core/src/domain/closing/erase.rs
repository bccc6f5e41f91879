//! Erasing a patient: the data key, the sealed texts and the personal fields are destroyed; the counts stay.
//!
//! Whoever restores the other tables from a backup can open nothing, since the data key is gone. A backup that holds
//! `patient_keys` too brings the record back until it is erased again: `aftercare erase --again` does that for all who were
//! erased. The sealed texts go as well, so that a key out of a backup opens nothing in the present database.

use super::personal::{NOBODY, destroy, end_assignments, no_password};
use crate::{
    App, Change, Error, Result,
    audit::{Access, Action, Actor},
    bus::Signal,
    domain::{access, at_risk, reasons},
    jobs::{self, JobKind},
};
use aftercare_entity::{
    assignment, check_in, event, mail_answer, note, patient_key, reminder, step,
    user::{self, Role},
};
use chrono::NaiveDate;
use sea_orm::{
    ActiveEnum, ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait,
    IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, prelude::Expr,
};
use uuid::Uuid;

/// What is left of an erased record: how many rows of each kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// Notes.
    pub notes: u64,
    /// Steps.
    pub steps: u64,
    /// Check-ins.
    pub check_ins: u64,
    /// Reminders.
    pub reminders: u64,
    /// Events.
    pub events: u64,
}

/// How many rows of each kind the patient's record has.
///
/// # Errors
/// The database's.
pub async fn counts(app: &App, patient: Uuid) -> Result<Counts> {
    count(app.db().read(), patient).await
}

async fn count(db: &impl ConnectionTrait, patient: Uuid) -> Result<Counts> {
    Ok(Counts {
        notes: note::Entity::of_patient(patient).count(db).await?,
        steps: step::Entity::of_patient(patient).count(db).await?,
        check_ins: check_in::Entity::of_patient_with_undone(patient).count(db).await?,
        reminders: reminder::Entity::of_patient(patient).count(db).await?,
        events: event::Entity::find().filter(event::Column::PatientId.eq(patient)).count(db).await?,
    })
}

/// A page of the patients who were erased, by id, after `after`.
///
/// # Errors
/// The database's.
pub async fn erased(app: &App, after: Option<Uuid>, first: u64) -> Result<Vec<Uuid>> {
    let mut rows = user::Entity::find()
        .select_only()
        .column(user::Column::Id)
        .filter(user::Column::Role.eq(Role::Patient))
        .filter(user::Column::ErasedAt.is_not_null());
    if let Some(after) = after {
        rows = rows.filter(user::Column::Id.gt(after));
    }
    Ok(rows.order_by_asc(user::Column::Id).limit(first).into_tuple().all(app.db().read()).await?)
}

/// Erases the patient for good, in one transaction. Of one who was erased before, whatever has come back is destroyed again.
///
/// # Errors
/// [`Error::NotFound`] when there is no such patient.
pub async fn erase(app: &App, actor: Actor, patient: Uuid) -> Result<Counts> {
    let no_password = no_password(app).await?;
    let mut change = app.begin().await?;
    let account = access::lock_patient_even_erased(change.tx(), patient).await?;
    patient_key::Entity::delete_by_id(patient).exec(change.tx()).await?;
    change.signal(Signal::KeyDestroyed { patient });
    destroy(&mut change, &account, no_password).await?;
    blank(&change, patient).await?;
    let theirs = Condition::all().add(assignment::Column::PatientId.eq(patient));
    end_assignments(&change, theirs).await?;
    end_notes(&change, patient).await?;
    end_reminders(&change, patient).await?;
    at_risk::end_open(&change, patient).await?;
    change.accesses([Access::new(actor, Action::Erase, Some(patient), [patient])]).await?;
    let left = count(change.tx(), patient).await?;
    change.commit().await?;
    // With the time of the log line, this is what `erase --again` can be given after a backup was restored.
    tracing::info!(%patient, "a patient's record was erased");
    Ok(left)
}

/// The name, and what the patient or the doctor chose.
async fn blank(change: &Change, patient: Uuid) -> Result<()> {
    let row = user::Entity::own(patient).one(change.tx()).await?.ok_or(Error::NotFound("patient"))?;
    let mut row = row.into_active_model();
    row.name = Set(NOBODY.to_owned());
    row.name_folded = Set(NOBODY.to_owned());
    row.title = Set(None);
    row.extraction_mode = Set(None);
    row.no_ai = Set(true);
    row.update(change.tx()).await?;
    Ok(())
}

/// No note goes to an extractor any more, no step is in force, and their texts are gone.
async fn end_notes(change: &Change, patient: Uuid) -> Result<()> {
    let (tx, now) = (change.tx(), change.app().now());
    let waiting = note::Column::State.is_in([note::State::Queued, note::State::NeedsReview]);
    note::Entity::update_many()
        .col_expr(note::Column::State, Expr::value(note::State::Failed.to_value()))
        .col_expr(note::Column::Reason, Expr::value(Some(reasons::ERASED)))
        .filter(note::Column::PatientId.eq(patient))
        .filter(waiting)
        .exec(tx)
        .await?;
    note::Entity::update_many()
        .col_expr(note::Column::BodySealed, Expr::value(Vec::<u8>::new()))
        .filter(note::Column::PatientId.eq(patient))
        .exec(tx)
        .await?;
    let notes = note::Entity::of_patient(patient).select_only().column(note::Column::Id);
    jobs::put_away(change.app(), tx, JobKind::Extract, notes, reasons::ERASED).await?;
    step::Entity::update_many()
        .col_expr(step::Column::State, Expr::value(step::State::Cancelled.to_value()))
        .col_expr(step::Column::ClosedAt, Expr::value(Some(now)))
        .col_expr(step::Column::NextDueOn, Expr::value(Option::<NaiveDate>::None))
        .filter(step::Column::PatientId.eq(patient))
        .filter(step::Column::State.is_in([step::State::Active, step::State::NeedsReview]))
        .exec(tx)
        .await?;
    step::Entity::update_many()
        .col_expr(step::Column::DescriptionSealed, Expr::value(Vec::<u8>::new()))
        .col_expr(step::Column::PassageSealed, Expr::value(Option::<Vec<u8>>::None))
        .filter(step::Column::PatientId.eq(patient))
        .exec(tx)
        .await?;
    Ok(())
}

/// No reminder that waits is sent, and nothing is left of what mail servers said of the address.
async fn end_reminders(change: &Change, patient: Uuid) -> Result<()> {
    let reminders = reminder::Entity::of_patient(patient).select_only().column(reminder::Column::Id);
    jobs::put_away(change.app(), change.tx(), JobKind::Mail, reminders, reasons::ERASED).await?;
    reminder::Entity::update_many()
        .col_expr(reminder::Column::State, Expr::value(reminder::State::Skipped.to_value()))
        .col_expr(reminder::Column::Reason, Expr::value(Some(reasons::ERASED)))
        .filter(reminder::Column::PatientId.eq(patient))
        .filter(reminder::Column::State.eq(reminder::State::Pending))
        .exec(change.tx())
        .await?;
    let reminders = reminder::Entity::of_patient(patient).select_only().column(reminder::Column::Id);
    mail_answer::Entity::delete_many()
        .filter(mail_answer::Column::ReminderId.in_subquery(reminders.into_query()))
        .exec(change.tx())
        .await?;
    Ok(())
}
