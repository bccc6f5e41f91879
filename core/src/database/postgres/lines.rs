//! The connections of one half of the database.

use super::{
    super::{PoolSizes, PoolUse, trouble::Probe},
    failed,
    held::Held,
    manager::Manager,
    options,
    work::{Answer, Work},
};
use deadpool::managed::{Pool, PoolError, QueueMode};
use sea_orm::{ConnAcquireErr, DbErr};
use std::{future::Future, pin::pin, time::Duration};
use tokio::time::timeout;

/// A statement that changes something alone is not tried twice: a connection that has waited so long is asked before it.
const RESTED: Duration = Duration::from_secs(1);
/// A statement that takes longer than this may be slow, or its server may hang.
const LONG: Duration = Duration::from_secs(1);

/// A pool. Cheap to clone.
#[derive(Debug, Clone)]
pub(in crate::database) struct Lines {
    pool: Pool<Manager>,
    wait: Duration,
    probe: Probe,
}

impl Lines {
    /// At most this many connections to `url`; one is made at once.
    ///
    /// # Errors
    /// Why there is no connection.
    pub(in crate::database) async fn connect(
        url: &str,
        connections: u32,
        sizes: PoolSizes,
    ) -> Result<Self, DbErr> {
        let options = options(url, sizes)?;
        let probe = Probe::new(options.clone(), connections);
        let pool = Pool::builder(Manager::new(options))
            .max_size(usize::try_from(connections).unwrap_or(usize::MAX))
            // The connection that was used last has the most in its caches, and those that are not needed stay unused.
            .queue_mode(QueueMode::Lifo)
            .build()
            .map_err(|error| DbErr::Custom(error.to_string()))?;
        let lines = Self { pool, wait: sizes.acquire_timeout, probe };
        drop(lines.hold().await?);
        Ok(lines)
    }

    /// How many are in use.
    pub(in crate::database) fn used(&self) -> PoolUse {
        let status = self.pool.status();
        let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        PoolUse {
            busy: number(status.size.saturating_sub(status.available)),
            idle: number(status.available),
            most: number(status.max_size),
            waiting: Some(number(status.waiting)),
        }
    }

    /// A connection.
    async fn hold(&self) -> Result<Held, DbErr> {
        match timeout(self.wait, self.pool.get()).await {
            Ok(Ok(line)) => Ok(Held::new(line)),
            Ok(Err(PoolError::Backend(error))) => Err(failed(DbErr::Conn)(error)),
            Ok(Err(PoolError::Closed)) => Err(DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed)),
            Ok(Err(_)) | Err(_) => {
                let late = DbErr::ConnectionAcquire(ConnAcquireErr::Timeout);
                Err(self.probe.explain(late).await)
            }
        }
    }

    /// A statement that changes nothing: where its connection turns out to be dead, it is asked again on a new one.
    ///
    /// # Errors
    /// The database's.
    pub(in crate::database) async fn read(&self, work: Work<'_>) -> Result<Answer, DbErr> {
        let mut held = self.hold().await?;
        let answer = self.watched(held.statement(work)).await;
        if !held.is_lost() {
            return answer;
        }
        self.pool.manager().distrust();
        self.watched(self.hold().await?.statement(work)).await
    }

    /// A statement that may change something, in a transaction of its own.
    ///
    /// # Errors
    /// The database's.
    pub(in crate::database) async fn write(&self, work: Work<'_>) -> Result<Answer, DbErr> {
        let mut held = self.hold().await?;
        if held.rested() > RESTED {
            held.ask().await;
        }
        if held.is_lost() {
            self.pool.manager().distrust();
            held = self.hold().await?;
        }
        self.watched(held.statement(work)).await
    }

    /// A connection in a transaction that `sql` began.
    ///
    /// # Errors
    /// The database's.
    pub(in crate::database) async fn begin(&self, sql: &str) -> Result<Held, DbErr> {
        let mut held = self.hold().await?;
        let begun = self.watched(held.begin(sql)).await;
        if held.is_lost() {
            self.pool.manager().distrust();
            held = self.hold().await?;
            self.watched(held.begin(sql)).await?;
        } else {
            begun?;
        }
        Ok(held)
    }

    /// `work`; when it takes long, the server is asked by the way of a new connection whether it answers at all.
    async fn watched<T>(&self, work: impl Future<Output = Result<T, DbErr>>) -> Result<T, DbErr> {
        let mut work = pin!(work);
        if let Ok(answer) = timeout(LONG, &mut work).await {
            return answer;
        }
        tokio::select! {
            answer = work => answer,
            why = self.probe.silence() => Err(why),
        }
    }

    /// Closes those that wait, and each of the others when it is given back.
    pub(in crate::database) fn close(&self) {
        self.pool.close();
    }
}
