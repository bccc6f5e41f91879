//! What requests to check in are decided by: what was checked in on their days, and which steps are due or asked for.

use super::{Asked, repeated};
use crate::{Change, Error, Result, database::among};
use aftercare_entity::{check_in, step};
use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryTrait};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// What is so, of the patients of all requests.
pub(super) struct Facts {
    /// The check-ins that count, by patient, day and step.
    checked_in: HashMap<(Uuid, NaiveDate, Uuid), check_in::Model>,
    /// The plan steps due on the last of the days, by patient.
    due: HashMap<Uuid, Vec<step::Model>>,
    /// The steps that are asked for or were checked in, as far as their patients see them.
    named: HashMap<Uuid, step::Model>,
}

impl Facts {
    /// Of these requests, each of another patient whose row is taken, with the day that is checked in: three statements at most.
    ///
    /// # Errors
    /// The database's.
    pub async fn read(
        change: &Change,
        requests: impl Iterator<Item = (Asked, NaiveDate)> + Clone,
    ) -> Result<Self> {
        let mut facts = Self { checked_in: HashMap::new(), due: HashMap::new(), named: HashMap::new() };
        let days = || requests.clone().map(|(_, day)| day);
        let (Some(first), Some(last)) = (days().min(), days().max()) else { return Ok(facts) };
        let (tx, backend) = (change.tx(), change.app().db().backend());
        let patients: Vec<_> = requests.clone().map(|(asked, _)| asked.patient).collect();
        let rows = check_in::Entity::find()
            .filter(among(backend, check_in::Column::PatientId, &patients))
            .filter(check_in::Column::Day.between(first, last))
            .filter(check_in::Column::UndoneAt.is_null());
        for row in rows.all(tx).await? {
            facts.checked_in.insert((row.patient_id, row.day, row.step_id), row);
        }
        let whole = requests.clone().filter(|(asked, _)| asked.step.is_none());
        let whole: Vec<_> = whole.map(|(asked, _)| asked.patient).collect();
        if !whole.is_empty() {
            let due = step::Entity::due_on(last).filter(among(backend, step::Column::PatientId, &whole));
            for row in tx.query_all(&due.into_query()).await? {
                let row = step::Model::by_place(&row)?;
                facts.due.entry(row.patient_id).or_default().push(row);
            }
        }
        let named: HashSet<_> = requests
            .filter_map(|(asked, _)| asked.step)
            .chain(facts.checked_in.values().map(|row| row.step_id))
            .collect();
        if !named.is_empty() {
            let ids: Vec<_> = named.into_iter().collect();
            let shown = step::Entity::shown_to_patients()
                .filter(among(backend, step::Column::Id, &ids))
                .filter(among(backend, step::Column::PatientId, &patients));
            facts.named = shown.all(tx).await?.into_iter().map(|row| (row.id, row)).collect();
        }
        Ok(facts)
    }

    /// The steps that a request is about: the one asked for, or those due and those of the plan already checked in.
    ///
    /// # Errors
    /// [`Error::NotFound`] and [`Error::BadInput`] for the step asked for.
    pub fn steps(&self, asked: Asked, day: NaiveDate) -> Result<Vec<step::Model>> {
        let of_patient = |row: &&step::Model| row.patient_id == asked.patient;
        if let Some(id) = asked.step {
            let step = self.named.get(&id).filter(of_patient).cloned();
            return Ok(vec![repeated(step.ok_or(Error::NotFound("step"))?)?]);
        }
        let due = self.due.get(&asked.patient).into_iter().flatten();
        let due = due.filter(|row| row.next_due_on.is_some_and(|due| due <= day));
        let checked = self
            .named
            .values()
            .filter(of_patient)
            .filter(|row| !row.as_needed && self.checked_in.contains_key(&(asked.patient, day, row.id)));
        let mut steps: Vec<_> = due.chain(checked).cloned().collect();
        steps.sort_by_key(|step| step.id);
        steps.dedup_by_key(|step| step.id);
        Ok(steps)
    }

    /// The check-in of a step on a day, if there is one that counts.
    pub fn checked_in(&self, patient: Uuid, day: NaiveDate, step: Uuid) -> Option<check_in::Model> {
        self.checked_in.get(&(patient, day, step)).cloned()
    }
}
