//! `aftercare audit`: whether the access log is what was written, and what is in it.

use crate::{Failure, wiring};
use aftercare_core::{
    App,
    audit::{self, Head, chainer},
    clock::Clock,
    domain::directory,
    page::Page,
    settings::Settings,
};
use aftercare_entity::access_log;
use anyhow::anyhow;
use clap::Subcommand;
use sea_orm::ActiveEnum;

/// Rows read at once.
const PAGE: u64 = 500;

/// What to do with the access log.
#[derive(Subcommand, Debug)]
pub enum Audit {
    /// Chain the rows that wait, and print the number and the hash of the newest row; keep them where no database administrator is
    Head,
    /// Walk the whole chain; name the first row that was changed, removed or inserted. Exit code 1 when there is one
    Verify {
        /// A hash that `aftercare audit head` printed: the log must still reach that far
        #[arg(long, requires = "sequence", value_parser = hash)]
        head: Option<std::sync::Arc<[u8]>>,
        /// The number that was printed with the hash
        #[arg(long, requires = "head", value_parser = clap::value_parser!(i64).range(1..))]
        sequence: Option<i64>,
    },
    /// List what was done to a patient's record, newest first
    List {
        /// Id or e-mail address of the patient
        #[arg(long, value_name = "ID_OR_EMAIL")]
        patient: String,
        /// At most this many
        #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u64).range(1..=1_000_000))]
        limit: u64,
    },
}

fn hash(text: &str) -> Result<std::sync::Arc<[u8]>, String> {
    let bytes = hex::decode(text).ok().filter(|bytes| bytes.len() == 32);
    bytes.map(Into::into).ok_or_else(|| "a hash is 64 hexadecimal digits".to_owned())
}

/// Runs the command.
pub async fn run(settings: &Settings, what: &Audit) -> Result<(), Failure> {
    let app = wiring::wire(settings, Clock::system()).await?.app;
    match what {
        Audit::Head => {
            chainer::chain_pending(&app).await?;
            match audit::head(&app).await? {
                Some(head) => println!("{}", show(&head)),
                None => println!("the access log is empty"),
            }
            Ok(())
        }
        Audit::Verify { head, sequence } => {
            let kept = head.as_ref().zip(*sequence);
            let kept = kept.map(|(hash, sequence)| Head { sequence, hash: hash.to_vec() });
            verify(&app, kept.as_ref()).await
        }
        Audit::List { patient, limit } => list(&app, patient, *limit).await,
    }
}

fn show(head: &Head) -> String {
    format!("--sequence {} --head {}", head.sequence, hex::encode(&head.hash))
}

async fn verify(app: &App, kept: Option<&Head>) -> Result<(), Failure> {
    let verdict = audit::verify(app, kept).await?;
    println!("{} rows are as they were written; {} more wait to be chained", verdict.rows, verdict.unchained);
    if let Some(head) = &verdict.head {
        println!("head: {}", show(head));
    }
    match verdict.broken {
        None => Ok(()),
        Some(broken) => Err(Failure::Other(anyhow!("the access log is not what was written: {broken}"))),
    }
}

async fn list(app: &App, who: &str, limit: u64) -> Result<(), Failure> {
    let patient = directory::find(app, who).await?.id;
    println!("{:<27} {:<9} {:<36} {:<16} {:<20} ABOUT", "AT", "BY", "ACCOUNT", "ACTION", "ADDRESS");
    let (mut left, mut before) = (limit, None);
    while left > 0 {
        let rows = audit::of_patient(app, patient, Page::following(before, left.min(PAGE))).await?;
        let Some(last) = rows.last() else { break };
        before = Some(last.id);
        left -= u64::try_from(rows.len()).unwrap_or(left);
        for row in &rows {
            println!("{}", line(row));
        }
    }
    Ok(())
}

fn line(row: &access_log::Model) -> String {
    let about: Vec<_> = audit::subjects(row).iter().map(ToString::to_string).collect();
    let about = [about.join(","), row.detail.clone().unwrap_or_default()].join(" ");
    format!(
        "{:<27} {:<9} {:<36} {:<16} {:<20} {}",
        row.at.format("%Y-%m-%dT%H:%M:%S%.6fZ"),
        row.actor_kind.to_value(),
        row.actor_id.map(|id| id.to_string()).unwrap_or_default(),
        row.action,
        row.address.as_deref().unwrap_or_default(),
        about.trim(),
    )
    .trim_end()
    .to_owned()
}
