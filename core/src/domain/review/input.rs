//! What a doctor may write into a step: the same bounds that an extraction has to keep.

use crate::{
    Error, Result,
    domain::{input, plan::PlannedStep},
};
use aftercare_entity::step::{self, Kind};

/// Longest description, in characters (Unicode scalar values).
const LONGEST_DESCRIPTION: usize = 200;

/// A change of one field.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
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
    /// Days from one due day to the next, 1 to 366.
    pub interval_days: Edit<f64>,
    /// Length in days.
    pub duration_days: Edit<i64>,
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
    /// Days from one due day to the next, 1 to 366; `None` = daily.
    pub interval_days: Option<f64>,
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
        let interval = self.interval_days.checked(interval_days)?;
        let duration = self.duration_days.checked(duration_days)?;
        // What is not edited was stored so, and stays.
        let new_interval = if let Edit::Set(days) = interval { Some(days) } else { None };
        let new_duration = if let Edit::Set(days) = duration { Some(days) } else { None };
        fits_kind(row.kind, new_interval, new_duration)?;
        self.times_per_day.checked(times_per_day)?.write(&mut row.times_per_day);
        interval.write(&mut row.interval_days);
        duration.write(&mut row.duration_days);
        Ok(description)
    }
}

impl NewStep {
    /// The step to store.
    pub(super) fn check(self) -> Result<PlannedStep> {
        let interval = self.interval_days.map(interval_days).transpose()?;
        let duration = self.duration_days.map(duration_days).transpose()?;
        fits_kind(self.kind, interval, duration)?;
        if self.kind == Kind::Checklist && self.as_needed {
            return Err(Error::bad_input(
                "asNeeded",
                "a checklist step is done once: asNeeded must be false",
            ));
        }
        let times = self.times_per_day.map(times_per_day).transpose()?;
        let starts = within("startsAfterDays", self.starts_after_days, 0, 3650)?;
        Ok(PlannedStep {
            kind: self.kind,
            description: description(&self.description)?,
            passage: None,
            duration_days: duration.map(i32::cast_unsigned),
            times_per_day: times.map(i32::cast_unsigned),
            every_days: interval,
            as_needed: self.as_needed,
            starts_after_days: starts.cast_unsigned(),
            review_reason: None,
        })
    }
}

/// One day only is a checklist step, more than one day a plan step.
fn fits_kind(kind: Kind, interval: Option<f64>, duration: Option<i32>) -> Result<()> {
    match (kind, interval, duration) {
        (Kind::Checklist, _, Some(2..)) => Err(Error::bad_input(
            "durationDays",
            "a checklist step is done on one day; add a plan step instead",
        )),
        (Kind::Checklist, Some(_), _) => {
            Err(Error::bad_input("intervalDays", "a checklist step is done once; add a plan step instead"))
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

fn duration_days(days: i64) -> Result<i32> {
    within("durationDays", days, 1, 3650)
}

/// More often than daily is said by the times a day: a step is checked in once a day.
fn interval_days(days: f64) -> Result<f64> {
    if (1.0..=366.0).contains(&days) {
        Ok(days)
    } else {
        Err(Error::bad_input("intervalDays", "intervalDays must be 1 to 366"))
    }
}

fn within(path: &'static str, value: i64, least: i32, most: i32) -> Result<i32> {
    let fits = i32::try_from(value).ok().filter(|value| (least..=most).contains(value));
    fits.ok_or_else(|| Error::bad_input(path, format!("{path} must be {least} to {most}")))
}
