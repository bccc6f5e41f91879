//! "On the first Monday of every month", "el primer lunes de cada mes", "jeden ersten Montag im Monat": a rhythm that neither an
//! interval nor weekdays have, so that it is told and not counted.

use super::Fact;
use super::stream::Stream;
use crate::lexicon::{Time, Unit};

/// Which of the month's weekdays.
const ORDINALS: &[&str] = &[
    "first",
    "second",
    "third",
    "fourth",
    "last",
    "1st",
    "2nd",
    "3rd",
    "4th",
    "primer",
    "primera",
    "primero",
    "segundo",
    "segunda",
    "tercer",
    "tercero",
    "cuarto",
    "ultimo",
    "ultima",
    "premier",
    "premiere",
    "premiers",
    "deuxieme",
    "troisieme",
    "quatrieme",
    "dernier",
    "1er",
    "erste",
    "ersten",
    "erster",
    "zweite",
    "zweiten",
    "zweiter",
    "dritte",
    "dritten",
    "dritter",
    "vierte",
    "vierten",
    "vierter",
    "letzte",
    "letzten",
    "letzter",
];

/// Words between the day and the month.
const LINKS: &[&str] = &[
    "of", "in", "the", "each", "every", "a", "de", "del", "d", "du", "cada", "chaque", "im", "des", "jeden",
    "jedes", "eines", "pro",
];

/// What the month may be called behind them.
const MONTHS: &[&str] = &["month", "months", "mes", "mois", "monat", "monats"];

/// A month, in days.
const MONTH: f64 = 30.0;
/// So many lexemes at most between the day and the month.
const FAR: usize = 4;

/// The nth weekday of a month, from the words in front of it on.
pub fn at(stream: &Stream, at: usize) -> Option<(Fact, usize)> {
    let leads = |n: usize| {
        let led = matches!(stream.sense(n), Some(Time::In | Time::Article | Time::Filler | Time::Every));
        (led || stream.word(n) == "the") && !ORDINALS.contains(&stream.last_word(n))
    };
    let start = (at..at + FAR).find(|n| !leads(*n))?;
    let numbered = stream.digits(start).is_some_and(|n| (1.0..=5.0).contains(&n) && n.fract() == 0.0);
    let nth = matches!(stream.sense(start), Some(Time::Nth(_)));
    if !numbered && !nth && !ORDINALS.contains(&stream.last_word(start)) {
        return None;
    }
    // "2. Montag", "2nd Monday"
    let ending =
        stream.mark(start + 1, '.') || matches!(stream.word(start + 1), "st" | "nd" | "rd" | "th" | "er");
    let day = start + 1 + usize::from(numbered && ending);
    if !matches!(stream.sense(day), Some(Time::Weekday(_) | Time::Weekdays(_))) {
        return None;
    }
    let mut to = day + 1;
    while to <= day + FAR {
        let month = matches!(stream.sense(to), Some(Time::Unit(Unit::Month)))
            || MONTHS.contains(&stream.last_word(to))
            || matches!(stream.sense(to), Some(Time::EveryDays(days)) if (days - MONTH).abs() < 0.5);
        if month {
            return Some((Fact::UnreadRhythm { every: Some(MONTH) }, to + 1));
        }
        let link = LINKS.contains(&stream.word(to))
            || matches!(
                stream.sense(to),
                Some(Time::In | Time::Article | Time::Filler | Time::Every | Time::Per)
            );
        if !link {
            return None;
        }
        to += 1;
    }
    None
}
