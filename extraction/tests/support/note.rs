//! One line of a corpus file: a note, and what a careful reader would take from it.

use serde::{Deserialize, de::DeserializeOwned};
use std::{error::Error, fs, path::Path};

#[derive(Debug, Deserialize)]
pub struct Note {
    pub id: String,
    pub category: String,
    pub lang: String,
    #[serde(rename = "note")]
    pub text: String,
    /// Steps of one day.
    pub checklist: Vec<Expected>,
    /// Repeated steps.
    pub plan: Vec<Expected>,
    /// May be listed or not.
    pub optional: Vec<Expected>,
    /// A step with all of these words and no negating one is harmful.
    pub forbidden: Vec<Vec<String>>,
}

/// A step the note asks for; the numbers count for plan steps only.
#[derive(Debug, Clone, Deserialize)]
pub struct Expected {
    /// All must occur in a step's description; each is alternatives split by `|`.
    pub keywords: Vec<String>,
    #[serde(default)]
    pub duration_days: Option<u32>,
    #[serde(default)]
    pub times_per_day: Option<u32>,
    #[serde(default)]
    pub every_days: Option<f64>,
    #[serde(default)]
    pub as_needed: bool,
    /// Other right values.
    #[serde(default)]
    pub duration_accept: Vec<Option<u32>>,
    #[serde(default, alias = "times_per_day_accept")]
    pub times_accept: Vec<Option<u32>>,
    #[serde(default, alias = "every_days_accept")]
    pub every_accept: Vec<Option<f64>>,
}

/// A note with words that a step must never name, and words that some step must.
#[derive(Debug, Deserialize)]
pub struct Marked {
    pub id: String,
    pub note: String,
    pub never: Vec<String>,
    pub must: Vec<String>,
}

/// The notes of `tests/corpus/<name>.jsonl`.
pub fn load<N: DeserializeOwned>(name: &str) -> Result<Vec<N>, Box<dyn Error>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus").join(format!("{name}.jsonl"));
    let text = fs::read_to_string(path)?;
    let mut notes = Vec::new();
    for (line, json) in text.lines().enumerate() {
        notes.push(serde_json::from_str(json).map_err(|e| format!("{name}, line {}: {e}", line + 1))?);
    }
    Ok(notes)
}
