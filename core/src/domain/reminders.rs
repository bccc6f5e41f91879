//! Reminders: one a patient and local day, made by the sweep, listing what is due; and those to come, computed from the plan.

pub mod outcome;
mod sweep;

pub use sweep::{
    Page, ensure_zones, make_reminders, schedule_next, schedule_zone, sweep_job, sweep_time, zones,
};

use super::{access, schedule};
use crate::{App, Change, Result};
use aftercare_entity::{reminder, reminder::State, step, user};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ActiveEnum, ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, prelude::Expr,
};
use std::collections::{BTreeMap, HashMap};
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

/// Records that a reminder's mail was not accepted: it failed for good (`dead`), or waits. `counts`: the attempt counts.
///
/// # Errors
/// The database's.
pub async fn note_failure(
    change: &Change,
    reminder: Uuid,
    code: &str,
    dead: bool,
    counts: bool,
) -> Result<()> {
    let state = if dead { State::Failed } else { State::Pending };
    reminder::Entity::update_many()
        .col_expr(reminder::Column::State, Expr::value(state.to_value()))
        .col_expr(reminder::Column::Reason, Expr::value(Some(code.to_owned())))
        .col_expr(reminder::Column::Attempts, Expr::col(reminder::Column::Attempts).add(i32::from(counts)))
        .filter(reminder::Column::Id.eq(reminder))
        .filter(reminder::Column::State.is_in([State::Pending, State::Failed]))
        .exec(change.tx())
        .await?;
    Ok(())
}

fn days_of(app: &App, patient: &user::Model, steps: &[step::Model], limit: usize) -> Vec<Upcoming> {
    let zone = app.hospital().zone_of(patient);
    let (now, today) = (app.now(), app.clock().today(zone));
    let at = |day| sweep_time(app, zone, day);
    let from = if at(today) > now { today } else { schedule::later(today, 1) };
    let mut days: BTreeMap<NaiveDate, Vec<step::Model>> = BTreeMap::new();
    for step in steps {
        for day in schedule::upcoming(step, from, limit) {
            days.entry(day).or_default().push(step.clone());
        }
    }
    days.into_iter().take(limit).map(|(day, steps)| Upcoming { day, at: at(day), steps }).collect()
}
