//! A sentence as the grammar reads it: senses, numbers and marks in a row.

mod morning;

use crate::lexicon::{Found, Time};
use crate::text::{Kind, Token};
use chrono::NaiveDate;

/// One lexeme.
#[derive(Debug, Clone, Copy, PartialEq)]
enum What {
    Sense(Time),
    Digits(f64),
    Mark(char),
    Word,
}

/// The lexemes of a sentence, over its tokens.
pub struct Stream<'a> {
    tokens: &'a [Token],
    lexemes: Vec<(What, usize, usize)>,
    /// The day the note was written.
    pub day: NaiveDate,
    /// Decimals are written with a comma, so that "24.03" is a date.
    pub commas: bool,
}

/// A lexeme, and the tokens it stands for.
type Lexeme = (What, usize, usize);

/// "2 (two) times", "six (6) hours", "twice (2 times)": a number that is repeated in brackets is one number.
fn said_once(lexemes: &[Lexeme]) -> Vec<Lexeme> {
    let mut once: Vec<Lexeme> = Vec::with_capacity(lexemes.len());
    let mut rest = lexemes;
    while let Some((first, behind)) = rest.split_first() {
        let repeated = match behind {
            [(What::Mark('('), ..), (again, ..), (What::Mark(')'), _, to), ..] => {
                same(first.0, *again).then_some((3, *to))
            }
            [
                (What::Mark('('), ..),
                (again, ..),
                (What::Sense(Time::Times | Time::X), ..),
                (What::Mark(')'), _, to),
                ..,
            ] if matches!(first.0, What::Sense(Time::TimesN(_))) => same(first.0, *again).then_some((4, *to)),
            _ => None,
        };
        let (skipped, to) = repeated.unwrap_or((0, first.2));
        once.push((first.0, first.1, to));
        rest = behind.get(skipped..).unwrap_or_default();
    }
    once
}

fn same(first: What, again: What) -> bool {
    let value = |what: What| match what {
        What::Digits(n) | What::Sense(Time::Num(n) | Time::TimesN(n)) => Some(n),
        _ => None,
    };
    let words = matches!((first, again), (What::Digits(_), What::Digits(_)));
    !words && value(first).zip(value(again)).is_some_and(|(a, b)| (a - b).abs() < 0.01)
}

/// Words that lead up to a number, at most.
const MOST_SKIPPED: usize = 12;

/// Letters that a number may follow at once ("x7d", "q4h"); behind others it is part of a name ("B12").
const BEFORE_NUMBER: &[&str] = &["x", "q", "c", "a", "@", "for", "d", "j"];

impl<'a> Stream<'a> {
    /// Lays the senses over the tokens.
    pub fn new(tokens: &'a [Token], senses: Vec<Found<Time>>, day: NaiveDate, commas: bool) -> Self {
        let mut lexemes = Vec::with_capacity(tokens.len());
        let mut senses = senses.into_iter().peekable();
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            if let Some(found) = senses.next_if(|f| f.from == at) {
                lexemes.push((What::Sense(found.sense), found.from, found.to));
                at = found.to;
                continue;
            }
            let what = match token.kind {
                Kind::Number(n) => {
                    let before = at.checked_sub(1).and_then(|b| tokens.get(b));
                    let in_name = token.glued
                        && before.is_some_and(|b| {
                            b.kind == Kind::Word && !BEFORE_NUMBER.contains(&b.word.as_str())
                        });
                    if in_name { What::Word } else { What::Digits(n) }
                }
                Kind::Mark(c) => What::Mark(c),
                Kind::Word => What::Word,
            };
            lexemes.push((what, at, at + 1));
            at += 1;
        }
        let mut lexemes = said_once(&lexemes);
        morning::among(tokens, &mut lexemes);
        Self { tokens, lexemes, day, commas }
    }

    /// How many lexemes there are.
    pub fn len(&self) -> usize {
        self.lexemes.len()
    }

    /// The sense at `at`.
    pub fn sense(&self, at: usize) -> Option<Time> {
        match self.lexemes.get(at)?.0 {
            What::Sense(sense) => Some(sense),
            _ => None,
        }
    }

    /// Whether the mark `c` is at `at` (also where a table gives it a sense).
    pub fn mark(&self, at: usize, c: char) -> bool {
        self.lexemes.get(at).is_some_and(|(_, from, _)| self.tokens.get(*from).is_some_and(|t| t.is(c)))
    }

    /// The digits at `at`.
    pub fn digits(&self, at: usize) -> Option<f64> {
        match self.lexemes.get(at)?.0 {
            What::Digits(n) => Some(n),
            _ => None,
        }
    }

    /// Whether no white space is between `at` and the lexeme before.
    pub fn glued(&self, at: usize) -> bool {
        self.lexemes.get(at).is_some_and(|(_, from, _)| self.tokens.get(*from).is_some_and(|t| t.glued))
    }

    /// Whether `at` is one word with dots in it ("o.n.").
    pub fn dotted(&self, at: usize) -> bool {
        let token = self.lexemes.get(at).and_then(|(_, from, _)| self.tokens.get(*from));
        token.is_some_and(|t| t.word.is_ascii() && t.end - t.start > t.word.len())
    }

    /// Whether the first letter of `at` is a capital.
    pub fn capital(&self, at: usize) -> bool {
        self.lexemes.get(at).is_some_and(|(_, from, _)| self.tokens.get(*from).is_some_and(|t| t.capital))
    }

    /// Whether `at` is a word without a sense.
    pub fn is_word(&self, at: usize) -> bool {
        matches!(self.lexemes.get(at), Some((What::Word, ..)))
    }

    /// The folded text of the first token of `at`.
    pub fn word(&self, at: usize) -> &str {
        self.lexemes.get(at).and_then(|(_, from, _)| self.tokens.get(*from)).map_or("", |t| t.word.as_str())
    }

    /// The folded text of the last token of `at`.
    pub fn last_word(&self, at: usize) -> &str {
        let last = self.lexemes.get(at).and_then(|l| self.tokens.get(l.2.checked_sub(1)?));
        last.map_or("", |t| t.word.as_str())
    }

    /// The digits at `at`, or the number of "3rd", which has a sense of its own.
    pub fn day_number(&self, at: usize) -> Option<f64> {
        let ordinal = match self.sense(at) {
            Some(Time::Nth(n)) if self.word(at).starts_with(|c: char| c.is_ascii_digit()) => Some(n),
            _ => None,
        };
        self.digits(at).or(ordinal)
    }

    /// The place behind `words`, if they stand at `at`, whatever their senses.
    pub fn phrase(&self, at: usize, words: &str) -> Option<usize> {
        let mut token = self.from(at);
        for word in words.split(' ') {
            if self.tokens.get(token)?.word != word {
                return None;
            }
            token += 1;
        }
        (at..=self.len()).find(|n| self.from(*n) >= token)
    }

    /// Whether one of the tokens of `at` is one of `words`.
    pub fn has_word(&self, at: usize, words: &[&str]) -> bool {
        let tokens = self.lexemes.get(at).and_then(|(_, from, to)| self.tokens.get(*from..*to));
        tokens.unwrap_or_default().iter().any(|t| words.contains(&t.word.as_str()))
    }

    /// The first token of `at`.
    pub fn from(&self, at: usize) -> usize {
        self.lexemes.get(at).map_or(self.tokens.len(), |l| l.1)
    }

    /// One past the last token of `at`.
    pub fn to(&self, at: usize) -> usize {
        self.lexemes.get(at).map_or(self.tokens.len(), |l| l.2)
    }

    /// The first place from `at` on whose sense is not skipped; a few are skipped at most, so that the time stays linear.
    pub fn skip(&self, mut at: usize, skipped: impl Fn(Time) -> bool) -> usize {
        let most = at + MOST_SKIPPED;
        while at < most && self.sense(at).is_some_and(&skipped) {
            at += 1;
        }
        at
    }

    /// A number or a range of two: smaller, larger, and the place behind.
    pub fn number(&self, at: usize) -> Option<(f64, f64, usize)> {
        let (first, to) = self.simple_number(at)?;
        // "4 bis 6 Wochen"
        let up_to = matches!(self.sense(to), Some(Time::Until)) && self.last_word(to) == "bis";
        let up_to = up_to || matches!(self.sense(to), Some(Time::In)) && self.last_word(to) == "a";
        let between = up_to || matches!(self.sense(to), Some(Time::To | Time::Or)) || self.mark(to, '-');
        if between && let Some((second, end)) = self.simple_number(to + 1) {
            // "1-0-1" and "9-12-15" are no ranges.
            if self.mark(end, '-') && self.digits(end + 1).is_some() && self.glued(end) {
                return Some((first, first, to));
            }
            if second > first {
                return Some((first, second, end));
            }
        }
        Some((first, first, to))
    }

    fn simple_number(&self, at: usize) -> Option<(f64, usize)> {
        if let Some(n) = self.digits(at) {
            if self.mark(at + 1, '/')
                && self.glued(at + 1)
                && self.glued(at + 2)
                && let Some(under) = self.digits(at + 2)
                && (n - 1.0).abs() < 0.01
                && (under - 2.0).abs() < 0.01
            {
                return Some((0.5, at + 3));
            }
            return Some((n, at + 1));
        }
        let Some(Time::Num(mut total)) = self.sense(at) else { return None };
        let mut to = at + 1;
        while let Some(Time::Num(n)) = self.sense(to) {
            if n >= 100.0 && total < n {
                total *= n;
            } else if (total >= 20.0 && n < 10.0 && total % 10.0 == 0.0) || (total >= 100.0 && n < 100.0) {
                total += n;
            } else {
                break;
            }
            to += 1;
        }
        // "one and a half"
        if matches!(self.sense(to), Some(Time::And))
            && let Some(Time::Num(half)) = self.sense(to + 1)
            && half < 1.0
        {
            return Some((total + half, to + 2));
        }
        Some((total, to))
    }

    /// Whether "up to" stands in front of `from` or "at most" behind `to`.
    pub fn is_maximum(&self, from: usize, to: usize) -> bool {
        let upto = |at: usize| matches!(self.sense(at), Some(Time::UpTo));
        upto(to) || upto(from) || from.checked_sub(1).is_some_and(|b| upto(b) || self.mark(b, '<'))
    }
}
