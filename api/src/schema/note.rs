//! Notes: submitting one, reading it back, and how its extraction went.

use super::{
    Api,
    decided::RetryExtractionStatus,
    error::{ApiError, Result},
    extraction::Extraction,
    ids::Kind as IdKind,
    loaders::{ById, Loaders},
    of_patient::payload_of_patient,
    pages::{self, Arguments},
    people::{Doctor, Patient},
    ready::Ready,
    scalars::{Date, DateTime},
    step::{self, Step, StepState},
};
use crate::auth::Viewer;
use aftercare_core::domain::notes;
use aftercare_entity::note;
use async_graphql::{Context, Enum, ID, InputObject, Object, connection::Connection};
use std::sync::Arc;
use uuid::Uuid;

/// How far the extraction of the steps from a note is.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "aftercare_entity::note::State")]
pub enum NoteState {
    /// A worker has yet to extract the steps.
    Queued,
    /// The steps are extracted and stored.
    Extracted,
    /// The doctor has to decide on a step, or on the note as a whole.
    NeedsReview,
    /// No steps were extracted: `extraction.reason` says why, and `retryExtraction` tries again.
    Failed,
}

/// What a doctor wrote about a patient; for its author and its patient alone.
#[derive(Debug, Clone)]
pub struct Note(pub(crate) Arc<note::Model>);

impl Note {
    async fn text(&self, ctx: &Context<'_>) -> Result<String> {
        let text = Loaders::of(ctx)?.bodies.load_one(ById(Arc::clone(&self.0))).await?;
        Ok(text.ok_or_else(|| ApiError::not_found("note"))??.to_string())
    }
}

/// What a doctor wrote about a patient; for its author and its patient alone.
#[Object]
impl Note {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        IdKind::Note.id(self.0.id)
    }

    /// The doctor who wrote the note.
    async fn doctor(&self, ctx: &Context<'_>) -> Option<Result<Doctor>> {
        let found =
            async { Ok(Loaders::of(ctx)?.accounts.load_one(self.0.doctor_id).await?.map(Doctor::Account)) };
        found.await.transpose()
    }

    /// The patient whom the note is about; null for a former doctor, who keeps the note and nothing else.
    async fn patient(&self, ctx: &Context<'_>) -> Option<Result<Patient>> {
        let found = async { Patient::find(ctx, self.0.patient_id).await };
        found.await.transpose()
    }

    /// The text of the note; null, with an error of this field alone, when it cannot be decrypted.
    async fn body(&self, ctx: &Context<'_>) -> Option<Result<String>> {
        Some(self.text(ctx).await)
    }

    /// How far the extraction of its steps is.
    async fn state(&self) -> NoteState {
        self.0.state.into()
    }

    /// How the extraction of its steps went.
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

    /// The steps that came from the note, as far as the viewer may see them now.
    #[graphql(complexity = "super::pages::weight(first.or(last), child_complexity)")]
    async fn steps(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only steps in these states; all when left out.")] states: Option<Vec<StepState>>,
        #[graphql(
            desc = "Size of the page from the beginning, 1 to 100; 20 when neither `first` nor `last` is given."
        )]
        first: Option<i32>,
        #[graphql(desc = "Cursor of the step that the page comes after.")] after: Option<String>,
        #[graphql(desc = "Size of the page from the end, 1 to 100, in place of `first`.")] last: Option<i32>,
        #[graphql(desc = "Cursor of the step that the page comes before.")] before: Option<String>,
    ) -> Result<Ready<Connection<String, Ready<Step>>>> {
        step::steps_of_note(ctx, self.0.id, states, &Arguments { first, after, last, before }).await
    }
}

/// A page of the notes about a patient that the viewer may read, newest first.
///
/// # Errors
/// BAD_USER_INPUT for the page.
pub async fn notes_of(
    ctx: &Context<'_>,
    patient: Uuid,
    page: &Arguments,
) -> Result<Connection<String, Note>> {
    let asked = page.by_id()?;
    let rows = Loaders::of(ctx)?.notes.load_one((patient, asked.page)).await?.unwrap_or_default();
    let rows = rows.into_iter().map(|row| (pages::id_cursor(row.id), Note(row))).collect();
    Ok(pages::connection(rows, &asked))
}

/// A new note.
#[derive(InputObject)]
pub struct SubmitNoteInput {
    /// Id of a patient assigned to the signed-in doctor.
    patient_id: ID,
    /// The text of the note, 1 to 20,000 characters.
    body: String,
    /// A name for this request, 1 to 64 letters, digits or any of `- _ . :`, new for each note (a UUID, for instance). Sending the
    /// same name with the same note again stores nothing and returns the note that is there, so that a request whose answer was
    /// lost can safely be sent again.
    client_mutation_id: Option<String>,
}

payload_of_patient! {
    /// The note that was stored; its steps are extracted in the background.
    SubmitNotePayload {
        /// The note, whose state is QUEUED.
        note: Note,
        /// The `clientMutationId` of the request; null when it had none.
        client_mutation_id: Option<String>,
    }
}

/// An extraction to try again.
#[derive(InputObject)]
pub struct RetryExtractionInput {
    /// Id of a note whose extraction FAILED.
    note_id: ID,
}

payload_of_patient! {
    /// The note whose extraction was to be tried again.
    RetryExtractionPayload {
        /// Whether the note is extracted once more, and if not, why.
        status: RetryExtractionStatus,
        /// The note as it is now.
        note: Note,
    }
}

/// Questions about notes.
#[derive(Default, Debug)]
pub struct NoteQuery;

/// Questions about notes.
#[Object]
impl NoteQuery {
    /// One note, for its author or its patient.
    async fn note(&self, ctx: &Context<'_>, #[graphql(desc = "Id of the note.")] id: ID) -> Result<Note> {
        Viewer::of(ctx)?;
        let note = Loaders::of(ctx)?.note.load_one(IdKind::Note.argument(&id, "id")?).await?;
        note.map(Note).ok_or_else(|| ApiError::not_found("note"))
    }
}

/// Writing notes.
#[derive(Default, Debug)]
pub struct NoteMutation;

/// Writing notes.
#[Object]
impl NoteMutation {
    /// Stores a note about a patient of the signed-in doctor; its steps are extracted in the background.
    async fn submit_note(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The note to store.")] input: SubmitNoteInput,
    ) -> Result<SubmitNotePayload> {
        let api = Api::of(ctx)?;
        let doctor = Viewer::of(ctx)?.doctor()?;
        let patient = IdKind::Patient.uuid(&input.patient_id, "patientId")?;
        let name = input.client_mutation_id;
        let row = notes::submit_note_once(&api.app, doctor.id, patient, &input.body, name.as_deref()).await?;
        Ok(SubmitNotePayload { of: row.patient_id, note: Note(Arc::new(row)), client_mutation_id: name })
    }

    /// Tries again to extract the steps from a note whose extraction FAILED; `status` says whether that changed anything.
    async fn retry_extraction(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The note whose extraction to try again.")] input: RetryExtractionInput,
    ) -> Result<RetryExtractionPayload> {
        let api = Api::of(ctx)?;
        let doctor = Viewer::of(ctx)?.doctor()?;
        let id = IdKind::Note.uuid(&input.note_id, "noteId")?;
        let answer = notes::retry_extraction(&api.app, doctor.id, id).await?;
        let (of, status) = (answer.row.patient_id, answer.status.into());
        Ok(RetryExtractionPayload { of, status, note: Note(Arc::new(answer.row)) })
    }
}
