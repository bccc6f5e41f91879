//! "3 x 500 mg a day": so many times a day a dose with its measure, where no other frequency makes it the size of one dose.

use super::Fact;
use super::stream::Stream;
use crate::lexicon::{Time, Unit};
use chrono::WeekdaySet;

/// Times a day that are written so, at most.
const MOST: f64 = 6.0;
/// So far behind the dose its frequency may stand.
const FAR: usize = 10;
/// "Daily" in languages where "3 x 1 g daily" is three doses; in English it may be one.
const A_DAY: &[&str] = &[
    "tgl",
    "taglich",
    "pro",
    "am",
    "per",
    "par",
    "al",
    "por",
    "diario",
    "diaria",
    "diarios",
    "diarias",
    "quotidien",
];

/// What "3 x" in front of a dose says: its times a day, or that nobody can tell.
pub fn at(stream: &Stream, at: usize) -> Option<(Fact, usize)> {
    let n = stream.digits(at).filter(|n| (1.5..=MOST).contains(n) && n.fract() == 0.0)?;
    let by = stream.word(at + 1) == "x" && matches!(stream.sense(at + 1), Some(Time::X | Time::Times));
    let dose = stream.digits(at + 2).filter(|_| by)?;
    let behind = at + 4;
    if dose <= 0.0 || !matches!(stream.sense(at + 3), Some(Time::Measure)) {
        return None;
    }
    let fact = match told(stream, behind) {
        Told::Nothing | Told::ADay => {
            Fact::Frequency { times: Some(n), every: None, rarer: None, weekdays: WeekdaySet::EMPTY }
        }
        Told::Doubtful => Fact::UnreadRhythm { every: None },
        Told::Other => return None,
    };
    Some((fact, at + 2))
}

/// What stands behind the dose about how often.
enum Told {
    Nothing,
    /// "a day": the number in front counts the doses of it.
    ADay,
    /// "daily": three doses, or one of three pieces.
    Doubtful,
    /// A frequency of its own: the number in front belongs to the dose.
    Other,
}

fn told(stream: &Stream, behind: usize) -> Told {
    if matches!(stream.sense(behind), Some(Time::Piece)) {
        return Told::Other;
    }
    for n in behind..behind + FAR {
        // The dose of another medicine, and what is said of it.
        if stream.mark(n, ';') || stream.mark(n, '+') || matches!(stream.sense(n), Some(Time::Measure)) {
            break;
        }
        match stream.sense(n) {
            Some(Time::Daily(often)) if often > 1.5 => return Told::Other,
            Some(Time::Daily(_)) if A_DAY.contains(&stream.word(n)) => return Told::ADay,
            Some(Time::Daily(_)) if stream.word(n) == "daily" => return Told::Doubtful,
            Some(
                Time::Daily(_)
                | Time::EveryDays(_)
                | Time::TimesN(_)
                | Time::Times
                | Time::Hourly
                | Time::Slot(_)
                | Time::Prn
                | Time::Once
                | Time::Date(0)
                | Time::Every,
            ) => return Told::Other,
            Some(Time::Unit(Unit::Day)) if is_per(stream, n) => return Told::ADay,
            _ => {}
        }
        if stream.digits(n).is_some() && stream.mark(n + 1, '-') && stream.digits(n + 2).is_some() {
            return Told::Other;
        }
    }
    Told::Nothing
}

/// "a day", "/d", "per day".
fn is_per(stream: &Stream, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|b| matches!(stream.sense(b), Some(Time::Per | Time::Article)))
}
