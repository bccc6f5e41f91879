//! `aftercare sweep`: the daily reminders, by hand.

use super::serve;
use crate::{Failure, wiring};
use aftercare_core::{
    App,
    clock::Clock,
    domain::{directory, reminders::Slot},
    reader::{Explanation, Reader},
    settings::Settings,
};
use aftercare_entity::{mail_answer, user::Role};
use aftercare_worker::sweep::Swept;
use chrono::{DateTime, NaiveDate, Utc};
use clap::Subcommand;
use sea_orm::ActiveEnum;
use std::sync::Arc;

/// What to do with the daily reminders.
#[derive(Subcommand, Debug)]
pub enum Sweep {
    /// Make and send the reminders of a day now, where it is that day, and try its failed mails again; nobody gets a second
    /// one for the same day
    Run {
        /// Which local day, YYYY-MM-DD; zones where it is over, has not begun or is in the quiet hours are named and left out
        #[arg(long)]
        day: NaiveDate,
        /// Only say how many reminders would be made and tried again
        #[arg(long)]
        dry_run: bool,
    },
    /// Why a patient got, or will get, a reminder on a day or none: what was due, and what became of the mail
    Explain {
        /// The patient's e-mail address or id
        #[arg(long, value_name = "ID_OR_EMAIL")]
        patient: String,
        /// Which of the patient's local days, YYYY-MM-DD
        #[arg(long)]
        day: NaiveDate,
    },
}

/// Runs the command.
pub async fn run(settings: &Settings, what: &Sweep) -> Result<(), Failure> {
    match what {
        Sweep::Run { day, dry_run } => sweep(settings, *day, *dry_run).await,
        Sweep::Explain { patient, day } => explain(settings, patient, *day).await,
    }
}

async fn sweep(settings: &Settings, day: NaiveDate, dry_run: bool) -> Result<(), Failure> {
    let wired = wiring::wire(settings, Clock::system()).await?;
    if dry_run {
        let swept = aftercare_worker::sweep::rehearse(&wired.app, day).await?;
        println!(
            "{day}: {} new reminders and {} failed ones would be mailed; nothing was done",
            swept.made, swept.again
        );
        left_out(&wired.app, day, &swept);
        return Ok(());
    }
    let worker = serve::worker(settings, &wired, None)?;
    let swept = aftercare_worker::sweep::run_now(&wired.app, day).await?;
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
    left_out(&wired.app, day, &swept);
    Ok(())
}

fn left_out(app: &App, day: NaiveDate, swept: &Swept) {
    for (why, zones) in [("is over", &swept.over), ("has not begun", &swept.not_begun)] {
        if !zones.is_empty() {
            let names: Vec<_> = zones.iter().map(|zone| zone.name()).collect();
            println!("left out, because {day} {why} there: {}", names.join(", "));
        }
    }
    if !swept.quiet.is_empty() {
        let names: Vec<_> = swept.quiet.iter().map(|zone| zone.name()).collect();
        let hours = app.hospital().quiet_hours;
        println!("left out, because it is in the quiet hours ({hours}) there now: {}", names.join(", "));
    }
    if !swept.later.is_empty() {
        let hour =
            |slot: &Slot| format!("{} {}", slot.zone.name(), slot.time(app.hospital()).format("%H:%M"));
        let hours: Vec<_> = swept.later.iter().map(hour).collect();
        println!(
            "left out, because patients have chosen an hour that is still to come: {}",
            hours.join(", ")
        );
    }
}

async fn explain(settings: &Settings, patient: &str, day: NaiveDate) -> Result<(), Failure> {
    let app = wiring::wire(settings, Clock::system()).await?.app;
    let account = Arc::new(directory::find(&app, patient).await?);
    if account.role != Role::Patient {
        return Err(Failure::Other(anyhow::anyhow!("this account is not a patient's")));
    }
    let found = Reader::worker_unscoped(&app).explain(&account, day).await?;
    println!("{day} in {}: {} ({})", found.zone, found.sentence(), found.code);
    println!(
        "reminders of that day: {}{}; quiet hours: {}",
        local(&found, found.sweep_at),
        if found.own_hour { " (the patient's own hour)" } else { "" },
        found.quiet_hours
    );
    if let Some(since) = found.unsubscribed_since {
        println!("the patient has wanted no reminders since {}", local(&found, since));
    }
    match &found.reminder {
        None => println!("no reminder was made"),
        Some(row) => println!(
            "reminder {}: {:?}, {} attempts, {} without an answer, {}",
            row.id,
            row.state,
            row.attempts,
            row.unanswered,
            row.sent_at.map_or_else(|| "not sent".to_owned(), |at| format!("sent {}", local(&found, at)))
        ),
    }
    for answer in &found.answers {
        println!("{}", answered(&found, answer));
    }
    if let Some(job) = &found.job {
        let error = job.last_error.as_deref().unwrap_or("no failure");
        println!("job {}: {} attempts, {error}, runs {}", job.id, job.attempts, local(&found, job.run_at));
    }
    for (step, why) in &found.steps {
        println!("step {}: {why:?}", step.id);
    }
    if let Some(at) = found.next_at {
        println!("next: {}", local(&found, at));
    }
    Ok(())
}

/// `mail server 2026-03-02 06:00: REFUSED at RECIPIENT (550 5.1.1)`
fn answered(found: &Explanation, answer: &mail_answer::Model) -> String {
    let code = answer.code.map(|code| code.to_string());
    let codes: Vec<_> = code.into_iter().chain(answer.enhanced_code.clone()).collect();
    let codes = if codes.is_empty() { String::new() } else { format!(" ({})", codes.join(" ")) };
    let (outcome, stage) = (answer.outcome.to_value(), answer.stage.to_value());
    format!("mail server {}: {outcome} at {stage}{codes}", local(found, answer.at))
}

fn local(found: &Explanation, at: DateTime<Utc>) -> String {
    at.with_timezone(&found.zone).format("%Y-%m-%d %H:%M").to_string()
}
