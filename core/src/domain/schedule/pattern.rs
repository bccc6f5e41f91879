//! On which days a step is due: every N days, on weekdays, or N days on and M off.
//!
//! The days of an interval are counted from one check-in to the next, so a late one moves all that follow. Weekdays and
//! cycles follow the calendar: a late check-in moves nothing, and where a day was missed the next fitting day takes its place.

use super::{interval, later};
use aftercare_entity::step;
use chrono::{Datelike, Days, NaiveDate, NaiveTime, Weekday, WeekdaySet};

/// By how much two intervals may differ and be the same: they come from division.
const TOLERANCE: f64 = 1e-6;

/// Days to look ahead for the next fitting one: the longest cycle has 732, and its days and the week's meet within seven.
const LOOK_AHEAD: u64 = 7 * 732 + 1;

/// The most weeks from one round of weekdays to the next.
pub const MOST_WEEKS: u32 = 52;

const WEEK: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

/// A number of days on, then a number of days off, and so on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cycle {
    /// Days in a row on which the step is due, 1 to 366.
    pub on: u32,
    /// Days in a row on which it is not, 1 to 366.
    pub off: u32,
}

/// On which days a step is due.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Pattern {
    /// Days from one check-in to the next due day; at least 1.
    Every(f64),
    /// On these days of every week, or of every second, third ... one.
    Weekdays {
        /// Not empty.
        days: WeekdaySet,
        /// 1 = every week.
        weeks: u32,
    },
    /// With pauses.
    Cycle {
        /// The days on and off.
        cycle: Cycle,
        /// Of the days on only these; empty = all of them.
        days: WeekdaySet,
    },
}

impl Pattern {
    /// That of a stored step.
    pub fn of(row: &step::Model) -> Self {
        let days = weekdays_of(row);
        match (cycle_of(row), days.is_empty()) {
            (Some(cycle), _) => Self::Cycle { cycle, days },
            (None, true) => Self::Every(interval(row.interval_days)),
            // The interval tells "every other Monday" (14) from "every Monday" (7).
            (None, false) => Self::Weekdays { days, weeks: weeks(days, row.interval_days) },
        }
    }

    /// Every how many weeks, where it goes by weekdays.
    pub fn weeks(self) -> Option<u32> {
        if let Self::Weekdays { weeks, .. } = self { Some(weeks) } else { None }
    }

    /// Whether its weeks or days are counted from a first one.
    pub fn is_counted(self) -> bool {
        !matches!(self, Self::Every(_) | Self::Weekdays { weeks: 1, .. })
    }

    /// Days after which it begins again.
    pub fn period(self) -> u32 {
        match self {
            // The interval goes on from the last check-in, however long ago.
            Self::Every(_) => u32::MAX,
            Self::Weekdays { weeks, .. } => 7 * weeks,
            Self::Cycle { cycle, .. } => cycle.on.saturating_add(cycle.off),
        }
    }

    /// The first due day from `start` on; where weeks or days are counted from an earlier day, that is given.
    pub fn first_from(self, start: NaiveDate, counted_from: Option<NaiveDate>) -> NaiveDate {
        match (self, counted_from) {
            // The first such weekday is in the first week, and the first day on.
            (Self::Weekdays { days, .. } | Self::Cycle { days, .. }, None) if !days.is_empty() => {
                Self::Weekdays { days, weeks: 1 }.search(start, start)
            }
            (Self::Every(_), _) | (_, None) => start,
            (_, Some(from)) => self.search(from, start),
        }
    }

    /// The day from which its weeks or days are counted, when `first` is its first due day.
    pub fn counted_from(self, first: NaiveDate) -> Option<NaiveDate> {
        self.is_counted().then_some(first)
    }

    /// The next due day after a check-in on `day`, the one after `check_ins` of them.
    pub fn next_after(self, day: NaiveDate, check_ins: u32, counted_from: Option<NaiveDate>) -> NaiveDate {
        match self {
            Self::Every(days) => super::due_after(day, check_ins, Some(days)),
            _ => self.search(counted_from.unwrap_or(day), later(day, 1)),
        }
    }

    /// Due days in the `days` days from the first due day `first` on, had each been checked in on its day; at least 1.
    pub fn due_days(self, first: NaiveDate, days: u32, counted_from: Option<NaiveDate>) -> u32 {
        if let Self::Every(interval) = self {
            return super::fitting(days, Some(interval));
        }
        let from = counted_from.unwrap_or(first);
        let end = later(first, days.into());
        let due = first.iter_days().take_while(|day| *day < end).filter(|day| self.fits(from, *day));
        u32::try_from(due.count()).unwrap_or(u32::MAX).max(1)
    }

    /// The first fitting day from `day` on.
    fn search(self, from: NaiveDate, day: NaiveDate) -> NaiveDate {
        let end = day.checked_add_days(Days::new(LOOK_AHEAD)).unwrap_or(NaiveDate::MAX);
        day.iter_days()
            .take_while(|day| *day < end)
            .find(|day| self.fits(from, *day))
            .unwrap_or(NaiveDate::MAX)
    }

    fn fits(self, from: NaiveDate, day: NaiveDate) -> bool {
        match self {
            Self::Every(_) => true,
            Self::Weekdays { days, weeks } => {
                let apart = (monday_of(day) - monday_of(from)).num_days() / 7;
                days.contains(day.weekday()) && apart.rem_euclid(i64::from(weeks.max(1))) == 0
            }
            Self::Cycle { cycle: Cycle { on, off }, days } => {
                let is_on =
                    (day - from).num_days().rem_euclid(i64::from(on) + i64::from(off)) < i64::from(on);
                is_on && (days.is_empty() || days.contains(day.weekday()))
            }
        }
    }

    /// Whether two steps are due on the same days.
    pub fn is_same(self, other: Self) -> bool {
        match (self, other) {
            (Self::Every(one), Self::Every(other)) => (one - other).abs() < TOLERANCE,
            (one, other) => one == other,
        }
    }

    /// Days that must lie between a dose under another pattern and the first one of this.
    pub(super) fn shortest_gap(self) -> u32 {
        match self {
            Self::Every(days) => super::days_after(1, Some(days)),
            Self::Weekdays { days, weeks } if days.len() == 1 => 7 * weeks,
            Self::Weekdays { .. } | Self::Cycle { .. } => 1,
        }
    }
}

fn monday_of(day: NaiveDate) -> NaiveDate {
    let since = u64::from(day.weekday().num_days_from_monday());
    day.checked_sub_days(Days::new(since)).unwrap_or(day)
}

/// The weekdays of a stored step; empty = none.
pub fn weekdays_of(row: &step::Model) -> WeekdaySet {
    let bits = row.weekdays.unwrap_or(0);
    WEEK.into_iter().filter(|day| bits & (1 << day.num_days_from_monday()) != 0).collect()
}

/// As [`weekdays_of`] reads it; none and all seven are none.
pub fn stored_weekdays(days: WeekdaySet) -> Option<i32> {
    let bits =
        WEEK.into_iter().filter(|day| days.contains(*day)).map(|day| 1 << day.num_days_from_monday()).sum();
    (1..127).contains(&bits).then_some(bits)
}

/// The mean distance of weekdays, given the weeks from one round to the next, in days; `None` where there are none.
pub fn mean_interval(days: WeekdaySet, weeks: u32) -> Option<f64> {
    stored_weekdays(days).map(|_| 7.0 * f64::from(weeks) / f64::from(days.len()))
}

/// What is stored for the interval that an extractor gives, which beside weekdays may be the distance of two of them or the
/// weeks after which they come again: with Monday and Thursday 3.5 and 7 are every week, 14 is every other.
pub fn stored_interval(days: WeekdaySet, every_days: Option<f64>) -> Option<f64> {
    let whole_weeks = |every: &f64| *every >= 7.0 && (every / 7.0).fract() < TOLERANCE;
    match every_days.filter(whole_weeks) {
        Some(every) => mean_interval(days, weeks(WeekdaySet::single(Weekday::Mon), Some(every))),
        None => mean_interval(days, weeks(days, every_days)),
    }
    .or(every_days)
}

/// Every how many weeks, when the mean distance of `days` is `interval_days`.
fn weeks(days: WeekdaySet, interval_days: Option<f64>) -> u32 {
    let weeks = interval_days.map_or(1.0, |n| (n * f64::from(days.len()) / 7.0).round());
    super::whole(weeks.clamp(1.0, f64::from(MOST_WEEKS)))
}

/// Days on and off of a stored step.
pub fn cycle_of(row: &step::Model) -> Option<Cycle> {
    let part = |days: Option<i32>| days.and_then(|days| u32::try_from(days).ok()).filter(|days| *days > 0);
    Some(Cycle { on: part(row.cycle_on_days)?, off: part(row.cycle_off_days)? })
}

/// The times of day of a stored step, in their order.
pub fn times_of_day(row: &step::Model) -> Vec<NaiveTime> {
    let times = row.times_of_day.as_deref().unwrap_or_default().split(',');
    times.filter_map(|time| NaiveTime::parse_from_str(time, "%H:%M").ok()).collect()
}

/// As [`times_of_day`] reads them.
pub fn stored_times(times: &[NaiveTime]) -> Option<String> {
    let times: Vec<_> = times.iter().map(|time| time.format("%H:%M").to_string()).collect();
    (!times.is_empty()).then(|| times.join(","))
}
