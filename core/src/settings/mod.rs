//! Settings: flags over environment over defaults, read once at start; a wrong one is refused by its name.
//!
//! Each group is one struct in a file of its own, which the package that needs it takes as it is. A new setting goes into the
//! group that it is about: its text, its default and its limits are written there and nowhere else; `--help`, `.env.example` and
//! `docs/configuration.md` are made from them. Every secret may also come from a file: `NAME_FILE` names it. What is insecure in production is refused
//! together, in one list ([`production`]).
//!
//! | group | what it is about |
//! |---|---|
//! | [`ServerSettings`], [`NetworkSettings`] | listening, who may call, logs, what stands in front |
//! | [`ReminderSettings`] | when patients are mailed |
//! | [`DatabaseSettings`], [`Keep`], [`RedisSettings`] | where rows are and how long; the link between processes |
//! | [`MailSettings`] | outgoing mail |
//! | [`ModelSettings`] | the extraction of steps from notes |
//! | [`WorkerSettings`] | the background work |
//! | [`KeySettings`] | what seals records and signs tokens |
//! | [`Accounts`], [`Doctors`], [`SessionSettings`], [`HashSettings`] | accounts, sessions and passwords |
//! | [`LimitSettings`], [`DoorSettings`] | what a client may cost, and how often a stranger may try |

mod accounts;
mod addresses;
mod database;
mod defaults;
pub mod descriptors;
mod doctors;
mod doors;
mod files;
mod hashing;
mod keep;
mod keys;
mod limits;
mod mail;
mod mails;
mod model;
mod network;
mod operations;
mod plaintext;
pub mod production;
mod redis;
mod reminders;
mod server;
mod sessions;
mod values;
mod within;
mod worker;

pub use self::redis::RedisSettings;
pub use accounts::{Accounts, Unconfirmed};
pub use database::DatabaseSettings;
pub use doctors::Doctors;
pub use doors::DoorSettings;
pub use files::{FROM_FILES, KeyFile, KeyFiles, key_files, read_key_file};
pub use hashing::HashSettings;
pub use keep::Keep;
pub use keys::KeySettings;
pub use limits::LimitSettings;
pub use mail::MailSettings;
pub use mails::MailWording;
pub use model::ModelSettings;
pub use network::NetworkSettings;
pub use operations::OperationsSettings;
pub use plaintext::Exempts;
pub use reminders::ReminderSettings;
pub use server::ServerSettings;
pub use sessions::SessionSettings;
pub use values::{AnswerForm, Environment, ExtractorChoice, Fallback, PromptLength, ReviewMode, non_empty};
pub use worker::WorkerSettings;

use secrecy::{ExposeSecret, SecretString};
use std::path::PathBuf;

/// Everything that can be set. Secrets print as `[REDACTED]`.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Server")]
pub struct Settings {
    /// `production` refuses to start on any insecure or missing setting
    #[arg(long, env = "AFTERCARE_ENV", value_enum, default_value = "development", global = true)]
    pub env: Environment,
    /// Folder of the embedded database, of the key files, and of the mails that are written as files when there is no SMTP server
    #[arg(long, env = "AFTERCARE_DATA_DIR", default_value = "./data", global = true)]
    pub data_dir: PathBuf,
    /// The server that clients reach
    #[command(flatten)]
    pub server: ServerSettings,
    /// What stands in front of the server
    #[command(flatten)]
    pub network: NetworkSettings,
    /// The background work
    #[command(flatten)]
    pub worker: WorkerSettings,
    /// When patients are mailed
    #[command(flatten)]
    pub reminders: ReminderSettings,
    /// The connections to the database
    #[command(flatten)]
    pub database: DatabaseSettings,
    /// The link to Redis
    #[command(flatten)]
    pub redis: RedisSettings,
    /// How long rows that are not part of a record are kept
    #[command(flatten)]
    pub keep: Keep,
    /// Outgoing mail
    #[command(flatten)]
    pub mail: MailSettings,
    /// What extracts steps from notes, and the model
    #[command(flatten)]
    pub model: ModelSettings,
    /// How somebody becomes a doctor
    #[command(flatten)]
    pub doctors: Doctors,
    /// Accounts whose e-mail address is not confirmed, and the mails about accounts
    #[command(flatten)]
    pub accounts: Accounts,
    /// How long sessions last
    #[command(flatten)]
    pub sessions: SessionSettings,
    /// What a password hash costs, and how many are computed at the same time
    #[command(flatten)]
    pub hashing: HashSettings,
    /// What seals records and signs access tokens
    #[command(flatten)]
    pub keys: KeySettings,
    /// How often a stranger may try something
    #[command(flatten)]
    pub doors: DoorSettings,
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
            ("DATABASE_URL", &mut self.database.url),
            ("REDIS_URL", &mut self.redis.url),
            ("SMTP_URL", &mut self.mail.smtp_url),
            ("AFTERCARE_MASTER_KEYS", &mut self.keys.master),
            ("AFTERCARE_TOKEN_KEYS", &mut self.keys.token),
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
        self.reminders.check()
    }

    /// Where the database is: the setting, else a SQLite file in the data folder.
    pub fn database_url(&self) -> SecretString {
        self.database.url.clone().unwrap_or_else(|| {
            SecretString::from(format!("sqlite://{}", self.data_dir.join("aftercare.db").display()))
        })
    }

    /// Whether the database is the embedded one.
    pub fn is_embedded(&self) -> bool {
        self.database_url().expose_secret().starts_with("sqlite:")
    }

    /// Where the embedded database is a file, its path; its address may end with parameters.
    pub fn database_file(&self) -> Option<PathBuf> {
        let url = self.database_url();
        let path = url.expose_secret().strip_prefix("sqlite:")?;
        let path = path.strip_prefix("//").unwrap_or(path);
        Some(PathBuf::from(path.split('?').next().unwrap_or(path)))
    }

    /// Where the database is, without user and password.
    pub fn shown_database(&self) -> String {
        if let Some(file) = self.database_file() {
            return file.display().to_string();
        }
        match addresses::database(&self.database_url()) {
            Ok(Some(options)) => {
                let database = options.get_database().unwrap_or_default();
                format!("{}:{}/{database}", options.get_host(), options.get_port())
            }
            _ => "an address that cannot be read".to_owned(),
        }
    }

    /// Whether clients may ask for the schema.
    pub fn introspects(&self) -> bool {
        self.server.introspects(self.env)
    }
}
