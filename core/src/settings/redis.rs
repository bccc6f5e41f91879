//! Redis: where it is, and whether it may be reached without TLS.

use super::{plaintext::Exempts, values::secret};
use secrecy::SecretString;

/// The link to Redis, and the networks where neither it nor Postgres needs TLS.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Database and Redis")]
pub struct RedisSettings {
    /// redis://host:6379 or rediss://host:6379 [default: none, one process]
    ///
    /// Production over a network needs rediss://, which is TLS.
    #[arg(
        id = "redis_url",
        value_name = "REDIS_URL",
        long = "redis-url", env = "REDIS_URL", value_parser = secret, hide_env_values = true, global = true)]
    pub url: Option<SecretString>,
    /// Private networks (10.1.0.0/16) and hosts, by the names that DATABASE_URL and REDIS_URL give them, comma-separated, where
    /// production may speak to Postgres and Redis without TLS; whoever can listen there can read everything; this machine needs
    /// no entry
    #[arg(long, env = "AFTERCARE_ALLOW_PLAINTEXT", hide_short_help = true, global = true)]
    pub allow_plaintext: Option<Exempts>,
    /// Prefix of all names in Redis, so that two installations can use one Redis
    #[arg(
        id = "redis_prefix",
        value_name = "REDIS_PREFIX",
        long = "redis-prefix",
        env = "AFTERCARE_REDIS_PREFIX",
        default_value = "aftercare",
        hide_short_help = true,
        global = true
    )]
    pub prefix: String,
}
