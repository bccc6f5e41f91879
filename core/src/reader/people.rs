//! People: patients that the reader sees, their doctors, and whoever something seen names.

use super::{Reader, Who};
use crate::{Result, keyring::Wrapped, page::Page};
use aftercare_entity::{assignment, patient_key, user};
use chrono::{DateTime, Utc};
use sea_orm::{
    ConnectionTrait, Iterable, Order, PaginatorTrait, QueryFilter, QueryOrder, QueryResult, QuerySelect,
    QueryTrait,
    sea_query::{Expr, ExprTrait, JoinType},
};
use std::{collections::HashMap, sync::Arc};
use uuid::Uuid;

/// A patient of the reader's own.
#[derive(Debug, Clone, PartialEq)]
pub struct Assigned {
    /// The assignment.
    pub id: Uuid,
    /// Since when the doctor cares for the patient.
    pub at: DateTime<Utc>,
    /// The patient.
    pub patient: user::Model,
}

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

    /// How many patients a doctor has, when this reads for one.
    ///
    /// # Errors
    /// The database's.
    pub async fn count_my_patients(&self) -> Result<u64> {
        let (Who::Doctor(doctor), Some(seen)) = (self.who, self.sees(assignment::Column::PatientId)) else {
            return Ok(0);
        };
        Ok(assignment::Entity::of_doctor(doctor).filter(seen).count(self.app.db().read()).await?)
    }

    /// All of the reader's own current patients, when it reads for a doctor.
    ///
    /// # Errors
    /// The database's.
    pub(super) async fn all_my_patients(&self) -> Result<Vec<Assigned>> {
        self.my_patients(Page::first(i64::MAX.unsigned_abs())).await
    }

    /// All of a doctor's patients, when this reads for one.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn everybody(&self) -> Result<Vec<Arc<user::Model>>> {
        let rows = self.all_my_patients().await?;
        Ok(rows.into_iter().map(|row| Arc::new(row.patient)).collect())
    }

    /// A page of the reader's own current patients, when it reads for a doctor, oldest assignment first.
    ///
    /// # Errors
    /// The database's.
    pub async fn my_patients(&self, page: Page) -> Result<Vec<Assigned>> {
        let Who::Doctor(doctor) = self.who else { return Ok(Vec::new()) };
        // Such an assignment, and that the data key is there, is what lets a doctor see a record.
        let mut query = assignment::Entity::of_doctor(doctor);
        if page.after.is_some() || page.before.is_some() {
            query = query.filter(page.within(assignment::Column::Id, &Order::Asc));
        }
        let id = (user::Entity, user::Column::Id);
        let of_user = Expr::col((assignment::Entity, assignment::Column::PatientId)).equals(id);
        let key_of_user = Expr::col((patient_key::Entity, patient_key::Column::PatientId)).equals(id);
        let query = query
            .order_by(assignment::Column::Id, page.order(&Order::Asc))
            .limit(page.size)
            .into_query()
            .clear_selects()
            .columns(user::Column::iter().map(|column| (user::Entity, column)))
            .expr_as(Expr::col((assignment::Entity, assignment::Column::Id)), "assignment_id")
            .expr_as(Expr::col((assignment::Entity, assignment::Column::FromAt)), "assigned_at")
            .columns([patient_key::Column::MasterKeyId, patient_key::Column::WrappedKey])
            .join(JoinType::InnerJoin, user::Entity, of_user)
            .join(JoinType::InnerJoin, patient_key::Entity, key_of_user)
            .take();
        let rows = self.app.db().read().query_all(&query).await?;
        Ok(page.arranged(rows.iter().map(|row| self.assigned(row)).collect::<Result<_>>()?))
    }

    fn assigned(&self, row: &QueryResult) -> Result<Assigned> {
        let patient = user::Model::by_place(row)?;
        let (master_key, wrapped) = (row.try_get("", "master_key_id")?, row.try_get("", "wrapped_key")?);
        self.app.data_keys().learn(Wrapped { patient: patient.id, master_key, key: wrapped });
        let (id, at) = (row.try_get("", "assignment_id")?, row.try_get("", "assigned_at")?);
        Ok(Assigned { id, at, patient })
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
