//! The Spanish "mañana", which is the morning beside another time of the day, and tomorrow alone.

use super::{Lexeme, What};
use crate::lexicon::Time;
use crate::text::Token;

/// The bit of a time of day that is the morning.
const MORNING: u8 = 1;
/// So far from the dose of the morning another time of the day may stand.
const FAR: usize = 5;

/// Makes mornings of those that stand behind a dose and beside another time of the day: "20 mg mañana y 10 mg noche".
pub fn among(tokens: &[Token], lexemes: &mut [Lexeme]) {
    for at in 1..lexemes.len() {
        if !is_manana(tokens, lexemes, at) || !behind_dose(lexemes, at) {
            continue;
        }
        let near = lexemes.get(at.saturating_sub(FAR)..).unwrap_or_default();
        let slot = |l: &Lexeme| matches!(l.0, What::Sense(Time::Slot(_)));
        let listed = near.iter().take(2 * FAR + 1).take_while(|l| l.0 != What::Mark('.')).any(slot);
        if let Some(lexeme) = lexemes.get_mut(at).filter(|_| listed) {
            lexeme.0 = What::Sense(Time::Slot(MORNING));
        }
    }
}

/// The bare word, which the tables have as a day.
fn is_manana(tokens: &[Token], lexemes: &[Lexeme], at: usize) -> bool {
    let Some((What::Sense(Time::Date(1)), from, to)) = lexemes.get(at) else { return false };
    to - from == 1 && tokens.get(*from).is_some_and(|t| t.word == "manana")
}

/// Whether a measure, a piece or another time of the day stands right in front, or in front of a comma or "and".
fn behind_dose(lexemes: &[Lexeme], at: usize) -> bool {
    let sense = |n: Option<usize>| n.and_then(|n| lexemes.get(n)).map(|l| l.0);
    let dose = |what| {
        matches!(
            what,
            Some(What::Digits(_) | What::Sense(Time::Measure | Time::Piece | Time::Slot(_) | Time::Num(_)))
        )
    };
    let front = sense(at.checked_sub(1));
    let joined = matches!(front, Some(What::Mark(',') | What::Sense(Time::And)));
    dose(front) || joined && matches!(sense(at.checked_sub(2)), Some(What::Sense(Time::Slot(_))))
}
