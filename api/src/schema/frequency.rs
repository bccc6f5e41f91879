//! How often a step is done, and on which days: as answered, and as a doctor writes it.

use super::{
    ready::{Asked, HasReady, Json},
    scalars::TimeOfDay,
};
use aftercare_core::domain::{
    review::{DaysEdit, DueDays, Edit},
    schedule::{self, Cycle as CoreCycle, Pattern},
};
use aftercare_entity::step;
use async_graphql::{Enum, InputObject, MaybeUndefined, ScalarType, SimpleObject};

/// A day of the week.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "chrono::Weekday")]
pub enum Weekday {
    /// Monday.
    #[graphql(name = "MONDAY")]
    Mon,
    /// Tuesday.
    #[graphql(name = "TUESDAY")]
    Tue,
    /// Wednesday.
    #[graphql(name = "WEDNESDAY")]
    Wed,
    /// Thursday.
    #[graphql(name = "THURSDAY")]
    Thu,
    /// Friday.
    #[graphql(name = "FRIDAY")]
    Fri,
    /// Saturday.
    #[graphql(name = "SATURDAY")]
    Sat,
    /// Sunday.
    #[graphql(name = "SUNDAY")]
    Sun,
}

/// A number of days on, then a number of days off, and so on: for example 21 days with tablets, then 7 without.
#[derive(SimpleObject, Debug)]
pub struct Cycle {
    /// How many days in a row the step is due.
    days_on: i32,
    /// How many days in a row after that it is not due.
    days_off: i32,
}

/// A number of days on, then a number of days off, and so on.
#[derive(InputObject, Debug, Clone, Copy)]
pub struct CycleInput {
    /// How many days in a row the step is due, 1 to 366.
    days_on: i32,
    /// How many days in a row after that it is not due, 1 to 366.
    days_off: i32,
}

/// How often a step is done.
#[derive(SimpleObject, Debug)]
pub struct Frequency {
    /// How many times on each day that it is due; null when the note does not say.
    times_per_day: Option<i32>,
    /// The times of day at which it is done, earliest first; empty when the note names none.
    times_of_day: Vec<TimeOfDay>,
    /// Days from one due day to the next (weekly 7, twice a week 3.5); null when it is daily or not said. With weekdays, their mean
    /// distance (Monday and Thursday 3.5; every other Monday 14).
    every_days: Option<f64>,
    /// Weeks from one round of `weekdays` to the next (every other Monday 2); null when it does not go by weekdays.
    every_weeks: Option<i32>,
    /// The weekdays on which it is due; empty when it does not go by weekdays.
    weekdays: Vec<Weekday>,
    /// Days on and days off; null when it has no pauses.
    cycle: Option<Cycle>,
    /// Whether it is done only when needed: it is then shown, and never due.
    as_needed: bool,
}

impl HasReady for Frequency {
    fn write(&self, asked: &Asked<'_>, json: &mut Json) -> Option<()> {
        match asked.name() {
            "timesPerDay" => json.value(&self.times_per_day),
            "timesOfDay" => json.list(&self.times_of_day, |time, json| json.value(&time.to_value())),
            "everyDays" => json.value(&self.every_days),
            "everyWeeks" => json.value(&self.every_weeks),
            "weekdays" => json.list(&self.weekdays, |day, json| json.name(*day)),
            "cycle" => match &self.cycle {
                Some(cycle) => asked.object(cycle, json),
                None => json.value(&()),
            },
            "asNeeded" => json.value(&self.as_needed),
            _ => None,
        }
    }
}

impl HasReady for Cycle {
    fn write(&self, asked: &Asked<'_>, json: &mut Json) -> Option<()> {
        match asked.name() {
            "daysOn" => json.value(&self.days_on),
            "daysOff" => json.value(&self.days_off),
            _ => None,
        }
    }
}

impl Frequency {
    /// That of a stored step.
    pub fn of(row: &step::Model) -> Self {
        let cycle = schedule::cycle_of(row);
        let part = |days: u32| i32::try_from(days).unwrap_or(i32::MAX);
        Self {
            times_per_day: row.times_per_day,
            times_of_day: schedule::times_of_day(row).into_iter().map(TimeOfDay).collect(),
            every_days: row.interval_days,
            every_weeks: Pattern::of(row).weeks().map(part),
            weekdays: schedule::weekdays_of(row).iter(chrono::Weekday::Mon).map(Into::into).collect(),
            cycle: cycle.map(|cycle| Cycle { days_on: part(cycle.on), days_off: part(cycle.off) }),
            as_needed: row.as_needed,
        }
    }
}

/// What a new step is due on.
pub fn due_days(
    every_days: Option<f64>,
    weekdays: Vec<Weekday>,
    every_weeks: Option<i32>,
    cycle: Option<CycleInput>,
) -> DueDays {
    DueDays {
        interval_days: every_days,
        weekdays: set(weekdays),
        weeks: every_weeks.map(i64::from),
        cycle: cycle.map(CycleInput::into_core),
    }
}

/// What an edited step is due on.
pub fn days_edit(
    every_days: MaybeUndefined<f64>,
    weekdays: MaybeUndefined<Vec<Weekday>>,
    every_weeks: MaybeUndefined<i32>,
    cycle: MaybeUndefined<CycleInput>,
) -> DaysEdit {
    DaysEdit {
        interval_days: edit(every_days, |days| days),
        weekdays: edit(weekdays, set),
        weeks: edit(every_weeks, i64::from),
        cycle: edit(cycle, CycleInput::into_core),
    }
}

/// A change as the core has it: left out keeps, null clears.
pub fn edit<T, U>(field: MaybeUndefined<T>, as_core: impl FnOnce(T) -> U) -> Edit<U> {
    match field {
        MaybeUndefined::Undefined => Edit::Keep,
        MaybeUndefined::Null => Edit::Clear,
        MaybeUndefined::Value(value) => Edit::Set(as_core(value)),
    }
}

fn set(weekdays: Vec<Weekday>) -> chrono::WeekdaySet {
    weekdays.into_iter().map(chrono::Weekday::from).collect()
}

impl CycleInput {
    fn into_core(self) -> CoreCycle {
        // What is negative is out of bounds like 0, which the core refuses.
        let part = |days: i32| u32::try_from(days).unwrap_or(0);
        CoreCycle { on: part(self.days_on), off: part(self.days_off) }
    }
}
