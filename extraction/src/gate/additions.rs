//! What a description adds that the note does not have: an address, or so many words of its own that they are another instruction.

use super::claims::may_be;
use super::script;
use super::words::Words;
use crate::ReviewReason;
use crate::lexicon::{Cue, Subject, Time};
use crate::rules::Sentence;
use crate::text::{Kind, token::Decimal, tokenize};
use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

/// Shorter words say nothing of their own.
const SHORTEST: usize = 4;
/// So many words that are nowhere in the note are an addition.
const ADDITION: usize = 3;
/// Words of one root begin with the same letters: "apply", "applied".
const ROOT: usize = 4;
/// How often a word may be compared with words of the note, in one answer; a real answer takes a few thousand.
const MOST_COMPARISONS: usize = 15_000;

/// Words that say little by themselves.
const FUNCTION: &str = "with from that this these those them they their your yours have been were will shall should must \
    when then than after before during while until into onto over under about around each both only very more less also \
    please make sure mouth orally dose doses medicine medication treatment drug course daily twice times \
    food water finish complete whole swallow tablet tablets capsule capsules \
    para como esta este estos estas debe desde hasta durante cada sobre solo tambien antes despues boca oral dosis \
    avec dans pour cette vous votre doit pendant jusqu avant apres chaque aussi bouche voie dose \
    oder eine einen einem einer nach nicht ueber uber auch sollte bitte mund dosis ihre ihren diese dieser bevor";

/// A note's words and letters, for all of its steps.
pub struct Vocabulary<'n> {
    note: &'n str,
    sentences: &'n [Sentence],
    lower: OnceCell<String>,
    words: OnceCell<HashSet<String>>,
    by_letter: OnceCell<HashMap<char, Vec<String>>>,
    scripts: OnceCell<HashSet<u32>>,
    function: HashSet<&'static str>,
    left: usize,
}

impl<'n> Vocabulary<'n> {
    /// Nothing is made ready before a step asks for it.
    pub fn new(note: &'n str, sentences: &'n [Sentence]) -> Self {
        Self {
            note,
            sentences,
            lower: OnceCell::new(),
            words: OnceCell::new(),
            by_letter: OnceCell::new(),
            scripts: OnceCell::new(),
            function: FUNCTION.split_whitespace().collect(),
            left: MOST_COMPARISONS,
        }
    }

    /// Why the doctor must look at what `description` adds, if they must.
    pub fn review(&mut self, description: &str, words: &[Words]) -> Option<ReviewReason> {
        let scripts = self.scripts.get_or_init(|| script::all(self.note));
        let foreign = script::all(description).iter().any(|s| !scripts.contains(s))
            || description
                .split(|c: char| !c.is_alphabetic())
                .any(|word| script::is_mixed(word) && !self.note.contains(word));
        if foreign || self.has_new_address(description) || self.is_addition(words) {
            return Some(ReviewReason::NotInPassage);
        }
        None
    }

    fn has_new_address(&self, description: &str) -> bool {
        let lower = self.lower.get_or_init(|| self.note.to_lowercase());
        addresses(&description.to_lowercase()).any(|address| !lower.contains(address))
    }

    /// Three or more words of the description's own.
    fn is_addition(&mut self, words: &[Words]) -> bool {
        let Some(first) = words.first() else { return false };
        let mut new: Vec<String> = Vec::new();
        for at in 0..first.tokens.len() {
            let Some(token) = first.tokens.get(at) else { break };
            let known = words.iter().any(|w| is_table_word(w, token.start));
            let is_new = !known
                && token.kind == Kind::Word
                && token.word.chars().count() >= SHORTEST
                && !self.function.contains(token.word.as_str())
                && !new.contains(&token.word)
                && !self.has(&token.word);
            if is_new {
                new.push(token.word.clone());
            }
            if new.len() == ADDITION || is_new && words.iter().any(|w| is_habit(w, token.start)) {
                return true;
            }
        }
        false
    }

    /// Whether a word of the note may be this one.
    fn has(&mut self, word: &str) -> bool {
        let words = self.words.get_or_init(|| {
            // As they are written, and as they are read once mended.
            let written = tokenize(self.note, 0, Decimal::Point);
            let read = self.sentences.iter().flat_map(|s| &s.tokens).filter(|t| t.kind == Kind::Word);
            let long = |word: &String| word.chars().count() >= 3;
            let written = written.into_iter().filter(|t| t.kind == Kind::Word).map(|t| t.word);
            written.chain(read.map(|t| t.word.clone())).filter(long).collect()
        });
        if words.contains(word) {
            return true;
        }
        let by_letter = self.by_letter.get_or_init(|| {
            let mut by_letter: HashMap<char, Vec<String>> = HashMap::new();
            for word in words {
                by_letter.entry(word.chars().next().unwrap_or(' ')).or_default().push(word.clone());
            }
            by_letter
        });
        let alike = word.chars().next().and_then(|letter| by_letter.get(&letter));
        for written in alike.into_iter().flatten() {
            if self.left == 0 {
                return false;
            }
            self.left -= 1;
            if share_root(written, word) || may_be(written, word) {
                return true;
            }
        }
        false
    }
}

/// Whether two words begin with the same letters.
pub fn share_root(a: &str, b: &str) -> bool {
    a.chars().zip(b.chars()).take(ROOT).filter(|(a, b)| a == b).count() == ROOT
}

/// Whether the word at this byte speaks of time, form or force.
fn is_table_word(words: &Words, start: usize) -> bool {
    let Some(at) = words.tokens.iter().position(|t| t.start == start) else { return false };
    let is_here = |from: usize, to: usize| from <= at && at < to;
    let says = |time: Time| !matches!(time, Time::Filler | Time::Nothing);
    words.facts.iter().any(|f| is_here(f.from, f.to))
        || words.timing.iter().any(|found| says(found.sense) && is_here(found.from, found.to))
        || words.cues.iter().any(|found| found.sense != Cue::Nothing && is_here(found.from, found.to))
        || words.subjects.iter().any(|found| found.sense == Subject::Form && is_here(found.from, found.to))
}

/// Whether it is alcohol, tobacco or the like: one such word is an instruction.
fn is_habit(words: &Words, start: usize) -> bool {
    words.subjects.iter().filter(|found| found.sense == Subject::Habit).any(|found| {
        words.tokens.get(found.from..found.to).unwrap_or_default().iter().any(|t| t.start == start)
    })
}

/// The web and mail addresses in a text.
fn addresses(text: &str) -> impl Iterator<Item = &str> {
    let is_end = |c: char| c.is_whitespace() || "()[]{}<>\"'“”‘’«»,;|".contains(c);
    text.split(is_end)
        .map(|word| word.trim_matches(|c: char| ".:!?".contains(c)))
        .filter(|word| is_address(word))
}

fn is_address(word: &str) -> bool {
    let mail = word.split_once('@').is_some_and(|(name, host)| !name.is_empty() && !host.is_empty());
    let host = word.split(['/', ':', '?', '#']).next().unwrap_or_default();
    mail || word.contains("://") || word.starts_with("www.") || is_domain(host)
}

/// "evil.example": labels of two letters or more; "p.o." has none, "1.5" no letters at its end.
fn is_domain(host: &str) -> bool {
    let labels: Vec<&str> = host.split(['.', '。', '．']).collect();
    let is_label =
        |label: &&str| label.chars().count() >= 2 && label.chars().all(|c| c.is_alphanumeric() || c == '-');
    labels.len() >= 2
        && labels.iter().all(is_label)
        && labels.last().is_some_and(|top| top.chars().all(char::is_alphabetic))
        && labels.iter().any(|label| label.chars().any(char::is_alphabetic))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_dots_in_words_and_numbers() {
        for address in
            ["evil.example", "a@b", "http://x", "www.x", "sub.evil.example/path", "evil.example:80"]
        {
            assert!(is_address(address), "{address}");
        }
        for word in ["p.o.", "b.i.d", "1.5", "2.5mg", "e.g", "10", "a", "q.d.s", "and/or"] {
            assert!(!is_address(word), "{word}");
        }
    }
}
