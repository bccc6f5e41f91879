//! Settings: flags over environment over defaults, read once at start; a wrong one is refused by its name.
//!
//! Every secret may also come from a file: `NAME_FILE` names it. What is insecure in production is refused together,
//! in one list ([`production`]).

mod accounts;
mod addresses;
pub mod descriptors;
mod doctors;
mod doors;
mod files;
mod hashing;
mod keep;
mod limits;
mod mails;
mod model;
mod network;
mod operations;
mod plaintext;
pub mod production;
mod sessions;
mod values;

pub use accounts::{Accounts, Unconfirmed};
pub use doctors::Doctors;
pub use doors::DoorSettings;
pub use files::{KeyFiles, key_files};
pub use hashing::HashSettings;
pub use keep::Keep;
pub use limits::LimitSettings;
pub use mails::MailWording;
pub use model::ModelSettings;
pub use network::NetworkSettings;
pub use operations::OperationsSettings;
pub use plaintext::Exempts;
pub use sessions::SessionSettings;
pub use values::{AnswerForm, Environment, ExtractorChoice, Fallback, PromptLength, ReviewMode, non_empty};

use crate::{domain::quiet_hours::QuietHours, telemetry::LogFormat};
use chrono::NaiveTime;
use chrono_tz::Tz;
use secrecy::SecretString;
use std::{net::SocketAddr, path::PathBuf};
use values::{secret, sweep_time, web_address};

/// Everything that can be set. Secrets print as `[REDACTED]`.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Server")]
pub struct Settings {
    /// `production` refuses to start on any insecure or missing setting
    #[arg(long, env = "AFTERCARE_ENV", value_enum, default_value = "development", global = true)]
    pub env: Environment,
    /// Address and port to listen on
    #[arg(long, env = "AFTERCARE_LISTEN", default_value = "127.0.0.1:8000", global = true)]
    pub listen: SocketAddr,
    /// Folder of the embedded database, of the key files, and of the mails that are written as files when there is no SMTP server
    #[arg(long, env = "AFTERCARE_DATA_DIR", default_value = "./data", global = true)]
    pub data_dir: PathBuf,
    /// Address under which browsers reach this server, such as https://care.example.org
    #[arg(long, env = "AFTERCARE_PUBLIC_URL", value_parser = web_address, global = true)]
    pub public_url: Option<url::Url>,
    /// Web pages allowed to call the API, comma-separated origins; the server's own is always allowed
    #[arg(
        long,
        env = "AFTERCARE_ALLOWED_ORIGINS",
        value_delimiter = ',',
        hide_short_help = true,
        global = true
    )]
    pub allowed_origins: Vec<String>,
    /// The hospital's IANA time zone, for patients without one of their own
    #[arg(
        long,
        env = "AFTERCARE_TIME_ZONE",
        default_value = "UTC",
        help_heading = "Reminders",
        global = true
    )]
    pub time_zone: Tz,
    /// Local time of the daily reminders, HH:MM
    #[arg(long, env = "AFTERCARE_SWEEP_AT", default_value = "06:00", value_parser = sweep_time, help_heading = "Reminders", hide_short_help = true, global = true)]
    pub sweep_at: NaiveTime,
    /// Local hours in which nobody is mailed, HH:MM-HH:MM, or `none`; the daily reminders must not fall into them
    #[arg(
        long,
        env = "AFTERCARE_QUIET_HOURS",
        default_value = "21:00-06:00",
        help_heading = "Reminders",
        hide_short_help = true,
        global = true
    )]
    pub quiet_hours: QuietHours,
    /// What mails say, and in which language
    #[command(flatten)]
    pub wording: MailWording,
    /// Days missed in a row after which a patient counts as fallen behind, and the doctor is told
    #[arg(long, env = "AFTERCARE_AT_RISK_AFTER", default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=30), help_heading = "Reminders", hide_short_help = true, global = true)]
    pub at_risk_after: u32,
    /// What to log: a level, or a list such as `aftercare_worker=debug,info`
    #[arg(long, env = "AFTERCARE_LOG", default_value = "info", hide_short_help = true, global = true)]
    pub log: String,
    /// Format of the log lines
    #[arg(
        long,
        env = "AFTERCARE_LOG_FORMAT",
        value_enum,
        default_value = "text",
        hide_short_help = true,
        global = true
    )]
    pub log_format: LogFormat,
    /// Whether clients may ask for the schema (default: true in development, false in production)
    #[arg(long, env = "AFTERCARE_INTROSPECTION", hide_short_help = true, global = true)]
    pub introspection: Option<bool>,
    /// Whether clients may send the hash of an operation instead of its text (automatic persisted queries)
    #[arg(long, env = "AFTERCARE_PERSISTED_QUERIES", default_value_t = true, action = clap::ArgAction::Set, hide_short_help = true, global = true)]
    pub persisted_queries: bool,
    /// A file with the only operations that may run, as code generators write it: a persisted-query manifest, or an object of ids and
    /// texts; those of the built-in pages do not run then unless they are in it (default: every operation may run)
    #[arg(long, env = "AFTERCARE_OPERATIONS", hide_short_help = true, global = true)]
    pub operations: Option<PathBuf>,

    /// postgres://user:password@host/database, or sqlite://path [default: a SQLite file in the data folder]
    #[arg(long, env = "DATABASE_URL", value_parser = secret, hide_env_values = true, help_heading = "Database and Redis", global = true)]
    pub database_url: Option<SecretString>,
    /// redis://host:6379 [default: none, one process]
    #[arg(long, env = "REDIS_URL", value_parser = secret, hide_env_values = true, help_heading = "Database and Redis", global = true)]
    pub redis_url: Option<SecretString>,
    /// Private networks (10.1.0.0/16) and hosts, comma-separated, where production may speak to Postgres and Redis without TLS;
    /// whoever can listen there can read everything
    #[arg(
        long,
        env = "AFTERCARE_ALLOW_PLAINTEXT",
        help_heading = "Database and Redis",
        hide_short_help = true,
        global = true
    )]
    pub allow_plaintext: Option<Exempts>,
    /// Prefix of all names in Redis, so that two installations can use one Redis
    #[arg(
        long,
        env = "AFTERCARE_REDIS_PREFIX",
        default_value = "aftercare",
        help_heading = "Database and Redis",
        hide_short_help = true,
        global = true
    )]
    pub redis_prefix: String,
    /// Connections to Postgres for changes, and as many again for queries
    #[arg(long, env = "AFTERCARE_DATABASE_CONNECTIONS", default_value_t = 4, value_parser = clap::value_parser!(u32).range(1..=1000), help_heading = "Database and Redis", hide_short_help = true, global = true)]
    pub database_connections: u32,
    /// Most seconds that Postgres works on one statement
    #[arg(long, env = "AFTERCARE_STATEMENT_TIMEOUT", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=24), help_heading = "Database and Redis", hide_short_help = true, global = true)]
    pub statement_timeout: u32,
    /// Seconds that a statement waits for a lock held by another session (Postgres)
    #[arg(long, env = "AFTERCARE_LOCK_TIMEOUT", default_value_t = 4, value_parser = clap::value_parser!(u32).range(1..=20), help_heading = "Database and Redis", hide_short_help = true, global = true)]
    pub lock_timeout: u32,
    /// Seconds after which Postgres ends a session that does nothing inside a transaction, and frees its locks
    #[arg(long, env = "AFTERCARE_IDLE_TRANSACTION_TIMEOUT", default_value_t = 6, value_parser = clap::value_parser!(u32).range(1..=60), help_heading = "Database and Redis", hide_short_help = true, global = true)]
    pub idle_transaction_timeout: u32,

    /// smtp://, smtp://...?tls=required (STARTTLS) or smtps:// [default: mails are written as .eml files]
    #[arg(long, env = "SMTP_URL", value_parser = secret, hide_env_values = true, help_heading = "Mail", global = true)]
    pub smtp_url: Option<SecretString>,
    /// PEM file of a certificate authority to trust for SMTP besides the public ones
    #[arg(
        long,
        env = "AFTERCARE_SMTP_CA_FILE",
        help_heading = "Mail",
        hide_short_help = true,
        global = true
    )]
    pub smtp_ca_file: Option<PathBuf>,
    /// Most connections to the mail server
    #[arg(long, env = "AFTERCARE_SMTP_CONNECTIONS", default_value_t = 4, value_parser = clap::value_parser!(u32).range(1..=100), help_heading = "Mail", hide_short_help = true, global = true)]
    pub smtp_connections: u32,
    /// Most mails that are on their way at the same time; a crash of the worker may repeat that many, each with its own Message-ID
    #[arg(long, env = "AFTERCARE_MAILS_IN_FLIGHT", default_value_t = 32, value_parser = clap::value_parser!(u32).range(1..=1000), help_heading = "Mail", hide_short_help = true, global = true)]
    pub mails_in_flight: u32,
    /// Seconds to wait for the mail server's answer once it has a whole mail; RFC 5321 asks for 600
    #[arg(long, env = "AFTERCARE_SMTP_ANSWER_TIMEOUT", default_value_t = 600, value_parser = clap::value_parser!(u64).range(10..=3600), help_heading = "Mail", hide_short_help = true, global = true)]
    pub smtp_answer_timeout: u64,
    /// Sender of all mails
    #[arg(
        long,
        env = "AFTERCARE_MAIL_FROM",
        default_value = "Aftercare <aftercare@localhost>",
        help_heading = "Mail",
        hide_short_help = true,
        global = true
    )]
    pub mail_from: String,
    /// Where answers to mails go; without it, mails ask not to reply
    #[arg(
        long,
        env = "AFTERCARE_MAIL_REPLY_TO",
        help_heading = "Mail",
        hide_short_help = true,
        global = true
    )]
    pub mail_reply_to: Option<String>,

    /// `auto`: steps that agree with the note become active at once; `review`: all steps wait for the doctor
    #[arg(
        long,
        env = "AFTERCARE_EXTRACTION_MODE",
        value_enum,
        default_value = "auto",
        help_heading = "Model",
        hide_short_help = true,
        global = true
    )]
    pub extraction_mode: ReviewMode,
    /// What extracts steps from notes, and the model
    #[command(flatten)]
    pub model: ModelSettings,

    /// Jobs that one worker does at the same time
    #[arg(long, env = "AFTERCARE_WORKER_JOBS", default_value_t = 8, value_parser = clap::value_parser!(u32).range(1..=256), help_heading = "Server", hide_short_help = true, global = true)]
    pub worker_jobs: u32,
    /// Seconds after which another worker takes over the job of a worker that has vanished
    #[arg(long, env = "AFTERCARE_JOB_LEASE", default_value_t = 60, value_parser = clap::value_parser!(u32).range(1..=3600), help_heading = "Server", hide_short_help = true, global = true)]
    pub job_lease: u32,
    /// How somebody becomes a doctor
    #[command(flatten)]
    pub doctors: Doctors,
    /// How long rows that are not part of a record are kept
    #[command(flatten)]
    pub keep: Keep,
    /// Accounts whose e-mail address is not confirmed, and the mails about accounts
    #[command(flatten)]
    pub accounts: Accounts,

    /// Master keys, id:base64 (32 bytes each), comma-separated, the first is active
    #[arg(long, env = "AFTERCARE_MASTER_KEYS", value_parser = secret, hide_env_values = true, help_heading = "Keys", global = true)]
    pub master_keys: Option<SecretString>,
    /// Keys that sign access tokens, id:base64 (at least 32 bytes each), comma-separated, the first is active
    #[arg(long, env = "AFTERCARE_TOKEN_KEYS", value_parser = secret, hide_env_values = true, help_heading = "Keys", hide_short_help = true, global = true)]
    pub token_keys: Option<SecretString>,
    /// Minutes an access token lasts
    #[arg(long, env = "AFTERCARE_ACCESS_MINUTES", default_value_t = 15, value_parser = clap::value_parser!(u32).range(1..=1440), help_heading = "Accounts and sessions", hide_short_help = true, global = true)]
    pub access_minutes: u32,
    /// How long sessions last
    #[command(flatten)]
    pub sessions: SessionSettings,
    /// How often a stranger may try something
    #[command(flatten)]
    pub doors: DoorSettings,
    /// What stands in front of the server
    #[command(flatten)]
    pub network: NetworkSettings,
    /// Memory of one password hash in KiB
    #[arg(long, env = "AFTERCARE_ARGON2_MEMORY", default_value_t = 19_456, value_parser = clap::value_parser!(u32).range(19_456..=4_194_304), help_heading = "Accounts and sessions", hide_short_help = true, global = true)]
    pub argon2_memory: u32,
    /// Passes of one password hash
    #[arg(long, env = "AFTERCARE_ARGON2_PASSES", default_value_t = 2, value_parser = clap::value_parser!(u32).range(2..=100), help_heading = "Accounts and sessions", hide_short_help = true, global = true)]
    pub argon2_passes: u32,
    /// How many passwords are hashed at the same time
    #[command(flatten)]
    pub hashing: HashSettings,
    /// What a client may cost
    #[command(flatten)]
    pub limits: LimitSettings,
    /// Metrics, traces and the log of slow requests
    #[command(flatten)]
    pub operating: OperationsSettings,
}

impl Settings {
    /// Fills secrets from their `NAME_FILE` files; an empty variable counts as not set.
    ///
    /// # Errors
    /// The name of the variable and what is wrong with the file.
    pub fn with_secret_files(mut self) -> Result<Self, String> {
        for (name, slot) in [
            ("DATABASE_URL", &mut self.database_url),
            ("REDIS_URL", &mut self.redis_url),
            ("SMTP_URL", &mut self.smtp_url),
            ("AFTERCARE_MASTER_KEYS", &mut self.master_keys),
            ("AFTERCARE_TOKEN_KEYS", &mut self.token_keys),
        ] {
            *slot = files::secret_or_file(name, slot.take())?;
        }
        self.model.settle()?;
        Ok(self)
    }

    /// What no two settings may say together, not even in development.
    ///
    /// # Errors
    /// Names the settings.
    pub fn check(&self) -> Result<(), String> {
        // Production names these with all the rest.
        if self.env == Environment::Development {
            addresses::check(self)?;
        }
        if self.quiet_hours.contains(self.sweep_at) {
            return Err(format!(
                "AFTERCARE_SWEEP_AT={} is in AFTERCARE_QUIET_HOURS={}, when nobody is mailed; change one of them",
                self.sweep_at.format("%H:%M"),
                self.quiet_hours
            ));
        }
        Ok(())
    }

    /// Where the database is: the setting, else a SQLite file in the data folder.
    pub fn database(&self) -> SecretString {
        self.database_url.clone().unwrap_or_else(|| {
            SecretString::from(format!("sqlite://{}", self.data_dir.join("aftercare.db").display()))
        })
    }

    /// Whether the database is the embedded one.
    pub fn is_embedded(&self) -> bool {
        use secrecy::ExposeSecret;
        self.database().expose_secret().starts_with("sqlite:")
    }

    /// Whether clients may ask for the schema.
    pub fn introspects(&self) -> bool {
        self.introspection.unwrap_or(self.env == Environment::Development)
    }
}
