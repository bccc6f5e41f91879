//! People, by their ids.

use super::{Asks, Loaded};
use aftercare_core::{App, Error};
use aftercare_entity::{assignment, user};
use async_graphql::dataloader::Loader;
use sea_orm::QueryFilter;
use std::{collections::HashMap, sync::Arc};
use uuid::Uuid;

/// By patient: the current assignment and its doctor.
#[derive(Debug)]
pub struct CurrentDoctors(pub(super) App);

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

/// By id: a patient, if the viewer may see them.
#[derive(Debug)]
pub struct Patients(pub(super) Asks);

impl Loader<Uuid> for Patients {
    type Value = Arc<user::Model>;
    type Error = Arc<Error>;

    async fn load(&self, ids: &[Uuid]) -> Loaded<Uuid, Self::Value> {
        let Some(visible) = self.0.visible(user::Column::Id) else { return Ok(HashMap::new()) };
        let rows = user::Entity::by_ids_unscoped(ids.iter().copied()).filter(visible);
        let rows = rows.all(self.0.app.db().read()).await.map_err(|error| Arc::new(error.into()))?;
        Ok(rows.into_iter().map(|row| (row.id, Arc::new(row))).collect())
    }
}

/// By id: an account, for who has been shown something that names it.
#[derive(Debug)]
pub struct Accounts(pub(super) App);

impl Loader<Uuid> for Accounts {
    type Value = Arc<user::Model>;
    type Error = Arc<Error>;

    async fn load(&self, ids: &[Uuid]) -> Loaded<Uuid, Self::Value> {
        let rows = user::Entity::by_ids_unscoped(ids.iter().copied()).all(self.0.db().read());
        let rows = rows.await.map_err(|error| Arc::new(error.into()))?;
        Ok(rows.into_iter().map(|row| (row.id, Arc::new(row))).collect())
    }
}
