//! Signals between tasks and processes: "look now", never the truth. What a signal says is also in the database, and a
//! slow poll finds it when a signal is lost.
//!
//! Within a process a signal goes through a broadcast channel at once; with Redis it also goes to the other processes,
//! over one publishing connection and one subscription a process ([`redis`]).

mod looking;
mod redis;

use crate::events::Event;
use serde::{Deserialize, Serialize};
use std::sync::{Arc, PoisonError, RwLock};
use tokio::sync::broadcast;
use uuid::Uuid;

pub use self::redis::RedisLink;
pub use looking::Look;

/// What can be said. Ids only.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Signal {
    /// There is a job to run.
    Jobs,
    /// These events got their positions.
    Events {
        /// In order.
        events: Vec<Arc<Event>>,
    },
    /// Sessions of this family are over.
    SessionEnded {
        /// The family.
        family: Uuid,
        /// Whether its owner logged out there.
        #[serde(default)]
        logged_out: bool,
    },
    /// All sessions of this user are over.
    UserSignedOut {
        /// The user.
        user: Uuid,
        /// Whether they said so themselves.
        #[serde(default)]
        logged_out: bool,
    },
    /// The row of this account was changed.
    AccountChanged {
        /// The account.
        user: Uuid,
    },
    /// The data key of this patient was destroyed.
    KeyDestroyed {
        /// The patient.
        patient: Uuid,
    },
    /// Data keys were wrapped again, or a master key was retired.
    KeysChanged,
    /// The link to the other processes was down: signals may have been missed, look at the database.
    Reconnected,
}

/// What is called with each signal before anybody else hears it.
type Hook = Box<dyn Fn(&Signal) + Send + Sync>;

/// The signals within this process.
#[derive(Clone)]
struct Local {
    sender: broadcast::Sender<Signal>,
    hooks: Arc<RwLock<Vec<Hook>>>,
}

impl Local {
    fn new() -> Self {
        Self { sender: broadcast::channel(BACKLOG).0, hooks: Arc::default() }
    }

    fn send(&self, signal: Signal) {
        self.hooks.read().unwrap_or_else(PoisonError::into_inner).iter().for_each(|hook| hook(&signal));
        // No receiver is fine: nobody is waiting.
        let _ = self.sender.send(signal);
    }
}

impl std::fmt::Debug for Local {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Local").finish_non_exhaustive()
    }
}

/// Sends and receives signals. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Bus {
    local: Local,
    redis: Option<RedisLink>,
}

/// Signals waiting for a slow receiver; one that falls further behind gets a `Lagged` and must look at the database.
const BACKLOG: usize = 4096;

impl Bus {
    /// For one process.
    pub fn in_process() -> Self {
        Self { local: Local::new(), redis: None }
    }

    /// For several processes.
    pub fn over_redis(link: RedisLink) -> Self {
        let local = Local::new();
        link.forward_to(local.clone());
        Self { local, redis: Some(link) }
    }

    /// All signals from now on, this process's own included (those may come twice with Redis).
    pub fn subscribe(&self) -> broadcast::Receiver<Signal> {
        self.local.sender.subscribe()
    }

    /// Says it to everyone. Never fails: a signal is only a hint; that Redis is away is logged.
    pub fn publish(&self, signal: Signal) {
        if let Some(link) = &self.redis {
            link.publish(&signal);
        }
        self.local.send(signal);
    }

    /// Calls `hook` with each signal, in the task that says it and before anybody else hears it: whoever is told that something
    /// was done finds nothing old here. It must not wait for anything.
    pub fn before_all(&self, hook: impl Fn(&Signal) + Send + Sync + 'static) {
        self.local.hooks.write().unwrap_or_else(PoisonError::into_inner).push(Box::new(hook));
    }

    /// Whether every signal of any process arrives here now, as far as is known.
    pub fn hears_all(&self) -> bool {
        self.redis.as_ref().is_none_or(RedisLink::is_subscribed)
    }

    /// Waits until what was said so far has left this process, a few seconds at most: for a command that ends after it.
    pub async fn flush(&self) {
        if let Some(link) = &self.redis {
            link.flush().await;
        }
    }

    /// The link to Redis, where there is one.
    pub const fn redis(&self) -> Option<&RedisLink> {
        self.redis.as_ref()
    }
}
