//! What only the database knows: how much work waits, and for how long. Two statements on the indexes of open and of dead jobs,
//! and one on the few rows of workers; at most every ten seconds, and never longer than two.

use crate::{
    App,
    database::PoolUse,
    jobs::{
        JobKind,
        overview::{self, Standing},
    },
    probe,
};
use prometheus_client::{
    metrics::{family::Family, gauge::Gauge},
    registry::Registry,
};
use std::{sync::atomic::AtomicU64, time::Duration};
use tokio::{
    sync::Mutex,
    time::{Instant, timeout},
};

/// How long a reading is good for.
const FRESH: Duration = Duration::from_secs(10);
/// How long it may take.
const LONGEST: Duration = Duration::from_secs(2);

type Whole<const N: usize> = Family<[(&'static str, &'static str); N], Gauge>;
type Seconds = Gauge<f64, AtomicU64>;

/// Reads now and then.
#[derive(Debug)]
pub struct Reader {
    app: App,
    last: Mutex<Option<(Instant, Option<Work>)>>,
}

/// What the database says of the work there is.
#[derive(Debug, Clone)]
struct Work {
    jobs: Vec<Standing>,
    workers: u64,
}

/// What was just read.
#[derive(Debug)]
pub struct Readings {
    /// Nothing while the database is away.
    work: Option<Work>,
    pools: [(&'static str, PoolUse); 2],
}

impl Reader {
    /// Nothing read yet.
    pub fn new(app: App) -> Self {
        Self { app, last: Mutex::default() }
    }

    /// What there is to say now.
    pub async fn read(&self) -> Readings {
        let mut last = self.last.lock().await;
        let work = match &*last {
            Some((at, work)) if at.elapsed() < FRESH => work.clone(),
            _ => {
                let work = timeout(LONGEST, self.work()).await.ok().flatten();
                *last = Some((Instant::now(), work.clone()));
                work
            }
        };
        Readings { work, pools: self.app.db().used() }
    }

    async fn work(&self) -> Option<Work> {
        let told = |error: &crate::Error| {
            tracing::warn!(%error, "the state of the queue could not be read for the metrics");
        };
        let jobs = overview::standing(&self.app).await.inspect_err(told).ok()?;
        let workers = probe::workers_since(&self.app, self.app.now() - probe::SILENCE).await;
        Some(Work { jobs, workers: workers.inspect_err(told).ok()? })
    }
}

impl Readings {
    pub(super) fn registry(&self) -> Registry {
        let mut registry = Registry::default();
        let up = Gauge::<i64>::default();
        up.set(i64::from(self.work.is_some()));
        registry.register(
            "aftercare_database_up",
            "Whether the database answered when the queue was last looked at: 1 or 0.",
            up,
        );
        self.pools(&mut registry);
        if let Some(work) = &self.work {
            work.register(&mut registry);
        }
        registry
    }

    fn pools(&self, registry: &mut Registry) {
        let connections = Whole::<2>::default();
        let (most, waiting) = (Whole::<1>::default(), Whole::<1>::default());
        for (pool, used) in self.pools {
            for (state, count) in [("busy", used.busy), ("idle", used.idle)] {
                connections.get_or_create(&[("pool", pool), ("state", state)]).set(count);
            }
            most.get_or_create(&[("pool", pool)]).set(used.most);
            if let Some(count) = used.waiting {
                waiting.get_or_create(&[("pool", pool)]).set(count);
            }
        }
        registry.register(
            "aftercare_database_connections",
            "Connections to the database, by pool (write, read) and state (busy, idle).",
            connections,
        );
        registry.register("aftercare_database_connections_most", "Connections that a pool may have.", most);
        registry.register(
            "aftercare_database_waiting",
            "Requests that wait for a connection to Postgres, by pool.",
            waiting,
        );
    }
}

impl Work {
    fn register(&self, registry: &mut Registry) {
        let (jobs, oldest) = (Whole::<2>::default(), Family::<[(&str, &str); 1], Seconds>::default());
        let lag = Seconds::default();
        for kind in JobKind::ALL {
            let name = kind.as_str();
            let standing = self.jobs.iter().find(|standing| standing.kind == name);
            let standing = standing.cloned().unwrap_or_default();
            for (state, count) in [
                ("due", standing.due),
                ("scheduled", standing.scheduled),
                ("running", standing.running),
                ("dead", standing.dead),
            ] {
                jobs.get_or_create(&[("kind", name), ("state", state)]).set(count);
            }
            oldest.get_or_create(&[("kind", name)]).set(standing.waits.as_secs_f64());
            if kind == JobKind::Sweep {
                lag.set(standing.late.as_secs_f64());
            }
        }
        registry.register(
            "aftercare_jobs",
            "Jobs that are not done, by kind and state (due, scheduled, running, dead).",
            jobs,
        );
        registry.register(
            "aftercare_oldest_job_seconds",
            "How long the oldest due job of a kind has waited, in seconds.",
            oldest,
        );
        registry.register(
            "aftercare_sweep_lag_seconds",
            "How long ago the oldest daily sweep that is not done should have run, in seconds.",
            lag,
        );
        let workers = Gauge::<i64>::default();
        workers.set(i64::try_from(self.workers).unwrap_or(i64::MAX));
        registry.register("aftercare_workers", "Workers that were heard of in the last 30 seconds.", workers);
    }
}
