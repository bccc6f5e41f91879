//! A taper that is only described waits: "reduce by 5 mg every week", "increase in 2 weeks", "wöchentlich um 5 mg reduzieren".
//!
//! Its doses and their days are not read, so that the dose so far would be taken for ever, or the words of the change would be a
//! medicine of their own.

use super::compare::Case;
use super::own::Own;
use crate::grammar::{At, Fact};
use crate::lexicon::Subject;
use crate::rules::{Clause, Sentence};
use crate::{ReviewReason, StepKind};

/// Verbs of a change of dose.
const CHANGES: &[&str] = &[
    "reduce",
    "reducing",
    "decrease",
    "decreasing",
    "taper",
    "tapering",
    "wean",
    "weaning",
    "increase",
    "increasing",
    "titrate",
    "uptitrate",
    "halve",
    "lower",
    "raise",
    "reducir",
    "reduciendo",
    "disminuir",
    "disminuyendo",
    "bajar",
    "bajando",
    "subir",
    "subiendo",
    "aumentar",
    "aumentando",
    "titular",
    "reduire",
    "diminuer",
    "diminution",
    "augmenter",
    "augmentation",
    "reduzieren",
    "reduktion",
    "steigern",
    "steigerung",
    "erhohen",
    "ausschleichen",
    "senken",
    "abdosieren",
];
/// Words between them and how much more or less it is.
const BY: &[&str] = &["by", "um", "de", "en", "in"];
/// How far from the verb the amount or the time of the change stands, in tokens.
const FURTHEST: usize = 10;
/// How far behind the clause the change is told, in tokens.
const BEHIND: usize = 40;
/// How far in front of it where the verb comes last, in tokens.
const IN_FRONT: usize = 6;

/// Holds back a regular medicine whose dose is to change by so much, or from some day on, to nobody knows what.
pub fn review(case: &Case, own: &Own) -> Option<ReviewReason> {
    let step = case.step;
    let medicine = case.words.iter().any(|w| w.medicines().next().is_some());
    if step.kind != StepKind::Plan || step.as_needed {
        return None;
    }
    let described = own.clauses().any(|(sentence, clause)| {
        let to = span(sentence, clause);
        let later = medicine && step.duration_days.is_none() && is_described(sentence, clause.from, to);
        later || is_by(sentence, clause.from, clause.to) || is_nothing_else(sentence, clause)
    });
    let behind = medicine && step.duration_days.is_none() && goes_on_described(case);
    (described || behind).then_some(ReviewReason::LengthUnread)
}

/// "Titrate up weekly": a change, and not of what.
fn is_nothing_else(sentence: &Sentence, clause: &Clause) -> bool {
    const SMALL: &[&str] =
        &["up", "down", "off", "dose", "the", "slowly", "gradually", "dosis", "la", "dose"];
    let word = |at: usize| sentence.tokens.get(at).map_or("", |t| t.word.as_str());
    let read = |at: usize| sentence.facts_in(at, clause.to).next().is_some_and(|f| f.from == at);
    changes(sentence, clause.from, clause.to.min(clause.from + 2)).any(|verb| {
        let behind = (verb + 1..clause.to).find(|at| !SMALL.contains(&word(*at)));
        behind.is_some_and(read)
    })
}

/// Where something else begins behind the clause.
fn span(sentence: &Sentence, clause: &Clause) -> usize {
    let other = sentence
        .subjects_in(clause.to, clause.to + BEHIND)
        .find(|s| !matches!(s.sense, Subject::Form | Subject::Thing | Subject::Deed));
    other.map_or(sentence.tokens.len(), |s| s.from).min(clause.to + BEHIND)
}

/// "Prednisolone 40 mg daily. Reduce by 5 mg a week.": the sentence behind, which names nothing.
fn goes_on_described(case: &Case) -> bool {
    let last = *case.quoted.end();
    let (Some(own), Some(next)) = (case.note.sentences.get(last), case.note.sentences.get(last + 1)) else {
        return false;
    };
    let named =
        next.subjects.iter().any(|s| !matches!(s.sense, Subject::Form | Subject::Thing | Subject::Deed));
    own.block == next.block && !named && is_described(next, 0, next.tokens.len())
}

fn is_described(sentence: &Sentence, from: usize, to: usize) -> bool {
    is_by(sentence, from, to) || changes(sentence, from, to).any(|at| is_open(sentence, at, from, to))
}

/// The places of the verbs of a change.
fn changes(sentence: &Sentence, from: usize, to: usize) -> impl Iterator<Item = usize> {
    let verb = |at: &usize| sentence.tokens.get(*at).is_some_and(|t| CHANGES.contains(&t.word.as_str()));
    (from..to.min(sentence.tokens.len())).filter(verb)
}

fn is_amount(f: &At) -> bool {
    matches!(f.fact, Fact::Dose { .. } | Fact::Pieces(_))
}

/// "Reduce by 5 mg", "um 5 mg reduzieren".
fn is_by(sentence: &Sentence, from: usize, to: usize) -> bool {
    changes(sentence, from, to).any(|at| {
        let window = at.saturating_sub(IN_FRONT).max(from)..(at + FURTHEST).min(to);
        sentence.facts_in(window.start, window.end).filter(|f| is_amount(f)).any(|f| {
            let before = f.from.checked_sub(1).filter(|b| *b >= from).and_then(|b| sentence.tokens.get(b));
            let step = sentence.tokens.get(f.to).is_some_and(|t| {
                matches!(t.word.as_str(), "steps" | "decrements" | "increments" | "schritten" | "paliers")
            });
            let by = before.is_some_and(|t| BY.contains(&t.word.as_str()));
            let um = before.is_some_and(|t| t.word == "um");
            by && (f.from > at || um) || step || f.from == at + 1 && is_repeated(sentence, f, window.end)
        })
    })
}

/// "Disminuir 5 mg cada semana": again and again.
fn is_repeated(sentence: &Sentence, amount: &At, to: usize) -> bool {
    let rare = |f: &At| matches!(f.fact, Fact::Frequency { every: Some(days), .. } if days > 1.5);
    sentence.facts_in(amount.to, to).any(rare)
}

/// "Reduce from 5 December", "taper over 2 weeks", "increase after a month": when, and not to what.
fn is_open(sentence: &Sentence, at: usize, from: usize, to: usize) -> bool {
    let german = |f: &At| f.from < at && f.to + 1 >= at;
    let window = at.saturating_sub(IN_FRONT).max(from)..(at + FURTHEST).min(to);
    let facts = || sentence.facts_in(window.start, window.end).filter(|f| f.from > at || german(f));
    let named = sentence.subjects_in(at + 1, at + 4).any(|s| s.sense != Subject::Medicine);
    let when = |f: &At| match f.fact {
        Fact::Date(days) => days > 0,
        Fact::Frequency { every, .. } => every.is_some_and(|days| days > 1.5),
        Fact::Length { .. } | Fact::UnreadLength => true,
        _ => false,
    };
    !named && !facts().any(is_amount) && facts().any(when)
}
