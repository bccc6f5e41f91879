//! What a process can tell by itself: the time on its own clock, and how long it has been running.
//!
//! A test's processes live in a [`World`] whose time stands still until moved; each has a clock of its own that may be wrong.

use chrono::{DateTime, Duration, Utc};
use std::{
    sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError},
    time::Instant,
};

/// Since when this process counts its steady time.
static BEGAN: LazyLock<Instant> = LazyLock::new(Instant::now);

/// A process's own clocks.
#[derive(Clone, Debug)]
pub(super) enum Own {
    /// The machine's.
    Machine,
    /// Those of a process of a test, whose wall clock is ahead of the true time by `ahead`.
    Test { world: World, ahead: Arc<Mutex<Duration>> },
}

impl Own {
    /// What the wall clock shows; somebody may set it at any moment.
    pub(super) fn wall(&self) -> DateTime<Utc> {
        match self {
            Self::Machine => system_now(),
            Self::Test { world, ahead } => world.get().real + *held(ahead),
        }
    }

    /// Time gone by since some moment of the past; never runs back and never jumps.
    pub(super) fn steady(&self) -> Duration {
        match self {
            Self::Machine => Duration::from_std(BEGAN.elapsed()).unwrap_or(Duration::MAX),
            Self::Test { world, .. } => world.get().steady,
        }
    }
}

/// The time of a test.
#[derive(Clone, Debug)]
pub(super) struct World(Arc<Mutex<Times>>);

#[derive(Clone, Copy, Debug)]
pub(super) struct Times {
    /// Time gone by.
    steady: Duration,
    /// The true time.
    real: DateTime<Utc>,
    /// What the database's clock shows.
    pub(super) database: DateTime<Utc>,
}

impl World {
    pub(super) fn new(now: DateTime<Utc>) -> Self {
        Self(Arc::new(Mutex::new(Times { steady: Duration::zero(), real: now, database: now })))
    }

    pub(super) fn get(&self) -> Times {
        *held(&self.0)
    }

    /// Lets time go by until the database's clock shows `to`; nothing when it is past that.
    pub(super) fn advance_to(&self, to: DateTime<Utc>) {
        let mut times = held(&self.0);
        let by = (to - times.database).max(Duration::zero());
        times.steady += by;
        times.real += by;
        times.database += by;
    }

    /// Sets the database's clock, forward or back, while no time goes by.
    pub(super) fn jump(&self, by: Duration) {
        held(&self.0).database += by;
    }
}

/// The guarded value; a panic elsewhere does not make a time wrong.
pub(super) fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
pub(super) fn system_now() -> DateTime<Utc> {
    Utc::now()
}
