//! Check-ins: what counts a plan down.

use super::{
    Api,
    error::Result,
    ids::Kind as IdKind,
    loaders::Loaders,
    of_patient::payload_of_patient,
    pages::{self, Arguments},
    ready::Ready,
    scalars::{Date, DateTime},
    step::Step,
};
use crate::auth::Viewer;
use aftercare_core::{
    domain::{
        check_ins::{self, NotDue},
        input::check_client_mutation_id,
    },
    reader::CheckInFilter,
};
use aftercare_entity::{check_in, check_in::Via};
use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject, connection::Connection};
use uuid::Uuid;

/// How a check-in was made.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "aftercare_entity::check_in::Via")]
pub enum CheckInVia {
    /// In an app or on a web page, through this API.
    App,
    /// By the link in a reminder mail.
    MailLink,
}

/// A Plan step that the patient did on one local day.
#[derive(Debug, Clone)]
pub struct CheckIn(pub(crate) check_in::Model);

/// A Plan step that the patient did on one local day.
#[Object]
impl CheckIn {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        IdKind::CheckIn.id(self.0.id)
    }

    /// The step that was done, as it is now; null when the viewer can no longer see it.
    async fn step(&self, ctx: &Context<'_>) -> Option<Result<Step>> {
        let found = async { Ok(Loaders::of(ctx)?.step.load_one(self.0.step_id).await?.map(Step)) };
        found.await.transpose()
    }

    /// The patient's local day on which the step was done.
    async fn day(&self) -> Date {
        Date(self.0.day)
    }

    /// When the check-in was made.
    async fn at(&self) -> DateTime {
        DateTime(self.0.at)
    }

    /// Whether the check-in was made in an app or by the link in a mail.
    async fn via(&self) -> CheckInVia {
        self.0.via.into()
    }

    /// Whether the check-in was taken back; then it does not count.
    async fn undone(&self) -> bool {
        self.0.undone_at.is_some()
    }
}

/// A page of the check-ins that count, newest first, of a patient the caller was let in to.
///
/// # Errors
/// BAD_USER_INPUT for the page.
pub async fn check_ins_of(
    ctx: &Context<'_>,
    patient: Uuid,
    (from, to): (Option<Date>, Option<Date>),
    page: &Arguments,
) -> Result<Connection<String, CheckIn>> {
    let asked = page.by_id()?;
    let filter = CheckInFilter { from: from.map(|day| day.0), to: to.map(|day| day.0), page: asked.page };
    let rows = Loaders::of(ctx)?.check_ins.load_one((patient, filter)).await?.unwrap_or_default();
    let rows = rows.into_iter().map(|row| (pages::id_cursor(row.id), CheckIn(row))).collect();
    Ok(pages::connection(rows, &asked))
}

/// What to check in.
#[derive(InputObject, Default)]
pub struct CheckInInput {
    /// Id of one Plan step; when left out, every Plan step that is due on the day.
    step_id: Option<ID>,
    /// The patient's local day on which it was done; today when left out. Yesterday is taken too until this morning's reminders
    /// are sent, for a phone that was offline at midnight.
    day: Option<Date>,
    /// A name for this request, 1 to 64 letters, digits or any of `- _ . :`, which the payload repeats. Whatever the name, a step is
    /// checked in only once on a day.
    client_mutation_id: Option<String>,
}

/// What a request to check in has done with one step.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckInStatus {
    /// The step is now checked in on that day.
    CheckedIn,
    /// The step was already checked in on that day; nothing changed.
    AlreadyCheckedIn,
    /// The step is not due before a later day (`step.nextDueOn`), or an earlier phase of its taper is not over; nothing changed.
    NotDueYet,
    /// All check-ins of the step have been made; nothing changed.
    Completed,
    /// The doctor ended the step, or a newer plan has replaced it; nothing changed.
    NotInForce,
}

/// One step of a request to check in, and what was done with it.
#[derive(SimpleObject, Debug)]
pub struct CheckInResult {
    /// Whether the step is checked in, and if not, why.
    status: CheckInStatus,
    /// The step, as it is now.
    step: Step,
    /// The check-in of the step on that day; null when there is none.
    check_in: Option<CheckIn>,
}

payload_of_patient! {
    /// The check-ins of the steps that were asked for.
    CheckInPayload {
        /// The patient's local day that was checked in.
        day: Date,
        /// What was done with each step that was asked for.
        results: Vec<CheckInResult>,
        /// The check-ins of that day, made now or before.
        check_ins: Vec<CheckIn>,
        /// The steps of these check-ins, as they are now.
        steps: Vec<Ready<Step>>,
        /// The `clientMutationId` of the request; null when it had none.
        client_mutation_id: Option<String>,
    }
}

fn results(outcome: &check_ins::CheckedIn) -> Vec<CheckInResult> {
    let counted = outcome.steps.iter().zip(&outcome.check_ins).map(|(step, check_in)| {
        let already = outcome.already.contains(&step.id);
        let status = if already { CheckInStatus::AlreadyCheckedIn } else { CheckInStatus::CheckedIn };
        CheckInResult { status, step: Step::changed(step.clone()), check_in: Some(CheckIn(check_in.clone())) }
    });
    let not_due = outcome.not_due.iter().map(|(step, why)| {
        let status = match why {
            NotDue::Yet => CheckInStatus::NotDueYet,
            NotDue::Completed => CheckInStatus::Completed,
            NotDue::Ended => CheckInStatus::NotInForce,
        };
        CheckInResult { status, step: Step::changed(step.clone()), check_in: None }
    });
    counted.chain(not_due).collect()
}

/// A check-in to take back.
#[derive(InputObject)]
pub struct UndoCheckInInput {
    /// Id of a Plan step that was checked in today.
    step_id: ID,
}

/// What a request to take back a check-in has done.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "aftercare_core::domain::answered::Undo")]
pub enum UndoCheckInStatus {
    /// Today's check-in is taken back, now or before: the step is due again as it was.
    Undone,
    /// The step has no check-in today; nothing changed.
    NotCheckedIn,
    /// The doctor ended the step, or a newer plan has replaced it since; nothing changed.
    PlanChanged,
}

payload_of_patient! {
    /// The step whose check-in was to be taken back.
    UndoCheckInPayload {
        /// Whether the check-in is taken back, and if not, why.
        status: UndoCheckInStatus,
        /// The step as it is now.
        step: Step,
    }
}

/// Checking in.
#[derive(Default, Debug)]
pub struct CheckInMutation;

/// Checking in.
#[Object]
impl CheckInMutation {
    /// Checks in one Plan step, or every one due today; each lowers its duration by one. A second time on the same local
    /// day changes nothing and is no error, and neither is a step that is not due: `results` says what was done with each.
    async fn check_in(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to check in; everything due today when left out.")] input: Option<
            CheckInInput,
        >,
    ) -> Result<CheckInPayload> {
        let api = Api::of(ctx)?;
        let patient = Viewer::of(ctx)?.patient()?;
        let input = input.unwrap_or_default();
        let step = input.step_id.map(|id| IdKind::Step.uuid(&id, "stepId")).transpose()?;
        let day = input.day.map(|day| day.0);
        check_client_mutation_id(input.client_mutation_id.as_deref())?;
        let outcome = check_ins::check_in_on(&api.app, patient.id, day, step, Via::App).await?;
        let results = results(&outcome);
        let steps = Step::all(outcome.steps);
        let check_ins = outcome.check_ins.into_iter().map(CheckIn).collect();
        let (of, day, client_mutation_id) = (patient.id, Date(outcome.day), input.client_mutation_id);
        Ok(CheckInPayload { of, day, results, check_ins, steps, client_mutation_id })
    }

    /// Takes back today's check-in of a step; `status` says whether there was one that could be taken back.
    async fn undo_check_in(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The step whose check-in to take back.")] input: UndoCheckInInput,
    ) -> Result<UndoCheckInPayload> {
        let api = Api::of(ctx)?;
        let patient = Viewer::of(ctx)?.patient()?;
        let id = IdKind::Step.uuid(&input.step_id, "stepId")?;
        let answer = check_ins::undo_check_in(&api.app, patient.id, id).await?;
        let (status, step) = (answer.status.into(), Step::changed(answer.row));
        Ok(UndoCheckInPayload { of: patient.id, status, step })
    }
}
