//! "OD day 1, BD day 2, TDS thereafter": a phase whose word stands behind it, which is told and not counted.

use super::{At, Fact};
use crate::text::Token;

/// Words of a last phase that may stand behind it.
const BEHIND: &[&str] = &["thereafter", "afterwards", "danach"];

/// Makes a rhythm that nobody could read of a last frequency without a dose behind numbered days.
pub fn doubt(tokens: &[Token], facts: &mut [At]) {
    let ends = |at: usize| {
        tokens.get(at).is_some_and(|t| BEHIND.contains(&t.word.as_str()))
            && tokens.get(at + 1).is_none_or(|t| t.is('.') || t.is(';'))
    };
    let mut numbered = false;
    for at in facts {
        match at.fact {
            Fact::Phase { .. } => numbered = true,
            Fact::Dose { .. } | Fact::Pieces(_) => numbered = false,
            Fact::Frequency { every, .. } if numbered && ends(at.to) => {
                at.fact = Fact::UnreadRhythm { every }
            }
            _ => {}
        }
    }
}
