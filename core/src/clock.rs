//! Time as a parameter: the one place that knows what time it is, and one that a test or the demo can move.
//!
//! All processes of an installation go by one time, the database's ([`App::read_time`](crate::App::read_time)): what one of
//! them leases, plans or signs means the same to all, however wrong its own machine's clock is. docs/decisions/0009 says why.
//!
//! Every time is truncated to microseconds, which is what Postgres keeps: a time compares equal to itself after it
//! was stored.

mod followed;
mod own;
mod reading;

pub use followed::ClockState;
pub use reading::keep;

use chrono::{DateTime, Duration, NaiveDate, NaiveTime, SubsecRound, TimeZone, Utc};
use chrono_tz::Tz;
use followed::Followed;
use own::{Own, World, held, system_now};
use std::sync::{Arc, Mutex};

/// Where "now" comes from. Cheap to clone; clones move together.
#[derive(Clone, Debug)]
pub struct Clock(Source);

#[derive(Clone, Debug)]
enum Source {
    /// The process's own clock, or the database's time once that was read.
    Followed(Arc<Followed>),
    /// The machine's clock plus an offset that can be moved (the demo).
    Shifted(Arc<Mutex<Duration>>),
    /// The database's time in a test: stands still until moved.
    Manual(World),
}

impl Clock {
    /// The machine's clock until the database's time is read; on SQLite, for good.
    pub fn system() -> Self {
        Self(Source::Followed(Arc::new(Followed::new(Own::Machine))))
    }

    /// The machine's clock with an offset that [`Clock::advance_to`] moves; it follows no database.
    pub fn shifted() -> Self {
        Self(Source::Shifted(Arc::new(Mutex::new(Duration::zero()))))
    }

    /// Stands still at `now` until moved. In a test it is the database's clock.
    pub fn manual(now: DateTime<Utc>) -> Self {
        Self(Source::Manual(World::new(now)))
    }

    /// The clock of another process in the world of this manual one, which is ahead by `ahead` (negative = behind); it
    /// follows the manual clock once it has read it. Any other clock gives itself.
    #[must_use]
    pub fn of_process(&self, ahead: Duration) -> Self {
        let Source::Manual(world) = &self.0 else { return self.clone() };
        let own = Own::Test { world: world.clone(), ahead: Arc::new(Mutex::new(ahead)) };
        Self(Source::Followed(Arc::new(Followed::new(own))))
    }

    /// Now, to the microsecond.
    pub fn now(&self) -> DateTime<Utc> {
        let now = match &self.0 {
            Source::Followed(clock) => clock.now(),
            Source::Shifted(by) => system_now() + *held(by),
            Source::Manual(world) => world.get().database,
        };
        now.trunc_subsecs(6)
    }

    /// How this process's own clock compares with the database's, by the last reading.
    pub fn state(&self) -> ClockState {
        match &self.0 {
            Source::Followed(clock) => clock.state(),
            Source::Shifted(_) | Source::Manual(_) => ClockState::Alone,
        }
    }

    /// Whether sweeps and mails may begin in this process: its own clock and the database's agree to a minute.
    pub fn is_trusted(&self) -> bool {
        self.state().is_trusted()
    }

    /// Moves a shifted or manual clock forward to `to`; never back, and never the machine's own.
    pub fn advance_to(&self, to: DateTime<Utc>) {
        match &self.0 {
            Source::Followed(_) => {}
            Source::Shifted(by) => {
                let mut by = held(by);
                *by = (*by).max(to - system_now());
            }
            Source::Manual(world) => world.advance_to(to),
        }
    }

    /// Moves a shifted or manual clock forward by `by`.
    pub fn advance(&self, by: Duration) {
        self.advance_to(self.now() + by);
    }

    /// Somebody sets a test's clock forward by `by`, or back: the database's when it is a manual one, else the own clock of
    /// one process. No time goes by. The machine's clock is never set.
    pub fn set_forward(&self, by: Duration) {
        match &self.0 {
            Source::Followed(clock) => clock.set_forward(by),
            Source::Shifted(_) => {}
            Source::Manual(world) => world.jump(by),
        }
    }

    /// The local day in `zone`.
    pub fn today(&self, zone: Tz) -> NaiveDate {
        self.now().with_timezone(&zone).date_naive()
    }
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
    fn a_manual_clock_is_never_advanced_backwards() {
        let clock = Clock::manual(Utc.with_ymd_and_hms(2026, 1, 2, 3, 4, 5).unwrap());
        clock.advance(Duration::days(1));
        clock.advance_to(Utc.with_ymd_and_hms(2020, 1, 1, 0, 0, 0).unwrap());
        assert_eq!(clock.now().to_rfc3339(), "2026-01-03T03:04:05+00:00");
    }
}
