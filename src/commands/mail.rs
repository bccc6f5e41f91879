//! `aftercare mail`: what a mail server hands to the hospital.

use crate::{Failure, wiring};
use aftercare_core::{
    clock::Clock,
    domain::reminders::bounces::{self, Taken},
    settings::Settings,
};
use aftercare_worker::mail::bounce;
use anyhow::{Context, anyhow};
use clap::Subcommand;
use sea_orm::ActiveEnum;
use std::io::{self, Read};

/// What to do with a mail.
#[derive(Subcommand, Debug)]
pub enum Mail {
    /// Record that a reminder came back: reads a delivery status notification from standard input, as a mail server's pipe
    /// gives it. Says what became of it, without an address. Exit codes: 0 recorded or ignored, 75 the mail server should
    /// give it again later
    Bounce,
}

/// Runs the command.
pub async fn run(settings: &Settings, what: &Mail) -> Result<(), Failure> {
    match what {
        Mail::Bounce => bounce(settings).await,
    }
}

async fn bounce(settings: &Settings) -> Result<(), Failure> {
    let mail = given(&mut io::stdin().lock()).context("standard input cannot be read")?;
    // What is no bounce costs no connection: anybody can write to the address of bounces.
    let bounce = match bounce::read(&mail).context("the mail cannot be taken apart now")? {
        Ok(bounce) => bounce,
        Err(why) => {
            println!("ignored: {why}");
            return Ok(());
        }
    };
    let app = wiring::wire_without_sealed_texts(settings, Clock::system()).await?;
    match bounces::record(&app, &bounce).await? {
        Taken::Recorded(reminder, outcome) => {
            println!("recorded: reminder {reminder}, {}", outcome.to_value());
        }
        Taken::Ignored(why) => println!("ignored: {why}"),
        Taken::TooEarly(reminder) => {
            return Err(anyhow!("the mail of reminder {reminder} is not recorded as sent yet").into());
        }
    }
    Ok(())
}

/// The first [`bounce::MOST`] bytes. The rest is read and dropped: a mail server whose pipe breaks would send it again.
fn given(input: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut mail = Vec::new();
    input.take(bounce::MOST as u64).read_to_end(&mut mail)?;
    io::copy(input, &mut io::sink())?;
    Ok(mail)
}
