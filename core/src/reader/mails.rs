//! What the mails of reminders are made of: for the worker alone.

use super::{Reader, StepText, Text, Who, lists::by_patient, steps::seen};
use crate::{
    Result,
    domain::{
        reminders::{DueStep, Waiting},
        schedule,
    },
    keyring::Unreadable,
};
use aftercare_entity::{assignment, patient_key, reminder, step, user};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

impl Reader {
    /// By id: these reminders, with all that their mails are made of. Six statements for any number of them. A step that does
    /// not open costs the others nothing. For everybody but the worker there are none.
    ///
    /// # Errors
    /// The database's.
    pub async fn waiting(&self, ids: &[Uuid]) -> Result<HashMap<Uuid, Waiting>> {
        if self.who != Who::Worker {
            return Ok(HashMap::new());
        }
        let db = self.app.db().read();
        let rows = reminder::Entity::find().filter(reminder::Column::Id.is_in(ids.iter().copied()));
        let rows = rows.all(db).await?;
        let patients: Vec<_> = rows.iter().map(|row| row.patient_id).collect();
        let Some(last_day) = rows.iter().map(|row| row.day).max() else { return Ok(HashMap::new()) };
        let assigned = assignment::Entity::current_of(patients.iter().copied()).all(db).await?;
        let doctors: HashMap<_, _> = assigned.iter().map(|row| (row.patient_id, row.doctor_id)).collect();
        let people = patients.iter().chain(doctors.values()).copied().collect::<BTreeSet<_>>();
        let people = user::Entity::by_ids_unscoped(people).all(db).await?;
        let people: HashMap<_, _> = people.into_iter().map(|row| (row.id, row)).collect();
        let steps = step::Entity::due_of(patients, last_day)
            .filter(step::Column::PatientId.in_subquery(patient_key::Entity::kept()))
            .order_by_asc(step::Column::Id);
        let steps = steps.all(db).await?.into_iter();
        let wanted: Vec<_> = steps.map(|row| (seen(row), StepText::Description)).collect();
        let texts = self.step_texts(&wanted).await?;
        let steps = wanted.iter().zip(texts).map(|((step, _), text)| due_step(step.row.clone(), text));
        let due = by_patient(steps.collect(), |step| step.row.patient_id);
        let waiting = rows.into_iter().filter_map(|reminder| {
            let patient = people.get(&reminder.patient_id)?.clone();
            let doctor = doctors.get(&patient.id).and_then(|id| people.get(id)).map(|row| row.name.clone());
            let steps = due.get(&patient.id).into_iter().flatten();
            let due = steps.filter(|step| schedule::is_due(&step.row, reminder.day) && !is_erased(step));
            let due = due.cloned().collect();
            Some((reminder.id, Waiting { reminder, patient, doctor, due }))
        });
        Ok(waiting.collect())
    }
}

/// Whether the record was erased since the steps were found.
fn is_erased(step: &DueStep) -> bool {
    step.description.as_ref().is_err_and(Unreadable::is_erased)
}

fn due_step(row: step::Model, description: Text) -> DueStep {
    DueStep { row, description }
}
