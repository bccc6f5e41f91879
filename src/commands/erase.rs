//! `aftercare erase`: destroys a patient's record for good, and does so again after a backup was restored.

use crate::{Failure, wiring};
use aftercare_core::{
    App,
    audit::Actor,
    clock::Clock,
    domain::{closing, directory},
    settings::Settings,
};
use aftercare_entity::user::Role;
use anyhow::{Context, anyhow};
use clap::Args;
use std::{collections::BTreeSet, path::PathBuf};
use uuid::Uuid;

/// Ids read at once.
const PAGE: u64 = 1000;

/// Whom to erase.
#[derive(Args, Debug)]
pub struct EraseArgs {
    /// Id or e-mail address of the patient
    #[arg(long, value_name = "ID_OR_EMAIL", required_unless_present_any = ["again", "list"])]
    patient: Option<String>,
    /// After a backup was restored: erase again the patients who had been erased, according to the database or to the file,
    /// which holds one id per line, as --list prints them
    #[arg(long, value_name = "FILE", num_args = 0..=1, conflicts_with_all = ["patient", "list"])]
    again: Option<Vec<PathBuf>>,
    /// Print the ids of all patients who were erased; keep them apart from the backups of the database
    #[arg(long, conflicts_with_all = ["patient", "yes"])]
    list: bool,
    /// Really erase; without it, only say what would be erased
    #[arg(long)]
    yes: bool,
}

/// Runs the command.
pub async fn run(settings: &Settings, args: &EraseArgs) -> Result<(), Failure> {
    let app = wiring::wire(settings, Clock::system()).await?.app;
    if let Some(who) = &args.patient {
        return one(&app, who, args.yes).await;
    }
    let mut ids = erased(&app).await?;
    if args.list {
        for id in ids {
            println!("{id}");
        }
        return Ok(());
    }
    if let Some(file) = args.again.iter().flatten().next() {
        let text =
            std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            ids.insert(line.parse().map_err(|_| anyhow!("{}: {line:?} is not an id", file.display()))?);
        }
    }
    if !args.yes {
        println!("{} patients would be erased again; add --yes to do it", ids.len());
        return Ok(());
    }
    let (mut done, mut failed) = (0, Vec::new());
    for id in ids {
        match closing::erase(&app, Actor::OPERATOR, id).await {
            Ok(_) => done += 1,
            // Of a backup from before the patient signed up.
            Err(aftercare_core::Error::NotFound(_)) => println!("{id} is not in this database"),
            Err(error) => failed.push(format!("{id}: {error}")),
        }
    }
    println!("{done} patients were erased again");
    if failed.is_empty() {
        return Ok(());
    }
    Err(anyhow!("not erased, run it again:\n  {}", failed.join("\n  ")).into())
}

async fn erased(app: &App) -> Result<BTreeSet<Uuid>, Failure> {
    let (mut ids, mut after) = (BTreeSet::new(), None);
    loop {
        let page = closing::erased(app, after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(ids) };
        after = Some(*last);
        ids.extend(page);
    }
}

async fn one(app: &App, who: &str, yes: bool) -> Result<(), Failure> {
    let patient = directory::find(app, who).await?;
    if patient.role != Role::Patient {
        return Err(Failure::Other(anyhow!(
            "{} is not a patient: doctors and admins close their own accounts (deleteAccount), or are suspended",
            patient.id
        )));
    }
    let there = |counts: closing::Counts| {
        format!(
            "{} notes, {} steps, {} check-ins, {} reminders, {} events",
            counts.notes, counts.steps, counts.check_ins, counts.reminders, counts.events
        )
    };
    if !yes {
        let counts = closing::counts(app, patient.id).await?;
        println!("patient {} has {}", patient.id, there(counts));
        println!("nothing was erased; add --yes to do it. It cannot be undone");
        return Ok(());
    }
    let left = closing::erase(app, Actor::OPERATOR, patient.id).await?;
    println!("patient {} was erased; nobody can read the record any more", patient.id);
    println!("left as counts that belong to nobody: {}", there(left));
    Ok(())
}
