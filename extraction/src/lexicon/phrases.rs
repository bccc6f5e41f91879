//! Longest-match lookup of phrases in a line of tokens.

use crate::text::{Token, token::Decimal, tokenize};
use std::collections::HashMap;

/// A phrase found in the tokens `from..to`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Found<S> {
    /// What it means.
    pub sense: S,
    /// First token.
    pub from: usize,
    /// One past the last token.
    pub to: usize,
}

/// Phrases by their first word, longest first.
#[derive(Debug)]
pub struct Phrases<S> {
    by_first: HashMap<String, Vec<(Vec<String>, S)>>,
}

impl<S: Copy> Phrases<S> {
    /// Compiles rows of `a|b|c`; an earlier row wins over a later one.
    pub fn new<'a>(rows: impl Iterator<Item = &'a (S, &'static str)>) -> Self
    where
        S: 'a,
    {
        let mut by_first: HashMap<String, Vec<(Vec<String>, S)>> = HashMap::new();
        for (sense, phrases) in rows {
            for phrase in phrases.split('|') {
                let mut words = tokenize(phrase, 0, Decimal::Point).into_iter().map(|t| t.word);
                let Some(first) = words.next() else { continue };
                by_first.entry(first).or_default().push((words.collect(), *sense));
            }
        }
        for list in by_first.values_mut() {
            list.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
        }
        Self { by_first }
    }

    /// The longest phrase that begins at token `at`.
    pub fn at(&self, tokens: &[Token], at: usize) -> Option<Found<S>> {
        let first = tokens.get(at)?;
        let rest = tokens.get(at + 1..)?;
        let hit = |words: &[String]| {
            words.len() <= rest.len() && words.iter().zip(rest).all(|(word, token)| *word == token.word)
        };
        let (words, sense) = self.by_first.get(&first.word)?.iter().find(|(words, _)| hit(words))?;
        Some(Found { sense: *sense, from: at, to: at + 1 + words.len() })
    }

    /// All phrases, left to right, none overlapping another.
    pub fn all(&self, tokens: &[Token]) -> Vec<Found<S>> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            if let Some(hit) = self.at(tokens, at) {
                at = hit.to;
                found.push(hit);
            } else {
                at += 1;
            }
        }
        found
    }

    /// Every word of every phrase, and whether it is a phrase by itself.
    pub fn words(&self) -> impl Iterator<Item = (&str, bool)> {
        self.by_first.iter().flat_map(|(first, list)| {
            let alone = list.iter().any(|(rest, _)| rest.is_empty());
            let rest = list.iter().flat_map(|(rest, _)| rest).map(|w| (w.as_str(), false));
            std::iter::once((first.as_str(), alone)).chain(rest)
        })
    }
}
