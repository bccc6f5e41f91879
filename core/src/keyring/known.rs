//! Data keys that were used a moment ago, so that opening a text needs no statement of its own.
//!
//! Bounded, zeroized when they go, and forgotten at once when a signal says that one was destroyed or that keys changed. A key
//! that lingers opens nothing that is erased: whoever opens a text has read its row just before, and the row of an erased
//! record is not there for anybody ([`crate::reader`]).

use super::{DataKey, DataKeys, SealError};
use crate::{App, Error, Result, bus::Signal, database::among, gather::Gather};
use aftercare_entity::patient_key;
use quick_cache::sync::Cache;
use sea_orm::{EntityTrait, QueryFilter};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
    time::Duration,
};
use tokio::time::Instant;
use uuid::Uuid;

/// How long a key is used without looking whether it is still there.
const KNOWN_FOR: Duration = Duration::from_secs(30);
/// Keys that are known at most: about 600 bytes each.
const MOST: usize = 10_000;

type Opened = Result<Arc<DataKey>, SealError>;

/// A data key as it is stored.
#[derive(Debug, Clone)]
pub(crate) struct Wrapped {
    pub patient: Uuid,
    pub master_key: String,
    pub key: Vec<u8>,
}

#[derive(Debug, Clone)]
enum Key {
    Wrapped(Arc<Wrapped>),
    Open(Arc<DataKey>),
}

/// The keys that are known, and those that are being asked for.
#[derive(Debug)]
pub(crate) struct KnownKeys {
    known: Cache<Uuid, (Instant, Key)>,
    waiting: Gather<Vec<Uuid>, Result<Vec<Wrapped>, Arc<Error>>>,
}

impl Default for KnownKeys {
    fn default() -> Self {
        Self { known: Cache::new(MOST), waiting: Gather::default() }
    }
}

impl KnownKeys {
    /// Forgets what `signal` says is no longer so.
    pub(crate) fn hear(&self, signal: &Signal) {
        match signal {
            Signal::KeyDestroyed { patient } => drop(self.known.remove(patient)),
            Signal::KeysChanged | Signal::Reconnected => self.known.clear(),
            _ => {}
        }
    }

    /// Takes a key that was read along with something else.
    pub(crate) fn learn(&self, wrapped: Wrapped) {
        let patient = wrapped.patient;
        if self.get(patient).is_none() {
            self.known.insert(patient, (Instant::now(), Key::Wrapped(Arc::new(wrapped))));
        }
    }

    fn get(&self, patient: Uuid) -> Option<Key> {
        let (since, key) = self.known.get(&patient)?;
        (since.elapsed() < KNOWN_FOR).then_some(key)
    }

    /// The patient's key, if it is known; or why it does not open.
    pub(crate) fn open(&self, app: &App, patient: Uuid) -> Option<Opened> {
        match self.get(patient)? {
            Key::Open(key) => Some(Ok(key)),
            Key::Wrapped(wrapped) => Some(self.unwrap(app, &wrapped)),
        }
    }

    fn unwrap(&self, app: &App, stored: &Wrapped) -> Opened {
        let Wrapped { patient, master_key, key } = stored;
        let key = Arc::new(app.keyring().unwrap(master_key, *patient, key)?);
        self.known.insert(*patient, (Instant::now(), Key::Open(Arc::clone(&key))));
        Ok(key)
    }
}

/// The data keys of these patients, for opening what was just read of their records: those that are not known in one
/// statement, with those that others wait for.
///
/// # Errors
/// The database's.
pub(crate) async fn known_keys(app: &App, patients: HashSet<Uuid>) -> Result<DataKeys> {
    let known = app.data_keys();
    let (mut keys, mut missing) = (HashMap::with_capacity(patients.len()), Vec::new());
    for patient in patients {
        match known.open(app, patient) {
            Some(key) => drop(keys.insert(patient, key)),
            None => missing.push(patient),
        }
    }
    if !missing.is_empty() {
        let of = app.clone();
        let ask = move |lists| look(of.clone(), lists);
        for wrapped in known.waiting.ask("data keys were not looked up", missing, ask).await? {
            keys.insert(wrapped.patient, known.unwrap(app, &wrapped));
        }
    }
    Ok(DataKeys::from(keys))
}

async fn look(app: App, lists: Vec<Vec<Uuid>>) -> Vec<Result<Vec<Wrapped>, Arc<Error>>> {
    let all: Vec<Uuid> = lists.iter().flatten().copied().collect::<HashSet<_>>().into_iter().collect();
    let theirs = among(app.db().backend(), patient_key::Column::PatientId, &all);
    match patient_key::Entity::find().filter(theirs).all(app.db().read()).await {
        Ok(rows) => {
            let found: HashMap<_, _> = rows.into_iter().map(|row| (row.patient_id, row)).collect();
            let of = |list: &Vec<Uuid>| list.iter().filter_map(|id| found.get(id)).map(Wrapped::of).collect();
            lists.iter().map(|list| Ok(of(list))).collect()
        }
        Err(error) => {
            let error = Arc::new(Error::from(error));
            lists.iter().map(|_| Err(Arc::clone(&error))).collect()
        }
    }
}

impl Wrapped {
    fn of(row: &patient_key::Model) -> Self {
        Self { patient: row.patient_id, master_key: row.master_key_id.clone(), key: row.wrapped_key.clone() }
    }
}
