//! What a medicine did, and not what is to be done with it: "myopathy secondary to simvastatin".

use super::super::clause::Clause;
use super::super::sentence::Sentence;
use crate::lexicon::Subject;

/// Words in front of a cause, as many as there are.
const CAUSES: &[&[&str]] = &[
    &["secondary", "to"],
    &["due", "to"],
    &["caused", "by"],
    &["because", "of"],
    &["attributed", "to"],
    &["attributable", "to"],
    &["related", "to"],
    &["induced", "by"],
    &["triggered", "by"],
    &["reaction", "to"],
    &["secundario", "a"],
    &["secundaria", "a"],
    &["debido", "a"],
    &["debida", "a"],
    &["causado", "por"],
    &["causada", "por"],
    &["inducido", "por"],
    &["inducida", "por"],
    &["secondaire", "a"],
    &["due", "a"],
    &["du", "a"],
    &["cause", "par"],
    &["causee", "par"],
    &["induit", "par"],
    &["induite", "par"],
    &["verursacht", "durch"],
    &["bedingt", "durch"],
    &["ausgelost", "durch"],
    &["aufgrund", "von"],
    &["infolge", "von"],
];
/// Words between them and the name at most ("her long-term").
const FAR: usize = 3;
/// So many words in front of a name are looked at.
const LONGEST: usize = FAR + 2;

/// Whether the medicine of the clause is told of as the cause of something.
pub(super) fn is_cause(sentence: &Sentence, clause: &Clause) -> bool {
    let Some(name) = clause.subject.filter(|s| s.sense == Subject::Medicine) else { return false };
    let from = clause.from.max(name.from.saturating_sub(LONGEST));
    let front = sentence.tokens.get(from..name.from).unwrap_or_default();
    let plain = |from: usize| {
        front.get(from..).unwrap_or_default().iter().all(|t| t.word.chars().all(char::is_alphabetic))
    };
    (0..=FAR).filter_map(|n| front.len().checked_sub(n)).any(|end| {
        let words: Vec<&str> = front.get(..end).unwrap_or_default().iter().map(|t| t.word.as_str()).collect();
        CAUSES.iter().any(|cause| words.ends_with(cause)) && plain(end)
    })
}
