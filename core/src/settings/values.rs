//! The types of single settings and how their text is read.

use chrono::NaiveTime;
use clap::ValueEnum;
use secrecy::SecretString;

/// How strict the program is about its settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Environment {
    /// For a laptop: everything has a default.
    Development,
    /// For a hospital: refuses to start when anything is insecure or missing.
    Production,
}

/// What extracts steps from notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExtractorChoice {
    /// The language model when there is a key, else the offline rules.
    Auto,
    /// The language model.
    #[value(alias = "gemini")]
    Model,
    /// The offline rules.
    Rules,
}

/// What happens when the model fails for good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Fallback {
    /// The note stays FAILED.
    None,
    /// The offline rules extract its steps.
    Rules,
}

/// Whether steps that agree with their note become active at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReviewMode {
    /// They become active at once.
    Auto,
    /// They wait for the doctor.
    Review,
}

/// How a model is told which form its answer must have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub enum AnswerForm {
    /// As a schema, to which the model's server holds the answer.
    JsonSchema,
    /// In the prompt; the model's server makes sure that the answer is JSON.
    JsonObject,
}

/// How much a model is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PromptLength {
    /// All rules of the prompt.
    Full,
    /// A few rules and examples, for small models with little room.
    Short,
}

/// `None` for an empty or blank text: an empty variable counts as not set.
pub fn non_empty(text: &str) -> Option<&str> {
    let text = text.trim();
    (!text.is_empty()).then_some(text)
}

#[expect(clippy::unnecessary_wraps, reason = "the signature of a clap value parser")]
pub(super) fn secret(text: &str) -> Result<SecretString, String> {
    Ok(SecretString::from(text))
}

pub(super) fn sweep_time(text: &str) -> Result<NaiveTime, String> {
    NaiveTime::parse_from_str(text, "%H:%M").map_err(|_| "write it as HH:MM, such as 06:00".to_owned())
}

pub(super) fn web_address(text: &str) -> Result<url::Url, String> {
    let url = url::Url::parse(text).map_err(|e| format!("{e}; write it as https://host"))?;
    match url.scheme() {
        "http" | "https" if url.has_host() && url.query().is_none() && url.fragment().is_none() => Ok(url),
        _ => Err("write it as https://host, without query or fragment".to_owned()),
    }
}
