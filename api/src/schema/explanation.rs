//! Why a patient got a reminder on a day, or none: for the doctor who is asked.

use super::{
    error::Result,
    ids::Kind as IdKind,
    loaders::Loaders,
    mail_answer::MailAnswer,
    people::Patient,
    reminder::Reminder,
    scalars::{Date, DateTime, TimeZone},
    step::Step,
};
use crate::auth::Viewer;
use aftercare_core::{domain::reasons::reason_sentence, reader::Explanation};
use async_graphql::{Context, Enum, ID, Object, SimpleObject};

/// Whether a step was due on a day, and why.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "aftercare_core::domain::schedule::WhyDue")]
pub enum DueReason {
    /// It is due: the reminder of that day lists it.
    Due,
    /// It was due, and was checked in on that day.
    DoneThatDay,
    /// Its day had not come.
    NotYet,
    /// An earlier phase of its taper was not over.
    EarlierPhase,
    /// It is for when it is needed, and so never due.
    AsNeeded,
    /// It is done once, and so never mailed.
    Once,
    /// It waits for the doctor's approval.
    HeldBack,
    /// Its last check-in was made on that day.
    Completed,
    /// The doctor ended it, or a newer plan took its place.
    Ended,
}

/// One step of a patient's, and whether it was due.
#[derive(SimpleObject, Debug)]
pub struct StepExplanation {
    /// The step, as it is now.
    step: Step,
    /// Whether it was due on that day, and why.
    reason: DueReason,
}

/// Why a patient got, or will get, a reminder on a day or none. What was due follows from the plan and from the check-ins since;
/// whether the account was suspended or the e-mail address confirmed is as it is now.
#[derive(SimpleObject, Debug)]
pub struct ReminderExplanation {
    /// The patient's local day.
    day: Date,
    /// The zone whose day it is.
    time_zone: TimeZone,
    /// What decides it: a code.
    code: &'static str,
    /// What decides it, as a sentence.
    text: &'static str,
    /// When the patient is to be reminded on that day.
    scheduled_at: DateTime,
    /// Whether that hour is the patient's own choice; otherwise it is the hospital's.
    own_hour: bool,
    /// Since when the patient has wanted no reminders; null while they come.
    unsubscribed_at: Option<DateTime>,
    /// When the mail may leave, where the quiet hours hold it up on that day; null when they do not.
    quiet_until: Option<DateTime>,
    /// The reminder; null when none was made.
    reminder: Option<Reminder>,
    /// How often the mail server was tried.
    attempts: i32,
    /// What mail servers answered to the reminder's mail, oldest first, and each report that it came back.
    mail_answers: Vec<MailAnswer>,
    /// When something happens next by itself; null when nothing does.
    next_at: Option<DateTime>,
    /// Each repeated step, with why it was due or not.
    steps: Vec<StepExplanation>,
}

impl ReminderExplanation {
    fn of(found: Explanation) -> Self {
        let steps = found.steps.into_iter();
        let steps =
            steps.map(|(step, why)| StepExplanation { reason: why.into(), step: Step::changed(step) });
        Self {
            day: Date(found.day),
            time_zone: TimeZone(found.zone),
            code: found.code,
            text: reason_sentence(found.code),
            scheduled_at: DateTime(found.sweep_at),
            own_hour: found.own_hour,
            unsubscribed_at: found.unsubscribed_since.map(DateTime),
            quiet_until: found.quiet_until.map(DateTime),
            attempts: found.reminder.as_ref().map_or(0, |row| row.attempts),
            mail_answers: found.answers.into_iter().map(MailAnswer::from).collect(),
            reminder: found.reminder.map(Reminder),
            next_at: found.next_at.map(DateTime),
            steps: steps.collect(),
        }
    }
}

/// Questions about reminders that came or did not.
#[derive(Default, Debug)]
pub struct ExplanationQuery;

/// Questions about reminders that came or did not.
#[Object]
impl ExplanationQuery {
    /// Why a patient of the signed-in doctor got, or will get, a reminder on a day or none.
    #[graphql(complexity = "super::pages::weight(None, child_complexity)")]
    async fn reminder_explain(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Id of a patient assigned to the signed-in doctor.")] patient_id: ID,
        #[graphql(desc = "The patient's local day; it may be to come.")] day: Date,
    ) -> Result<ReminderExplanation> {
        Viewer::of(ctx)?.doctor()?;
        let patient = Patient::open(ctx, IdKind::Patient.argument(&patient_id, "patientId")?).await?;
        Ok(ReminderExplanation::of(Loaders::of(ctx)?.reader.explain(&patient.0, day.0).await?))
    }
}
