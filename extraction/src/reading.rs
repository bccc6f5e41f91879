//! Reading a length or a frequency out of a few words, as clinicians and models write them ("2 weeks", "twice daily").

use chrono::NaiveDate;

mod words;

pub(crate) use words::words;
use words::{number, unit_days};

/// How often a step is done.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Frequency {
    /// Times on a day it is due.
    pub times_per_day: Option<u32>,
    /// Days from one due day to the next.
    pub every_days: Option<f64>,
    /// Only if needed.
    pub as_needed: bool,
}

/// Longest length that is believed, in days.
const LONGEST: u32 = 3650;

/// Reads a length in days ("seven days", "2 weeks", "5-7 days" = 7, "x7d", "10"); `None` when it says none.
pub fn duration_days(text: &str, _day: NaiveDate) -> Option<u32> {
    let words = words(text);
    if let [only] = words.as_slice() {
        return number(only).or_else(|| glued(only)).filter(|days| (1..=LONGEST).contains(days));
    }
    let found = words.iter().enumerate().find_map(|(at, word)| {
        // "every 8 hours", "every two weeks", "in 2 weeks", "5 days ago" are no lengths.
        let before = at.checked_sub(1).and_then(|at| words.get(at)).map_or("", String::as_str);
        if matches!(before, "every" | "each" | "in" | "after" | "within" | "next" | "past" | "last") {
            return None;
        }
        // "three times a day" says how often, "for a day" how long.
        if matches!(word.as_str(), "a" | "an") && !matches!(before, "" | "for") {
            return None;
        }
        let last = match (words.get(at + 1).map(String::as_str), words.get(at + 2)) {
            (Some("to" | "or" | "-"), Some(upper)) => number(upper).map(|upper| (upper, at + 3)),
            _ => None,
        };
        let (count, next) = match (number(word), last) {
            (Some(_), Some(range)) => range,
            (Some(count), None) => (count, at + 1),
            (None, _) => return glued(word),
        };
        if words.get(next + 1).is_some_and(|after| after == "ago") {
            return None;
        }
        let unit = words.get(next).and_then(|unit| unit_days(unit))?;
        count.checked_mul(unit)
    });
    found.filter(|days| (1..=LONGEST).contains(days))
}

/// "7d", "x10d", "2wk", "7/7", "2/52", "3/12", "5-7d".
fn glued(word: &str) -> Option<u32> {
    let word = word.strip_prefix('x').unwrap_or(word);
    if let Some((count, of)) = word.split_once('/') {
        let unit = match of {
            "7" => 1,
            "52" => 7,
            "12" => 30,
            _ => return None,
        };
        return number(count)?.checked_mul(unit);
    }
    let split = word.find(|c: char| c.is_alphabetic())?;
    let (count, unit) = word.split_at_checked(split)?;
    number(count.rsplit('-').next()?)?.checked_mul(unit_days(unit)?)
}

/// Reads a frequency ("bid", "every 8 hours", "once weekly", "if needed").
pub fn frequency(text: &str) -> Frequency {
    let words = words(text);
    let mut found = Frequency::default();
    for (at, word) in words.iter().enumerate() {
        let next = |n: usize| words.get(at + n).map_or("", String::as_str);
        match word.as_str() {
            "prn" => found.as_needed = true,
            "if" | "as" | "when" if matches!(next(1), "needed" | "required" | "necessary") => {
                found.as_needed = true;
            }
            "bid" | "bd" | "b.i.d" => found.times_per_day = Some(2),
            "tid" | "tds" | "t.i.d" => found.times_per_day = Some(3),
            "qid" | "qds" | "q.i.d" => found.times_per_day = Some(4),
            "qd" | "od" | "qhs" | "qam" | "qpm" | "hs" | "nightly" | "daily" | "nocte" | "mane" => {
                found.times_per_day = found.times_per_day.or(Some(1));
            }
            "qod" => found.every_days = Some(2.0),
            "weekly" | "fortnightly" | "monthly" => {
                let days = match word.as_str() {
                    "weekly" => 7.0,
                    "fortnightly" => 14.0,
                    _ => 30.0,
                };
                found.every_days = found.every_days.or(Some(days));
            }
            "alternate" if matches!(next(1), "days" | "day") => found.every_days = Some(2.0),
            "every" | "each" => every(&mut found, [next(1), next(2)]),
            "at" if matches!(next(1), "night" | "bedtime") => {
                found.times_per_day = found.times_per_day.or(Some(1));
            }
            _ => times(&mut found, word, [next(1), next(2), next(3)]),
        }
    }
    if found.every_days.is_some() {
        found.times_per_day = None;
    }
    found
}

/// "every day", "every 8 hours", "every other day", "every two weeks".
fn every(found: &mut Frequency, next: [&str; 2]) {
    match next {
        ["day" | "morning" | "evening" | "night", _] => found.times_per_day = found.times_per_day.or(Some(1)),
        ["other" | "second", "day"] => found.every_days = Some(2.0),
        ["week", _] => found.every_days = found.every_days.or(Some(7.0)),
        ["month", _] => found.every_days = found.every_days.or(Some(30.0)),
        [count, "hours" | "hour" | "hrs" | "h"] => hours(found, number(count)),
        [count, unit] => {
            if let (Some(count), Some(days)) = (number(count), unit_days(unit)) {
                found.every_days =
                    count.checked_mul(days).filter(|days| (2..=366).contains(days)).map(f64::from);
            }
        }
    }
}

/// "twice a day", "three times daily", "once a week", "q8h", "4x/day".
fn times(found: &mut Frequency, word: &str, next: [&str; 3]) {
    if let Some(count) = word.strip_prefix('q').and_then(|rest| rest.strip_suffix('h')) {
        hours(found, number(count.rsplit('-').next().unwrap_or(count)));
        return;
    }
    let count = match word {
        "once" => Some(1),
        "twice" => Some(2),
        "thrice" => Some(3),
        other => number(other).filter(|_| matches!(next[0], "times" | "x")),
    };
    let Some(count) = count.filter(|count| (1..=24).contains(count)) else { return };
    let rest: Vec<&str> = next
        .into_iter()
        .filter(|word| !matches!(*word, "times" | "x" | "a" | "per" | "each" | "every"))
        .collect();
    match rest.first().copied().unwrap_or("") {
        "day" | "daily" => found.times_per_day = Some(count),
        "week" | "weekly" => found.every_days = Some(7.0 / f64::from(count)),
        "month" | "monthly" => found.every_days = Some(30.0 / f64::from(count)),
        _ => {}
    }
}

fn hours(found: &mut Frequency, count: Option<u32>) {
    match count {
        Some(hours @ (2 | 3 | 4 | 6 | 8 | 12 | 24)) => found.times_per_day = Some(24 / hours),
        Some(hours @ (36 | 48 | 72 | 96)) => found.every_days = Some(f64::from(hours) / 24.0),
        _ => {}
    }
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
            ("twice daily", 2),
            ("three times a day", 3),
            ("q8h", 3),
            ("every 6 hours", 4),
            ("once a day", 1),
            ("at night", 1),
            ("every morning", 1),
            ("4 times per day", 4),
        ] {
            assert_eq!(times(text), Some(expected), "{text}");
        }
        for (text, expected) in [
            ("once weekly", 7.0),
            ("every other day", 2.0),
            ("once a month", 30.0),
            ("twice a week", 3.5),
            ("every 2 weeks", 14.0),
            ("q72h", 3.0),
        ] {
            assert_eq!(
                frequency(text),
                Frequency { every_days: Some(expected), ..Frequency::default() },
                "{text}"
            );
        }
        assert!(frequency("500 mg if needed").as_needed);
        assert_eq!(frequency("500 mg"), Frequency::default());
    }
}
