//! When something without a name is a step.

use super::super::clause::{self, Clause};
use super::super::force;
use super::super::sentence::Sentence;
use super::{Timing, once, repeated};
use crate::grammar::Reading;
use crate::lexicon::{Cue, Heading};

/// Something nobody has a name for, said in the way of an instruction: so often, or for so long.
pub(super) fn unnamed(
    sentence: &Sentence,
    clause: &Clause,
    reading: &Reading,
    ordered: bool,
) -> Option<Timing> {
    if clause::is_next(sentence, clause)
        && reading.date.is_some_and(|days| days > 0)
        && !reading.has_frequency()
    {
        // "next one due 14 April"
        return Some(once(reading));
    }
    let listed = sentence.section == Heading::Plan || sentence.item;
    let opens = clause.from <= 1
        && sentence.tokens.get(clause.from).is_some_and(|t| {
            !(PRONOUNS.contains(&t.word.as_str()) || t.word.len() > 4 && t.word.ends_with("ed"))
        });
    let words = sentence
        .tokens
        .get(clause.from..clause.to)
        .unwrap_or_default()
        .iter()
        .filter(|t| t.word.len() > 2)
        .count();
    let timed = reading.has_frequency() || reading.sure_length && (ordered || listed);
    let bare = sentence
        .facts_in(clause.from, clause.to)
        .filter(|f| f.from >= clause.from && f.to <= clause.to)
        .map(|f| f.to - f.from)
        .sum::<usize>();
    let says_more = clause.to - clause.from > bare;
    let states = !ordered
        && !reading.dose
        && sentence.tokens.get(clause.from..clause.to).unwrap_or_default().windows(2).any(
            |pair| matches!(pair, [is, next] if STATES.contains(&is.word.as_str()) && next.word != "to"),
        );
    if !timed
        || states
        || !(listed || ordered || opens)
        || words < 2
        || !says_more
        || force::complains(sentence, clause)
        || force::says(sentence, clause, Cue::Result)
    {
        return None;
    }
    Some(repeated(reading, reading.prn, false))
}

/// Verbs that say what is.
const STATES: &[&str] =
    &["is", "are", "was", "were", "seems", "es", "son", "esta", "est", "sont", "ist", "sind"];

/// Words by which a sentence tells instead of ordering.
const PRONOUNS: &[&str] = &[
    "here", "he", "she", "it", "they", "i", "we", "this", "there", "these", "his", "her", "who", "which",
    "as", "if", "el", "ella", "il", "elle", "ils", "er", "sie", "es", "wir", "ich", "je", "nous",
];
