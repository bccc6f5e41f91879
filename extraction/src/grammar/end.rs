//! The last day of a course, where other words stand in front of it: "last dose 2 December", "until seen in clinic on 9 December".

use super::stream::Stream;
use super::{Fact, date, length, range};
use crate::lexicon::{Time, Unit};
use crate::text::Token;

/// Words between "until" and the day of what it waits for, at most.
const FURTHEST: usize = 8;

/// Words of an end that are words of much else, so that a day must stand right behind them.
const ENDS: &[&str] = &["fin", "ende", "end", "stop"];

/// Words that open what lasts until something happens.
const UNTIL: &[&str] =
    &["until", "till", "til", "unti", "untill", "hasta", "jusqu", "jusque", "jusqu'a", "jusqu'au", "bis"];

/// Words in front of a day or of so many days.
const ON: &[&str] =
    &["on", "in", "at", "of", "del", "el", "en", "du", "le", "dans", "am", "im", "vom", "den"];

/// Verbs that begin something else.
const BEGINS: &[&str] = &[
    "start", "take", "begin", "stop", "restart", "then", "followed", "continue", "give", "reduce", "increase",
];

/// Words that end a medicine.
const STOPS: &[&str] = &[
    "stop",
    "stopping",
    "discontinue",
    "cease",
    "suspender",
    "suspenda",
    "parar",
    "pare",
    "interrumpir",
    "dejar",
    "arret",
    "arreter",
    "stopper",
    "cesser",
    "absetzen",
    "beenden",
    "stoppen",
];
/// Words between them and how long after.
const AFTER: &[&str] =
    &["after", "at", "a", "los", "las", "tras", "despues", "de", "au", "bout", "apres", "d", "nach"];
/// So many of them at most.
const MOST_AFTER: usize = 4;

/// Words of a length that stand in front of it.
const LABELS: &[&str] = &[
    "total",
    "total of",
    "duration",
    "total duration",
    "course length",
    "length of course",
    "treatment length",
    "length of treatment",
    "duracion",
    "duracion total",
    "duree",
    "duree totale",
    "duree du traitement",
    "dauer",
    "therapiedauer",
    "behandlungsdauer",
    "einnahmedauer",
    "gesamtdauer",
];

/// "stop after 5 days", "suspender a los 7 días", "nach 7 Tagen absetzen": a course of so many days.
pub fn stop_after(stream: &Stream, at: usize) -> Option<(Fact, usize)> {
    let stops = |n: usize| STOPS.contains(&stream.word(n)) || STOPS.contains(&stream.last_word(n));
    let behind = matches!(stream.last_word(at), "nach");
    // "prasugrel to stop after 12 months" tells of one of several.
    let told = at.checked_sub(1).is_some_and(|b| stream.last_word(b) == "to");
    if told || !behind && !stops(at) {
        return None;
    }
    let small = |n: usize| AFTER.contains(&stream.word(n)) || AFTER.contains(&stream.last_word(n));
    let first = at + 1;
    let led = (first..first + MOST_AFTER).find(|n| !small(*n))?;
    // "a week": the article is one of the small words, too.
    let start = if led > first && matches!(stream.sense(led), Some(Time::Unit(_))) { led - 1 } else { led };
    if !behind && start == first {
        return None;
    }
    let (Fact::Length { low, high, .. }, to) = length::stated(stream, start)? else { return None };
    let to = if behind { stops(to).then_some(to + 1)? } else { to };
    // "Stop after 5 days if no better"
    let open = matches!(stream.sense(to), Some(Time::If | Time::Prn));
    Some((if open { Fact::UnreadLength } else { Fact::Length { low, high, sure: true } }, to))
}

/// "Duration: 7 days", "Dauer 7 Tage", "durée du traitement : 10 jours".
pub fn labelled(stream: &Stream, at: usize) -> Option<(Fact, usize)> {
    let named = LABELS.iter().filter_map(|words| stream.phrase(at, words)).max()?;
    let start = stream.skip(named + usize::from(stream.mark(named, ':')), |t| {
        matches!(t, Time::Filler | Time::For | Time::Per)
    });
    match length::stated(stream, start)? {
        (Fact::Length { low, high, .. }, to) => Some((Fact::Length { low, high, sure: true }, to)),
        _ => None,
    }
}

/// Whether the words of a length tell when to stop.
pub fn is_stop(words: &[Token]) -> bool {
    let is = |of: &[&str]| words.iter().any(|t| of.contains(&t.word.as_str()));
    is(STOPS) && is(AFTER)
}

/// "last dose 2 December", "course ends on Friday", "letzte Einnahme am 4.12.", "fin 5/12": that day counts.
pub fn last_day(stream: &Stream, at: usize) -> Option<(Fact, usize)> {
    if !matches!(stream.sense(at), Some(Time::End)) && !ENDS.contains(&stream.word(at)) {
        return None;
    }
    let mut start = at + 1 + usize::from(stream.mark(at + 1, ':'));
    start = stream.skip(start, |t| {
        matches!(t, Time::Filler | Time::In | Time::Until | Time::Article | Time::End | Time::To)
    });
    let start = start + usize::from(ON.contains(&stream.word(start)));
    let (days, to) = date::point(stream, start).or_else(|| range::day(stream, start))?;
    // "Review at the end of May": a month is no day, but behind "until".
    let month = matches!(stream.sense(start), Some(Time::Month(_))) && to == start + 1;
    // "Eye exam yearly, last one 5/25": long past.
    let other = stream.last_word(at) == "one" && stream.mark(start + 1, '/');
    let until = at.checked_sub(1).is_some_and(|b| matches!(stream.sense(b), Some(Time::Until)));
    if month && !until || other {
        return None;
    }
    let days = if month { days + 30 } else { days };
    let dated = days >= 0 && !matches!(stream.sense(start), Some(Time::Date(_)));
    dated.then(|| (ends_in(days, days + 1), to))
}

/// "until seen in clinic on 9 December", "bis zur Kontrolle am 9.12.", "until review in 2 weeks".
pub fn at_event(stream: &Stream, at: usize) -> Option<(Fact, usize)> {
    let opens = matches!(stream.sense(at), Some(Time::Until))
        || matches!(stream.sense(at), Some(Time::Ongoing)) && UNTIL.contains(&stream.word(at));
    if !opens {
        return None;
    }
    for n in at + 1..at + FURTHEST {
        let led = n > at + 1 || matches!(stream.sense(at), Some(Time::Ongoing));
        // "hasta el día de la cirugía (10 de diciembre)"
        if led
            && stream.mark(n, '(')
            && let Some((days @ 1.., to)) = range::day(stream, n + 1)
        {
            return Some((ends_in(days, days), to));
        }
        let on = ON.contains(&stream.word(n)) || ON.contains(&stream.last_word(n));
        let day = || match date::at(stream, n) {
            Some((Fact::Date(days), to)) => Some((days, to)),
            _ => date::point(stream, n + 1),
        };
        if led
            && on
            && let Some((days @ 1.., to)) = day()
        {
            return Some((ends_in(days, days), to));
        }
        let word = stream.is_word(n) && !BEGINS.contains(&stream.word(n));
        let small = matches!(
            stream.sense(n),
            Some(
                Time::Article
                    | Time::Filler
                    | Time::In
                    | Time::Per
                    | Time::Ongoing
                    | Time::Nothing
                    | Time::Unit(Unit::Day)
                    | Time::For
            )
        );
        if !word && !small {
            return None;
        }
    }
    None
}

fn ends_in(low: i64, high: i64) -> Fact {
    let days = |n: i64| f64::from(i32::try_from(n).unwrap_or(i32::MAX));
    Fact::Length { low: days(low.max(1)), high: days(high), sure: true }
}
