//! What a [`ModelClient`](super::ModelClient) needs to be told. Plain values: reading the environment is the caller's work.

use super::provider::Provider;
use aftercare_core::settings;
pub use aftercare_core::settings::AnswerForm;
use secrecy::SecretString;
use std::{fmt, path::PathBuf, time::Duration};

/// How much the model is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PromptLength {
    /// All rules.
    #[default]
    Full,
    /// A few rules and examples, for small models.
    Short,
}

impl From<settings::PromptLength> for PromptLength {
    fn from(set: settings::PromptLength) -> Self {
        match set {
            settings::PromptLength::Full => Self::Full,
            settings::PromptLength::Short => Self::Short,
        }
    }
}

/// The settings of a model. [`ModelSettings::new`] gives every field but the provider and the key its default.
#[derive(Clone)]
pub struct ModelSettings {
    /// Which protocol the model speaks.
    pub provider: Provider,
    /// `AFTERCARE_MODEL_URL`; `None`: the provider's own address. To what an OpenAI-compatible server has here,
    /// `/chat/completions` is appended.
    pub base_url: Option<String>,
    /// Version part of Gemini's address; `None`: the one that has the current models.
    pub version: Option<String>,
    /// `AFTERCARE_MODEL`; `None`: the model that the provider's prompt was written for.
    pub model: Option<String>,
    /// Project of Vertex AI.
    pub project: String,
    /// Location of Vertex AI, such as `europe-west4`, or `global`.
    pub location: String,
    /// API key or bearer token; empty: none is sent (an OpenAI-compatible server may need none).
    pub key: SecretString,
    /// A file that is read for each request in place of `key`: bearer tokens live an hour and are renewed there.
    pub key_file: Option<PathBuf>,
    /// Plain HTTP to another machine than this one. Off, because the note and the key would be readable on the way.
    pub allow_plain_http: bool,
    /// How long a connection may take.
    pub connect_timeout: Duration,
    /// How long one answer may take in all, counted from when it is asked for: connection, waiting, body.
    pub total_timeout: Duration,
    /// The largest answer that is read, in bytes.
    pub max_answer_bytes: usize,
    /// The most tokens the model may write, its thoughts included.
    pub max_output_tokens: u32,
    /// Tokens that the model has room for, request and answer together; `None`: not known.
    pub context_tokens: Option<u32>,
    /// How the model is told the form of its answer.
    pub answer_form: AnswerForm,
    /// How much the model is told.
    pub prompt: PromptLength,
    /// Requests a minute at most; at least 1.
    pub requests_per_minute: u32,
    /// Requests under way at once at most; `None`: one for a server on this machine, else four.
    pub parallel_requests: Option<usize>,
    /// How many failures in a row open the circuit; at least 1.
    pub outage_after: u32,
    /// How long the circuit then stays open; doubles with every failed probe.
    pub outage_pause: Duration,
    /// The longest it stays open.
    pub outage_pause_max: Duration,
}

impl ModelSettings {
    /// What an operator has set.
    ///
    /// # Errors
    /// When the provider is not one of ours.
    pub fn of(set: &settings::ModelSettings) -> Result<Self, String> {
        let provider = Provider::named(&set.provider).ok_or_else(|| {
            let names: Vec<_> = Provider::all().map(Provider::name).collect();
            format!(
                "AFTERCARE_MODEL_PROVIDER: {} is not one of {}",
                set.provider.escape_debug(),
                names.join(", ")
            )
        })?;
        Ok(Self::with(provider, set))
    }

    /// The defaults, of this provider and with this key.
    pub fn new(provider: Provider, key: SecretString) -> Self {
        Self { key, ..Self::with(provider, &settings::ModelSettings::default()) }
    }

    fn with(provider: Provider, set: &settings::ModelSettings) -> Self {
        let set = set.clone();
        Self {
            provider,
            base_url: set.url,
            version: set.gemini_version,
            model: set.name,
            project: set.vertex_project.unwrap_or_default(),
            location: set.vertex_location.unwrap_or_default(),
            key: set.key.unwrap_or_else(|| SecretString::from("")),
            key_file: set.key_file,
            allow_plain_http: set.allow_http,
            connect_timeout: Duration::from_secs(set.connect_timeout),
            total_timeout: Duration::from_secs(set.timeout),
            max_answer_bytes: 4 * 1024 * 1024,
            max_output_tokens: set.max_output_tokens,
            context_tokens: set.context_tokens,
            answer_form: set.answer_form,
            prompt: set.prompt.into(),
            requests_per_minute: set.rate,
            parallel_requests: set.parallel.and_then(|parallel| usize::try_from(parallel).ok()),
            outage_after: 5,
            outage_pause: Duration::from_secs(30),
            outage_pause_max: Duration::from_mins(10),
        }
    }

    /// The model's name: the one that is set, else the provider's own; empty where there is neither.
    pub(super) fn model(&self) -> &str {
        let set = self.model.as_deref().map(str::trim).filter(|name| !name.is_empty());
        set.or(self.provider.protocol().model).unwrap_or_default()
    }
}

impl fmt::Debug for ModelSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ModelSettings")
            .field("provider", &self.provider)
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
    pub(super) const fn url(problem: &'static str) -> Self {
        Self { setting: "AFTERCARE_MODEL_URL (or GEMINI_BASE_URL)", problem }
    }

    pub(super) const fn key(problem: &'static str) -> Self {
        Self { setting: "AFTERCARE_MODEL_KEY (or GEMINI_API_KEY)", problem }
    }

    pub(super) const fn context(problem: &'static str) -> Self {
        Self { setting: "AFTERCARE_MODEL_CONTEXT_TOKENS", problem }
    }

    pub(super) const fn model(problem: &'static str) -> Self {
        Self { setting: "AFTERCARE_MODEL (or GEMINI_MODEL)", problem }
    }
}
