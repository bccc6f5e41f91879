//! A row that says "this worker lives", for the readiness of the API.

use aftercare_core::{App, Result};
use aftercare_entity::worker_heartbeat;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, sea_query::OnConflict};
use std::time::Duration;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

const PERIOD: Duration = Duration::from_secs(5);

/// Beats until `stop`, then takes the row away.
pub(super) async fn run(app: App, worker: Uuid, stop: CancellationToken) {
    let started = app.now();
    loop {
        if let Err(error) = beat(&app, worker, started).await {
            tracing::warn!(%error, "the worker's heartbeat could not be written");
        }
        tokio::select! {
            () = stop.cancelled() => break,
            () = tokio::time::sleep(PERIOD) => {}
        }
    }
    if let Err(error) = worker_heartbeat::Entity::delete_by_id(worker).exec(app.db().write()).await {
        tracing::warn!(%error, "the worker's heartbeat could not be removed");
    }
}

async fn beat(app: &App, worker: Uuid, started: chrono::DateTime<chrono::Utc>) -> Result<()> {
    let row =
        worker_heartbeat::ActiveModel { id: Set(worker), started_at: Set(started), beat_at: Set(app.now()) };
    worker_heartbeat::Entity::insert(row)
        .on_conflict(
            OnConflict::column(worker_heartbeat::Column::Id)
                .update_column(worker_heartbeat::Column::BeatAt)
                .to_owned(),
        )
        .exec_without_returning(app.db().write())
        .await?;
    // Rows of workers that died without a word.
    worker_heartbeat::Entity::delete_many()
        .filter(worker_heartbeat::Column::BeatAt.lt(app.now() - chrono::Duration::days(1)))
        .exec(app.db().write())
        .await?;
    Ok(())
}
