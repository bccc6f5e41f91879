//! `aftercare jobs`: what waits, what is being done, what is dead and why; and trying it again.

use crate::{Failure, wiring};
use aftercare_core::{
    App,
    clock::Clock,
    domain::reasons::reason_sentence,
    jobs::{self, Filter, JobKind},
    settings::Settings,
};
use aftercare_entity::job;
use chrono::{DateTime, Utc};
use clap::{Args, Subcommand};
use uuid::Uuid;

/// What to do with the queue.
#[derive(Subcommand, Debug)]
pub enum Jobs {
    /// List dead jobs, then open ones, each oldest first, with what their errors mean
    List {
        #[command(flatten)]
        which: Which,
        /// Only dead jobs: those that were given up
        #[arg(long)]
        dead: bool,
        /// At most this many
        #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u64).range(1..=10_000))]
        limit: u64,
    },
    /// Try dead and waiting jobs again now, with all of their attempts
    Retry {
        /// Id of one job, as listed
        #[arg(value_parser = id, required_unless_present = "all", conflicts_with_all = ["all", "kind", "error"])]
        id: Option<Uuid>,
        /// All jobs that are dead, or wait after a failure
        #[arg(long)]
        all: bool,
        #[command(flatten)]
        which: Which,
    },
}

/// Which jobs.
#[derive(Args, Debug, Clone)]
pub struct Which {
    /// Only jobs of this kind: extract, sweep, mail, account_mail or doctor_mail
    #[arg(long, value_parser = kind)]
    kind: Option<JobKind>,
    /// Only jobs whose last failure had this code, such as MAIL_RELAY_DENIED
    #[arg(long, value_name = "CODE")]
    error: Option<String>,
}

impl Which {
    fn filter(&self, dead: bool) -> Filter {
        Filter { kind: self.kind, error: self.error.clone(), dead }
    }
}

fn kind(text: &str) -> Result<JobKind, String> {
    JobKind::parse(text).ok_or_else(|| {
        let known: Vec<_> = JobKind::ALL.iter().map(|kind| kind.as_str()).collect();
        format!("the kinds are {}", known.join(", "))
    })
}

fn id(text: &str) -> Result<Uuid, String> {
    // As the API writes it, too.
    text.trim_start_matches("job_").parse().map_err(|_| {
        "an id looks like 019ac5a2-7b1c-7e3a-9f00-2d4c8e6a1b35; `aftercare jobs list` shows them".to_owned()
    })
}

/// Runs the command.
pub async fn run(settings: &Settings, what: &Jobs) -> Result<(), Failure> {
    let app = wiring::wire(settings, Clock::system()).await?.app;
    match what {
        Jobs::List { which, dead, limit } => list(&app, &which.filter(*dead), *limit).await,
        Jobs::Retry { id: Some(id), .. } => {
            if !jobs::retry(&app, *id).await? {
                return Err(Failure::Other(anyhow::anyhow!(
                    "no waiting or dead job has this id; see: aftercare jobs list"
                )));
            }
            println!("job {id} will be tried again now");
            Ok(())
        }
        Jobs::Retry { which, .. } => {
            let taken_up = jobs::retry_all(&app, &which.filter(false)).await?;
            println!("{taken_up} jobs will be tried again now");
            Ok(())
        }
    }
}

async fn list(app: &App, filter: &Filter, limit: u64) -> Result<(), Failure> {
    let now = app.now();
    println!(
        "{:<36}  {:<8} {:<8} {:>8}  {:<27} {:<36} ERROR",
        "ID", "KIND", "STATE", "ATTEMPTS", "RUN AT", "SUBJECT"
    );
    for job in jobs::find(app, filter, limit).await? {
        println!("{}", line(job, now));
    }
    for (code, count) in jobs::errors(app, filter).await? {
        println!("{code} ({count} jobs): {}", reason_sentence(&code));
    }
    Ok(())
}

fn line(job: job::Model, now: DateTime<Utc>) -> String {
    let state = match (job.dead_at, job.lease_until) {
        (Some(_), _) => "dead",
        (None, Some(until)) if until > now => "running",
        (None, _) => "waiting",
    };
    let subject = job.subject_id.map(|id| id.to_string()).or(job.argument).unwrap_or_default();
    format!(
        "{:<36}  {:<8} {state:<8} {:>8}  {:<27} {subject:<36} {}",
        job.id,
        job.kind,
        format!("{}/{}", job.attempts, job.max_attempts),
        job.run_at.format("%Y-%m-%dT%H:%M:%S%.3fZ"),
        job.last_error.unwrap_or_default(),
    )
}
