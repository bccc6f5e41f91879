//! The one binary: commands and wiring, nothing else.

mod commands;
mod extractor;
mod metrics;
mod process;
mod shutdown;
mod traces;
mod wiring;

use aftercare_core::settings::Settings;
use clap::{Parser, Subcommand};
use commands::serve::Half;
use std::{fmt, process::ExitCode};

/// Faster than the system's where many small things are made and dropped, as for each answer; see docs/performance.md.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// EX_TEMPFAIL of sysexits: the mail server tries again later.
const TRY_AGAIN: u8 = 75;

/// The end of `--help`.
const AFTER: &str = "Each setting is a flag or an environment variable; a flag wins. A secret may also come from a file that \
                     NAME_FILE names. `aftercare settings` lists them all.";

/// A hospital backend: doctors' notes become steps, daily reminders and live check-ins.
///
/// Without a command it serves the API and does the background work in one process, on SQLite, with nothing to set up.
/// Exit codes: 0 done, 1 failed, 2 wrong command line or setting; 75 to a mail server that should try again.
#[derive(Parser, Debug)]
#[command(version, max_term_width = 110, after_help = "`--help` lists every setting", after_long_help = AFTER)]
struct Cli {
    #[command(flatten)]
    settings: Settings,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand, Debug)]
enum Command {
    /// Serve the API and do the background work, in one process (what happens without a command)
    Serve,
    /// Serve the API alone
    Api,
    /// Do the background work alone
    Worker,
    /// Show the main job from note to finished plan, on data that is thrown away
    Demo(commands::demo::DemoArgs),
    /// Change the tables of the database
    #[command(subcommand)]
    Migrate(commands::migrate::Migrate),
    /// Print the GraphQL schema, or the ER diagram of the database
    Schema(commands::schema::SchemaArgs),
    /// Create an operator's account
    #[command(subcommand)]
    Admin(commands::admin::Admin),
    /// Show, rotate and retire the master keys
    #[command(subcommand)]
    Keys(commands::keys::Keys),
    /// Destroy a patient's record for good
    Erase(commands::erase::EraseArgs),
    /// Verify the access log, and show what is in it
    #[command(subcommand)]
    Audit(commands::audit::Audit),
    /// List accounts, let doctors in, suspend accounts
    #[command(subcommand)]
    Accounts(commands::accounts::Accounts),
    /// Show the queue of background work, and retry its jobs
    #[command(subcommand)]
    Jobs(commands::jobs::Jobs),
    /// Run the daily reminders by hand
    #[command(subcommand)]
    Sweep(commands::sweep::Sweep),
    /// Take what a mail server reports about mails that it had taken
    #[command(subcommand)]
    Mail(commands::mail::Mail),
    /// Extract the steps from a note: text in, JSON out; needs no database
    Extract(commands::extract::ExtractArgs),
    /// Check the language model
    #[command(subcommand)]
    Model(commands::model::Model),
    /// Check what this installation needs, and say what is wrong and which setting to change; changes nothing
    ///
    /// Exit codes: 0 nothing failed, 1 something did, 2 a setting cannot be read at all.
    Doctor(commands::doctor::DoctorArgs),
    /// Ask the API at AFTERCARE_LISTEN whether it serves requests: prints the answer of /readyz, exit code 0 or 1
    ///
    /// For a container's health check. A process that does the background work alone (`worker`) listens to nobody and cannot be
    /// probed: `aftercare doctor`, the API's /readyz and /metrics say whether one runs.
    Probe,
    /// Print .env.example or docs/configuration.md: every setting, its default and what it does
    Settings(commands::settings::SettingsArgs),
}

/// What a command failed with.
enum Failure {
    /// A setting is wrong: exit code 2.
    Setting(String),
    /// Anything else: exit code 1.
    Other(anyhow::Error),
}

impl Failure {
    fn code(&self) -> ExitCode {
        match self {
            Self::Setting(_) => ExitCode::from(2),
            Self::Other(_) => ExitCode::FAILURE,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Setting(what) => f.write_str(what),
            Self::Other(error) => write!(f, "{error:#}"),
        }
    }
}

impl<E: Into<anyhow::Error>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::Other(error.into())
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    process::keep_files_private();
    let cli = Cli::parse();
    // A mail server takes any other failure of its pipe for good, and the mail is gone.
    let piped = matches!(cli.command, Some(Command::Mail(_)));
    match Box::pin(run(cli)).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("aftercare: {failure}");
            if piped { ExitCode::from(TRY_AGAIN) } else { failure.code() }
        }
    }
}

async fn run(cli: Cli) -> Result<(), Failure> {
    // These do without secrets, or say by themselves what is wrong with them.
    match &cli.command {
        Some(Command::Settings(args)) => {
            commands::settings::run(args);
            return Ok(());
        }
        Some(Command::Probe) => return commands::probe::run(&cli.settings).await,
        Some(Command::Doctor(args)) => commands::doctor::run(cli.settings, args).await,
        _ => {}
    }
    let settings = cli.settings.with_secret_files().map_err(Failure::Setting)?;
    settings.check().map_err(Failure::Setting)?;
    extractor::check(&settings)?;
    match cli.command {
        Some(Command::Schema(args)) => commands::schema::run(&args).await,
        Some(Command::Migrate(what)) => commands::migrate::run(&settings, &what).await,
        Some(Command::Admin(what)) => commands::admin::run(&settings, what).await,
        Some(Command::Keys(what)) => commands::keys::run(&settings, &what).await,
        Some(Command::Erase(args)) => commands::erase::run(&settings, &args).await,
        Some(Command::Audit(what)) => commands::audit::run(&settings, &what).await,
        Some(Command::Accounts(what)) => commands::accounts::run(&settings, what).await,
        Some(Command::Jobs(what)) => commands::jobs::run(&settings, &what).await,
        Some(Command::Sweep(what)) => commands::sweep::run(&settings, &what).await,
        Some(Command::Mail(what)) => commands::mail::run(&settings, &what).await,
        Some(Command::Demo(args)) => commands::demo::run(&settings, &args).await,
        Some(Command::Extract(args)) => commands::extract::run(&settings, &args).await,
        Some(Command::Model(what)) => commands::model::run(&settings, &what).await,
        Some(Command::Api) => commands::serve::run(&settings, Half::Api).await,
        Some(Command::Worker) => commands::serve::run(&settings, Half::Worker).await,
        Some(Command::Settings(_) | Command::Probe | Command::Doctor(_)) => Ok(()),
        Some(Command::Serve) | None => commands::serve::run(&settings, Half::Both).await,
    }
}
