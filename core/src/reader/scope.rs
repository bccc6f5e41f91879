//! Which rows a reader finds, as conditions within each statement.

use super::{Reader, Who};
use aftercare_entity::{assignment, note, patient_key, step};
use sea_orm::{ColumnTrait, Condition, IntoSimpleExpr, QueryFilter, Select, sea_query::ExprTrait};

impl Reader {
    /// Where `patient` is one whose record the reader sees. `None`: nobody's.
    pub(super) fn sees(&self, patient: impl IntoSimpleExpr) -> Option<Condition> {
        let patient = patient.into_simple_expr();
        let kept = Condition::all().add(patient.clone().in_subquery(patient_key::Entity::kept()));
        match self.who {
            Who::Nobody => None,
            Who::Patient(id) => Some(kept.add(patient.eq(id))),
            Who::Doctor(id) => Some(kept.add(patient.in_subquery(assignment::Entity::patients_of(id)))),
            Who::Worker => Some(kept),
        }
    }

    /// The notes whose text the reader may open. `None`: nobody's.
    pub(super) fn readable_notes(&self) -> Option<Select<note::Entity>> {
        let mine = match self.who {
            Who::Nobody => return None,
            Who::Patient(id) => note::Entity::of_patient(id),
            Who::Doctor(id) => note::Entity::by_author(id),
            Who::Worker => note::Entity::all_unscoped(),
        };
        Some(mine.filter(note::Column::PatientId.in_subquery(patient_key::Entity::kept())))
    }

    /// Whether the reader may open the text of this note: what [`Reader::readable_notes`] says, for a row in hand.
    pub(super) fn may_read(&self, note: &note::Model) -> bool {
        match self.who {
            Who::Nobody => false,
            Who::Patient(id) => note.patient_id == id,
            Who::Doctor(id) => note.doctor_id == id,
            Who::Worker => true,
        }
    }

    /// The steps that the reader sees. `None`: nobody's.
    pub(super) fn visible_steps(&self) -> Option<Select<step::Entity>> {
        Some(self.shown_steps().filter(self.sees(step::Column::PatientId)?))
    }

    /// The steps that are shown to such a reader, of those patients whose record it sees.
    pub(super) fn shown_steps(&self) -> Select<step::Entity> {
        match self.who {
            Who::Patient(_) | Who::Nobody => step::Entity::shown_to_patients(),
            Who::Doctor(_) | Who::Worker => step::Entity::all_unscoped(),
        }
    }
}
