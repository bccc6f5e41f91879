//! Loaders: what many parents ask for at once is read once. They keep nothing between batches, so a subscription may hold
//! them for its life. Each reads what its viewer may see, through the use-cases of the core.

use aftercare_core::{
    App, Error,
    domain::steps::{self, OpenStep, StepFilter, Today},
};
use aftercare_entity::{assignment, user};
use async_graphql::dataloader::{DataLoader, Loader};
use std::{
    collections::HashMap,
    hash::{Hash, Hasher},
    sync::Arc,
    time::Duration,
};
use uuid::Uuid;

/// All loaders of one operation.
#[derive(Clone)]
pub struct Loaders {
    /// A patient's current doctor.
    pub doctors: Arc<DataLoader<CurrentDoctors>>,
    /// A patient's page of steps.
    pub steps: Arc<DataLoader<StepPages>>,
    /// A patient's day.
    pub today: Arc<DataLoader<Todays>>,
}

impl std::fmt::Debug for Loaders {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Loaders").finish_non_exhaustive()
    }
}

impl Loaders {
    /// New ones, for `viewer` (`None` = nobody, who sees nothing).
    pub fn new(app: &App, viewer: Option<&Arc<user::Model>>) -> Self {
        let asks = Asks { app: app.clone(), viewer: viewer.cloned() };
        Self {
            doctors: loader(CurrentDoctors(app.clone())),
            steps: loader(StepPages(app.clone())),
            today: loader(Todays(asks)),
        }
    }
}

/// The library waits 1 ms for more keys by default: at few users that is most of a query's time.
fn loader<L>(loads: L) -> Arc<DataLoader<L>> {
    Arc::new(DataLoader::new(loads, tokio::spawn).delay(Duration::from_micros(50)))
}

type Loaded<K, V> = Result<HashMap<K, V>, Arc<Error>>;

/// Who asks.
#[derive(Debug, Clone)]
struct Asks {
    app: App,
    viewer: Option<Arc<user::Model>>,
}

/// By patient: the current assignment and its doctor.
#[derive(Debug)]
pub struct CurrentDoctors(App);

impl Loader<Uuid> for CurrentDoctors {
    type Value = (assignment::Model, Arc<user::Model>);
    type Error = Arc<Error>;

    async fn load(&self, patients: &[Uuid]) -> Loaded<Uuid, Self::Value> {
        let db = self.0.db().read();
        let read = async {
            let rows = assignment::Entity::current_of(patients.iter().copied()).all(db).await?;
            let ids = rows.iter().map(|row| row.doctor_id);
            let doctors = user::Entity::by_ids_unscoped(ids).all(db).await?;
            let doctors: HashMap<_, _> = doctors.into_iter().map(|user| (user.id, Arc::new(user))).collect();
            let pairs = rows.into_iter().filter_map(|row| {
                let doctor = doctors.get(&row.doctor_id)?.clone();
                Some((row.patient_id, (row, doctor)))
            });
            Ok::<_, Error>(pairs.collect())
        };
        read.await.map_err(Arc::new)
    }
}

/// By patient and filter (which says who asks): a page of steps, opened.
#[derive(Debug)]
pub struct StepPages(App);

impl Loader<(Uuid, StepFilter)> for StepPages {
    type Value = Vec<Arc<OpenStep>>;
    type Error = Arc<Error>;

    async fn load(&self, keys: &[(Uuid, StepFilter)]) -> Loaded<(Uuid, StepFilter), Self::Value> {
        let app = &self.0;
        let mut by_filter: HashMap<&StepFilter, Vec<Uuid>> = HashMap::new();
        for (patient, filter) in keys {
            by_filter.entry(filter).or_default().push(*patient);
        }
        let mut pages: HashMap<_, Self::Value> = HashMap::new();
        for (filter, patients) in by_filter {
            let found = steps::pages(app, &patients, filter).await.map_err(Arc::new)?;
            let mut rows: Vec<_> = found.into_values().flatten().collect();
            rows.sort_by_key(|row| row.id);
            for step in steps::open(app, rows).await.map_err(Arc::new)? {
                pages.entry((step.row.patient_id, filter.clone())).or_default().push(Arc::new(step));
            }
        }
        Ok(pages)
    }
}

/// A patient as a key.
#[derive(Debug, Clone)]
pub struct PatientKey(pub Arc<user::Model>);

impl PartialEq for PatientKey {
    fn eq(&self, other: &Self) -> bool {
        self.0.id == other.0.id
    }
}

impl Eq for PatientKey {}

impl Hash for PatientKey {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.id.hash(state);
    }
}

/// By patient: what is to do today.
#[derive(Debug)]
pub struct Todays(Asks);

impl Loader<PatientKey> for Todays {
    type Value = Today;
    type Error = Arc<Error>;

    async fn load(&self, keys: &[PatientKey]) -> Loaded<PatientKey, Today> {
        let Some(viewer) = &self.0.viewer else { return Ok(HashMap::new()) };
        let patients: Vec<_> = keys.iter().map(|key| &*key.0).collect();
        let mut days = steps::today(&self.0.app, viewer, &patients).await.map_err(Arc::new)?;
        Ok(keys.iter().filter_map(|key| Some((key.clone(), days.remove(&key.0.id)?))).collect())
    }
}
