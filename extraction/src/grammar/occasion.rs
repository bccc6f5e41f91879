//! "2 mg after each loose stool, at most 8 a day": an occasion that may never come makes what has only a maximum as needed.

use super::{At, Fact};
use crate::text::Token;

const AFTER: &[&str] = &["after", "following", "tras", "de", "apres", "nach"];
const EACH: &[&str] = &["each", "every", "cada", "chaque", "jedem", "jeder"];

/// Adds that it is as needed, at the words of the occasion.
pub fn add(tokens: &[Token], facts: &mut Vec<At>) {
    let word = |at: usize| tokens.get(at).map_or("", |t| t.word.as_str());
    let opens = |at: &usize| AFTER.contains(&word(*at)) && EACH.contains(&word(at + 1));
    let Some(at) = (0..tokens.len()).find(opens) else { return };
    // "After each meal" is read already.
    let read = facts.iter().any(|f| f.from <= at + 2 && at < f.to);
    let most = facts.iter().any(|f| f.maximum && f.from > at && matches!(f.fact, Fact::Frequency { .. }));
    let regular = facts.iter().any(|f| !f.maximum && matches!(f.fact, Fact::Frequency { .. }));
    if most && !read && !regular {
        facts.push(At { fact: Fact::Prn, from: at, to: at + 2, maximum: false });
        facts.sort_by_key(|f| f.from);
    }
}
