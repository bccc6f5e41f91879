//! Reminders: those made and sent, and those to come.

use super::{
    error::Result,
    ids::Kind as IdKind,
    loaders::{ById, Loaders},
    pages::{self, Arguments},
    people::Patient,
    ready::Ready,
    scalars::{Date, DateTime},
    step::Step,
};
use aftercare_core::domain::reasons;
use aftercare_entity::{reminder, user};
use async_graphql::{Context, Enum, ID, Object, SimpleObject, connection::Connection};
use std::sync::Arc;

/// How many days to come are shown when the client does not say.
const DAYS: i32 = 7;

/// What has become of a reminder.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "aftercare_entity::reminder::State")]
pub enum ReminderState {
    /// Its mail still has to be accepted by the mail server.
    Pending,
    /// The mail server accepted its mail.
    Sent,
    /// It was not sent, because nothing was due any more or its day was over.
    Skipped,
    /// The mail server refused its mail for good, or took it and it came back.
    Failed,
}

/// A patient's reminders: those made so far, and those to come.
#[derive(Debug)]
pub struct Reminders(Arc<user::Model>);

impl Reminders {
    /// Those of this patient.
    pub fn of(patient: &Patient) -> Self {
        Self(Arc::clone(&patient.0))
    }
}

/// A patient's reminders: those made so far, and those to come.
#[Object]
impl Reminders {
    /// The reminders made so far, whatever their state, newest first.
    #[graphql(complexity = "super::pages::weight(first.or(last), child_complexity)")]
    async fn sent(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "Size of the page from the beginning, 1 to 100; 20 when neither `first` nor `last` is given."
        )]
        first: Option<i32>,
        #[graphql(desc = "Cursor of the reminder that the page comes after.")] after: Option<String>,
        #[graphql(desc = "Size of the page from the end, 1 to 100, in place of `first`.")] last: Option<i32>,
        #[graphql(desc = "Cursor of the reminder that the page comes before.")] before: Option<String>,
    ) -> Result<Connection<String, Reminder>> {
        let asked = Arguments { first, after, last, before }.by_id()?;
        let rows = Loaders::of(ctx)?.reminders.load_one((self.0.id, asked.page)).await?.unwrap_or_default();
        let rows = rows.into_iter().map(|row| (pages::id_cursor(row.id), Reminder(row)));
        Ok(pages::connection(rows.collect(), &asked))
    }

    /// The next days on which a reminder will be sent, according to the plan as it is now.
    #[graphql(complexity = "super::pages::weight(first, child_complexity)")]
    async fn upcoming(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many days, 1 to 100; 7 when left out.")] first: Option<i32>,
    ) -> Result<Vec<UpcomingReminder>> {
        let key = (ById(Arc::clone(&self.0)), pages::size("first", first.or(Some(DAYS)))?);
        let days = Loaders::of(ctx)?.upcoming.load_one(key).await?.unwrap_or_default();
        let shown = days.into_iter().map(|day| UpcomingReminder {
            day: Date(day.day),
            scheduled_at: DateTime(day.at),
            steps: Step::all(day.steps),
        });
        Ok(shown.collect())
    }
}

/// A reminder that is still to be made; it is not stored, and changes with the plan.
#[derive(SimpleObject, Debug)]
pub struct UpcomingReminder {
    /// The patient's local day that the reminder is for.
    day: Date,
    /// When it is to be sent.
    scheduled_at: DateTime,
    /// The steps that will be due on that day if every check-in is made in time.
    steps: Vec<Ready<Step>>,
}

/// A reminder by mail: at most one for each patient and local day.
#[derive(Debug)]
pub struct Reminder(pub(super) reminder::Model);

/// A reminder by mail: at most one for each patient and local day.
#[Object]
impl Reminder {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        IdKind::Reminder.id(self.0.id)
    }

    /// The patient's local day that the reminder is for.
    async fn day(&self) -> Date {
        Date(self.0.day)
    }

    /// When it was meant to be sent.
    async fn scheduled_at(&self) -> DateTime {
        DateTime(self.0.scheduled_at)
    }

    /// What has become of the reminder.
    async fn state(&self) -> ReminderState {
        self.0.state.into()
    }

    /// When the mail server accepted the mail; null until then.
    async fn sent_at(&self) -> Option<DateTime> {
        self.0.sent_at.map(DateTime)
    }

    /// A code for why it was skipped, failed or still waits; null when there is nothing to say.
    async fn reason(&self) -> Option<&str> {
        self.0.reason.as_deref()
    }

    /// `reason` as a sentence.
    async fn reason_text(&self) -> Option<&'static str> {
        self.0.reason.as_deref().map(reasons::reason_sentence)
    }

    /// The steps that its mail listed, as they are now; none until it was written.
    async fn steps(&self, ctx: &Context<'_>) -> Result<Vec<Step>> {
        let listed = Loaders::of(ctx)?.reminder_steps.load_one(self.0.id).await?;
        Ok(listed.unwrap_or_default().into_iter().map(Step).collect())
    }
}
