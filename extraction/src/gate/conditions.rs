//! A condition that the note sets and the step has lost: "If INR rises above 5, take vitamin K" is no order to take it.

use super::compare::Compared;
use super::own::{Own, is_medicine};
use super::rarer;
use super::words::Words;
use crate::grammar::{Fact, Reading};
use crate::lexicon::{Cue, Subject};
use crate::rules::{Clause, Sentence};
use crate::{GatedStep, ReviewReason};
use std::ops::RangeInclusive;

/// A clause begins with its condition when no more words stand in front of it ("and only if ...").
const FURTHEST_IF: usize = 2;

/// Holds back a step whose own clause has a condition, in it or in front of it, which the step does not say.
pub fn review(
    note: &Compared,
    quoted: RangeInclusive<usize>,
    step: &GatedStep,
    words: &[Words],
    own: &Own,
) -> Option<ReviewReason> {
    let says = step.as_needed
        || words.iter().any(|w| {
            w.facts.iter().any(|f| matches!(f.fact, Fact::If | Fact::Prn))
                || w.cues.iter().any(|c| c.sense == Cue::Conditional)
        });
    if says || own.parts.is_empty() {
        return None;
    }
    let last = *quoted.end();
    let lost = quoted.filter_map(|n| Some((n, note.sentences.get(n)?))).any(|(n, sentence)| {
        let Some((_, clauses)) = own.parts.iter().find(|(of, _)| std::ptr::eq(*of, sentence)) else {
            return false;
        };
        let all: Vec<Clause> = note.clauses(n).iter().map(|(clause, _)| *clause).collect();
        clauses.iter().any(|clause| is_conditional(sentence, clause) || is_under_one(sentence, &all, clause))
    });
    // "Take morphine 10 mg. If needed for pain."
    let behind =
        || rarer::next(note, last).is_some_and(|s| s.facts_in(0, FURTHEST_IF).any(|f| f.fact == Fact::Prn));
    (lost || own.clauses().any(|(s, c)| is_medicine(s, c)) && behind())
        .then_some(ReviewReason::FrequencyContradicted)
}

/// Whether the clause has a condition in itself: a medicine's anywhere, another's in front.
fn is_conditional(sentence: &Sentence, clause: &Clause) -> bool {
    let end =
        if is_medicine(sentence, clause) { clause.to } else { clause.to.min(clause.from + FURTHEST_IF) };
    sentence.facts_in(clause.from, end).any(|f| matches!(f.fact, Fact::If | Fact::Prn))
}

/// Whether the clause right in front of it, or the last one right behind it, does nothing but set the condition.
fn is_under_one(sentence: &Sentence, all: &[Clause], clause: &Clause) -> bool {
    let at = all.partition_point(|c| c.from < clause.from);
    let front = at.checked_sub(1).and_then(|n| all.get(n));
    // "..., if INR rises above 5" ends the sentence; "..., if no better, return" is of the return.
    let behind = all.get(at + 1).filter(|c| all.len() == at + 2 && !c.phase && !is_deed(sentence, c));
    front.into_iter().chain(behind).any(|c| sets_one(sentence, c))
}

/// Whether a clause begins with a condition, and is no step by itself: "and if he can manage it the sinus rinse every morning".
fn sets_one(sentence: &Sentence, clause: &Clause) -> bool {
    let end = clause.to.min(clause.from + FURTHEST_IF);
    let medicine = clause.subject.is_some_and(|s| s.sense == Subject::Medicine);
    let step = medicine || Reading::of(&sentence.facts, clause.from, clause.to).has_frequency();
    let says = sentence.facts_in(clause.from, end).any(|f| f.fact == Fact::If)
        || sentence.cues_in(clause.from, clause.to).any(|c| c.sense == Cue::Conditional && c.from < end);
    !step && says
}

/// Whether the clause is about something to be done.
fn is_deed(sentence: &Sentence, clause: &Clause) -> bool {
    clause.subject.is_some_and(|s| s.sense != Subject::Test)
        || sentence.cues_in(clause.from, clause.to).any(|c| c.sense == Cue::Instruct)
}
