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

    /// The bytes of the note that `quoted` quotes; nothing is nowhere.
    pub fn of(&self, quoted: &str) -> Option<Range<usize>> {
        let exact = quoted.trim();
        if exact.is_empty() {
            return None;
        }
        if let Some(at) = self.note.find(exact) {
            return Some(at..at + exact.len());
        }
        let (wanted, _) = plain(exact);
        let wanted =
            wanted.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '.' | ',' | ';'));
        if wanted.is_empty() {
            return None;
        }
        let at = self.plain.find(wanted)?;
        let start = *self.origin.get(at)?;
        let last = *self.origin.get(at + wanted.len() - 1)?;
        let end = last + self.note.get(last..)?.chars().next()?.len_utf8();
        Some(start..end)
    }
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
        let bytes = place.of("Take").unwrap();
        assert_eq!(passage(note, bytes).unwrap().start, 11);
    }
}
