//! Notes none of whose steps waits and that wait themselves, because they brought no step or may have more: what the present
//! doctor, whoever wrote them, is to decide.

use super::{
    error::Result,
    extraction::Extraction,
    ids::Kind as IdKind,
    loaders::Loaders,
    note::Note,
    people::Patient,
    scalars::{Date, DateTime},
};
use aftercare_entity::note;
use async_graphql::{Context, ID, Object};
use std::sync::Arc;

/// A note on which the patient's doctor is to decide. It brought no step: does the plan in force end, or go on? Or it may have
/// orders that were not read (`extraction.reason`): add them with `addStep`, or say with `keepPlan` that all is there.
#[derive(Debug)]
pub struct UndecidedNote(Arc<note::Model>);

/// A note on which the patient's doctor is to decide. It brought no step: does the plan in force end, or go on? Or it may have
/// orders that were not read (`extraction.reason`): add them with `addStep`, or say with `keepPlan` that all is there.
#[Object]
impl UndecidedNote {
    /// Id of the note, for `confirmPlanEnd` or `keepPlan`.
    async fn note_id(&self) -> ID {
        IdKind::Note.id(self.0.id)
    }

    /// The note; null for a doctor who did not write it.
    async fn note(&self, ctx: &Context<'_>) -> Option<Result<Note>> {
        let found = async { Ok(Loaders::of(ctx)?.note.load_one(self.0.id).await?.map(Note)) };
        found.await.transpose()
    }

    /// How its extraction went, and why it waits.
    async fn extraction(&self) -> Extraction {
        Extraction::of(Arc::clone(&self.0))
    }

    /// The patient's local day when it was written.
    async fn written_on(&self) -> Date {
        Date(self.0.written_on)
    }

    /// When it was submitted.
    async fn submitted_at(&self) -> DateTime {
        DateTime(self.0.submitted_at)
    }
}

/// Those of a patient the caller was let in to.
///
/// # Errors
/// INTERNAL only.
pub async fn undecided_notes(ctx: &Context<'_>, patient: &Patient) -> Result<Vec<UndecidedNote>> {
    let found = Loaders::of(ctx)?.undecided.load_one(patient.0.id).await?;
    Ok(found.unwrap_or_default().into_iter().map(UndecidedNote).collect())
}
