//! The worker: claims jobs, does them, several at once, and lets go of them in good order.
//!
//! A job in work is renewed every third of its lease. One that fails by a fault of ours, or panics, is tried again; one that
//! has lost its worker in every attempt is given up. On stopping, nothing new is claimed; what is held is finished within
//! the grace time or given back.

mod heartbeat;
mod process;

use crate::{extraction::Extractor, mail::Mailer, sweep};
use aftercare_core::{
    App, Result,
    bus::Signal,
    jobs::{self, JobKind},
};
pub(crate) use process::{Ended, attempts};
use std::{collections::BTreeMap, sync::Arc, time::Duration};
use tokio::{sync::broadcast::error::RecvError, task::JoinSet};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// How often to look for jobs without being told: retries that come due, and signals that were lost.
const POLL: Duration = Duration::from_secs(1);

/// How a worker works.
#[derive(Debug, Clone)]
pub struct WorkerSettings {
    /// Jobs done at once.
    pub jobs: usize,
    /// After which somebody else takes the job of a vanished worker.
    pub lease: chrono::Duration,
    /// How long a stopping worker may finish what it holds.
    pub grace: Duration,
    /// Where patients check in, for the mails.
    pub public_url: Option<String>,
    /// Whether the offline rules stand in when the model has failed for good.
    pub fallback_to_rules: bool,
}

impl Default for WorkerSettings {
    fn default() -> Self {
        Self {
            jobs: 8,
            lease: chrono::Duration::seconds(60),
            grace: Duration::from_secs(10),
            public_url: None,
            fallback_to_rules: false,
        }
    }
}

/// How many jobs ended how.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// Done, by kind.
    pub done: BTreeMap<&'static str, usize>,
    /// To be tried again, by kind.
    pub retried: BTreeMap<&'static str, usize>,
    /// Given up, by kind.
    pub dead: BTreeMap<&'static str, usize>,
}

/// One worker. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Worker(pub(crate) Arc<Parts>);

#[derive(Debug)]
pub(crate) struct Parts {
    pub(crate) app: App,
    pub(crate) extractor: Extractor,
    pub(crate) mailer: Mailer,
    pub(crate) settings: WorkerSettings,
    id: Uuid,
}

impl Worker {
    /// A worker that has not begun.
    pub fn new(app: App, extractor: Extractor, mailer: Mailer, settings: WorkerSettings) -> Self {
        let id = app.new_id();
        Self(Arc::new(Parts { app, extractor, mailer, settings, id }))
    }

    /// Works until `stop`.
    pub async fn run(self, stop: CancellationToken) {
        let heartbeat = tokio::spawn(heartbeat::run(self.0.app.clone(), self.0.id, stop.clone()));
        let hard_stop = CancellationToken::new();
        let mut signals = self.0.app.bus().subscribe();
        let mut tasks = JoinSet::new();
        let mut scheduled = false;
        while !stop.is_cancelled() {
            if !scheduled {
                scheduled = log_fault(
                    sweep::ensure_scheduled(&self.0.app).await,
                    "the sweeps could not be scheduled",
                )
                .is_some();
            }
            while tasks.len() < self.0.settings.jobs {
                let claimed = jobs::claim(&self.0.app, self.0.id, &JobKind::ALL, self.0.settings.lease).await;
                let Some(Some(claimed)) = log_fault(claimed, "jobs could not be claimed") else { break };
                tasks.spawn(self.clone().process(claimed, hard_stop.clone()));
            }
            tokio::select! {
                () = stop.cancelled() => break,
                Some(_) = tasks.join_next() => {}
                () = tokio::time::sleep(POLL) => {}
                () = jobs_signal(&mut signals) => {}
            }
        }
        let finish = async { while tasks.join_next().await.is_some() {} };
        if tokio::time::timeout(self.0.settings.grace, finish).await.is_err() {
            hard_stop.cancel();
            while tasks.join_next().await.is_some() {}
        }
        let _ = heartbeat.await;
        self.0.mailer.close().await;
    }

    /// Does every job that is due now, and those that come of them, until none is left.
    ///
    /// # Errors
    /// The database's, when jobs cannot be claimed.
    pub async fn run_until_idle(&self) -> Result<Summary> {
        let mut summary = Summary::default();
        let never = CancellationToken::new();
        let mut tasks = JoinSet::new();
        loop {
            while tasks.len() < self.0.settings.jobs {
                match jobs::claim(&self.0.app, self.0.id, &JobKind::ALL, self.0.settings.lease).await? {
                    Some(claimed) => drop(tasks.spawn(self.clone().process(claimed, never.clone()))),
                    None => break,
                }
            }
            let Some(ended) = tasks.join_next().await else { return Ok(summary) };
            if let Ok((kind, ended)) = ended {
                let counts = match ended {
                    Ended::Done => &mut summary.done,
                    Ended::Dead => &mut summary.dead,
                    Ended::Waits | Ended::Lost => &mut summary.retried,
                };
                *counts.entry(kind.as_str()).or_default() += 1;
            }
        }
    }
}

/// Resolves when somebody says that there are jobs.
async fn jobs_signal(signals: &mut tokio::sync::broadcast::Receiver<Signal>) {
    loop {
        match signals.recv().await {
            Ok(Signal::Jobs | Signal::Reconnected) | Err(RecvError::Lagged(_)) => return,
            Ok(_) => {}
            Err(RecvError::Closed) => std::future::pending().await,
        }
    }
}

fn log_fault<T>(result: Result<T>, what: &str) -> Option<T> {
    result.inspect_err(|error| tracing::error!(%error, "{what}; trying again")).ok()
}
