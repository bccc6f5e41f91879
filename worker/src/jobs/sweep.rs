//! The daily sweep: at 06:00 local, or at the hour that a patient has chosen, one reminder for each patient with something due.
//!
//! Each slot's sweep of each day is a job made ahead, so that a crash or a restart at 06:00 delays it and never skips it. It
//! works page by page, each a transaction of its own with a fixed number of statements; run again after a crash, or by two
//! workers at once, it makes nothing twice.

use super::{Context, Ended, settle};
use aftercare_core::{
    App, Error, Result,
    domain::{
        at_risk,
        quiet_hours::Quiet,
        reasons,
        reminders::{self, Slot},
    },
    jobs::{self, Claimed, Outcome},
};
use chrono::NaiveDate;
use chrono_tz::Tz;
use std::cmp::Ordering;

/// Patients a page.
const PAGE: u64 = 1000;

/// Puts the next sweep of every zone into the queue, and the next digest of every doctor who wants one.
///
/// # Errors
/// The database's.
pub async fn ensure_scheduled(app: &App) -> Result<()> {
    reminders::ensure_scheduled(app).await?;
    at_risk::mails::ensure_digests(app).await
}

/// What a sweep by hand did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Swept {
    /// Reminders that are new.
    pub made: usize,
    /// Reminders of that day whose mail had failed and is tried again.
    pub again: usize,
    /// Zones left out because the day is over there.
    pub over: Vec<Tz>,
    /// Zones left out because it has not begun there.
    pub not_begun: Vec<Tz>,
    /// Zones left out because nobody is mailed there at this hour.
    pub quiet: Vec<Tz>,
    /// Slots left out because the hour that these patients have chosen is still to come.
    pub later: Vec<Slot>,
}

/// Makes the reminders of `day` now, as an operator asks, in every zone where that is the local day and not in the quiet
/// hours, and takes up that day's failed mails. The mails leave with the next worker that looks.
///
/// # Errors
/// [`Error::BadInput`] when it is the local day nowhere: a reminder is sent on its day, never before and never after.
/// [`Error::Conflict`] when this machine's clock cannot be trusted.
pub async fn run_now(app: &App, day: NaiveDate) -> Result<Swept> {
    sweep(app, day, true).await
}

/// What [`run_now`] would do; nothing is done.
///
/// # Errors
/// As [`run_now`].
pub async fn rehearse(app: &App, day: NaiveDate) -> Result<Swept> {
    sweep(app, day, false).await
}

async fn sweep(app: &App, day: NaiveDate, keep: bool) -> Result<Swept> {
    app.read_time().await;
    if !app.clock().is_trusted() {
        let why = "this machine's clock does not agree with the database's; set it right first";
        return Err(Error::Conflict(why.to_owned()));
    }
    let (mut swept, mut now) = (Swept::default(), Vec::new());
    for slot in reminders::slots(app).await? {
        let (zone, quiet) = (slot.zone, app.hospital().quiet_hours);
        match day.cmp(&app.clock().today(zone)) {
            Ordering::Less => swept.over.push(zone),
            Ordering::Equal if slot.own.is_some() && slot.on(app, day) > app.now() => swept.later.push(slot),
            Ordering::Equal if quiet.at(zone, app.now()) != Quiet::No => swept.quiet.push(zone),
            Ordering::Equal => now.push(slot),
            Ordering::Greater => swept.not_begun.push(zone),
        }
    }
    // Slots come by zone.
    for zones in [&mut swept.over, &mut swept.not_begun, &mut swept.quiet] {
        zones.dedup();
    }
    if now.is_empty() && swept.quiet.is_empty() && swept.later.is_empty() {
        let when = match (swept.over.is_empty(), swept.not_begun.is_empty()) {
            (false, true) => "is over in every patient's zone",
            (true, false) => "has not begun in any patient's zone",
            _ => "is today in no patient's zone",
        };
        let why = format!("{day} {when}: a reminder is sent on its day, never before and never after");
        return Err(Error::bad_input("day", why));
    }
    for slot in now {
        swept.made += make_all(app, slot, day, keep, || std::future::ready(Ok(true))).await?.unwrap_or(0);
        swept.again += retry_all(app, slot, day, keep).await?;
    }
    Ok(swept)
}

/// All failed mails of the slot's day, a batch a transaction.
async fn retry_all(app: &App, slot: Slot, day: NaiveDate, keep: bool) -> Result<usize> {
    let (mut total, mut after) = (0, None);
    loop {
        let mut change = app.begin().await?;
        let (taken_up, last) = reminders::retry_failed(&mut change, slot, day, after).await?;
        // Those that fail again meanwhile are not taken up again.
        let Some(last) = last else { return Ok(total) };
        if keep {
            change.commit().await?;
        }
        total += taken_up;
        after = Some(last);
    }
}

pub(super) async fn run(context: &Context, claimed: &Claimed) -> Result<Ended> {
    let app = &context.app;
    let parsed = claimed.job.argument.as_deref().and_then(Slot::read);
    let Some((slot, day)) = parsed else {
        return settle(app, claimed, &Outcome::GiveUp { code: reasons::MALFORMED_JOB }, None).await;
    };
    let today = app.clock().today(slot.zone);
    let until = slot.on(app, day);
    if app.now() < until {
        // Here too early, by an operator's wish, another server's clock, or because the hour was changed.
        let wait = Outcome::Park { code: reasons::DAY_NOT_BEGUN, until };
        return settle(app, claimed, &wait, None).await;
    }
    // A day that is over is not made up for.
    if today == day {
        let lease = context.settings.lease;
        let made = make_all(app, slot, day, true, || async {
            Ok(jobs::renew(app, std::slice::from_ref(claimed), lease).await? > 0)
        })
        .await?;
        let Some(made) = made else { return Ok(Ended::Lost) };
        tracing::info!(zone = slot.zone.name(), hour = ?slot.own, %day, made, "daily sweep done");
    }
    let mut change = app.begin().await?;
    reminders::schedule_slot(&mut change, slot).await?;
    if !jobs::finish(app, change.tx(), claimed).await? {
        return Ok(Ended::Lost);
    }
    change.commit().await?;
    Ok(Ended::Done)
}

/// All pages, or those until the day ended; `None` when `hold` said between two pages that the work is somebody else's now.
async fn make_all<F: Future<Output = Result<bool>>>(
    app: &App,
    slot: Slot,
    day: NaiveDate,
    keep: bool,
    hold: impl Fn() -> F,
) -> Result<Option<usize>> {
    let (mut total, mut after) = (0, None);
    while app.clock().today(slot.zone) == day {
        let mut change = app.begin().await?;
        let page = reminders::make_reminders(&mut change, slot, day, after, PAGE).await?;
        // What is not committed never was.
        if keep {
            change.commit().await?;
        }
        total += page.made;
        after = page.last;
        if after.is_none() {
            break;
        }
        if !hold().await? {
            return Ok(None);
        }
    }
    Ok(Some(total))
}
