//! So many days of a longer time: "days 1-14 of each 21-day cycle", "3 weeks out of 4", "for 5 days every 28 days".

use super::{AGAIN, CYCLES, FAR, fact, span};
use crate::grammar::Fact;
use crate::grammar::stream::Stream;
use crate::lexicon::{Time, Unit};
use chrono::WeekdaySet;

/// A time this short, in days, is a week.
const SHORTEST_CYCLE: f64 = 9.5;

/// Days of a cycle of which nobody knows when it begins.
const UNREAD: Fact = Fact::UnreadRhythm { every: None };

/// "days 1-14 of each 21-day cycle", "D1-14 q21d", "J1 à J14 d'un cycle de 21 jours", "Tag 1-14 alle 21 Tage".
pub(super) fn numbered(stream: &Stream, at: usize) -> Option<(Fact, usize)> {
    let start = stream.skip(at, |t| matches!(t, Time::In | Time::For | Time::Filler | Time::Article));
    if !matches!(stream.sense(start), Some(Time::Unit(Unit::Day))) {
        return None;
    }
    let (first, to) = (stream.digits(start + 1)?, start + 2);
    let link = matches!(stream.sense(to), Some(Time::To | Time::Until | Time::In)) || stream.mark(to, '-');
    let day = usize::from(matches!(stream.sense(to + 1), Some(Time::Unit(Unit::Day))));
    let (last, mut to) = (stream.digits(to + 1 + day).filter(|_| link)?, to + 2 + day);
    let (mut told, mut named) = (false, None);
    for _ in 0..FAR {
        if let Some((all, _, end)) = span(stream, to) {
            let cycle = CYCLES.contains(&stream.word(end));
            let end = if cycle { end + 1 } else { end };
            let on = last - first + 1.0;
            // "Days 5 to 25 of a 28-day cycle": which day today is, nobody knows.
            if first > 1.5 {
                return (told || cycle).then_some((UNREAD, end));
            }
            return (told || cycle).then(|| fact(on, all - on).map(|fact| (fact, end)))?;
        }
        let word = stream.word(to);
        // "Tag 1-14, Wiederholung Tag 22"
        if AGAIN.contains(&word)
            && let Some((again, end)) = on_day(stream, to + 1)
        {
            let on = last - first + 1.0;
            return fact(on, again - first - on).map(|fact| (fact, end));
        }
        if CYCLES.contains(&word) {
            named = Some(to + 1);
        }
        told |= named.is_some() || matches!(stream.sense(to), Some(Time::Every));
        let plain = matches!(
            stream.sense(to),
            Some(Time::In | Time::Article | Time::Filler | Time::Every | Time::Per | Time::Num(_))
        ) || CYCLES.contains(&word)
            || matches!(
                word,
                "of" | "de" | "d" | "del" | "du" | "eines" | "des" | "jedes" | "im" | "(" | ","
            );
        if !plain {
            break;
        }
        to += 1;
    }
    // "Days 5 to 25 of each cycle"
    named.filter(|_| first > 1.5).map(|end| (UNREAD, end))
}

/// "3 weeks out of 4", "3 semaines sur 4", "3 de cada 4 semanas": so many in so many.
pub(super) fn out_of(stream: &Stream, at: usize) -> Option<(Fact, usize)> {
    let start = stream.skip(at, |t| matches!(t, Time::For | Time::X));
    let (on, unit, to) = span(stream, start).filter(|(_, unit, _)| matches!(unit, Unit::Day | Unit::Week))?;
    let word = |n: usize| stream.last_word(n);
    let link = match (word(to), word(to + 1)) {
        ("out", "of") | ("de", "cada") | ("in" | "of", "every") => to + 2,
        ("sur" | "von", _) => to + 1,
        _ if word(to).starts_with("out") => to + 1,
        _ => return None,
    };
    let (_, all, end) = stream.number(link)?;
    // "5 days out of 7" are days of a week.
    if unit == Unit::Day && all <= 7.0 {
        let week = (all - 7.0).abs() < 0.01 && on < all;
        let rhythm =
            Fact::Frequency { times: None, every: Some(all / on), rarer: None, weekdays: WeekdaySet::EMPTY };
        let same = matches!(stream.sense(end), Some(Time::Unit(Unit::Day)));
        return week.then_some((rhythm, end + usize::from(same)));
    }
    let same = matches!(stream.sense(end), Some(Time::Unit(other)) if other == unit);
    Some((fact(on, all * unit.days() - on)?, end + usize::from(same)))
}

/// "the first 7 days of every month": it begins again, and nobody knows when.
pub(super) fn first_days(stream: &Stream, at: usize) -> Option<(Fact, usize)> {
    const FIRST: &[&str] = &["first", "primeros", "premiers", "ersten"];
    let start = stream.skip(at, |t| matches!(t, Time::For | Time::In | Time::Article | Time::Filler));
    let start = start + usize::from(FIRST.contains(&stream.word(start)));
    let first = (at..start + 3).any(|n| stream.has_word(n, FIRST));
    let (_, _, to) = span(stream, start).filter(|_| first)?;
    let of = to + usize::from(matches!(stream.word(to), "of" | "de"));
    match stream.sense(of)? {
        Time::EveryDays(all) if all > SHORTEST_CYCLE => Some((UNREAD, of + 1)),
        Time::Every if matches!(stream.sense(of + 1), Some(Time::Unit(Unit::Month))) => {
            Some((UNREAD, of + 2))
        }
        _ => None,
    }
}

/// "on day 22", "Tag 22", "an Tag 22": the day, and the place behind.
fn on_day(stream: &Stream, at: usize) -> Option<(f64, usize)> {
    let start = stream.skip(at, |t| matches!(t, Time::In | Time::Per | Time::Article | Time::Filler));
    let start = start + usize::from(matches!(stream.word(start), "an" | "el"));
    let day = matches!(stream.sense(start), Some(Time::Unit(Unit::Day)));
    stream.digits(start + 1).filter(|_| day).map(|n| (n, start + 2))
}

/// "for 5 days every 28 days", "for 1 week every month", "5 jours tous les 28 jours".
pub(super) fn every(stream: &Stream, at: usize) -> Option<(Fact, usize)> {
    let start = stream.skip(at, |t| matches!(t, Time::For | Time::X | Time::UpTo | Time::Filler));
    let led = (at..start).any(|n| matches!(stream.sense(n), Some(Time::For | Time::X)));
    let (on, unit, to) = span(stream, start).filter(|(on, ..)| *on > 1.5)?;
    // "daily one week per month"
    let daily = at.checked_sub(1).is_some_and(|b| matches!(stream.sense(b), Some(Time::Daily(_))));
    if !(led || daily && unit == Unit::Week) {
        return None;
    }
    let to = to + usize::from(stream.mark(to, ','));
    let (all, end) = match stream.sense(to)? {
        Time::Every | Time::Per => {
            let behind = stream.skip(to + 1, |t| matches!(t, Time::Article | Time::Filler));
            match span(stream, behind) {
                Some((all, _, end)) => (all, end),
                None => match stream.sense(behind)? {
                    Time::Unit(unit @ (Unit::Week | Unit::Month)) => (unit.days(), behind + 1),
                    _ => return None,
                },
            }
        }
        // "every month", which the tables have as one phrase.
        Time::EveryDays(all) if stream.to(to) - stream.from(to) > 1 => (all, to + 1),
        _ => return None,
    };
    // "for 5 days a week" is on days of a week, and not a cycle.
    (all > on && all > SHORTEST_CYCLE).then(|| fact(on, all - on).map(|fact| (fact, end)))?
}
