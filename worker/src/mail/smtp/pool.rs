//! Which connection a mail takes: the one used last, or a new one; `size` of them at a time and no more.
//!
//! A connection is owned by the send that uses it and comes back only when its exchange is finished. A send that is
//! dropped half-way therefore takes its connection with it.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
    time::Duration,
};

use lettre::address::Envelope;
use secrecy::SecretString;
use tokio::{sync::Semaphore, time::Instant};

use super::{
    connect::Connector,
    session::{Delivery, Session},
};
use crate::mail::{
    error::{Cause, Failure, Reply, SendError, Stage},
    settings::{MailSettings, SettingError},
};

/// How long a goodbye may take.
const QUIT_TIMEOUT: Duration = Duration::from_secs(2);

pub(in crate::mail) struct Pool {
    connector: Connector,
    size: usize,
    permits: Semaphore,
    idle: Mutex<Idle>,
    idle_timeout: Duration,
    command_timeout: Duration,
    content_timeout: Duration,
}

/// The unused connections, the one used last at the end.
#[derive(Default)]
struct Idle {
    sessions: Vec<(Session, Instant)>,
    /// A task is under way that closes those unused for too long.
    watched: bool,
}

impl Pool {
    pub(in crate::mail) fn new(
        url: &SecretString,
        settings: &MailSettings,
    ) -> Result<Arc<Self>, SettingError> {
        let connector = Connector::new(url, settings.smtp_ca_file.as_deref(), settings.command_timeout)?;
        let size = usize::try_from(settings.pool_size).unwrap_or(usize::MAX).clamp(1, Semaphore::MAX_PERMITS);
        Ok(Arc::new(Self {
            connector,
            size,
            permits: Semaphore::new(size),
            idle: Mutex::default(),
            idle_timeout: settings.idle_timeout,
            command_timeout: settings.command_timeout,
            content_timeout: settings.content_timeout,
        }))
    }

    /// Connections at a time.
    pub(in crate::mail) const fn size(&self) -> usize {
        self.size
    }

    pub(in crate::mail) async fn send(
        self: &Arc<Self>,
        envelope: &Envelope,
        content: &[u8],
    ) -> Result<Reply, SendError> {
        let _permit = self.permits.acquire().await.map_err(|_| closed())?;
        if let Some(mut session) = self.take() {
            let delivery = session.deliver(envelope, content).await;
            if !delivery.result.is_err_and(is_stale) {
                return self.finish(session, delivery);
            }
            // Closed by the server while it lay here. Nothing of this mail was sent; its neighbours are no better.
            self.idle().sessions.clear();
        }
        let mut session = self.open().await?;
        let delivery = session.deliver(envelope, content).await;
        self.finish(session, delivery)
    }

    pub(in crate::mail) async fn check(self: &Arc<Self>) -> Result<(), SendError> {
        let _permit = self.permits.acquire().await.map_err(|_| closed())?;
        let session = self.open().await?;
        self.park(session);
        Ok(())
    }

    pub(in crate::mail) async fn close(&self) {
        self.permits.close();
        let sessions = std::mem::take(&mut self.idle().sessions);
        for (session, _) in sessions {
            session.quit(QUIT_TIMEOUT).await;
        }
    }

    async fn open(&self) -> Result<Session, SendError> {
        let connection = self.connector.open().await?;
        Ok(Session::new(connection, self.command_timeout, self.content_timeout))
    }

    fn finish(
        self: &Arc<Self>,
        session: Session,
        Delivery { result, reusable }: Delivery,
    ) -> Result<Reply, SendError> {
        if reusable {
            self.park(session);
        }
        result
    }

    fn take(&self) -> Option<Session> {
        let mut idle = self.idle();
        let (_, since) = idle.sessions.last()?;
        // If the last one has lain here too long, so have all; the watch closes them.
        if since.elapsed() >= self.idle_timeout {
            None
        } else {
            idle.sessions.pop().map(|(session, _)| session)
        }
    }

    fn park(self: &Arc<Self>, session: Session) {
        if self.permits.is_closed() {
            return;
        }
        let mut idle = self.idle();
        idle.sessions.push((session, Instant::now()));
        if !idle.watched {
            idle.watched = true;
            tokio::spawn(watch(Arc::downgrade(self), self.idle_timeout));
        }
    }

    /// Those unused for too long; None, and the end of the watch, when nothing is left to watch.
    fn take_expired(&self) -> Option<Vec<Session>> {
        let mut idle = self.idle();
        if idle.sessions.is_empty() {
            idle.watched = false;
            return None;
        }
        let fresh = idle.sessions.partition_point(|(_, since)| since.elapsed() >= self.idle_timeout);
        Some(idle.sessions.drain(..fresh).map(|(session, _)| session).collect())
    }

    fn idle(&self) -> MutexGuard<'_, Idle> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Closes connections that nobody has used for `limit`, twice that at the latest, until none is left.
async fn watch(pool: Weak<Pool>, limit: Duration) {
    loop {
        tokio::time::sleep(limit.max(Duration::from_millis(10))).await;
        let Some(expired) = pool.upgrade().and_then(|pool| pool.take_expired()) else { return };
        for session in expired {
            session.quit(QUIT_TIMEOUT).await;
        }
    }
}

fn is_stale(error: SendError) -> bool {
    matches!(
        error.failure(),
        Failure {
            stage: Stage::Sender,
            cause: Cause::Connection(_)
                | Cause::Protocol
                | Cause::Timeout
                | Cause::Reply(Reply { code: 421, .. })
        }
    )
}

fn closed() -> SendError {
    SendError::new(Stage::Connect, Cause::Closed)
}
