//! What a check found, and what to do about it.

use aftercare_core::{Error, settings::Settings};
use clap::{Args, Command};
use std::collections::BTreeSet;

/// How good it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    Ok,
    /// It works, or may work, and somebody should know.
    Warning,
    /// Something that the installation does is not done like this.
    Failed,
}

impl Status {
    /// As it is printed.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Warning => "warning",
            Self::Failed => "failed",
        }
    }
}

/// One line of the answer. Nothing in it is a secret, or from a record.
#[derive(Debug, Clone)]
pub struct Finding {
    pub status: Status,
    /// What was found.
    pub detail: String,
    /// The setting to look at; several are separated by commas.
    pub setting: Option<String>,
    /// What to do.
    pub advice: Option<String>,
}

impl Finding {
    pub fn ok(detail: impl Into<String>) -> Self {
        Self { status: Status::Ok, detail: detail.into(), setting: None, advice: None }
    }

    pub fn warning(detail: impl Into<String>) -> Self {
        Self { status: Status::Warning, ..Self::ok(detail) }
    }

    pub fn failed(detail: impl Into<String>) -> Self {
        Self { status: Status::Failed, ..Self::ok(detail) }
    }

    /// With the setting to look at.
    pub fn naming(self, setting: Option<impl Into<String>>) -> Self {
        Self { setting: setting.map(Into::into), ..self }
    }

    /// With what to do.
    pub fn advising(self, advice: impl Into<String>) -> Self {
        Self { advice: Some(advice.into()), ..self }
    }

    /// With the settings that its own words name.
    pub fn naming_what_it_says(self) -> Self {
        let setting = named_in(&self.detail);
        self.naming(setting)
    }
}

/// What the database says when it is asked; never with a row's text.
impl From<Error> for Finding {
    fn from(error: Error) -> Self {
        Self::failed(error.to_string())
            .naming(Some("DATABASE_URL"))
            .advising("look at the database's own log")
    }
}

/// The settings that a sentence names.
pub fn named_in(text: &str) -> Option<String> {
    let command = Settings::augment_args(Command::new("settings"));
    let known: BTreeSet<_> = command.get_arguments().filter_map(|arg| arg.get_env()?.to_str()).collect();
    let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    let mut named = Vec::new();
    for word in words.map(|word| word.strip_suffix("_FILE").unwrap_or(word)) {
        if known.contains(word) && !named.contains(&word) {
            named.push(word);
        }
    }
    (!named.is_empty()).then(|| named.join(", "))
}

#[cfg(test)]
mod tests {
    use super::named_in;

    #[test]
    fn settings_are_found_in_sentences_once_each() {
        let said =
            "AFTERCARE_MASTER_KEYS_FILE: cannot read x; DATABASE_URL must differ, and DATABASE_URL2 is none";
        assert_eq!(named_in(said).as_deref(), Some("AFTERCARE_MASTER_KEYS, DATABASE_URL"));
        assert_eq!(named_in("all is well"), None);
    }
}
