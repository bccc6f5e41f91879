//! On which days a step is due, as a doctor writes it: one choice of three: every N days, on weekdays, or days on and off.

use super::Edit;
use crate::{
    Error, Result,
    domain::schedule::{self, Cycle},
};
use aftercare_entity::step;
use chrono::WeekdaySet;

/// Longest interval and longest part of a cycle, in days.
const LONGEST: u32 = 366;

/// Days by which an interval may miss the mean distance of the weekdays beside it ("2.33").
const ROUNDED: f64 = 0.01;

/// On which days a step is due; the default is daily.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DueDays {
    /// Days from one due day to the next, 1 to 366; `None` = daily. Beside weekdays only as their mean distance, which says
    /// nothing more.
    pub interval_days: Option<f64>,
    /// The weekdays; empty = not by weekdays.
    pub weekdays: WeekdaySet,
    /// Every how many weeks, 1 to 52, on these weekdays; `None` = every week.
    pub weeks: Option<i64>,
    /// Days on and days off; `None` = no pauses.
    pub cycle: Option<Cycle>,
}

/// Changes of the days of a step. Setting any of the three choices replaces what there was; clearing the one that is in force
/// makes the step daily, and clearing another changes nothing.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DaysEdit {
    /// As in [`DueDays`].
    pub interval_days: Edit<f64>,
    /// As in [`DueDays`]; set to none is cleared.
    pub weekdays: Edit<WeekdaySet>,
    /// As in [`DueDays`].
    pub weeks: Edit<i64>,
    /// As in [`DueDays`].
    pub cycle: Edit<Cycle>,
}

impl DueDays {
    /// The same, if it is one choice within bounds; beside weekdays with the interval that is stored.
    pub(super) fn check(mut self) -> Result<Self> {
        // More often than daily is said by the times a day: a step is checked in once a day.
        if self.interval_days.is_some_and(|days| !(1.0..=f64::from(LONGEST)).contains(&days)) {
            return Err(Error::bad_input("intervalDays", "intervalDays must be 1 to 366"));
        }
        if self.weekdays == WeekdaySet::ALL && self.weeks.is_none_or(|weeks| weeks == 1) {
            (self.weekdays, self.weeks) = (WeekdaySet::EMPTY, None);
        }
        let several = !self.weekdays.is_empty() || self.interval_days.is_some();
        if let Some(cycle) = self.cycle {
            check_cycle(cycle, several)?;
        }
        let weeks = self.weeks.map(weeks).transpose()?;
        if self.weekdays.is_empty() || self.weekdays == WeekdaySet::ALL {
            return match weeks {
                Some(_) => Err(Error::bad_input("weeks", "weekdays must be given too, but not all seven")),
                None => Ok(self),
            };
        }
        let mean = schedule::mean_interval(self.weekdays, weeks.unwrap_or(1));
        let differs = |days: f64| mean.is_none_or(|mean| (mean - days).abs() > ROUNDED);
        if self.interval_days.is_some_and(differs) {
            let why =
                "with weekdays the interval must be left out; every how many weeks is a field of its own";
            return Err(Error::bad_input("intervalDays", why));
        }
        self.interval_days = mean;
        Ok(self)
    }

    /// The field that says more than "daily", if one does.
    pub(super) fn field(&self) -> Option<&'static str> {
        if !self.weekdays.is_empty() {
            Some("weekdays")
        } else if self.cycle.is_some() {
            Some("cycle")
        } else {
            self.interval_days.map(|_| "intervalDays")
        }
    }

    pub(super) fn write(self, row: &mut step::Model) {
        let part = |days: u32| i32::try_from(days).unwrap_or(i32::MAX);
        row.interval_days = self.interval_days;
        row.weekdays = schedule::stored_weekdays(self.weekdays);
        row.cycle_on_days = self.cycle.map(|cycle| part(cycle.on));
        row.cycle_off_days = self.cycle.map(|cycle| part(cycle.off));
    }
}

fn check_cycle(Cycle { on, off }: Cycle, several: bool) -> Result<()> {
    if !(1..=LONGEST).contains(&on) || !(1..=LONGEST).contains(&off) {
        return Err(Error::bad_input("cycle", "daysOn and daysOff must be 1 to 366"));
    }
    if several {
        return Err(Error::bad_input(
            "cycle",
            "a step has a cycle, weekdays or an interval, not several of them",
        ));
    }
    Ok(())
}

fn weeks(weeks: i64) -> Result<u32> {
    let fits = u32::try_from(weeks).ok().filter(|weeks| (1..=schedule::MOST_WEEKS).contains(weeks));
    fits.ok_or_else(|| Error::bad_input("weeks", "weeks must be 1 to 52"))
}

impl DaysEdit {
    /// What `row` is due on after the edit; `None` = as it was.
    pub(super) fn of(self, row: &step::Model) -> Option<DueDays> {
        let own = schedule::weekdays_of(row);
        let weekdays = match self.weekdays {
            Edit::Set(days) if days.is_empty() => Edit::Clear,
            // Other weeks of the same weekdays.
            Edit::Keep if matches!(self.weeks, Edit::Set(_)) && !own.is_empty() => Edit::Set(own),
            edit => edit,
        };
        let set = DueDays {
            interval_days: self.interval_days.clone().into_set(),
            weekdays: weekdays.clone().into_set().unwrap_or_default(),
            weeks: self.weeks.into_set(),
            cycle: self.cycle.clone().into_set(),
        };
        if set != DueDays::default() {
            return Some(set);
        }
        let cycle = schedule::cycle_of(row);
        let by_interval = own.is_empty() && cycle.is_none() && row.interval_days.is_some();
        let cleared = weekdays == Edit::Clear && !own.is_empty()
            || self.cycle == Edit::Clear && cycle.is_some()
            || self.interval_days == Edit::Clear && by_interval;
        cleared.then(DueDays::default)
    }
}
