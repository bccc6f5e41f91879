//! Numbers the committed rows of the access log and chains each to the one before it.
//!
//! Every process runs one. A Postgres advisory lock (on SQLite the one write lock) lets one chain at a time, so that numbers
//! have no gap and become visible in their order. Those who write rows wait for none of this. A process that dies before its
//! rows are chained loses none: the next look of any process chains what is left.

use super::{
    chain::{BEGINNING, Chain},
    verify::Head,
};
use crate::{
    App, Error, Result,
    database::{Transaction, insert_all},
};
use aftercare_entity::access_log;
use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect, Statement,
};
use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};
use tokio_util::sync::CancellationToken;

/// Number of the Postgres advisory lock.
const ADVISORY_LOCK: i64 = 0x6166_7465_6c6f_6773;
/// Rows chained in one transaction.
const BATCH: u64 = 200;
/// How long to wait, once told of a row, for others to come: nobody waits for the chain, and each look costs eight statements.
const GATHER: Duration = Duration::from_millis(50);
/// How often to look without being told: for rows that other processes left behind.
const POLL: Duration = Duration::from_secs(2);
/// The pause after a failure: the database is away, or this process lacks the master key and another one goes on.
const REST: Duration = Duration::from_secs(10);

/// Chains what is committed, until `stop`. The process remembers how far it came: rows that somebody unchained, or took away, while it runs
/// are not chained again as if they were in order.
pub async fn run(app: App, stop: CancellationToken) {
    loop {
        let chained = chain_after(&app, Some(app.chained())).await;
        if let Err(error) = &chained {
            tracing::error!(%error, "the access log could not be chained; trying again");
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = told(&app), if chained.is_ok() => {}
            () = tokio::time::sleep(if chained.is_ok() { POLL } else { REST }) => {}
        }
    }
}

/// Somebody has written a row, and whoever writes at the same moment has too.
async fn told(app: &App) {
    app.accesses_pending().notified().await;
    tokio::time::sleep(GATHER).await;
}

/// Chains every row committed so far; says how many that were.
///
/// # Errors
/// The database's or the keyring's; nothing is half-chained.
pub async fn chain_pending(app: &App) -> Result<u64> {
    chain_after(app, None).await
}

/// The newest link that this process has made.
pub(crate) type Made = Mutex<Option<Head>>;

/// What this process has made last; nothing where it is not to count.
fn made(known: Option<&Made>) -> Option<Head> {
    known?.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

/// Remembers a link, unless a newer one is known.
fn remember(known: Option<&Made>, head: Head) {
    let Some(known) = known else { return };
    let mut known = known.lock().unwrap_or_else(PoisonError::into_inner);
    if known.as_ref().is_none_or(|known| known.sequence < head.sequence) {
        *known = Some(head);
    }
}

/// [`chain_pending`], after the link `known`, which becomes the newest one.
async fn chain_after(app: &App, known: Option<&Made>) -> Result<u64> {
    let mut total = 0;
    loop {
        let chained = chain_batch(app, known).await?;
        total += chained;
        if chained < BATCH || app.is_stopping() {
            return Ok(total);
        }
    }
}

/// When the oldest thing was done whose row is not chained yet; `None` where each row is.
///
/// # Errors
/// The database's.
pub async fn waiting_since(app: &App) -> Result<Option<DateTime<Utc>>> {
    use access_log::{Column, Entity};
    let oldest = Entity::find().filter(Column::Sequence.is_null()).order_by_asc(Column::Id);
    Ok(oldest.one(app.db().read()).await?.map(|row| row.at))
}

async fn chain_batch(app: &App, known: Option<&Made>) -> Result<u64> {
    use access_log::{Column, Entity};
    let pending = || Entity::find().filter(Column::Sequence.is_null());
    // Looking costs no write lock.
    if pending().limit(1).one(app.db().read()).await?.is_none() {
        return Ok(0);
    }
    let tx = app.db().begin_alone(ADVISORY_LOCK).await?;
    let mut end = End::read(app, &tx, made(known)).await?;
    let rows = pending().order_by_asc(Column::Id).limit(BATCH).all(&tx).await?;
    let mut links = Vec::with_capacity(rows.len());
    for row in &rows {
        let (sequence, previous, hash) = end.link(row)?;
        links.push((row.id, sequence, previous, hash));
    }
    write(&tx, links).await?;
    tx.commit().await?;
    remember(known, end.head);
    Ok(u64::try_from(rows.len()).unwrap_or(u64::MAX))
}

/// Writes new rows, chained; `false`, and nothing, while somebody else is chaining.
///
/// # Errors
/// The database's or the keyring's; nothing was written then.
pub(super) async fn write_chained(app: &App, mut rows: Vec<access_log::Model>) -> Result<bool> {
    let tx = app.db().begin_write().await?;
    if app.db().backend() == DbBackend::Postgres {
        let free = format!("SELECT pg_try_advisory_xact_lock({ADVISORY_LOCK}) AS free");
        let free = tx.query_one_raw(Statement::from_string(DbBackend::Postgres, free)).await?;
        if !free.is_some_and(|row| row.try_get("", "free").unwrap_or(false)) {
            return Ok(false);
        }
    }
    let mut end = End::read(app, &tx, made(Some(app.chained()))).await?;
    for row in &mut rows {
        let (sequence, previous, hash) = end.link(row)?;
        (row.sequence, row.previous_hash, row.hash) = (Some(sequence), Some(previous), Some(hash));
    }
    insert_all(&tx, rows.into_iter().map(|row| row.into_active_model().reset_all()).collect()).await?;
    tx.commit().await?;
    remember(Some(app.chained()), end.head);
    Ok(true)
}

/// The end of the chain, to which rows are linked.
struct End {
    chain: Chain,
    head: Head,
}

impl End {
    /// As it is in the database, where it must come after `known`.
    async fn read(app: &App, tx: &Transaction, known: Option<Head>) -> Result<Self> {
        use access_log::{Column, Entity};
        let last = Entity::find()
            .filter(Column::Sequence.is_not_null())
            .order_by_desc(Column::Sequence)
            .limit(1)
            .one(tx)
            .await?;
        if let Some(known) = known {
            // Usually nobody has chained since, and it is the last one.
            let link = match &last {
                Some(last) if last.sequence == Some(known.sequence) => Some(last.clone()),
                _ => Entity::find().filter(Column::Sequence.eq(known.sequence)).one(tx).await?,
            };
            if link.and_then(|row| row.hash).as_ref() != Some(&known.hash) {
                return Err(Error::Internal(
                    "rows of the access log that were chained have been changed or removed; see aftercare audit verify",
                ));
            }
        }
        let chain = match (Chain::open(app, tx).await?, &last) {
            (Some(chain), _) => chain,
            (None, None) => Chain::make(app, tx).await?,
            // A new key would hide that the old one, and with it the proof of all rows so far, is gone.
            (None, Some(_)) => return Err(Error::Internal("the key of the access log's chain is missing")),
        };
        let head = match last {
            Some(row) => Head { sequence: row.sequence.unwrap_or(0), hash: row.hash.unwrap_or_default() },
            None => Head { sequence: 0, hash: BEGINNING.to_vec() },
        };
        Ok(Self { chain, head })
    }

    /// Links a row: its number, the hash before it, and its own.
    fn link(&mut self, row: &access_log::Model) -> Result<(i64, Vec<u8>, Vec<u8>)> {
        let sequence = self.head.sequence + 1;
        let hash = self.chain.hash(&self.head.hash, sequence, row)?.to_vec();
        let previous = std::mem::replace(&mut self.head.hash, hash.clone());
        self.head.sequence = sequence;
        Ok((sequence, previous, hash))
    }
}

/// One statement for the whole batch.
async fn write(tx: &Transaction, links: Vec<(uuid::Uuid, i64, Vec<u8>, Vec<u8>)>) -> Result<()> {
    if links.is_empty() {
        return Ok(());
    }
    let backend = tx.get_database_backend();
    let (mut rows, mut values) = (Vec::with_capacity(links.len()), Vec::<sea_orm::Value>::new());
    for (id, sequence, previous, hash) in links {
        let at = values.len();
        rows.push(match backend {
            DbBackend::Postgres => format!("(${}, ${}, ${}, ${})", at + 1, at + 2, at + 3, at + 4),
            _ => "(?, ?, ?, ?)".to_owned(),
        });
        values.extend([id.into(), sequence.into(), previous.into(), hash.into()]);
    }
    let sql = format!(
        "WITH links (id, sequence, previous_hash, hash) AS (VALUES {}) UPDATE access_log \
         SET sequence = links.sequence, previous_hash = links.previous_hash, hash = links.hash \
         FROM links WHERE access_log.id = links.id",
        rows.join(", ")
    );
    tx.execute_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
    Ok(())
}
