//! Health checks: `/livez` says that the process answers, `/readyz` that it can do its work.

use aftercare_core::App;
use aftercare_entity::worker_heartbeat;
use axum::{Json, extract::State, http::StatusCode, response::IntoResponse};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

/// A worker that has not been heard of for this long counts as gone.
const SILENCE: chrono::Duration = chrono::Duration::seconds(30);

/// The process answers.
pub async fn live() -> impl IntoResponse {
    Json(json!({ "status": "live" }))
}

/// Database, migrations, Redis and a worker are there; 503 otherwise, with what is missing.
pub async fn ready(State(app): State<App>) -> impl IntoResponse {
    let database = app.db().read().ping().await.is_ok();
    let migrations = database && app.is_migrated().await;
    let redis = match app.bus().redis() {
        Some(link) => Some(link.ping().await.is_ok() && link.is_subscribed()),
        None => None,
    };
    let heard = worker_heartbeat::Column::BeatAt.gt(app.now() - SILENCE);
    let worker = worker_heartbeat::Entity::find().filter(heard).one(app.db().read()).await;
    let worker = worker.is_ok_and(|row| row.is_some());
    let word = |ok: bool| if ok { "ok" } else { "missing" };
    let all = database && migrations && redis != Some(false) && worker;
    let status = if all { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let body = json!({
        "status": if all { "ready" } else { "not ready" },
        "checks": {
            "database": word(database),
            "migrations": word(migrations),
            "redis": redis.map_or("not used", word),
            "worker": word(worker),
        },
    });
    (status, Json(body))
}
