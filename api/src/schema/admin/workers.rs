//! The worker processes, as an admin sees them.

use super::{
    super::{error::Result, ids::Kind, scalars::DateTime},
    api_for_admin,
};
use aftercare_core::jobs::overview;
use async_graphql::{Context, ID, Object, SimpleObject};

/// A process that does background work.
#[derive(SimpleObject, Debug)]
pub struct Worker {
    /// Opaque id, a new one at each start.
    id: ID,
    /// When the process started.
    started_at: DateTime,
    /// When the process last reported; it reports every 5 seconds.
    last_seen_at: DateTime,
}

/// Questions about the worker processes.
#[derive(Default, Debug)]
pub struct WorkersQuery;

/// Questions about the worker processes.
#[Object]
impl WorkersQuery {
    /// The workers that have reported within the last day and were not stopped in good order, newest first; only for an admin.
    #[graphql(complexity = "super::super::pages::weight(None, child_complexity)")]
    async fn workers(&self, ctx: &Context<'_>) -> Result<Vec<Worker>> {
        let workers = overview::workers(&api_for_admin(ctx)?.app).await?;
        let shown = workers.into_iter().map(|row| Worker {
            id: Kind::Worker.id(row.id),
            started_at: DateTime(row.started_at),
            last_seen_at: DateTime(row.beat_at),
        });
        Ok(shown.collect())
    }
}
