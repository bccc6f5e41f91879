//! Postgres: connections that cost nothing to take and to give back.
//!
//! A statement is one round trip. No connection is asked whether it still answers before it is used, or after: what came of
//! its last statement says all that such a question would ([`held`]). So:
//! - a connection whose statement was given up half-way, or that is inside a transaction which nobody will end, is settled
//!   with ROLLBACK before anybody else gets it; one that does not answer to that is closed;
//! - a read, or a BEGIN, that meets a dead connection is tried once more on a new one ([`lines`]): neither has changed
//!   anything. A statement that changes something alone is not, for nobody knows whether it did; so a connection that has
//!   rested is asked first for that one kind.
//!
//! The time-outs are the session's own, so they hold for a process that was stopped or has lost its network, too: its
//! locks are freed, and those who wait for them wait in vain for a few seconds only. Migrations set their own.

mod arguments;
mod held;
mod lines;
mod manager;
mod work;

pub(super) use held::Held;
pub(super) use lines::Lines;
pub(super) use work::{Answer, Work};

use super::{ANSWER, PoolSizes};
use sea_orm::{DbErr, RuntimeErr};
use sqlx::{ConnectOptions, postgres::PgConnectOptions};
use std::sync::Arc;

/// How to connect to `url`, with the time-outs of `sizes`.
fn options(url: &str, sizes: PoolSizes) -> Result<PgConnectOptions, DbErr> {
    let options: PgConnectOptions = url.parse().map_err(failed(DbErr::Conn))?;
    let millis = |time: std::time::Duration| time.as_millis().to_string();
    Ok(options.disable_statement_logging().options([
        ("statement_timeout", millis(sizes.statement_timeout)),
        ("lock_timeout", millis(sizes.lock_timeout)),
        ("idle_in_transaction_session_timeout", millis(sizes.idle_transaction_timeout)),
        // Every statement finds its rows by an index, whatever it is asked for: to plan one again each time costs more than to
        // run it. But a plan that was made while a table was still empty reads the whole table, and is kept for as long as the
        // connection: so none is to do that where there is an index.
        ("plan_cache_mode", "force_generic_plan".to_owned()),
        ("enable_seqscan", "off".to_owned()),
    ]))
}

/// The driver's error as a `kind` of the library's.
fn failed(kind: fn(RuntimeErr) -> DbErr) -> impl Fn(sqlx::Error) -> DbErr {
    move |error| kind(RuntimeErr::SqlxError(Arc::new(error)))
}
