//! The queue as an admin looks at it: how much waits, and what was given up.

use crate::{App, Result, page::Page};
use aftercare_entity::{job, worker_heartbeat};
use sea_orm::{
    ColumnTrait, EntityTrait, FromQueryResult, Order, QueryFilter, QueryOrder, QuerySelect, Statement,
};

/// How many jobs of a kind there are.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Count {
    /// The kind, as stored.
    pub kind: String,
    /// Nobody does them now.
    pub waiting: i64,
    /// Somebody does.
    pub running: i64,
    /// They were given up.
    pub dead: i64,
}

/// How many jobs wait, are being done and are dead, by kind; kinds without any are left out.
///
/// # Errors
/// The database's.
pub async fn counts(app: &App) -> Result<Vec<Count>> {
    let sql = "SELECT kind, \
               COUNT(CASE WHEN dead_at IS NULL AND (lease_until IS NULL OR lease_until <= $1) THEN 1 END) AS waiting, \
               COUNT(CASE WHEN dead_at IS NULL AND lease_until > $1 THEN 1 END) AS running, \
               COUNT(dead_at) AS dead \
               FROM jobs WHERE done_at IS NULL GROUP BY kind ORDER BY kind";
    let statement = Statement::from_sql_and_values(app.db().backend(), sql, [app.now().into()]);
    Ok(Count::find_by_statement(statement).all(app.db().read()).await?)
}

/// Dead jobs, oldest first: those after the job `after`.
///
/// # Errors
/// The database's.
pub async fn dead(app: &App, kind: Option<&str>, page: Page) -> Result<Vec<job::Model>> {
    let mut query =
        job::Entity::find().filter(job::Column::DeadAt.is_not_null()).filter(job::Column::DoneAt.is_null());
    if let Some(kind) = kind {
        query = query.filter(job::Column::Kind.eq(kind));
    }
    let query = query
        .filter(page.within(job::Column::Id, &Order::Asc))
        .order_by(job::Column::Id, page.order(&Order::Asc))
        .limit(page.size);
    Ok(page.arranged(query.all(app.db().read()).await?))
}

/// The workers that were heard of within a day, newest first.
///
/// # Errors
/// The database's.
pub async fn workers(app: &App) -> Result<Vec<worker_heartbeat::Model>> {
    let query = worker_heartbeat::Entity::find().order_by_desc(worker_heartbeat::Column::Id).limit(1000);
    Ok(query.all(app.db().read()).await?)
}
