//! Reminders: one a patient and local day, made by the sweep, listing what is due; and those to come, computed from the plan.

mod again;
pub mod answers;
pub mod bounces;
mod calendar;
mod message_ids;
mod moved;
pub mod outcome;
pub mod overview;
mod slot;
mod sweep;

pub use again::retry_failed;
pub use calendar::{ensure_scheduled, schedule_slot, sweep_job};
pub use message_ids::message_id;
pub use moved::wishes_changed;
pub use slot::{Slot, slots};
pub use sweep::{Page, make_reminders};

use super::{quiet_hours::Quiet, schedule};
use crate::{App, keyring::Unreadable, reader::Text};
use aftercare_entity::{reminder, step, user};
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::BTreeMap;

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

/// A reminder that waits for its mail, with all that the mail is made of.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// The reminder.
    pub reminder: reminder::Model,
    /// Whose.
    pub patient: user::Model,
    /// Name of the patient's doctor now.
    pub doctor: Option<String>,
    /// What is due on the reminder's day.
    pub due: Vec<DueStep>,
}

impl Waiting {
    /// Why steps that are due do not open.
    pub fn unreadable(&self) -> impl Iterator<Item = &Unreadable> {
        self.due.iter().filter_map(|step| step.description.as_ref().err())
    }
}

/// A step that is due, and what it says, or why that does not open.
#[derive(Debug, Clone)]
pub struct DueStep {
    /// The row.
    pub row: step::Model,
    /// What to do.
    pub description: Text,
}

/// The next days, at most `limit`, on which the patient with the plan `steps` will be reminded.
pub(crate) fn days_of(
    app: &App,
    patient: &user::Model,
    steps: &[step::Model],
    limit: usize,
) -> Vec<Upcoming> {
    if patient.reminders_off_since.is_some() {
        return Vec::new();
    }
    let (hospital, slot) = (app.hospital(), Slot::of(app.hospital(), patient));
    let (now, today) = (app.now(), app.clock().today(slot.zone));
    let quiet = hospital.quiet_hours_of(patient);
    let at = |day| {
        let hour = slot.on(app, day);
        if let Quiet::UntilLaterToday(end) = quiet.at(slot.zone, hour) { end } else { hour }
    };
    let from = if slot.on(app, today) > now { today } else { schedule::later(today, 1) };
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
