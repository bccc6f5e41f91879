//! The queue as an admin looks at it: how much waits, and what was given up.

use crate::{App, Result, page::Page};
use aftercare_entity::{job, worker_heartbeat};
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, EntityTrait, FromQueryResult, Order, QueryFilter, QueryOrder, QuerySelect, Statement,
};
use std::time::Duration;

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

/// How the jobs of a kind stand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    /// The kind, as stored.
    pub kind: String,
    /// They may be done, and nobody does them.
    pub due: i64,
    /// Their time has not come.
    pub scheduled: i64,
    /// Somebody does them.
    pub running: i64,
    /// They were given up.
    pub dead: i64,
    /// How long the oldest due one has waited.
    pub waits: Duration,
    /// How long ago the oldest one that is neither done nor dead should have been done.
    pub late: Duration,
}

#[derive(Debug, FromQueryResult)]
struct Open {
    kind: String,
    due: i64,
    scheduled: i64,
    running: i64,
    oldest_due: Option<DateTime<Utc>>,
    oldest: Option<DateTime<Utc>>,
}

#[derive(Debug, FromQueryResult)]
struct Dead {
    kind: String,
    dead: i64,
}

/// How the jobs stand, by kind; kinds without any are left out. Two statements, each on the index of such jobs: rows of jobs
/// that are done are not read.
///
/// # Errors
/// The database's.
pub async fn standing(app: &App) -> Result<Vec<Standing>> {
    let now = app.now();
    let free = "(lease_until IS NULL OR lease_until <= $1)";
    let sql = format!(
        "SELECT kind, \
         COUNT(CASE WHEN run_at <= $1 AND {free} THEN 1 END) AS due, \
         COUNT(CASE WHEN run_at > $1 AND {free} THEN 1 END) AS scheduled, \
         COUNT(CASE WHEN lease_until > $1 THEN 1 END) AS running, \
         MIN(CASE WHEN run_at <= $1 AND {free} THEN run_at END) AS oldest_due, \
         MIN(run_at) AS oldest \
         FROM jobs WHERE done_at IS NULL AND dead_at IS NULL GROUP BY kind"
    );
    let backend = app.db().backend();
    let open = Statement::from_sql_and_values(backend, sql, [now.into()]);
    let open = Open::find_by_statement(open).all(app.db().read()).await?;
    let sql =
        "SELECT kind, COUNT(*) AS dead FROM jobs WHERE dead_at IS NOT NULL AND done_at IS NULL GROUP BY kind";
    let dead = Dead::find_by_statement(Statement::from_string(backend, sql)).all(app.db().read()).await?;
    let since =
        |then: Option<DateTime<Utc>>| then.and_then(|then| (now - then).to_std().ok()).unwrap_or_default();
    let standing = open.into_iter().map(|open| Standing {
        due: open.due,
        scheduled: open.scheduled,
        running: open.running,
        dead: 0,
        waits: since(open.oldest_due),
        late: since(open.oldest),
        kind: open.kind,
    });
    let mut all: Vec<_> = standing.collect();
    for Dead { kind, dead } in dead {
        match all.iter_mut().find(|standing| standing.kind == kind) {
            Some(standing) => standing.dead = dead,
            None => all.push(Standing { kind, dead, ..Standing::default() }),
        }
    }
    Ok(all)
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
