//! Mending slips of the pen: one letter missing, doubled, wrong, or two swapped.
//!
//! Every word of the vocabulary is stored under each spelling that lacks one of its letters, so that a lookup costs as
//! many probes as the word has letters, however large the vocabulary (the idea of Wolf Garbe's SymSpell).

use std::collections::HashMap;

/// Shorter words are never mended: too many others are one letter away.
const SHORTEST: usize = 4;
/// Longer "words" are noise.
const LONGEST: usize = 24;

/// Words that misspelt ones may stand for.
#[derive(Debug, Default)]
pub struct Speller {
    by_deletion: HashMap<String, Vec<String>>,
}

impl Speller {
    /// Adds `word` as one that a misspelt word may stand for.
    pub fn learn(&mut self, word: &str) {
        let length = word.chars().count();
        if !(SHORTEST..=LONGEST).contains(&length) {
            return;
        }
        for key in deletions(word).chain([word.to_owned()]) {
            let words = self.by_deletion.entry(key).or_default();
            if !words.iter().any(|w| w == word) {
                words.push(word.to_owned());
            }
        }
    }

    /// The word that `word`, which nobody knows, most likely stands for.
    pub fn mend(&self, word: &str) -> Option<&str> {
        let length = word.chars().count();
        if !(SHORTEST..=LONGEST).contains(&length) {
            return None;
        }
        let mut best: Option<(u8, &str)> = None;
        for key in deletions(word).chain([word.to_owned()]) {
            for candidate in self.by_deletion.get(&key).map(Vec::as_slice).unwrap_or_default() {
                let Some(cost) = slip(word, candidate) else { continue };
                if best.is_none_or(|(b, w)| (cost, candidate.as_str()) < (b, w)) {
                    best = Some((cost, candidate));
                }
            }
        }
        best.map(|(_, word)| word)
    }
}

/// `word` without each of its letters in turn.
fn deletions(word: &str) -> impl Iterator<Item = String> + '_ {
    word.char_indices().map(move |(at, c)| {
        let mut shorter = String::with_capacity(word.len());
        shorter.push_str(word.get(..at).unwrap_or_default());
        shorter.push_str(word.get(at + c.len_utf8()..).unwrap_or_default());
        shorter
    })
}

/// How likely `typed` is a slip for `meant`, less is likelier: swapped, missing or doubled, wrong. `None` = two slips.
fn slip(typed: &str, meant: &str) -> Option<u8> {
    let (a, b): (Vec<char>, Vec<char>) = (typed.chars().collect(), meant.chars().collect());
    let front = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let room = a.len().min(b.len()) - front;
    let back = a.iter().rev().zip(b.iter().rev()).take(room).take_while(|(x, y)| x == y).count();
    let (a, b) = (a.get(front..a.len() - back)?, b.get(front..b.len() - back)?);
    // The first letter is hardly ever wrong, and words that differ there are mostly other words ("fever", "never").
    match (a, b) {
        ([x, y], [u, v]) if x == v && y == u => Some(0),
        ([], [_]) | ([_], []) if front > 0 => Some(1),
        ([_], [_]) if front > 0 && typed.chars().count() > SHORTEST => Some(2),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_is_mended_and_two_are_not() {
        let mut speller = Speller::default();
        for word in ["days", "times", "amoxicillin", "every", "daily"] {
            speller.learn(word);
        }
        assert_eq!(speller.mend("dyas"), Some("days"));
        assert_eq!(speller.mend("tmies"), Some("times"));
        assert_eq!(speller.mend("amoxicilin"), Some("amoxicillin"));
        assert_eq!(speller.mend("evry"), Some("every"));
        assert_eq!(speller.mend("amoxcilin"), None);
    }
}
