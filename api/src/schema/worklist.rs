//! The work list: what waits for the signed-in doctor, over all of their patients.

use super::{
    at_risk::AtRisk,
    error::{ApiError, Result},
    extraction::Extraction,
    ids::Kind as IdKind,
    loaders::{ById, Loaders},
    note::Note,
    pages::{self, Arguments},
    people::Patient,
    scalars::{Date, DateTime},
    step::Step,
};
use crate::auth::Viewer;
use aftercare_core::reader::{Work, WorkKind};
use async_graphql::{
    ComplexObject, Context, Enum, ID, Interface, Object, SimpleObject,
    connection::{Connection, Edge, EmptyFields},
};
use std::sync::Arc;

/// The kinds of work that wait for a doctor.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "aftercare_core::reader::WorkKind")]
pub enum WorkItemKind {
    /// A step waits for the doctor's decision, `reviewStep`.
    StepToReview,
    /// A note waits for the doctor's decision: `confirmPlanEnd`, `keepPlan` or `addStep`.
    NoteToDecide,
    /// The extraction of a note that the doctor wrote failed: `retryExtraction` or `addStep`.
    ExtractionFailed,
    /// A patient has fallen behind, and the doctor has not put that aside: `snoozeAtRisk` or `resolveAtRisk`.
    PatientAtRisk,
    /// Mails to a patient are refused.
    MailFailing,
}

macro_rules! work_item {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty),* $(,)? }) => {
        $(#[$doc])*
        #[derive(SimpleObject, Debug)]
        #[graphql(complex)]
        pub struct $name {
            #[graphql(skip)]
            work: Work,
            /// Which kind of work it is.
            kind: WorkItemKind,
            /// The patient whom it is about.
            patient: Patient,
            /// Since when it has been waiting.
            since: DateTime,
            $($(#[$field_doc])* $field: $type,)*
        }

        #[ComplexObject]
        impl $name {
            /// Opaque id, which stays the same as long as the work waits; `node` does not take it.
            async fn id(&self) -> ID {
                ID(format!("work_{}_{}", work_name(self.work.kind), self.work.subject))
            }
        }
    };
}

work_item! {
    /// Work: a step that waits for the doctor's approval.
    StepToReview {
        /// The step that waits.
        step: Step,
    }
}
work_item! {
    /// Work: a note that the doctor has to decide on as a whole: does the plan end, or is something missing?
    NoteToDecide {
        /// Id of the note, for `confirmPlanEnd`, `keepPlan` and `addStep`.
        note_id: ID,
        /// The note; null for a doctor who did not write it.
        note: Option<Note>,
        /// How the extraction of the note went, and why the note waits.
        extraction: Extraction,
    }
}
work_item! {
    /// Work: a note whose extraction failed; the old plan stays in force.
    FailedExtraction {
        /// Id of the note, for `retryExtraction` and `addStep`.
        note_id: ID,
        /// The note, which the signed-in doctor wrote.
        note: Option<Note>,
        /// How the extraction went, and why it failed.
        extraction: Extraction,
    }
}
work_item! {
    /// Work: a patient who has fallen behind.
    PatientAtRisk {
        /// Days in a row, up to yesterday, on which a step that was due was not done.
        days_missed: u32,
        /// The local day of the last check-in; null when there is none.
        last_check_in_on: Option<Date>,
        /// When it was noticed, the last reminder, and more.
        at_risk: AtRisk,
    }
}
work_item! {
    /// Work: a patient whom no mail reaches, because mail servers refused the address on two days.
    FailingMail {}
}

/// One thing that waits for the doctor.
#[derive(Interface, Debug)]
#[graphql(
    field(
        name = "id",
        ty = "ID",
        desc = "Opaque id, which stays the same as long as the work waits; `node` does not take it."
    ),
    field(name = "kind", ty = "&WorkItemKind", desc = "Which kind of work it is."),
    field(name = "patient", ty = "&Patient", desc = "The patient whom it is about."),
    field(name = "since", ty = "&DateTime", desc = "Since when it has been waiting.")
)]
pub enum WorkItem {
    /// A step that waits for approval.
    StepToReview(StepToReview),
    /// A note that waits for a decision.
    NoteToDecide(NoteToDecide),
    /// A note that could not be read.
    FailedExtraction(FailedExtraction),
    /// A patient who has fallen behind.
    PatientAtRisk(PatientAtRisk),
    /// A patient whom no mail reaches.
    FailingMail(FailingMail),
}

/// How much work of one kind waits for the doctor.
#[derive(SimpleObject, Debug)]
pub struct WorkItemCount {
    /// The kind of work.
    kind: WorkItemKind,
    /// How many items of this kind wait; 0 when there is none.
    count: usize,
}

/// What the work list says of all its pages together.
#[derive(SimpleObject, Debug)]
pub struct WorkItemConnectionFields {
    /// How many items of the kinds that were asked for wait, in the whole list.
    total_count: usize,
    /// How many items of each kind wait, also of the kinds that were not asked for.
    counts: Vec<WorkItemCount>,
}

/// A page of the work list.
pub type WorkItemConnection = Connection<String, WorkItem, WorkItemConnectionFields, EmptyFields>;

const KINDS: [WorkKind; 5] = [
    WorkKind::StepToReview,
    WorkKind::NoteToDecide,
    WorkKind::ExtractionFailed,
    WorkKind::PatientAtRisk,
    WorkKind::MailFailing,
];

const fn work_name(kind: WorkKind) -> &'static str {
    match kind {
        WorkKind::StepToReview => "step",
        WorkKind::NoteToDecide => "note",
        WorkKind::ExtractionFailed => "failed",
        WorkKind::PatientAtRisk => "behind",
        WorkKind::MailFailing => "mail",
    }
}

/// Questions about what is to be done.
#[derive(Default, Debug)]
pub struct WorklistQuery;

/// Questions about what is to be done.
#[Object]
impl WorklistQuery {
    /// What waits for the signed-in doctor, over all of their patients: first by kind (STEP_TO_REVIEW, NOTE_TO_DECIDE, EXTRACTION_FAILED,
    /// PATIENT_AT_RISK, MAIL_FAILING), then what has waited longest.
    #[graphql(complexity = "super::pages::weight(first.or(last), child_complexity)")]
    async fn worklist(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only items of these kinds; all when left out.")] kinds: Option<Vec<WorkItemKind>>,
        #[graphql(
            desc = "Size of the page from the beginning, 1 to 100; 20 when neither `first` nor `last` is given."
        )]
        first: Option<i32>,
        #[graphql(desc = "Cursor of the item that the page comes after.")] after: Option<String>,
        #[graphql(desc = "Size of the page from the end, 1 to 100, in place of `first`.")] last: Option<i32>,
        #[graphql(desc = "Cursor of the item that the page comes before.")] before: Option<String>,
    ) -> Result<WorkItemConnection> {
        Viewer::of(ctx)?.doctor()?;
        let asked = Arguments { first, after, last, before }.by_text()?;
        let all = Loaders::of(ctx)?.reader.worklist().await?;
        let count = |kind| all.iter().filter(|work| work.kind == kind).count();
        let counts =
            KINDS.iter().map(|kind| WorkItemCount { kind: (*kind).into(), count: count(*kind) }).collect();
        let kinds = kinds.map(|kinds| kinds.into_iter().map(WorkKind::from).collect::<Vec<_>>());
        let wanted = all.iter().filter(|work| kinds.as_ref().is_none_or(|kinds| kinds.contains(&work.kind)));
        let keyed: Vec<_> = wanted.map(|work| (key(work), *work)).collect();
        let total_count = keyed.len();
        let (rows, has_previous, has_next) = asked.cut(asked.page.of_sorted(keyed, false));
        let fields = WorkItemConnectionFields { total_count, counts };
        let mut page = Connection::with_additional_fields(has_previous, has_next, fields);
        let items = futures_util::future::join_all(rows.into_iter().map(async |(key, work)| {
            Ok::<_, ApiError>((pages::text_cursor(&key.0, key.1), item(ctx, work).await?))
        }));
        for found in items.await {
            // What was dealt with since it was found is left out.
            if let (cursor, Some(item)) = found? {
                page.edges.push(Edge::new(cursor, item));
            }
        }
        Ok(page)
    }
}

/// Stands for the item in the list's order.
fn key(work: &Work) -> (String, uuid::Uuid) {
    let place = KINDS.iter().position(|kind| *kind == work.kind).unwrap_or_default();
    (format!("{place}{}", work.since.format("%Y%m%d%H%M%S%6f")), work.subject)
}

async fn item(ctx: &Context<'_>, work: Work) -> Result<Option<WorkItem>> {
    let loaders = Loaders::of(ctx)?;
    let Some(patient) = loaders.patients.load_one(work.patient).await?.map(Patient) else { return Ok(None) };
    let (kind, since) = (work.kind.into(), DateTime(work.since));
    Ok(match work.kind {
        WorkKind::StepToReview => {
            let step = loaders.step.load_one(work.subject).await?.map(Step);
            step.map(|step| WorkItem::StepToReview(StepToReview { work, kind, patient, since, step }))
        }
        WorkKind::NoteToDecide | WorkKind::ExtractionFailed => {
            let Some(row) = loaders.notes_at_work.load_one(work.subject).await? else { return Ok(None) };
            let (note_id, extraction) = (IdKind::Note.id(row.id), Extraction::of(row));
            let note = loaders.note.load_one(work.subject).await?.map(Note);
            Some(if work.kind == WorkKind::NoteToDecide {
                WorkItem::NoteToDecide(NoteToDecide { work, kind, patient, since, note_id, note, extraction })
            } else {
                WorkItem::FailedExtraction(FailedExtraction {
                    work,
                    kind,
                    patient,
                    since,
                    note_id,
                    note,
                    extraction,
                })
            })
        }
        WorkKind::PatientAtRisk => {
            let found = loaders.at_risk.load_one(ById(Arc::clone(&patient.0))).await?;
            let Some(found) = found else { return Ok(None) };
            let days_missed = found.days_missed;
            let last_check_in_on = loaders.last_check_ins.load_one(work.patient).await?.map(Date);
            let at_risk = AtRisk(found);
            let item = PatientAtRisk { work, kind, patient, since, days_missed, last_check_in_on, at_risk };
            Some(WorkItem::PatientAtRisk(item))
        }
        WorkKind::MailFailing => Some(WorkItem::FailingMail(FailingMail { work, kind, patient, since })),
    })
}
