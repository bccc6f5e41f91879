//! One job, from its claim to its end.

use super::Worker;
use crate::jobs::{self as work, Ended};
use aftercare_core::{
    Result,
    domain::reasons,
    jobs::{self, Claimed, Outcome},
};
use std::time::Duration;
use tokio::task::JoinError;
use tokio_util::sync::CancellationToken;

impl Worker {
    /// Does the job, holding on to its lease, until it ends, or is lost, or has to be given back.
    pub(super) async fn process(self, claimed: Claimed, hard_stop: CancellationToken) -> Ended {
        if claimed.exhausted {
            return self.end_failed(&claimed, &Outcome::GiveUp { code: reasons::WORKER_LOST }).await;
        }
        // In a task of its own, so that a panic ends the job and not the worker.
        let (worker, copy) = (self.clone(), claimed.clone());
        let mut task = tokio::spawn(async move { work::run(&worker.0.context, &copy).await });
        let ended = tokio::select! {
            ended = &mut task => Some(ended),
            () = self.hold(&claimed) => None,
            () = hard_stop.cancelled() => None,
        };
        if let Some(ended) = ended {
            return self.end(&claimed, ended).await;
        }
        task.abort();
        // What it was doing at this moment may just have come to its end.
        if let Ok(ended) = task.await {
            return self.end(&claimed, Ok(ended)).await;
        }
        // Where the lease was lost this changes nothing.
        if let Err(error) = jobs::give_back(&self.0.context.app, &claimed).await {
            tracing::warn!(%error, job = %claimed.job.id, "a job was not given back; its lease will end");
        }
        Ended::Lost
    }

    /// Renews the lease every third of it; returns when it was lost.
    async fn hold(&self, claimed: &Claimed) {
        let lease = self.0.context.settings.lease;
        let third = (lease / 3).to_std().unwrap_or(Duration::from_secs(1));
        loop {
            tokio::time::sleep(third).await;
            match jobs::renew(&self.0.context.app, claimed, lease).await {
                Ok(true) => {}
                Ok(false) => {
                    tracing::warn!(job = %claimed.job.id, kind = claimed.kind.as_str(), "the lease was lost");
                    return;
                }
                // Until the lease ends there is time to try again.
                Err(error) => tracing::warn!(%error, job = %claimed.job.id, "a lease was not renewed"),
            }
        }
    }

    async fn end(&self, claimed: &Claimed, ended: Result<Result<Ended>, JoinError>) -> Ended {
        let (job, kind) = (claimed.job.id, claimed.kind.as_str());
        match ended {
            Ok(Ok(ended)) => return ended,
            Ok(Err(error)) => tracing::error!(%error, %job, kind, "a job failed by a fault of ours"),
            Err(_) => tracing::error!(%job, kind, "a job panicked"),
        }
        self.end_failed(claimed, &Outcome::Retry { code: reasons::INTERNAL, after: None }).await
    }

    async fn end_failed(&self, claimed: &Claimed, outcome: &Outcome) -> Ended {
        work::settle(&self.0.context.app, claimed, outcome, None).await.unwrap_or_else(|error| {
            tracing::error!(%error, job = %claimed.job.id, "a failed job was not recorded; its lease will end");
            Ended::Lost
        })
    }
}
