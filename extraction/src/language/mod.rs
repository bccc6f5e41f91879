//! Whether a note, or a part of one, is in a language that the rules do not read.
//!
//! The neighbours of the four languages (Portuguese, Galician, Catalan, Italian, Dutch, ...) are told by their words: those that a
//! neighbour has and none of the four, against those that one of the four has and the neighbour has not. That is as sure for a
//! line of five words as for a letter, and neither abbreviations nor names of medicines nor slips of the pen count for anything. A
//! detector of trigrams, which knows many more languages and needs more text to be sure, has its say where the words tell little.
//! Another script tells itself.

mod words;

use crate::lexicon::{Language, Lexicon, Subject, is_frequent};
use crate::text::{Kind, Token, token::Decimal, tokenize};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;
use whatlang::{Detector, Lang};
use words::{ENDINGS, FOREIGN, OWN_TOO};

const OWN: [Language; 4] = [Language::En, Language::Es, Language::Fr, Language::De];

/// Evidence counts in halves of a word: a word that only the foreign language has is worth 2, and so is a small frequent word that only
/// one of the four has; its longer words are worth 1, because many are spelt alike next door.
const WORD: usize = 2;
/// So much more evidence is proof by itself.
const PROOF: usize = 3;
/// Letters of another script that count as one word.
const LETTERS: usize = 3;
/// Words of another script that make a part of a note foreign: fewer are a name.
const FEWEST_IN_SCRIPT: usize = 5;
/// Words of one letter that tell something: "and" in Portuguese and Italian, and in Catalan.
const SHORTEST: &[&str] = &["e", "i"];
/// Fewer words tell the detector nothing.
const FEWEST_FOR_TRIGRAMS: usize = 3;
/// The detector's least confidence where no word tells anything.
const SURE: f64 = 0.9;
/// Letters that none of the four languages is written with, but for names.
const STRANGE_LETTERS: &str = "ãõåøæłąęćńśźżșşțţăğıőűčďěňřšťůžđìòāēīūļņķģų";

/// For each word a bit for each foreign language that has it, and one for each of the four.
static WORDS: LazyLock<HashMap<&'static str, Bits>> = LazyLock::new(|| {
    let mut words: HashMap<&'static str, Bits> = HashMap::new();
    for (n, (_, of)) in FOREIGN.iter().enumerate() {
        for word in of.split_whitespace() {
            words.entry(word).or_default().foreign |= 1 << n;
        }
    }
    for (language, of) in OWN_TOO {
        for word in of.split_whitespace() {
            words.entry(word).or_default().own |= bit(*language);
        }
    }
    for (word, bits) in &mut words {
        if let Some(token) = tokenize(word, 0, Decimal::Point).first() {
            let own = own_bits(token);
            (bits.own, bits.frequent, bits.named) = (bits.own | own.own, own.frequent, own.named);
        }
    }
    words
});

/// The languages that have a word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
struct Bits {
    foreign: u32,
    own: u32,
    /// Those of the four in which it is a frequent small word.
    frequent: u32,
    /// Those of the four in which it names a thing.
    named: u32,
}

fn bit(language: Language) -> u32 {
    OWN.iter().position(|own| *own == language).map_or(0, |n| 1 << n)
}

/// The parts of `text` that are in a language the rules do not read.
///
/// Where the text as a whole is in another language, that is all of it but for the sentences that are plainly in one of the four; where
/// it is not, only the sentences that are plainly in another.
pub fn foreign_parts(text: &str) -> Vec<Range<usize>> {
    let whole = Votes::of(text).is_foreign(text);
    let is_foreign = |part: &Range<usize>| {
        let votes = text.get(part.clone()).map(Votes::of);
        votes
            .filter(Votes::says_something)
            .is_some_and(|votes| if whole { !votes.is_plainly_own() } else { votes.is_plainly_foreign() })
    };
    parts(text).filter(is_foreign).collect()
}

/// Lines, and the sentences in them.
fn parts(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    text.split_inclusive(['\n', '.', ';', '!', '?']).map(move |part| {
        let from = at;
        at += part.len();
        from..at
    })
}

/// What the words of a text say about its language.
#[derive(Debug)]
struct Votes {
    /// How many words have these bits.
    counts: HashMap<Bits, usize>,
    /// Words, but for most of those of one letter.
    words: usize,
    /// Those of them that no table has.
    unknown: usize,
    /// Letters of no Latin script, but for those of names.
    letters: usize,
    /// Latin letters.
    latin: usize,
}

impl Votes {
    fn of(text: &str) -> Self {
        let mut votes = Self { counts: HashMap::new(), words: 0, unknown: 0, letters: 0, latin: 0 };
        for token in tokenize(text, 0, Decimal::Point).iter().filter(|token| token.kind == Kind::Word) {
            let others = token.word.chars().filter(|c| is_of_another_script(*c)).count();
            votes.letters += if token.capital { 0 } else { others };
            votes.latin += if others == 0 { token.word.chars().count() } else { 0 };
            if token.word.chars().nth(1).is_none() && !SHORTEST.contains(&token.word.as_str())
                || token.capital && token.word.len() == 1
            {
                continue;
            }
            votes.words += 1;
            let mut bits = WORDS.get(token.word.as_str()).copied().unwrap_or_else(|| own_bits(token));
            if bits == Bits::default() {
                votes.unknown += 1;
                bits.foreign = strange(token, text.get(token.start..token.end).unwrap_or_default());
            }
            // A word of all four is of no language: "mg", the names of medicines.
            if bits != Bits::default() && bits.own | bits.named != 0b1111 {
                *votes.counts.entry(bits).or_insert(0) += 1;
            }
        }
        votes
    }

    /// Whether there is a word in it, of whatever language.
    fn says_something(&self) -> bool {
        self.words + self.letters > 0
    }

    /// The sum of what each word is worth.
    fn sum(&self, worth: impl Fn(&Bits) -> usize) -> usize {
        self.counts.iter().map(|(bits, count)| worth(bits) * count).sum()
    }

    /// The most words that one of the four has.
    fn own(&self) -> usize {
        OWN.iter().map(|own| self.sum(|bits| usize::from(bits.own & bit(*own) != 0))).max().unwrap_or(0)
    }

    /// The evidence for the foreign language that is best told from the nearest of the four, and the evidence against it.
    fn best(&self) -> (usize, usize) {
        let lead = |(foreign, own): &(usize, usize)| (foreign + self.words * WORD).saturating_sub(*own);
        let nearest = |foreign: u32| {
            let against = |own: &Language| {
                let own = bit(*own);
                let only_foreign =
                    |b: &Bits| WORD * usize::from(b.foreign & foreign != 0 && (b.own | b.named) & own == 0);
                let only_own = |b: &Bits| {
                    usize::from(b.foreign & foreign == 0)
                        * (usize::from(b.own & own != 0) + usize::from(b.frequent & own != 0))
                };
                (self.sum(only_foreign), self.sum(only_own))
            };
            OWN.iter().map(against).min_by_key(lead).unwrap_or_default()
        };
        (0..FOREIGN.len()).map(|n| nearest(1 << n)).max_by_key(lead).unwrap_or_default()
    }

    fn is_foreign(&self, text: &str) -> bool {
        let own = self.own();
        let in_script = self.letters / LETTERS;
        if in_script > own && (self.letters > self.latin || in_script >= FEWEST_IN_SCRIPT) {
            return true;
        }
        let (foreign, against) = self.best();
        if foreign > WORD && foreign >= against + PROOF {
            return true;
        }
        // One word more, or none: what do the trigrams say?
        let lead = foreign >= against + WORD && self.words >= FEWEST_FOR_TRIGRAMS;
        let even = foreign >= against && foreign > 0 && self.words > FEWEST_FOR_TRIGRAMS;
        let silent = foreign == 0
            && own * 4 <= self.words
            && self.unknown * 2 >= self.words
            && self.unknown > FEWEST_FOR_TRIGRAMS;
        let detected = if lead || even || silent { detect(text) } else { None };
        // "Pt has a UIT": a slip of the pen in an English note makes no Dutch one.
        lead && detected.is_none_or(|(language, _)| language != Lang::Eng)
            || (even || silent) && detected.is_some_and(|(language, sure)| !is_own(language) && sure >= SURE)
    }

    /// Foreign in a note that is not: nothing speaks against it.
    fn is_plainly_foreign(&self) -> bool {
        let (foreign, against) = self.best();
        self.letters / LETTERS >= FEWEST_IN_SCRIPT.max(self.own() + 1) || foreign > WORD && against == 0
    }

    /// In one of the four in a note that is not: the neighbours do not have its words.
    fn is_plainly_own(&self) -> bool {
        let (foreign, against) = self.best();
        foreign == 0 && against >= PROOF && self.letters / LETTERS == 0
    }
}

/// Which of the four have a word, but for names of things: those are often spelt alike next door.
fn own_bits(token: &Token) -> Bits {
    let mut bits = Bits::default();
    for language in OWN {
        let (lexicon, own) = (Lexicon::of(language), bit(language));
        if is_frequent(language, &token.word) {
            bits.frequent |= own;
            bits.own |= own;
        } else if lexicon.knows(&token.word) {
            let things = lexicon.subjects(std::slice::from_ref(token));
            let named = things.iter().any(|s| !matches!(s.sense, Subject::Deed | Subject::Errand));
            *(if named { &mut bits.named } else { &mut bits.own }) |= own;
        }
    }
    bits
}

/// The foreign languages in which an unknown word may well end so, or that are written with such letters.
fn strange(token: &Token, written: &str) -> u32 {
    if !token.capital && written.chars().any(|c| STRANGE_LETTERS.contains(c)) {
        return u32::MAX;
    }
    let ends = |endings: &str| {
        endings.split(' ').any(|ending| token.word.len() > ending.len() + 2 && token.word.ends_with(ending))
    };
    let of = |code: &str| FOREIGN.iter().position(|(known, _)| *known == code).map_or(0, |n| 1 << n);
    ENDINGS
        .iter()
        .filter(|(_, endings)| ends(endings))
        .map(|(code, _)| of(code))
        .fold(0, |all, bit| all | bit)
}

/// Letters beyond the Latin ones; those that stand for a unit or a sign ("µg", "β-blocker", "ΔΔ") are Greek.
fn is_of_another_script(c: char) -> bool {
    c.is_alphabetic()
        && !matches!(c, '\0'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | '\u{2100}'..='\u{214f}' | '\u{fb00}'..='\u{fb06}')
}

/// The language that the detector takes a text for, and how sure it is.
fn detect(text: &str) -> Option<(Lang, f64)> {
    // Languages of no ward, whose trigrams abbreviations are taken for.
    static DETECTOR: LazyLock<Detector> = LazyLock::new(|| {
        let denied = [
            Lang::Epo,
            Lang::Lat,
            Lang::Jav,
            Lang::Aka,
            Lang::Sna,
            Lang::Zul,
            Lang::Tgl,
            Lang::Uzb,
            Lang::Tuk,
        ];
        Detector::with_denylist(denied.to_vec())
    });
    let found = DETECTOR.detect(text)?;
    Some((found.lang(), found.confidence()))
}

fn is_own(language: Lang) -> bool {
    matches!(language, Lang::Eng | Lang::Spa | Lang::Fra | Lang::Deu)
}
