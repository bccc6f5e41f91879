//! On which days a step is due, as a doctor writes it: one choice of three, every so many days, weekdays, or days on and off.

use crate::{
    Error, Result,
    domain::schedule::{self, Cycle, Pattern},
};
use aftercare_entity::step;
use chrono::WeekdaySet;

/// Longest interval and longest part of a cycle, in days.
const LONGEST: u32 = 366;

/// On which days a step is due; the default is daily.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DueDays {
    /// Days from one due day to the next, 1 to 366; `None` = daily. With weekdays, their distance: 14 for every other Monday.
    pub interval_days: Option<f64>,
    /// The weekdays; empty = not by weekdays.
    pub weekdays: WeekdaySet,
    /// Days on and days off; `None` = no pauses.
    pub cycle: Option<Cycle>,
}

impl DueDays {
    /// The same, if it is one choice within bounds.
    pub(super) fn check(mut self) -> Result<Self> {
        // More often than daily is said by the times a day: a step is checked in once a day.
        if self.interval_days.is_some_and(|days| !(1.0..=f64::from(LONGEST)).contains(&days)) {
            return Err(Error::bad_input("intervalDays", "intervalDays must be 1 to 366"));
        }
        if let Some(Cycle { on, off }) = self.cycle {
            if !(1..=LONGEST).contains(&on) || !(1..=LONGEST).contains(&off) {
                return Err(Error::bad_input("cycle", "daysOn and daysOff must be 1 to 366"));
            }
            if !self.weekdays.is_empty() || self.interval_days.is_some() {
                return Err(Error::bad_input(
                    "cycle",
                    "a step has a cycle, weekdays or an interval, not several",
                ));
            }
        }
        if self.weekdays == WeekdaySet::ALL {
            self.weekdays = WeekdaySet::EMPTY;
        }
        if !self.weekdays.is_empty()
            && self.interval_days.is_some_and(|days| !Pattern::agrees(self.weekdays, days))
        {
            let why =
                "with weekdays the interval must be left out, or be whole weeks divided by their number";
            return Err(Error::bad_input("intervalDays", why));
        }
        self.interval_days = self.interval_days.or_else(|| schedule::mean_interval(self.weekdays));
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
