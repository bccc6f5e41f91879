//! Check-ins: what counts a plan down.

use super::{
    Api,
    error::Result,
    ids::Kind as IdKind,
    loaders::Loaders,
    of_patient::payload_of_patient,
    pages::{self, Arguments},
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
    /// In an app, by this API.
    App,
    /// By the link in a reminder.
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

    /// When the check-in was made.
    async fn at(&self) -> DateTime {
        DateTime(self.0.at)
    }

    /// Whether it was made in an app or by the link in a mail.
    async fn via(&self) -> CheckInVia {
        self.0.via.into()
    }

    /// Whether it was taken back; then it does not count.
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
    /// Id of one Plan step; every one due on the day when left out.
    step_id: Option<ID>,
    /// The patient's local day on which it was done: today, which is meant when it is left out, or, until the next morning's
    /// reminders, yesterday, for a phone that was offline at midnight.
    day: Option<Date>,
    /// A name for this request, 1 to 64 letters, digits or any of `- _ . :`, which the payload says again. A step is checked in once
    /// on a day whatever the name.
    client_mutation_id: Option<String>,
}

/// What became of one step that was to be checked in.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckInStatus {
    /// It is checked in now.
    CheckedIn,
    /// It had been checked in on that day before; nothing changed.
    AlreadyCheckedIn,
    /// Its day has not come (`step.nextDueOn`), or the phase of its taper before it is not over; nothing changed.
    NotDueYet,
    /// All its check-ins are made; nothing changed.
    Completed,
    /// The doctor ended it, or a newer plan took its place; nothing changed.
    NotInForce,
}

/// One step that was to be checked in.
#[derive(SimpleObject, Debug)]
pub struct CheckInResult {
    /// What became of it.
    status: CheckInStatus,
    /// The step, as it is now.
    step: Step,
    /// The check-in of that day; null when there is none.
    check_in: Option<CheckIn>,
}

payload_of_patient! {
    /// What is checked in, of the steps asked for.
    CheckInPayload {
        /// The patient's local day.
        day: Date,
        /// What became of each step.
        results: Vec<CheckInResult>,
        /// The check-ins of that day, new or there already.
        check_ins: Vec<CheckIn>,
        /// Their steps, as they are now.
        steps: Vec<Step>,
        /// As it was given.
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
    /// Id of the step.
    step_id: ID,
}

payload_of_patient! {
    /// The check-in, taken back.
    UndoCheckInPayload {
        /// The step, due again as before.
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
    /// day changes nothing and is no error, and neither is a step that is not due: `results` says what became of each.
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
        Ok(UndoCheckInPayload { of: patient.id, step: Step::changed(undone) })
    }
}
