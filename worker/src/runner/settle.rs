//! What a failed job leaves behind: the job waits or is dead, and its note or its reminder says why.

use super::{Ended, Worker, attempts};
use aftercare_core::{
    Change, Result,
    domain::plan::{self, ExtractionRecord},
    jobs::{self, Claimed, JobKind, Outcome},
};
use aftercare_entity::{reminder, reminder::State};
use sea_orm::{ActiveEnum, ColumnTrait, EntityTrait, ExprTrait, QueryFilter, prelude::Expr};
use uuid::Uuid;

impl Worker {
    /// Records how a job goes on that did not succeed; `record` says how its extraction went, if that far it came. All in
    /// one transaction.
    pub(crate) async fn settle(
        &self,
        claimed: &Claimed,
        outcome: &Outcome,
        record: Option<ExtractionRecord>,
    ) -> Result<Ended> {
        let mut change = self.0.app.begin().await?;
        let Some(dead) = jobs::settle(&self.0.app, change.tx(), claimed, outcome).await? else {
            return Ok(Ended::Lost);
        };
        let (Outcome::Retry { code, .. } | Outcome::Park { code, .. } | Outcome::GiveUp { code }) = outcome;
        tracing::info!(job = %claimed.job.id, kind = claimed.kind.as_str(), code, dead, "a job did not succeed");
        match (claimed.kind, claimed.job.subject_id) {
            (JobKind::Extract, Some(note)) if dead => {
                let record = record.unwrap_or_else(|| ExtractionRecord {
                    attempts: attempts(claimed),
                    ..ExtractionRecord::default()
                });
                plan::fail_extraction(&mut change, note, code, record).await?;
            }
            (JobKind::Extract, Some(note)) => {
                // One that is parked costs no attempt.
                let parked = u32::from(matches!(outcome, Outcome::Park { .. }));
                let attempts = attempts(claimed).saturating_sub(parked);
                plan::wait_for_extraction(&change, note, code, attempts).await?;
            }
            (JobKind::Mail, Some(reminder)) => {
                let counts = !matches!(outcome, Outcome::Park { .. });
                note_failure(&change, reminder, code, dead, counts).await?;
            }
            _ => {}
        }
        change.commit().await?;
        Ok(if dead { Ended::Dead } else { Ended::Waits })
    }
}

async fn note_failure(change: &Change, reminder: Uuid, code: &str, dead: bool, counts: bool) -> Result<()> {
    let state = if dead { State::Failed } else { State::Pending };
    reminder::Entity::update_many()
        .col_expr(reminder::Column::State, Expr::value(state.to_value()))
        .col_expr(reminder::Column::Reason, Expr::value(Some(code.to_owned())))
        .col_expr(reminder::Column::Attempts, Expr::col(reminder::Column::Attempts).add(i32::from(counts)))
        .filter(reminder::Column::Id.eq(reminder))
        .filter(reminder::Column::State.is_in([State::Pending, State::Failed]))
        .exec(change.tx())
        .await?;
    Ok(())
}
