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
    by_deletion: HashMap<String, Vec<(String, bool)>>,
}

impl Speller {
    /// Adds `word` as one that a misspelt word may stand for; the likelier if it says something alone.
    pub fn learn(&mut self, word: &str, alone: bool) {
        let length = word.chars().count();
        if !(SHORTEST..=LONGEST).contains(&length) {
            return;
        }
        for key in deletions(word).chain([word.to_owned()]) {
            let words = self.by_deletion.entry(key).or_default();
            match words.iter_mut().find(|(w, _)| w == word) {
                Some((_, was_alone)) => *was_alone |= alone,
                None => words.push((word.to_owned(), alone)),
            }
        }
    }

    /// The word that `word`, which nobody knows, most likely stands for.
    pub fn mend(&self, word: &str) -> Option<&str> {
        let length = word.chars().count();
        if !(SHORTEST..=LONGEST).contains(&length) {
            return None;
        }
        let mut best: Option<((u8, bool), &str)> = None;
        for key in deletions(word).chain([word.to_owned()]) {
            for (candidate, alone) in self.by_deletion.get(&key).map(Vec::as_slice).unwrap_or_default() {
                let Some(cost) = slip(word, candidate) else { continue };
                let cost = (cost, !alone);
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
    let (wrong, right): (Vec<char>, Vec<char>) = (typed.chars().collect(), meant.chars().collect());
    let same = |(x, y): &(&char, &char)| x == y;
    let front = wrong.iter().zip(&right).take_while(same).count();
    let room = wrong.len().min(right.len()) - front;
    let back = wrong.iter().rev().zip(right.iter().rev()).take(room).take_while(same).count();
    let (wrong, right) = (wrong.get(front..wrong.len() - back)?, right.get(front..right.len() - back)?);
    // The first letter is hardly ever wrong, and words that differ there are mostly other words ("fever", "never").
    match (wrong, right) {
        ([first, second], [meant, next]) if first == next && second == meant => Some(0),
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
            speller.learn(word, true);
        }
        assert_eq!(speller.mend("dyas"), Some("days"));
        assert_eq!(speller.mend("tmies"), Some("times"));
        assert_eq!(speller.mend("amoxicilin"), Some("amoxicillin"));
        assert_eq!(speller.mend("evry"), Some("every"));
        assert_eq!(speller.mend("amoxcilin"), None);
    }
}
