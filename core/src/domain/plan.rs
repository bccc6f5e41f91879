//! The plan: storing what an extraction found, and when it takes the old plan's place.

use crate::{Result, app::Change};
use aftercare_entity::step;
use uuid::Uuid;

/// A step that passed the gate, about to be stored.
#[derive(Debug, Clone, PartialEq)]
pub struct PlannedStep {
    /// Once, or repeated.
    pub kind: step::Kind,
    /// What to do; sealed when stored.
    pub description: String,
    /// First and last (exclusive) UTF-16 unit, and the text, of the passage it came from.
    pub passage: Option<(u32, u32, String)>,
    /// Length in days; `None` = ongoing.
    pub duration_days: Option<u32>,
    /// Times on a due day.
    pub times_per_day: Option<u32>,
    /// Days from one due day to the next; `None` = daily.
    pub every_days: Option<f64>,
    /// Only if needed.
    pub as_needed: bool,
    /// Days from activation to the first due day.
    pub starts_after_days: u32,
    /// Why it must wait for the doctor (the gate's code).
    pub review_reason: Option<&'static str>,
}

/// How an extraction went; stored with the note.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExtractionRecord {
    /// `gemini`, `rules`, ...
    pub extractor: &'static str,
    /// The model that answered.
    pub model_version: Option<String>,
    /// Version of our prompt.
    pub prompt_version: Option<&'static str>,
    /// Tokens read.
    pub prompt_tokens: Option<u32>,
    /// Tokens written.
    pub output_tokens: Option<u32>,
    /// Tokens thought.
    pub thought_tokens: Option<u32>,
    /// How long it took, in milliseconds.
    pub took_ms: u64,
    /// Attempts so far, this one included.
    pub attempts: u32,
    /// The offline rules stood in for a model that failed for this reason.
    pub fallback_reason: Option<&'static str>,
}

/// Stores the steps of a note's extraction and, when the rules allow it, puts them in the old plan's place.
///
/// # Errors
/// The database's; nothing is half-changed, since all is in `change`.
pub async fn store_extraction(
    _change: &mut Change,
    _note: Uuid,
    _steps: Vec<PlannedStep>,
    _record: ExtractionRecord,
) -> Result<()> {
    Ok(())
}

/// Records that a note's extraction failed; the old plan stays.
///
/// # Errors
/// The database's.
pub async fn fail_extraction(
    _change: &mut Change,
    _note: Uuid,
    _reason: &'static str,
    _record: ExtractionRecord,
) -> Result<()> {
    Ok(())
}
