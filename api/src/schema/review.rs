//! Review: what the assigned doctor decides about steps, plans and the extraction of a patient's notes.

use super::{
    Api,
    decided::{AddStepStatus, CancelStepStatus, PlanDecisionStatus, ReviewStepStatus},
    error::{ApiError, Result},
    frequency::{CycleInput, Weekday, days_edit, due_days, edit},
    ids::Kind as IdKind,
    note::Note,
    of_patient::payload_of_patient,
    people::Patient,
    scalars::TimeOfDay,
    step::{Step, StepKind},
};
use crate::auth::Viewer;
use aftercare_core::{
    Error,
    domain::review::{self, NewStep, StepEdit},
};
use aftercare_entity::{note, user};
use async_graphql::{Context, Enum, ID, InputObject, MaybeUndefined, Object, SimpleObject};
use std::sync::Arc;

/// What the doctor decides about a step that waits.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReviewDecision {
    /// The step becomes active, changed as the other fields say.
    Approve,
    /// The step is cancelled; the patient never sees it.
    Discard,
}

/// Whether steps that were extracted from a note wait for the doctor.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "aftercare_entity::user::ExtractionMode")]
pub enum ExtractionMode {
    /// Steps that agree with their passage become active at once; the others wait.
    Auto,
    /// All steps wait for the doctor.
    Review,
}

/// How steps are extracted from a patient's notes.
#[derive(SimpleObject, Debug)]
pub struct ExtractionSettings {
    /// Whether steps wait for the doctor; null when the hospital's setting applies.
    mode: Option<ExtractionMode>,
    /// Whether the notes go to no extractor at all, so that the doctor adds the steps by hand.
    no_ai: bool,
}

impl ExtractionSettings {
    /// Those of this patient.
    pub fn of(patient: &user::Model) -> Self {
        Self { mode: patient.extraction_mode.map(Into::into), no_ai: patient.no_ai }
    }
}

/// The doctor's decision on a step that waits.
#[derive(InputObject)]
pub struct ReviewStepInput {
    /// Id of a step in NEEDS_REVIEW.
    step_id: ID,
    /// What the doctor decides.
    decision: ReviewDecision,
    /// What the patient is to do, 1 to 200 characters; unchanged when left out or null.
    description: Option<String>,
    /// How many times on each day that it is due, 1 to 24; null clears it, leaving it out keeps it.
    times_per_day: MaybeUndefined<i32>,
    /// The times of day at which it is done; sets `timesPerDay` to their number. Null or an empty list clears them, leaving them
    /// out keeps them.
    times_of_day: MaybeUndefined<Vec<TimeOfDay>>,
    /// Days from one due day to the next, 1 to 366 (for more than once a day use `timesPerDay`). `everyDays`, `weekdays` and
    /// `cycle` are one choice: giving one of them replaces what there was; null for the one that is in force makes the step
    /// daily, and null for another, or leaving it out, changes nothing.
    every_days: MaybeUndefined<f64>,
    /// The weekdays on which it is due, in place of `everyDays`; an empty list counts as null.
    weekdays: MaybeUndefined<Vec<Weekday>>,
    /// Weeks from one round of `weekdays` to the next, 1 to 52 (every other Monday is 2); every week when left out.
    every_weeks: MaybeUndefined<i32>,
    /// Days on and days off, in place of `everyDays` and `weekdays`.
    cycle: MaybeUndefined<CycleInput>,
    /// How many days it lasts, 1 to 3650; null makes it ongoing, leaving it out keeps it.
    duration_days: MaybeUndefined<i32>,
    /// Days from the note's day to the first day of the step, 0 to 3650; unchanged when left out or null. A step never begins
    /// before it is approved.
    starts_after_days: Option<i32>,
}

/// A step that the extraction missed, for the doctor to add.
#[derive(InputObject)]
pub struct AddStepInput {
    /// Id of a note that the signed-in doctor wrote.
    note_id: ID,
    /// Whether the step is done once or repeated.
    kind: StepKind,
    /// What the patient is to do, 1 to 200 characters.
    description: String,
    /// How many times on each day that it is due, 1 to 24; leave it out when it is not known.
    times_per_day: Option<i32>,
    /// The times of day at which it is done; as many as `timesPerDay`, which may then be left out.
    #[graphql(default)]
    times_of_day: Vec<TimeOfDay>,
    /// Days from one due day to the next, 1 to 366 (for more than once a day use `timesPerDay`); daily when left out.
    every_days: Option<f64>,
    /// The weekdays on which it is due, in place of `everyDays`.
    #[graphql(default)]
    weekdays: Vec<Weekday>,
    /// Weeks from one round of `weekdays` to the next, 1 to 52 (every other Monday is 2); every week when left out.
    every_weeks: Option<i32>,
    /// Days on and days off, in place of `everyDays` and `weekdays`.
    cycle: Option<CycleInput>,
    /// How many days it lasts, 1 to 3650; ongoing when left out.
    duration_days: Option<i32>,
    /// Whether it is done only when needed: it is then shown, and never due.
    #[graphql(default)]
    as_needed: bool,
    /// Days from today to the first day on which it is due, 0 to 3650.
    #[graphql(default)]
    starts_after_days: i32,
}

/// A step to end.
#[derive(InputObject)]
pub struct CancelStepInput {
    /// Id of an ACTIVE step.
    step_id: ID,
}

/// A plan to end.
#[derive(InputObject)]
pub struct ConfirmPlanEndInput {
    /// Id of a note without steps that waits for the decision.
    note_id: ID,
}

/// A plan that is to go on.
#[derive(InputObject)]
pub struct KeepPlanInput {
    /// Id of a note that waits for the decision.
    note_id: ID,
}

/// Whether a patient's newly extracted steps wait for the doctor.
#[derive(InputObject)]
pub struct SetExtractionModeInput {
    /// Id of a patient assigned to the signed-in doctor.
    patient_id: ID,
    /// Whether they wait; null for the hospital's setting.
    mode: Option<ExtractionMode>,
}

/// Whether a patient's notes go to an extractor.
#[derive(InputObject)]
pub struct SetNoAiInput {
    /// Id of a patient assigned to the signed-in doctor.
    patient_id: ID,
    /// True keeps them from every extractor; false lets them go to one.
    no_ai: bool,
}

macro_rules! payload {
    ($name:ident, $doc:literal, $field:ident: $type:ty, $field_doc:literal) => {
        #[doc = $doc]
        #[derive(SimpleObject, Debug)]
        pub struct $name {
            #[doc = $field_doc]
            $field: $type,
        }
    };
}

payload_of_patient! {
    /// The step that was to be decided on.
    ReviewStepPayload {
        /// What became of the decision.
        status: ReviewStepStatus,
        /// The step as it is now.
        step: Step,
    }
}

payload_of_patient! {
    /// The step that was to be added.
    AddStepPayload {
        /// Whether the step was added, and if not, why.
        status: AddStepStatus,
        /// The step as it is now; null unless it was added.
        step: Option<Step>,
    }
}

payload_of_patient! {
    /// The step that was to be ended.
    CancelStepPayload {
        /// Whether the step is ended, and if not, why.
        status: CancelStepStatus,
        /// The step as it is now.
        step: Step,
    }
}

/// The patient whose plan was to end, and the note that ends it.
#[derive(SimpleObject, Debug)]
pub struct ConfirmPlanEndPayload {
    /// Whether it is decided that the plan ends, and if not, why.
    status: PlanDecisionStatus,
    /// The note that ends it; null for a doctor who did not write it.
    note: Option<Note>,
    /// The patient, as they are now.
    patient: Patient,
}

/// The patient whose plan was to go on, and the note that was to be decided on.
#[derive(SimpleObject, Debug)]
pub struct KeepPlanPayload {
    /// Whether it is decided that the plan goes on, and if not, why.
    status: PlanDecisionStatus,
    /// The note that was to be decided on; null for a doctor who did not write it.
    note: Option<Note>,
    /// The patient, as they are now.
    patient: Patient,
}

payload!(SetExtractionModePayload, "The mode, set.", patient: Patient, "The patient as set now.");
payload!(SetNoAiPayload, "The choice made.", patient: Patient, "The patient as set now.");

fn clock(times: Vec<TimeOfDay>) -> Vec<chrono::NaiveTime> {
    times.into_iter().map(|time| time.0).collect()
}

impl ReviewStepInput {
    fn into_decision(self) -> Result<review::Decision> {
        let edit = StepEdit {
            description: self.description,
            times_per_day: edit(self.times_per_day, i64::from),
            days: days_edit(self.every_days, self.weekdays, self.every_weeks, self.cycle),
            times_of_day: edit(self.times_of_day, clock),
            duration_days: edit(self.duration_days, i64::from),
            starts_after_days: self.starts_after_days.map(i64::from),
        };
        match self.decision {
            ReviewDecision::Approve => Ok(review::Decision::Approve(edit)),
            ReviewDecision::Discard if edit == StepEdit::default() => Ok(review::Decision::Discard),
            ReviewDecision::Discard => {
                Err(ApiError::bad_input("decision", "a step is edited or discarded, not both"))
            }
        }
    }
}

/// What `doctor`, who decided on the note, may see of it.
async fn decided(
    ctx: &Context<'_>,
    doctor: &user::Model,
    row: note::Model,
) -> Result<(Option<Note>, Patient)> {
    let patient = Patient::open(ctx, row.patient_id).await?;
    Ok(((row.doctor_id == doctor.id).then(|| Note(Arc::new(row))), patient))
}

/// The core's name of a field, as this API's.
fn in_our_words(error: Error) -> ApiError {
    match error {
        Error::BadInput { path: "intervalDays", message } => {
            ApiError::bad_input("everyDays", message.replace("intervalDays", "everyDays"))
        }
        Error::BadInput { path: "weeks", message } => {
            ApiError::bad_input("everyWeeks", message.replace("weeks must", "everyWeeks must"))
        }
        other => other.into(),
    }
}

/// What the assigned doctor decides.
#[derive(Default, Debug)]
pub struct ReviewMutation;

/// What the assigned doctor decides.
#[Object]
impl ReviewMutation {
    /// Approves a step that waits for the doctor, changed or unchanged, or discards it.
    async fn review_step(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The step, and the decision on it.")] input: ReviewStepInput,
    ) -> Result<ReviewStepPayload> {
        let (api, doctor) = (Api::of(ctx)?, Viewer::of(ctx)?.doctor()?);
        let id = IdKind::Step.uuid(&input.step_id, "stepId")?;
        let decision = input.into_decision()?;
        let answer = review::review_step(&api.app, doctor.id, id, decision).await.map_err(in_our_words)?;
        let (of, status) = (answer.row.patient_id, answer.status.into());
        Ok(ReviewStepPayload { of, status, step: Step::changed(answer.row) })
    }

    /// Adds a step that the extraction of the doctor's own note missed; it is active at once.
    async fn add_step(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The step to add.")] input: AddStepInput,
    ) -> Result<AddStepPayload> {
        let (api, doctor) = (Api::of(ctx)?, Viewer::of(ctx)?.doctor()?);
        let note = IdKind::Note.uuid(&input.note_id, "noteId")?;
        let new = NewStep {
            kind: input.kind.into(),
            description: input.description,
            times_per_day: input.times_per_day.map(i64::from),
            days: due_days(input.every_days, input.weekdays, input.every_weeks, input.cycle),
            times_of_day: clock(input.times_of_day),
            duration_days: input.duration_days.map(i64::from),
            as_needed: input.as_needed,
            starts_after_days: input.starts_after_days.into(),
        };
        let row = review::add_step(&api.app, doctor.id, note, new).await.map_err(in_our_words)?;
        Ok(AddStepPayload { of: row.patient, status: row.status.into(), step: row.step.map(Step::changed) })
    }

    /// Ends an active step; `status` says whether that changed anything.
    async fn cancel_step(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The step to end.")] input: CancelStepInput,
    ) -> Result<CancelStepPayload> {
        let (api, doctor) = (Api::of(ctx)?, Viewer::of(ctx)?.doctor()?);
        let id = IdKind::Step.uuid(&input.step_id, "stepId")?;
        let answer = review::cancel_step(&api.app, doctor.id, id).await?;
        let (of, status) = (answer.row.patient_id, answer.status.into());
        Ok(CancelStepPayload { of, status, step: Step::changed(answer.row) })
    }

    /// Confirms that a note without steps ends the plan in force, and ends it; for the patient's doctor, whoever wrote the note.
    async fn confirm_plan_end(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The note that ends the plan.")] input: ConfirmPlanEndInput,
    ) -> Result<ConfirmPlanEndPayload> {
        let (api, doctor) = (Api::of(ctx)?, Viewer::of(ctx)?.doctor()?);
        let id = IdKind::Note.uuid(&input.note_id, "noteId")?;
        let answer = review::confirm_plan_end(&api.app, doctor.id, id).await?;
        let (note, patient) = decided(ctx, doctor, answer.row).await?;
        Ok(ConfirmPlanEndPayload { status: answer.status.into(), note, patient })
    }

    /// Lets the plan in force go on although a note brought no steps, or confirms that no steps are missing from a note that may
    /// hold more; for the patient's doctor, whoever wrote the note.
    async fn keep_plan(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The note to decide on.")] input: KeepPlanInput,
    ) -> Result<KeepPlanPayload> {
        let (api, doctor) = (Api::of(ctx)?, Viewer::of(ctx)?.doctor()?);
        let id = IdKind::Note.uuid(&input.note_id, "noteId")?;
        let answer = review::keep_plan(&api.app, doctor.id, id).await?;
        let (note, patient) = decided(ctx, doctor, answer.row).await?;
        Ok(KeepPlanPayload { status: answer.status.into(), note, patient })
    }

    /// Sets whether a patient's newly extracted steps wait for the doctor.
    async fn set_extraction_mode(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The patient, and the mode to set.")] input: SetExtractionModeInput,
    ) -> Result<SetExtractionModePayload> {
        let (api, doctor) = (Api::of(ctx)?, Viewer::of(ctx)?.doctor()?);
        let id = IdKind::Patient.uuid(&input.patient_id, "patientId")?;
        let mode = input.mode.map(Into::into);
        let row = review::set_extraction_mode(&api.app, doctor.id, id, mode).await?;
        Ok(SetExtractionModePayload { patient: Patient(Arc::new(row)) })
    }

    /// Sets whether a patient's notes are kept from every extractor.
    async fn set_no_ai(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The patient, and the choice.")] input: SetNoAiInput,
    ) -> Result<SetNoAiPayload> {
        let (api, doctor) = (Api::of(ctx)?, Viewer::of(ctx)?.doctor()?);
        let id = IdKind::Patient.uuid(&input.patient_id, "patientId")?;
        let row = review::set_no_ai(&api.app, doctor.id, id, input.no_ai).await?;
        Ok(SetNoAiPayload { patient: Patient(Arc::new(row)) })
    }
}
