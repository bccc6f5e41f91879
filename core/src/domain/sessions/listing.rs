//! The sessions of a person, as they see them: which device, from where, since when.

use crate::{App, Result};
use aftercare_entity::session;
use chrono::{DateTime, Utc};
use sea_orm::{QueryOrder, QuerySelect};
use uuid::Uuid;

/// Sessions listed at most.
pub const MOST_LISTED: u64 = 100;

/// A session that runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Running {
    /// The session.
    pub family: Uuid,
    /// What the client called itself when it was last refreshed.
    pub device: Option<String>,
    /// Network address it was last refreshed from.
    pub address: Option<String>,
    /// When it began with a log-in.
    pub started_at: DateTime<Utc>,
    /// When it was begun or last refreshed.
    pub last_used_at: DateTime<Utc>,
    /// When it ends unless it is refreshed.
    pub expires_at: DateTime<Utc>,
}

/// The sessions of `user` that run, the one used last first, at most [`MOST_LISTED`].
///
/// # Errors
/// The database's.
pub async fn running(app: &App, user: Uuid) -> Result<Vec<Running>> {
    let rows = session::Entity::live_of(user, app.now())
        .order_by_desc(session::Column::CreatedAt)
        .order_by_desc(session::Column::Id)
        .limit(MOST_LISTED)
        .all(app.db().read())
        .await?;
    Ok(rows.into_iter().map(running_of).collect())
}

fn running_of(row: session::Model) -> Running {
    Running {
        family: row.family_id,
        device: row.device,
        address: row.address,
        started_at: row.started_at.unwrap_or(row.created_at),
        last_used_at: row.created_at,
        expires_at: row.expires_at,
    }
}
