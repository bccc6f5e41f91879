//! A rhythm that is said once for several medicines, or in a sentence of its own: "methotrexate 10 mg and folic acid 5 mg once
//! weekly", "methotrexate 10 mg. Once weekly." Neither makes methotrexate a daily medicine.

use super::compare::Compared;
use super::own::Own;
use super::said::{Heard, Said};
use crate::grammar::Fact;
use crate::lexicon::Subject;
use crate::rules::{Clause, Sentence};
use crate::{GatedStep, ReviewReason, StepKind};
use std::ops::RangeInclusive;

/// Holds back a daily medicine whose own clause says nothing of how often, where all that is said behind it is rarer.
pub fn review(
    note: &Compared,
    quoted: &RangeInclusive<usize>,
    step: &GatedStep,
    heard: &Heard,
    own: &Own,
) -> Option<ReviewReason> {
    let is_daily = step.every_days.is_none_or(|days| days < 1.5) && !step.as_needed;
    if step.kind != StepKind::Plan || !is_daily || !heard.own.frequencies.is_empty() {
        return None;
    }
    let behind = |sentence: &Sentence, clause: &Clause| {
        let rest = Said::of(std::iter::once(sentence), |_, f| f.from >= clause.to);
        if rest.stated_frequencies > 0 {
            rest
        } else {
            Said::of(next(note, *quoted.end()).into_iter(), |_, _| true)
        }
    };
    let (sentence, clause) = own.clauses().last()?;
    // A phase that follows is rarer because it is another phase.
    let named = clause.subject.is_some_and(|s| s.sense == Subject::Medicine);
    if !named || sentence.facts_in(clause.to.saturating_sub(1), usize::MAX).any(|f| f.fact == Fact::Then) {
        return None;
    }
    let said = behind(sentence, clause);
    (said.stated_frequencies > 0 && said.stated_frequencies == said.rare_frequencies)
        .then_some(ReviewReason::FrequencyContradicted)
}

/// The sentence behind, if it goes on about the same.
pub fn next<'s>(note: &Compared<'s>, last: usize) -> Option<&'s Sentence> {
    let (quoted, next) = (note.sentences.get(last)?, note.sentences.get(last + 1)?);
    let same = next.block == quoted.block || next.block == quoted.block + 1 && !next.apart;
    (same && next.subjects.is_empty()).then_some(next)
}
