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

/// A note that the patient's doctor has to decide on. It may have brought no step: end the plan in force with `confirmPlanEnd`, or
/// let it go on with `keepPlan`. Or it may hold orders that were not recognised (`extraction.reason`): add them with `addStep`, or
/// confirm with `keepPlan` that nothing is missing.
#[derive(Debug)]
pub struct UndecidedNote(Arc<note::Model>);

/// A note that the patient's doctor has to decide on. It may have brought no step: end the plan in force with `confirmPlanEnd`, or
/// let it go on with `keepPlan`. Or it may hold orders that were not recognised (`extraction.reason`): add them with `addStep`, or
/// confirm with `keepPlan` that nothing is missing.
#[Object]
impl UndecidedNote {
    /// Id of the note, for `confirmPlanEnd`, `keepPlan` and `addStep`.
    async fn note_id(&self) -> ID {
        IdKind::Note.id(self.0.id)
    }

    /// The note; null for a doctor who did not write it.
    async fn note(&self, ctx: &Context<'_>) -> Option<Result<Note>> {
        let found = async { Ok(Loaders::of(ctx)?.note.load_one(self.0.id).await?.map(Note)) };
        found.await.transpose()
    }

    /// How the extraction of the note went, and why it waits for the doctor.
    async fn extraction(&self) -> Extraction {
        Extraction::of(Arc::clone(&self.0))
    }

    /// The patient's local day on which the note was written.
    async fn written_on(&self) -> Date {
        Date(self.0.written_on)
    }

    /// When the note was submitted.
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
