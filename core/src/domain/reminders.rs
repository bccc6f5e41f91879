//! Reminders: one a patient and local day, made by the sweep, listing what is due; and those to come, computed from the plan.

use super::schedule;
use crate::{
    App, Change, Result,
    clock::local_instant,
    jobs::{JobKind, NewJob},
};
use aftercare_entity::{
    job, reminder,
    reminder::State,
    step, user,
    user::{Role, Status},
};
use chrono::{DateTime, Days, NaiveDate, Utc};
use chrono_tz::Tz;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::OnConflict,
};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// A page of the sweep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// Reminders made; patients who had one for that day already are left out.
    pub made: usize,
    /// The last patient of the page; `None` = there was no further patient.
    pub last: Option<Uuid>,
}

/// A day on which reminders are to come.
#[derive(Debug, Clone, PartialEq)]
pub struct Upcoming {
    /// The patient's local day.
    pub day: NaiveDate,
    /// When the reminder is to be sent.
    pub at: DateTime<Utc>,
    /// What will be due then, if every check-in is made in time.
    pub steps: Vec<step::Model>,
}

/// The zones in which patients live.
///
/// # Errors
/// The database's.
pub async fn zones(app: &App) -> Result<BTreeSet<&'static str>> {
    let names: Vec<Option<String>> = user::Entity::find()
        .select_only()
        .column(user::Column::TimeZone)
        .distinct()
        .filter(user::Column::Role.eq(Role::Patient))
        .into_tuple()
        .all(app.db().read())
        .await?;
    let known = names.into_iter().flatten().filter_map(|name| name.parse::<Tz>().ok());
    Ok(known.chain([app.hospital().time_zone]).map(chrono_tz::Tz::name).collect())
}

/// The sweep of a zone and day, as a job; there is at most one open one.
pub fn sweep_job(app: &App, zone: Tz, day: NaiveDate) -> NewJob {
    NewJob {
        kind: JobKind::Sweep,
        subject: None,
        argument: Some(format!("{} {day}", zone.name())),
        dedup_key: Some(format!("sweep:{}:{day}", zone.name())),
        run_at: local_instant(zone, day, app.hospital().sweep_at),
    }
}

/// Makes sure that the zone's next sweep is in the queue: of today when today's was missed, never of a day gone by.
///
/// # Errors
/// The database's.
pub async fn schedule_zone(change: &mut Change, zone: Tz) -> Result<()> {
    let app = change.app().clone();
    let (now, today) = (app.now(), app.clock().today(zone));
    let prefix = format!("sweep:{}:", zone.name());
    let newest = job::Entity::find()
        .filter(job::Column::DedupKey.starts_with(&prefix))
        .order_by_desc(job::Column::DedupKey)
        .one(change.tx())
        .await?;
    let swept = newest.and_then(|job| job.dedup_key?.strip_prefix(&prefix)?.parse::<NaiveDate>().ok());
    let day = match swept {
        Some(day) if day >= today => return Ok(()),
        // Today's was due while nobody ran: late, the same day.
        Some(_) => today,
        // A zone that was never swept begins with its next morning.
        None if local_instant(zone, today, app.hospital().sweep_at) > now => today,
        None => schedule::later(today, 1),
    };
    change.job(sweep_job(&app, zone, day)).await
}

/// Puts the sweep of the day after `day` into the queue.
///
/// # Errors
/// The database's.
pub async fn schedule_next(change: &mut Change, zone: Tz, day: NaiveDate) -> Result<()> {
    let app = change.app().clone();
    let next =
        schedule::later(day.max(app.clock().today(zone).checked_sub_days(Days::new(1)).unwrap_or(day)), 1);
    change.job(sweep_job(&app, zone, next)).await
}

/// Makes the reminders of `day`, and their mail jobs, for a page of the zone's patients after `after`.
///
/// # Errors
/// The database's.
pub async fn make_reminders(
    change: &mut Change,
    zone: Tz,
    day: NaiveDate,
    after: Option<Uuid>,
    size: u64,
) -> Result<Page> {
    let app = change.app().clone();
    let due = step::Entity::find()
        .select_only()
        .column(step::Column::PatientId)
        .filter(step::Column::State.eq(step::State::Active))
        .filter(step::Column::Kind.eq(step::Kind::Plan))
        .filter(step::Column::AsNeeded.eq(false))
        .filter(step::Column::NextDueOn.lte(day))
        .into_query();
    let mut in_zone = Condition::any().add(user::Column::TimeZone.eq(zone.name()));
    if zone == app.hospital().time_zone {
        in_zone = in_zone.add(user::Column::TimeZone.is_null());
    }
    let mut patients = user::Entity::find()
        .select_only()
        .column(user::Column::Id)
        .filter(user::Column::Role.eq(Role::Patient))
        .filter(user::Column::Status.eq(Status::Active))
        .filter(in_zone)
        .filter(user::Column::Id.in_subquery(due));
    if let Some(after) = after {
        patients = patients.filter(user::Column::Id.gt(after));
    }
    let patients: Vec<Uuid> =
        patients.order_by_asc(user::Column::Id).limit(size).into_tuple().all(change.tx()).await?;
    let Some(last) = patients.last().copied() else { return Ok(Page { made: 0, last: None }) };
    let now = app.now();
    let rows: Vec<_> = patients
        .into_iter()
        .map(|patient| {
            let id = app.new_id();
            reminder::ActiveModel {
                id: Set(id),
                patient_id: Set(patient),
                day: Set(day),
                scheduled_at: Set(local_instant(zone, day, app.hospital().sweep_at)),
                state: Set(State::Pending),
                message_id: Set(format!("<reminder-{id}@{}>", app.hospital().mail_domain)),
                attempts: Set(0),
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
    change.jobs(made.iter().map(|id| NewJob::about(JobKind::Mail, *id, now))).await?;
    Ok(Page { made: made.len(), last: Some(last) })
}

/// A page of the patient's reminders, made or sent, newest first: those before reminder `before`. Says nothing about who
/// may see them: callers have checked that.
///
/// # Errors
/// The database's.
pub async fn history(
    app: &App,
    patient: Uuid,
    before: Option<Uuid>,
    first: u64,
) -> Result<Vec<reminder::Model>> {
    let mut query = reminder::Entity::of_patient(patient);
    if let Some(before) = before {
        query = query.filter(reminder::Column::Id.lt(before));
    }
    Ok(query.order_by_desc(reminder::Column::Id).limit(first).all(app.db().read()).await?)
}

/// The next days, at most `limit`, on which the patient will be reminded. Computed from the plan, not stored.
///
/// # Errors
/// The database's.
pub async fn upcoming(app: &App, patient: &user::Model, limit: usize) -> Result<Vec<Upcoming>> {
    let zone = app.hospital().zone_of(patient);
    let (now, today) = (app.now(), app.clock().today(zone));
    let at = |day| local_instant(zone, day, app.hospital().sweep_at);
    let from = if at(today) > now { today } else { schedule::later(today, 1) };
    let steps = step::Entity::of_patient(patient.id)
        .filter(step::Column::State.eq(step::State::Active))
        .filter(step::Column::NextDueOn.is_not_null())
        .order_by_asc(step::Column::Id)
        .all(app.db().read())
        .await?;
    let mut days: BTreeMap<NaiveDate, Vec<step::Model>> = BTreeMap::new();
    for step in steps {
        for day in schedule::upcoming(&step, from, limit) {
            days.entry(day).or_default().push(step.clone());
        }
    }
    Ok(days.into_iter().take(limit).map(|(day, steps)| Upcoming { day, at: at(day), steps }).collect())
}
