//! "40 mg one day and 20 mg the next": two doses of one medicine that take turns, which no schedule holds.

use super::Sentence;
use crate::grammar::Fact;

/// The first day's words, and the one of the next.
const TURNS: &[(&str, &str, &str)] = &[
    ("one", "day", "next"),
    ("un", "dia", "siguiente"),
    ("un", "jour", "lendemain"),
    ("einen", "tag", "nachsten"),
];

/// Whether the sentence gives two doses for two days in turn.
pub fn takes_turns(sentence: &Sentence) -> bool {
    let word = |at: usize| sentence.tokens.get(at).map_or("", |t| t.word.as_str());
    let doses = sentence.facts.iter().filter(|f| matches!(f.fact, Fact::Dose { .. } | Fact::Pieces(_)));
    let named = |(one, day, next): &(&str, &str, &str)| {
        let first = (0..sentence.tokens.len()).find(|at| word(*at) == *one && word(at + 1) == *day);
        first.is_some_and(|first| (first + 2..sentence.tokens.len()).any(|at| word(at) == *next))
    };
    doses.count() > 1 && TURNS.iter().any(named)
}
