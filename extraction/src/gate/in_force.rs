//! Whether the passage is in force: what is negated, stopped, told of the past or of somebody else orders nothing.

use super::compare::{Case, names};
use super::orders::is_bidden_behind;
use crate::ReviewReason;
use crate::lexicon::{Cue, Heading, Subject};
use crate::rules::{Force, follows_an_end};

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
                || is_bidden_behind(sentence, clauses, clause)
            {
                continue;
            }
            if matches!(force, Force::Holds { .. }) && follows_an_end(sentence, clause).is_some() {
                return Some(ReviewReason::StartContradicted);
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
