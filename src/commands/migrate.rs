//! `aftercare migrate`: the tables, by hand. A server brings them up to date by itself when it starts.

use crate::{Failure, wiring};
use aftercare_core::settings::Settings;
use anyhow::Context;
use clap::Subcommand;

/// What to do with the tables.
#[derive(Subcommand, Debug)]
pub enum Migrate {
    /// Apply all pending changes
    Up,
    /// Undo the newest changes; the data that they held is lost
    Down {
        /// How many changes
        #[arg(long, default_value_t = 1)]
        steps: u32,
    },
    /// List the changes; exit code 1 when any is pending
    Status,
}

fn applied(changes: &[(String, bool)]) -> Vec<String> {
    changes.iter().filter(|(_, applied)| *applied).map(|(name, _)| name.clone()).collect()
}

/// Runs the command.
pub async fn run(settings: &Settings, what: &Migrate) -> Result<(), Failure> {
    let db = wiring::database(settings).await?.driver().await?;
    match what {
        Migrate::Up => aftercare_migration::up(&db).await.context("nothing was changed")?,
        Migrate::Down { steps } => {
            let before = applied(&aftercare_migration::status(&db).await?);
            aftercare_migration::down(&db, *steps).await.context("nothing was changed")?;
            let left = applied(&aftercare_migration::status(&db).await?);
            for name in before.iter().rev().filter(|name| !left.contains(name)) {
                println!("undone {name}");
            }
        }
        Migrate::Status => {}
    }
    let changes = aftercare_migration::status(&db).await?;
    for (name, applied) in &changes {
        println!("{} {name}", if *applied { "applied" } else { "pending" });
    }
    if matches!(what, Migrate::Status) && changes.iter().any(|(_, applied)| !applied) {
        return Err(Failure::Other(anyhow::anyhow!("changes are pending; run: aftercare migrate up")));
    }
    Ok(())
}
