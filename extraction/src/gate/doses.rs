//! The amounts that a text names, and whether the passage names those of the description.

use super::compare::Case;
use crate::grammar::{self, At, Fact};
use crate::rules::Sentence;
use crate::text::{Kind, Token};

/// Whether the description names an amount that the passage does not; where the passage names none, that stands nowhere
/// near it.
pub fn contradicts(case: &Case) -> bool {
    let note = case.note;
    let tokens = note.lexicon.tokens(&case.step.description, 0);
    let named = doses(&tokens, &grammar::read(note.lexicon, &tokens, note.day));
    let close = |a: f64, b: f64| (a - b).abs() <= 0.001 * a.abs().max(b.abs());
    let quoted = |s: &&Sentence| {
        let facts: Vec<At> = s.facts.iter().filter(|f| case.is_quoted(s, f)).copied().collect();
        doses(&s.tokens, &facts)
    };
    let mut stated: Vec<(f64, f64)> = case.near.iter().flat_map(quoted).collect();
    if stated.is_empty() {
        stated = case.near.iter().flat_map(|s| doses(&s.tokens, &s.facts)).collect();
    }
    // "Naproxen 500": a number without its unit, and no number of anything else.
    let known = |dose: f64| {
        stated.iter().any(|(low, high)| close(*low, dose) || close(*high, dose))
            || case.bare.iter().any(|n| close(*n, dose))
    };
    named.iter().any(|(low, high)| !known(*low) || !known(*high))
}

/// The measured amounts among `facts`, both ends, masses in milligrams.
pub fn doses(tokens: &[Token], facts: &[At]) -> Vec<(f64, f64)> {
    let scale = |unit: usize| tokens.get(unit).map_or(1.0, |t| in_milligrams(&t.word));
    facts
        .iter()
        .filter_map(|f| match f.fact {
            Fact::Dose { low, high, unit } => Some((low * scale(unit), high * scale(unit))),
            _ => None,
        })
        .collect()
}

/// The numbers of a sentence that say nothing else.
pub fn bare_numbers(sentence: &Sentence) -> Vec<f64> {
    let mut facts = sentence.facts.iter().peekable();
    let mut taken = move |at: usize| {
        while facts.next_if(|f| f.to <= at).is_some() {}
        facts.peek().is_some_and(|f| f.from <= at)
    };
    let number = |(at, token): (usize, &Token)| match token.kind {
        Kind::Number(n) if !taken(at) => Some(n),
        _ => None,
    };
    sentence.tokens.iter().enumerate().filter_map(number).collect()
}

/// Whether a fact holds the token; facts stand in the order of their tokens, and none in another.
pub fn is_read(sentence: &Sentence, at: usize) -> bool {
    let before = sentence.facts.partition_point(|f| f.from <= at);
    before.checked_sub(1).and_then(|n| sentence.facts.get(n)).is_some_and(|f| at < f.to)
}

/// How many milligrams a unit of mass is; other units stand for themselves.
fn in_milligrams(unit: &str) -> f64 {
    match unit {
        "g" | "gram" | "grams" | "gramos" | "gramo" | "gramm" | "grammes" => 1000.0,
        "mcg" | "μg" | "ug" | "microgram" | "micrograms" | "mikrogramm" | "microgramos" | "microgrammes" => {
            0.001
        }
        _ => 1.0,
    }
}
