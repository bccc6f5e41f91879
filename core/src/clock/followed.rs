//! The database's time between two readings of it, and how far off this process's own clock is.
//!
//! A reading is kept together with the steady time at which it was made; now is that reading and what has gone by since.
//! So whoever sets this machine's clock changes nothing here. Two clocks never run quite alike: where a new reading is
//! behind what was said already by less than a second, time stands still until it is right, and does not run back.

use super::own::{Own, World, held};
use chrono::{DateTime, Duration, Utc};
use std::sync::Mutex;

/// A process's clock that is off by more than this is told.
const NOTICED: Duration = Duration::seconds(5);
/// One that is off by more than this is trusted with no sweep and no mail.
const TRUSTED: Duration = Duration::seconds(60);
/// An answer that took longer than this says too little about now.
const TOO_SLOW: Duration = Duration::seconds(1);
/// Corrections back by up to this are waited for.
const CORRECTED: Duration = Duration::seconds(1);

/// How this process's own clock compares with the database's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockState {
    /// There is no other clock to compare with (SQLite, a test, the demo): this one is right.
    Alone,
    /// The database was asked for its time and has not answered in time yet.
    Unread,
    /// By how much the process's own clock was ahead at the last reading; negative = behind.
    AheadBy(Duration),
}

impl ClockState {
    /// Whether sweeps and mails may begin: the two clocks agree to a minute, or there is only one.
    pub fn is_trusted(self) -> bool {
        match self {
            Self::Alone => true,
            Self::Unread => false,
            Self::AheadBy(offset) => offset.abs() <= TRUSTED,
        }
    }

    /// Whether the clocks agree to five seconds, or there is only one.
    pub fn is_right(self) -> bool {
        match self {
            Self::Alone => true,
            Self::Unread => false,
            Self::AheadBy(offset) => offset.abs() <= NOTICED,
        }
    }

    /// Whole seconds by which the process's own clock is ahead; negative = behind. `None`: unknown.
    pub fn offset_seconds(self) -> Option<i64> {
        match self {
            Self::Alone | Self::Unread => None,
            Self::AheadBy(offset) => Some(offset.num_seconds()),
        }
    }
}

/// Follows the database's time from reading to reading; before the first, the process's own clock.
#[derive(Debug)]
pub(super) struct Followed {
    own: Own,
    inner: Mutex<Inner>,
}

#[derive(Debug)]
struct Inner {
    reading: Option<Reading>,
    /// The last time that was answered.
    last: Option<DateTime<Utc>>,
    state: ClockState,
    /// The offset that the log speaks of.
    told: Duration,
}

/// The database's time, and the steady time at which it was that.
#[derive(Clone, Copy, Debug)]
struct Reading {
    time: DateTime<Utc>,
    at: Duration,
}

impl Followed {
    pub(super) fn new(own: Own) -> Self {
        let inner = Inner { reading: None, last: None, state: ClockState::Alone, told: Duration::zero() };
        Self { own, inner: Mutex::new(inner) }
    }

    pub(super) fn now(&self) -> DateTime<Utc> {
        let mut inner = held(&self.inner);
        let Some(reading) = inner.reading else { return self.own.wall() };
        let now = reading.time + (self.own.steady() - reading.at);
        let said = inner.last.filter(|last| *last > now && *last - now < CORRECTED);
        *inner.last.insert(said.unwrap_or(now))
    }

    pub(super) fn state(&self) -> ClockState {
        held(&self.inner).state
    }

    /// The process's steady time, to be taken before the database is asked.
    pub(super) fn steady(&self) -> Duration {
        self.own.steady()
    }

    /// Whose time a test's process follows, instead of a real database's.
    pub(super) fn world(&self) -> Option<&World> {
        match &self.own {
            Own::Machine => None,
            Own::Test { world, .. } => Some(world),
        }
    }

    /// Sets the own clock of a test's process forward by `by`, or back; no other.
    pub(super) fn set_forward(&self, by: Duration) {
        if let Own::Test { ahead, .. } = &self.own {
            *held(ahead) += by;
        }
    }

    /// The database did not answer in time: the reading before this one goes on.
    pub(super) fn unanswered(&self) {
        let mut inner = held(&self.inner);
        if inner.reading.is_none() {
            inner.state = ClockState::Unread;
        }
    }

    /// The database answered `time` to a question put at `asked`. Its clock was read about half-way between the two.
    pub(super) fn answered(&self, time: DateTime<Utc>, asked: Duration) {
        let took = self.own.steady() - asked;
        if took > TOO_SLOW {
            return self.unanswered();
        }
        let offset = self.own.wall() - (time + took / 2);
        let mut inner = held(&self.inner);
        inner.reading = Some(Reading { time, at: asked + took / 2 });
        inner.state = ClockState::AheadBy(offset);
        inner.tell(offset);
    }
}

impl Inner {
    /// Logs an offset that is new, once.
    fn tell(&mut self, offset: Duration) {
        let (is, was) = (offset.abs(), self.told.abs());
        let crossed = [NOTICED, TRUSTED].iter().any(|limit| (is > *limit) != (was > *limit));
        let moved = (offset - self.told).abs();
        // A clock that wavers about a limit is told once, too.
        if moved <= NOTICED && !(crossed && moved > Duration::seconds(1)) {
            return;
        }
        self.told = offset;
        let offset_seconds = offset.num_seconds();
        if is > TRUSTED {
            tracing::error!(
                offset_seconds,
                "this machine's clock is wrong by the database's; no sweep and no mail begins here until it is right"
            );
        } else if is > NOTICED {
            tracing::warn!(offset_seconds, "this machine's clock is off; the database's time is used");
        } else {
            tracing::info!(offset_seconds, "this machine's clock agrees with the database's");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::{Arc, Mutex};

    /// A process that is ahead of the true time by a number of seconds, and its world.
    fn process(ahead: i64) -> (Followed, World, Arc<Mutex<Duration>>) {
        let world = World::new(DateTime::UNIX_EPOCH);
        let ahead = Arc::new(Mutex::new(Duration::seconds(ahead)));
        (Followed::new(Own::Test { world: world.clone(), ahead: ahead.clone() }), world, ahead)
    }

    fn read(clock: &Followed, world: &World) {
        clock.answered(world.get().database, clock.steady());
    }

    fn pass(world: &World, by: Duration) {
        world.advance_to(world.get().database + by);
    }

    #[test]
    fn between_two_readings_it_makes_no_difference_how_the_own_clock_is_set() {
        let (clock, world, ahead) = process(0);
        read(&clock, &world);
        *held(&ahead) = Duration::days(2);
        pass(&world, Duration::seconds(7));
        assert_eq!(clock.now(), world.get().database);
        *held(&ahead) = Duration::days(-2);
        assert_eq!(clock.now(), world.get().database);
    }

    #[test]
    fn before_the_first_reading_there_is_only_the_own_clock() {
        let (clock, _, _) = process(90);
        assert_eq!(clock.now(), DateTime::UNIX_EPOCH + Duration::seconds(90));
        assert!(clock.state().is_trusted());
        clock.unanswered();
        assert_eq!((clock.state(), clock.state().is_trusted()), (ClockState::Unread, false));
    }

    #[test]
    fn a_minute_off_is_trusted_and_five_seconds_are_right_in_either_direction() {
        for (off, right, trusted) in
            [(5, true, true), (6, false, true), (60, false, true), (61, false, false)]
        {
            for off in [off, -off] {
                let (clock, world, _) = process(off);
                read(&clock, &world);
                let state = clock.state();
                assert_eq!((state.is_right(), state.is_trusted()), (right, trusted), "{off}");
                assert_eq!(state.offset_seconds(), Some(off));
            }
        }
    }

    #[test]
    fn an_answer_that_took_longer_than_a_second_changes_nothing() {
        let (clock, world, _) = process(0);
        read(&clock, &world);
        let (asked, answer) = (clock.steady(), world.get().database);
        pass(&world, Duration::milliseconds(1001));
        clock.answered(answer, asked);
        assert_eq!(clock.now(), world.get().database);
    }

    #[test]
    fn a_small_correction_stops_the_time_for_a_moment_and_a_large_one_sets_it_back() {
        let (clock, world, _) = process(0);
        read(&clock, &world);
        let before = clock.now();
        world.jump(Duration::milliseconds(-400));
        read(&clock, &world);
        assert_eq!(clock.now(), before);
        pass(&world, Duration::milliseconds(500));
        assert_eq!(clock.now(), before + Duration::milliseconds(100));
        world.jump(Duration::days(-2));
        read(&clock, &world);
        assert_eq!(clock.now(), world.get().database);
    }
}
