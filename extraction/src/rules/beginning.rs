//! From when on: the words by which a note says that something begins on a later day.

use super::clause::Clause;
use super::sentence::Sentence;
use crate::grammar::{At, Fact, Reading};
use crate::lexicon::Subject;

/// Words in front of a first day.
const FROM: &[&str] = &[
    "from",
    "start",
    "starts",
    "starting",
    "started",
    "begin",
    "begins",
    "beginning",
    "commence",
    "commencing",
    "restart",
    "resume",
    "as",
    "first",
    "onwards",
    "desde",
    "partir",
    "empezar",
    "empezando",
    "comenzar",
    "comenzando",
    "iniciar",
    "reiniciar",
    "inicio",
    "des",
    "debut",
    "debuter",
    "commencer",
    "reprendre",
    "ab",
    "beginn",
    "beginnend",
    "beginnen",
    "start",
    "starten",
];
/// Words in front of what must have happened first.
const AFTER: &[&str] = &["after", "nach", "apres", "despues", "tras"];
/// Longest clause that says nothing else, in tokens.
const LONGEST: usize = 9;

/// Whether `fact` is a day from which on something is done.
pub fn introduces(sentence: &Sentence, fact: &At) -> bool {
    let words = sentence.tokens.get(fact.from.saturating_sub(1)..fact.to).unwrap_or_default();
    matches!(fact.fact, Fact::Date(days) if days > 0) && words.iter().any(|t| FROM.contains(&t.word.as_str()))
}

/// Whether the clause names a first day that is past: what began then is still taken.
pub fn is_past(sentence: &Sentence, clause: &Clause) -> bool {
    let since = |t: &crate::text::Token| {
        matches!(t.word.as_str(), "from" | "since" | "ab" | "seit" | "desde" | "partir" | "depuis")
    };
    sentence.facts_in(clause.from, clause.to).any(|f| {
        let words = sentence.tokens.get(f.from.saturating_sub(1)..f.to).unwrap_or_default();
        matches!(f.fact, Fact::Date(days) if days < 0) && words.iter().any(since)
    })
}

/// Whether the clause names a first day.
pub fn is_said(sentence: &Sentence, clause: &Clause) -> bool {
    sentence.facts_in(clause.from, clause.to).any(|f| introduces(sentence, f))
}

/// "to start in 3 days", "from 15 December", "Start on Monday": nothing but from when.
pub fn is_all(sentence: &Sentence, clause: &Clause, reading: &Reading) -> bool {
    let words = sentence.tokens.get(clause.from..clause.to).unwrap_or_default();
    let opens = words.iter().take(4).any(|t| FROM.contains(&t.word.as_str()))
        || words.iter().any(|t| t.word == "wieder");
    // "48 Stunden nach CT wieder ansetzen": what comes first, and not what begins.
    let before = |at: usize| sentence.tokens.get(at).is_some_and(|t| AFTER.contains(&t.word.as_str()));
    let first = |s: &crate::lexicon::Found<Subject>| {
        matches!(s.sense, Subject::Test | Subject::Visit)
            && (s.from.saturating_sub(2).max(clause.from)..s.from).any(before)
    };
    clause.subject.is_none_or(|s| first(&s))
        && clause.to - clause.from <= LONGEST
        && opens
        && reading.date.is_some_and(|days| days > 0)
        && !reading.dose
        && !reading.has_frequency()
        && reading.length.is_none()
        && reading.phase.is_none()
}

/// "From 15 December, take ...", "In 10 days: ...": a day, and what is done from it on stands behind.
pub fn leads(sentence: &Sentence, clause: &Clause, reading: &Reading) -> bool {
    let first = sentence.tokens.iter().position(|t| t.word.chars().any(char::is_alphanumeric)).unwrap_or(0);
    let Some(day) = sentence.facts_in(clause.from, clause.to).find(|f| matches!(f.fact, Fact::Date(_)))
    else {
        return false;
    };
    let led = (clause.from..day.from).all(|at| {
        sentence
            .tokens
            .get(at)
            .is_some_and(|t| FROM.contains(&t.word.as_str()) || t.word == "of" || at < first)
    });
    clause.subject.is_none()
        && clause.from <= first
        && led
        && day.to + 1 >= clause.to
        && reading.date.is_some_and(|days| days > 0)
        && !reading.dose
        && !reading.has_frequency()
        && reading.length.is_none()
}
