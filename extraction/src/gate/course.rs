//! A medicine that is taken for days is nothing to tick off once.

use super::compare::Case;
use super::own::{Own, is_medicine};
use crate::grammar::{At, Fact, Reading};
use crate::lexicon::Cue;
use crate::rules::{Clause, Sentence};
use crate::{ReviewReason, StepKind};

/// Holds back a checklist step if every medicine that it is about is taken more than once, and nothing is said of today or
/// once.
pub fn review(case: &Case, own: &Own) -> Option<ReviewReason> {
    let (step, words) = (case.step, case.words);
    // "Withhold metformin for 48 hours": whether the passage says so too is looked at elsewhere.
    let denies = words.iter().any(|w| w.cues.iter().any(|c| matches!(c.sense, Cue::Not | Cue::Stop)));
    if step.kind != StepKind::Checklist || denies || case.attends(own) {
        return None;
    }
    if own.clauses().any(|(sentence, clause)| is_once(sentence, clause, step.starts_after_days)) {
        return None;
    }
    let mut medicines = own.clauses().filter(|(sentence, clause)| is_medicine(sentence, clause)).peekable();
    medicines.peek()?;
    medicines
        .all(|(sentence, clause)| is_course(sentence, clause))
        .then_some(ReviewReason::DurationContradicted)
}

/// Whether the clause says how often, or a length of more than a day.
fn is_course(sentence: &Sentence, clause: &Clause) -> bool {
    let reading = Reading::of(&sentence.facts, clause.from, clause.to);
    let longest = reading.length.map(|(_, high)| high).or(reading.phase.map(|(_, days)| days));
    longest.is_some_and(|days| days > 1.0) || longest.is_none() && reading.has_frequency()
}

/// Whether the clause says today, once, a day and nothing else ("at 2 pm on Wednesday"), or the day that the step has ("infusion
/// yearly, next in September").
fn is_once(sentence: &Sentence, clause: &Clause, starts: u32) -> bool {
    let lasts = |f: &At| matches!(f.fact, Fact::Frequency { .. } | Fact::Length { .. } | Fact::Phase { .. });
    let repeats = sentence.facts_in(clause.from, clause.to).any(lasts);
    sentence.facts_in(clause.from, clause.to).any(|f| match f.fact {
        Fact::Once | Fact::Date(0) => true,
        Fact::Date(_) if !repeats => true,
        Fact::Date(days) => starts > 0 && days.abs_diff(i64::from(starts)) <= 1,
        _ => false,
    })
}
