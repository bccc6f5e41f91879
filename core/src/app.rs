//! What every use-case needs, in one cheap-to-clone handle, and [`Change`]: one unit of work.

use crate::{
    Result,
    audit::{self, Access, Made, Recording},
    bus::{Bus, Signal},
    clock::Clock,
    commits,
    database::{Database, Transaction, insert_all},
    domain::{assignments::Directory, check_ins, hospital::Hospital, sessions::Asking},
    jobs::{self, NewJob},
    keyring::{Keyring, KnownKeys},
    metrics::Metrics,
    passwords::Passwords,
    random,
    reader::OwnSteps,
    throttle::Throttle,
};
use aftercare_entity::event;
use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use std::sync::Arc;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// The handle. Holds no state of its own besides what it was made with.
#[derive(Clone, Debug)]
pub struct App(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    parts: Parts,
    asking: Arc<Asking>,
    data_keys: Arc<KnownKeys>,
    accesses: Recording,
    check_ins: check_ins::Waiting,
    directory: Directory,
    own_steps: OwnSteps,
    chained: Made,
    metrics: Metrics,
}

/// What an [`App`] is made of.
#[derive(Debug)]
pub struct Parts {
    /// SQLite or Postgres.
    pub db: Database,
    /// Now.
    pub clock: Clock,
    /// Master keys.
    pub keyring: Keyring,
    /// Argon2id.
    pub passwords: Passwords,
    /// Signals.
    pub bus: Bus,
    /// Counters.
    pub throttle: Throttle,
    /// The hospital's settings.
    pub hospital: Hospital,
    /// Told after each commit that wrote an event.
    pub events_pending: Notify,
    /// Told after each commit that wrote to the access log.
    pub accesses_pending: Notify,
    /// Cancelled when the process stops.
    pub stopping: CancellationToken,
}

impl App {
    /// From its parts.
    pub fn new(parts: Parts) -> Self {
        let (asking, data_keys) = (Arc::new(Asking::default()), Arc::new(KnownKeys::default()));
        let (sessions, keys) = (Arc::clone(&asking), Arc::clone(&data_keys));
        parts.bus.before_all(move |signal| {
            sessions.hear(signal);
            keys.hear(signal);
        });
        Self(Arc::new(Inner {
            parts,
            asking,
            data_keys,
            accesses: Recording::default(),
            check_ins: check_ins::waiting(),
            directory: Directory::default(),
            own_steps: OwnSteps::default(),
            chained: Made::default(),
            metrics: Metrics::default(),
        }))
    }

    /// The sessions that were looked up a moment ago.
    pub(crate) fn asking(&self) -> &Asking {
        &self.0.asking
    }

    /// The data keys that were unwrapped a moment ago.
    pub(crate) fn data_keys(&self) -> &KnownKeys {
        &self.0.data_keys
    }

    /// The newest link of the access log's chain that this process has made.
    pub(crate) fn chained(&self) -> &Made {
        &self.0.chained
    }

    /// The rows of the access log that wait to be written.
    pub(crate) fn accesses(&self) -> &Recording {
        &self.0.accesses
    }

    /// The requests to check in that wait.
    pub(crate) fn check_ins(&self) -> &check_ins::Waiting {
        &self.0.check_ins
    }

    /// Those who wait for a page of all doctors.
    pub(crate) fn directory(&self) -> &Directory {
        &self.0.directory
    }

    /// The patients who wait for their own steps.
    pub(crate) fn own_steps(&self) -> &OwnSteps {
        &self.0.own_steps
    }

    /// What this process counts.
    pub fn metrics(&self) -> &Metrics {
        &self.0.metrics
    }

    /// The database.
    pub fn db(&self) -> &Database {
        &self.0.parts.db
    }

    /// The clock.
    pub fn clock(&self) -> &Clock {
        &self.0.parts.clock
    }

    /// Now, to the microsecond.
    pub fn now(&self) -> DateTime<Utc> {
        self.0.parts.clock.now()
    }

    /// A new `UUIDv7`.
    pub fn new_id(&self) -> Uuid {
        random::id(self.now())
    }

    /// The master keys.
    pub fn keyring(&self) -> &Keyring {
        &self.0.parts.keyring
    }

    /// Password hashing.
    pub fn passwords(&self) -> &Passwords {
        &self.0.parts.passwords
    }

    /// Signals.
    pub fn bus(&self) -> &Bus {
        &self.0.parts.bus
    }

    /// Counters.
    pub fn throttle(&self) -> &Throttle {
        &self.0.parts.throttle
    }

    /// The hospital's settings.
    pub fn hospital(&self) -> &Hospital {
        &self.0.parts.hospital
    }

    /// Told after each commit that wrote an event.
    pub fn events_pending(&self) -> &Notify {
        &self.0.parts.events_pending
    }

    /// Told after each commit that wrote to the access log.
    pub fn accesses_pending(&self) -> &Notify {
        &self.0.parts.accesses_pending
    }

    /// Cancelled when the process stops.
    pub fn stopping(&self) -> &CancellationToken {
        &self.0.parts.stopping
    }

    /// Whether the process is stopping.
    pub fn is_stopping(&self) -> bool {
        self.0.parts.stopping.is_cancelled()
    }

    /// Whether the tables are as this program needs them.
    pub async fn is_migrated(&self) -> bool {
        self.db().is_migrated().await
    }

    /// Starts a unit of work.
    ///
    /// # Errors
    /// The database's.
    pub async fn begin(&self) -> Result<Change> {
        Ok(Change {
            tx: self.db().begin_write().await?,
            app: self.clone(),
            jobs: false,
            events: false,
            accesses: false,
            after: Vec::new(),
        })
    }
}

/// One unit of work: its rows, jobs and events commit together, and the signals that tell of them go out after.
/// Dropped without [`Change::commit`], nothing of it happened.
#[derive(Debug)]
pub struct Change {
    tx: Transaction,
    app: App,
    jobs: bool,
    events: bool,
    accesses: bool,
    after: Vec<Signal>,
}

impl Change {
    /// The transaction; inside a change use nothing but it.
    pub const fn tx(&self) -> &Transaction {
        &self.tx
    }

    /// The handle this began from.
    pub const fn app(&self) -> &App {
        &self.app
    }

    /// Wants a job done after the commit.
    ///
    /// # Errors
    /// The database's.
    pub async fn job(&mut self, job: NewJob) -> Result<()> {
        self.jobs([job]).await
    }

    /// Wants jobs done after the commit.
    ///
    /// # Errors
    /// The database's.
    pub async fn jobs(&mut self, wanted: impl IntoIterator<Item = NewJob>) -> Result<()> {
        jobs::enqueue(&self.app, &self.tx, wanted).await?;
        self.jobs = true;
        Ok(())
    }

    /// Records that something happened to `patient`, whose doctor now is `doctor`.
    ///
    /// # Errors
    /// The database's.
    pub async fn event(
        &mut self,
        kind: event::Kind,
        patient: Uuid,
        doctor: Option<Uuid>,
        subject: Uuid,
    ) -> Result<()> {
        self.events([(kind, patient, doctor, subject)]).await
    }

    /// Records that several things happened, each as `(kind, patient, doctor, subject)` (see [`Change::event`]): one
    /// statement.
    ///
    /// # Errors
    /// The database's.
    pub async fn events(
        &mut self,
        happened: impl IntoIterator<Item = (event::Kind, Uuid, Option<Uuid>, Uuid)>,
    ) -> Result<()> {
        let now = self.app.now();
        let rows = happened.into_iter().map(|(kind, patient, doctor, subject)| event::ActiveModel {
            id: Set(self.app.new_id()),
            position: Set(None),
            kind: Set(kind),
            patient_id: Set(patient),
            doctor_id: Set(doctor),
            subject_id: Set(subject),
            occurred_at: Set(now),
        });
        let rows: Vec<_> = rows.collect();
        if rows.is_empty() {
            return Ok(());
        }
        insert_all(&self.tx, rows).await?;
        self.events = true;
        Ok(())
    }

    /// Writes rows to the access log.
    ///
    /// # Errors
    /// The database's.
    pub async fn accesses(&mut self, accesses: impl IntoIterator<Item = Access>) -> Result<()> {
        audit::record(&self.app, &self.tx, accesses).await?;
        self.accesses = true;
        Ok(())
    }

    /// Tells after the commit that the row of this account was changed: nobody may go on with what it was.
    pub fn account_changed(&mut self, user: Uuid) {
        self.signal(Signal::AccountChanged { user });
    }

    /// Says `signal` after the commit.
    pub fn signal(&mut self, signal: Signal) {
        self.after.push(signal);
    }

    /// Commits, then announces the jobs and events. Both run to their end even when the caller is given up meanwhile.
    ///
    /// # Errors
    /// The database's; nothing happened then.
    pub async fn commit(self) -> Result<()> {
        let Self { tx, app, jobs, events, accesses, after } = self;
        let announce = move || {
            if events {
                app.events_pending().notify_one();
            }
            if accesses {
                app.accesses_pending().notify_one();
            }
            if jobs {
                app.bus().publish(Signal::Jobs);
            }
            for signal in after {
                app.bus().publish(signal);
            }
        };
        tx.commit_then(announce).await?;
        commits::note();
        Ok(())
    }
}
