//! The keys that seal records and sign access tokens.

use super::values::secret;
use secrecy::SecretString;

/// The keys. Where they are not set, an embedded installation makes files of its own.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Keys")]
pub struct KeySettings {
    /// Master keys, id:base64 of 32 random bytes each, comma-separated, the first is active [default: a key file in the data folder]
    #[arg(
        id = "master_keys",
        value_name = "MASTER_KEYS",
        long = "master-keys", env = "AFTERCARE_MASTER_KEYS", value_parser = secret, hide_env_values = true, global = true)]
    pub master: Option<SecretString>,
    /// Keys that sign access tokens, id:base64 of at least 32 random bytes each, comma-separated, the first is active [default: a
    /// key file in the data folder]
    #[arg(
        id = "token_keys",
        value_name = "TOKEN_KEYS",
        long = "token-keys", env = "AFTERCARE_TOKEN_KEYS", value_parser = secret, hide_env_values = true, hide_short_help = true, global = true)]
    pub token: Option<SecretString>,
}
