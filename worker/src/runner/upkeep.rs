//! What a worker looks after every few minutes.

use crate::jobs::{Context, sweep};
use aftercare_core::{
    App, Result,
    domain::{reasons, retention, spellings},
    jobs,
};
use std::{sync::Arc, time::Duration};
use tokio_util::sync::CancellationToken;

/// How often.
pub(super) const PERIOD: Duration = Duration::from_mins(5);

/// Puts each zone's next sweep into the queue: a patient may live in a new one.
pub(super) async fn upkeep(app: &App) -> Result<()> {
    sweep::ensure_scheduled(app).await
}

/// Gives up jobs of kinds that nobody does any more.
async fn give_up_unknown(app: &App) -> Result<()> {
    for (kind, count) in jobs::give_up_unknown(app, reasons::RETIRED_JOB).await? {
        tracing::error!(kind, count, "jobs of a retired kind were given up");
    }
    Ok(())
}

/// Brings rows that another version of this program wrote to the spelling of this one, so that search and log-in find them.
async fn respell(app: &App) {
    match spellings::respell(app).await {
        Ok(done) if done == spellings::Respelt::default() => {}
        Ok(done) => tracing::info!(
            names = done.names,
            emails = done.emails,
            "names and e-mail addresses of accounts were rewritten in their present spelling"
        ),
        Err(error) => {
            tracing::warn!(%error, "accounts could not be rewritten in their present spelling; the next start of a worker tries again");
        }
    }
}

/// Respells accounts once, then deletes what is too old and gives up what nobody does, until `stop`; beside the worker's own
/// loop, since a run may take seconds.
pub(super) async fn delete_old(context: Arc<Context>, stop: CancellationToken) {
    tokio::select! {
        () = stop.cancelled() => return,
        () = respell(&context.app) => {}
    }
    loop {
        // By a wrong clock everything would be old.
        if context.app.clock().is_trusted()
            && let Err(error) = retention::prune(&context.app, &context.settings.retention).await
        {
            tracing::warn!(%error, "old rows could not be deleted; trying again later");
        }
        if let Err(error) = give_up_unknown(&context.app).await {
            tracing::warn!(%error, "jobs of retired kinds could not be given up; trying again later");
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(PERIOD) => {}
        }
    }
}
