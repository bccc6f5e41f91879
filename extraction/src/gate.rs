//! What every extractor's answer passes before it may become a plan.

use crate::{DraftStep, GateError, Gated, GatedStep, Passage, ReviewReason};
use chrono::NaiveDate;

/// Checks `drafts` against the `note` (written on `day`) they claim to come from.
///
/// # Errors
/// A [`GateError`] when the answer as a whole cannot be trusted; nothing of it may be stored then.
pub fn gate(note: &str, _day: NaiveDate, drafts: Vec<DraftStep>) -> Result<Gated, GateError> {
    let steps = drafts
        .into_iter()
        .map(|d| {
            let passage = note.find(&d.passage).map(|at| {
                let start = note[..at].encode_utf16().count();
                let end = start + d.passage.encode_utf16().count();
                Passage {
                    start: u32::try_from(start).unwrap_or(u32::MAX),
                    end: u32::try_from(end).unwrap_or(u32::MAX),
                    text: d.passage.clone(),
                }
            });
            GatedStep {
                kind: d.kind,
                description: d.description,
                review: passage.is_none().then_some(ReviewReason::PassageNotFound),
                passage,
                duration_days: d.duration_days.and_then(|n| u32::try_from(n).ok()),
                times_per_day: d.times_per_day.and_then(|n| u32::try_from(n).ok()),
                every_days: d.every_days,
                as_needed: d.as_needed,
                starts_after_days: u32::try_from(d.starts_after_days).unwrap_or(0),
            }
        })
        .collect();
    Ok(Gated { steps })
}
