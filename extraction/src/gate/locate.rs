//! Where in the note a quoted passage stands.
//!
//! Models quote with other quotes, dashes, white space and case; what they quote is still there. The answer is always a true
//! slice of the note.

use crate::Passage;
use std::ops::Range;

/// A note that passages are looked for in.
pub struct Place<'n> {
    note: &'n str,
    /// The note in plain characters.
    plain: String,
    /// For every byte of `plain`, the byte of the note it came from; one more for the end.
    origin: Vec<usize>,
}

impl<'n> Place<'n> {
    /// Makes `note` ready for searches.
    pub fn new(note: &'n str) -> Self {
        let (plain, origin) = plain(note);
        Self { note, plain, origin }
    }

    /// The bytes of the note that `quoted` quotes; nothing is nowhere, and so is more than one step can come from.
    pub fn of(&self, quoted: &str) -> Option<Range<usize>> {
        let exact = quoted.trim();
        if exact.is_empty() {
            return None;
        }
        if says_little(exact) || exact.chars().nth(LONGEST).is_some() {
            return None;
        }
        if let Some(at) = whole(self.note, exact) {
            return Some(at..at + exact.len());
        }
        let (wanted, _) = plain(exact);
        let wanted =
            wanted.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '.' | ',' | ';'));
        if wanted.is_empty() {
            return None;
        }
        let at = whole(&self.plain, wanted)?;
        let start = *self.origin.get(at)?;
        let last = *self.origin.get(at + wanted.len() - 1)?;
        let end = last + self.note.get(last..)?.chars().next()?.len_utf8();
        Some(start..end)
    }
}

/// Characters of a passage at most: whatever is quoted at greater length grounds everything, and so nothing.
pub const LONGEST: usize = 1000;

/// Fewer letters and digits are found anywhere, and ground nothing; but for a name of three ("MTX", "INR").
const FEWEST: usize = 4;

fn says_little(quoted: &str) -> bool {
    let letters = quoted.chars().filter(|c| c.is_alphanumeric()).count();
    let is_name = || {
        let mut words = quoted.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words
            .next()
            .is_some_and(|word| word.chars().count() + 1 == FEWEST && word.chars().all(char::is_alphabetic))
    };
    letters < FEWEST && !is_name()
}

/// Where `wanted` stands in `text` and neither begins nor ends within a word or a number.
fn whole(text: &str, wanted: &str) -> Option<usize> {
    let is_whole = |at: usize| {
        let (front, behind) = (text.get(..at), text.get(at + wanted.len()..));
        let opens = !(wanted.starts_with(is_mark) || front.is_some_and(|f| parts(f, wanted)));
        let closes = !behind.is_some_and(|b| parts(wanted, b));
        opens && closes
    };
    text.match_indices(wanted).map(|(at, _)| at).find(|at| is_whole(*at))
}

/// Accents that stand behind their letter.
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// Whether a cut between two texts parts a word or a number ("1|.5"); letters and digits are two words ("500|mg").
fn parts(front: &str, behind: &str) -> bool {
    let (mut before, mut after) = (front.chars().rev(), behind.chars());
    let (Some(last), Some(next)) = (before.next(), after.next()) else { return false };
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let is_point = |c: char| matches!(c, '.' | ',');
    is_mark(next)
        || last.is_alphabetic() && next.is_alphabetic()
        || last.is_ascii_digit() && next.is_ascii_digit()
        || last.is_ascii_digit() && is_point(next) && digit(after.next())
        || is_point(last) && next.is_ascii_digit() && digit(before.next())
}

/// Lower case, plain quotes and dashes, every white space one space; and where each byte came from.
fn plain(text: &str) -> (String, Vec<usize>) {
    let (mut plain, mut origin) = (String::with_capacity(text.len()), Vec::with_capacity(text.len()));
    for (at, c) in text.char_indices() {
        let before = plain.len();
        match c {
            c if c.is_whitespace() => {
                if !plain.ends_with(' ') {
                    plain.push(' ');
                }
            }
            '‘' | '’' | '`' | '´' => plain.push('\''),
            '“' | '”' | '„' | '«' | '»' => plain.push('"'),
            '‐' | '‑' | '‒' | '–' | '—' | '−' => plain.push('-'),
            '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{feff}'
            | '\u{ad}' => {}
            c => plain.extend(c.to_lowercase()),
        }
        origin.extend(std::iter::repeat_n(at, plain.len() - before));
    }
    (plain, origin)
}

/// The passage at these bytes, counted in UTF-16 units as browsers do.
pub fn passage(note: &str, bytes: Range<usize>) -> Option<Passage> {
    let text = note.get(bytes.clone())?;
    let start = note.get(..bytes.start)?.encode_utf16().count();
    let end = start + text.encode_utf16().count();
    Some(Passage { start: u32::try_from(start).ok()?, end: u32::try_from(end).ok()?, text: text.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passage_quoted_loosely_is_found_as_a_true_slice() {
        let note = "Réview 😀. Take  Ibuprofen\n400 mg “now” – daily.";
        let place = Place::new(note);
        let found = |quoted| place.of(quoted).and_then(|bytes| note.get(bytes));
        assert_eq!(
            found("take ibuprofen 400 mg \"now\" - daily"),
            Some("Take  Ibuprofen\n400 mg “now” – daily")
        );
        assert_eq!(found("take morphine"), None);
        assert_eq!(found("  "), None);
        for cut in ["a", "ake  Ibuprofen", "Take  Ibuprof", "Ibuprofen\n40", "mg", "daily – now"] {
            assert_eq!(found(cut), None, "{cut}");
        }
        let bytes = place.of("Take").unwrap();
        assert_eq!(passage(note, bytes).unwrap().start, 11);
    }

    #[test]
    fn half_a_note_is_no_passage() {
        let note = "Take ibuprofen 400 mg daily. ".repeat(100);
        assert_eq!(Place::new(&note).of(&note), None);
        assert!(Place::new(&note).of(note.get(..990).unwrap()).is_some());
    }

    #[test]
    fn a_passage_is_whole_words_wherever_they_stand() {
        let note = "Rewarfarin. MTX 1.5 mg, INR; e\u{301}clair 500mg. Warfarin warfarin 11.5 mg";
        let found = |quoted: &str| Place::new(note).of(quoted).map(|bytes| bytes.start);
        assert_eq!(found("warfarin"), Some(54));
        assert_eq!(found("MTX"), Some(12));
        assert_eq!(found("INR"), Some(24));
        assert_eq!(found("500m"), None);
        assert_eq!(found("INR; e"), None);
        assert_eq!(found("MTX 1"), None);
        assert_eq!(found("5 mg, INR"), None);
        assert_eq!(found("500mg. Warfarin"), Some(38));
    }
}
