//! The jobs of one claim, from the claim to their end.

use super::Worker;
use crate::jobs::{self as work, Ended};
use aftercare_core::{
    Error, Result,
    domain::reasons,
    jobs::{self, Claimed, JobKind, Outcome},
};
use std::{
    sync::{Arc, atomic::AtomicUsize},
    time::Duration,
};
use tokio::task::JoinError;
use tokio_util::sync::CancellationToken;

/// How long jobs wait for a database that is not available.
const AWAY: chrono::Duration = chrono::Duration::seconds(10);

impl Worker {
    /// Does the jobs, holding on to their leases, until they end, or are lost, or have to be given back. `left` counts those
    /// that have not.
    pub(super) async fn process(
        self,
        claimed: Vec<Claimed>,
        left: Arc<AtomicUsize>,
        hard_stop: CancellationToken,
    ) -> Vec<Ended> {
        let (exhausted, group): (Vec<_>, Vec<_>) = claimed.into_iter().partition(|one| one.exhausted);
        let mut ended = self.end_failed(&exhausted, &Outcome::GiveUp { code: reasons::WORKER_LOST }).await;
        if group.is_empty() {
            return ended;
        }
        // In a task of its own, so that a panic ends these jobs and not the worker.
        let (context, copy) = (Arc::clone(&self.0.context), group.clone());
        let mut task = tokio::spawn(async move { work::run(&context, &copy, &left).await });
        let done = tokio::select! {
            done = &mut task => Some(done),
            () = self.hold(&group) => None,
            () = hard_stop.cancelled() => None,
        };
        let done = if done.is_some() {
            done
        } else {
            task.abort();
            // What it was doing at this moment may just have come to its end.
            task.await.ok().map(Ok)
        };
        if let Some(done) = done {
            ended.extend(self.end(&group, done).await);
            return ended;
        }
        // Of those whose lease was lost this changes nothing.
        let begun = group
            .iter()
            .any(|one| matches!(one.kind, JobKind::Mail | JobKind::AccountMail | JobKind::DoctorMail));
        if let Err(error) = jobs::give_back(&self.0.context.app, &group, begun).await {
            tracing::warn!(%error, jobs = group.len(), "jobs could not be given back; they are taken over when their leases end");
        }
        ended.extend(group.iter().map(|_| Ended::Lost));
        ended
    }

    /// Renews the leases every third of their time; returns when all were lost.
    async fn hold(&self, group: &[Claimed]) {
        let lease = self.0.context.settings.lease;
        let third = (lease / 3).to_std().unwrap_or(Duration::from_secs(1));
        loop {
            tokio::time::sleep(third).await;
            match jobs::renew(&self.0.context.app, group, lease).await {
                Ok(0) => {
                    tracing::warn!(
                        jobs = group.len(),
                        kind = kind(group),
                        "the leases of jobs were lost; others do them"
                    );
                    return;
                }
                Ok(_) => {}
                // Until the lease ends there is time to try again.
                Err(error) => {
                    tracing::warn!(%error, jobs = group.len(), "the leases of jobs could not be renewed; trying again");
                }
            }
        }
    }

    async fn end(&self, group: &[Claimed], done: Result<Result<Vec<Ended>>, JoinError>) -> Vec<Ended> {
        let (jobs, kind) = (group.len(), kind(group));
        match done {
            Ok(Ok(ended)) => return ended,
            // It says nothing about these jobs, so it costs them no attempt.
            Ok(Err(error @ Error::Unavailable(_))) => {
                tracing::warn!(%error, jobs, kind, "jobs wait: the database is not available");
                let until = self.0.context.app.now() + AWAY;
                let wait = Outcome::Park { code: reasons::DATABASE_UNAVAILABLE, until };
                return self.end_failed(group, &wait).await;
            }
            Ok(Err(error)) => {
                tracing::error!(%error, jobs, kind, "jobs failed with an internal error; they are tried again");
            }
            Err(_) => tracing::error!(jobs, kind, "a job panicked; it is tried again"),
        }
        self.end_failed(group, &Outcome::Retry { code: reasons::INTERNAL, after: None }).await
    }

    async fn end_failed(&self, group: &[Claimed], outcome: &Outcome) -> Vec<Ended> {
        let mut ended = Vec::with_capacity(group.len());
        for claimed in group {
            let settled = work::settle(&self.0.context.app, claimed, outcome, None).await;
            ended.push(settled.unwrap_or_else(|error| {
                tracing::error!(%error, job = %claimed.job.id, "the failure of a job could not be recorded; it is tried again when its lease ends");
                Ended::Lost
            }));
        }
        ended
    }
}

fn kind(group: &[Claimed]) -> &'static str {
    group.first().map_or("", |first| first.kind.as_str())
}
