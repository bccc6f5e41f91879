//! The one source of randomness for secrets, nonces and ids.

use chrono::{DateTime, Utc};
use rand::{TryRngCore, rngs::OsRng};
use std::sync::{LazyLock, Mutex};
use uuid::{ContextV7, Timestamp, Uuid};

/// `N` bytes from the operating system's generator.
///
/// # Panics
/// When the operating system has no randomness: no secret can be made then, and going on would be worse.
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut out = [0_u8; N];
    #[expect(clippy::expect_used, reason = "without randomness nothing here is safe")]
    OsRng.try_fill_bytes(&mut out).expect("the operating system's random generator");
    out
}

/// A number in `0.0..1.0`, for jitter.
pub fn fraction() -> f64 {
    f64::from(u32::from_le_bytes(bytes())) / (f64::from(u32::MAX) + 1.0)
}

/// A `UUIDv7` for `now`; ids made by one process sort in the order they were made.
pub fn id(now: DateTime<Utc>) -> Uuid {
    static CONTEXT: LazyLock<Mutex<ContextV7>> = LazyLock::new(|| Mutex::new(ContextV7::new()));
    let seconds = u64::try_from(now.timestamp()).unwrap_or(0);
    Uuid::new_v7(Timestamp::from_unix(&*CONTEXT, seconds, now.timestamp_subsec_nanos()))
}
