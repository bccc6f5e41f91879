//! Which zone is swept when.
//!
//! Each zone's sweep of each day is a job row made ahead, keyed by zone and day, so that a crash or a restart at 06:00 delays
//! it and never skips it. The question is always "is there a job for this day, and for the next?", and never "which was the
//! newest?": a row of a later day, made while a clock was ahead, answers neither and hides no morning. It stays, and the log
//! tells of it.
//!
//! A job counts for its day while it is open and when it is done or dead, unless that is said to have been at a time that is
//! still to come. A clock that was ahead said so, and the day is swept again when it really comes; that makes nothing twice,
//! since a reminder is unique per patient and day. Rows of the last days are needed here; older ones may be pruned.

use crate::{
    App, Change, Result,
    clock::local_instant,
    domain::schedule,
    jobs::{JobKind, NewJob},
};
use aftercare_entity::{job, user, user::Role};
use chrono::{DateTime, Duration, NaiveDate, Utc};
use chrono_tz::Tz;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QuerySelect, Select, prelude::Expr,
};
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// No job is leased for longer than this, or put off for longer after a failure, but by a clock that was wrong.
const PUT_OFF: Duration = Duration::hours(2);

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

/// The instant at which the zone's patients are reminded on `day`.
pub fn sweep_time(app: &App, zone: Tz, day: NaiveDate) -> DateTime<Utc> {
    local_instant(zone, day, app.hospital().sweep_at)
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

/// [`schedule_zone`] for every zone in which patients live; writes only where something is missing. Does nothing while this
/// process's clock cannot be trusted.
///
/// # Errors
/// The database's.
pub async fn ensure_zones(app: &App) -> Result<()> {
    app.read_time().await;
    if !app.clock().is_trusted() {
        return Ok(());
    }
    let sweeps = by_zone(sweeps().all(app.db().read()).await?);
    let nothing = Vec::new();
    let plans = zones(app).await?.into_iter().map(|zone| {
        let plan = Plan::of(app, zone, sweeps.get(zone.name()).unwrap_or(&nothing));
        (zone, plan)
    });
    let plans: Vec<_> = plans.filter(|(_, plan)| !plan.is_empty()).collect();
    if plans.is_empty() {
        return Ok(());
    }
    let mut change = app.begin().await?;
    for (zone, plan) in plans {
        plan.carry_out(&mut change, zone).await?;
    }
    change.commit().await
}

/// Makes sure that the zone's sweeps of its today and of the day after are in the queue, or were: today's too when it was
/// missed, but never that of a day gone by. A zone that was never swept begins with its next morning.
///
/// # Errors
/// The database's.
pub async fn schedule_zone(change: &mut Change, zone: Tz) -> Result<()> {
    // A zone's name may hold a wildcard (`_`); what it lets through besides is left out by its name.
    let like = sweeps().filter(job::Column::Argument.starts_with(format!("{} ", zone.name())));
    let sweeps = by_zone(like.all(change.tx()).await?);
    let nothing = Vec::new();
    let plan = Plan::of(change.app(), zone, sweeps.get(zone.name()).unwrap_or(&nothing));
    plan.carry_out(change, zone).await
}

/// All sweep jobs, old ones too. They alone have no subject, and that is indexed.
fn sweeps() -> Select<job::Entity> {
    job::Entity::find()
        .filter(job::Column::SubjectId.is_null())
        .filter(job::Column::Kind.eq(JobKind::Sweep.as_str()))
}

/// Zone and day of a sweep job, by its argument.
pub fn zone_and_day(argument: &str) -> Option<(Tz, NaiveDate)> {
    let (zone, day) = argument.split_once(' ')?;
    Some((zone.parse().ok()?, day.parse().ok()?))
}

type Sweeps = HashMap<&'static str, Vec<(NaiveDate, job::Model)>>;

fn by_zone(rows: Vec<job::Model>) -> Sweeps {
    let mut sweeps = Sweeps::new();
    for row in rows {
        let Some((zone, day)) = row.argument.as_deref().and_then(zone_and_day) else { continue };
        sweeps.entry(zone.name()).or_default().push((day, row));
    }
    sweeps
}

/// What is to be changed in the queue for a zone.
#[derive(Debug, Default)]
struct Plan {
    /// Days without a sweep that counts.
    missing: Vec<NaiveDate>,
    /// Jobs that a wrong clock leased or put off for too long, and when they are to run.
    put_off: Vec<(Uuid, DateTime<Utc>)>,
    /// The last day after the next of which there is a job already: a clock was ahead.
    beyond: Option<NaiveDate>,
}

impl Plan {
    fn of(app: &App, zone: Tz, sweeps: &[(NaiveDate, job::Model)]) -> Self {
        let (now, today) = (app.now(), app.clock().today(zone));
        let next = schedule::later(today, 1);
        let has = |wanted| sweeps.iter().any(|(day, job)| *day == wanted && counts(job, now));
        let was_swept = sweeps.iter().any(|(day, _)| *day <= today);
        let mut plan = Self::default();
        if !has(today) && (was_swept || sweep_time(app, zone, today) > now) {
            plan.missing.push(today);
        }
        if !has(next) {
            plan.missing.push(next);
        }
        let wanted = sweeps.iter().filter(|(day, job)| (today..=next).contains(day) && is_open(job));
        plan.put_off = wanted
            .map(|(day, job)| (job, sweep_time(app, zone, *day)))
            .filter(|(job, time)| {
                job.run_at > Ord::max(*time, now) + PUT_OFF || job.lease_until > Some(now + PUT_OFF)
            })
            .map(|(job, time)| (job.id, time))
            .collect();
        plan.beyond = sweeps.iter().map(|(day, _)| *day).filter(|day| *day > next).max();
        plan
    }

    fn is_empty(&self) -> bool {
        self.missing.is_empty() && self.put_off.is_empty()
    }

    async fn carry_out(self, change: &mut Change, zone: Tz) -> Result<()> {
        for (job, run_at) in self.put_off {
            tracing::warn!(%job, zone = zone.name(), %run_at, "a sweep was put off by a clock that was ahead; it is due again");
            make_due(change.tx(), job, run_at).await?;
        }
        if let (Some(beyond), Some(day)) = (self.beyond, self.missing.first()) {
            tracing::warn!(zone = zone.name(), %beyond, scheduled = %day, "a sweep of a later day was made by a clock that was ahead; it is ignored until then");
        }
        let app = change.app().clone();
        change.jobs(self.missing.into_iter().map(|day| sweep_job(&app, zone, day))).await
    }
}

fn is_open(job: &job::Model) -> bool {
    job.done_at.is_none() && job.dead_at.is_none()
}

/// Whether the job is, or was, the sweep of its day.
fn counts(job: &job::Model, now: DateTime<Utc>) -> bool {
    [job.done_at, job.dead_at].into_iter().flatten().all(|ended| ended <= now)
}

/// Frees the open job, whoever had it, to be run at `run_at`.
async fn make_due(db: &impl ConnectionTrait, job: Uuid, run_at: DateTime<Utc>) -> Result<()> {
    job::Entity::update_many()
        .col_expr(job::Column::RunAt, Expr::value(run_at))
        .col_expr(job::Column::LeaseHolder, Expr::value(Option::<Uuid>::None))
        .col_expr(job::Column::LeaseUntil, Expr::value(Option::<DateTime<Utc>>::None))
        .filter(job::Column::Id.eq(job))
        .filter(job::Column::DoneAt.is_null().and(job::Column::DeadAt.is_null()))
        .exec(db)
        .await?;
    Ok(())
}
