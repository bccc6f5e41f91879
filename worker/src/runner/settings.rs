//! How a worker works, and what it says it has done.

use std::{collections::BTreeMap, time::Duration};

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
    /// How long a note may wait for a model that is down or out of quota, counted from the asking; then it fails, or the
    /// rules stand in. More than a day, since quotas come back once a day.
    pub patience: chrono::Duration,
}

impl Default for WorkerSettings {
    fn default() -> Self {
        Self {
            jobs: 8,
            lease: chrono::Duration::seconds(60),
            grace: Duration::from_secs(10),
            public_url: None,
            fallback_to_rules: false,
            patience: chrono::Duration::hours(48),
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
    /// Taken over by another worker meanwhile, by kind.
    pub lost: BTreeMap<&'static str, usize>,
}

impl Summary {
    pub(super) fn count(&mut self, kind: &'static str, ended: super::Ended) {
        let counts = match ended {
            super::Ended::Done => &mut self.done,
            super::Ended::Waits => &mut self.retried,
            super::Ended::Dead => &mut self.dead,
            super::Ended::Lost => &mut self.lost,
        };
        *counts.entry(kind).or_default() += 1;
    }
}
