//! "Do not take", "stop" in the words of a step whose passage orders it: the opposite of what the doctor wrote.

use super::compare::Compared;
use super::own::Own;
use super::words::Words;
use crate::ReviewReason;
use crate::lexicon::{Cue, Found, Heading, Language, Lexicon};
use crate::rules::{Clause, Force, Sentence};
use std::ops::{Range, RangeInclusive};

/// Holds back a step whose words deny what neither its own clauses nor its passage deny.
pub fn review(
    note: &Compared,
    quoted: RangeInclusive<usize>,
    bytes: &Range<usize>,
    words: &[Words],
    own: &Own,
) -> Option<ReviewReason> {
    let (denial, leads) = words.iter().find_map(denial).or_else(|| english(note, quoted.clone(), words))?;
    let is_inside = |sentence: &Sentence, c: &Found<Cue>| {
        let token = sentence.tokens.get(c.from);
        token.is_some_and(|t| t.start >= bytes.start && t.end <= bytes.end)
    };
    let is_told = quoted.clone().filter_map(|n| note.sentences.get(n)).any(|sentence| {
        matches!(sentence.section, Heading::Stopped | Heading::Forbidden)
            || sentence.cues.iter().any(|c| denies(c.sense) && is_inside(sentence, c))
    });
    let in_own =
        || own.clauses().any(|(s, clause)| s.cues_in(clause.from, clause.to).any(|c| denies(c.sense)));
    // "Take it for 7 days, not with milk" has a "not" as well, and orders all the same.
    if (is_told || in_own()) && !(leads && is_ordered(note, quoted, own)) {
        return None;
    }
    Some(if denial == Cue::Stop { ReviewReason::Stopped } else { ReviewReason::Negated })
}

/// What the words deny by, and whether it stands in front of what they are about.
fn denial(words: &Words) -> Option<(Cue, bool)> {
    let cue = words.cues.iter().find(|c| denies(c.sense))?;
    let leads = words.subjects.first().is_some_and(|s| cue.from <= s.from);
    Some((cue.sense, leads))
}

/// "Do not" in front of words of another language, if the passage does not have the English word too.
fn english(note: &Compared, quoted: RangeInclusive<usize>, words: &[Words]) -> Option<(Cue, bool)> {
    let tokens = &words.first()?.tokens;
    let cue = Lexicon::of(Language::En).cues(tokens).into_iter().find(|c| denies(c.sense))?;
    let word = tokens.get(cue.from)?;
    let is_told = note.sentences.get(quoted)?.iter().flat_map(|s| &s.tokens).any(|t| t.word == word.word);
    (!is_told).then_some((cue.sense, false))
}

/// Whether all of the step's own clauses are orders, and nothing in front of what they are about denies them.
fn is_ordered(note: &Compared, quoted: RangeInclusive<usize>, own: &Own) -> bool {
    let forces = |of: &Sentence| {
        let at = quoted.clone().find(|n| note.sentences.get(*n).is_some_and(|s| std::ptr::eq(s, of)));
        at.map(|n| note.clauses(n)).unwrap_or_default()
    };
    let is_order = |(sentence, clause): (&Sentence, &Clause)| {
        let clauses = forces(sentence);
        let at = clauses.partition_point(|(c, _)| c.from < clause.from);
        let anchor = clause.subject.map_or(clause.to, |s| s.from);
        matches!(clauses.get(at), Some((_, Force::Holds { .. })))
            && !sentence.cues_in(clause.from, clause.to).any(|c| denies(c.sense) && c.from <= anchor)
    };
    // "Do not drive for a month and tell the agency": what is denied may have no name in the tables.
    let nameless = quoted.clone().any(|n| {
        let denied = |(clause, force): &(Clause, Force)| {
            clause.subject.is_none() && !matches!(force, Force::Holds { .. })
        };
        note.clauses(n).iter().any(denied)
    });
    !own.parts.is_empty() && !nameless && own.clauses().all(is_order)
}

fn denies(sense: Cue) -> bool {
    matches!(sense, Cue::Not | Cue::Needless | Cue::Stop)
}
