//! Folding: lower case, no accents, so that "Täglich" and "taglich" are one word.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Lower case, without accents and ligatures.
pub fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(word.len());
    for c in word.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            'ß' => folded.push_str("ss"),
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'µ' => folded.push('μ'),
            c if is_combining_mark(c) => {}
            c => folded.push(c),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn accents_and_case_do_not_count() {
        assert_eq!(fold("Täglich"), "taglich");
        assert_eq!(fold("GROẞ"), "gross");
        assert_eq!(fold("œdème"), "oedeme");
    }
}
