//! What a patient's new time zone or new hour means for the reminder of the day.
//!
//! Where the new hour is still to come, that slot's sweep makes the reminder. Where it is past, that sweep has been and will not
//! come again that day: the change itself makes the reminder, in its own transaction, for the hour that held until then if that is
//! still to come, else at once unless that hour's sweep is done. So nobody loses a day by a change, and nobody is reminded twice
//! on one, since a reminder is unique per patient and day.

use super::{
    Slot, schedule_slot,
    sweep::{Candidate, When, remind},
};
use crate::{Change, Result, domain::quiet_hours::Quiet, jobs::JobKind};
use aftercare_entity::{
    job,
    reminder::{self, State},
    step, user,
    user::Status,
};
use chrono::{DateTime, Duration, NaiveDate, Utc};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, prelude::Expr,
};

/// A sweep that begins within this may have read its patients before the change is committed: it counts as past.
const SOON: Duration = Duration::minutes(5);

/// Makes sure that the patient, as the row is now and was `before`, misses no reminder by living in another zone or by wishing for
/// another hour: the slot's next sweep is in the queue; where its hour of today is past and something is due, today's reminder is
/// made; and one that was made ahead moves to the new hour. Callers hold the patient's row.
///
/// # Errors
/// The database's.
pub async fn wishes_changed(change: &mut Change, before: &user::Model, patient: &user::Model) -> Result<()> {
    let app = change.app().clone();
    let (old, new) = (Slot::of(app.hospital(), before), Slot::of(app.hospital(), patient));
    schedule_slot(change, new).await?;
    let (now, today) = (app.now(), app.clock().today(new.zone));
    let hour = new.on(&app, today);
    if hour > now && move_ahead(change, patient, today, hour).await? {
        return Ok(());
    }
    let held_until_now = (old.zone == new.zone).then(|| old.on(&app, today));
    let still_to_come = held_until_now.filter(|hour| *hour > now);
    // Whom the hour that held has passed by was looked at then, unless that sweep is late.
    let passed_by = hour <= now && held_until_now.is_some() && still_to_come.is_none();
    if passed_by && !is_late(change, old, today).await? {
        return Ok(());
    }
    let at = if hour > now { hour } else { still_to_come.unwrap_or(now) };
    let too_late = app.hospital().quiet_for(patient, at) == Quiet::ForTheDay;
    let mailed = patient.status == Status::Active && patient.unconfirmed_since.is_none();
    if hour > now + SOON || too_late || !mailed || patient.reminders_off_since.is_some() {
        return Ok(());
    }
    if step::Entity::due(patient.id, today).one(change.tx()).await?.is_some() {
        let scheduled_at = still_to_come.unwrap_or(hour);
        let when = When { zone: new.zone, day: today, scheduled_at, at };
        remind(change, &when, &[Candidate::of(app.hospital(), patient)]).await?;
    }
    Ok(())
}

/// Moves the day's reminder, where it was made ahead of an hour that is still to come, to another such hour.
async fn move_ahead(
    change: &Change,
    patient: &user::Model,
    day: NaiveDate,
    hour: DateTime<Utc>,
) -> Result<bool> {
    let (tx, hospital) = (change.tx(), change.app().hospital());
    let ahead = reminder::Entity::of_patient(patient.id)
        .filter(reminder::Column::Day.eq(day))
        .filter(reminder::Column::State.eq(State::Pending))
        .filter(reminder::Column::ScheduledAt.gt(change.app().now()));
    let Some(row) = ahead.one(tx).await? else { return Ok(false) };
    let run_at = match hospital.quiet_for(patient, hour) {
        Quiet::UntilLaterToday(end) => end,
        Quiet::No | Quiet::ForTheDay => hour,
    };
    job::Entity::update_many()
        .col_expr(job::Column::RunAt, Expr::value(run_at))
        .filter(job::Column::Kind.eq(JobKind::Mail.as_str()))
        .filter(job::Column::SubjectId.eq(row.id))
        .filter(job::Column::DoneAt.is_null())
        .filter(job::Column::DeadAt.is_null())
        .exec(tx)
        .await?;
    let mut row = row.into_active_model();
    row.scheduled_at = Set(hour);
    row.update(tx).await?;
    Ok(true)
}

/// Whether the slot's sweep of the day has not been done.
async fn is_late(change: &Change, slot: Slot, day: NaiveDate) -> Result<bool> {
    let open = job::Entity::find()
        .filter(job::Column::Kind.eq(JobKind::Sweep.as_str()))
        .filter(job::Column::SubjectId.is_null())
        .filter(job::Column::Argument.eq(slot.named(day)))
        .filter(job::Column::DoneAt.is_null())
        .filter(job::Column::DeadAt.is_null());
    Ok(open.one(change.tx()).await?.is_some())
}
