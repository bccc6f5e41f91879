//! What search compares: lower case without accents, and with the letters of plain ASCII where people type those instead.

use super::unicode::is_hidden;
use unicode_normalization::{UnicodeNormalization, char::canonical_combining_class};

/// As many characters as the column holds.
const LONGEST: usize = 400;

/// Letters that have no parts to be taken apart into, in lower case, and what people type for them: the Latin letters of
/// CLDR's transform Latin-ASCII that stand in names, and the two shapes of a Greek sigma.
const LETTERS: [(char, &str); 28] = [
    ('ß', "ss"),
    ('æ', "ae"),
    ('œ', "oe"),
    ('ø', "o"),
    ('đ', "d"),
    ('ð', "d"),
    ('þ', "th"),
    ('ł', "l"),
    ('ħ', "h"),
    ('ŧ', "t"),
    ('ı', "i"),
    ('ĸ', "q"),
    ('ŋ', "n"),
    ('ƀ', "b"),
    ('ɓ', "b"),
    ('ƈ', "c"),
    ('ɖ', "d"),
    ('ɗ', "d"),
    ('ɛ', "e"),
    ('ɠ', "g"),
    ('ɨ', "i"),
    ('ƙ', "k"),
    ('ɔ', "o"),
    ('ƥ', "p"),
    ('ʉ', "u"),
    ('ʋ', "v"),
    ('ƴ', "y"),
    ('ς', "σ"),
];

/// Lower case without accents, points and hidden characters, and with plain letters for those of [`LETTERS`].
///
/// Only marks that lie on a letter are left out, by their combining class; vowel signs, the virama, the nukta and the
/// voicing mark of kana are part of the spelling.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.nfkd().filter(|c| !is_hidden(*c) && !is_accent(*c)).flat_map(char::to_lowercase) {
        // A capital may fall apart when it becomes small, as İ does.
        match LETTERS.iter().find(|(letter, _)| *letter == c) {
            Some((_, plain)) => folded.push_str(plain),
            None if is_accent(c) => {}
            None => folded.push(c),
        }
    }
    folded
}

/// What a search for a person looks at: the name, then the title, folded.
pub fn search_text(name: &str, title: Option<&str>) -> String {
    let mut text = fold(name);
    if let Some(title) = title {
        text.push(' ');
        text.push_str(&fold(title));
    }
    text.chars().take(LONGEST).collect()
}

/// Accents of Latin, Greek and Cyrillic, points of Hebrew, vowel marks of Arabic and Syriac, overlays.
fn is_accent(c: char) -> bool {
    matches!(canonical_combining_class(c), 1 | 10..=36 | 200..=240)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_drops_case_and_accents() {
        assert_eq!(fold("Renée MÜLLER"), "renee muller");
        assert_eq!(fold("İpek IŞIK ışık"), "ipek isik isik");
        assert_eq!(fold("Nguyễn Thị Ánh"), "nguyen thi anh");
        assert_eq!(fold("ΟΔΥΣΣΕΥΣ Ὀδυσσεύς"), "οδυσσευσ οδυσσευσ");
    }

    #[test]
    fn folding_writes_plain_letters_for_those_that_have_no_accent_to_lose() {
        assert_eq!(
            fold("Łukasz Groß Øystein Đorđe Æsa Þór Guðrún"),
            "lukasz gross oystein dorde aesa thor gudrun"
        );
        assert_eq!(fold("GROẞ Œuvre Ħal Ŧor"), "gross oeuvre hal tor");
    }

    #[test]
    fn folding_keeps_what_other_scripts_spell_with() {
        assert_ne!(fold("राम"), fold("रमा"));
        assert_ne!(fold("はな"), fold("ばな"));
        assert_eq!(fold("مُحَمَّد"), fold("محمد"));
        assert_eq!(fold("שָׁלוֹם"), fold("שלום"));
        assert_eq!(fold("علی\u{200C}رضا"), fold("علیرضا"));
        assert_eq!(fold("ＭＡＹ"), "may");
    }

    #[test]
    fn what_search_looks_at_fits_into_its_column() {
        assert_eq!(search_text("May Rose", Some("Kardiologie, Süd")), "may rose kardiologie, sud");
        assert_eq!(search_text(&"ﷺ".repeat(200), Some("x")).chars().count(), 400);
    }
}
