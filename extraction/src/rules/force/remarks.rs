//! What is remarked behind an instruction, and takes nothing of its force.

use super::super::clause::Clause;
use super::super::sentence::Sentence;
use crate::grammar::Fact;
use crate::lexicon::{Cue, Found};

/// Words in front of the case in which something is paused.
const CASES: &[&str] = &[
    "if", "on", "when", "while", "whilst", "during", "before", "unless", "once", "should", "as", "si", "en",
    "cuando", "quand", "wenn", "falls", "bei",
];

/// Words by which a bracket tells how it was.
const WAS: &[&str] =
    &["was", "were", "previously", "formerly", "had", "before", "instead", "replaces", "held"];
/// Words in front of what has had its day.
const REPLACES: &[&str] = &["replaces", "replacing", "reemplaza", "remplace", "ersetzt"];

/// The cues of `clause` without those of a remark: "..., leaflet given", "..., no change", "..., pause on days he is sick".
///
/// A remark stands behind a mark, behind what has been said in full: what, and how often or how long.
pub(super) fn without_remarks<'c>(
    sentence: &Sentence,
    clause: &Clause,
    mut own: Vec<&'c Found<Cue>>,
) -> Vec<&'c Found<Cue>> {
    // "Once she has had two of those": what comes first, and is to come.
    let word = |at: usize| sentence.tokens.get(at).map_or("", |t| t.word.as_str());
    if matches!(word(clause.from), "once" | "when" | "after" | "cuando" | "quand" | "wenn" | "sobald") {
        own.retain(|c| {
            c.sense != Cue::Past
                || !(c.from..c.to).any(|at| matches!(word(at), "has" | "have" | "haya" | "hat"))
        });
    }
    // "8 mg for 3 days, finished": where a taper ends.
    if clause.phase {
        own.retain(|c| {
            c.sense != Cue::Past || c.to != clause.to || !matches!(word(c.from), "finished" | "done" | "over")
        });
    }
    let Some(subject) = clause.subject else { return own };
    let says_when = |f: &Fact| {
        matches!(f, Fact::Frequency { .. } | Fact::Length { .. } | Fact::Slot(_) | Fact::Prn | Fact::Ongoing)
    };
    let said = sentence
        .facts_in(clause.from, clause.to)
        .find(|f| f.to > subject.to && says_when(&f.fact))
        .map(|f| f.to);
    if let Some(said) = said {
        // "... for four days not with his clarithromycin, which he finished"
        own.retain(|c| {
            let other = c.sense == Cue::Needless && word(c.from) == "not" && word(c.from + 1) == "with"
                || c.sense == Cue::Needless && word(c.from) == "no" && word(c.from + 1).starts_with("change")
                || matches!(c.sense, Cue::Stop | Cue::Past) && word(c.from) == "which";
            c.from < said || !other
        });
    }
    // "... (was 20 units)", "..., replaces Fostair and tiotropium which both stop today": of something else.
    if let Some(said) = timed_or_dosed(sentence, clause) {
        let other = (said..clause.to).find(|at| {
            let opens = sentence.tokens.get(*at).is_some_and(|t| t.is('('));
            opens && (WAS.contains(&word(at + 1)) || matches!(word(at + 1), "she" | "he"))
                || REPLACES.contains(&word(*at))
        });
        if let Some(other) = other {
            own.retain(|c| c.from < other);
        }
    }
    let is_mark = |at: &usize| {
        sentence.tokens.get(*at).is_some_and(|t| [',', '-', '(', '–', '—', ':'].iter().any(|c| t.is(*c)))
    };
    // "No rugby for 3 weeks, last time he ...": what is not to be done is told of no further.
    let denies = own.iter().any(|c| c.sense == Cue::Not && c.from <= clause.from + 1);
    if let Some(mark) = said.and_then(|said| (said..clause.to).find(is_mark)) {
        own.retain(|c| c.from < mark || !(denies && c.sense == Cue::Past || is_remark(sentence, c)));
    }
    own
}

/// Where the first dose or time behind the subject ends.
fn timed_or_dosed(sentence: &Sentence, clause: &Clause) -> Option<usize> {
    let subject = clause.subject?;
    sentence
        .facts_in(subject.to, clause.to)
        .find(|f| !matches!(f.fact, Fact::Date(_) | Fact::MaybeDate(_) | Fact::If | Fact::Then))
        .map(|f| f.to)
}

fn is_remark(sentence: &Sentence, cue: &Found<Cue>) -> bool {
    let word = |at: usize| sentence.tokens.get(at).map_or("", |t| t.word.as_str());
    match cue.sense {
        Cue::Clinic => true,
        Cue::Stop => CASES.contains(&word(cue.to)),
        // "..., 6 tablets given"
        Cue::Past => sentence
            .facts
            .iter()
            .any(|f| f.to == cue.from && matches!(f.fact, Fact::Pieces(_) | Fact::Total(_))),
        _ => false,
    }
}
