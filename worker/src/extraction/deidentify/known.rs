//! The people that the hospital knows: their names, whole and in parts, and their addresses.

use super::{Class, Found, Person, Role};
use regex::{Regex, escape};
use std::ops::Range;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// Parts of names that notes use as words: alone they go only where they are written as a name, with a capital, and not
/// beside a number ("14 May"): a note without "rest" or "may" says something else. In the whole name and after a title
/// they go in any case.
const USUAL: &[&str] = &[
    "april", "august", "bath", "bed", "best", "blank", "bone", "brown", "burns", "call", "care", "cast",
    "cold", "cook", "day", "days", "drop", "drops", "eye", "field", "finger", "foot", "french", "good",
    "gray", "green", "hand", "hands", "heart", "hill", "holiday", "home", "hope", "ice", "june", "king",
    "lane", "law", "leg", "lent", "little", "long", "love", "mai", "march", "mark", "may", "miles", "monday",
    "moon", "morning", "noon", "page", "pain", "pill", "police", "pound", "price", "reading", "rest", "rice",
    "rose", "salt", "self", "short", "sharp", "small", "spring", "stone", "storm", "summer", "sunday",
    "walk", "walker", "ward", "water", "week", "weeks", "white", "will", "winter", "wood", "work", "young",
    "klein", "kurz", "lang", "morgen", "abend", "tag", "tage", "sommer", "winter", "blanc", "petit", "grand",
    "jour", "matin", "luz", "sol", "dolor", "paz", "cruz",
];

/// Every place where one of them is named.
pub(super) fn find(note: &str, people: &[Person]) -> Vec<Found> {
    let folded = Folded::new(note);
    let mut found = Vec::new();
    for person in people {
        let class = match person.role {
            Role::Patient => Class::Patient,
            Role::Doctor => Class::Doctor,
        };
        for (pattern, class) in
            patterns(&person.name).into_iter().map(|pattern| (pattern, class)).chain(address(&person.email))
        {
            // What is escaped always compiles; a name too long for a pattern is too long for a name.
            let Ok(pattern) = Regex::new(&pattern) else { continue };
            found.extend(pattern.find_iter(&folded.text).map(|at| (folded.origin(at.range()), class)));
        }
        for word in parts(&fold(&person.name)).filter(|part| USUAL.contains(part)) {
            let Ok(pattern) = Regex::new(&format!(r"\b{}\b", escape(word))) else { continue };
            let places = pattern.find_iter(&folded.text).map(|at| folded.origin(at.range()));
            found
                .extend(places.filter(|place| is_written_as_a_name(note, place)).map(|place| (place, class)));
        }
    }
    found
}

/// "Brown", not "brown"; "BROWN" where not all is in capitals; not "May 14" nor "14 May".
fn is_written_as_a_name(note: &str, place: &Range<usize>) -> bool {
    let (Some(before), Some(word), Some(after)) =
        (note.get(..place.start), note.get(place.clone()), note.get(place.end..))
    else {
        return false;
    };
    let capital = word.starts_with(char::is_uppercase);
    let rest = word.chars().skip(1);
    let shouts = rest.clone().count() > 0 && rest.clone().all(|c| !c.is_lowercase());
    let line = before
        .rsplit('\n')
        .next()
        .unwrap_or_default()
        .chars()
        .chain(after.lines().next().unwrap_or_default().chars());
    let shouting_line = line.filter(|c| c.is_alphabetic()).all(|c| !c.is_lowercase());
    let near_a_number = before.trim_end_matches([' ', '.', ',']).ends_with(|c: char| c.is_ascii_digit())
        || after.trim_start_matches([' ', '.', ',']).starts_with(|c: char| c.is_ascii_digit());
    capital && !near_a_number && !(shouts && shouting_line)
}

/// The parts of a folded name.
fn parts(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|part| !part.is_empty())
}

/// "Müller" is written "Mueller" where there are no umlauts.
fn without_umlauts(name: &str) -> String {
    name.to_lowercase().replace('ä', "ae").replace('ö', "oe").replace('ü', "ue").replace('ß', "ss")
}

fn address(email: &str) -> Option<(String, Class)> {
    let email = fold(email.trim());
    (!email.is_empty()).then(|| (escape(&email), Class::Email))
}

/// Patterns over folded text.
fn patterns(name: &str) -> Vec<String> {
    let (folded, spelt_out) = (fold(name), without_umlauts(name));
    let mut patterns = spellings(&folded);
    if fold(&spelt_out) != folded {
        patterns.extend(spellings(&fold(&spelt_out)));
    }
    patterns
}

/// Patterns for one spelling of a name.
fn spellings(folded: &str) -> Vec<String> {
    let parts: Vec<_> = parts(folded).collect();
    let mut patterns = Vec::new();
    if parts.len() > 1 {
        let whole: Vec<_> = parts.iter().map(|part| escape(part)).collect();
        patterns.push(format!(r"\b{}\b", whole.join(r"[\s.\-]*")));
        let (last, first) = (&whole[whole.len() - 1], &whole[0]);
        patterns.push(format!(r"\b{last},?\s+{first}\b"));
        // "J. Doe", "J Doe"
        let initial: String = parts[0].chars().take(1).collect();
        patterns.push(format!(r"\b{}\.?\s?{last}\b", escape(&initial)));
    }
    let alone = parts.iter().filter(|part| part.chars().count() > 1 && !USUAL.contains(part));
    patterns
        .extend(alone.filter(|part| !PARTICLES.contains(part)).map(|part| format!(r"\b{}\b", escape(part))));
    patterns
}

/// Little words in names that are words of the language.
const PARTICLES: &[&str] = &[
    "al", "am", "an", "as", "at", "be", "bin", "da", "das", "de", "del", "den", "der", "des", "di", "do",
    "dos", "dr", "du", "el", "en", "in", "la", "las", "le", "les", "los", "mr", "mrs", "ms", "no", "od",
    "of", "on", "san", "so", "the", "to", "van", "ver", "von", "y", "zu", "zum", "zur",
];

/// Text without case and accents, which knows where each of its bytes comes from.
struct Folded {
    text: String,
    /// For each byte of `text` the character that it comes from: its first byte and the one after it.
    from: Vec<(usize, usize)>,
}

impl Folded {
    fn new(original: &str) -> Self {
        let mut folded = Self { text: String::with_capacity(original.len()), from: Vec::new() };
        for (at, c) in original.char_indices() {
            let before = folded.text.len();
            fold_char(c, &mut folded.text);
            let place = (at, at + c.len_utf8());
            if folded.text.len() == before {
                // A mark of its own belongs to the letter before it.
                if let Some(last) = folded.from.last_mut() {
                    last.1 = place.1;
                }
            }
            folded.from.resize(folded.text.len(), place);
        }
        folded
    }

    fn origin(&self, range: Range<usize>) -> Range<usize> {
        let start = self.from.get(range.start).map_or(0, |place| place.0);
        let end =
            range.end.checked_sub(1).and_then(|last| self.from.get(last)).map_or(start, |place| place.1);
        start..end.max(start)
    }
}

fn fold(text: &str) -> String {
    Folded::new(text).text
}

fn fold_char(c: char, into: &mut String) {
    if c == '\u{2019}' {
        into.push('\'');
        return;
    }
    for lower in c.to_lowercase() {
        decompose_canonical(lower, |part| {
            let hides =
                matches!(part, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}');
            if !is_combining_mark(part) && !hides {
                into.push(part);
            }
        });
    }
}
