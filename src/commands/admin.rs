//! `aftercare admin`: the operator's accounts, which no one can sign up for.

use crate::{Failure, wiring};
use aftercare_core::{
    clock::Clock,
    domain::{accounts, accounts::NewAccount},
    settings::Settings,
};
use aftercare_entity::user::Role;
use anyhow::Context;
use clap::Subcommand;
use secrecy::SecretString;
use std::io::Read;

/// What to do with the operator's accounts.
#[derive(Subcommand, Debug)]
pub enum Admin {
    /// Create an admin; the password is read from standard input
    Create {
        /// E-mail address to log in with
        #[arg(long)]
        email: String,
        /// The admin's name
        #[arg(long, default_value = "Administrator")]
        name: String,
    },
}

/// A password, without the line break at its end.
pub fn password_from_stdin() -> Result<SecretString, Failure> {
    let mut password = String::new();
    std::io::stdin().take(4096).read_to_string(&mut password).context("cannot read the password")?;
    Ok(SecretString::from(password.trim_end_matches(['\r', '\n'])))
}

/// Runs the command.
pub async fn run(settings: &Settings, what: Admin) -> Result<(), Failure> {
    let Admin::Create { email, name } = what;
    let password = password_from_stdin()?;
    let wired = wiring::wire(settings, Clock::system()).await?;
    let new = NewAccount {
        email: &email,
        password,
        name: &name,
        role: Role::Admin,
        time_zone: None,
        address: None,
    };
    let account = accounts::make_confirmed(&wired.app, new).await?;
    println!("admin {} can log in", account.email);
    Ok(())
}
