//! A page of a sweep: one reminder for each patient of the zone with something due, and its mail job.
//!
//! Nothing depends on a page being made once: a reminder is unique per patient and day.

use super::{outcome, sweep_time};
use crate::{
    App, Change, Error, Result,
    domain::{at_risk, quiet_hours::Quiet, reasons},
    jobs::{JobKind, NewJob},
};
use aftercare_entity::{
    reminder,
    reminder::State,
    step, user,
    user::{Role, Status},
};
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::OnConflict,
};
use uuid::Uuid;

/// A page of the sweep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// Reminders made; patients who had one for that day already are left out.
    pub made: usize,
    /// The last patient of the page; `None` = there was no further patient.
    pub last: Option<Uuid>,
}

/// Makes the reminders of `day`, and their mail jobs, for a page of the zone's patients after `after`, and notices who has
/// fallen behind ([`at_risk`]); at most 22 statements, however many patients.
///
/// In the quiet hours of the evening the reminders are made, so that it can be seen why nobody was mailed, and are skipped at
/// once; in those of the morning their mails wait.
///
/// # Errors
/// [`Error::BadInput`] at `day` unless that is the zone's local day now: a reminder of another day would say what is not
/// due, and use up that day's. Else the database's.
pub async fn make_reminders(
    change: &mut Change,
    zone: Tz,
    day: NaiveDate,
    after: Option<Uuid>,
    size: u64,
) -> Result<Page> {
    let (now, today) = (change.app().now(), change.app().clock().today(zone));
    if day != today {
        let why = format!("{day} is not today in {}, where it is {today}", zone.name());
        return Err(Error::bad_input("day", why));
    }
    let page = patients_of(change, zone, after, size).await?;
    let last = page.last().map(|(id, _)| *id);
    at_risk::notice(change, zone, day, &page.iter().map(|(id, _)| *id).collect::<Vec<_>>()).await?;
    // Nobody else's mailbox gets what was written for the patient.
    let confirmed = page.into_iter().filter(|(_, unconfirmed_since)| unconfirmed_since.is_none());
    let patients: Vec<_> = confirmed.map(|(id, _)| id).collect();
    let due = if patients.is_empty() { patients } else { due_among(change, patients, day).await? };
    let made = remind(change, zone, day, due, now).await?;
    Ok(Page { made, last })
}

/// Makes the reminders of these patients, who live in `zone` and have something due on `day`, to be mailed at `at` or when
/// the quiet hours end; answers how many are new.
pub(super) async fn remind(
    change: &mut Change,
    zone: Tz,
    day: NaiveDate,
    patients: Vec<Uuid>,
    at: DateTime<Utc>,
) -> Result<usize> {
    if patients.is_empty() {
        return Ok(0);
    }
    let app = change.app().clone();
    let quiet = app.hospital().quiet(zone, at);
    let rows: Vec<_> =
        patients.into_iter().map(|patient| new_reminder(&app, zone, day, patient, quiet)).collect();
    let ids: Vec<Uuid> = rows.iter().map(|row| *row.id.as_ref()).collect();
    reminder::Entity::insert_many(rows)
        .on_conflict(
            OnConflict::columns([reminder::Column::PatientId, reminder::Column::Day]).do_nothing().to_owned(),
        )
        .exec_without_returning(change.tx())
        .await?;
    let made: Vec<Uuid> = reminder::Entity::find()
        .select_only()
        .column(reminder::Column::Id)
        .filter(reminder::Column::Id.is_in(ids))
        .into_tuple()
        .all(change.tx())
        .await?;
    let run_at = match quiet {
        Quiet::No => at,
        Quiet::UntilLaterToday(end) => end,
        Quiet::ForTheDay => return Ok(made.len()),
    };
    let count = made.len();
    let to_mail = outcome::skip_failing(change, made).await?;
    change.jobs(to_mail.into_iter().map(|id| NewJob::about(JobKind::Mail, id, run_at))).await?;
    Ok(count)
}

fn new_reminder(app: &App, zone: Tz, day: NaiveDate, patient: Uuid, quiet: Quiet) -> reminder::ActiveModel {
    let id = app.new_id();
    let too_late = quiet == Quiet::ForTheDay;
    reminder::ActiveModel {
        id: Set(id),
        patient_id: Set(patient),
        day: Set(day),
        scheduled_at: Set(sweep_time(app, zone, day)),
        state: Set(if too_late { State::Skipped } else { State::Pending }),
        message_id: Set(format!("<reminder-{id}@{}>", app.hospital().mail_domain)),
        attempts: Set(0),
        unanswered: Set(0),
        reason: Set(too_late.then(|| reasons::QUIET_HOURS.to_owned())),
        created_at: Set(app.now()),
        sent_at: Set(None),
    }
}

/// The next patients of the zone, due or not, by id, with since when they have not confirmed their address.
///
/// Two plain look-ups in an index, this and [`due_among`], rather than one join: its plan would depend on what the
/// database believes about the tables, and a wrong belief reads all of them again for every page.
async fn patients_of(
    change: &Change,
    zone: Tz,
    after: Option<Uuid>,
    size: u64,
) -> Result<Vec<(Uuid, Option<DateTime<Utc>>)>> {
    let mut in_zone = Condition::any().add(user::Column::TimeZone.eq(zone.name()));
    if zone == change.app().hospital().time_zone {
        in_zone = in_zone.add(user::Column::TimeZone.is_null());
    }
    let mut patients = user::Entity::find()
        .select_only()
        .columns([user::Column::Id, user::Column::UnconfirmedSince])
        .filter(user::Column::Role.eq(Role::Patient))
        .filter(user::Column::Status.eq(Status::Active))
        .filter(in_zone);
    if let Some(after) = after {
        patients = patients.filter(user::Column::Id.gt(after));
    }
    Ok(patients.order_by_asc(user::Column::Id).limit(size).into_tuple().all(change.tx()).await?)
}

/// Those of the patients who have something due on `day`, by id.
async fn due_among(change: &Change, patients: Vec<Uuid>, day: NaiveDate) -> Result<Vec<Uuid>> {
    let due = step::Entity::find()
        .select_only()
        .column(step::Column::PatientId)
        .distinct()
        .filter(step::Column::PatientId.is_in(patients))
        .filter(step::Column::State.eq(step::State::Active))
        .filter(step::Column::Kind.eq(step::Kind::Plan))
        .filter(step::Column::AsNeeded.eq(false))
        .filter(step::Column::NextDueOn.lte(day))
        .filter(step::Entity::has_begun());
    Ok(due.order_by_asc(step::Column::PatientId).into_tuple().all(change.tx()).await?)
}
