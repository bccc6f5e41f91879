//! The background work: whether somebody does it, and in time. The limits are those of deploy/prometheus/alerts.yml.

use super::Found;
use crate::commands::doctor::{finding::Finding, site::Site};
use aftercare_core::{
    App,
    domain::reminders::overview::{self as sweeps, ZoneSweeps},
    jobs::{JobKind, overview},
    probe,
};
use chrono::{DateTime, Duration, Utc};

const START: &str = "start one: aftercare worker, or aftercare serve";
/// The daily reminders of a zone may begin so late.
const LATE: Duration = Duration::minutes(15);

/// How many minutes a job of this kind may wait.
const fn patience(kind: JobKind) -> u64 {
    match kind {
        JobKind::Extract => 30,
        JobKind::Sweep => 15,
        JobKind::Mail | JobKind::AccountMail | JobKind::DoctorMail => 10,
    }
}

/// Whether a worker runs.
pub async fn worker(site: &Site) -> Found {
    let app = site.app_with_tables()?;
    let count = probe::workers_since(app, app.now() - probe::SILENCE).await?;
    if count > 0 {
        return Ok(Finding::ok(format!("{count} heard of in the last {} s", probe::SILENCE.num_seconds())));
    }
    let last = overview::workers(app).await?.into_iter().map(|worker| worker.beat_at).max();
    let since =
        last.map_or_else(|| "none in the last day".to_owned(), |at| format!("the last one {}", ago(app, at)));
    Ok(Finding::warning(format!("none is heard of ({since}): notes are not read, and nobody is mailed"))
        .advising(START))
}

/// Whether jobs wait for too long, or were given up.
pub async fn jobs(site: &Site) -> Found {
    let app = site.app_with_tables()?;
    let standing = overview::standing(app).await?;
    let late: Vec<_> = standing
        .iter()
        .filter(|of| JobKind::parse(&of.kind).is_some_and(|kind| of.waits.as_secs() > 60 * patience(kind)))
        .map(|of| {
            format!("{} of the kind {} wait, the oldest for {} min", of.due, of.kind, of.waits.as_secs() / 60)
        })
        .collect();
    if !late.is_empty() {
        return Ok(Finding::failed(late.join("; "))
            .advising(format!("look at: aftercare jobs list; where no worker runs, {START}")));
    }
    let dead: i64 = standing.iter().map(|of| of.dead).sum();
    if dead > 0 {
        return Ok(Finding::warning(format!("{dead} were given up"))
            .advising("look at: aftercare jobs list --dead, which names the setting or the note of each"));
    }
    let open: i64 = standing.iter().map(|of| of.due + of.running).sum();
    Ok(Finding::ok(format!("{open} to be done, none for too long")))
}

/// Whether the daily reminders of each zone begin on time.
pub async fn sweeps(site: &Site) -> Found {
    let app = site.app_with_tables()?;
    let zones = sweeps::sweeps(app).await?;
    let is_late = |zone: &&ZoneSweeps| zone.next_at.is_some_and(|at| app.now() - at > LATE);
    let late: Vec<_> = zones.iter().filter(is_late).map(|zone| zone.zone.name()).collect();
    if !late.is_empty() {
        return Ok(Finding::failed(format!("late in {}", late.join(", ")))
            .naming(Some("AFTERCARE_SWEEP_AT"))
            .advising(format!(
                "where no worker runs, {START}; else look at: aftercare jobs list --kind sweep"
            )));
    }
    let last = zones.iter().filter_map(|zone| Some(zone.last?.at)).max();
    let last = last
        .map_or_else(|| "none was done yet".to_owned(), |at| format!("the last were made {}", ago(app, at)));
    Ok(Finding::ok(format!("on time in {} time zones; {last}", zones.len())))
}

/// How long ago something was.
fn ago(app: &App, at: DateTime<Utc>) -> String {
    let minutes = (app.now() - at).num_minutes().max(0);
    match minutes {
        ..120 => format!("{minutes} min ago"),
        120..2880 => format!("{} h ago", minutes / 60),
        _ => format!("{} days ago", minutes / 1440),
    }
}
