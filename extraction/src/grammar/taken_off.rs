//! "On at 8 am, off at 10 pm": when a patch is taken off is no further dose.

use super::{At, Fact};
use crate::text::Token;

/// Words in front of the time at which something comes off.
const OFF: &[&str] =
    &["off", "remove", "removed", "removing", "retirer", "enlever", "oter", "retirar", "retirarlo", "quitar"];
/// The same behind the time.
const OFF_BEHIND: &[&str] = &["entfernen", "abnehmen", "ab"];
/// So many tokens at most between the word and the time.
const FAR: usize = 4;

/// Drops the times at which something comes off, where another fact says when it is put on.
pub fn without(tokens: &[Token], facts: &mut Vec<At>) {
    let word = |at: usize| tokens.get(at).map_or("", |t| t.word.as_str());
    let time = |f: &At| matches!(f.fact, Fact::Slot(_) | Fact::Clock(Some(_)) | Fact::Date(1));
    let comes_off = |f: &At| {
        let front = f.from.saturating_sub(FAR)..f.from;
        let near = front.rev().take_while(|n| word(*n) != ",").find(|n| OFF.contains(&word(*n)));
        // Another time in between: "off work, one at night".
        let taken = near.is_some_and(|n| !facts.iter().any(|g| g.from > n && g.to <= f.from && !time(g)));
        time(f) && (taken || OFF_BEHIND.contains(&word(f.to)) && is_end(tokens, f.to + 1))
    };
    let gone: Vec<bool> = facts.iter().map(comes_off).collect();
    let other = facts.iter().zip(&gone).any(|(f, gone)| {
        !gone && matches!(f.fact, Fact::Slot(_) | Fact::Clock(Some(_)) | Fact::Frequency { .. })
    });
    if other {
        let mut gone = gone.into_iter();
        facts.retain(|_| !gone.next().unwrap_or_default());
    }
}

fn is_end(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_none_or(|t| [',', '.', ';', ')'].iter().any(|c| t.is(*c)))
}
