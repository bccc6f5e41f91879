//! The jobs in work at a time, and which kinds may join them.
//!
//! No kind takes every place: ten thousand mails of a morning do not keep a note waiting, nor do slow answers of a model
//! keep the mails. Mails rest for a while when the mail server is away, since each would only find out for itself.

use super::Worker;
use crate::jobs::Ended;
use aftercare_core::{
    Result,
    jobs::{self, JobKind},
};
use std::collections::HashMap;
use tokio::task::{Id, JoinSet};
use tokio_util::sync::CancellationToken;

pub(super) struct Crew {
    worker: Worker,
    hard_stop: CancellationToken,
    tasks: JoinSet<Ended>,
    kinds: HashMap<Id, JobKind>,
}

impl Crew {
    /// Nobody at work yet; with `hard_stop` everyone gives back what they hold.
    pub(super) fn new(worker: &Worker, hard_stop: CancellationToken) -> Self {
        Self { worker: worker.clone(), hard_stop, tasks: JoinSet::new(), kinds: HashMap::new() }
    }

    /// Begins jobs until every place is taken or nothing waits.
    pub(super) async fn fill(&mut self) -> Result<()> {
        let parts = &self.worker.0;
        loop {
            let open = self.open_kinds();
            if open.is_empty() {
                return Ok(());
            }
            let claimed =
                jobs::claim(&parts.context.app, parts.id, &open, parts.context.settings.lease).await?;
            let Some(claimed) = claimed else { return Ok(()) };
            let kind = claimed.kind;
            let task = self.tasks.spawn(self.worker.clone().process(claimed, self.hard_stop.clone()));
            self.kinds.insert(task.id(), kind);
        }
    }

    /// The next job that ends; `None` = nobody is at work.
    pub(super) async fn ended(&mut self) -> Option<(JobKind, Ended)> {
        let (id, ended) = match self.tasks.join_next_with_id().await? {
            Ok(ended) => ended,
            // What a job does runs in a task of its own, so this is the frame around it: its lease will end.
            Err(error) => (error.id(), Ended::Lost),
        };
        self.kinds.remove(&id).map(|kind| (kind, ended))
    }

    /// Until nobody is at work.
    pub(super) async fn all_ended(&mut self) {
        while self.ended().await.is_some() {}
    }

    pub(super) fn is_idle(&self) -> bool {
        self.tasks.is_empty()
    }

    fn open_kinds(&self) -> Vec<JobKind> {
        let places = self.worker.0.context.settings.jobs.max(1);
        if self.tasks.len() >= places {
            return Vec::new();
        }
        let most = places - if places > 1 { (places / 4).max(1) } else { 0 };
        let at_work = |kind| self.kinds.values().filter(|other| **other == kind).count();
        let resting = |kind| kind == JobKind::Mail && self.worker.0.context.mail_rests();
        JobKind::ALL.into_iter().filter(|kind| at_work(*kind) < most && !resting(*kind)).collect()
    }
}
