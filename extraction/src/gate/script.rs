//! Letters that look like others: a Cyrillic "o" makes another word of "doxycycline", which no table and no doctor's search finds.

use std::collections::HashSet;

/// First and last letter of scripts whose letters look like those of others; the rest are told apart by their block.
const SCRIPTS: &[(u32, u32, u32)] = &[
    // Latin, with its extensions and its full-width letters.
    (0x41, 0x24F, 1),
    (0x250, 0x2AF, 1),
    (0x1E00, 0x1EFF, 1),
    (0x2C60, 0x2C7F, 1),
    (0xA720, 0xA7FF, 1),
    (0xFB00, 0xFB06, 1),
    // Greek.
    (0x370, 0x3FF, 2),
    (0x1F00, 0x1FFF, 2),
    // Cyrillic.
    (0x400, 0x52F, 3),
    (0x1C80, 0x1C8F, 3),
    (0x2DE0, 0x2DFF, 3),
    (0xA640, 0xA69F, 3),
];

/// The scripts of the letters in `text`.
pub fn all(text: &str) -> HashSet<u32> {
    if text.is_ascii() {
        return if text.contains(|c: char| c.is_ascii_alphabetic()) {
            HashSet::from([1])
        } else {
            HashSet::new()
        };
    }
    text.chars().filter_map(of).collect()
}

/// Whether one word has letters of several scripts.
pub fn is_mixed(word: &str) -> bool {
    !word.is_ascii() && all(word).len() > 1
}

/// The script of a letter; that of units and ordinals ("μg", "1º") is any.
fn of(c: char) -> Option<u32> {
    if !c.is_alphabetic() || matches!(c, 'µ' | 'μ' | 'ª' | 'º') || ('\u{2B0}'..='\u{2FF}').contains(&c) {
        return None;
    }
    let code = u32::from(c);
    let known = SCRIPTS.iter().find(|(first, last, _)| (*first..=*last).contains(&code));
    // A block is of 256 letters at most; its number is beyond those of the scripts above.
    Some(known.map_or(code / 256 + 16, |(_, _, script)| *script))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_are_told_apart() {
        assert_eq!(all("Täglich 5 μg œdème"), HashSet::from([1]));
        assert!(is_mixed("d\u{43e}xycycline"));
        assert!(is_mixed("d\u{3bf}xycycline"));
        assert!(!is_mixed("доксициклин"));
        assert!(!is_mixed("doxycycline"));
    }
}
