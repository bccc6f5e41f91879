//! The server: where it listens, who may call it, what it logs.

use super::{Environment, values::web_address};
use crate::telemetry::LogFormat;
use std::{net::SocketAddr, path::PathBuf};

/// The server that clients reach. Whatever is about HTTP, logs, metrics or traces belongs here.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Server")]
pub struct ServerSettings {
    /// Address and port to listen on
    #[arg(long, env = "AFTERCARE_LISTEN", default_value = "127.0.0.1:8000", global = true)]
    pub listen: SocketAddr,
    /// Address under which browsers reach this server, such as https://care.example.org; links in mails begin with it
    #[arg(long, env = "AFTERCARE_PUBLIC_URL", value_parser = web_address, global = true)]
    pub public_url: Option<url::Url>,
    /// Web pages allowed to call the API, comma-separated origins such as https://app.example.org; the server's own is always
    /// allowed
    #[arg(
        long,
        env = "AFTERCARE_ALLOWED_ORIGINS",
        value_delimiter = ',',
        hide_short_help = true,
        global = true
    )]
    pub allowed_origins: Vec<String>,
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
    /// Whether clients may ask for the schema [default: true in development, false in production]
    #[arg(long, env = "AFTERCARE_INTROSPECTION", hide_short_help = true, global = true)]
    pub introspection: Option<bool>,
    /// Whether clients may send the hash of an operation instead of its text (automatic persisted queries)
    #[arg(long, env = "AFTERCARE_PERSISTED_QUERIES", default_value_t = true, action = clap::ArgAction::Set, hide_short_help = true, global = true)]
    pub persisted_queries: bool,
    /// A file with the only operations that may run, as code generators write it: a persisted-query manifest, or an object of ids and
    /// texts; those of the built-in pages do not run then unless they are in it [default: every operation may run]
    #[arg(long, env = "AFTERCARE_OPERATIONS", hide_short_help = true, global = true)]
    pub operations: Option<PathBuf>,
}

impl ServerSettings {
    /// Whether clients may ask for the schema.
    pub fn introspects(&self, env: Environment) -> bool {
        self.introspection.unwrap_or(env == Environment::Development)
    }
}
