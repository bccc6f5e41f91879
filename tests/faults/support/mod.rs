//! What the tests of faults share.

pub mod api;
pub mod figures;
pub mod mails;
pub mod private;
pub mod seed;
pub mod site;
pub mod small_disk;
pub mod subscriber;
pub mod time;

use std::time::Duration;
use tokio::time::Instant;

/// How often to look.
const INTERVAL: Duration = Duration::from_millis(50);

/// Waits until `done`, for `limit` at most. Says how long it took.
pub async fn within(limit: Duration, mut done: impl AsyncFnMut() -> bool) -> Option<Duration> {
    let began = Instant::now();
    while !done().await {
        if began.elapsed() > limit {
            return None;
        }
        tokio::time::sleep(INTERVAL).await;
    }
    Some(began.elapsed())
}

/// The same, and fails by naming `what` when it takes longer.
pub async fn until(limit: Duration, what: &str, done: impl AsyncFnMut() -> bool) -> Duration {
    let took = within(limit, done).await;
    took.unwrap_or_else(|| panic!("not within {} s: {what}", limit.as_secs()))
}

/// Watches for so long that `holds` goes on to hold.
pub async fn throughout(time: Duration, what: &str, mut holds: impl AsyncFnMut() -> bool) {
    let began = Instant::now();
    while began.elapsed() < time {
        assert!(holds().await, "after {} ms it was not so: {what}", began.elapsed().as_millis());
        tokio::time::sleep(INTERVAL).await;
    }
}
