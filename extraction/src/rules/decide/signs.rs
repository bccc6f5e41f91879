//! What the words of a clause say about it: its day, its value, its length.

use super::super::clause::Clause;
use super::super::sentence::Sentence;
use crate::grammar::{Fact, Reading};
use crate::lexicon::Subject;
use crate::text::Kind;

/// Days.
const HALF_A_YEAR: i64 = 200;
/// Days.
const A_YEAR: i64 = 366;

/// "Clinic letter, typed 2 March": the date that the note itself bears.
pub(super) fn is_the_notes_day(sentence: &Sentence, clause: &Clause) -> bool {
    sentence.facts_in(clause.from, clause.to).any(|f| {
        let words = sentence.tokens.get(f.from..f.to).unwrap_or_default();
        matches!(f.fact, Fact::Date(0) | Fact::MaybeDate(0))
            && words.iter().any(|t| matches!(t.kind, Kind::Number(_)))
    })
}

/// "Flu jab in October", told in March: a month that comes again in half a year or later, and was not long ago.
pub(in super::super) fn is_last_year(sentence: &Sentence, clause: &Clause) -> bool {
    sentence.facts_in(clause.from, clause.to).any(|f| {
        let words = sentence.tokens.get(f.from..f.to).unwrap_or_default();
        matches!(f.fact, Fact::Date(days) if (HALF_A_YEAR..A_YEAR).contains(&days))
            && words.len() == 2
            && matches!(words.first(), Some(t) if matches!(t.word.as_str(), "in" | "en" | "im"))
            && words.iter().all(|t| t.kind == Kind::Word)
    })
}

/// "Calcium and creatinine on 23 March": a medicine's name, and its level in the blood is meant.
pub(super) fn is_level(sentence: &Sentence, clause: &Clause, reading: &Reading) -> bool {
    let tested = sentence.subjects_in(clause.from, clause.to).any(|s| {
        s.sense == Subject::Test && clause.subject.is_some_and(|own| s.from >= own.to && s.from <= own.to + 3)
    });
    tested
        && reading.date.is_some_and(|days| days > 0)
        && !reading.dose
        && !reading.has_frequency()
        && !reading.prn
}

/// "Haemoglobin on discharge 101": a number that is no time and no amount is a result.
pub(super) fn valued(sentence: &Sentence, clause: &Clause) -> bool {
    let Some(subject) = clause.subject else { return false };
    (subject.to..clause.to).any(|at| {
        let number = sentence.tokens.get(at).is_some_and(|t| matches!(t.kind, Kind::Number(_)) && !t.glued);
        // "Growth scan 32/40": when in a pregnancy.
        let word = |n: usize| sentence.tokens.get(n).map_or("", |t| t.word.as_str());
        let of_forty = word(at + 1) == "/" && word(at + 2) == "40"
            || word(at) == "40" && word(at.wrapping_sub(1)) == "/";
        number && !of_forty && !sentence.facts.iter().any(|f| f.from <= at && at < f.to)
    })
}

/// Whether a length in the clause stands behind "for" and not bare or in ward notation ("Rv 4/52").
pub(super) fn behind_for(sentence: &Sentence, clause: &Clause) -> bool {
    sentence.facts_in(clause.from, clause.to).any(|f| {
        f.from >= clause.from
            && f.to <= clause.to
            && matches!(f.fact, Fact::Length { sure: true, .. })
            && sentence.tokens.get(f.from).is_some_and(|t| {
                t.word.chars().all(char::is_alphabetic)
                    && !matches!(t.word.as_str(), "until" | "till" | "hasta" | "jusqu" | "bis")
            })
    })
}

/// Whether a number stands right behind the subject ("HbA1c 61", "BP 146/84").
pub(super) fn measured(sentence: &Sentence, clause: &Clause) -> bool {
    let Some(subject) = clause.subject else { return false };
    let skip = usize::from(
        sentence
            .tokens
            .get(subject.to)
            .is_some_and(|t| t.is(':') || matches!(t.word.as_str(), "is" | "of" | "was" | "<" | ">" | "=")),
    );
    let at = subject.to + skip;
    let number = sentence.tokens.get(at).is_some_and(|t| matches!(t.kind, Kind::Number(_)));
    let read = sentence
        .facts
        .iter()
        .any(|f| f.from <= at && at < f.to && !matches!(f.fact, Fact::Dose { .. } | Fact::MaybeDate(_)));
    number && !read
}
