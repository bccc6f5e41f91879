//! A beginning that nothing in the note explains: a step that starts in eight years is a step that is never done.

use super::compare::Compared;
use super::words::Words;
use crate::grammar::{At, Fact};
use crate::lexicon::Subject;
use crate::rules::Sentence;
use crate::{GatedStep, ReviewReason};
use std::ops::RangeInclusive;

/// How far back the phases in front of this one may stand, in sentences.
const FURTHEST_PHASE: usize = 20;
/// Days by which two may count apart.
const SLACK: f64 = 1.0;

/// Holds back a step that starts on no date said near it, and later than all phases in front of it together take.
pub fn review(
    note: &Compared,
    quoted: &RangeInclusive<usize>,
    step: &GatedStep,
    words: &[Words],
) -> Option<ReviewReason> {
    if step.starts_after_days == 0 {
        return None;
    }
    let starts = f64::from(step.starts_after_days);
    let first = *quoted.start();
    let own = note.sentences.get(quoted.clone())?;
    let is_medicine = |s: &Sentence| s.subjects.iter().any(|found| found.sense == Subject::Medicine);
    let told = |word: &str| words.iter().any(|w| w.medicines().any(|m| m.word == word));
    let is_same = |s: &Sentence| {
        let named = s.subjects.iter().filter_map(|found| s.tokens.get(found.from..found.to)).flatten();
        named.into_iter().any(|t| told(&t.word))
    };
    let names_none = !own.iter().any(is_medicine);
    // The phases in front: of the same medicine, of none, or of any where the passage names none itself.
    let goes_on = |s: &Sentence| is_same(s) || s.subjects.is_empty() || names_none && is_medicine(s);
    let from = first.saturating_sub(FURTHEST_PHASE);
    let front = note.sentences.get(from..first)?.iter().filter(|s| goes_on(s));
    let (mut lengths, mut latest) = (0.0, 0.0_f64);
    for at in front.chain(own).flat_map(|s| &s.facts) {
        match at.fact {
            Fact::Length { high, .. } => lengths += high,
            Fact::Phase { start, days } => {
                lengths += days;
                latest = latest.max(start);
            }
            Fact::Date(days) | Fact::MaybeDate(days) => latest = latest.max(in_days(days)),
            Fact::Frequency { every: Some(days), .. } => latest = latest.max(days),
            _ => {}
        }
    }
    let near = note.sentences.get(first.saturating_sub(1)..note.sentences.len().min(quoted.end() + 2))?;
    let is_date = |at: &At| match at.fact {
        Fact::Date(days) => (in_days(days) - starts).abs() <= SLACK,
        _ => false,
    };
    let dated = near.iter().flat_map(|s| &s.facts).any(is_date);
    (!dated && starts > lengths + latest + SLACK).then_some(ReviewReason::DurationContradicted)
}

/// Days as a number that others are compared with.
pub fn in_days(days: i64) -> f64 {
    f64::from(i32::try_from(days).unwrap_or(0))
}
