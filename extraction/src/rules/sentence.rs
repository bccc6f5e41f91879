//! Sentences, with everything the tables and the grammar find in them.

mod numbered;
mod signs;
mod unknown;

pub use signs::without_ends;

use super::layout::{self, Block};
use crate::grammar::{self, At};
use crate::lexicon::{Cue, Found, Heading, Lexicon, Subject, Time};
use crate::text::{Kind, Token};
use chrono::NaiveDate;
use numbered::{is_numbered, without_number};
use std::ops::Range;
use unknown::with_unknown_medicines;

/// Abbreviations whose dot ends no sentence, whatever follows.
const ALWAYS: &[&str] = &[
    "dr", "mr", "mrs", "ms", "prof", "st", "vs", "approx", "ca", "zb", "bzw", "no", "incr", "decr", "hr",
    "fr", "sra", "sr", "mme", "dra", "z", "n", "ggf", "evtl", "inkl", "u", "resp", "e", "g", "i", "eg", "ie",
    "tabl", "kons", "rel", "bds", "incl", "excl", "tab", "syp", "inj", "cap",
];
/// Abbreviations whose dot ends no sentence when a small letter or a number follows.
const OFTEN: &[&str] = &[
    "top", "wk", "wks", "mo", "mos", "hrs", "min", "std", "tab", "tabs", "tbl", "cap", "caps", "mg", "ml",
    "mcg", "po", "sc", "im", "iv", "bid", "tid", "qid", "qd", "od", "bd", "tds", "qds", "prn", "appt", "pt",
    "pat", "h", "d", "x", "comp", "cp", "cpr", "inj", "sol", "supp", "gtt", "gtts", "fc", "w", "dos", "bed",
    "abds", "q", "morg", "mo", "jr", "sem", "max", "feb", "jan", "mar", "apr", "aug", "sept", "oct", "nov",
    "dec", "mon", "tues", "wed", "thurs", "fri", "diam", "susp", "tr", "ltd", "wo", "wochentl", "stdl", "rx",
    "sig", "nr", "btl", "kps", "trpf", "amp", "stk", "tgl", "tagl", "taegl", "messl", "sob", "gts", "sach",
    "gel", "syr", "ac", "eff", "einschl", "jrs", "sem",
];

/// "75 mcg on the other days" is no longer than this, in tokens.
const LONGEST_OTHERS: usize = 10;

/// Longest text in brackets that is looked back over, in tokens.
const LONGEST_BRACKET: usize = 20;

/// A sentence, or a part of one between semicolons.
#[derive(Debug)]
pub struct Sentence {
    /// Its tokens.
    pub tokens: Vec<Token>,
    /// What they say about time and amount.
    pub facts: Vec<At>,
    /// Medicines, activities, tests, visits.
    pub subjects: Vec<Found<Subject>>,
    /// Whether it is in force.
    pub cues: Vec<Found<Cue>>,
    /// What its section is about.
    pub section: Heading,
    /// It is an item of a list, or the beginning of one.
    pub item: bool,
    /// Which block it is in.
    pub block: usize,
    /// A semicolon, not a full stop, stands in front of it.
    pub continued: bool,
    /// A rule ("---") or bracket stands in front of it.
    pub fresh: bool,
    /// Part of a text that is not the doctor's own, or is addressed to a computer.
    pub tainted: bool,
    /// A quotation, a comment, code: not the doctor's own.
    pub foreign: bool,
    /// A blank line, or a bullet, stands in front of its block.
    pub apart: bool,
    /// It is the first of its block.
    pub first: bool,
}

impl Sentence {
    /// Its bytes in the note.
    pub fn bytes(&self) -> Option<Range<usize>> {
        Some(self.tokens.first()?.start..self.tokens.last()?.end)
    }

    /// Whether it is the note's first.
    pub fn is_first(&self) -> bool {
        self.block == 0 && self.first
    }

    /// Its facts between two tokens.
    pub fn facts_in(&self, from: usize, to: usize) -> impl DoubleEndedIterator<Item = &At> {
        let first = self.facts.partition_point(|f| f.from < from);
        let last = self.facts.partition_point(|f| f.from < to);
        self.facts.get(first..last).unwrap_or_default().iter().filter(move |f| f.to <= to)
    }

    /// Its cues between two tokens.
    pub fn cues_in(&self, from: usize, to: usize) -> impl DoubleEndedIterator<Item = &Found<Cue>> {
        let first = self.cues.partition_point(|f| f.from < from);
        let last = self.cues.partition_point(|f| f.from < to);
        self.cues.get(first..last).unwrap_or_default().iter().filter(move |f| f.to <= to)
    }

    /// Its subjects between two tokens.
    pub fn subjects_in(&self, from: usize, to: usize) -> impl DoubleEndedIterator<Item = &Found<Subject>> {
        let first = self.subjects.partition_point(|f| f.from < from);
        let last = self.subjects.partition_point(|f| f.from < to);
        self.subjects.get(first..last).unwrap_or_default().iter().filter(move |f| f.to <= to)
    }

    /// The bytes of one of its facts.
    pub fn fact_bytes(&self, fact: &At) -> Option<Range<usize>> {
        Some(self.tokens.get(fact.from)?.start..self.tokens.get(fact.to.checked_sub(1)?)?.end)
    }
}

/// The sentences of a block; what is `foreign` stands by itself.
pub fn split(
    lexicon: &'static Lexicon,
    note: &str,
    number: usize,
    block: &Block,
    foreign: &[Range<usize>],
    day: NaiveDate,
) -> Vec<Sentence> {
    let tokens = lexicon.tokens(note.get(block.start..block.end).unwrap_or_default(), block.start);
    let mut sentences = Vec::new();
    let mut section = block.section;
    for (run, foreign) in runs(&tokens, foreign) {
        let (mut from, mut continued, mut fresh, mut doubted) = (0, false, false, false);
        for at in 0..=run.len() {
            let Some(end) = ending(lexicon, run, at) else { continue };
            let mut part = run.get(from..at).unwrap_or_default();
            part = without_number(part);
            if !part.is_empty() {
                let mut own = section;
                let speaks = |(_, behind): &(Heading, usize)| {
                    let title = part.get(..*behind).unwrap_or_default();
                    lexicon.cues(title).iter().any(|c| c.sense == Cue::Computer)
                };
                let title = heading_of(lexicon, part).filter(|title| !foreign && !speaks(title));
                if let Some((heading, behind)) = title {
                    own = heading;
                    part = part.get(behind..).unwrap_or_default();
                    section = if heading == Heading::Plan { heading } else { Heading::Other };
                } else if block.inline && !sentences.is_empty() && !continued {
                    // "PMH: asthma. Start ...": an inline heading reaches to the end of its sentence.
                    (own, section) = (Heading::Other, Heading::Other);
                }
                if !part.is_empty() {
                    let mut facts = grammar::read(lexicon, part, day);
                    let mut cues = lexicon.cues(part);
                    signs::without_ends(part, &facts, &mut cues);
                    facts.extend(signs::complaints(part, &cues, &facts));
                    facts.retain(|f| !signs::is_case_of_end(part, &cues, f));
                    facts.sort_by_key(|f| f.from);
                    cues.extend(signs::past_years(lexicon, part, day));
                    cues.extend(signs::done(part, &cues));
                    if std::mem::take(&mut doubted) {
                        cues.push(Found { sense: Cue::Hypothetical, from: 0, to: 0 });
                    }
                    let subjects = with_unknown_medicines(lexicon, part, &facts);
                    cues.extend(signs::taken(part, &subjects, &cues));
                    if let Some(title) = titled(part) {
                        cues.retain(|c| c.from >= title || c.sense == Cue::Computer);
                    }
                    cues.sort_by_key(|c| c.from);
                    signs::started(part, &mut cues);
                    signs::discharged(part, &mut cues);
                    sentences.push(Sentence {
                        subjects,
                        facts,
                        cues,
                        tokens: part.to_vec(),
                        section: own,
                        item: block.item,
                        block: number,
                        continued,
                        fresh,
                        tainted: foreign,
                        foreign,
                        apart: block.apart,
                        first: sentences.is_empty(),
                    });
                }
            }
            (continued, fresh) = (end == End::Half, end == End::Rule);
            doubted = signs::doubts(run, at, from);
            from = at + 1;
        }
    }
    sentences
}

/// The tokens in runs that are foreign or not.
fn runs<'t>(tokens: &'t [Token], foreign: &[Range<usize>]) -> Vec<(&'t [Token], bool)> {
    let mut runs: Vec<(&[Token], bool)> = Vec::new();
    let mut ranges = foreign.iter().peekable();
    let (mut from, mut now) = (0, false);
    for (at, token) in tokens.iter().enumerate() {
        while ranges.next_if(|r| r.end <= token.start).is_some() {}
        let inside = ranges.peek().is_some_and(|r| r.start <= token.start);
        if inside != now {
            runs.push((tokens.get(from..at).unwrap_or_default(), now));
            (from, now) = (at, inside);
        }
    }
    runs.push((tokens.get(from..).unwrap_or_default(), now));
    runs.retain(|(run, _)| !run.is_empty());
    runs
}

/// Where a title ends that names a document ("Haematology day unit letter: ..."): its words say nothing of what follows.
fn titled(tokens: &[Token]) -> Option<usize> {
    const DOCUMENTS: &[&str] = &[
        "letter",
        "plan",
        "clinic",
        "visit",
        "regime",
        "regimen",
        "schedule",
        "instructions",
        "advice",
        "call",
        "consultation",
        "ladder",
        "carta",
        "consulta",
        "pauta",
        "lettre",
        "consultation",
        "schema",
        "sprechstunde",
        "ambulanz",
        "brief",
    ];
    let colon = tokens.iter().take(8).position(|t| t.is(':'))?;
    let last = tokens.get(colon.checked_sub(1)?)?;
    (colon > 1 && DOCUMENTS.contains(&last.word.as_str())).then_some(colon)
}

#[derive(PartialEq, Eq)]
enum End {
    Full,
    Half,
    Rule,
}

/// Whether the token at `at` ends a sentence.
fn ending(lexicon: &Lexicon, tokens: &[Token], at: usize) -> Option<End> {
    let Some(token) = tokens.get(at) else { return Some(End::Full) };
    if is_numbered(lexicon, tokens, at) {
        return Some(End::Half);
    }
    // Dictated: "new line", "full stop".
    let spoken = |first: &str, second: &[&str]| {
        token.word == first && tokens.get(at + 1).is_some_and(|t| second.contains(&t.word.as_str()))
    };
    if spoken("new", &["line", "paragraph"]) || spoken("full", &["stop"]) {
        return Some(End::Full);
    }
    let Kind::Mark(c) = token.kind else { return None };
    let next = tokens.get(at + 1);
    match c {
        // "Mondays 1-0-1; Thursdays 1-0-1": further days of one schedule.
        ';' if goes_on_with_days(lexicon, tokens, at) => None,
        ';' => Some(End::Half),
        '!' | '?' => Some(End::Full),
        '}' | ']' => Some(End::Rule),
        '#' if next.is_some_and(|n| n.is('#')) => Some(End::Rule),
        '-' if next.is_some_and(|n| n.is('-') && n.glued) => Some(End::Rule),
        '-' if at > 0 && token.glued && tokens.get(at - 1).is_some_and(|b| b.is('-')) => Some(End::Rule),
        '.' => {
            let before = at.checked_sub(1).and_then(|b| tokens.get(b));
            if next.is_some_and(|n| n.glued && !n.is('"') && !n.is(')')) {
                return None;
            }
            let Some(next) = next else { return Some(End::Full) };
            let small = !next.capital && matches!(next.kind, Kind::Word | Kind::Number(_));
            let abbreviated = before.is_some_and(|b| {
                let word = b.word.as_str();
                match b.kind {
                    Kind::Word => {
                        word == "b" && next.word == "bed"
                            || daily_in_front(lexicon, tokens, at)
                            || ALWAYS.contains(&word)
                                && (word != "no" || matches!(next.kind, Kind::Number(_)))
                                && !(matches!(word, "i" | "e" | "g") && next.capital)
                                && !(b.glued && word.len() == 1 && after_number(tokens, at))
                            || (small && OFTEN.contains(&word) && !lexicon.begins_subject(tokens, at + 1))
                    }
                    // "6. März", "12. postoperativen Tag"
                    Kind::Number(_) => {
                        opens_with_day(tokens, at)
                            || small && next.kind == Kind::Word && lexicon.dots_ordinals()
                            || is_month(&next.word)
                    }
                    Kind::Mark(_) => false,
                }
            });
            (!abbreviated).then_some(End::Full)
        }
        _ => None,
    }
}

/// Whether a day of the week that recurs stands behind the semicolon at `at`, and one in front of it since the last mark.
fn goes_on_with_days(lexicon: &Lexicon, tokens: &[Token], at: usize) -> bool {
    let named = |part: &[Token]| {
        lexicon.timing(part).iter().any(|f| matches!(f.sense, Time::Weekdays(_) | Time::Days(_)))
    };
    let before = tokens.get(at.saturating_sub(LONGEST_BRACKET)..at).unwrap_or_default();
    let own = before.iter().rposition(|t| t.is(';') || t.is('.')).map_or(0, |n| n + 1);
    if tells_of_others(lexicon, tokens.get(at + 1..).unwrap_or_default()) {
        let day = |f: &Found<Time>| matches!(f.sense, Time::Weekday(_) | Time::Weekdays(_) | Time::Days(_));
        return lexicon.timing(before.get(own..).unwrap_or_default()).iter().any(day);
    }
    tokens
        .get(at + 1..(at + 3).min(tokens.len()))
        .is_some_and(|next| lexicon.timing(next).first().is_some_and(|f| f.from == 0) && named(next))
        && named(before.get(own..).unwrap_or_default())
}

/// "75 mcg on the other days": whether the words up to the next mark go on with the days that were not named.
fn tells_of_others(lexicon: &Lexicon, behind: &[Token]) -> bool {
    let near = behind.get(..LONGEST_OTHERS.min(behind.len())).unwrap_or_default();
    let end = near.iter().position(|t| t.is(';') || t.is('.') && !t.glued).unwrap_or(near.len());
    let own = near.get(..end).unwrap_or_default();
    lexicon.timing(own).iter().any(|f| f.sense == Time::OtherDays)
        && lexicon.subjects(own).iter().all(|s| s.sense != Subject::Medicine)
}

/// "Ab 15.12. Warfarin 3 mg täglich": the dot behind a day and a month with which a sentence opens.
fn opens_with_day(tokens: &[Token], at: usize) -> bool {
    let word = |n: usize| at.checked_sub(n).and_then(|b| tokens.get(b)).map_or("", |t| t.word.as_str());
    let article = usize::from(matches!(word(2), "dem" | "den"));
    let led = matches!(word(2 + article), "ab" | "am" | "vom" | "seit");
    let first = matches!(word(3 + article), "" | "." | ";" | ":");
    word(1).contains('.') && led && first
}

/// Whether the word in front of `at` is glued to a number ("x5n.").
fn after_number(tokens: &[Token], at: usize) -> bool {
    at.checked_sub(2).and_then(|n| tokens.get(n)).is_some_and(|t| matches!(t.kind, Kind::Number(_)))
}

/// "3x tgl. Verbandwechsel": how often something is done that is named behind; "Fortimel 2x tgl. Fentanyl ..." is two sentences.
fn daily_in_front(lexicon: &Lexicon, tokens: &[Token], at: usize) -> bool {
    let daily = |t: &Token| matches!(t.word.as_str(), "tgl" | "tagl" | "taegl");
    let before = tokens.get(at.saturating_sub(LONGEST_BRACKET)..at).unwrap_or_default();
    let last = before.iter().rposition(|t| t.is('.') || t.is(';')).map_or(0, |n| n + 1);
    let own = before.get(last..).unwrap_or_default();
    let named =
        !lexicon.subjects(own).is_empty() || own.iter().any(|t| t.word.len() > 4 && !lexicon.knows(&t.word));
    let small = tokens.get(at + 1).is_some_and(|t| !t.capital);
    own.last().is_some_and(daily) && (small || !named)
}

fn is_month(word: &str) -> bool {
    const MONTHS: &[&str] = &[
        "januar",
        "februar",
        "marz",
        "april",
        "mai",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "dezember",
        "tag",
        "postoperativen",
        "woche",
    ];
    MONTHS.contains(&word)
}

/// The heading a sentence begins with ("DH: used to take ..."), and the token behind its colon.
fn heading_of(lexicon: &Lexicon, tokens: &[Token]) -> Option<(Heading, usize)> {
    let found = lexicon.heading(tokens)?;
    let colon = tokens.get(found.to)?;
    let title =
        colon.is(':') && !(found.sense == Heading::Plan && layout::titles::labels(lexicon, tokens, found.to));
    title.then_some((found.sense, found.to + 1))
}
