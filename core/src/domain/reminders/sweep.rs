//! The daily sweep's part of the database: which zone is swept when, and a page of a zone's reminders.
//!
//! Each zone's sweep of each day is a job row made ahead, keyed by zone and day. The rows of past sweeps stay for some days,
//! so that a restart knows which day was the last; but nothing depends on them: a reminder is unique per patient and day.

use super::outcome;
use crate::{
    App, Change, Error, Result,
    clock::local_instant,
    domain::schedule,
    jobs::{JobKind, NewJob},
};
use aftercare_entity::{
    job, reminder,
    reminder::State,
    step, user,
    user::{Role, Status},
};
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, sea_query::OnConflict,
};
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// A page of the sweep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// Reminders made; patients who had one for that day already are left out.
    pub made: usize,
    /// The last patient of the page; `None` = there was no further patient.
    pub last: Option<Uuid>,
}

/// The zones in which patients live, the hospital's own always.
///
/// # Errors
/// The database's.
pub async fn zones(app: &App) -> Result<Vec<Tz>> {
    let names: Vec<Option<String>> = user::Entity::find()
        .select_only()
        .column(user::Column::TimeZone)
        .distinct()
        .filter(user::Column::Role.eq(Role::Patient))
        .into_tuple()
        .all(app.db().read())
        .await?;
    // By name, so that a zone is there once however often it comes.
    let mut known: BTreeSet<&str> =
        names.into_iter().flatten().filter_map(|name| name.parse::<Tz>().ok()).map(Tz::name).collect();
    known.insert(app.hospital().time_zone.name());
    Ok(known.into_iter().filter_map(|name| name.parse().ok()).collect())
}

/// The sweep of a zone and day, as a job; there is at most one open one.
pub fn sweep_job(app: &App, zone: Tz, day: NaiveDate) -> NewJob {
    NewJob {
        kind: JobKind::Sweep,
        subject: None,
        argument: Some(format!("{} {day}", zone.name())),
        dedup_key: Some(format!("sweep:{}:{day}", zone.name())),
        owner: None,
        run_at: sweep_time(app, zone, day),
    }
}

/// [`schedule_zone`] for every zone in which patients live; writes only where one is missing.
///
/// # Errors
/// The database's.
pub async fn ensure_zones(app: &App) -> Result<()> {
    let swept = last_sweeps(app.db().read()).await?;
    let missing: Vec<_> = zones(app).await?.into_iter().filter_map(|zone| next(app, zone, &swept)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let mut change = app.begin().await?;
    change.jobs(missing).await?;
    change.commit().await
}

/// Makes sure that the zone's next sweep is in the queue: of today when today's was missed, never of a day gone by.
///
/// # Errors
/// The database's.
pub async fn schedule_zone(change: &mut Change, zone: Tz) -> Result<()> {
    let swept = last_sweeps(change.tx()).await?;
    match next(change.app(), zone, &swept) {
        Some(job) => change.job(job).await,
        None => Ok(()),
    }
}

/// Puts the sweep after that of `day` into the queue: of the day after, or of today when that is later.
///
/// # Errors
/// The database's.
pub async fn schedule_next(change: &mut Change, zone: Tz, day: NaiveDate) -> Result<()> {
    let app = change.app().clone();
    let next = schedule::later(day, 1).max(app.clock().today(zone));
    change.job(sweep_job(&app, zone, next)).await
}

/// The last day for which each zone has, or had, a sweep: open, done or dead.
async fn last_sweeps(db: &impl ConnectionTrait) -> Result<HashMap<String, NaiveDate>> {
    let arguments: Vec<Option<String>> = job::Entity::find()
        .select_only()
        .column(job::Column::Argument)
        .filter(job::Column::Kind.eq(JobKind::Sweep.as_str()))
        .into_tuple()
        .all(db)
        .await?;
    let mut last = HashMap::new();
    for argument in arguments.into_iter().flatten() {
        let Some((zone, day)) = argument.split_once(' ') else { continue };
        let Ok(day) = day.parse::<NaiveDate>() else { continue };
        let newest = last.entry(zone.to_owned()).or_insert(day);
        *newest = (*newest).max(day);
    }
    Ok(last)
}

fn next(app: &App, zone: Tz, swept: &HashMap<String, NaiveDate>) -> Option<NewJob> {
    let today = app.clock().today(zone);
    let day = match swept.get(zone.name()) {
        Some(day) if *day >= today => return None,
        // Today's was due while nobody ran: late, the same day.
        Some(_) => today,
        // A zone that was never swept begins with its next morning.
        None if sweep_time(app, zone, today) > app.now() => today,
        None => schedule::later(today, 1),
    };
    Some(sweep_job(app, zone, day))
}

/// The instant at which the zone's patients are reminded on `day`.
pub fn sweep_time(app: &App, zone: Tz, day: NaiveDate) -> DateTime<Utc> {
    local_instant(zone, day, app.hospital().sweep_at)
}

/// Makes the reminders of `day`, and their mail jobs, for a page of the zone's patients after `after`; at most seven
/// statements, however many patients.
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
    let app = change.app().clone();
    let today = app.clock().today(zone);
    if day != today {
        let why = format!("{day} is not today in {}, where it is {today}", zone.name());
        return Err(Error::bad_input("day", why));
    }
    let patients = patients_of(change, zone, after, size).await?;
    let last = patients.last().copied();
    let due = if patients.is_empty() { patients } else { due_among(change, patients, day).await? };
    if due.is_empty() {
        return Ok(Page { made: 0, last });
    }
    let now = app.now();
    let rows: Vec<_> = due
        .into_iter()
        .map(|patient| {
            let id = app.new_id();
            reminder::ActiveModel {
                id: Set(id),
                patient_id: Set(patient),
                day: Set(day),
                scheduled_at: Set(sweep_time(&app, zone, day)),
                state: Set(State::Pending),
                message_id: Set(format!("<reminder-{id}@{}>", app.hospital().mail_domain)),
                attempts: Set(0),
                unanswered: Set(0),
                reason: Set(None),
                created_at: Set(now),
                sent_at: Set(None),
            }
        })
        .collect();
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
    let count = made.len();
    let to_mail = outcome::skip_failing(change, made).await?;
    change.jobs(to_mail.into_iter().map(|id| NewJob::about(JobKind::Mail, id, now))).await?;
    Ok(Page { made: count, last })
}

/// The next patients of the zone, due or not, by id.
///
/// Two plain look-ups in an index, this and [`due_among`], rather than one join: its plan would depend on what the
/// database believes about the tables, and a wrong belief reads all of them again for every page.
async fn patients_of(change: &Change, zone: Tz, after: Option<Uuid>, size: u64) -> Result<Vec<Uuid>> {
    let mut in_zone = Condition::any().add(user::Column::TimeZone.eq(zone.name()));
    if zone == change.app().hospital().time_zone {
        in_zone = in_zone.add(user::Column::TimeZone.is_null());
    }
    let mut patients = user::Entity::find()
        .select_only()
        .column(user::Column::Id)
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
        .filter(step::Column::NextDueOn.lte(day));
    Ok(due.order_by_asc(step::Column::PatientId).into_tuple().all(change.tx()).await?)
}
