//! Loaders: what many parents ask for at once is read once. Made anew for each operation (and each event of a
//! subscription), through finders that know the owner.

use aftercare_core::{App, Error};
use aftercare_entity::{assignment, user};
use async_graphql::dataloader::{DataLoader, Loader};
use std::{collections::HashMap, sync::Arc, time::Duration};
use uuid::Uuid;

/// All loaders of one operation.
#[derive(Clone)]
pub struct Loaders {
    /// A patient's current doctor.
    pub doctors: Arc<DataLoader<CurrentDoctors>>,
}

impl std::fmt::Debug for Loaders {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Loaders").finish_non_exhaustive()
    }
}

impl Loaders {
    /// New and empty ones.
    pub fn new(app: &App) -> Self {
        Self { doctors: loader(CurrentDoctors(app.clone())) }
    }
}

/// The library waits 1 ms for more keys by default: at few users that is most of a query's time.
fn loader<L>(loads: L) -> Arc<DataLoader<L>> {
    Arc::new(DataLoader::new(loads, tokio::spawn).delay(Duration::from_micros(50)))
}

/// By patient: the current assignment and its doctor.
#[derive(Debug)]
pub struct CurrentDoctors(App);

impl Loader<Uuid> for CurrentDoctors {
    type Value = (assignment::Model, Arc<user::Model>);
    type Error = Arc<Error>;

    async fn load(&self, patients: &[Uuid]) -> Result<HashMap<Uuid, Self::Value>, Self::Error> {
        let db = self.0.db().read();
        let read = async {
            let rows = assignment::Entity::current_of(patients.iter().copied()).all(db).await?;
            let ids = rows.iter().map(|row| row.doctor_id);
            let doctors = user::Entity::by_ids_unscoped(ids).all(db).await?;
            let doctors: HashMap<_, _> = doctors.into_iter().map(|user| (user.id, Arc::new(user))).collect();
            Ok::<_, Error>(
                rows.into_iter()
                    .filter_map(|row| {
                        let doctor = doctors.get(&row.doctor_id)?.clone();
                        Some((row.patient_id, (row, doctor)))
                    })
                    .collect(),
            )
        };
        read.await.map_err(Arc::new)
    }
}
