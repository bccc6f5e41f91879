//! Which slot is swept when.
//!
//! Each slot's sweep of each day is a job row made ahead, keyed by zone, hour and day, so that a crash or a restart at 06:00 delays
//! it and never skips it. The question is always "is there a job for this day, and for the next?", and never "which was the
//! newest?": a row of a later day, made while a clock was ahead, answers neither and hides no morning. It stays, and the log
//! tells of it.
//!
//! A job counts for its day while it is open and when it is done or dead, unless that is said to have been at a time that is
//! still to come. A clock that was ahead said so, and the day is swept again when it really comes; that makes nothing twice,
//! since a reminder is unique per patient and day. Rows of the last days are needed here; older ones may be pruned.

use super::slot::{Slot, is_needed, slots};
use crate::{
    App, Change, Result,
    domain::schedule,
    jobs::{JobKind, NewJob},
};
use aftercare_entity::job;
use chrono::{DateTime, Duration, NaiveDate, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, Select, prelude::Expr};
use std::collections::HashMap;
use uuid::Uuid;

/// No job is leased for longer than this, or put off for longer after a failure, but by a clock that was wrong.
const PUT_OFF: Duration = Duration::hours(2);

/// The sweep of a slot and day, as a job; there is at most one open one.
pub fn sweep_job(app: &App, slot: Slot, day: NaiveDate) -> NewJob {
    let name = slot.named(day);
    NewJob {
        kind: JobKind::Sweep,
        subject: None,
        dedup_key: Some(format!("sweep:{}", name.replace(' ', ":"))),
        argument: Some(name),
        owner: None,
        run_at: slot.on(app, day),
    }
}

/// [`schedule_slot`] for every slot that has a patient; writes only where something is missing. Does nothing while this
/// process's clock cannot be trusted.
///
/// # Errors
/// The database's.
pub async fn ensure_scheduled(app: &App) -> Result<()> {
    app.read_time().await;
    if !app.clock().is_trusted() {
        return Ok(());
    }
    let sweeps = by_slot(sweeps().all(app.db().read()).await?);
    let nothing = Vec::new();
    let plans = slots(app).await?.into_iter().map(|slot| {
        let plan = Plan::of(app, slot, sweeps.get(&slot).unwrap_or(&nothing));
        (slot, plan)
    });
    let plans: Vec<_> = plans.filter(|(_, plan)| !plan.is_empty()).collect();
    if plans.is_empty() {
        return Ok(());
    }
    let mut change = app.begin().await?;
    for (slot, plan) in plans {
        plan.carry_out(&mut change, slot).await?;
    }
    change.commit().await
}

/// Makes sure that the slot's sweeps of its zone's today and of the day after are in the queue, or were: today's too when it was
/// missed, but never that of a day gone by. A slot that was never swept begins with the next time that its hour comes; one of
/// patients' own hour that nobody is in any more ends.
///
/// # Errors
/// The database's.
pub async fn schedule_slot(change: &mut Change, slot: Slot) -> Result<()> {
    if !is_needed(change, slot).await? {
        return Ok(());
    }
    // A zone's name may hold a wildcard (`_`); what it lets through besides is left out by its name.
    let like = sweeps().filter(job::Column::Argument.starts_with(format!("{} ", slot.zone.name())));
    let sweeps = by_slot(like.all(change.tx()).await?);
    let nothing = Vec::new();
    let plan = Plan::of(change.app(), slot, sweeps.get(&slot).unwrap_or(&nothing));
    plan.carry_out(change, slot).await
}

/// All sweep jobs, old ones too. They alone have no subject, and that is indexed.
fn sweeps() -> Select<job::Entity> {
    job::Entity::find()
        .filter(job::Column::SubjectId.is_null())
        .filter(job::Column::Kind.eq(JobKind::Sweep.as_str()))
}

type Sweeps = HashMap<Slot, Vec<(NaiveDate, job::Model)>>;

fn by_slot(rows: Vec<job::Model>) -> Sweeps {
    let mut sweeps = Sweeps::new();
    for row in rows {
        let Some((slot, day)) = row.argument.as_deref().and_then(Slot::read) else { continue };
        sweeps.entry(slot).or_default().push((day, row));
    }
    sweeps
}

/// What is to be changed in the queue for a slot.
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
    fn of(app: &App, slot: Slot, sweeps: &[(NaiveDate, job::Model)]) -> Self {
        let (now, today) = (app.now(), app.clock().today(slot.zone));
        let next = schedule::later(today, 1);
        let has = |wanted| sweeps.iter().any(|(day, job)| *day == wanted && counts(job, now));
        let was_swept = sweeps.iter().any(|(day, _)| *day <= today);
        let mut plan = Self::default();
        if !has(today) && (was_swept || slot.on(app, today) > now) {
            plan.missing.push(today);
        }
        if !has(next) {
            plan.missing.push(next);
        }
        let wanted = sweeps.iter().filter(|(day, job)| (today..=next).contains(day) && is_open(job));
        plan.put_off = wanted
            .map(|(day, job)| (job, slot.on(app, *day)))
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

    async fn carry_out(self, change: &mut Change, slot: Slot) -> Result<()> {
        let zone = slot.zone;
        for (job, run_at) in self.put_off {
            tracing::warn!(%job, zone = zone.name(), %run_at, "a sweep was put off by a clock that was ahead; it is due again");
            make_due(change.tx(), job, run_at).await?;
        }
        if let (Some(beyond), Some(day)) = (self.beyond, self.missing.first()) {
            tracing::warn!(zone = zone.name(), %beyond, scheduled = %day, "a sweep of a later day was made by a clock that was ahead; it is ignored until then");
        }
        let app = change.app().clone();
        change.jobs(self.missing.into_iter().map(|day| sweep_job(&app, slot, day))).await
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
