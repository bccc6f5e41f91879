//! What a description claims by itself, for it is what the patient reads.
//!
//! Its numbers are held against those of the passage, like the step's own: "weekly" in the numbers and "daily" in the words
//! would kill. Whatever it names must be named by the words it came from: a true passage grounds no invented medicine.

use super::said::{Heard, Said};
use super::words::Words;
use crate::grammar::{At, Fact};
use crate::lexicon::{Found, Lexicon, Subject};
use crate::rules::Sentence;
use crate::text::{Kind, Token};
use crate::{GatedStep, ReviewReason, StepKind};
use chrono::WeekdaySet;
use std::ops::Range;

/// An unknown word of fewer letters is no medicine's name.
const SHORTEST_NAME: usize = 5;
/// A letter of a word may be wrong for so many right ones.
const LETTERS_FOR_A_SLIP: usize = 4;

/// The passage, and what stands around it.
pub struct Near<'n> {
    /// The sentences that the passage is in, and those around them.
    pub around: &'n [&'n Sentence],
    /// Those that may name the medicine it is about.
    pub naming: &'n [&'n Sentence],
    /// The bytes of the passage.
    pub bytes: &'n Range<usize>,
    /// What they say about time.
    pub heard: &'n Heard,
}

/// Why the doctor must look first at what `step` claims in words, if they must.
pub fn review(step: &GatedStep, words: &[Words], near: &Near) -> Option<ReviewReason> {
    let own = Said::of_step(step);
    for Words { lexicon, tokens, facts, .. } in words {
        if names_something_else(lexicon, tokens, facts, near) {
            return Some(ReviewReason::NotInPassage);
        }
        let counts = |at: &&At| step.kind == StepKind::Plan && !is_strength(tokens, at, near);
        for at in facts.iter().filter(counts) {
            match at.fact {
                Fact::Frequency { times, every, .. }
                    if !own.has_frequency(times, every) && !near.heard.has_frequency(times, every) =>
                {
                    return Some(ReviewReason::FrequencyContradicted);
                }
                Fact::Frequency { weekdays, .. } if !weekdays.is_empty() && !says_days(facts, step) => {
                    return Some(ReviewReason::FrequencyContradicted);
                }
                Fact::Length { high, sure: true, .. }
                    if !own.has_length(high) && !near.heard.has_length(high) =>
                {
                    return Some(ReviewReason::DurationContradicted);
                }
                _ => {}
            }
        }
    }
    None
}

/// "Nicotine 21 mg/24h" of a sentence about patches: what it gives in a day, which only the whole sentence tells.
fn is_strength(tokens: &[Token], at: &At, near: &Near) -> bool {
    let per_day = |tokens: &[Token], from: usize| {
        let word = |n: usize| tokens.get(n).map_or("", |t| t.word.as_str());
        word(from) == "/" && word(from + 1) == "24"
    };
    let read = |s: &&Sentence| {
        s.facts.iter().any(|f| matches!(f.fact, Fact::Frequency { .. }) && per_day(&s.tokens, f.from))
    };
    per_day(tokens, at.from) && !near.around.iter().any(read)
}

/// Whether one of the sets of weekdays that the description names, or all together, are the step's.
fn says_days(facts: &[At], step: &GatedStep) -> bool {
    let sets = || {
        facts.iter().filter_map(|f| match f.fact {
            Fact::Frequency { weekdays, .. } if !weekdays.is_empty() => Some(weekdays),
            _ => None,
        })
    };
    let all = sets().fold(WeekdaySet::EMPTY, WeekdaySet::union);
    all == WeekdaySet::ALL || all == step.weekdays || sets().any(|set| set == step.weekdays) || step.as_needed
}

/// Whether the description names a medicine, or what can only be one, that its passage does not; where the passage names
/// none, that the sentences around it do not.
fn names_something_else(lexicon: &'static Lexicon, tokens: &[Token], facts: &[At], near: &Near) -> bool {
    let quoted = |t: &&Token| t.start >= near.bytes.start && t.end <= near.bytes.end;
    let quotes_one = near.around.iter().any(|s| medicines(&s.subjects, &s.tokens).any(|t| quoted(&t)));
    let is_there = |sentences: &[&Sentence], name: &str, everywhere: bool| {
        let words = sentences.iter().flat_map(|s| &s.tokens).filter(|t| t.kind == Kind::Word);
        words.filter(|t| everywhere || quoted(t)).any(|word| may_be(&word.word, name))
    };
    let named = |name: &Token| is_there(near.naming, &name.word, !quotes_one);
    let known =
        |name: &Token| is_there(near.around, &name.word, true) || is_there(near.naming, &name.word, true);
    medicines(&lexicon.subjects(tokens), tokens).any(|name| !named(name))
        || unknown_names(lexicon, tokens, facts).any(|name| !known(name))
}

/// Words in no table that stand where a medicine does: among the first, or in front of an amount.
fn unknown_names<'t>(
    lexicon: &'static Lexicon,
    tokens: &'t [Token],
    facts: &'t [At],
) -> impl Iterator<Item = &'t Token> {
    let is_amount = |at: usize| {
        facts.iter().any(|f| f.from == at && matches!(f.fact, Fact::Dose { .. } | Fact::Pieces(_)))
    };
    tokens
        .iter()
        .enumerate()
        .filter(move |(at, token)| {
            token.kind == Kind::Word
                && token.word.chars().count() >= SHORTEST_NAME
                && !lexicon.knows(&token.word)
                && (*at <= 1 || is_amount(at + 1))
        })
        .map(|(_, token)| token)
}

/// The words of the medicines among `subjects`, which are of `tokens`.
fn medicines<'t>(subjects: &'t [Found<Subject>], tokens: &'t [Token]) -> impl Iterator<Item = &'t Token> {
    subjects
        .iter()
        .filter(|found| found.sense == Subject::Medicine)
        .filter_map(|found| tokens.get(found.from..found.to))
        .flatten()
        .filter(|token| token.kind == Kind::Word && token.word.len() > 2)
}

/// Whether `written` may stand for `name`: the same with a slip or another ending, its beginning, or its letters in order
/// ("MTX", "HCTZ"). The first letter is never wrong.
pub fn may_be(written: &str, name: &str) -> bool {
    if written.chars().next() != name.chars().next() {
        return false;
    }
    let (short, long) = if written.len() <= name.len() { (written, name) } else { (name, written) };
    let is_beginning = short.chars().count() >= 3 && long.starts_with(short);
    is_beginning || are_alike(short, long) || is_abbreviation(short, long)
}

/// At most a slip in every few letters.
fn are_alike(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let allowed = a.len().max(b.len()) / LETTERS_FOR_A_SLIP;
    if a.len().abs_diff(b.len()) > allowed {
        return false;
    }
    // Levenshtein's distance, a row at a time.
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut before = i;
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
        for (j, y) in b.iter().enumerate() {
            let above = row.get(j + 1).copied().unwrap_or(usize::MAX);
            let left = row.get(j).copied().unwrap_or(usize::MAX);
            let new = (before + usize::from(x != y)).min(above.saturating_add(1)).min(left.saturating_add(1));
            before = above;
            if let Some(cell) = row.get_mut(j + 1) {
                *cell = new;
            }
        }
    }
    row.last().is_some_and(|distance| *distance <= allowed)
}

/// Three or four letters that stand in `name` in this order, the first one in front, without a vowel behind it: such are
/// no words.
fn is_abbreviation(written: &str, name: &str) -> bool {
    let is_vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u');
    if !(3..=4).contains(&written.chars().count()) || written.chars().skip(1).any(is_vowel) {
        return false;
    }
    let mut letters = name.chars();
    written.chars().all(|wanted| letters.any(|letter| letter == wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_medicine_is_written_in_many_ways_and_never_as_another() {
        for (written, name) in [
            ("amoxicillin", "amoxicillin"),
            ("amox", "amoxicillin"),
            ("amoxicilin", "amoxicillin"),
            ("mtx", "methotrexate"),
            ("hctz", "hydrochlorothiazide"),
            ("paracetamol", "paracetamole"),
            ("ibuprofeno", "ibuprofen"),
        ] {
            assert!(may_be(written, name), "{written} {name}");
        }
        for (written, name) in [
            ("doxycycline", "warfarin"),
            ("daily", "doxycycline"),
            ("morphine", "metformin"),
            ("amlodipine", "amiodarone"),
            ("prednisone", "propranolol"),
            ("take", "tacrolimus"),
            ("for", "fluoxetine"),
            ("chi", "cyclophosphamide"),
            ("co", "cyclophosphamide"),
        ] {
            assert!(!may_be(written, name), "{written} {name}");
        }
    }
}
