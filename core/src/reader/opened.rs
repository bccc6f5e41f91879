//! What was opened for somebody else than the patient, until it is in the access log.

use super::Reader;
use crate::{
    Result,
    audit::{self, Access, Action, Actor},
    keyring::Place,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::PoisonError,
};
use uuid::Uuid;

/// Ids in one row of the access log at most.
const IDS: usize = 100;

/// The notes and steps of which a text was opened, by patient.
#[derive(Debug, Default)]
pub(super) struct Opened {
    notes: BTreeMap<Uuid, BTreeSet<Uuid>>,
    steps: BTreeMap<Uuid, BTreeSet<Uuid>>,
}

impl Opened {
    pub(super) fn add(&mut self, place: Place) {
        let of = if place.is_of_note() { &mut self.notes } else { &mut self.steps };
        of.entry(place.patient).or_default().insert(place.row);
    }

    /// One row a patient and kind; several where there are more than [`IDS`] of them.
    fn rows(self, actor: Actor) -> Vec<Access> {
        let kinds = [(Action::ReadNote, self.notes), (Action::ReadSteps, self.steps)];
        let mut rows = Vec::new();
        for (action, patients) in kinds {
            for (patient, ids) in patients {
                let ids: Vec<_> = ids.into_iter().collect();
                let chunks = ids.chunks(IDS).map(|ids| ids.iter().copied());
                rows.extend(chunks.map(|ids| Access::new(actor, action, Some(patient), ids)));
            }
        }
        rows
    }
}

impl Reader {
    /// Writes what was opened since the last time to the access log; nothing when there is nothing. Until
    /// this has succeeded, no answer that shows it may leave.
    ///
    /// # Errors
    /// The database's.
    pub async fn record_opened(&self) -> Result<()> {
        let opened = std::mem::take(&mut *self.opened.lock().unwrap_or_else(PoisonError::into_inner));
        audit::record_with_others(&self.app, opened.rows(self.actor)).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_a_row_for_each_patient_and_kind_and_hundred_ids() {
        let (one, two) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let mut opened = Opened::default();
        for row in 0..250 {
            opened.add(Place::step_description(Uuid::from_u128(row), one));
            opened.add(Place::step_passage(Uuid::from_u128(row), one));
        }
        opened.add(Place::note_body(Uuid::from_u128(7), two));
        let rows = opened.rows(Actor::person(two, None));
        let shown: Vec<_> = rows.iter().map(|row| (row.action, row.patient, row.subjects.len())).collect();
        let steps = |count| (Action::ReadSteps, Some(one), count);
        assert_eq!(shown, [(Action::ReadNote, Some(two), 1), steps(100), steps(100), steps(50)]);
    }
}
