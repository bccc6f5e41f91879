//! What a doctor may write into a step: the same bounds that an extraction has to keep.

use crate::{
    Error, Result,
    domain::{input, plan::PlannedStep},
};
use aftercare_entity::step::{self, Kind};
use chrono::NaiveTime;

mod days;
mod times;

pub use days::{DaysEdit, DueDays};

/// Longest description, in characters (Unicode scalar values).
const LONGEST_DESCRIPTION: usize = 200;

/// A change of one field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Edit<T> {
    /// As it is.
    #[default]
    Keep,
    /// None any more: ongoing, daily, not said.
    Clear,
    /// This.
    Set(T),
}

/// Changes of a step on its approval. Numbers are as the client wrote them, checked here.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StepEdit {
    /// What to do; `None` = as it is.
    pub description: Option<String>,
    /// Times on a due day.
    pub times_per_day: Edit<i64>,
    /// On which days.
    pub days: DaysEdit,
    /// The times of day; setting them sets how many a day.
    pub times_of_day: Edit<Vec<NaiveTime>>,
    /// Length in days.
    pub duration_days: Edit<i64>,
    /// Days from the note's day to the first one; `None` = as it is.
    pub starts_after_days: Option<i64>,
}

/// A step as the doctor writes it.
#[derive(Debug, Clone, PartialEq)]
pub struct NewStep {
    /// Once, or repeated.
    pub kind: Kind,
    /// What to do.
    pub description: String,
    /// Times on a due day.
    pub times_per_day: Option<i64>,
    /// On which days.
    pub days: DueDays,
    /// The times of day, where the clock is named.
    pub times_of_day: Vec<NaiveTime>,
    /// Length in days; `None` = ongoing.
    pub duration_days: Option<i64>,
    /// Only if needed.
    pub as_needed: bool,
    /// Days until the first due day.
    pub starts_after_days: i64,
}

impl<T> Edit<T> {
    fn checked<U>(self, check: impl FnOnce(T) -> Result<U>) -> Result<Edit<U>> {
        Ok(match self {
            Self::Keep => Edit::Keep,
            Self::Clear => Edit::Clear,
            Self::Set(value) => Edit::Set(check(value)?),
        })
    }

    /// The value that is set.
    fn into_set(self) -> Option<T> {
        if let Self::Set(value) = self { Some(value) } else { None }
    }

    fn write(self, field: &mut Option<T>) {
        match self {
            Self::Keep => {}
            Self::Clear => *field = None,
            Self::Set(value) => *field = Some(value),
        }
    }
}

impl StepEdit {
    /// Writes the checked numbers into `row`; gives the checked description back, if there is one.
    pub(super) fn apply(self, row: &mut step::Model) -> Result<Option<String>> {
        let description = self.description.as_deref().map(description).transpose()?;
        let days = self.days.of(row).map(DueDays::check).transpose()?;
        let starts = self.starts_after_days.map(starts_after_days).transpose()?;
        let duration = self.duration_days.checked(duration_days)?;
        // What is not edited was stored so, and stays.
        let new_duration = duration.clone().into_set();
        fits_kind(row.kind, days.as_ref(), new_duration)?;
        times::edit(self.times_per_day, self.times_of_day, row)?;
        if let Some(days) = days {
            days.write(row);
        }
        duration.write(&mut row.duration_days);
        row.starts_after_days = starts.unwrap_or(row.starts_after_days);
        Ok(description)
    }
}

impl NewStep {
    /// The step to store.
    pub(super) fn check(self) -> Result<PlannedStep> {
        let days = self.days.check()?;
        let duration = self.duration_days.map(duration_days).transpose()?;
        fits_kind(self.kind, Some(&days), duration)?;
        if self.kind == Kind::Checklist && self.as_needed {
            return Err(Error::bad_input(
                "asNeeded",
                "a checklist step is done once: asNeeded must be false",
            ));
        }
        let (times, times_of_day) = times::check(self.times_per_day, self.times_of_day)?;
        let starts = starts_after_days(self.starts_after_days)?;
        Ok(PlannedStep {
            kind: self.kind,
            description: description(&self.description)?,
            passage: None,
            duration_days: duration.map(i32::cast_unsigned),
            times_per_day: times.map(i32::cast_unsigned),
            every_days: days.interval_days,
            weekdays: days.weekdays,
            cycle: days.cycle,
            times_of_day,
            as_needed: self.as_needed,
            starts_after_days: starts.cast_unsigned(),
            review_reason: None,
        })
    }
}

/// One day only is a checklist step, more than one day a plan step.
fn fits_kind(kind: Kind, days: Option<&DueDays>, duration: Option<i32>) -> Result<()> {
    match (kind, days.and_then(DueDays::field), duration) {
        (Kind::Checklist, _, Some(2..)) => Err(Error::bad_input(
            "durationDays",
            "a checklist step is done on one day; add a plan step instead",
        )),
        (Kind::Checklist, Some(field), _) => {
            Err(Error::bad_input(field, "a checklist step is done once; add a plan step instead"))
        }
        (Kind::Plan, _, Some(1)) => Err(Error::bad_input(
            "durationDays",
            "a plan step lasts more than one day; add a checklist step instead",
        )),
        _ => Ok(()),
    }
}

fn description(text: &str) -> Result<String> {
    input::line("description", text, LONGEST_DESCRIPTION)
}

fn times_per_day(times: i64) -> Result<i32> {
    within("timesPerDay", times, 1, 24)
}

fn starts_after_days(days: i64) -> Result<i32> {
    within("startsAfterDays", days, 0, 3650)
}

fn duration_days(days: i64) -> Result<i32> {
    within("durationDays", days, 1, 3650)
}

fn within(path: &'static str, value: i64, least: i32, most: i32) -> Result<i32> {
    let fits = i32::try_from(value).ok().filter(|value| (least..=most).contains(value));
    fits.ok_or_else(|| Error::bad_input(path, format!("{path} must be {least} to {most}")))
}
