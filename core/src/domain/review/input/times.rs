//! How often on a day, as a doctor writes it: a number, times of the clock, or both where they agree.

use super::{Edit, times_per_day};
use crate::{Error, Result, domain::schedule};
use aftercare_entity::step;
use chrono::NaiveTime;

/// Times of day at most.
const MOST: usize = 24;

/// The number of times a day and the times, in their order.
pub(super) fn check(times: Option<i64>, mut clock: Vec<NaiveTime>) -> Result<(Option<i32>, Vec<NaiveTime>)> {
    let times = times.map(times_per_day).transpose()?;
    clock.sort_unstable();
    clock.dedup();
    if clock.len() > MOST {
        return Err(Error::bad_input("timesOfDay", "timesOfDay must have at most 24 times"));
    }
    let named = i32::try_from(clock.len()).ok().filter(|named| *named > 0);
    match (times, named) {
        (Some(times), Some(named)) if times != named => Err(Error::bad_input(
            "timesOfDay",
            "timesOfDay must have as many times as timesPerDay says; or leave one of them out",
        )),
        (times, named) => Ok((times.or(named), clock)),
    }
}

/// Writes the changes into `row`. Another number of times a day without times clears the times that were there.
pub(super) fn edit(times: Edit<i64>, clock: Edit<Vec<NaiveTime>>, row: &mut step::Model) -> Result<()> {
    let clock = if clock == Edit::Set(Vec::new()) { Edit::Clear } else { clock };
    match (times, clock) {
        (Edit::Keep, Edit::Keep) => {}
        (Edit::Keep, Edit::Clear) => row.times_of_day = None,
        (Edit::Clear, Edit::Keep | Edit::Clear) => (row.times_per_day, row.times_of_day) = (None, None),
        (Edit::Set(times), Edit::Keep | Edit::Clear) => {
            let times = times_per_day(times)?;
            if row.times_per_day != Some(times) {
                row.times_of_day = None;
            }
            row.times_per_day = Some(times);
        }
        (times, Edit::Set(clock)) => {
            let (times, clock) = check(times.into_set(), clock)?;
            row.times_per_day = times;
            row.times_of_day = schedule::stored_times(&clock);
        }
    }
    Ok(())
}
