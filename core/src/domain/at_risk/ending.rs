//! How an episode ends before the next sweep, how its end is taken back, and how a doctor puts it off.

use super::LONGEST_SNOOZE;
use crate::{
    App, Change, Error, Result,
    database::among,
    domain::{access, schedule},
};
use aftercare_entity::{
    at_risk_episode::{self, Column, End, Resolution},
    check_in, step,
    user::{self, Status},
};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ActiveEnum, ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, prelude::Expr,
};
use uuid::Uuid;

/// These patients checked in, the first of them at `at`: their open episodes end.
///
/// # Errors
/// The database's.
pub(crate) async fn checked_in(change: &Change, patients: &[Uuid], at: DateTime<Utc>) -> Result<()> {
    end(change, patients, at, End::CheckedIn).await
}

/// Ends the patient's open episode because nothing is asked of them any more.
///
/// # Errors
/// The database's.
pub(crate) async fn end_open(change: &Change, patient: Uuid) -> Result<()> {
    end(change, &[patient], change.app().now(), End::NothingDue).await
}

async fn end(change: &Change, patients: &[Uuid], at: DateTime<Utc>, by: End) -> Result<()> {
    at_risk_episode::Entity::update_many()
        .col_expr(Column::EndedAt, Expr::value(Some(at)))
        .col_expr(Column::EndedBy, Expr::value(Some(by.to_value())))
        .filter(among(change.app().db().backend(), Column::PatientId, patients))
        .filter(Column::EndedAt.is_null())
        .exec(change.tx())
        .await?;
    Ok(())
}

/// The patient took a check-in back. When no check-in is left that was made since the last episode ended by one, that episode
/// goes on.
///
/// # Errors
/// The database's.
pub(crate) async fn undone(change: &Change, patient: Uuid) -> Result<()> {
    let last = at_risk_episode::Entity::find()
        .filter(Column::PatientId.eq(patient))
        .order_by_desc(Column::Id)
        .one(change.tx())
        .await?;
    let Some((episode, at)) = last
        .and_then(|row| Some((row.id, row.ended_at?, row.ended_by?)))
        .and_then(|(id, at, by)| if by == End::CheckedIn { Some((id, at)) } else { None })
    else {
        return Ok(());
    };
    let since = check_in::Entity::of_patient(patient)
        .filter(check_in::Column::At.gte(at))
        .filter(check_in::Column::DueBefore.is_not_null());
    if since.one(change.tx()).await?.is_some() {
        return Ok(());
    }
    at_risk_episode::Entity::update_many()
        .col_expr(Column::EndedAt, Expr::value(Option::<DateTime<Utc>>::None))
        .col_expr(Column::EndedBy, Expr::value(Option::<String>::None))
        .filter(Column::Id.eq(episode))
        .exec(change.tx())
        .await?;
    Ok(())
}

/// Hides the patient from the doctor's work list until their local day `until`; answers whether they have fallen behind at all.
///
/// # Errors
/// [`Error::NotFound`] unless the patient is assigned to this doctor now; [`Error::BadInput`] at `until` unless that is a day to
/// come, and not more than [`LONGEST_SNOOZE`] days away.
pub async fn snooze(app: &App, doctor: Uuid, patient: Uuid, until: NaiveDate) -> Result<bool> {
    let change = app.begin().await?;
    let patient = access::lock_as_doctor(change.tx(), doctor, patient).await?;
    let today = app.hospital().day_of(&patient, app.now());
    let last = schedule::later(today, LONGEST_SNOOZE);
    if until <= today || until > last {
        let why = format!("until must be a day from {} to {last}", schedule::later(today, 1));
        return Err(Error::bad_input("until", why));
    }
    let Some(episode) = of_now(&change, &patient).await? else { return Ok(false) };
    let mut row = episode.into_active_model();
    row.snoozed_until = Set(Some(until));
    row.update(change.tx()).await?;
    change.commit().await?;
    Ok(true)
}

/// Ends the patient's episode; answers whether there was one.
///
/// # Errors
/// [`Error::NotFound`] unless the patient is assigned to this doctor now.
pub async fn resolve(app: &App, doctor: Uuid, patient: Uuid, reason: Resolution) -> Result<bool> {
    let change = app.begin().await?;
    let patient = access::lock_as_doctor(change.tx(), doctor, patient).await?;
    let Some(episode) = of_now(&change, &patient).await? else { return Ok(false) };
    let mut row = episode.into_active_model();
    row.ended_at = Set(Some(app.now()));
    row.ended_by = Set(Some(End::Resolved));
    row.resolution = Set(Some(reason));
    row.resolved_by = Set(Some(doctor));
    row.update(change.tx()).await?;
    change.commit().await?;
    Ok(true)
}

/// The patient's open episode, unless it is over.
async fn of_now(change: &Change, patient: &user::Model) -> Result<Option<at_risk_episode::Model>> {
    if patient.status != Status::Active {
        return Ok(None);
    }
    let open = at_risk_episode::Entity::open_unscoped(patient.id).one(change.tx()).await?;
    let Some(episode) = open else { return Ok(None) };
    let Some(before) = episode.noticed_on.pred_opt() else { return Ok(None) };
    let missed = step::Entity::due(patient.id, before).one(change.tx()).await?;
    Ok(missed.map(|_| episode))
}
