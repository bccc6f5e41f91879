//! What waits for a doctor, over all of their patients: the work list.

use super::{Reader, Who};
use crate::Result;
use aftercare_entity::{note, step};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, QueryFilter, QuerySelect};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};
use uuid::Uuid;

/// What is to be done. In the order of a list: what holds up treatment first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WorkKind {
    /// A step waits for approval.
    StepToReview,
    /// A note waits for a decision as a whole.
    NoteToDecide,
    /// A note of the doctor's own could not be read.
    ExtractionFailed,
    /// A patient has fallen behind, and the doctor has not put that aside.
    PatientAtRisk,
    /// No mail reaches a patient.
    MailFailing,
}

/// One thing to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Work {
    /// Which kind of work it is.
    pub kind: WorkKind,
    /// Since when it waits.
    pub since: DateTime<Utc>,
    /// The step, the note or the patient that it is about.
    pub subject: Uuid,
    /// Whose record it is in.
    pub patient: Uuid,
}

impl Reader {
    /// All that waits for the doctor for whom this reads, in the order of the list. Six statements at most, each for the few
    /// columns that tell what waits. For everybody else there is nothing.
    ///
    /// # Errors
    /// The database's.
    pub async fn worklist(&self) -> Result<Vec<Work>> {
        let Who::Doctor(doctor) = self.who else { return Ok(Vec::new()) };
        let (mut steps, notes, failed, patients) = tokio::try_join!(
            self.steps_to_review(),
            self.notes_to_decide(doctor),
            self.failed_extractions(doctor),
            self.troubled_patients(),
        )?;
        steps.extend(notes);
        steps.extend(failed);
        steps.extend(patients);
        steps.sort_unstable();
        Ok(steps)
    }

    async fn steps_to_review(&self) -> Result<Vec<Work>> {
        let Some(visible) = self.visible_steps() else { return Ok(Vec::new()) };
        let waiting = visible
            .filter(step::Column::State.eq(step::State::NeedsReview))
            .select_only()
            .columns([step::Column::Id, step::Column::PatientId, step::Column::CreatedAt]);
        Ok(work(WorkKind::StepToReview, waiting.into_tuple().all(self.app.db().read()).await?))
    }

    async fn notes_to_decide(&self, doctor: Uuid) -> Result<Vec<Work>> {
        let Some(seen) = self.sees(note::Column::PatientId) else { return Ok(Vec::new()) };
        let waiting = note::Entity::undecided(doctor).filter(seen).select_only().columns([
            note::Column::Id,
            note::Column::PatientId,
            note::Column::SubmittedAt,
        ]);
        Ok(work(WorkKind::NoteToDecide, waiting.into_tuple().all(self.app.db().read()).await?))
    }

    async fn failed_extractions(&self, doctor: Uuid) -> Result<Vec<Work>> {
        let Some(seen) = self.sees(note::Column::PatientId) else { return Ok(Vec::new()) };
        let failed = note::Entity::by_author(doctor)
            .filter(seen)
            .filter(note::Column::State.eq(note::State::Failed))
            .select_only()
            .columns([note::Column::Id, note::Column::PatientId, note::Column::SubmittedAt]);
        Ok(work(WorkKind::ExtractionFailed, failed.into_tuple().all(self.app.db().read()).await?))
    }

    async fn troubled_patients(&self) -> Result<Vec<Work>> {
        let patients = self.everybody().await?;
        let behind = self.at_risk(&patients).await?;
        let behind =
            behind.into_iter().filter(|(_, at_risk)| !at_risk.is_snoozed()).map(|(patient, at_risk)| {
                let since = at_risk.episode.began_at;
                Work { kind: WorkKind::PatientAtRisk, since, subject: patient, patient }
            });
        let failing = patients.iter().filter_map(|patient| {
            let since = patient.mail_failing_since?;
            Some(Work { kind: WorkKind::MailFailing, since, subject: patient.id, patient: patient.id })
        });
        Ok(behind.chain(failing).collect())
    }

    /// By id: notes of the doctor's patients on which is to be decided, and notes of the doctor's own that could not be read. The
    /// texts of the first are not the reader's to open.
    ///
    /// # Errors
    /// The database's.
    pub async fn notes_at_work(&self, ids: &[Uuid]) -> Result<HashMap<Uuid, Arc<note::Model>>> {
        let (Who::Doctor(_), Some(seen)) = (self.who, self.sees(note::Column::PatientId)) else {
            return Ok(HashMap::new());
        };
        let rows =
            note::Entity::all_unscoped().filter(seen).filter(note::Column::Id.is_in(ids.iter().copied()));
        let rows = rows.all(self.app.db().read()).await?;
        Ok(rows.into_iter().map(|row| (row.id, Arc::new(row))).collect())
    }
}

/// The patients in whose records something waits.
pub fn with_work(list: &[Work]) -> HashSet<Uuid> {
    list.iter().filter(|work| work.kind <= WorkKind::ExtractionFailed).map(|work| work.patient).collect()
}

fn work(kind: WorkKind, rows: Vec<(Uuid, Uuid, DateTime<Utc>)>) -> Vec<Work> {
    rows.into_iter().map(|(subject, patient, since)| Work { kind, since, subject, patient }).collect()
}
