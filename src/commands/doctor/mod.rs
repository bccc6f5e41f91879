//! `aftercare doctor`: what this installation needs, what of it is wrong, and which setting to change.
//!
//! It changes nothing: no table, no row, no file, no mail. On the database it connects without the right to write. First it looks
//! for what several checks share ([`Site`]), then all of them run at once, each for a bounded time, whatever the others found.

mod checks;
mod finding;
mod report;
mod site;

use aftercare_core::settings::Settings;
use clap::Args;
use finding::{Finding, Status};
use futures_util::future::join_all;
use site::Site;
use std::{io::Write as _, sync::Arc, time::Duration};
use tokio::time::timeout;

/// A check that takes longer has failed.
const BOUND: Duration = Duration::from_secs(5);

/// How to say it.
#[derive(Args, Debug)]
pub struct DoctorArgs {
    /// Print one JSON document instead of a line for each check
    #[arg(long)]
    json: bool,
}

/// Runs the command, and ends the process: with 0 where no check failed, else with 1.
pub async fn run(settings: Settings, args: &DoctorArgs) -> ! {
    let site = Arc::new(Site::look(settings).await);
    let asked = checks::CHECKS.iter().map(|check| {
        let site = Arc::clone(&site);
        async move {
            let found = timeout(BOUND, (check.ask)(site)).await;
            (check.name, found.unwrap_or_else(|_| late(check.setting)).unwrap_or_else(|found| found))
        }
    });
    let found = join_all(asked).await;
    site.close().await;
    let said = if args.json { report::json(&found) } else { report::text(&found) };
    let printed = std::io::stdout().write_all(said.as_bytes());
    let failed = printed.is_err() || report::worst(&found) == Status::Failed;
    // Not by returning: that would wait for whatever still hangs, such as the look-up of a name.
    std::process::exit(i32::from(failed))
}

fn late(setting: Option<&'static str>) -> Result<Finding, Finding> {
    let what = format!("no answer in {} seconds", BOUND.as_secs());
    Err(Finding::failed(what)
        .naming(setting)
        .advising("see whether what it names is there, and reached from here"))
}
