//! The worker: claims jobs, does them, several at once, and lets go of them in good order.
//!
//! A job in work is renewed every third of its lease. One that fails by a fault of ours, or panics, is tried again; one that
//! has lost its worker in every attempt is given up. On stopping, nothing new is claimed; what is held is finished within
//! the grace time or given back.

mod crew;
mod heartbeat;
mod process;
mod summary;
mod upkeep;

use crate::{
    extraction::Extractor,
    jobs::{Context, WorkerSettings},
    mail::Mailer,
};
use aftercare_core::{App, Result, bus::Signal, jobs::JobKind};
use crew::Crew;
use std::{sync::Arc, time::Duration};
pub use summary::Summary;
use tokio::{
    sync::broadcast::{Receiver, error::RecvError},
    time::Instant,
};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// How often to look for jobs without being told: retries that come due, and signals that were lost.
const POLL: Duration = Duration::from_secs(1);

/// One worker. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Worker(Arc<Parts>);

#[derive(Debug)]
struct Parts {
    context: Arc<Context>,
    id: Uuid,
}

impl Worker {
    /// A worker that has not begun.
    pub fn new(app: App, extractor: Extractor, mailer: Mailer, settings: WorkerSettings) -> Self {
        let id = app.new_id();
        Self(Arc::new(Parts { context: Arc::new(Context::new(app, extractor, mailer, settings)), id }))
    }

    /// Works until `stop`.
    pub async fn run(self, stop: CancellationToken) {
        let heartbeat = tokio::spawn(heartbeat::run(self.0.context.app.clone(), self.0.id, stop.clone()));
        let deleting = tokio::spawn(upkeep::delete_old(Arc::clone(&self.0.context), stop.clone()));
        let hard_stop = CancellationToken::new();
        let mut crew = Crew::new(&self, hard_stop.clone());
        let mut signals = self.0.context.app.bus().subscribe();
        let mut next_upkeep = Instant::now();
        let mut kinds = JobKind::ALL.to_vec();
        let mut poll = tokio::time::interval(POLL);
        poll.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        while !stop.is_cancelled() {
            if next_upkeep <= Instant::now() {
                let done = log_fault(upkeep::upkeep(&self.0.context.app).await, "upkeep failed");
                next_upkeep = Instant::now() + if done.is_some() { upkeep::PERIOD } else { POLL };
            }
            log_fault(crew.fill(&kinds).await, "jobs could not be claimed");
            // Where jobs have ended there is room for others of their kind; what else waits is looked for when somebody says
            // so, and at every poll.
            kinds = tokio::select! {
                () = stop.cancelled() => break,
                Some(ended) = crew.ended() => ended.into_iter().map(|(kind, _)| kind).take(1).collect(),
                _ = poll.tick() => JobKind::ALL.to_vec(),
                () = told_of_jobs(&mut signals) => JobKind::ALL.to_vec(),
            };
        }
        if tokio::time::timeout(self.0.context.settings.grace, crew.all_ended()).await.is_err() {
            hard_stop.cancel();
            crew.all_ended().await;
        }
        for (task, name) in [(heartbeat, "heartbeat"), (deleting, "deleting of old rows")] {
            if task.await.is_err() {
                tracing::error!(name, "a background task of the worker panicked");
            }
        }
        self.0.context.mailer.close().await;
    }

    /// Does every job that is due now, and those that come of them, until none is left.
    ///
    /// # Errors
    /// The database's, when jobs cannot be claimed.
    pub async fn run_until_idle(&self) -> Result<Summary> {
        let mut summary = Summary::default();
        let mut crew = Crew::new(self, CancellationToken::new());
        loop {
            crew.fill(&JobKind::ALL).await?;
            if crew.is_idle() {
                return Ok(summary);
            }
            for (kind, ended) in crew.ended().await.unwrap_or_default() {
                summary.count(kind.as_str(), ended);
            }
        }
    }
}

/// Resolves when somebody says that there are jobs. However often that was said meanwhile, looking once is enough.
async fn told_of_jobs(signals: &mut Receiver<Signal>) {
    loop {
        match signals.recv().await {
            Ok(Signal::Jobs | Signal::Reconnected) | Err(RecvError::Lagged(_)) => break,
            Ok(_) => {}
            Err(RecvError::Closed) => std::future::pending().await,
        }
    }
    while signals.try_recv().is_ok() {}
}

fn log_fault<T>(result: Result<T>, what: &str) -> Option<T> {
    result.inspect_err(|error| tracing::error!(%error, "{what}; trying again")).ok()
}
