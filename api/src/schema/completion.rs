//! Ticking off steps that are done once, and reopening them.

use super::{Api, error::Result, ids::Kind as IdKind, of_patient::payload_of_patient, step::Step};
use crate::auth::Viewer;
use aftercare_core::domain::steps;
use async_graphql::{Context, Enum, ID, InputObject, Object};

/// A step to tick off.
#[derive(InputObject)]
pub struct CompleteStepInput {
    /// Id of a Checklist step of the signed-in patient.
    step_id: ID,
}

/// A step to reopen.
#[derive(InputObject)]
pub struct UncompleteStepInput {
    /// Id of a Checklist step that was ticked off today.
    step_id: ID,
}

/// What a request to tick off a step has done.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "aftercare_core::domain::answered::Tick")]
pub enum CompleteStepStatus {
    /// The step is now ticked off.
    Completed,
    /// The step was already ticked off; nothing changed.
    AlreadyCompleted,
    /// The doctor ended the step, or a newer plan has replaced it; nothing changed.
    NotInForce,
}

/// What a request to reopen a step has done.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "aftercare_core::domain::answered::Reopen")]
pub enum UncompleteStepStatus {
    /// The step is open again.
    Reopened,
    /// The step was open already; nothing changed.
    AlreadyOpen,
    /// The step was ticked off on an earlier day; nothing changed.
    NotCompletedToday,
    /// The doctor ended the step, or a newer plan has replaced it since; nothing changed.
    PlanChanged,
}

payload_of_patient! {
    /// The step that was to be ticked off.
    CompleteStepPayload {
        /// Whether the step is ticked off, and if not, why.
        status: CompleteStepStatus,
        /// The step as it is now.
        step: Step,
    }
}

payload_of_patient! {
    /// The step that was to be reopened.
    UncompleteStepPayload {
        /// Whether the step is open, and if not, why.
        status: UncompleteStepStatus,
        /// The step as it is now.
        step: Step,
    }
}

/// Ticking off steps.
#[derive(Default, Debug)]
pub struct StepMutation;

/// Ticking off steps.
#[Object]
impl StepMutation {
    /// Ticks off a Checklist step of the signed-in patient; `status` says whether that changed anything.
    async fn complete_step(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The step to tick off.")] input: CompleteStepInput,
    ) -> Result<CompleteStepPayload> {
        let api = Api::of(ctx)?;
        let patient = Viewer::of(ctx)?.patient()?;
        let id = IdKind::Step.uuid(&input.step_id, "stepId")?;
        let answer = steps::complete_step(&api.app, patient.id, id).await?;
        let (status, step) = (answer.status.into(), Step::changed(answer.row));
        Ok(CompleteStepPayload { of: patient.id, status, step })
    }

    /// Reopens a Checklist step that the signed-in patient ticked off today; `status` says whether that changed anything.
    async fn uncomplete_step(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The step to reopen.")] input: UncompleteStepInput,
    ) -> Result<UncompleteStepPayload> {
        let api = Api::of(ctx)?;
        let patient = Viewer::of(ctx)?.patient()?;
        let id = IdKind::Step.uuid(&input.step_id, "stepId")?;
        let answer = steps::uncomplete_step(&api.app, patient.id, id).await?;
        let (status, step) = (answer.status.into(), Step::changed(answer.row));
        Ok(UncompleteStepPayload { of: patient.id, status, step })
    }
}
