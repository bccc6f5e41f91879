//! The daily sweeps, as an admin sees them: per time zone, never per patient.

use super::{
    super::{
        error::Result,
        scalars::{Date, DateTime, TimeZone},
    },
    api_for_admin,
};
use aftercare_core::domain::reminders::overview::{self, LastSweep};
use async_graphql::{Context, Object, SimpleObject};

/// A daily sweep that was done, and what has become of that day's reminders.
#[derive(SimpleObject, Debug)]
pub struct DoneSweep {
    /// The zone's local day.
    day: Date,
    /// When it was done.
    at: DateTime,
    /// The reminders of that day.
    made: i64,
    /// Of these, those whose mails wait.
    pending: i64,
    /// Those that the mail server has.
    sent: i64,
    /// Those that were not needed any more, or too late.
    skipped: i64,
    /// Those that the mail server refused.
    failed: i64,
}

impl From<LastSweep> for DoneSweep {
    fn from(sweep: LastSweep) -> Self {
        let fates = sweep.reminders;
        Self {
            day: Date(sweep.day),
            at: DateTime(sweep.at),
            made: fates.made(),
            pending: fates.pending,
            sent: fates.sent,
            skipped: fates.skipped,
            failed: fates.failed,
        }
    }
}

/// The daily sweeps of a time zone in which patients live.
#[derive(SimpleObject, Debug)]
pub struct ZoneSweeps {
    /// The zone.
    time_zone: TimeZone,
    /// The newest sweep that was done; null when there was none yet, or so long ago that its job is no longer kept.
    last: Option<DoneSweep>,
    /// When the next one is to begin; null when none is in the queue, which a worker mends within minutes.
    next_at: Option<DateTime>,
}

/// Questions about the daily sweeps.
#[derive(Default, Debug)]
pub struct SweepsQuery;

/// Questions about the daily sweeps.
#[Object]
impl SweepsQuery {
    /// The daily sweeps of each time zone in which patients live, by its name; only for an admin.
    #[graphql(complexity = "super::super::pages::weight(None, child_complexity)")]
    async fn sweeps(&self, ctx: &Context<'_>) -> Result<Vec<ZoneSweeps>> {
        let sweeps = overview::sweeps(&api_for_admin(ctx)?.app).await?;
        let shown = sweeps.into_iter().map(|sweep| ZoneSweeps {
            time_zone: TimeZone(sweep.zone),
            last: sweep.last.map(Into::into),
            next_at: sweep.next_at.map(DateTime),
        });
        Ok(shown.collect())
    }
}
