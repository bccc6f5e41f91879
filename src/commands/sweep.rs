//! `aftercare sweep`: the daily reminders, by hand.

use super::serve;
use crate::{Failure, wiring};
use aftercare_core::{clock::Clock, settings::Settings};
use chrono::NaiveDate;
use clap::Subcommand;

/// What to do with the daily reminders.
#[derive(Subcommand, Debug)]
pub enum Sweep {
    /// Make and send the reminders of a day now, where it is that day, and try its failed mails again; nobody gets a second
    /// one for the same day
    Run {
        /// Which local day, YYYY-MM-DD; zones where it is over, has not begun or is in the quiet hours are named and left out
        #[arg(long)]
        day: NaiveDate,
    },
}

/// Runs the command.
pub async fn run(settings: &Settings, what: &Sweep) -> Result<(), Failure> {
    let Sweep::Run { day } = what;
    let wired = wiring::wire(settings, Clock::system()).await?;
    let worker = serve::worker(settings, &wired, None)?;
    let swept = aftercare_worker::sweep::run_now(&wired.app, *day).await?;
    let summary = worker.run_until_idle().await?;
    let count = |counts: &std::collections::BTreeMap<&str, usize>| counts.get("mail").copied().unwrap_or(0);
    println!(
        "{day}: {} new reminders, {} failed ones taken up again; mails: {} done, {} to be tried again, {} given up",
        swept.made,
        swept.again,
        count(&summary.done),
        count(&summary.retried),
        count(&summary.dead),
    );
    for (why, zones) in [("is over", &swept.over), ("has not begun", &swept.not_begun)] {
        if !zones.is_empty() {
            let names: Vec<_> = zones.iter().map(|zone| zone.name()).collect();
            println!("left out, because {day} {why} there: {}", names.join(", "));
        }
    }
    if !swept.quiet.is_empty() {
        let names: Vec<_> = swept.quiet.iter().map(|zone| zone.name()).collect();
        let hours = wired.app.hospital().quiet_hours;
        println!("left out, because it is in the quiet hours ({hours}) there now: {}", names.join(", "));
    }
    Ok(())
}
