//! When the words of a clause let it begin: the days from the note's day that "tomorrow", "in 6 weeks" or "from day 3" may be.

use crate::grammar::{At, Fact};
use crate::lexicon::{Lexicon, Time, Unit};
use crate::rules::{Clause, Sentence};
use crate::text::{Kind, Token};

/// Days by which two may count weeks apart.
const SLACK: f64 = 1.0;
/// Of a month, in parts: 28 to 31 days.
const MONTH_SLACK: f64 = 0.07;
/// Days of a week and of a month at most.
const WEEK: f64 = 7.0;
const MONTH: f64 = 31.0;

/// Words in front of a day until which there is time, or since which it is done.
const OPEN: &[&str] = &[
    "by",
    "before",
    "within",
    "since",
    "this",
    "antes",
    "desde",
    "dentro",
    "esta",
    "este",
    "avant",
    "depuis",
    "sous",
    "cette",
    "ce",
    "vor",
    "seit",
    "innerhalb",
    "binnen",
    "diese",
    "diesen",
    "dieser",
];

/// Words that put a weekday off by a week, or not.
const NEXT: &[&str] =
    &["next", "proximo", "proxima", "que", "prochain", "prochaine", "nachsten", "nachste", "kommenden"];

/// The first and last day of one beginning.
pub type Window = (f64, f64);

/// What a clause says of its beginning.
#[derive(Debug, Default)]
pub struct Beginnings {
    /// Each day that it names.
    pub named: Vec<Window>,
    /// Days that may be meant, and may be something else ("5/6"; a length of what is attended).
    pub possible: Vec<Window>,
}

impl Beginnings {
    /// What the facts of `clause` say.
    pub fn of(lexicon: &Lexicon, sentence: &Sentence, clause: &Clause) -> Self {
        Self::between(lexicon, sentence, clause.from, clause.to)
    }

    /// What those of a whole sentence say.
    pub fn of_sentence(lexicon: &Lexicon, sentence: &Sentence) -> Self {
        Self::between(lexicon, sentence, 0, sentence.tokens.len())
    }

    fn between(lexicon: &Lexicon, sentence: &Sentence, from: usize, to: usize) -> Self {
        let mut said = Self::default();
        for at in sentence.facts_in(from, to) {
            match at.fact {
                Fact::Date(days) if days >= 0 => {
                    said.named.push(window(lexicon, sentence, at, in_days(days)));
                }
                Fact::MaybeDate(days) if days >= 0 => said.possible.push((in_days(days), in_days(days))),
                Fact::Phase { start, .. } => said.named.push((start - 1.0, start - 1.0)),
                _ => {}
            }
        }
        said
    }

    /// Whether a step may begin so many days from the note's day.
    pub fn allow(&self, starts: f64) -> bool {
        self.named.iter().chain(&self.possible).any(|(first, last)| starts >= *first && starts <= *last)
    }
}

/// Days as a number that others are compared with.
pub fn in_days(days: i64) -> f64 {
    f64::from(i32::try_from(days).unwrap_or(i32::MAX))
}

/// The days that one date may be.
fn window(lexicon: &Lexicon, sentence: &Sentence, at: &At, days: f64) -> Window {
    let tokens = sentence.tokens.get(at.from..at.to).unwrap_or_default();
    let senses: Vec<Time> = lexicon.timing(tokens).into_iter().map(|found| found.sense).collect();
    let before = at.from.checked_sub(1).and_then(|n| sentence.tokens.get(n));
    let says = |words: &[&str]| tokens.iter().chain(before).any(|t| words.contains(&t.word.as_str()));
    let has = |wanted: fn(&Time) -> bool| senses.iter().any(wanted);
    let numbers = numbers(tokens);
    let (mut first, mut last) = (days, days);
    if has(|t| matches!(t, Time::Weekday(_))) && numbers.is_empty() {
        // The same weekday is today, or in a week; "next" is never today, and may be the one after.
        (first, last) = if says(NEXT) { (days, days + WEEK) } else { (days % WEEK, days) };
    } else if has(|t| matches!(t, Time::Month(_))) && numbers.is_empty() {
        last = days + MONTH;
    } else if has(|t| matches!(t, Time::Unit(Unit::Month | Unit::Year))) {
        (first, last) = (days * (1.0 - MONTH_SLACK), days * (1.0 + MONTH_SLACK) + SLACK);
    } else if has(|t| matches!(t, Time::Unit(Unit::Week | Unit::Fortnight))) {
        (first, last) = (days - SLACK, days + SLACK);
    }
    if let [low, high] = numbers.as_slice()
        && low < high
        && has(|t| matches!(t, Time::Unit(_)))
    {
        // "In 2 to 3 weeks".
        first = first.min(days * low / high - SLACK);
    }
    let unit = tokens.len() == 2 && numbers.is_empty();
    if says(OPEN) {
        first = 0.0;
        last = if unit && says(&["month", "mes", "mois", "monat"]) { MONTH } else { last.max(days) };
        last = if unit && says(&["week", "semana", "semaine", "woche"]) { last.max(WEEK) } else { last };
    } else if unit && says(NEXT) && !has(|t| matches!(t, Time::Weekday(_))) {
        // "Next week", "next month": any day of it.
        last = last.max(if days < MONTH - 4.0 { days + WEEK } else { days + MONTH });
        first = first.min(1.0_f64.max(days - WEEK));
    }
    (first.max(0.0), last)
}

fn numbers(tokens: &[Token]) -> Vec<f64> {
    let number = |t: &Token| match t.kind {
        Kind::Number(n) => Some(n),
        _ => None,
    };
    tokens.iter().filter_map(number).collect()
}
