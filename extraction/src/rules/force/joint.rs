//! Orders that hold for several medicines at once: "take aspirin and nitroglycerin", "discharged home with A and B".

use super::super::clause::{Clause, Lead};
use super::super::sentence::Sentence;
use super::Force;
use crate::grammar::Reading;
use crate::lexicon::{Cue, Subject};

/// So far in front of its medicines "discharged" stands at most, in tokens.
const FAR: usize = 16;

/// Gives the later medicines of a bare list the order of the first.
pub(super) fn share(sentence: &Sentence, clauses: &[Clause], forces: &mut [Force]) {
    const ORDERED: Force = Force::Holds { ordered: true };
    for n in 0..clauses.len() {
        let Some(clause) = clauses.get(n).filter(|c| is_bare(sentence, c)) else { continue };
        let before = n.checked_sub(1).and_then(|b| clauses.get(b).zip(forces.get(b)));
        let listed = clause.lead == Lead::And
            && before.is_some_and(|(c, force)| {
                *force == ORDERED && is_bare(sentence, c) && joined(sentence, clause)
            });
        let own = forces.get(n).copied();
        let home = own == Some(Force::None(Some(Cue::Past))) && goes_home_with(sentence, clause);
        let held = matches!(own, Some(Force::Holds { .. } | Force::None(Some(Cue::Past))));
        if (home || listed && held)
            && let Some(force) = forces.get_mut(n)
        {
            *force = ORDERED;
        }
    }
}

/// A medicine at the beginning of its clause, or behind its verb, without a dose or a time.
pub fn is_bare(sentence: &Sentence, clause: &Clause) -> bool {
    let reading = Reading::of(&sentence.facts, clause.from, clause.to);
    clause.subject.is_some_and(|s| s.sense == Subject::Medicine) && !reading.dose && !reading.has_time()
}

/// Whether the clause is no more than its name behind "and".
fn joined(sentence: &Sentence, clause: &Clause) -> bool {
    let and = clause.from.checked_sub(1).and_then(|b| sentence.tokens.get(b));
    clause.subject.is_some_and(|s| s.from == clause.from)
        && and.is_some_and(|t| matches!(t.word.as_str(), "and" | "y" | "e" | "et" | "und" | "&" | "+"))
}

/// "The patient was discharged home in stable condition with nitrofurantoin"
pub fn goes_home_with(sentence: &Sentence, clause: &Clause) -> bool {
    let Some(name) = clause.subject.filter(|s| s.sense == Subject::Medicine) else { return false };
    let word = |at: usize| sentence.tokens.get(at).map_or("", |t| t.word.as_str());
    let with = name.from.checked_sub(1).is_some_and(|b| matches!(word(b), "with" | "on"));
    let start = name.from.saturating_sub(FAR);
    let front = sentence.tokens.get(start..name.from).unwrap_or_default();
    let discharged = front.iter().rposition(|t| t.word == "discharged").map(|at| start + at);
    let named = discharged
        .is_some_and(|at| sentence.subjects_in(at, name.from).any(|s| s.sense == Subject::Medicine));
    with && discharged.is_some() && !named
}
