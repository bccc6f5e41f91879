//! The types of single settings and how their text is read.

use chrono::NaiveTime;
use clap::ValueEnum;
use secrecy::SecretString;

/// How strict to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Environment {
    /// A laptop: everything has a default.
    Development,
    /// A hospital: nothing insecure starts.
    Production,
}

/// Who reads notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExtractorChoice {
    /// The model when there is a key, else the rules.
    Auto,
    /// The model.
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
    /// The offline rules read it.
    Rules,
}

/// Whether grounded steps become active at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReviewMode {
    /// They do.
    Auto,
    /// They wait for the doctor.
    Review,
}

/// How a model is told the form of its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub enum AnswerForm {
    /// As a schema, which the server holds the answer to.
    JsonSchema,
    /// In the prompt; the server sees to it that the answer is JSON.
    JsonObject,
}

/// How much a model is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PromptLength {
    /// All rules.
    Full,
    /// A few rules and examples, for small models.
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
