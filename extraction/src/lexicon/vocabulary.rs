//! A language's words, ready to be looked up, and which language a note is in.

use super::{
    Cue, Found, Heading, Subject, Table, Time, common, computer, de, en, es, fr, medicines, phrases::Phrases,
};
use crate::text::{Kind, Token, fold, spelling::Speller, token::Decimal, tokenize};
use std::collections::HashSet;
use std::sync::LazyLock;

/// A language that notes are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    /// English.
    En,
    /// Spanish.
    Es,
    /// French.
    Fr,
    /// German.
    De,
}

/// All words of one language and of all languages' common tables.
#[derive(Debug)]
pub struct Lexicon {
    language: Language,
    timing: Phrases<Time>,
    subjects: Phrases<Subject>,
    cues: Phrases<Cue>,
    headings: Phrases<Heading>,
    known: HashSet<String>,
    endings: &'static [(Subject, &'static str)],
    speller: Speller,
}

static ENGLISH: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(Language::En, &en::TABLE));
static SPANISH: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(Language::Es, &es::TABLE));
static FRENCH: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(Language::Fr, &fr::TABLE));
static GERMAN: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(Language::De, &de::TABLE));

/// Words of all languages that tell a language, for [`guess`].
static FREQUENT: LazyLock<Vec<(Language, HashSet<&'static str>)>> = LazyLock::new(|| {
    let tables = [
        (Language::En, &en::TABLE),
        (Language::Es, &es::TABLE),
        (Language::Fr, &fr::TABLE),
        (Language::De, &de::TABLE),
    ];
    tables
        .into_iter()
        .map(|(language, table)| (language, table.frequent.split_whitespace().collect()))
        .collect()
});

/// The longer words of each language's times, for [`guess`] when the small words tell nothing.
static TIMES: LazyLock<Vec<(Language, HashSet<String>)>> = LazyLock::new(|| {
    let tables = [
        (Language::En, &en::TABLE),
        (Language::Es, &es::TABLE),
        (Language::Fr, &fr::TABLE),
        (Language::De, &de::TABLE),
    ];
    let words = |table: &Table| {
        let phrases = table.timing.iter().flat_map(|(_, phrases)| phrases.split(['|', ' ']));
        phrases.filter(|w| w.len() >= SHORTEST_TELLING).map(fold).collect()
    };
    tables.into_iter().map(|(language, table)| (language, words(table))).collect()
});

/// The words of each language's cues that no other one's tables have ("abgesetzt"), for [`guess`] when nothing else tells.
static CUES: LazyLock<Vec<HashSet<String>>> = LazyLock::new(|| {
    let all = [Language::En, Language::Es, Language::Fr, Language::De].map(Lexicon::of);
    let own = |n: usize| {
        let others = || all.iter().enumerate().filter(move |(m, _)| *m != n).map(|(_, lexicon)| lexicon);
        let telling = |word: &str| word.len() >= SHORTEST_CUE && !others().any(|other| other.knows(word));
        let words = all.get(n).into_iter().flat_map(|lexicon| lexicon.cues.words());
        words.map(|(word, _)| word).filter(|word| telling(word)).map(str::to_owned).collect()
    };
    (0..all.len()).map(own).collect()
});

/// The weekdays of each language in one to three letters ("Mo", "Mi"): two of them tell a language, one is of several.
static SHORT_DAYS: LazyLock<Vec<HashSet<&'static str>>> = LazyLock::new(|| {
    let short = |table: &Table| {
        let days = table.timing.iter().filter(|(sense, _)| matches!(sense, Time::Weekday(_)));
        days.flat_map(|(_, names)| names.split('|')).filter(|name| name.len() < SHORTEST_TELLING).collect()
    };
    [&en::TABLE, &es::TABLE, &fr::TABLE, &de::TABLE].into_iter().map(short).collect()
});

/// Shorter words of time are of several languages.
const SHORTEST_TELLING: usize = 4;
/// The same of cues.
const SHORTEST_CUE: usize = 6;

/// The place in [`TIMES`] of the language whose own letters `text` has. Names are of any: "Dr Müller" makes no German note.
fn letters(text: &str) -> Option<usize> {
    const OWN: &[(usize, &str)] = &[(3, "äöüß"), (1, "ñ¿¡áíóú"), (2, "çœèêàùîôû")];
    let is_name = |word: &&str| word.chars().next().is_some_and(char::is_uppercase);
    let words = || text.split(|c: char| c.is_whitespace() || c == '-').filter(|word| !is_name(word));
    OWN.iter()
        .find(|(_, own)| words().any(|word| word.contains(|c| own.contains(c))))
        .map(|(place, _)| *place)
}

/// Whether the word at `at` is a name behind a title: "Dr Le", "Mrs. Die".
fn stands_behind_a_title(tokens: &[Token], at: usize) -> bool {
    const TITLES: &[&str] =
        &["dr", "dra", "drs", "prof", "mr", "mrs", "ms", "miss", "mme", "sr", "sra", "hr", "frau", "herr"];
    let word = |n: usize| at.checked_sub(n).and_then(|at| tokens.get(at)).map_or("", |t| t.word.as_str());
    TITLES.contains(&word(1)) || word(1) == "." && TITLES.contains(&word(2))
}

/// The language most of the small words of `text` are of; English when nothing tells.
pub fn guess(text: &str) -> Language {
    let mut votes = [0_usize; 4];
    let mut tokens = tokenize(text, 0, Decimal::Point);
    // With its hyphen, "week-end" is no English week.
    for at in 1..tokens.len() {
        let ends = tokens.get(at).is_some_and(|t| t.glued && matches!(t.word.as_str(), "end" | "ends"));
        if let Some(week) = tokens.get_mut(at - 1).filter(|t| ends && t.word == "week") {
            week.word.push_str("-end");
        }
    }
    for (n, token) in tokens.iter().enumerate().filter(|(_, token)| token.kind == Kind::Word) {
        if token.capital && stands_behind_a_title(&tokens, n) {
            continue;
        }
        for (votes, (_, words)) in votes.iter_mut().zip(FREQUENT.iter()) {
            *votes += usize::from(words.contains(token.word.as_str()));
        }
    }
    let most = votes.iter().max().copied().unwrap_or_default();
    if votes.iter().filter(|n| **n == most).count() > 1 {
        // Nothing tells but words of time: "Methotrexat 15 mg jeden Montag".
        for (n, (_, words)) in TIMES.iter().enumerate() {
            if let Some(votes) = votes.get_mut(n).filter(|votes| **votes == most) {
                *votes += tokens.iter().filter(|t| words.contains(&t.word)).count();
                *votes += usize::from(letters(text).is_some_and(|own| own == n));
                let short = SHORT_DAYS.get(n);
                let days: HashSet<&str> = tokens
                    .iter()
                    .map(|t| t.word.as_str())
                    .filter(|word| short.is_some_and(|days| days.contains(word)))
                    .collect();
                *votes += if days.len() > 1 { days.len() } else { 0 };
            }
        }
    }
    if votes.iter().all(|n| votes.first() == Some(n)) {
        for (votes, words) in votes.iter_mut().zip(CUES.iter()) {
            *votes += tokens.iter().filter(|t| words.contains(&t.word)).count();
        }
        if let Some(german) = votes.last_mut().filter(|_| has_both_sides(&tokens)) {
            *german += 1;
        }
    }
    let mut best = (votes.first().copied().unwrap_or_default(), Language::En);
    for (votes, (language, _)) in votes.iter().zip(FREQUENT.iter()) {
        if *votes > best.0 {
            best = (*votes, *language);
        }
    }
    best.1
}

/// "Pulmo bds. frei": both sides of what has no amount; in English "bds" is twice a day, and ends what it says.
fn has_both_sides(tokens: &[Token]) -> bool {
    let counted = tokens.iter().any(|t| matches!(t.kind, Kind::Number(_)));
    let both = |three: &[Token]| match three {
        [bds, dot, next] => {
            bds.word == "bds" && dot.is('.') && dot.glued && next.kind == Kind::Word && !next.capital
        }
        _ => false,
    };
    !counted && tokens.windows(3).any(both)
}

/// Whether `word`, folded, is one of the small frequent words of `language`.
pub fn is_frequent(language: Language, word: &str) -> bool {
    FREQUENT.iter().any(|(of, words)| *of == language && words.contains(word))
}

impl Lexicon {
    /// The words of `language`.
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &ENGLISH,
            Language::Es => &SPANISH,
            Language::Fr => &FRENCH,
            Language::De => &GERMAN,
        }
    }

    fn new(language: Language, table: &Table) -> Self {
        let medicine = (Subject::Medicine, medicines::NAMES);
        let subjects = Phrases::new(table.subjects.iter().chain(common::TABLE.subjects).chain([&medicine]));
        // Text addressed to a computer may be English in any note.
        let cues = Phrases::new(
            computer::BEGINS.iter().chain(table.cues).chain(common::TABLE.cues).chain(computer::GOES_ON),
        );
        let timing = Phrases::new(table.timing.iter().chain(common::TABLE.timing));
        let headings = Phrases::new(table.headings.iter().chain(common::TABLE.headings));
        let mut speller = Speller::default();
        timing.words().for_each(|(w, alone)| speller.learn(w, alone));
        let longer = |(w, _): &(&str, bool)| w.chars().count() >= 6;
        subjects.words().filter(longer).for_each(|(w, alone)| speller.learn(w, alone));
        cues.words().filter(longer).for_each(|(w, _)| speller.learn(w, false));
        let ordinary = table.frequent.split_whitespace().chain(table.ordinary.split_whitespace());
        let known = timing
            .words()
            .chain(subjects.words())
            .chain(cues.words())
            .chain(headings.words())
            .map(|(word, _)| word)
            .chain(ordinary)
            .map(str::to_owned)
            .collect();
        Self { language, timing, subjects, cues, headings, known, endings: table.endings, speller }
    }

    /// How its numbers are written.
    pub fn decimal(&self) -> Decimal {
        if self.language == Language::En { Decimal::Point } else { Decimal::Comma }
    }

    /// Whether "3. März" is the third of March: an ordinal is written with a dot.
    pub fn dots_ordinals(&self) -> bool {
        self.language == Language::De
    }

    /// The tokens of `text`, misspelt words mended.
    pub fn tokens(&self, text: &str, base: usize) -> Vec<Token> {
        let mut tokens = tokenize(text, base, self.decimal());
        self.part(&mut tokens);
        for token in &mut tokens {
            if token.kind == Kind::Word
                && !self.known.contains(&token.word)
                && self.by_ending(&token.word).is_none()
                && let Some(meant) = self.speller.mend(&token.word)
            {
                token.word = meant.to_owned();
            }
        }
        tokens
    }

    /// "tdsfor 3 days", "qdsx10": an abbreviation and the word behind it are two.
    fn part(&self, tokens: &mut Vec<Token>) {
        const GLUED: &[&str] = &["qds", "tds", "bid", "tid", "qid", "bds", "bd", "od", "prn", "tgl", "daily"];
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            // "three times aday"
            let article = matches!(token.word.as_str(), "aday" | "aweek" | "amonth").then_some(1);
            let parted = article.or_else(|| {
                GLUED.iter().find_map(|front| {
                    let back = token.word.strip_prefix(front)?;
                    (token.kind == Kind::Word
                        && matches!(back, "for" | "x")
                        && !self.known.contains(&token.word))
                    .then_some(front.len())
                })
            });
            if let Some(length) =
                parted.filter(|n| token.end - token.start == token.word.len() && *n < token.word.len())
            {
                let mut back = token.clone();
                back.start += length;
                token.word.get(length..).unwrap_or_default().clone_into(&mut back.word);
                back.glued = true;
                back.capital = false;
                if let Some(front) = tokens.get_mut(at) {
                    front.end = front.start + length;
                    front.word.truncate(length);
                }
                tokens.insert(at + 1, back);
                at += 1;
            }
            at += 1;
        }
    }

    /// Whether the word is in any row.
    pub fn knows(&self, word: &str) -> bool {
        self.known.contains(word)
    }

    /// Whether a medicine, a test or the like is named at token `at`: a sentence may well begin there.
    pub fn begins_subject(&self, tokens: &[Token], at: usize) -> bool {
        self.subjects.at(tokens, at).is_some_and(|f| !matches!(f.sense, Subject::Form | Subject::Thing))
            || tokens.get(at).is_some_and(|t| t.kind == Kind::Word && medicines::has_ending(&t.word))
    }

    /// Timing words in `tokens`.
    pub fn timing(&self, tokens: &[Token]) -> Vec<Found<Time>> {
        self.timing.all(tokens)
    }

    /// Cues in `tokens`.
    pub fn cues(&self, tokens: &[Token]) -> Vec<Found<Cue>> {
        self.cues.all(tokens)
    }

    /// The heading that `tokens` begin with.
    pub fn heading(&self, tokens: &[Token]) -> Option<Found<Heading>> {
        self.headings.at(tokens, 0)
    }

    /// Subjects in `tokens`, by name, or medicines by their ending ("-cillin").
    pub fn subjects(&self, tokens: &[Token]) -> Vec<Found<Subject>> {
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            if let Some(hit) = self.subjects.at(tokens, at) {
                at = hit.to;
                found.push(hit);
                continue;
            }
            if token.kind == Kind::Word
                && !self.known.contains(&token.word)
                && let Some(sense) = self.by_ending(&token.word)
            {
                found.push(Found { sense, from: at, to: at + 1 });
            }
            at += 1;
        }
        found
    }

    /// What an unknown word is, by how it ends.
    fn by_ending(&self, word: &str) -> Option<Subject> {
        if medicines::has_ending(word) {
            return Some(Subject::Medicine);
        }
        let ends = |endings: &str| endings.split('|').any(|e| word.len() > e.len() + 2 && word.ends_with(e));
        self.endings.iter().find(|(_, endings)| ends(endings)).map(|(sense, _)| *sense)
    }
}
