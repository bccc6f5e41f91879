//! What extracts steps from notes, and what a language model needs to be told.
//!
//! Key, address and model have neutral names, whoever serves the model; the names of the first service, `GEMINI_...`, still
//! work. Where both are set and say different things, neither is guessed: both are named.

use super::{
    ExtractorChoice, Fallback, ReviewMode,
    files::{file_of, secret_or_file},
    non_empty,
    values::{AnswerForm, PromptLength, secret},
    within::within,
};
use secrecy::{ExposeSecret, SecretString};
use std::path::PathBuf;

/// The default that the former name of the address had, which counts as not set: each provider has its own.
const FORMER_DEFAULT_URL: &str = "https://generativelanguage.googleapis.com";

/// The same of the model: older lists of settings name it, whoever serves the model.
const FORMER_DEFAULT_MODEL: &str = "gemini-3.8-flash";

/// Everything about the extraction of steps from notes.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Extraction of steps from notes, and the model")]
pub struct ModelSettings {
    /// Whether steps that agree with their note become active at once
    #[arg(
        id = "extraction_mode",
        value_name = "EXTRACTION_MODE",
        long = "extraction-mode",
        env = "AFTERCARE_EXTRACTION_MODE",
        value_enum,
        default_value = "auto",
        hide_short_help = true,
        global = true
    )]
    pub mode: ReviewMode,
    /// What extracts steps from notes
    #[arg(
        long,
        env = "AFTERCARE_EXTRACTOR",
        value_enum,
        default_value = "auto",
        hide_short_help = true,
        global = true
    )]
    pub extractor: ExtractorChoice,
    /// What happens when the model fails for good
    #[arg(
        long = "extraction-fallback",
        env = "AFTERCARE_EXTRACTION_FALLBACK",
        value_enum,
        default_value = "none",
        hide_short_help = true,
        global = true
    )]
    pub fallback: Fallback,
    /// Which protocol the model speaks: gemini, vertex, openai (any server with /chat/completions) or anthropic
    #[arg(
        long = "model-provider",
        env = "AFTERCARE_MODEL_PROVIDER",
        default_value = "gemini",
        hide_short_help = true,
        global = true
    )]
    pub provider: String,
    /// Key of the model's service, or bearer token
    ///
    /// AFTERCARE_MODEL_KEY_FILE is read again for each request, since tokens are renewed. The former names of the key, the
    /// address and the model, GEMINI_API_KEY, GEMINI_BASE_URL and GEMINI_MODEL, still work; set one of each pair.
    #[arg(long = "model-key", env = "AFTERCARE_MODEL_KEY", value_parser = secret, hide_env_values = true, global = true)]
    pub key: Option<SecretString>,
    /// The file that the key came from: it is read again for each request, since tokens are renewed.
    #[arg(skip)]
    pub key_file: Option<PathBuf>,
    /// Address of the model's service [default: the provider's own address; openai: must be set, up to /v1]
    #[arg(long = "model-url", env = "AFTERCARE_MODEL_URL", hide_short_help = true, global = true)]
    pub url: Option<String>,
    /// Name of the model [default: gemini-3.8-flash, with anthropic claude-sonnet-5-5; openai: must be set]
    #[arg(long = "model", env = "AFTERCARE_MODEL", hide_short_help = true, global = true)]
    pub name: Option<String>,
    /// The former name of the key
    #[arg(long, env = "GEMINI_API_KEY", value_parser = secret, hide_env_values = true, hide = true, global = true)]
    pub gemini_api_key: Option<SecretString>,
    /// The former name of the address
    #[arg(long, env = "GEMINI_BASE_URL", hide = true, global = true)]
    pub gemini_base_url: Option<String>,
    /// The former name of the model
    #[arg(long, env = "GEMINI_MODEL", hide = true, global = true)]
    pub gemini_model: Option<String>,
    /// Version part of Gemini's address [default: v1beta; v1 on Vertex AI]
    #[arg(long = "gemini-version", env = "AFTERCARE_GEMINI_VERSION", hide_short_help = true, global = true)]
    pub gemini_version: Option<String>,
    /// Project of Vertex AI
    #[arg(long, env = "AFTERCARE_VERTEX_PROJECT", hide_short_help = true, global = true)]
    pub vertex_project: Option<String>,
    /// Location of Vertex AI
    #[arg(long, env = "AFTERCARE_VERTEX_LOCATION", hide_short_help = true, global = true)]
    pub vertex_location: Option<String>,
    /// Most tokens of one answer, thinking included
    #[arg(long = "model-max-output-tokens", env = "AFTERCARE_MODEL_MAX_OUTPUT_TOKENS", default_value_t = 16_384, value_parser = within::<u32>(256, 200_000), hide_short_help = true, global = true)]
    pub max_output_tokens: u32,
    /// Tokens that the model has room for, request and answer together; an answer gets what the request leaves, and a note that
    /// cannot fit fails at once [default: not known]
    #[arg(long = "model-context-tokens", env = "AFTERCARE_MODEL_CONTEXT_TOKENS", value_parser = within::<u32>(1_024, 10_000_000), hide_short_help = true, global = true)]
    pub context_tokens: Option<u32>,
    /// How the form of the answer is asked for
    #[arg(
        long = "model-answer-form",
        env = "AFTERCARE_MODEL_ANSWER_FORM",
        value_enum,
        default_value = "json_schema",
        hide_short_help = true,
        global = true
    )]
    pub answer_form: AnswerForm,
    /// How much the model is told
    #[arg(
        long = "model-prompt",
        env = "AFTERCARE_MODEL_PROMPT",
        value_enum,
        default_value = "full",
        hide_short_help = true,
        global = true
    )]
    pub prompt: PromptLength,
    /// Seconds for one answer of the model, counted from when it is asked
    #[arg(long = "model-timeout", env = "AFTERCARE_MODEL_TIMEOUT", default_value_t = 60, value_parser = within::<u64>(1, 600), hide_short_help = true, global = true)]
    pub timeout: u64,
    /// Seconds for the connection to the model
    #[arg(long = "model-connect-timeout", env = "AFTERCARE_MODEL_CONNECT_TIMEOUT", default_value_t = 10, value_parser = within::<u64>(1, 120), hide_short_help = true, global = true)]
    pub connect_timeout: u64,
    /// Most requests of one worker to the model at the same time [default: 4, or 1 where the model is on this machine]
    #[arg(long = "model-parallel", env = "AFTERCARE_MODEL_PARALLEL", value_parser = within::<u32>(1, 256), hide_short_help = true, global = true)]
    pub parallel: Option<u32>,
    /// Hours a note may wait for a model that is down or out of quota, before its extraction fails or the rules do it
    #[arg(long = "model-patience", env = "AFTERCARE_MODEL_PATIENCE", default_value_t = 48, value_parser = within::<u32>(1, 720), hide_short_help = true, global = true)]
    pub patience: u32,
    /// Whether plain http to a model on another machine is allowed; notes and key are then readable on the way
    #[arg(long = "model-allow-http", env = "AFTERCARE_MODEL_ALLOW_HTTP", default_value_t = false, action = clap::ArgAction::Set, hide_short_help = true, global = true)]
    pub allow_http: bool,
    /// Most requests to the model per minute
    #[arg(long = "model-rate", env = "AFTERCARE_MODEL_RATE", default_value_t = 60, value_parser = within::<u32>(1, 100_000), hide_short_help = true, global = true)]
    pub rate: u32,
}

impl ModelSettings {
    /// Brings both names of each setting together, and reads the key from its file; an empty variable counts as not set. A flag
    /// goes before the former name of its variable.
    pub(super) fn settle(&mut self) -> Result<(), String> {
        let key = secret_or_file("AFTERCARE_MODEL_KEY", self.key.take())?;
        let former = secret_or_file("GEMINI_API_KEY", self.gemini_api_key.take())?;
        let same = |a: &SecretString, b: &SecretString| a.expose_secret() == b.expose_secret();
        self.key = one_of(("AFTERCARE_MODEL_KEY", key), ("GEMINI_API_KEY", former), same)?;
        self.key_file = file_of("AFTERCARE_MODEL_KEY").or_else(|| file_of("GEMINI_API_KEY"));
        let former = set(self.gemini_base_url.take());
        let former = former
            .filter(|url| url.trim_end_matches('/') != FORMER_DEFAULT_URL)
            .filter(|_| !is_flag("AFTERCARE_MODEL_URL", self.url.as_deref()));
        let same = |a: &String, b: &String| a.trim_end_matches('/') == b.trim_end_matches('/');
        self.url = one_of(("AFTERCARE_MODEL_URL", set(self.url.take())), ("GEMINI_BASE_URL", former), same)?;
        let former = set(self.gemini_model.take())
            .filter(|model| model != FORMER_DEFAULT_MODEL)
            .filter(|_| !is_flag("AFTERCARE_MODEL", self.name.as_deref()));
        let same = |a: &String, b: &String| a == b;
        self.name = one_of(("AFTERCARE_MODEL", set(self.name.take())), ("GEMINI_MODEL", former), same)?;
        Ok(())
    }
}

/// Whether a value came from the command line: the environment does not have it.
fn is_flag(variable: &str, value: Option<&str>) -> bool {
    value.is_some() && std::env::var(variable).ok().as_deref() != value
}

fn set(text: Option<String>) -> Option<String> {
    text.and_then(|text| non_empty(&text).map(str::to_owned))
}

/// The value under either of its names.
fn one_of<T>(
    (name, value): (&str, Option<T>),
    (former_name, former): (&str, Option<T>),
    same: impl Fn(&T, &T) -> bool,
) -> Result<Option<T>, String> {
    match (value, former) {
        (Some(value), Some(former)) if !same(&value, &former) => {
            Err(format!("{name} and {former_name} are both set and differ; set {name} alone"))
        }
        (value, former) => Ok(value.or(former)),
    }
}

#[cfg(test)]
mod tests {
    use super::one_of;

    #[test]
    fn two_names_of_one_setting_must_agree() {
        let chosen = |new: Option<&'static str>, former: Option<&'static str>| {
            one_of(("AFTERCARE_MODEL", new), ("GEMINI_MODEL", former), |a, b| a == b)
        };
        assert_eq!(chosen(None, None), Ok(None));
        assert_eq!(chosen(Some("a"), None), Ok(Some("a")));
        assert_eq!(chosen(None, Some("a")), Ok(Some("a")));
        assert_eq!(chosen(Some("a"), Some("a")), Ok(Some("a")));
        let refused = chosen(Some("a"), Some("b")).unwrap_err();
        assert!(refused.contains("AFTERCARE_MODEL") && refused.contains("GEMINI_MODEL"), "{refused}");
    }
}
