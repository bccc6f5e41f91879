//! Whether the passage is in force: what is negated, stopped, told of the past or of somebody else orders nothing.

use super::compare::{Case, names};
use crate::ReviewReason;
use crate::lexicon::{Cue, Heading, Subject};
use crate::rules::{Clause, Force, Sentence};

/// Whether the clause that the step is about says not to, or tells of the past.
pub fn review(case: &Case) -> Option<ReviewReason> {
    let (note, bytes, description) = (case.note, case.bytes, case.description.as_str());
    let own = note.lexicon.cues(&note.lexicon.tokens(&case.step.description, 0));
    let denies = own.iter().any(|c| matches!(c.sense, Cue::Not | Cue::Needless | Cue::Stop));
    for n in case.quoted.clone() {
        let Some(sentence) = note.sentences.get(n) else { continue };
        let clauses = note.clauses(n);
        let alone = clauses.len() == 1;
        for (clause, force) in clauses {
            let Some(subject) = clause.subject else { continue };
            let range = sentence.tokens.get(subject.from..subject.to).unwrap_or_default();
            let inside = range.first().is_some_and(|t| t.start >= bytes.start && t.end <= bytes.end);
            if !(inside || alone)
                || !names(description, sentence, clause)
                || is_ordered_behind(sentence, clauses, clause)
            {
                continue;
            }
            match force {
                Force::Forbids | Force::None(Some(Cue::Not | Cue::Needless | Cue::Hypothetical))
                    if !denies =>
                {
                    return Some(ReviewReason::Negated);
                }
                Force::None(Some(Cue::Stop)) if !denies => return Some(ReviewReason::Stopped),
                Force::None(Some(Cue::Past | Cue::Kin)) => return Some(ReviewReason::Stopped),
                Force::None(None) if sentence.section == Heading::Stopped && !denies => {
                    return Some(ReviewReason::Stopped);
                }
                Force::None(None)
                    if subject.sense == Subject::Medicine
                        && matches!(sentence.section, Heading::History | Heading::Report) =>
                {
                    return Some(ReviewReason::Stopped);
                }
                Force::None(None) if sentence.section == Heading::Forbidden && !denies => {
                    return Some(ReviewReason::Negated);
                }
                _ => {}
            }
        }
    }
    None
}

/// "FIT test kit handed out, do it this week": what is told of first is ordered by the clause behind.
fn is_ordered_behind(sentence: &Sentence, clauses: &[(Clause, Force)], told: &Clause) -> bool {
    let at = clauses.partition_point(|(clause, _)| clause.from <= told.from);
    let medicine = |c: &Clause| c.subject.is_some_and(|s| s.sense == Subject::Medicine);
    let points_back = |c: &Clause| {
        let opens = sentence.tokens.get(c.from..c.to).unwrap_or_default().iter().take(FURTHEST_PRONOUN);
        opens.into_iter().any(|t| PRONOUNS.contains(&t.word.as_str()))
    };
    !medicine(told)
        && clauses.get(at).is_some_and(|(next, force)| {
            matches!(force, Force::Holds { .. }) && !medicine(next) && points_back(next)
        })
}

/// A pronoun is of the verb in front of it, among so many words.
const FURTHEST_PRONOUN: usize = 3;

/// Words that stand for what was named before.
const PRONOUNS: &[&str] =
    &["it", "them", "this", "these", "lo", "los", "la", "le", "les", "es", "ihn", "sie", "diese"];
