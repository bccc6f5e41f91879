//! Outgoing mail: through which server, and from whom.

use super::{values::secret, within::within};
use secrecy::SecretString;
use std::path::PathBuf;

/// Outgoing mail. Whatever is about the server or the head of a mail belongs here.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Mail")]
pub struct MailSettings {
    /// smtp://, smtp://...?tls=required (STARTTLS) or smtps://user:password@host [default: mails are written as .eml files]
    #[arg(long, env = "SMTP_URL", value_parser = secret, hide_env_values = true, global = true)]
    pub smtp_url: Option<SecretString>,
    /// PEM file of a certificate authority to trust for SMTP besides the public ones
    #[arg(long, env = "AFTERCARE_SMTP_CA_FILE", hide_short_help = true, global = true)]
    pub smtp_ca_file: Option<PathBuf>,
    /// Most connections to the mail server
    #[arg(long, env = "AFTERCARE_SMTP_CONNECTIONS", default_value_t = 4, value_parser = within::<u32>(1, 100), hide_short_help = true, global = true)]
    pub smtp_connections: u32,
    /// Most mails that are on their way at the same time; a crash of the worker may repeat that many, each with its own Message-ID
    #[arg(
        id = "mails_in_flight",
        value_name = "MAILS_IN_FLIGHT",
        long = "mails-in-flight", env = "AFTERCARE_MAILS_IN_FLIGHT", default_value_t = 32, value_parser = within::<u32>(1, 1000), hide_short_help = true, global = true)]
    pub in_flight: u32,
    /// Seconds to wait for the mail server's answer once it has a whole mail; RFC 5321 asks for 600
    #[arg(
        id = "smtp_answer_timeout",
        value_name = "SMTP_ANSWER_TIMEOUT",
        long = "smtp-answer-timeout", env = "AFTERCARE_SMTP_ANSWER_TIMEOUT", default_value_t = 600, value_parser = within::<u64>(10, 3600), hide_short_help = true, global = true)]
    pub answer_timeout: u64,
    /// Sender of all mails
    #[arg(
        id = "mail_from",
        value_name = "MAIL_FROM",
        long = "mail-from",
        env = "AFTERCARE_MAIL_FROM",
        default_value = "Aftercare <aftercare@localhost>",
        hide_short_help = true,
        global = true
    )]
    pub from: String,
    /// Where answers to mails go; without it, mails ask not to reply
    #[arg(
        id = "mail_reply_to",
        value_name = "MAIL_REPLY_TO",
        long = "mail-reply-to",
        env = "AFTERCARE_MAIL_REPLY_TO",
        hide_short_help = true,
        global = true
    )]
    pub reply_to: Option<String>,
}

impl MailSettings {
    /// The domain of the sender's address; Message-IDs end with it.
    pub fn domain(&self) -> &str {
        let domain = self.from.rsplit_once('@').map_or("localhost", |(_, rest)| rest);
        domain.trim_end_matches('>').trim()
    }
}
