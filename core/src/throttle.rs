//! How often somebody may try something: counted in Redis for all processes, or in memory where there is no Redis.
//!
//! A fixed window per name. Names hold hashes, never an e-mail address. While Redis is away the process counts alone:
//! a hospital must be able to log in.

use crate::{Error, Result, bus::RedisLink, clock::Clock};
use chrono::{DateTime, Duration, Utc};
use redis::{AsyncCommands, Script};
use sha2::{Digest, Sha256};
use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, Mutex, PoisonError},
};

/// Names remembered in memory at most; beyond, finished windows are dropped first, then all.
const REMEMBERED: usize = 100_000;

static COUNT: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        "local n = redis.call('INCR', KEYS[1]) \
         if n == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end \
         return {n, redis.call('PTTL', KEYS[1])}",
    )
});

/// Tries so far and the end of the window, by name.
type Windows = HashMap<String, (u64, DateTime<Utc>)>;

/// The counters. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Throttle {
    clock: Clock,
    redis: Option<RedisLink>,
    memory: Arc<Mutex<Windows>>,
}

/// How many in how long.
#[derive(Debug, Clone, Copy)]
pub struct Limit {
    /// Allowed tries.
    pub tries: u64,
    /// Per window.
    pub window: Duration,
}

impl Throttle {
    /// Counts in Redis when there is a link, else in memory.
    pub fn new(clock: Clock, redis: Option<RedisLink>) -> Self {
        Self { clock, redis, memory: Arc::default() }
    }

    /// Counts one try of `who` (an e-mail, an address: only its hash is kept) at `what`.
    ///
    /// # Errors
    /// [`Error::RateLimited`] beyond the limit.
    pub async fn count(&self, what: &'static str, who: &str, limit: Limit) -> Result<()> {
        let name = name(what, who);
        let (tries, left) = match &self.redis {
            Some(link) => match count_in_redis(link, &name, limit.window).await {
                Ok(counted) => counted,
                Err(error) => {
                    tracing::warn!(%error, "Redis does not count; counting in memory");
                    self.count_in_memory(name, limit.window)
                }
            },
            None => self.count_in_memory(name, limit.window),
        };
        if tries <= limit.tries {
            return Ok(());
        }
        let millis = u64::try_from(left.num_milliseconds()).unwrap_or(0);
        Err(Error::RateLimited { retry_after: millis.div_ceil(1000).max(1) })
    }

    /// Takes one counted try back: it succeeded, and only failures are to be limited.
    pub async fn refund(&self, what: &'static str, who: &str) {
        let name = name(what, who);
        if let Some(link) = &self.redis {
            let mut connection = link.connection();
            let key = format!("{}:count:{name}", link.prefix());
            if let Err(error) = connection.decr::<_, _, ()>(key, 1).await {
                tracing::warn!(%error, "Redis does not count");
            }
        }
        let mut memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((tries, _)) = memory.get_mut(&name) {
            *tries = tries.saturating_sub(1);
        }
    }

    fn count_in_memory(&self, name: String, window: Duration) -> (u64, Duration) {
        let now = self.clock.now();
        let mut memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        if memory.len() >= REMEMBERED {
            memory.retain(|_, (_, ends)| *ends > now);
        }
        if memory.len() >= REMEMBERED {
            memory.clear();
        }
        let entry = memory.entry(name).or_insert((0, now + window));
        if entry.1 <= now {
            *entry = (0, now + window);
        }
        entry.0 += 1;
        (entry.0, entry.1 - now)
    }
}

fn name(what: &str, who: &str) -> String {
    format!("{what}:{}", hex::encode(&Sha256::digest(who.as_bytes())[..16]))
}

async fn count_in_redis(
    link: &RedisLink,
    name: &str,
    window: Duration,
) -> redis::RedisResult<(u64, Duration)> {
    let mut connection = link.connection();
    let (tries, left): (u64, i64) = COUNT
        .key(format!("{}:count:{name}", link.prefix()))
        .arg(window.num_milliseconds())
        .invoke_async(&mut connection)
        .await?;
    Ok((tries, Duration::milliseconds(left)))
}
