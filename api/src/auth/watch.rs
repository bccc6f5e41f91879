//! Ends sockets when their session ends: one task a process listens for revocations, however many sockets there are.
//!
//! A signal ends a session's sockets at once in every process. Since a signal may be lost (Redis away, hanging or restarted, this
//! task behind), the sessions with open sockets are also looked up in the database every moment, in one query.

use crate::http::Ended;
use aftercare_core::{App, Result, bus::Signal, domain::sessions};
use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex, OnceLock, PoisonError},
    time::Duration,
};
use tokio::sync::broadcast::error::RecvError;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// How often to look at the database: a signal may be lost.
const POLL: Duration = Duration::from_millis(800);
/// Sessions looked up by one statement.
const CHUNK: usize = 1000;

/// The sessions that have sockets open here. Cheap to clone.
#[derive(Clone, Debug)]
pub struct SessionWatch {
    app: App,
    open: Arc<Mutex<HashMap<Uuid, Watched>>>,
}

#[derive(Debug)]
struct Watched {
    user: Uuid,
    end: End,
    sockets: usize,
}

/// Whether a session is over, and how; clones share it.
#[derive(Debug, Clone, Default)]
struct End {
    over: CancellationToken,
    how: Arc<OnceLock<Ended>>,
}

impl End {
    /// What is said first counts.
    fn come(&self, how: Ended) {
        let _ = self.how.set(how);
        self.over.cancel();
    }
}

/// Keeps a session watched; dropped with its socket.
#[derive(Debug)]
pub struct Watching {
    watch: SessionWatch,
    session: Uuid,
    end: End,
}

impl Watching {
    /// Resolves when the session is over.
    pub async fn ended(&self) -> Ended {
        self.end.over.cancelled().await;
        self.end.how.get().copied().unwrap_or(Ended::SessionOver)
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let mut open = self.watch.lock();
        if let Some(watched) = open.get_mut(&self.session) {
            watched.sockets -= 1;
            if watched.sockets == 0 {
                open.remove(&self.session);
            }
        }
    }
}

const fn how(logged_out: bool) -> Ended {
    if logged_out { Ended::LoggedOut } else { Ended::SessionOver }
}

impl SessionWatch {
    /// Nothing watched yet. Run [`SessionWatch::run`] beside it.
    pub fn new(app: App) -> Self {
        Self { app, open: Arc::default() }
    }

    /// Watches `session` of `user` until the answer is dropped.
    pub fn watch(&self, session: Uuid, user: Uuid) -> Watching {
        let mut open = self.lock();
        let new = || Watched { user, end: End::default(), sockets: 0 };
        let watched = open.entry(session).or_insert_with(new);
        watched.sockets += 1;
        Watching { watch: self.clone(), session, end: watched.end.clone() }
    }

    /// Ends what is over, until `stop`.
    pub async fn run(self, stop: CancellationToken) {
        let mut signals = self.app.bus().subscribe();
        let mut poll = tokio::time::interval(POLL);
        poll.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            let look = tokio::select! {
                () = stop.cancelled() => return,
                // A link to others may be dead without anybody knowing yet; and without one, a command of the operator's, such
                // as `aftercare accounts suspend`, is another process all the same.
                _ = poll.tick() => true,
                signal = signals.recv() => match signal {
                    Ok(Signal::SessionEnded { family, logged_out }) => {
                        self.end(how(logged_out), |session, _| session == family);
                        false
                    }
                    Ok(Signal::UserSignedOut { user, logged_out }) => {
                        self.end(how(logged_out), |_, watched| watched.user == user);
                        false
                    }
                    Ok(Signal::Reconnected) | Err(RecvError::Lagged(_)) => true,
                    Ok(_) => false,
                    Err(RecvError::Closed) => return,
                },
            };
            if look && let Err(error) = self.look().await {
                tracing::error!(%error, "sessions could not be looked up; trying again");
            }
        }
    }

    fn end(&self, how: Ended, over: impl Fn(Uuid, &Watched) -> bool) {
        for (session, watched) in self.lock().iter() {
            if over(*session, watched) {
                watched.end.come(how);
            }
        }
    }

    async fn look(&self) -> Result<()> {
        let open: Vec<_> = self.lock().keys().copied().collect();
        let mut live = HashSet::new();
        for chunk in open.chunks(CHUNK) {
            live.extend(sessions::live_among(&self.app, chunk).await?);
        }
        let looked_at: HashSet<_> = open.into_iter().collect();
        self.end(Ended::SessionOver, |session, _| looked_at.contains(&session) && !live.contains(&session));
        Ok(())
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<Uuid, Watched>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
