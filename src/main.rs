//! The one binary: commands and wiring, nothing else.

mod commands;
mod wiring;

use aftercare_core::settings::Settings;
use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// A hospital backend: doctors' notes become steps, daily reminders and live check-ins.
///
/// Without a command it serves the API and does the background work in one process, on SQLite, with nothing to set up.
/// Exit codes: 0 done, 1 failed, 2 wrong command line or setting.
#[derive(Parser, Debug)]
#[command(version, max_term_width = 110)]
struct Cli {
    #[command(flatten)]
    settings: Settings,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand, Debug)]
enum Command {
    /// Change the tables of the database
    #[command(subcommand)]
    Migrate(commands::migrate::Migrate),
    /// Print the GraphQL schema, or the ER diagram of the database
    Schema(commands::schema::SchemaArgs),
    /// The operator's accounts
    #[command(subcommand)]
    Admin(commands::admin::Admin),
    /// Look at the queue of background work
    #[command(subcommand)]
    Jobs(commands::jobs::Jobs),
}

/// What a command failed with.
enum Failure {
    /// A setting is wrong: exit code 2.
    Setting(String),
    /// Anything else: exit code 1.
    Other(anyhow::Error),
}

impl<E: Into<anyhow::Error>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::Other(error.into())
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(cli).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Setting(what)) => {
            eprintln!("aftercare: {what}");
            ExitCode::from(2)
        }
        Err(Failure::Other(error)) => {
            eprintln!("aftercare: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(cli: Cli) -> Result<(), Failure> {
    let settings = cli.settings.with_secret_files().map_err(Failure::Setting)?;
    match cli.command {
        Some(Command::Schema(args)) => commands::schema::run(&args).await,
        Some(Command::Migrate(what)) => commands::migrate::run(&settings, &what).await,
        Some(Command::Admin(what)) => commands::admin::run(&settings, what).await,
        Some(Command::Jobs(what)) => commands::jobs::run(&settings, &what).await,
        None => Err(Failure::Setting("no command".to_owned())),
    }
}
