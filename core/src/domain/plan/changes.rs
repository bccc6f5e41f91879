//! What a note's plan changed about the plan whose place it took: pure comparison, no database.
//!
//! A step goes on when the new plan has one of the same kind, with the same words and the same frequency; case, accents,
//! spaces and the marks between words do not count. Everything else ended, and is new: a number written differently
//! is another number.

use crate::{
    domain::{input, schedule::Pattern},
    reader::SeenStep,
};
use aftercare_entity::step::Kind;
use std::sync::Arc;

/// The difference of two plans.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Changes {
    /// Only in the new one.
    pub added: Vec<Arc<SeenStep>>,
    /// Only in the old one.
    pub ended: Vec<Arc<SeenStep>>,
    /// In both.
    pub kept: Vec<Kept>,
}

/// A step that goes on in the new plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    /// In the old plan.
    pub before: Arc<SeenStep>,
    /// In the new one.
    pub now: Arc<SeenStep>,
}

impl Changes {
    /// From the plan `before` to the plan `now`; each step goes on as one step at most.
    pub fn between(before: Vec<Arc<SeenStep>>, now: Vec<Arc<SeenStep>>) -> Self {
        let mut changes = Self { ended: before, ..Self::default() };
        for step in now {
            match changes.ended.iter().position(|old| is_same(old, &step)) {
                Some(place) => {
                    let before = changes.ended.remove(place);
                    changes.kept.push(Kept { before, now: step });
                }
                None => changes.added.push(step),
            }
        }
        changes
    }
}

fn is_same(one: &SeenStep, other: &SeenStep) -> bool {
    let (row, its) = (&one.row, &other.row);
    // What does not open is like nothing else.
    let (Some(Ok(says)), Some(Ok(said))) = (one.description(), other.description()) else { return false };
    row.kind == its.kind
        && row.as_needed == its.as_needed
        && row.times_per_day == its.times_per_day
        && row.times_of_day == its.times_of_day
        && (row.kind == Kind::Checklist || Pattern::of(row).is_same(Pattern::of(its)))
        && words(says) == words(said)
}

/// The words of a description. Points and commas in numbers count, and so do signs such as `<` or `%`.
pub(super) fn words(text: &str) -> Vec<String> {
    let folded = input::fold(text);
    let marks_between_words = |c: char| c.is_ascii_punctuation() && !"<>=+%/$".contains(c);
    folded
        .split(|c: char| c.is_whitespace() || "()[]{};:!?\"'*_–—".contains(c))
        .map(|word| word.trim_matches(marks_between_words).to_owned())
        .filter(|word| !word.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_the_same_whatever_stands_between_them() {
        for (one, other) in [
            ("Take amoxicillin 500 mg.", "take  Amoxicillin 500 mg"),
            ("Café: none", "cafe – none!"),
            ("Rest (today)", "Rest, today."),
        ] {
            assert_eq!(words(one), words(other), "{one} | {other}");
        }
    }

    #[test]
    fn other_numbers_and_signs_are_other_words() {
        for (one, other) in [
            ("Take 0.5 mg", "Take 5 mg"),
            ("Take 1.000 mg", "Take 1,000 mg"),
            ("Call if > 38", "Call if < 38"),
            ("Lose 5 %", "Lose 5"),
            ("Take 5 mg", "Take 5 g"),
        ] {
            assert_ne!(words(one), words(other), "{one} | {other}");
        }
    }
}
