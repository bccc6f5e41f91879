//! Reminders: one a patient and local day, made by the sweep, listing what is due; and those to come, computed from the plan.

mod again;
mod calendar;
mod moved;
pub mod outcome;
pub mod overview;
mod sweep;

pub use again::retry_failed;
pub use calendar::{ensure_zones, schedule_zone, sweep_job, sweep_time, zone_and_day, zones};
pub use moved::zone_changed;
pub use sweep::{Page, make_reminders};

use super::{
    access, schedule,
    steps::{self, OpenStep},
};
use crate::{App, Result};
use aftercare_entity::{assignment, reminder, step, user};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use uuid::Uuid;

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
    let mut days = upcoming_of(app, patient, &[patient], limit).await?;
    Ok(days.remove(&patient.id).unwrap_or_default())
}

/// [`upcoming`], of several patients: one statement for any number of them; those without such a day, and those that
/// `actor` may not see, are missing.
///
/// # Errors
/// The database's.
pub async fn upcoming_of(
    app: &App,
    actor: &user::Model,
    patients: &[&user::Model],
    limit: usize,
) -> Result<HashMap<Uuid, Vec<Upcoming>>> {
    let Some(scoped) = access::steps_for(actor.id, actor.role) else { return Ok(HashMap::new()) };
    let steps = scoped
        .filter(step::Column::PatientId.is_in(patients.iter().map(|patient| patient.id)))
        .filter(step::Column::State.eq(step::State::Active))
        .filter(step::Column::NextDueOn.is_not_null())
        .order_by_asc(step::Column::Id);
    let mut plans: HashMap<_, Vec<_>> = HashMap::new();
    for row in steps.all(app.db().read()).await? {
        plans.entry(row.patient_id).or_default().push(row);
    }
    let days = patients.iter().filter_map(|patient| {
        let steps = plans.remove(&patient.id)?;
        Some((patient.id, days_of(app, patient, &steps, limit)))
    });
    Ok(days.collect())
}

/// A reminder that waits for its mail, with all that the mail is made of.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// The reminder.
    pub reminder: reminder::Model,
    /// Whose.
    pub patient: user::Model,
    /// Name of the patient's doctor now.
    pub doctor: Option<String>,
    /// What is due on the reminder's day and can be read.
    pub due: Vec<OpenStep>,
    /// Whether a step of the patient that is due does not open.
    pub unreadable: bool,
}

/// These reminders, for the worker, which acts for nobody. Six statements for any number of them.
///
/// # Errors
/// The database's, or the keyring's when the key of any of them does not open.
pub async fn waiting_unscoped(app: &App, ids: &[Uuid]) -> Result<HashMap<Uuid, Waiting>> {
    let db = app.db().read();
    let rows =
        reminder::Entity::find().filter(reminder::Column::Id.is_in(ids.iter().copied())).all(db).await?;
    let patients: Vec<_> = rows.iter().map(|row| row.patient_id).collect();
    let Some(last_day) = rows.iter().map(|row| row.day).max() else { return Ok(HashMap::new()) };
    let assigned = assignment::Entity::current_of(patients.iter().copied()).all(db).await?;
    let doctors: HashMap<_, _> = assigned.iter().map(|row| (row.patient_id, row.doctor_id)).collect();
    let people = patients.iter().chain(doctors.values()).copied().collect::<BTreeSet<_>>();
    let people = user::Entity::by_ids_unscoped(people).all(db).await?;
    let people: HashMap<_, _> = people.into_iter().map(|row| (row.id, row)).collect();
    let mut due: HashMap<_, Vec<_>> = HashMap::new();
    let steps = step::Entity::due_of(patients, last_day).order_by_asc(step::Column::Id).all(db).await?;
    let (steps, unreadable) = steps::open_readable(app, steps).await?;
    for step in steps {
        due.entry(step.row.patient_id).or_default().push(step);
    }
    let waiting = rows.into_iter().filter_map(|reminder| {
        let patient = people.get(&reminder.patient_id)?.clone();
        let doctor = doctors.get(&patient.id).and_then(|id| people.get(id)).map(|row| row.name.clone());
        let steps = due.get(&patient.id).into_iter().flatten();
        let due = steps.filter(|step| schedule::is_due(&step.row, reminder.day)).cloned().collect();
        let unreadable = unreadable.contains(&patient.id);
        Some((reminder.id, Waiting { reminder, patient, doctor, due, unreadable }))
    });
    Ok(waiting.collect())
}

fn days_of(app: &App, patient: &user::Model, steps: &[step::Model], limit: usize) -> Vec<Upcoming> {
    let zone = app.hospital().zone_of(patient);
    let (now, today) = (app.now(), app.clock().today(zone));
    let at = |day| sweep_time(app, zone, day);
    let from = if at(today) > now { today } else { schedule::later(today, 1) };
    let mut days: BTreeMap<NaiveDate, Vec<step::Model>> = BTreeMap::new();
    for step in steps {
        for day in schedule::upcoming(step, from, begins(step, steps, from), limit) {
            days.entry(day).or_default().push(step.clone());
        }
    }
    days.into_iter().take(limit).map(|(day, steps)| Upcoming { day, at: at(day), steps }).collect()
}

/// The day from which `step` may be due, when each check-in of the earlier phases of its taper is made on its day; `None` =
/// there are none. They are looked at from the first on, each once.
fn begins(step: &step::Model, steps: &[step::Model], from: NaiveDate) -> Option<NaiveDate> {
    let mut before: Vec<_> = steps
        .iter()
        .filter(|other| step.taper_id.is_some() && other.taper_id == step.taper_id)
        .filter(|other| other.starts_after_days < step.starts_after_days)
        .collect();
    before.sort_by_key(|other| other.starts_after_days);
    before.into_iter().fold(None, |begins, phase| {
        let Some(left) = phase.remaining.and_then(|left| usize::try_from(left).ok()) else {
            return Some(NaiveDate::MAX);
        };
        let last = schedule::upcoming(phase, from, begins, left).last().copied();
        last.map(|last| schedule::later(last, 1)).max(begins)
    })
}
