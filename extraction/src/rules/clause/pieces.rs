//! The pieces of a sentence between its marks and joining words, and where run-on prose breaks off without either.

use super::breaks::Breaks;
use super::subject::subject;
use super::{Clause, Lead, Sentence};
use crate::grammar::{At, Fact};
use crate::lexicon::{Cue, Found, Subject};
use crate::text::Kind;

/// Longest order, in tokens.
const LONGEST_CUE: usize = 6;

/// The pieces between the marks and joining words of the sentence.
pub(super) fn pieces(sentence: &Sentence) -> Vec<Clause> {
    let tokens = &sentence.tokens;
    let mut pieces = Vec::new();
    let (mut from, mut lead, mut at) = (0, Lead::Start, 0);
    let mut push = |from: usize, to: usize, lead: Lead| {
        if from < to {
            pieces.push(Clause { from, to, lead, subject: subject(sentence, from, to), phase: false });
        }
    };
    let dosed =
        |from: usize, to: usize| sentence.facts_in(from, to).any(|f| matches!(f.fact, Fact::Dose { .. }));
    let mut fact = 0;
    let mut phrase = 0;
    let mut breaks = Breaks::new(sentence);
    while let Some(token) = tokens.get(at) {
        if breaks.off(at, from) {
            push(from, at, lead);
            (from, lead) = (at, Lead::Break);
        }
        // Inside of what was read as one thing nothing is cut.
        while sentence.facts.get(fact).is_some_and(|f| f.to <= at) {
            fact += 1;
        }
        while sentence.subjects.get(phrase).is_some_and(|f| f.to <= at) {
            phrase += 1;
        }
        let in_fact = sentence.facts.get(fact).filter(|f| f.from <= at);
        if let Some(then) = in_fact.filter(|f| matches!(f.fact, Fact::Then)) {
            if then.from == at {
                push(from, at, lead);
                (from, lead) = (at, Lead::Then);
            }
            at += 1;
            continue;
        }
        if in_fact.is_some() || sentence.subjects.get(phrase).is_some_and(|f| f.from <= at) {
            at += 1;
            continue;
        }
        let spaced = |n: usize| tokens.get(n).is_none_or(|t| !t.glued);
        let joins = |c: char| token.is(c);
        // "morning and evening" is one thing.
        let slot = |f: Option<&At>| f.is_some_and(|f| matches!(f.fact, Fact::Slot(_)));
        if slot(sentence.facts.get(fact).filter(|f| f.from == at + 1))
            && slot(fact.checked_sub(1).and_then(|f| sentence.facts.get(f)).filter(|f| f.to == at))
        {
            at += 1;
            continue;
        }
        // "we are going with gliclazide": part of the order.
        let of_order = sentence
            .cues_in(at.saturating_sub(LONGEST_CUE), usize::MAX)
            .take_while(|c| c.from < at)
            .any(|c| c.sense == Cue::Instruct && c.to == at + 1 && c.from > from.saturating_sub(1));
        let with = !of_order
            && matches!(token.word.as_str(), "with" | "con" | "avec" | "mit" | "w")
            && sentence.subjects_in(at + 1, usize::MAX).take_while(|s| s.from <= at + 2).any(|s| {
                match s.sense {
                    Subject::Medicine => s.from == at + 1,
                    Subject::Test | Subject::Visit => (at + 1..=at + 2).contains(&s.from) && dosed(from, at),
                    _ => false,
                }
            });
        let is_on = matches!(token.word.as_str(), "on" | "unter")
            && at > from
            && sentence
                .cues_in(at, usize::MAX)
                .take_while(|c| c.from == at)
                .any(|c| c.sense == Cue::Describes);
        if is_on {
            push(from, at, lead);
            (from, lead, at) = (at, Lead::Mark, at + 1);
            continue;
        }
        let dash = joins('-') && spaced(at) && spaced(at + 1);
        // "... four times a day / ibuprofen ..."
        let slash = joins('/')
            && spaced(at)
            && spaced(at + 1)
            && sentence
                .subjects
                .iter()
                .skip(phrase)
                .take(2)
                .any(|s| s.from == at + 1 && s.sense == Subject::Medicine);
        // "... on Mondays; 75 mcg on the other days"
        let other_dose = joins(';')
            && sentence
                .facts
                .get(fact)
                .is_some_and(|f| f.from == at + 1 && matches!(f.fact, Fact::Dose { .. }));
        let next = if takes_the_place(sentence, from, at) {
            Some(Lead::Instead)
        } else if joins('→')
            && (breaks.timed()
                || sentence
                    .facts_in(from, at)
                    .any(|f| matches!(f.fact, Fact::Frequency { .. } | Fact::Length { .. })))
            && tokens.get(at + 1).is_some_and(|t| matches!(t.kind, Kind::Number(_)))
        {
            // "80 mg twice a day for 3 days → 40 mg daily"
            Some(Lead::Then)
        } else if joins(',')
            || other_dose
            || joins('(')
            || joins(')')
            || (joins(':') && spaced(at + 1))
            || dash
            || slash
        {
            Some(Lead::Mark)
        } else if joins('+') || joins('&') || is_joining(&token.word) || with {
            Some(Lead::And)
        } else if matches!(token.word.as_str(), "or" | "oder" | "ou" | "o" | "u" | "nor" | "ni")
            && !token.glued
        {
            Some(Lead::Or)
        } else {
            None
        };
        if let Some(next) = next {
            push(from, at, lead);
            // ", and then": the stronger word leads.
            lead = if from == at && lead != Lead::Start && next == Lead::Mark { lead } else { next };
            from = at + 1;
        }
        at += 1;
    }
    push(from, tokens.len(), lead);
    pieces
}

/// "X → Y", "swapped X for Y": a medicine in front of `at`, and another right behind.
pub(super) fn takes_the_place(sentence: &Sentence, from: usize, at: usize) -> bool {
    let Some(token) = sentence.tokens.get(at) else { return false };
    let medicine = |s: &&Found<Subject>| s.sense == Subject::Medicine;
    // "Tamoxifen 20 mg daily for 2 years, crossed over to letrozole"
    let swapped =
        sentence.cues_in(from, usize::MAX).take_while(|c| c.from == from).any(|c| c.sense == Cue::Swap)
            && sentence.tokens.get(from).is_some_and(|t| t.word.ends_with("ed"));
    let from = if swapped { 0 } else { from };
    let behind =
        sentence.subjects_in(at + 1, usize::MAX).take_while(|s| s.from <= at + 2).any(|s| medicine(&s));
    // "..., so it has been swapped for budesonide"
    let pointed = from > 0
        && sentence
            .tokens
            .get(from)
            .is_some_and(|t| matches!(t.word.as_str(), "it" | "this" | "which" | "these"));
    if !behind || !pointed && !sentence.subjects_in(from, at).any(|s| medicine(&s)) {
        return false;
    }
    let arrow =
        token.is('→') || token.is('>') && sentence.tokens.get(at.wrapping_sub(1)).is_some_and(|t| t.is('-'));
    let link = matches!(
        token.word.as_str(),
        "for" | "to" | "with" | "by" | "a" | "por" | "par" | "pour" | "auf" | "durch" | "gegen" | "au" | "al"
    );
    // "X changed to Y", whatever else the two words say.
    let turned = link
        && at.checked_sub(1).and_then(|b| sentence.tokens.get(b)).is_some_and(|t| {
            matches!(
                t.word.as_str(),
                "changed"
                    | "switched"
                    | "converted"
                    | "swapped"
                    | "replaced"
                    | "exchanged"
                    | "substituted"
                    | "cambiado"
                    | "cambiada"
            )
        });
    let replaced = token.is(':')
        && sentence.cues.iter().any(|c| {
            let last = c.to.checked_sub(1).and_then(|n| sentence.tokens.get(n));
            c.to == at
                && last.is_some_and(|t| {
                    matches!(t.word.as_str(), "replaced" | "changed" | "swapped" | "switched")
                })
        });
    arrow || turned || replaced || link && sentence.cues_in(from, at).any(|c| c.sense == Cue::Swap)
}

pub(super) fn is_joining(word: &str) -> bool {
    matches!(
        word,
        "and"
            | "plus"
            | "but"
            | "so"
            | "while"
            | "meanwhile"
            | "y"
            | "e"
            | "pero"
            | "et"
            | "mais"
            | "und"
            | "sowie"
            | "aber"
            | "mas"
            | "including"
            | "although"
    )
}

/// "... and, if needed, metamizole": what stands alone behind "and" belongs to what follows.
pub(super) fn forward(sentence: &Sentence, pieces: Vec<Clause>) -> Vec<Clause> {
    let mut joined: Vec<Clause> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let alone = |c: &Clause| {
            c.lead == Lead::And
                && sentence
                    .facts
                    .iter()
                    .any(|f| f.from == c.from && f.to == c.to && matches!(f.fact, Fact::Prn | Fact::Date(_)))
        };
        match joined.last_mut() {
            Some(last) if alone(last) && piece.lead == Lead::Mark && piece.subject.is_some() => {
                *last = Clause { to: piece.to, subject: piece.subject, ..*last };
            }
            _ => joined.push(piece),
        }
    }
    joined
}
