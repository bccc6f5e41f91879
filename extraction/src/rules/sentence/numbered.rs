//! Items that are numbered within a line: "(1) ...", "2) ...", "... daily 3. Aspirin".

use super::{LONGEST_BRACKET, is_month};
use crate::lexicon::{Lexicon, Time};
use crate::text::{Kind, Token};

/// Longest item of a list within a line, in tokens.
const LONGEST_ITEM: usize = 40;
/// Without the number of an item within a line ("(2) ...", "3) ...").
pub(super) fn without_number(tokens: &[Token]) -> &[Token] {
    match tokens {
        [number, close, rest @ ..] if matches!(number.kind, Kind::Number(_)) && close.is(')') => rest,
        [close, rest @ ..] if close.is(')') || close.is('.') => rest,
        _ => tokens,
    }
}

/// Whether an item of a list within a line is numbered at `at`: "(2)", or "2)" with no bracket open in front of it.
pub(super) fn is_numbered(lexicon: &Lexicon, tokens: &[Token], at: usize) -> bool {
    let is = |n: usize, c: char| tokens.get(n).is_some_and(|t| t.is(c));
    let small = |n: usize| {
        tokens.get(n).is_some_and(
            |t| matches!(t.kind, Kind::Number(n) if (1.0..=20.0).contains(&n) && n.fract() == 0.0),
        )
    };
    if is(at, '(') {
        // "every six (6) hours": the number once more.
        let repeated = at.checked_sub(1).and_then(|b| tokens.get(b..at)).is_some_and(|word| {
            lexicon.timing(word).iter().any(|f| matches!(f.sense, Time::Num(_) | Time::TimesN(_)))
        });
        return !repeated && small(at + 1) && is(at + 2, ')') && tokens.get(at + 3).is_some();
    }
    let opened = || {
        let before = tokens.get(at.saturating_sub(LONGEST_BRACKET)..at).unwrap_or_default();
        before.iter().rev().find(|t| t.is('(') || t.is(')')).is_some_and(|t| t.is('('))
    };
    let number = |n: usize| match tokens.get(n).map(|t| t.kind) {
        Some(Kind::Number(n)) => Some(n),
        _ => None,
    };
    // "1. Lisinopril 10 mg daily 2. Aspirin 81 mg daily": behind its forerunner, in front of a capital.
    if small(at)
        && is(at + 1, '.')
        && tokens.get(at + 1).is_some_and(|t| t.glued)
        && tokens.get(at + 2).is_some_and(|t| t.capital && !t.glued && !is_month(&t.word))
        && at.checked_sub(1).and_then(|b| tokens.get(b)).is_some_and(|t| t.kind == Kind::Word)
    {
        let before = tokens.get(at.saturating_sub(LONGEST_ITEM)..at).unwrap_or_default();
        let one_less = number(at).map(|n| n - 1.0);
        return before.windows(2).any(|pair| {
            matches!(pair, [n, dot] if dot.is('.') && matches!(n.kind, Kind::Number(n) if Some(n) == one_less))
        });
    }
    let spaced = tokens.get(at).is_some_and(|t| !t.glued) && tokens.get(at + 2).is_some_and(|t| !t.glued);
    small(at) && is(at + 1, ')') && spaced && !opened()
}
