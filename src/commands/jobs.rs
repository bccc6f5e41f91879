//! `aftercare jobs`: what waits, what is being done, what is dead and why.

use crate::{Failure, wiring};
use aftercare_core::{clock::Clock, jobs, settings::Settings};
use clap::Subcommand;
use uuid::Uuid;

/// What to do with the queue.
#[derive(Subcommand, Debug)]
pub enum Jobs {
    /// List open and dead jobs, oldest first
    List {
        /// At most so many
        #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u64).range(1..=10_000))]
        limit: u64,
    },
    /// Give a dead or waiting job all its attempts again, from now
    Retry {
        /// Id, as listed
        id: Uuid,
    },
}

/// Runs the command.
pub async fn run(settings: &Settings, what: &Jobs) -> Result<(), Failure> {
    let app = wiring::wire(settings, Clock::system()).await?.app;
    match what {
        Jobs::List { limit } => {
            let now = app.now();
            println!(
                "{:<36}  {:<8} {:<8} {:>8}  {:<27} {:<36} ERROR",
                "ID", "KIND", "STATE", "ATTEMPTS", "RUN AT", "SUBJECT"
            );
            for job in jobs::list(&app, *limit).await? {
                let state = match (job.dead_at, job.lease_until) {
                    (Some(_), _) => "dead",
                    (None, Some(until)) if until > now => "running",
                    (None, _) => "waiting",
                };
                let subject = job.subject_id.map(|id| id.to_string()).or(job.argument).unwrap_or_default();
                println!(
                    "{:<36}  {:<8} {state:<8} {:>8}  {:<27} {subject:<36} {}",
                    job.id,
                    job.kind,
                    format!("{}/{}", job.attempts, job.max_attempts),
                    job.run_at.format("%Y-%m-%dT%H:%M:%S%.3fZ"),
                    job.last_error.unwrap_or_default(),
                );
            }
        }
        Jobs::Retry { id } => {
            if !jobs::retry(&app, *id).await? {
                return Err(Failure::Other(anyhow::anyhow!(
                    "no waiting or dead job has this id; see: aftercare jobs list"
                )));
            }
            println!("job {id} will be tried again now");
        }
    }
    Ok(())
}
