//! How a patient keeps up with the plan: in all, and day by day.

use super::{
    error::{ApiError, Result},
    loaders::{ById, Loaders},
    scalars::Date,
};
use aftercare_core::domain::schedule::{self, Day};
use aftercare_entity::user;
use async_graphql::{Context, Object, SimpleObject};
use std::sync::Arc;

/// Days of a series when the client does not say.
const DAYS: i32 = 14;

/// How a patient keeps up with the plan in force: with all of its repeated steps together, each from its first day. Nothing is
/// expected without a plan, or once all of it is completed.
#[derive(Debug)]
pub struct Adherence {
    patient: Arc<user::Model>,
    kept: schedule::Adherence,
}

/// How much of what was due a patient did on one local day.
#[derive(SimpleObject, Debug)]
pub struct AdherenceDay {
    /// The patient's local day.
    day: Date,
    /// How many repeated steps were due. A step that was missed is due on the next day too.
    due: u32,
    /// How many of these steps were checked in on this day.
    done: u32,
}

impl From<Day> for AdherenceDay {
    fn from(day: Day) -> Self {
        Self { day: Date(day.day), due: day.due, done: day.done }
    }
}

impl Adherence {
    /// Of a patient the caller was let in to.
    ///
    /// # Errors
    /// INTERNAL only.
    pub async fn of(ctx: &Context<'_>, patient: &Arc<user::Model>) -> Result<Self> {
        let found = Loaders::of(ctx)?.adherence.load_one(ById(Arc::clone(patient))).await?;
        Ok(Self { patient: Arc::clone(patient), kept: found.unwrap_or_default() })
    }

    async fn series(&self, ctx: &Context<'_>, days: usize) -> Result<Vec<Day>> {
        let key = (ById(Arc::clone(&self.patient)), days);
        Ok(Loaders::of(ctx)?.series.load_one(key).await?.unwrap_or_default())
    }
}

/// How a patient keeps up with the plan in force: with all of its repeated steps together, each from its first day. Nothing is
/// expected without a plan, or once all of it is completed.
#[Object]
impl Adherence {
    /// How many check-ins there would be if none had been missed. Today counts once it is checked in.
    async fn expected(&self) -> u32 {
        self.kept.expected
    }

    /// How many check-ins there are.
    async fn done(&self) -> u32 {
        self.kept.done
    }

    /// How many check-ins were missed: `expected` minus `done`.
    async fn missed(&self) -> u32 {
        self.kept.expected.saturating_sub(self.kept.done)
    }

    /// `done` as a percentage of `expected`, rounded down; null when nothing was expected yet.
    async fn percent(&self) -> Option<u32> {
        self.kept.percent()
    }

    /// Days in a row, up to yesterday, on which a step that was due was not done. See also the patient's
    /// `atRisk`.
    async fn days_missed(&self) -> u32 {
        self.kept.days_missed
    }

    /// Days in a row on which everything that was due was done, of the last 92. A day on which nothing was due does not end the
    /// streak, and neither does today before it is over.
    async fn streak(&self, ctx: &Context<'_>) -> Result<u32> {
        Ok(schedule::streak(&self.series(ctx, schedule::LONGEST).await?))
    }

    /// The local day of the last check-in of any plan; null when there is none.
    async fn last_check_in_on(&self, ctx: &Context<'_>) -> Result<Option<Date>> {
        Ok(Loaders::of(ctx)?.last_check_ins.load_one(self.patient.id).await?.map(Date))
    }

    /// The last days one by one, for this plan and those before it: the oldest day first, today last.
    #[graphql(complexity = "super::pages::weight(last.or(Some(DAYS)), child_complexity)")]
    async fn days(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many days, 1 to 92; 14 when left out.")] last: Option<i32>,
    ) -> Result<Vec<AdherenceDay>> {
        let days =
            usize::try_from(last.unwrap_or(DAYS)).ok().filter(|days| (1..=schedule::LONGEST).contains(days));
        let days = days.ok_or_else(|| {
            ApiError::bad_argument("last", format!("last must be 1 to {}", schedule::LONGEST))
        })?;
        Ok(self.series(ctx, days).await?.into_iter().map(AdherenceDay::from).collect())
    }
}
