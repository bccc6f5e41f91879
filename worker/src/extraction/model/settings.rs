//! What a [`ModelClient`](super::ModelClient) needs to be told. Plain values: reading the environment is the caller's work.

use secrecy::SecretString;
use std::{fmt, path::PathBuf, time::Duration};

/// Where Google's developer API is.
pub const DEVELOPER_API: &str = "https://generativelanguage.googleapis.com";
/// The version of the developer API that has the current models.
pub const DEVELOPER_VERSION: &str = "v1beta";
/// The model that prompt and schema were written for.
pub const DEFAULT_MODEL: &str = "gemini-3.8-flash";

/// Which protocol the model speaks, and what its address needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Provider {
    /// Google's developer API: a key in a header.
    Gemini,
    /// Google's Vertex AI: an OAuth token, a project, a location.
    Vertex {
        /// Id of the project.
        project: String,
        /// Such as `europe-west4`, or `global`.
        location: String,
    },
    /// Any server with `/chat/completions`, such as a model that a hospital runs itself.
    OpenAi,
}

/// The settings of a model. [`ModelSettings::new`] gives every field but the provider and the key its default.
#[derive(Clone)]
pub struct ModelSettings {
    /// Which protocol the model speaks.
    pub provider: Provider,
    /// `GEMINI_BASE_URL`. For Vertex AI the default stands for the location's own address; for an OpenAI-compatible
    /// server it is what `/chat/completions` is appended to, and must be set.
    pub base_url: String,
    /// Version part of the address; the default stands for `v1` on Vertex AI. Not used with OpenAI-compatible servers.
    pub version: String,
    /// `GEMINI_MODEL`.
    pub model: String,
    /// API key (Gemini) or bearer token; empty: none is sent (an OpenAI-compatible server may need none).
    pub key: SecretString,
    /// A file that is read for each request in place of `key`: bearer tokens live an hour and are renewed there.
    pub key_file: Option<PathBuf>,
    /// Plain HTTP to another machine than this one. Off, because the note and the key would be readable on the way.
    pub allow_plain_http: bool,
    /// How long a connection may take.
    pub connect_timeout: Duration,
    /// How long one answer may take in all: connection, waiting, body.
    pub total_timeout: Duration,
    /// The largest answer that is read, in bytes.
    pub max_answer_bytes: usize,
    /// The most tokens the model may write, its thoughts included.
    pub max_output_tokens: u32,
    /// Requests a minute at most; at least 1.
    pub requests_per_minute: u32,
    /// Requests under way at once at most; at least 1.
    pub parallel_requests: usize,
    /// How many failures in a row open the circuit; at least 1.
    pub outage_after: u32,
    /// How long the circuit then stays open; doubles with every failed probe.
    pub outage_pause: Duration,
    /// The longest it stays open.
    pub outage_pause_max: Duration,
}

impl ModelSettings {
    pub fn new(provider: Provider, key: SecretString) -> Self {
        Self {
            provider,
            base_url: DEVELOPER_API.to_owned(),
            version: DEVELOPER_VERSION.to_owned(),
            model: DEFAULT_MODEL.to_owned(),
            key,
            key_file: None,
            allow_plain_http: false,
            connect_timeout: Duration::from_secs(10),
            total_timeout: Duration::from_mins(1),
            max_answer_bytes: 4 * 1024 * 1024,
            max_output_tokens: 16_384,
            requests_per_minute: 60,
            parallel_requests: 4,
            outage_after: 5,
            outage_pause: Duration::from_secs(30),
            outage_pause_max: Duration::from_mins(10),
        }
    }
}

impl fmt::Debug for ModelSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ModelSettings")
            .field("provider", &self.provider)
            .field("version", &self.version)
            .field("model", &self.model)
            .field("total_timeout", &self.total_timeout)
            .finish_non_exhaustive()
    }
}

/// A setting that cannot be used, by its name. Never its value: an address may hold a password, a key is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{setting}: {problem}")]
pub struct ModelSettingError {
    /// As the operator knows it.
    pub setting: &'static str,
    /// What is wrong, and what to do.
    pub problem: &'static str,
}

impl ModelSettingError {
    pub(super) const fn base_url(problem: &'static str) -> Self {
        Self { setting: "GEMINI_BASE_URL", problem }
    }

    pub(super) const fn key(problem: &'static str) -> Self {
        Self { setting: "GEMINI_API_KEY", problem }
    }

    pub(super) const fn model(problem: &'static str) -> Self {
        Self { setting: "GEMINI_MODEL", problem }
    }
}
