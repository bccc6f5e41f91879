//! The link to Redis: a pool of connections that publish and count, and one subscription a process that comes back by itself.
//!
//! Nothing here waits for Redis without a bound: not for a place in the pool, not for a connection, not for an answer.

use super::{Local, Signal};
use crate::{Error, Result};
use deadpool_redis::{Connection, Manager, Pool, Runtime};
use futures_util::StreamExt;
use redis::AsyncCommands;
use secrecy::{ExposeSecret, SecretString};
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::sync::{mpsc, oneshot};

/// Pause before the subscription tries again.
const RETRY: Duration = Duration::from_millis(200);
/// How long to wait for Redis to answer one question, the making of a connection included.
pub(super) const ANSWER: Duration = Duration::from_secs(2);
/// How long to wait for a sign of life from a connection that was used before, and for one that others use.
const SIGN: Duration = Duration::from_millis(500);
/// Connections that ask at the same time. Each question is a fraction of a millisecond.
const CONNECTIONS: usize = 8;
/// Signals waiting to be published; beyond, new ones are dropped (the database has the truth).
const OUTBOX: usize = 4096;

/// How long a process that ends waits for its signals to leave; after that the other processes find out by looking.
const FLUSH: Duration = Duration::from_secs(3);

/// What waits to be published.
enum Outgoing {
    Signal(String),
    /// Told when everything before it has left.
    Mark(oneshot::Sender<()>),
}

/// A live link. Cheap to clone; its tasks end when the last clone is dropped.
#[derive(Clone)]
pub struct RedisLink {
    client: redis::Client,
    pool: Pool,
    outbox: mpsc::Sender<Outgoing>,
    prefix: Arc<str>,
    subscribed: Arc<AtomicBool>,
}

impl std::fmt::Debug for RedisLink {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RedisLink").field("prefix", &self.prefix).finish_non_exhaustive()
    }
}

impl RedisLink {
    /// A link to `url`, which is connected to as soon as Redis answers: nobody waits for that. All names in Redis begin with
    /// `prefix`. Call it within a runtime.
    ///
    /// # Errors
    /// [`Error::Redis`] when the URL is not one of Redis.
    pub fn open(url: &SecretString, prefix: &str) -> Result<Self> {
        let wrong = |error: redis::RedisError| Error::Redis(error.to_string());
        let client = redis::Client::open(url.expose_secret()).map_err(wrong)?;
        let pool = Pool::builder(Manager::new(url.expose_secret()).map_err(wrong)?)
            .max_size(CONNECTIONS)
            .wait_timeout(Some(SIGN))
            .create_timeout(Some(ANSWER))
            .recycle_timeout(Some(SIGN))
            .runtime(Runtime::Tokio1)
            .build()
            .map_err(|error| Error::Redis(error.to_string()))?;
        let prefix: Arc<str> = prefix.into();
        let (outbox, inbox) = mpsc::channel(OUTBOX);
        tokio::spawn(publish_all(pool.clone(), channel(&prefix), inbox));
        Ok(Self { client, pool, outbox, prefix, subscribed: Arc::new(AtomicBool::new(false)) })
    }

    /// Whether Redis answers.
    ///
    /// # Errors
    /// [`Error::Redis`].
    pub async fn ping(&self) -> Result<()> {
        Ok(self.connection().await?.ping::<()>().await?)
    }

    /// A connection of the pool, for a command or a script.
    ///
    /// # Errors
    /// [`Error::Redis`] when there is none in time.
    pub async fn connection(&self) -> Result<Connection> {
        connect(&self.pool).await
    }

    /// What connections beside the pool are made from.
    pub(super) const fn client(&self) -> &redis::Client {
        &self.client
    }

    /// What all names in Redis begin with.
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// Whether signals of other processes arrive now.
    pub fn is_subscribed(&self) -> bool {
        self.subscribed.load(Ordering::Acquire)
    }

    pub(super) fn publish(&self, signal: &Signal) {
        match serde_json::to_string(signal) {
            Ok(text) => {
                if self.outbox.try_send(Outgoing::Signal(text)).is_err() {
                    tracing::warn!("a signal was not published: Redis is unavailable or slow");
                }
            }
            Err(error) => tracing::error!(%error, "a signal cannot be written as JSON"),
        }
    }

    /// Waits until what was published so far has left, a few seconds at most.
    pub(super) async fn flush(&self) {
        let (mark, left) = oneshot::channel();
        let flushed = async { self.outbox.send(Outgoing::Mark(mark)).await.is_ok() && left.await.is_ok() };
        if !tokio::time::timeout(FLUSH, flushed).await.unwrap_or(false) {
            tracing::warn!("signals were not published in time: Redis is unavailable or slow");
        }
    }

    /// Starts the one subscription of this process.
    pub(super) fn forward_to(&self, local: Local) {
        let (client, channel) = (self.client.clone(), channel(&self.prefix));
        let (subscribed, alive) = (Arc::clone(&self.subscribed), self.outbox.downgrade());
        tokio::spawn(async move {
            let mut told = false;
            while alive.upgrade().is_some() {
                let listened = listen(&client, &channel, &local, &subscribed, &alive).await;
                // Once an outage: whoever was subscribed meanwhile tells again.
                let was_subscribed = subscribed.swap(false, Ordering::AcqRel);
                if let Err(error) = listened
                    && (was_subscribed || !told)
                {
                    told = true;
                    tracing::warn!(%error, "Redis is unavailable: signals of other processes arrive late; trying again");
                }
                tokio::time::sleep(RETRY).await;
            }
        });
    }
}

fn channel(prefix: &str) -> String {
    format!("{prefix}:signals")
}

async fn listen(
    client: &redis::Client,
    channel: &str,
    local: &Local,
    subscribed: &AtomicBool,
    alive: &mpsc::WeakSender<Outgoing>,
) -> redis::RedisResult<()> {
    let subscribing = async {
        let mut pubsub = client.get_async_pubsub().await?;
        pubsub.subscribe(channel).await?;
        redis::RedisResult::Ok(pubsub)
    };
    let mut pubsub = tokio::time::timeout(ANSWER, subscribing)
        .await
        .map_err(|_| redis::RedisError::from(std::io::Error::from(std::io::ErrorKind::TimedOut)))??;
    subscribed.store(true, Ordering::Release);
    tracing::info!("signals of other processes arrive over Redis");
    // Whatever was said before this moment was not heard.
    local.send(Signal::Reconnected);
    let mut messages = pubsub.on_message();
    loop {
        // A wake-up now and then notices that the link was dropped.
        match tokio::time::timeout(Duration::from_secs(5), messages.next()).await {
            Err(_) if alive.upgrade().is_none() => return Ok(()),
            Err(_) => {}
            Ok(None) => return Ok(()),
            Ok(Some(message)) => {
                let payload: String = message.get_payload()?;
                match serde_json::from_str(&payload) {
                    Ok(signal) => local.send(signal),
                    Err(error) => {
                        tracing::warn!(%error, "a message in Redis is not one of Aftercare's signals; it is ignored");
                    }
                }
            }
        }
    }
}

/// A connection that answers. What the pool kept from before a Redis restarted is thrown away on the way.
async fn connect(pool: &Pool) -> Result<Connection> {
    let found = tokio::time::timeout(ANSWER, pool.get()).await;
    found
        .map_err(|_| Error::Redis("no connection in time".to_owned()))?
        .map_err(|error| Error::Redis(error.to_string()))
}

async fn publish(pool: &Pool, channel: &str, text: &str) -> Result<()> {
    let mut connection = connect(pool).await?;
    let published = tokio::time::timeout(ANSWER, connection.publish::<_, _, ()>(channel, text)).await;
    Ok(published.map_err(|_| Error::Redis("no answer in time".to_owned()))??)
}

async fn publish_all(pool: Pool, channel: String, mut inbox: mpsc::Receiver<Outgoing>) {
    let mut away = false;
    while let Some(outgoing) = inbox.recv().await {
        let text = match outgoing {
            Outgoing::Signal(text) => text,
            Outgoing::Mark(mark) => {
                // Whoever waited may have given up.
                let _ = mark.send(());
                continue;
            }
        };
        // The end of a session must not get lost with the line that it went over.
        while let Err(error) = publish(&pool, &channel, &text).await {
            if !away {
                tracing::warn!(%error, "signals are not published: Redis is unavailable; trying again");
            }
            away = true;
            tokio::time::sleep(RETRY).await;
            if inbox.is_closed() {
                return;
            }
        }
        away = false;
    }
}
