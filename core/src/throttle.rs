//! How often somebody may try something: counted in Redis for all processes, or in memory where there is no Redis.
//!
//! A fixed window per name. Names hold hashes keyed by a secret of the hospital, so that who reads Redis cannot try e-mail
//! addresses against them. While Redis is away or hangs the process counts alone: a hospital must be able to log in.
//! What may be tried how often is in [`Doors`].

mod doors;

pub use doors::{Allowance, Door, Doors, network};

use crate::{Error, Result, bus::RedisLink, clock::Clock, keyring::Keyring};
use chrono::{DateTime, Duration, Utc};
use redis::{AsyncCommands, Script};
use sha2::{Digest, Sha256};
use std::{
    collections::HashMap,
    future::Future,
    sync::{Arc, LazyLock, Mutex, PoisonError},
    time::Duration as Span,
};
use tokio::time::{Instant, timeout};

/// Names remembered in memory at most; beyond, finished windows are dropped first, then all.
const REMEMBERED: usize = 100_000;

/// Who logs in waits this long for Redis at most.
const PATIENCE: Span = Span::from_millis(500);
/// After a failure Redis is left alone so long.
const REST: Span = Span::from_secs(5);

static COUNT: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        "local n = redis.call('INCR', KEYS[1]) \
         if redis.call('PTTL', KEYS[1]) < 0 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end \
         return {n, redis.call('PTTL', KEYS[1])}",
    )
});

/// Never below nothing: a window that is over meanwhile must not begin again, without an end.
static TAKE_BACK: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        "local n = tonumber(redis.call('GET', KEYS[1]) or '0') \
         if n > 0 then redis.call('DECR', KEYS[1]) end",
    )
});

/// Tries so far and the end of the window, by name.
type Windows = HashMap<String, (u64, DateTime<Utc>)>;

/// The counters. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Throttle {
    clock: Clock,
    redis: Option<RedisLink>,
    pepper: [u8; 32],
    doors: Doors,
    memory: Arc<Mutex<Windows>>,
    /// Until when Redis is left alone.
    rests_until: Arc<Mutex<Option<Instant>>>,
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
    pub fn new(clock: Clock, redis: Option<RedisLink>, keyring: &Keyring, doors: Doors) -> Self {
        let pepper = keyring.derived("names of counters");
        Self { clock, redis, pepper, doors, memory: Arc::default(), rests_until: Arc::default() }
    }

    /// Counts one try of `who` (an e-mail, an address: only its hash is kept) at `what`.
    ///
    /// # Errors
    /// [`Error::RateLimited`] beyond the limit.
    pub async fn count(&self, what: &'static str, who: &str, limit: Limit) -> Result<()> {
        let name = self.name(what, who);
        let counted = self.ask(|link| count_in_redis(link, &name, limit.window)).await;
        let (tries, left) = counted.unwrap_or_else(|| self.count_in_memory(name.clone(), limit.window));
        if tries <= limit.tries {
            return Ok(());
        }
        let millis = u64::try_from(left.num_milliseconds()).unwrap_or(0);
        Err(Error::RateLimited { retry_after: millis.div_ceil(1000).max(1) })
    }

    /// Takes one counted try back: it succeeded, and only failures are to be limited.
    pub async fn refund(&self, what: &'static str, who: &str) {
        let name = self.name(what, who);
        self.ask(async |link| {
            let key = format!("{}:count:{name}", link.prefix());
            Ok(TAKE_BACK.key(key).invoke_async::<()>(&mut link.connection().await?).await?)
        })
        .await;
        let mut memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((tries, _)) = memory.get_mut(&name) {
            *tries = tries.saturating_sub(1);
        }
    }

    /// Forgets all counted tries: whoever failed has shown meanwhile who they are.
    pub async fn forget(&self, what: &'static str, who: &str) {
        let name = self.name(what, who);
        self.ask(async |link| {
            let key = format!("{}:count:{name}", link.prefix());
            Ok(link.connection().await?.del::<_, ()>(key).await?)
        })
        .await;
        self.memory.lock().unwrap_or_else(PoisonError::into_inner).remove(&name);
    }

    /// What Redis answers; `None` when there is none, or it is away.
    async fn ask<'t, T, F: Future<Output = Result<T>>>(
        &'t self,
        question: impl FnOnce(&'t RedisLink) -> F,
    ) -> Option<T> {
        let link = self.redis.as_ref()?;
        let rests = || self.rests_until.lock().unwrap_or_else(PoisonError::into_inner);
        if rests().is_some_and(|until| Instant::now() < until) {
            return None;
        }
        match timeout(PATIENCE, question(link)).await {
            Ok(Ok(answer)) => return Some(answer),
            Ok(Err(error)) => tracing::warn!(%error, "Redis could not count an attempt; counting in memory"),
            Err(_) => tracing::warn!("Redis does not answer in time; counting in memory"),
        }
        *rests() = Some(Instant::now() + REST);
        None
    }

    fn name(&self, what: &str, who: &str) -> String {
        let hash = Sha256::new().chain_update(self.pepper).chain_update(who.as_bytes()).finalize();
        format!("{what}:{}", hex::encode(&hash[..16]))
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

async fn count_in_redis(link: &RedisLink, name: &str, window: Duration) -> Result<(u64, Duration)> {
    let mut connection = link.connection().await?;
    let (tries, left): (u64, i64) = COUNT
        .key(format!("{}:count:{name}", link.prefix()))
        .arg(window.num_milliseconds())
        .invoke_async(&mut connection)
        .await?;
    Ok((tries, Duration::milliseconds(left)))
}
