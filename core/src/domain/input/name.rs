//! A name: shown as it was written, and always with something to see.
//!
//! What shows nothing is refused, because two names that look alike should be alike. Three things that show nothing by
//! themselves are kept where they change what a reader sees:
//! - joiners (U+200C, U+200D) where a script uses them: beside a virama, as UAX 31 (R1a) and RFC 5892 (A.1, A.2) have it;
//!   between letters of a cursive script, also where the letter before does not join, since Persian is spelt so; and
//!   between emoji;
//! - variation selectors behind what has variants: an ideograph, a Mongolian letter, an emoji.

use super::{
    line,
    unicode::{
        has_variants, is_hidden, is_letter, is_mark, is_pictograph, is_variation_selector, is_virama,
        is_visible, script,
    },
};
use crate::{Error, Result};
use icu_properties::props::Script;

/// Scripts whose letters join, so that a joiner between two of them changes their shape.
const CURSIVE: [Script; 7] = [
    Script::Arabic,
    Script::Syriac,
    Script::Mandaic,
    Script::Nko,
    Script::Mongolian,
    Script::Adlam,
    Script::HanifiRohingya,
];

/// A trimmed name of 1 to `longest` characters of which something can be seen and nothing is hidden.
///
/// # Errors
/// [`Error::BadInput`] at `path`.
pub fn name(path: &'static str, text: &str, longest: usize) -> Result<String> {
    let name = line(path, text, longest)?;
    if !name.chars().any(is_visible) {
        return Err(Error::bad_input(path, format!("{path} must contain something that can be seen")));
    }
    let chars: Vec<char> = name.chars().collect();
    let hidden = |place: usize| {
        let (before, after) = (&chars[..place], &chars[place + 1..]);
        match chars[place] {
            '\u{200C}' | '\u{200D}' => !joins(before, after),
            c if is_variation_selector(c) => !before.last().copied().is_some_and(has_variants),
            c => is_hidden(c),
        }
    };
    if (0..chars.len()).any(hidden) {
        return Err(Error::bad_input(path, format!("{path} must not contain invisible characters")));
    }
    Ok(name)
}

/// Whether a joiner between these means something.
fn joins(before: &[char], after: &[char]) -> bool {
    let (last, next) = (before.last().copied(), after.first().copied());
    let beside_virama = last.is_some_and(is_virama)
        || (next.is_some_and(is_virama) && last.is_some_and(|c| is_letter(c) || is_mark(c)));
    // Vowel signs and skin tones lie between the joiner and what it joins.
    let base = before.iter().rev().copied().find(|c| !is_mark(*c) && !is_modifier(*c));
    let letters = base.zip(next).is_some_and(|(one, other)| {
        is_letter(one) && is_letter(other) && script(one) == script(other) && CURSIVE.contains(&script(one))
    });
    let pictures = base.zip(next).is_some_and(|(one, other)| is_pictograph(one) && is_pictograph(other));
    beside_virama || letters || pictures
}

fn is_modifier(c: char) -> bool {
    is_variation_selector(c) || matches!(c, '\u{1F3FB}'..='\u{1F3FF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(text: &str) -> String {
        name("name", text, 200).unwrap_err().to_string()
    }

    #[test]
    fn a_name_of_which_nothing_can_be_seen_is_refused() {
        for text in [
            "\u{200B}",
            "\u{115F}",
            "\u{1160}",
            "\u{3164}\u{3164}",
            "\u{FFA0}",
            "\u{2800} \u{2800}",
            "\u{E0041}\u{E0042}",
            "\u{FE0F}",
            "\u{E0100}",
            "\u{0301}\u{0302}",
            "\u{00AD}",
            "\u{2060}\u{FEFF}",
            "\u{180E}",
            "\u{E000}",
        ] {
            assert_eq!(refusal(text), "name must contain something that can be seen", "{text:?}");
        }
    }

    #[test]
    fn names_of_many_scripts_are_kept_as_they_are() {
        for text in [
            "Łukasz Żółć",
            "Siobhán O'Néill-Byrne 3rd",
            "محمد بن سلمان",
            "آقا\u{200C}محمد",       // after a letter that does not join
            "علی\u{200C}رضا",        // after one that does
            "র\u{200D}\u{09CD}যাচেল", // Bengali, before the virama
            "ක\u{0DCA}\u{200D}රිස්",   // Sinhala, behind it
            "അവന\u{0D4D}\u{200D}",   // Malayalam, at the end
            "葛\u{E0100}城",         // an ideograph's variant
            "Ann 👩🏽\u{200D}⚕\u{FE0F}",
            "ประยุทธ์",
            "Nguyễn Thị Ánh",
            "X Æ A-12",
            "김민수",
        ] {
            assert_eq!(name("name", text, 200).unwrap(), text);
        }
    }

    #[test]
    fn hidden_characters_are_refused_wherever_they_mean_nothing() {
        for text in [
            "Ann\u{200B}a",
            "Ann\u{200D}a",
            "Ann\u{200C}",
            "\u{200D}Anna",
            "علی\u{200C} رضا",
            "A\u{FE00}nna",
            "An\u{00AD}na",
            "Anna\u{2800}Ng",
            "Anna\u{E0041}",
            "An\u{FFF9}na",
            "Anna\u{3164}",
        ] {
            assert_eq!(refusal(text), "name must not contain invisible characters", "{text:?}");
        }
        assert_eq!(refusal("Anna\u{202E}"), "name must not contain control characters");
    }
}
