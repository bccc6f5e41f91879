//! Who asks: whose session an access token names, for each request.
//!
//! One statement finds the sessions and accounts of all requests that wait for it, and a patient's own data key. What it found
//! is known for a moment ([`KNOWN_FOR`]), and forgotten at once when a signal says that the session ended or the account changed; it is not used
//! while signals of other processes may be missing. So an end, by whatever process and however badly the signals
//! travel, holds everywhere within a second.

use crate::{App, Error, Result, bus::Signal, database::among, gather::Gather, keyring::Wrapped};
use aftercare_entity::{
    patient_key, session,
    user::{self, Status},
};
use chrono::{DateTime, Utc};
use quick_cache::sync::Cache;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryTrait, Statement, Value,
    sea_query::{Alias, Expr, ExprTrait, JoinType, SelectStatement},
};
use std::{
    collections::HashMap,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::time::Instant;
use uuid::Uuid;

/// How long what was found is used without looking again.
const KNOWN_FOR: Duration = Duration::from_millis(800);
/// Sessions that are known at most.
const MOST: usize = 4096;

type Found = Result<Option<Known>, Arc<Error>>;

#[derive(Debug, Clone)]
struct Known {
    account: Arc<user::Model>,
    /// When the session ends unless it is continued.
    ends: DateTime<Utc>,
    looked_at: Instant,
}

/// The sessions that are known, and those that are being asked for.
#[derive(Debug)]
pub struct Asking {
    known: Cache<Uuid, Known>,
    waiting: Gather<Uuid, Found>,
    /// Counts what was forgotten: what was read before is not kept after it.
    forgotten: AtomicU64,
}

impl Default for Asking {
    fn default() -> Self {
        Self { known: Cache::new(MOST), waiting: Gather::default(), forgotten: AtomicU64::new(0) }
    }
}

impl Asking {
    /// Forgets what `signal` says is no longer so.
    pub fn hear(&self, signal: &Signal) {
        match signal {
            Signal::SessionEnded { family, .. } => {
                self.forgotten.fetch_add(1, Ordering::AcqRel);
                self.known.remove(family);
            }
            Signal::UserSignedOut { user, .. } | Signal::AccountChanged { user } => {
                self.forgotten.fetch_add(1, Ordering::AcqRel);
                self.known.retain(|_, known| known.account.id != *user);
            }
            Signal::Reconnected => {
                self.forgotten.fetch_add(1, Ordering::AcqRel);
                self.known.clear();
            }
            Signal::Jobs | Signal::Events { .. } | Signal::KeyDestroyed { .. } | Signal::KeysChanged => {}
        }
    }

    fn known(&self, app: &App, family: Uuid) -> Option<Arc<user::Model>> {
        let known = self.known.get(&family)?;
        let fresh = known.looked_at.elapsed() < KNOWN_FOR && app.now() < known.ends && app.bus().hears_all();
        fresh.then_some(known.account)
    }
}

/// Whose session this is, if it still runs and its user may log in.
///
/// # Errors
/// The database's.
pub async fn live(app: &App, family: Uuid) -> Result<Option<Arc<user::Model>>, Arc<Error>> {
    let asking = app.asking();
    if let Some(account) = asking.known(app, family) {
        return Ok(Some(account));
    }
    let before = asking.forgotten.load(Ordering::Acquire);
    let of = app.clone();
    let found = asking.waiting.get(family, move |families| answers(of.clone(), families)).await;
    let found = found.unwrap_or_else(|| Err(Arc::new(Error::Internal("sessions were not looked up"))))?;
    if let Some(known) = &found
        && asking.forgotten.load(Ordering::Acquire) == before
    {
        asking.known.insert(family, known.clone());
        // What came in between has looked for it in vain.
        if asking.forgotten.load(Ordering::Acquire) != before {
            asking.known.remove(&family);
        }
    }
    Ok(found.map(|known| known.account))
}

async fn answers(app: App, families: Vec<Uuid>) -> Vec<Found> {
    match look(&app, &families).await {
        Ok(found) => families.iter().map(|family| Ok(found.get(family).cloned())).collect(),
        Err(error) => {
            let error = Arc::new(error);
            families.iter().map(|_| Err(Arc::clone(&error))).collect()
        }
    }
}

/// The sessions of these families that still run, with their accounts. On Postgres the text is the same for any of them, and is built once.
fn question(app: &App, families: &[Uuid]) -> Statement {
    static BUILT: OnceLock<Statement> = OnceLock::new();
    let backend = app.db().backend();
    let build = || backend.build(&query(app, families));
    if backend != DbBackend::Postgres {
        return build();
    }
    let built = BUILT.get_or_init(build);
    let values = built.values.iter().flat_map(|values| &values.0).map(|value| match value {
        Value::Array(kind, _) => {
            let families = families.iter().copied().map(Value::from).collect();
            Value::Array(kind.clone(), Some(Box::new(families)))
        }
        Value::ChronoDateTimeUtc(_) => Value::from(app.now()),
        other => other.clone(),
    });
    Statement::from_sql_and_values(backend, &built.sql, values)
}

fn query(app: &App, families: &[Uuid]) -> SelectStatement {
    use session::Column::{ExpiresAt, FamilyId, ReplacedBy, RevokedAt, UserId};
    let id = (user::Entity, user::Column::Id);
    let of_user = Expr::col((session::Entity, UserId)).equals(id);
    let of_patient = Expr::col((patient_key::Entity, patient_key::Column::PatientId)).equals(id);
    user::Entity::find()
        .into_query()
        .expr_as(Expr::col((session::Entity, FamilyId)), Alias::new("session_family"))
        .expr_as(Expr::col((session::Entity, ExpiresAt)), Alias::new("session_ends"))
        .column(patient_key::Column::MasterKeyId)
        .column(patient_key::Column::WrappedKey)
        .join(JoinType::InnerJoin, session::Entity, of_user)
        .join(JoinType::LeftJoin, patient_key::Entity, of_patient)
        .cond_where(among(app.db().backend(), FamilyId, families))
        .and_where(RevokedAt.is_null())
        .and_where(ReplacedBy.is_null())
        .and_where(ExpiresAt.gt(app.now()))
        .and_where(user::Column::Status.eq(Status::Active))
        .take()
}

async fn look(app: &App, families: &[Uuid]) -> Result<HashMap<Uuid, Known>> {
    let looked_at = Instant::now();
    let mut found = HashMap::new();
    for row in app.db().read().query_all_raw(question(app, families)).await? {
        let account = Arc::new(user::Model::by_place(&row)?);
        let ends = row.try_get("", "session_ends")?;
        if let (Some(master_key), Some(wrapped)) =
            (row.try_get("", "master_key_id")?, row.try_get("", "wrapped_key")?)
        {
            app.data_keys().learn(Wrapped { patient: account.id, master_key, key: wrapped });
        }
        found.insert(row.try_get("", "session_family")?, Known { account, ends, looked_at });
    }
    Ok(found)
}
