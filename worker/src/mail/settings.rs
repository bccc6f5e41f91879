//! What a [`Mailer`](super::Mailer) needs to be told. Plain values: reading the environment is the caller's work.

use std::{fmt, path::PathBuf, time::Duration};

use aftercare_core::settings;
use secrecy::SecretString;

/// The settings of outgoing mail. `MailSettings::new` gives every field its default.
#[derive(Clone)]
pub struct MailSettings {
    /// `SMTP_URL`: `smtp://` (plain, port 25), `smtp://...?tls=required` or `?tls=opportunistic` (STARTTLS, port 587),
    /// `smtps://` (TLS from the first byte, port 465); `user:password@` percent-encoded. None: mails become files.
    pub smtp_url: Option<SecretString>,
    /// `AFTERCARE_SMTP_CA_FILE`: certificate authorities (PEM) trusted besides the bundled public ones, for a hospital's own.
    pub smtp_ca_file: Option<PathBuf>,
    /// `AFTERCARE_MAIL_FROM`: `address` or `Name <address>`.
    pub from: String,
    /// `AFTERCARE_MAIL_REPLY_TO`: where answers go, written as `from` is. None: nobody reads answers.
    pub reply_to: Option<String>,
    /// Where mails are written as .eml files when there is no `smtp_url`. Made when missing.
    pub files_dir: PathBuf,
    /// The most connections to the mail server at a time; at least 1.
    pub pool_size: u32,
    /// An unused connection is closed after this.
    pub idle_timeout: Duration,
    /// How long the server may take over each step, the message itself excepted.
    pub command_timeout: Duration,
    /// How long the server may take over the message and its answer. Generous, ten minutes as in RFC 5321, 4.5.3.2.6: it may
    /// have accepted a mail whose answer is late.
    pub content_timeout: Duration,
}

impl MailSettings {
    /// What an operator has set; mails that are files go into `files_dir`.
    pub fn of(set: &settings::MailSettings, files_dir: impl Into<PathBuf>) -> Self {
        Self {
            smtp_url: set.smtp_url.clone(),
            smtp_ca_file: set.smtp_ca_file.clone(),
            from: set.from.clone(),
            reply_to: set.reply_to.clone(),
            files_dir: files_dir.into(),
            pool_size: set.smtp_connections,
            idle_timeout: Duration::from_mins(1),
            command_timeout: Duration::from_secs(30),
            content_timeout: Duration::from_secs(set.answer_timeout),
        }
    }

    /// The defaults, with this sender.
    pub fn new(from: impl Into<String>, files_dir: impl Into<PathBuf>) -> Self {
        Self { from: from.into(), ..Self::of(&settings::MailSettings::default(), files_dir) }
    }
}

impl fmt::Debug for MailSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MailSettings")
            .field("smtp", &self.smtp_url.is_some())
            .field("smtp_ca_file", &self.smtp_ca_file)
            .field("files_dir", &self.files_dir)
            .field("pool_size", &self.pool_size)
            .finish_non_exhaustive()
    }
}

/// A setting that cannot be used, by its name. Never its value: `SMTP_URL` holds a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{setting}: {problem}")]
pub struct SettingError {
    pub setting: &'static str,
    pub problem: &'static str,
}

impl SettingError {
    pub(super) fn smtp_url(problem: &'static str) -> Self {
        Self { setting: "SMTP_URL", problem }
    }

    pub(super) fn ca_file(problem: &'static str) -> Self {
        Self { setting: "AFTERCARE_SMTP_CA_FILE", problem }
    }

    pub(super) fn from(problem: &'static str) -> Self {
        Self { setting: "AFTERCARE_MAIL_FROM", problem }
    }
}
