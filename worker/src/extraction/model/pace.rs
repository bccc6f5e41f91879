//! How fast requests go out: how many at once and per minute.
//!
//! A short wait is waited for; a long one is handed back, so that the job can be parked instead of holding its lease.

use governor::{
    Quota, RateLimiter,
    clock::{Clock, Reference},
    middleware::NoOpMiddleware,
    nanos::Nanos,
    state::{InMemoryState, NotKeyed},
};
use std::{num::NonZeroU32, ops::Add, time::Duration};
use tokio::{
    sync::{Semaphore, SemaphorePermit},
    time::{Instant, timeout_at},
};

/// The clock of the runtime, which tests can stop.
#[derive(Debug, Clone, Copy)]
struct RuntimeClock;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Moment(Instant);

impl Clock for RuntimeClock {
    type Instant = Moment;

    fn now(&self) -> Moment {
        Moment(Instant::now())
    }
}

impl Add<Nanos> for Moment {
    type Output = Self;

    fn add(self, nanos: Nanos) -> Self {
        Self(self.0.checked_add(nanos.into()).unwrap_or(self.0))
    }
}

impl Reference for Moment {
    fn duration_since(&self, earlier: Self) -> Nanos {
        self.0.saturating_duration_since(earlier.0).into()
    }

    fn saturating_sub(&self, nanos: Nanos) -> Self {
        Self(self.0.checked_sub(nanos.into()).unwrap_or(self.0))
    }
}

/// See the module.
pub(super) struct Pace {
    places: Semaphore,
    rate: RateLimiter<NotKeyed, InMemoryState, RuntimeClock, NoOpMiddleware<Moment>>,
    patience: Duration,
}

impl Pace {
    /// Who would have to wait longer than `patience` is told how long instead.
    pub(super) fn new(parallel: usize, per_minute: u32, patience: Duration) -> Self {
        let per_minute = NonZeroU32::new(per_minute).unwrap_or(NonZeroU32::MIN);
        Self {
            places: Semaphore::new(parallel.clamp(1, Semaphore::MAX_PERMITS)),
            rate: RateLimiter::direct_with_clock(Quota::per_minute(per_minute), RuntimeClock),
            patience,
        }
    }

    /// Waits for a place and its turn.
    ///
    /// # Errors
    /// How long to wait before asking again.
    pub(super) async fn turn(&self) -> Result<SemaphorePermit<'_>, Duration> {
        let deadline = Instant::now() + self.patience;
        // The semaphore is never closed, so anything else is the deadline.
        let Ok(Ok(place)) = timeout_at(deadline, self.places.acquire()).await else {
            return Err(self.patience);
        };
        loop {
            let Err(not_yet) = self.rate.check() else { return Ok(place) };
            let wait = not_yet.wait_time_from(RuntimeClock.now());
            if Instant::now() + wait > deadline {
                return Err(wait);
            }
            tokio::time::sleep(wait).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Pace;
    use std::time::Duration;
    use tokio::time::Instant;

    #[tokio::test(start_paused = true)]
    async fn so_many_a_minute_and_then_one_by_one() {
        let pace = Pace::new(8, 6, Duration::from_secs(15));
        let began = Instant::now();
        for _ in 0..6 {
            drop(pace.turn().await.expect("within the burst"));
        }
        assert_eq!(began.elapsed().as_secs(), 0);
        drop(pace.turn().await.expect("a short wait is waited for"));
        assert_eq!(began.elapsed().as_secs(), 10);
    }

    #[tokio::test(start_paused = true)]
    async fn a_long_wait_is_handed_back() {
        let pace = Pace::new(8, 1, Duration::from_secs(15));
        drop(pace.turn().await.expect("the first"));
        let wait = pace.turn().await.expect_err("a minute is too long");
        assert_eq!(wait.as_secs(), 60);
    }

    #[tokio::test(start_paused = true)]
    async fn so_many_at_once() {
        let pace = Pace::new(2, 1000, Duration::from_secs(15));
        let first = pace.turn().await.expect("a place");
        let _second = pace.turn().await.expect("a place");
        assert_eq!(pace.turn().await.err(), Some(Duration::from_secs(15)));
        drop(first);
        assert!(pace.turn().await.is_ok());
    }
}
