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

/// A daily sweep that was done, and what has become of that day's reminders in its time zone.
#[derive(SimpleObject, Debug)]
pub struct DoneSweep {
    /// The local day of the time zone for which it was done.
    day: Date,
    /// When the sweep was done.
    at: DateTime,
    /// How many reminders there are for that day.
    made: i64,
    /// How many of them still wait to be mailed.
    pending: i64,
    /// How many of them the mail server has accepted.
    sent: i64,
    /// How many of them were skipped, because nothing was due any more or it was too late.
    skipped: i64,
    /// How many of them the mail server has refused.
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
    /// The time zone.
    time_zone: TimeZone,
    /// The newest sweep that was done; null when there was none yet, or when it was so long ago that its job is no longer kept.
    last: Option<DoneSweep>,
    /// When the next sweep is to begin; null when none is in the queue: a worker adds it within minutes.
    next_at: Option<DateTime>,
}

/// Questions about the daily sweeps.
#[derive(Default, Debug)]
pub struct SweepsQuery;

/// Questions about the daily sweeps.
#[Object]
impl SweepsQuery {
    /// The daily sweeps of each time zone in which patients live, sorted by the zone's name; only for an admin.
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
