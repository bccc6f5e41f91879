//! Time as a parameter: the one place that reads the machine's clock, and one that a test or the demo can move.
//!
//! Every time is truncated to microseconds, which is what Postgres keeps: a time compares equal to itself after it
//! was stored.

use chrono::{DateTime, Duration, NaiveDate, NaiveTime, SubsecRound, TimeZone, Utc};
use chrono_tz::Tz;
use std::sync::{Arc, Mutex, PoisonError};

/// Where "now" comes from. Cheap to clone; clones of a manual clock move together.
#[derive(Clone, Debug)]
pub struct Clock(Source);

#[derive(Clone, Debug)]
enum Source {
    System,
    /// The machine's clock plus an offset that can be moved (the demo).
    Shifted(Arc<Mutex<Duration>>),
    /// Stands still until moved (tests).
    Manual(Arc<Mutex<DateTime<Utc>>>),
}

impl Clock {
    /// The machine's clock.
    pub const fn system() -> Self {
        Self(Source::System)
    }

    /// The machine's clock with an offset that [`Clock::advance_to`] moves.
    pub fn shifted() -> Self {
        Self(Source::Shifted(Arc::new(Mutex::new(Duration::zero()))))
    }

    /// Stands still at `now` until moved.
    pub fn manual(now: DateTime<Utc>) -> Self {
        Self(Source::Manual(Arc::new(Mutex::new(now))))
    }

    /// Now, to the microsecond.
    pub fn now(&self) -> DateTime<Utc> {
        let now = match &self.0 {
            Source::System => system_now(),
            Source::Shifted(by) => system_now() + *by.lock().unwrap_or_else(PoisonError::into_inner),
            Source::Manual(at) => *at.lock().unwrap_or_else(PoisonError::into_inner),
        };
        now.trunc_subsecs(6)
    }

    /// Moves a shifted or manual clock forward to `to`; never back, and never the machine's own.
    pub fn advance_to(&self, to: DateTime<Utc>) {
        match &self.0 {
            Source::System => {}
            Source::Shifted(by) => {
                let mut by = by.lock().unwrap_or_else(PoisonError::into_inner);
                *by = (*by).max(to - system_now());
            }
            Source::Manual(at) => {
                let mut at = at.lock().unwrap_or_else(PoisonError::into_inner);
                *at = (*at).max(to);
            }
        }
    }

    /// Moves a shifted or manual clock forward by `by`.
    pub fn advance(&self, by: Duration) {
        self.advance_to(self.now() + by);
    }

    /// The local day in `zone`.
    pub fn today(&self, zone: Tz) -> NaiveDate {
        self.now().with_timezone(&zone).date_naive()
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
fn system_now() -> DateTime<Utc> {
    Utc::now()
}

/// The instant at which clocks in `zone` show `time` on `day`. When that time is skipped (clocks go forward), the
/// first instant after the gap; when it comes twice (clocks go back), the first.
pub fn local_instant(zone: Tz, day: NaiveDate, time: NaiveTime) -> DateTime<Utc> {
    let wall = day.and_time(time);
    let mut probe = wall;
    // The longest gap on record is a whole skipped day (Samoa, 2011): 26 hours in quarter-hours cover it.
    for _ in 0..(26 * 4) {
        if let Some(at) = zone.from_local_datetime(&probe).earliest() {
            return at.with_timezone(&Utc);
        }
        probe += Duration::minutes(15);
    }
    Utc.from_utc_datetime(&wall)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(zone: &str, day: (i32, u32, u32), hour: u32) -> String {
        let day = NaiveDate::from_ymd_opt(day.0, day.1, day.2).unwrap();
        local_instant(zone.parse().unwrap(), day, NaiveTime::from_hms_opt(hour, 30, 0).unwrap()).to_rfc3339()
    }

    #[test]
    fn local_times_survive_daylight_saving() {
        assert_eq!(at("Europe/Berlin", (2026, 3, 28), 6), "2026-03-28T05:30:00+00:00");
        assert_eq!(at("Europe/Berlin", (2026, 3, 29), 6), "2026-03-29T04:30:00+00:00");
        // 02:30 does not exist on that day: the first instant after the gap that a quarter-hour step meets.
        assert_eq!(at("Europe/Berlin", (2026, 3, 29), 2), "2026-03-29T01:00:00+00:00");
        // 02:30 comes twice: the first.
        assert_eq!(at("Europe/Berlin", (2026, 10, 25), 2), "2026-10-25T00:30:00+00:00");
        // A day that never was.
        assert_eq!(at("Pacific/Apia", (2011, 12, 30), 6), "2011-12-30T10:00:00+00:00");
    }

    #[test]
    fn a_manual_clock_never_runs_back() {
        let clock = Clock::manual(Utc.with_ymd_and_hms(2026, 1, 2, 3, 4, 5).unwrap());
        clock.advance(Duration::days(1));
        clock.advance_to(Utc.with_ymd_and_hms(2020, 1, 1, 0, 0, 0).unwrap());
        assert_eq!(clock.now().to_rfc3339(), "2026-01-03T03:04:05+00:00");
    }
}
