//! One job, from its claim to its end.

use super::Worker;
use crate::{extraction, reminder_mail, sweep};
use aftercare_core::{
    Result,
    domain::plan::{self, ExtractionRecord},
    jobs::{self, Claimed, JobKind, Outcome},
};
use aftercare_entity::{reminder, reminder::State};
use sea_orm::{ActiveEnum, ColumnTrait, EntityTrait, QueryFilter, prelude::Expr};
use tokio_util::sync::CancellationToken;

/// A fault of ours, not of the note or the mail.
const INTERNAL: &str = "INTERNAL";
/// Every attempt ended with its worker.
const WORKER_LOST: &str = "WORKER_LOST";

/// How a job ended for this worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ended {
    /// Done, with its result.
    Done,
    /// It will be tried again.
    Waits,
    /// Given up.
    Dead,
    /// Somebody else has it, or it was given back.
    Lost,
}

impl Worker {
    pub(super) async fn process(self, claimed: Claimed, hard_stop: CancellationToken) -> (JobKind, Ended) {
        let kind = claimed.kind;
        if claimed.exhausted {
            let outcome = Outcome::GiveUp { code: WORKER_LOST };
            return (kind, self.settled(&claimed, &outcome).await);
        }
        // In a task of its own, so that a panic ends the job and not the worker.
        let (worker, copy) = (self.clone(), claimed.clone());
        let mut work = tokio::spawn(async move {
            match copy.kind {
                JobKind::Extract => extraction::job(&worker, &copy).await,
                JobKind::Sweep => sweep::job(&worker, &copy).await,
                JobKind::Mail => reminder_mail::job(&worker, &copy).await,
            }
        });
        let lease = self.0.settings.lease;
        let third = (lease / 3).to_std().unwrap_or(std::time::Duration::from_secs(1));
        let ended = loop {
            tokio::select! {
                ended = &mut work => break ended,
                () = tokio::time::sleep(third) => {
                    if matches!(jobs::renew(&self.0.app, &claimed, lease).await, Ok(false)) {
                        work.abort();
                        tracing::warn!(job = %claimed.job.id, kind = kind.as_str(), "the lease was lost");
                        return (kind, Ended::Lost);
                    }
                }
                () = hard_stop.cancelled() => {
                    work.abort();
                    if let Err(error) = jobs::give_back(&self.0.app, &claimed).await {
                        tracing::warn!(%error, job = %claimed.job.id, "a job was not given back; its lease will end");
                    }
                    return (kind, Ended::Lost);
                }
            }
        };
        let ended = match ended {
            Ok(Ok(ended)) => ended,
            Ok(Err(error)) => {
                tracing::error!(%error, job = %claimed.job.id, kind = kind.as_str(), "a job failed by a fault of ours");
                self.settled(&claimed, &Outcome::Retry { code: INTERNAL, after: None }).await
            }
            Err(_) => {
                tracing::error!(job = %claimed.job.id, kind = kind.as_str(), "a job panicked");
                self.settled(&claimed, &Outcome::Retry { code: INTERNAL, after: None }).await
            }
        };
        (kind, ended)
    }

    async fn settled(&self, claimed: &Claimed, outcome: &Outcome) -> Ended {
        let record = ExtractionRecord { attempts: attempts(claimed), ..ExtractionRecord::default() };
        match self.settle(claimed, outcome, record).await {
            Ok(ended) => ended,
            Err(error) => {
                tracing::error!(%error, job = %claimed.job.id, "a failed job could not be recorded; its lease will end");
                Ended::Lost
            }
        }
    }

    /// Records how a job goes on that did not succeed. When it is dead, its note or reminder says why, in the same
    /// transaction.
    pub(crate) async fn settle(
        &self,
        claimed: &Claimed,
        outcome: &Outcome,
        record: ExtractionRecord,
    ) -> Result<Ended> {
        let mut change = self.0.app.begin().await?;
        let Some(dead) = jobs::settle(&self.0.app, change.tx(), claimed, outcome).await? else {
            return Ok(Ended::Lost);
        };
        if dead && let Some(subject) = claimed.job.subject_id {
            let (Outcome::Retry { code, .. } | Outcome::Park { code, .. } | Outcome::GiveUp { code }) =
                outcome;
            match claimed.kind {
                JobKind::Extract => plan::fail_extraction(&mut change, subject, code, record).await?,
                JobKind::Mail => {
                    reminder::Entity::update_many()
                        .col_expr(reminder::Column::State, Expr::value(State::Failed.to_value()))
                        .col_expr(reminder::Column::Reason, Expr::value(Some((*code).to_owned())))
                        .filter(reminder::Column::Id.eq(subject))
                        .filter(reminder::Column::State.eq(State::Pending))
                        .exec(change.tx())
                        .await?;
                }
                JobKind::Sweep => {}
            }
        }
        change.commit().await?;
        Ok(if dead { Ended::Dead } else { Ended::Waits })
    }
}

/// Attempts so far, this one included.
pub(crate) fn attempts(claimed: &Claimed) -> u32 {
    u32::try_from(claimed.job.attempts).unwrap_or(0)
}
