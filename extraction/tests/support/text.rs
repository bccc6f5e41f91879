//! Comparing words the way a reader would: case and accents do not count.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Words that turn a sentence round ("do not take", "sans", "absetzen"), folded.
const NEGATING: &[&str] = &[
    // English
    "not",
    "no",
    "avoid",
    "avoiding",
    "stop",
    "stopped",
    "stopping",
    "don't",
    "dont",
    "never",
    "without",
    "cannot",
    "can't",
    "nor",
    "hold",
    "withhold",
    "omit",
    "discontinue",
    "discontinued",
    "pause",
    "cease",
    "refrain",
    "skip",
    "off",
    // Spanish
    "sin",
    "suspender",
    "suspenda",
    "suspendido",
    "nunca",
    "evitar",
    "evite",
    "dejar",
    "deje",
    "retirar",
    "ni",
    // French
    "ne",
    "pas",
    "sans",
    "arreter",
    "arretez",
    "arret",
    "jamais",
    "eviter",
    "evitez",
    "suspendre",
    "aucun",
    "aucune",
    "interrompre",
    // German
    "nicht",
    "kein",
    "keine",
    "keinen",
    "keinem",
    "keiner",
    "ohne",
    "absetzen",
    "abgesetzt",
    "stopp",
    "nie",
    "niemals",
    "vermeiden",
    "meiden",
    "pausieren",
    "beenden",
];

/// Lower case, without accents, one kind of apostrophe, all white space a single space.
pub fn fold(text: &str) -> String {
    let plain: String = text
        .to_lowercase()
        .nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(|c| match c {
            'ß' => "ss".chars().collect::<Vec<_>>(),
            'œ' => "oe".chars().collect(),
            'æ' => "ae".chars().collect(),
            '’' | '‘' => vec!['\''],
            other => vec![other],
        })
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether every keyword occurs in `folded`; a keyword is alternatives split by `|`.
///
/// A space in front of or behind an alternative ("no ") asks for the end of a word there.
pub fn matches(keywords: &[String], folded: &str) -> bool {
    let padded = padded(folded);
    keywords.iter().all(|keyword| alternatives(keyword).any(|a| padded.contains(&a)))
}

/// The alternatives of one keyword, folded, spaces at their ends kept.
pub fn alternatives(keyword: &str) -> impl Iterator<Item = String> + '_ {
    keyword.split('|').map(|a| {
        let (front, back) = (a.starts_with(' '), a.ends_with(' '));
        let word = fold(a);
        format!("{}{word}{}", if front { " " } else { "" }, if back { " " } else { "" })
    })
}

/// Whether all `words` occur in `folded` (those of up to three letters as whole words: "ct" is not in "fracture").
pub fn contains_all(words: &[String], folded: &str) -> bool {
    let padded = padded(folded);
    words.iter().all(|word| {
        let word = fold(word);
        if word.chars().count() <= 3 { padded.contains(&format!(" {word} ")) } else { padded.contains(&word) }
    })
}

/// Whether `folded` has a word that says not to.
pub fn negates(folded: &str) -> bool {
    folded
        .split(|c: char| !(c.is_alphanumeric() || c == '\''))
        .any(|token| NEGATING.contains(&token) || token.starts_with("n'") || token.ends_with("n't"))
        || folded.contains("d/c")
}

/// Spaces around it, and in place of the punctuation that ends a word (the comma of "1,000" does not).
fn padded(folded: &str) -> String {
    let mut spaced = String::from(" ");
    let mut rest = folded.trim_end_matches('.').chars().peekable();
    while let Some(c) = rest.next() {
        let ends_a_word = "()!?".contains(c)
            || (",;:".contains(c) && !rest.peek().is_some_and(|next| next.is_alphanumeric()));
        spaced.push(if ends_a_word { ' ' } else { c });
    }
    spaced.push(' ');
    spaced
}
