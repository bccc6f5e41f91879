//! Splitting text into words, numbers and marks, each with its place.
//!
//! Letters and digits part ("500mg", "x7d"), hyphens and apostrophes inside a word vanish ("follow-up" is two words,
//! "don't" one), and the dots of "b.i.d." make one word, so that the tables need one spelling only.

use super::{digits, fold};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kind {
    /// Letters.
    Word,
    /// Digits, with a decimal part if there is one.
    Number(f64),
    /// Any other visible character.
    Mark(char),
}

/// A token and its place in the text.
#[derive(Debug, Clone)]
pub struct Token {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Word, number or mark.
    pub kind: Kind,
    /// Folded text (a corrected spelling, once corrected).
    pub word: String,
    /// No white space between this and the token before.
    pub glued: bool,
    /// The first letter is a capital.
    pub capital: bool,
}

impl Token {
    /// Whether this is the mark `c`.
    pub fn is(&self, c: char) -> bool {
        self.kind == Kind::Mark(c)
    }
}

/// How decimals are written: "1.5" (English) or "1,5" (elsewhere).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decimal {
    /// 1,000.5
    Point,
    /// 1.000,5
    Comma,
}

/// The tokens of `text`, whose first byte is byte `base` of the note.
pub fn tokenize(text: &str, base: usize, decimal: Decimal) -> Vec<Token> {
    let chars: Vec<(usize, char)> = text.char_indices().map(|(at, c)| (at, digits::plain(c))).collect();
    let at = |i: usize| chars.get(i).map(|c| c.1);
    let byte = |i: usize| chars.get(i).map_or(text.len(), |c| c.0);
    let mut tokens: Vec<Token> = Vec::new();
    let (mut i, mut glued) = (0, false);
    while let Some(c) = at(i) {
        if c.is_whitespace() || c.is_control() || is_invisible(c) {
            glued = false;
            i += 1;
            continue;
        }
        let from = i;
        let kind;
        let mut word: String;
        if c.is_ascii_digit() {
            i = number_end(&at, i);
            word = chars.get(from..i).unwrap_or_default().iter().map(|c| c.1).collect();
            kind = Kind::Number(value(&word, decimal));
        } else if c.is_alphabetic() {
            i = word_end(&at, i);
            word = fold(text.get(byte(from)..byte(i)).unwrap_or_default());
            word.retain(|c| !matches!(c, '\'' | '’' | '.' | '\u{ad}'));
            kind = Kind::Word;
        } else {
            i += 1;
            let arrow = matches!(c, '-' | '=' | '–') && at(i) == Some('>');
            i += usize::from(arrow);
            let c = if arrow { '→' } else { normal_mark(c) };
            // A hyphen inside a word, and the apostrophe of "l'eau", separate two words and say nothing else.
            let in_word = matches!(c, '-' | '\'')
                && from > 0
                && at(from - 1).is_some_and(char::is_alphabetic)
                && at(i).is_some_and(char::is_alphabetic);
            if in_word {
                continue;
            }
            word = c.to_string();
            kind = Kind::Mark(c);
        }
        if let Some((value, text)) = vulgar_fraction(c) {
            tokens.push(Token {
                start: base + byte(from),
                end: base + byte(i),
                kind: Kind::Number(value),
                word: text.to_owned(),
                glued,
                capital: false,
            });
        } else {
            tokens.push(Token {
                start: base + byte(from),
                end: base + byte(i),
                kind,
                word,
                glued,
                capital: c.is_uppercase(),
            });
        }
        glued = true;
    }
    tokens
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// The dashes, quotes and signs that mean one thing.
fn normal_mark(c: char) -> char {
    match c {
        '‐' | '‑' | '‒' | '–' | '−' | '—' => '-',
        '’' | '‘' | '`' | '´' => '\'',
        '“' | '”' | '«' | '»' | '„' => '"',
        '×' => 'x',
        '≤' => '<',
        '≥' => '>',
        '…' => '.',
        c => c,
    }
}

fn vulgar_fraction(c: char) -> Option<(f64, &'static str)> {
    match c {
        '½' => Some((0.5, "1/2")),
        '¼' => Some((0.25, "1/4")),
        '¾' => Some((0.75, "3/4")),
        _ => None,
    }
}

/// Digits, with a "." or "," only between digits.
fn number_end(at: &impl Fn(usize) -> Option<char>, mut i: usize) -> usize {
    let digit = |i: usize| at(i).is_some_and(|c| c.is_ascii_digit());
    while digit(i) || (matches!(at(i), Some('.' | ',')) && digit(i + 1)) {
        i += 1;
    }
    i
}

fn word_end(at: &impl Fn(usize) -> Option<char>, mut i: usize) -> usize {
    let letter = |i: usize| at(i).is_some_and(char::is_alphabetic);
    let combining = |i: usize| at(i).is_some_and(unicode_normalization::char::is_combining_mark);
    // "b.i.d.", "i.v.": single letters, each with its dot.
    if letter(i) && at(i + 1) == Some('.') && letter(i + 2) && !letter(i + 3) {
        let mut end = i + 1;
        while at(end) == Some('.') && letter(end + 1) && !letter(end + 2) {
            end += 2;
        }
        return if at(end) == Some('.') { end + 1 } else { end };
    }
    loop {
        if letter(i) || combining(i) || at(i) == Some('\u{ad}') {
            i += 1;
        } else if matches!(at(i), Some('\'' | '’')) && at(i + 1) == Some('t') && !letter(i + 2) {
            i += 2;
        } else {
            return i;
        }
    }
}

/// The number that `digits` writes; huge ones stay finite.
fn value(digits: &str, decimal: Decimal) -> f64 {
    let (point, group) = match decimal {
        Decimal::Point => ('.', ','),
        Decimal::Comma => (',', '.'),
    };
    let groups_of_three = |sep: char| digits.split(sep).skip(1).all(|g| g.len() == 3);
    let plain: String = if digits.contains(group) && groups_of_three(group) && !digits.starts_with('0') {
        digits.chars().filter(|c| *c != group).map(|c| if c == point { '.' } else { c }).collect()
    } else {
        let mut seen = false;
        digits
            .chars()
            .map_while(|c| match c {
                ',' | '.' if seen => None,
                ',' | '.' => {
                    seen = true;
                    Some('.')
                }
                c => Some(c),
            })
            .collect()
    };
    plain.parse::<f64>().map_or(0.0, |n| n.min(1e9))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        tokenize(text, 0, Decimal::Point).into_iter().map(|t| t.word).collect()
    }

    #[test]
    fn letters_and_digits_part() {
        assert_eq!(words("500mg x7d q4-6h"), ["500", "mg", "x", "7", "d", "q", "4", "-", "6", "h"]);
    }

    #[test]
    fn dotted_letters_are_one_word() {
        assert_eq!(words("b.i.d. for i.v. use."), ["bid", "for", "iv", "use", "."]);
    }

    #[test]
    fn words_lose_hyphens_and_apostrophes() {
        assert_eq!(words("Don't follow-up d'eau"), ["dont", "follow", "up", "d", "eau"]);
    }

    #[test]
    fn numbers_are_read_the_way_of_the_language() {
        let number = |text, decimal| tokenize(text, 0, decimal).first().map(|t| t.kind);
        assert_eq!(number("50,000", Decimal::Point), Some(Kind::Number(50_000.0)));
        assert_eq!(number("12,5", Decimal::Comma), Some(Kind::Number(12.5)));
        assert_eq!(number("25.000", Decimal::Comma), Some(Kind::Number(25_000.0)));
        assert_eq!(number("0.25", Decimal::Point), Some(Kind::Number(0.25)));
        assert_eq!(number(&"9".repeat(400), Decimal::Point), Some(Kind::Number(1e9)));
    }
}
