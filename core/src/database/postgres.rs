//! Connections to Postgres, their time-outs, and the look at one before it is used.
//!
//! A request that is given up while its BEGIN is on the way leaves a session inside a transaction that the driver does not
//! count. What the next request does there, outside any transaction as it believes, is answered and then rolled back. So
//! the round trip that finds out whether a connection still answers asks this too: the transaction of a statement alone
//! begins with that statement.
//!
//! The time-outs are the session's own, so they hold for a process that was stopped or has lost its network, too: its
//! locks are freed, and those who wait for them wait in vain for a few seconds only. Migrations set their own.

use super::{
    PoolSizes, options,
    pool::{Pool, Use},
    trouble::Probe,
};
use sea_orm::DbErr;
use sqlx::{Connection, Executor, PgConnection, postgres::PgConnectOptions};
use std::{
    sync::{Arc, atomic::AtomicBool},
    time::Duration,
};

/// How long a connection that is given back may take to answer.
const RELEASE: Duration = Duration::from_secs(5);

const OUTSIDE: &str = "SELECT 1 WHERE now() <> statement_timestamp()";

/// A pool of so many connections.
pub(super) async fn pool(
    url: &str,
    connections: u32,
    sizes: PoolSizes,
    used_for: Use,
) -> Result<Pool, DbErr> {
    let mut options = options(url, connections, sizes.acquire_timeout);
    options.map_sqlx_postgres_opts(move |o| with_timeouts(o, sizes));
    options.map_sqlx_postgres_pool_opts(|pool| {
        pool.after_release(|connection, _| Box::pin(still_answers(connection)))
    });
    options.map_sqlx_postgres_before_acquire(|connection, _| Box::pin(is_outside_transaction(connection)));
    let probe = url.parse().ok().map(|to| Probe::new(to, connections));
    let connected = sea_orm::Database::connect(options).await;
    let driver = match (connected, &probe) {
        (Err(error), Some(probe)) => return Err(probe.explain(error).await),
        (connected, _) => connected?,
    };
    Ok(Pool::new(driver, used_for, Arc::new(AtomicBool::new(false)), probe))
}

fn with_timeouts(options: PgConnectOptions, sizes: PoolSizes) -> PgConnectOptions {
    let millis = |time: Duration| time.as_millis().to_string();
    options.options([
        ("statement_timeout", millis(sizes.statement_timeout)),
        ("lock_timeout", millis(sizes.lock_timeout)),
        ("idle_in_transaction_session_timeout", millis(sizes.idle_transaction_timeout)),
    ])
}

/// A connection whose line is dead without having said so would keep its place in the pool for a quarter of an hour, which is
/// how long the system waits for an answer that does not come.
async fn still_answers(connection: &mut PgConnection) -> Result<bool, sqlx::Error> {
    let answer = tokio::time::timeout(RELEASE, connection.ping()).await;
    answer.unwrap_or(Err(sqlx::Error::PoolTimedOut)).map(|()| true)
}

/// Whether a statement on this connection is a transaction of its own; fails where the connection is of no use.
async fn is_outside_transaction(connection: &mut PgConnection) -> Result<bool, sqlx::Error> {
    let rows = connection.execute(OUTSIDE).await?.rows_affected();
    if rows > 0 {
        tracing::warn!("a database connection was inside a transaction that nobody owns; it is closed");
    }
    Ok(rows == 0)
}
