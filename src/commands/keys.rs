//! `aftercare keys`: the master keys, and how one takes the place of another.

use crate::{Failure, wiring};
use aftercare_core::{
    clock::Clock,
    keyring::{self, KeyStatus},
    settings::Settings,
};
use clap::Subcommand;

/// Data keys wrapped again in one transaction.
const PAGE: u64 = 500;

/// What to do with the master keys.
#[derive(Subcommand, Debug)]
pub enum Keys {
    /// List the master keys in the settings and in the database, and what each of them wraps
    Status,
    /// Wrap every patient's data key again with the active master key, the first of AFTERCARE_MASTER_KEYS, while everything
    /// runs; if it was stopped, run it again. Every process must have the new key before
    Rotate,
    /// Retire a master key that no longer wraps anything, so that it can be removed from the settings
    Retire {
        /// Its name, as `aftercare keys status` lists it
        id: String,
    },
}

/// Runs the command.
pub async fn run(settings: &Settings, what: &Keys) -> Result<(), Failure> {
    match what {
        // Also where a key is missing or wrong: then above all somebody wants to know which.
        Keys::Status => {
            let app = wiring::wire_without_keys(settings, Clock::system()).await?.app;
            println!(
                "{:<20} {:<18} {:>9}  {:<16} {:>9} {:>10} {:>6}  RETIRED",
                "KEY", "STATE", "SETTINGS", "FINGERPRINT", "DATA KEYS", "HOSPITAL", "CODES"
            );
            for key in keyring::status(&app).await? {
                println!("{}", line(&key));
            }
            Ok(())
        }
        Keys::Rotate => {
            let app = wiring::wire(settings, Clock::system()).await?.app;
            let active = app.keyring().active().to_owned();
            let rotated = keyring::rotate(&app, PAGE, |progress| {
                println!("{} of {} data keys wrapped by {active}", progress.rewrapped, progress.wanted);
            })
            .await?;
            println!("done: {} data keys were wrapped again by {active}", rotated.rewrapped);
            if rotated.failed > 0 {
                let some: Vec<_> = rotated.patients.iter().map(ToString::to_string).collect();
                return Err(Failure::Other(anyhow::anyhow!(
                    "{} keys could not be opened and stay as they were; the log says why. Patients: {}",
                    rotated.failed,
                    some.join(", ")
                )));
            }
            Ok(())
        }
        Keys::Retire { id } => {
            let app = wiring::wire(settings, Clock::system()).await?.app;
            keyring::retire(&app, id).await?;
            println!("{id} is retired; remove it from AFTERCARE_MASTER_KEYS");
            Ok(())
        }
    }
}

fn line(key: &KeyStatus) -> String {
    let state = match (key.retired_at, key.active, key.agrees, key.in_settings) {
        (_, _, false, _) => "ANOTHER KEY",
        (Some(_), ..) => "retired",
        (None, true, ..) => "active",
        (None, false, _, false) if !key.uses.is_none() => "MISSING",
        (None, false, ..) => "kept",
    };
    format!(
        "{:<20} {state:<18} {:>9}  {:<16} {:>9} {:>10} {:>6}  {}",
        key.id,
        if key.in_settings { "yes" } else { "no" },
        key.fingerprint,
        key.uses.data_keys,
        key.uses.house_keys,
        key.uses.account_codes,
        key.retired_at.map(|at| at.format("%Y-%m-%dT%H:%M:%SZ").to_string()).unwrap_or_default(),
    )
    .trim_end()
    .to_owned()
}
