//! What a worker looks after every few minutes.

use crate::jobs::sweep;
use aftercare_core::{App, Result, domain::reasons, jobs};

/// Puts each zone's next sweep into the queue, and gives up jobs of kinds that nobody does any more.
pub(super) async fn upkeep(app: &App) -> Result<()> {
    sweep::ensure_scheduled(app).await?;
    for (kind, count) in jobs::give_up_unknown(app, reasons::RETIRED_JOB).await? {
        tracing::error!(kind, count, "jobs of a retired kind were given up");
    }
    Ok(())
}
