//! People: patients that the reader sees, their doctors, and whoever something seen names.

use super::{Reader, Who};
use crate::Result;
use aftercare_entity::{assignment, user};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
use std::{collections::HashMap, sync::Arc};
use uuid::Uuid;

impl Reader {
    /// By id: the patients whose record the reader sees.
    ///
    /// # Errors
    /// The database's.
    pub async fn patients(&self, ids: &[Uuid]) -> Result<HashMap<Uuid, Arc<user::Model>>> {
        let Some(seen) = self.sees(user::Column::Id) else { return Ok(HashMap::new()) };
        let rows = user::Entity::by_ids_unscoped(ids.iter().copied()).filter(seen);
        Ok(by_id(rows.all(self.app.db().read()).await?))
    }

    /// Whether the reader sees this patient's record.
    ///
    /// # Errors
    /// The database's.
    pub async fn sees_patient(&self, patient: Uuid) -> Result<bool> {
        Ok(self.patients(&[patient]).await?.contains_key(&patient))
    }

    /// A page of the reader's own current patients, when it reads for a doctor, oldest assignment first: those after the
    /// assignment `after`.
    ///
    /// # Errors
    /// The database's.
    pub async fn my_patients(
        &self,
        after: Option<Uuid>,
        first: u64,
    ) -> Result<Vec<(assignment::Model, user::Model)>> {
        let (Who::Doctor(doctor), Some(seen)) = (self.who, self.sees(assignment::Column::PatientId)) else {
            return Ok(Vec::new());
        };
        let mut query = assignment::Entity::of_doctor(doctor).filter(seen);
        if let Some(after) = after {
            query = query.filter(assignment::Column::Id.gt(after));
        }
        let db = self.app.db().read();
        let rows = query.order_by_asc(assignment::Column::Id).limit(first).all(db).await?;
        let people = user::Entity::by_ids_unscoped(rows.iter().map(|row| row.patient_id)).all(db).await?;
        let mut people: HashMap<_, _> = people.into_iter().map(|user| (user.id, user)).collect();
        let pairs = rows.into_iter().filter_map(|row| people.remove(&row.patient_id).map(|user| (row, user)));
        Ok(pairs.collect())
    }

    /// By patient that the viewer was let in to: the current assignment and its doctor.
    ///
    /// # Errors
    /// The database's.
    pub async fn current_doctors(
        &self,
        patients: &[Uuid],
    ) -> Result<HashMap<Uuid, (assignment::Model, Arc<user::Model>)>> {
        let db = self.app.db().read();
        let rows = assignment::Entity::current_of(patients.iter().copied()).all(db).await?;
        let ids: Vec<_> = rows.iter().map(|row| row.doctor_id).collect();
        let doctors = self.named_unscoped(&ids).await?;
        let pairs = rows.into_iter().filter_map(|row| {
            let doctor = Arc::clone(doctors.get(&row.doctor_id)?);
            Some((row.patient_id, (row, doctor)))
        });
        Ok(pairs.collect())
    }

    /// By id: accounts that something the viewer was let in to names, such as the author of a note.
    ///
    /// # Errors
    /// The database's.
    pub async fn named_unscoped(&self, ids: &[Uuid]) -> Result<HashMap<Uuid, Arc<user::Model>>> {
        let rows = user::Entity::by_ids_unscoped(ids.iter().copied()).all(self.app.db().read());
        Ok(by_id(rows.await?))
    }
}

fn by_id(rows: Vec<user::Model>) -> HashMap<Uuid, Arc<user::Model>> {
    rows.into_iter().map(|row| (row.id, Arc::new(row))).collect()
}
