//! How fast a client may send: a bucket of tokens, of which each message takes one.

use crate::http::shared::Rate;
use tokio::time::Instant;

/// The bucket of one socket.
#[derive(Debug)]
pub(super) struct Bucket {
    rate: Rate,
    tokens: f64,
    at: Instant,
}

impl Bucket {
    /// A full one.
    pub fn new(rate: Rate, now: Instant) -> Self {
        Self { rate, tokens: rate.burst.into(), at: now }
    }

    /// Takes a token; false when there is none.
    pub fn take(&mut self, now: Instant) -> bool {
        let fallen = now.duration_since(self.at).as_secs_f64() * f64::from(self.rate.per_second);
        self.tokens = (self.tokens + fallen).min(self.rate.burst.into());
        self.at = now;
        if self.tokens < 1.0 {
            return false;
        }
        self.tokens -= 1.0;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn a_burst_at_once_then_so_many_a_second() {
        let mut now = Instant::now();
        let mut bucket = Bucket::new(Rate { per_second: 2, burst: 5 }, now);
        let mut taken = |now: Instant| (0..100).take_while(|_| bucket.take(now)).count();
        assert_eq!(taken(now), 5);
        now += Duration::from_secs(1);
        assert_eq!(taken(now), 2);
        now += Duration::from_millis(400);
        assert_eq!(taken(now), 0);
        now += Duration::from_millis(100);
        assert_eq!(taken(now), 1);
        now += Duration::from_hours(1);
        assert_eq!(taken(now), 5, "no more than the burst is saved up");
    }
}
