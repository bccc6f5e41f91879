//! The daily sweeps as an admin looks at them: per zone, never per patient.

use super::{Slot, slots};
use crate::{App, Result, jobs::JobKind};
use aftercare_entity::{job, reminder::State};
use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, Statement, Value};
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// The sweeps of a zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ZoneSweeps {
    /// The zone.
    pub zone: Tz,
    /// The newest one that was done.
    pub last: Option<LastSweep>,
    /// When the next one is to begin.
    pub next_at: Option<DateTime<Utc>>,
}

/// A sweep that was done, and what has become of that day's reminders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LastSweep {
    /// The zone's local day.
    pub day: NaiveDate,
    /// When it was done.
    pub at: DateTime<Utc>,
    /// The day's reminders.
    pub reminders: Fates,
}

/// How many reminders of a day have come how far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Fates {
    /// Their mails wait.
    pub pending: i64,
    /// The mail server has them.
    pub sent: i64,
    /// Nothing was due any more, or the time was over.
    pub skipped: i64,
    /// The mail server refused them.
    pub failed: i64,
}

impl Fates {
    /// All of them.
    pub const fn made(self) -> i64 {
        self.pending + self.sent + self.skipped + self.failed
    }
}

/// The sweeps of every zone in which patients live, by the zone's name; three statements.
///
/// # Errors
/// The database's.
pub async fn sweeps(app: &App) -> Result<Vec<ZoneSweeps>> {
    let rows = job::Entity::find()
        .filter(job::Column::SubjectId.is_null())
        .filter(job::Column::Kind.eq(JobKind::Sweep.as_str()))
        .all(app.db().read())
        .await?;
    let mut by_zone: HashMap<&str, Vec<(NaiveDate, &job::Model)>> = HashMap::new();
    for row in &rows {
        if let Some((slot, day)) = row.argument.as_deref().and_then(Slot::read) {
            by_zone.entry(slot.zone.name()).or_default().push((day, row));
        }
    }
    let mut zones: Vec<Tz> = slots(app).await?.into_iter().map(|slot| slot.zone).collect();
    zones.dedup();
    let mut sweeps: Vec<_> = zones
        .into_iter()
        .map(|zone| of_zone(zone, by_zone.get(zone.name()).map_or(&[], Vec::as_slice)))
        .collect();
    let fates =
        fates(app, sweeps.iter().filter_map(|sweep| sweep.last.map(|last| last.day)).collect()).await?;
    for sweep in &mut sweeps {
        if let Some(last) = &mut sweep.last {
            last.reminders = fates.get(&(sweep.zone.name(), last.day)).copied().unwrap_or_default();
        }
    }
    Ok(sweeps)
}

fn of_zone(zone: Tz, jobs: &[(NaiveDate, &job::Model)]) -> ZoneSweeps {
    let done =
        jobs.iter().filter_map(|(day, job)| Some((*day, job.done_at.filter(|_| job.dead_at.is_none())?)));
    let open = jobs.iter().filter(|(_, job)| job.done_at.is_none() && job.dead_at.is_none());
    ZoneSweeps {
        zone,
        last: done.max().map(|(day, at)| LastSweep { day, at, reminders: Fates::default() }),
        next_at: open.map(|(_, job)| job.run_at).min(),
    }
}

#[derive(FromQueryResult)]
struct Counted {
    time_zone: Option<String>,
    day: NaiveDate,
    state: State,
    reminders: i64,
}

async fn fates(app: &App, days: BTreeSet<NaiveDate>) -> Result<HashMap<(&'static str, NaiveDate), Fates>> {
    let Some(first) = days.first() else { return Ok(HashMap::new()) };
    let mut values: Vec<Value> = vec![made_since(*first).into()];
    values.extend(days.iter().map(|day| Value::from(*day)));
    let places: Vec<_> = (2..=values.len()).map(|place| format!("${place}")).collect();
    let sql = format!(
        "SELECT users.time_zone, reminders.day, reminders.state, COUNT(*) AS reminders \
         FROM reminders JOIN users ON users.id = reminders.patient_id \
         WHERE reminders.id > $1 AND reminders.day IN ({}) \
         GROUP BY users.time_zone, reminders.day, reminders.state",
        places.join(", ")
    );
    let statement = Statement::from_sql_and_values(app.db().backend(), sql, values);
    let mut fates: HashMap<_, Fates> = HashMap::new();
    for row in Counted::find_by_statement(statement).all(app.db().read()).await? {
        let zone = row.time_zone.and_then(|name| name.parse().ok()).unwrap_or(app.hospital().time_zone);
        let of_zone = fates.entry((zone.name(), row.day)).or_default();
        match row.state {
            State::Pending => of_zone.pending += row.reminders,
            State::Sent => of_zone.sent += row.reminders,
            State::Skipped => of_zone.skipped += row.reminders,
            State::Failed => of_zone.failed += row.reminders,
        }
    }
    Ok(fates)
}

/// An id below those of all reminders of this day or a later one: they are made on their day, somewhere on earth, and their
/// ids begin with the time. So only the newest rows are read, by the primary key.
fn made_since(day: NaiveDate) -> Uuid {
    let before = day.checked_sub_days(Days::new(2)).unwrap_or(day).and_time(NaiveTime::MIN).and_utc();
    Uuid::from_u128(u128::try_from(before.timestamp_millis()).unwrap_or(0) << 80)
}
