//! Check-ins: what counts a plan down.

use super::{
    Api,
    error::Result,
    ids::Kind as IdKind,
    loaders::Loaders,
    pages,
    scalars::{Date, DateTime},
    step::Step,
};
use crate::auth::Viewer;
use aftercare_core::{
    domain::{check_ins, schedule},
    reader::Page,
};
use aftercare_entity::{check_in, check_in::Via};
use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject, connection::Connection};
use uuid::Uuid;

/// By what a check-in came.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "aftercare_entity::check_in::Via")]
pub enum CheckInVia {
    /// This API.
    App,
    /// A link in a reminder.
    MailLink,
}

/// One step, done on one local day.
#[derive(Debug, Clone)]
pub struct CheckIn(pub(crate) check_in::Model);

/// One step, done on one local day.
#[Object]
impl CheckIn {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        IdKind::CheckIn.id(self.0.id)
    }

    /// The step, as it is now; null when it can no longer be seen.
    async fn step(&self, ctx: &Context<'_>) -> Option<Result<Step>> {
        let found = async { Ok(Loaders::of(ctx)?.step.load_one(self.0.step_id).await?.map(Step)) };
        found.await.transpose()
    }

    /// The patient's local day.
    async fn day(&self) -> Date {
        Date(self.0.day)
    }

    /// When.
    async fn at(&self) -> DateTime {
        DateTime(self.0.at)
    }

    /// By what.
    async fn via(&self) -> CheckInVia {
        self.0.via.into()
    }

    /// Whether it was taken back; then it does not count.
    async fn undone(&self) -> bool {
        self.0.undone_at.is_some()
    }
}

/// How a patient keeps up with the plan in force: with all of its repeated steps together, since each began. Both are 0
/// without a plan, and once all of it is completed.
#[derive(SimpleObject, Debug)]
pub struct Adherence {
    /// Check-ins there would be if none had been missed. Today counts once it is checked in.
    expected: u32,
    /// Check-ins there are.
    done: u32,
}

impl Adherence {
    /// As the core has it.
    pub const fn of(kept: schedule::Adherence) -> Self {
        Self { expected: kept.expected, done: kept.done }
    }
}

/// A page of the check-ins that count, newest first, of a patient the caller was let in to.
///
/// # Errors
/// BAD_USER_INPUT for the page.
pub async fn check_ins_of(
    ctx: &Context<'_>,
    patient: Uuid,
    first: Option<i32>,
    after: Option<String>,
) -> Result<Connection<String, CheckIn>> {
    let (size, cursor) = (pages::size(first)?, pages::id_of(after.as_deref())?);
    let page = Page { after: cursor, first: size as u64 + 1 };
    let rows = Loaders::of(ctx)?.check_ins.load_one((patient, page)).await?.unwrap_or_default();
    let rows = rows.into_iter().map(|row| (pages::id_cursor(row.id), CheckIn(row))).collect();
    Ok(pages::connection(rows, size, after.is_some()))
}

/// What to check in.
#[derive(InputObject, Default)]
pub struct CheckInInput {
    /// Id of one Plan step; every one due today when left out.
    step_id: Option<ID>,
}

/// What is checked in today, of the steps asked for.
#[derive(SimpleObject, Debug)]
pub struct CheckInPayload {
    /// The patient's local day.
    day: Date,
    /// Today's check-ins, new or there already.
    check_ins: Vec<CheckIn>,
    /// Their steps, as they are now.
    steps: Vec<Step>,
}

/// A check-in to take back.
#[derive(InputObject)]
pub struct UndoCheckInInput {
    /// Id of the step.
    step_id: ID,
}

/// The check-in, taken back.
#[derive(SimpleObject, Debug)]
pub struct UndoCheckInPayload {
    /// The step, due again as before.
    step: Step,
}

/// Checking in.
#[derive(Default, Debug)]
pub struct CheckInMutation;

/// Checking in.
#[Object]
impl CheckInMutation {
    /// Checks in one Plan step, or every one due today; each lowers its duration by one. A second time on the same local
    /// day changes nothing and is no error.
    async fn check_in(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to check in; everything due today when left out.")] input: Option<
            CheckInInput,
        >,
    ) -> Result<CheckInPayload> {
        let api = Api::of(ctx)?;
        let patient = Viewer::of(ctx)?.patient()?;
        let step = input.unwrap_or_default().step_id;
        let step = step.map(|id| IdKind::Step.uuid(&id, "stepId")).transpose()?;
        let outcome = check_ins::check_in(&api.app, patient.id, step, Via::App).await?;
        let steps = Step::all(outcome.steps);
        let check_ins = outcome.check_ins.into_iter().map(CheckIn).collect();
        Ok(CheckInPayload { day: Date(outcome.day), check_ins, steps })
    }

    /// Takes today's check-in of a step back.
    async fn undo_check_in(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: UndoCheckInInput,
    ) -> Result<UndoCheckInPayload> {
        let api = Api::of(ctx)?;
        let patient = Viewer::of(ctx)?.patient()?;
        let id = IdKind::Step.uuid(&input.step_id, "stepId")?;
        let undone = check_ins::undo_check_in(&api.app, patient.id, id).await?;
        Ok(UndoCheckInPayload { step: Step::changed(undone) })
    }
}
