//! Advice without a time: "Low salt diet", "offer fluids often", "keep off nursery until the fever is gone", "stop smoking".

use super::super::clause::Clause;
use super::super::force;
use super::super::sentence::Sentence;
use super::signs::{measured, valued};
use crate::lexicon::{Cue, Heading, Subject};

/// Longest advice, in tokens.
const LONGEST: usize = 12;
/// How far behind its verb stands what it is about, in tokens.
const NEAR: usize = 4;

/// What a list names as something to keep to.
const KEPT: &[&str] = &[
    "diet",
    "fluids",
    "rest",
    "foods",
    "food",
    "hydration",
    "dieta",
    "liquidos",
    "reposo",
    "regime",
    "repos",
    "kost",
    "diat",
    "ruhe",
];

/// Whether the clause, which says no time, is advice all the same.
pub(super) fn advises(sentence: &Sentence, clause: &Clause) -> bool {
    let Some(named) = clause.subject.filter(|s| s.from == clause.from) else { return false };
    let word = |at: usize| sentence.tokens.get(at).map_or("", |t| t.word.as_str());
    let about = sentence.subjects_in(named.to, (named.to + NEAR).min(clause.to)).next();
    let follows = word(named.from) == "follow" && named.sense == Subject::Errand;
    let does = (follows || named.sense == Subject::Deed)
        && about.is_some_and(|s| {
            matches!(s.sense, Subject::Activity | Subject::Habit)
                && !matches!(word(s.from - 1), "with" | "con" | "avec" | "mit")
        });
    let listed = (sentence.section == Heading::Plan || sentence.item)
        && named.sense == Subject::Activity
        && KEPT.contains(&word(named.to - 1));
    (2..=LONGEST).contains(&(clause.to - clause.from))
        && (does || listed)
        && !force::complains(sentence, clause)
        && !force::says(sentence, clause, Cue::Conditional)
        && !measured(sentence, clause)
        && !valued(sentence, clause)
}

/// "Stop smoking": what the patient is to give up.
pub(super) fn gives_up(sentence: &Sentence, clause: &Clause) -> bool {
    const ENDS: &[&str] = &["stop", "quit", "dejar", "deje", "arreter", "arretez"];
    let words = sentence.tokens.get(clause.from..clause.to).unwrap_or_default();
    words.first().is_some_and(|t| ENDS.contains(&t.word.as_str()))
        && words.iter().any(|t| {
            matches!(t.word.as_str(), "smoking" | "vaping" | "fumar" | "fumer" | "tobacco" | "tabaco")
        })
        && words.len() <= LONGEST
}
