//! What an operator wants to know of Redis before a server is started on it.

use super::redis::{ANSWER, RedisLink};
use crate::{Error, Result, random};
use futures_util::StreamExt;
use redis::AsyncCommands;
use tokio::time::timeout;

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// Its version, as it says it; nothing where it does not say.
    pub version: Option<String>,
    /// Whether what one process says arrives at another.
    pub carries_signals: bool,
}

impl RedisLink {
    /// Asks for the version, and says something to itself, on a channel of its own that no process listens to.
    ///
    /// # Errors
    /// [`Error::Redis`] when it does not answer.
    pub async fn look(&self) -> Result<Look> {
        self.ping().await?;
        let mut connection = self.connection().await?;
        let mut info = redis::cmd("INFO");
        let asked = info.arg("server").query_async::<String>(&mut *connection);
        // An account that may do what Aftercare needs may still not be allowed to ask this.
        let told = timeout(ANSWER, asked).await.ok().and_then(Result::ok).unwrap_or_default();
        let version =
            told.lines().find_map(|line| line.trim().strip_prefix("redis_version:").map(str::to_owned));
        let carries_signals = timeout(ANSWER, self.says_to_itself()).await.is_ok_and(|heard| heard.is_ok());
        Ok(Look { version, carries_signals })
    }

    async fn says_to_itself(&self) -> Result<()> {
        let channel = format!("{}:look:{}", self.prefix(), hex::encode(random::bytes::<8>()));
        let mut listening = self.client().get_async_pubsub().await?;
        listening.subscribe(&channel).await?;
        self.connection().await?.publish::<_, _, ()>(&channel, "heard").await?;
        let heard = listening.on_message().next().await;
        heard.map(drop).ok_or_else(|| Error::Redis("nothing was heard".to_owned()))
    }
}
