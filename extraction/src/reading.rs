//! Reading a length or a frequency out of a few words, as clinicians and models write them ("2 weeks", "twice daily").
//!
//! The same grammar that reads notes, in whichever of its languages the words make sense.

use crate::Cycle;
use crate::grammar::{self, Reading};
use crate::lexicon::{Language, Lexicon, guess};
use chrono::{NaiveDate, NaiveTime, WeekdaySet};

/// How often a step is done.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Frequency {
    /// Times on a day it is due.
    pub times_per_day: Option<u32>,
    /// Days from one due day to the next.
    pub every_days: Option<f64>,
    /// The days of the week on which it is due; empty = none are named.
    pub weekdays: WeekdaySet,
    /// Days on and days off.
    pub cycle: Option<Cycle>,
    /// The times of day, ascending.
    pub times_of_day: Vec<NaiveTime>,
    /// Only if needed.
    pub as_needed: bool,
}

/// Longest length that is believed, in days.
const LONGEST: f64 = 3650.0;

/// Reads a length in days ("seven days", "2 weeks", "5-7 days" = 7, "x7d", "10"); `None` when it says none.
pub fn duration_days(words: &str, day: NaiveDate) -> Option<u32> {
    let days = in_any_language(words, day, |reading, bare| reading.length.map(|(_, high)| high).or(bare))?;
    (1.0..=LONGEST).contains(&days).then(|| whole(days))
}

/// Reads a frequency ("bid", "every 8 hours", "once weekly").
pub fn frequency(words: &str) -> Frequency {
    let found = in_any_language(words, NaiveDate::MIN, |reading, _| {
        let named = reading.cycle.is_some() || reading.clocks.count() > 0;
        (reading.has_frequency() || reading.prn || named).then_some(*reading)
    });
    let Some(reading) = found else { return Frequency::default() };
    let clocks = Some(reading.clocks.times()).filter(|n| *n > 0.0 && reading.every.is_none());
    Frequency {
        times_per_day: reading.times.or(clocks).filter(|n| (0.5..=24.4).contains(n)).map(whole),
        every_days: reading.every.filter(|days| *days > 0.0 && *days <= 366.0),
        weekdays: reading.weekdays,
        cycle: reading.cycle.map(|(on, off)| Cycle { on: whole(on), off: whole(off) }),
        times_of_day: reading.clocks.sorted(),
        as_needed: reading.prn,
    }
}

/// What the first language in which the words make sense says; the reader also gets the number, if that is all there is.
fn in_any_language<T>(
    words: &str,
    day: NaiveDate,
    read: impl Fn(&Reading, Option<f64>) -> Option<T>,
) -> Option<T> {
    let likely = guess(words);
    let others =
        [Language::En, Language::Es, Language::Fr, Language::De].into_iter().filter(|l| *l != likely);
    std::iter::once(likely).chain(others).find_map(|language| {
        let lexicon = Lexicon::of(language);
        let tokens = lexicon.tokens(words, 0);
        let facts = grammar::read(lexicon, &tokens, day);
        let reading = Reading::of(&facts, 0, tokens.len());
        read(&reading, grammar::only_number(lexicon, &tokens, day))
    })
}

fn whole(n: f64) -> u32 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "both callers bound it")]
    let whole = n.round() as u32;
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(text: &str) -> Option<u32> {
        duration_days(text, NaiveDate::from_ymd_opt(2026, 3, 2).unwrap())
    }

    #[test]
    fn lengths() {
        for (text, expected) in [
            ("seven days", 7),
            ("2 weeks", 14),
            ("5-7 days", 7),
            ("5 to 7 days", 7),
            ("10", 10),
            ("x10d", 10),
            ("7/7", 7),
            ("2/52", 14),
            ("a fortnight", 14),
            ("for 3 months", 90),
            ("one year", 365),
            ("2,000 days", 2000),
            ("twice daily for 4 weeks", 28),
            ("a week", 7),
            ("until 14 March", 13),
            ("diez días", 10),
            ("pendant deux semaines", 14),
            ("zwei Wochen lang", 14),
        ] {
            assert_eq!(days(text), Some(expected), "{text}");
        }
        for text in [
            "",
            "until finished",
            "every 8 hours",
            "in 2 weeks",
            "daily",
            "0 days",
            "99999999999 days",
            "500 mg",
        ] {
            assert_eq!(days(text), None, "{text}");
        }
    }

    #[test]
    fn frequencies() {
        let times = |text: &str| frequency(text).times_per_day;
        for (text, expected) in [
            ("bid", 2),
            ("b.i.d.", 2),
            ("twice daily", 2),
            ("three times a day", 3),
            ("q8h", 3),
            ("q4-6h", 6),
            ("every 6 hours", 4),
            ("once a day", 1),
            ("at night", 1),
            ("every morning", 1),
            ("morning and evening", 2),
            ("4 times per day", 4),
            ("1-0-1", 2),
            ("cada 8 horas", 3),
            ("matin et soir", 2),
            ("dreimal täglich", 3),
        ] {
            assert_eq!(times(text), Some(expected), "{text}");
        }
        for (text, expected) in [
            ("once weekly", 7.0),
            ("every other day", 2.0),
            ("once a month", 30.0),
            ("twice a week", 3.5),
            ("on Mondays and Thursdays", 3.5),
            ("every 2 weeks", 14.0),
            ("q72h", 3.0),
        ] {
            let read = frequency(text);
            assert_eq!((read.times_per_day, read.every_days), (None, Some(expected)), "{text}");
        }
        assert!(frequency("500 mg if needed").as_needed);
        assert_eq!(frequency("500 mg"), Frequency::default());
    }
}
