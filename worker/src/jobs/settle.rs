//! What a failed job leaves behind: the job waits or is dead, and its note or its reminder says why.

use super::Ended;
use aftercare_core::{
    App, Result,
    domain::{
        plan::{self, ExtractionRecord},
        reminders::outcome,
    },
    jobs::{self, Claimed, JobKind, Outcome},
};

/// Records how a failed job goes on; `record` says how its extraction went, if it got that far. All in one
/// transaction.
pub(crate) async fn settle(
    app: &App,
    claimed: &Claimed,
    how: &Outcome,
    record: Option<ExtractionRecord>,
) -> Result<Ended> {
    let mut change = app.begin().await?;
    let Some(dead) = jobs::settle(app, change.tx(), claimed, how).await? else {
        return Ok(Ended::Lost);
    };
    let (code, counts) = (how.code(), !matches!(how, Outcome::Park { .. }));
    if let (Some(note), Some(record)) = (claimed.job.subject_id, &record) {
        plan::record_sending(&change, note, record).await?;
    }
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
            let attempts = attempts(claimed).saturating_sub(u32::from(!counts));
            plan::wait_for_extraction(&change, note, code, attempts).await?;
            if let Some(record) = record {
                plan::add_cost(&change, note, &record).await?;
            }
        }
        (JobKind::Mail, Some(reminder)) if dead => outcome::failed(&change, &[(reminder, code)]).await?,
        (JobKind::Mail, Some(reminder)) => outcome::waits(&change, &[(reminder, code, counts)]).await?,
        _ => {}
    }
    change.commit().await?;
    Ok(if dead { Ended::Dead } else { Ended::Waits })
}

/// Attempts so far, this one included.
pub(crate) fn attempts(claimed: &Claimed) -> u32 {
    u32::try_from(claimed.job.attempts).unwrap_or(0)
}
