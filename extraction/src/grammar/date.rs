//! Days that a note names: "in 2 weeks", "on 14 March", "3/16", "next Friday", "day 3-4".

use super::Fact;
use super::length::whole;
use super::no_date::{after_operation, impossible, is_expected, is_of_a_day, is_other_word};
use super::stream::Stream;
use crate::lexicon::{Time, Unit};
use chrono::{Datelike, NaiveDate};
use std::ops::Range;

/// Numbers behind a day and a month that are its year.
pub const YEARS: Range<f64> = 1990.0..2100.0;

/// So many lexemes may stand between "no" and "en 2 semanas".
const LONGEST_DENIAL: usize = 6;

/// "in 6 weeks", "after 48 hours", "on 17/3", "Thursday 5 March", "in April".
pub fn at(stream: &Stream, at: usize) -> Option<(Fact, usize)> {
    let mut start = stream.skip(at, |t| matches!(t, Time::In | Time::After));
    start = stream.skip(start, |t| matches!(t, Time::Filler | Time::UpTo));
    let introduced = (at..start).any(|i| matches!(stream.sense(i), Some(Time::In | Time::After)));
    // "el día 20"
    if introduced
        && stream.last_word(start - 1) == "dia"
        && let Some(days) = stream.digits(start).and_then(|n| stream.days_to_date(n))
        && !matches!(stream.sense(start + 1), Some(Time::In | Time::Month(_)))
    {
        return Some((Fact::Date(days), start + 1));
    }
    // "am 12. postoperativen Tag": the day of the operation is not known.
    let on = start.checked_sub(1).is_some_and(|b| stream.last_word(b) == "am");
    if (introduced || on)
        && let Some(to) = after_operation(stream, start)
    {
        return Some((Fact::UnreadLength, to));
    }
    // "le 14", "am 14.": a day of the month.
    let article = |i: usize| matches!(stream.last_word(i), "le" | "am" | "el" | "dem");
    let before = start.checked_sub(1).filter(|i| article(*i) && (introduced || start == at));
    if before.is_some()
        && let Some(days) =
            stream.digits(start).filter(|n| n.fract() == 0.0).and_then(|n| stream.days_to_date(n))
        && stream.sense(start + 1).is_none_or(|t| matches!(t, Time::Slot(_) | Time::For | Time::In))
        && !['-', '/', ':', '.', ',']
            .iter()
            .any(|c| stream.mark(start + 1, *c) && stream.digits(start + 2).is_some())
        && !matches!(stream.word(start + 1), "h" | "%")
        && !(stream.mark(start + 1, '.')
            && matches!(stream.sense(start + 2), Some(Time::Unit(_) | Time::Month(_))))
    {
        return Some((Fact::Date(days), start + 1));
    }
    if start == at
        && let Some(hit) = in_spanish(stream, at)
    {
        return Some(hit);
    }
    if introduced && let Some((days, to)) = distance(stream, start) {
        if is_of_a_day(stream, at, days) || is_expected(stream, at) {
            return Some((Fact::Age, to));
        }
        // "vor einer Woche": so long ago.
        let ago = start > at && stream.word(start - 1) == "vor";
        return Some((Fact::Date(if ago { -days } else { days }), to));
    }
    if let Some(to) = impossible(stream, start, introduced) {
        return Some((Fact::UnreadLength, to));
    }
    if let Some((days, to)) = point(stream, start) {
        // "BMP 3/16/2026": with its year and still to come, it is nothing else.
        let whole = to >= start + 5 && days > 0;
        let sure = introduced || whole || !slashed(stream, start);
        return Some((if sure { Fact::Date(days) } else { Fact::MaybeDate(days) }, to));
    }
    None
}

/// "en 10 días": "en" is of "dos veces en 24 horas" too, and of "nada de deporte en 2 semanas", which is how long.
fn in_spanish(stream: &Stream, at: usize) -> Option<(Fact, usize)> {
    let counted =
        at.checked_sub(1).is_some_and(|b| matches!(stream.sense(b), Some(Time::Times | Time::TimesN(_))));
    let denied = (at.saturating_sub(LONGEST_DENIAL)..at)
        .any(|n| matches!(stream.word(n), "no" | "nada" | "sin" | "evitar" | "evite" | "ni" | "nunca"));
    let is = stream.word(at) == "en" && matches!(stream.sense(at), Some(Time::Per));
    if !is || counted || denied {
        return None;
    }
    let (days, to) = distance(stream, at + 1)?;
    if is_expected(stream, at) {
        return Some((Fact::Age, to));
    }
    (days > 1).then_some((Fact::Date(days), to))
}

fn slashed(stream: &Stream, at: usize) -> bool {
    stream.mark(at + 1, '/')
}

/// "2 weeks", "a month", "10 days": how far away.
fn distance(stream: &Stream, at: usize) -> Option<(i64, usize)> {
    let article = usize::from(matches!(stream.sense(at), Some(Time::Article)));
    let (high, end) = match stream.number(at + article) {
        Some((_, high, end)) => (high, end),
        None if article == 1 => (1.0, at + 1),
        None => return None,
    };
    let to = stream.skip(end, |t| matches!(t, Time::Filler | Time::Article));
    let Some(Time::Unit(unit)) = stream.sense(to) else { return None };
    if high > 1000.0 {
        return None;
    }
    let days = high * unit.days();
    if unit == Unit::Minute {
        return None;
    }
    // "within 4 hours": today.
    Some((whole(if days < 1.0 { 0.0 } else { days.ceil() }), to + 1))
}

/// A day by its name or number, as days from the note's day.
pub fn point(stream: &Stream, at: usize) -> Option<(i64, usize)> {
    let year = |to: usize| {
        let to = stream.skip(to, |t| matches!(t, Time::Filler));
        stream.digits(to).filter(|n| YEARS.contains(n)).map(|n| (n, to + 1))
    };
    // The day of the month, in the year that stands behind it.
    let dated = |day: f64, month: u8, to: usize| {
        let month = u32::from(month);
        match year(to) {
            Some((year, to)) => Some((stream.days_in(day, month, year)?, to)),
            None => Some((stream.days_to(day, month)?, to)),
        }
    };
    match stream.sense(at) {
        Some(Time::Date(days)) => return Some((days, at + 1)),
        Some(Time::Weekday(weekday)) => {
            // "Thursday 5 March", "Thursday, 5 March": the date says more.
            let next = stream.skip(at + 1 + usize::from(stream.mark(at + 1, ',')), |t| {
                matches!(t, Time::Filler | Time::In)
            });
            if let Some((days, to)) = numbered(stream, next) {
                let days = on_that_weekday(stream, next, weekday).unwrap_or(days);
                return Some((days, to));
            }
            let today = i64::from(stream.day.weekday().num_days_from_monday());
            let away = (i64::from(weekday) - today).rem_euclid(7);
            return Some((if away == 0 { 7 } else { away }, at + 1));
        }
        Some(Time::Month(month)) => {
            if let Some(n) = stream.day_number(at + 1).filter(|n| (1.0..=31.0).contains(n)) {
                return dated(n, month, at + 2);
            }
            if is_other_word(stream, at) {
                return None;
            }
            // This month's first day is past, and the month is not; one that is over is over.
            let (days, to) = dated(1.0, month, at + 1)?;
            let now = u32::from(month) == stream.day.month() && days > -32;
            return Some((if now { days.max(1) } else { days }, to));
        }
        _ => {}
    }
    numbered(stream, at)
}

/// "Monday 3/2/2026": where day and month may be either, the weekday tells which is which.
fn on_that_weekday(stream: &Stream, at: usize, weekday: u8) -> Option<i64> {
    let numbers = (stream.digits(at)?, stream.digits(at + 2)?, stream.digits(at + 4)?);
    let slashed = stream.mark(at + 1, '/') && stream.mark(at + 3, '/') && YEARS.contains(&numbers.2);
    let day = |day: f64, month: f64| {
        let days = stream.days_in(day, small(month)?, numbers.2)?;
        let date = stream.day.checked_add_signed(chrono::Duration::days(days))?;
        (date.weekday().num_days_from_monday() == u32::from(weekday)).then_some(days)
    };
    slashed.then(|| day(numbers.0, numbers.1).or_else(|| day(numbers.1, numbers.0)))?
}

/// "14 March", "14th of March", "17/3", "3/16", "2026-03-17", "6. März".
fn numbered(stream: &Stream, at: usize) -> Option<(i64, usize)> {
    // "3rd December"
    let nth = stream.day_number(at).filter(|_| stream.digits(at).is_none());
    if let Some(n) = nth {
        let month = stream.skip(at + 1, |t| matches!(t, Time::Filler));
        let Some(Time::Month(of)) = stream.sense(month) else { return None };
        let year = stream.digits(month + 1).filter(|n| YEARS.contains(n));
        return Some(match year {
            Some(year) => (stream.days_in(n, u32::from(of), year)?, month + 2),
            None => (stream.days_to(n, u32::from(of))?, month + 1),
        });
    }
    let first = stream.digits(at)?;
    let mut to = at + 1;
    // "17.03.", "bis 6.3.": day and month with dots.
    let padded = stream.commas
        && stream.word(at).len() == 5
        && !matches!(stream.sense(to), Some(Time::Measure | Time::Piece | Time::Unit(_)));
    let dotted = padded
        || stream.mark(to, '.') && stream.glued(to)
        || at.checked_sub(1).is_some_and(|b| {
            matches!(
                stream.last_word(b),
                "bis" | "am" | "ab" | "vom" | "zum" | "den" | "du" | "le" | "del" | "el"
            )
        });
    if let Some(days) = with_dots(stream, at) {
        return Some((days, to));
    }
    if let Some(hit) = with_dashes(stream, at) {
        return Some(hit);
    }
    if dotted && let Some((day, month)) = stream.word(at).split_once('.') {
        let part = |text: &str| text.parse::<u32>().ok().filter(|_| text.len() <= 2);
        let days = stream.days_to(f64::from(part(day)?), part(month).filter(|m| (1..=12).contains(m))?)?;
        return Some((days, to));
    }
    if matches!(stream.word(to), "st" | "nd" | "rd" | "th" | ".")
        || (stream.glued(to) && matches!(stream.sense(to), Some(Time::Nth(_))))
    {
        to += 1;
    }
    // "am 12. Tag"
    if stream.word(to - 1) == "." && (1.0..=60.0).contains(&first) {
        // "am 1. Tag, dann ..." is a phase.
        if first > 1.5 && matches!(stream.sense(to), Some(Time::Unit(Unit::Day))) {
            return Some((whole(first), to + 1));
        }
    }
    // "24-30 Jan": up to its last day.
    if stream.mark(to, '-')
        && let Some(last) = stream.digits(to + 1).filter(|n| *n > first && *n <= 31.0)
        && let Some(Time::Month(month)) = stream.sense(to + 2)
    {
        return Some((stream.days_to(last, u32::from(month))?, to + 3));
    }
    let ordinal = to > at + 1 && stream.word(to - 1) != ".";
    to = stream.skip(to, |t| matches!(t, Time::Filler));
    if ordinal && !matches!(stream.sense(to), Some(Time::Month(_))) {
        return Some((stream.days_to_date(first)?, at + 2));
    }
    if let Some(Time::Month(month)) = stream.sense(to) {
        let behind = stream.skip(to + 1, |t| matches!(t, Time::Filler));
        if let Some(year) = stream.digits(behind).filter(|n| YEARS.contains(n)) {
            return Some((stream.days_in(first, u32::from(month), year)?, behind + 1));
        }
        return Some((stream.days_to(first, u32::from(month))?, to + 1));
    }
    let separator = |i: usize| stream.mark(i, '/') && stream.glued(i) && stream.glued(i + 1);
    if separator(at + 1) {
        let second = stream.digits(at + 2)?;
        let year = stream.digits(at + 4).filter(|_| separator(at + 3));
        let to = if year.is_some() { at + 5 } else { at + 3 };
        if matches!(stream.sense(to), Some(Time::Measure | Time::Piece))
            || stream.mark(to, '/')
            || first.fract() != 0.0
        {
            return None;
        }
        let (day, month) = if first > 12.0 {
            (first, second)
        } else if second > 12.0 {
            (second, first)
        } else {
            (first, second)
        };
        let month = small(month)?;
        let days = match year.filter(|n| YEARS.contains(n)) {
            Some(year) => stream.days_in(day, month, year)?,
            None => stream.days_to(day, month)?,
        };
        return Some((days, to));
    }
    None
}

/// "15.12.2026"
fn with_dots(stream: &Stream, at: usize) -> Option<i64> {
    let mut parts = stream.word(at).split('.').map(|part| part.parse::<f64>().ok());
    let (day, month, year) = (parts.next()??, parts.next()??, parts.next()??);
    let year = if year < 100.0 { year + 2000.0 } else { year };
    (parts.next().is_none() && YEARS.contains(&year)).then(|| stream.days_in(day, small(month)?, year))?
}

/// "2026-12-15", "15-12-2026"
fn with_dashes(stream: &Stream, at: usize) -> Option<(i64, usize)> {
    let glued =
        (at + 1..at + 5).all(|n| stream.glued(n)) && stream.mark(at + 1, '-') && stream.mark(at + 3, '-');
    let (first, month, last) = (stream.digits(at)?, stream.digits(at + 2)?, stream.digits(at + 4)?);
    let (day, year) = if YEARS.contains(&first) { (last, first) } else { (first, last) };
    (glued && YEARS.contains(&year)).then(|| Some((stream.days_in(day, small(month)?, year)?, at + 5)))?
}

pub fn small(n: f64) -> Option<u32> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked on the line above")]
    let whole = || n as u32;
    (1.0..=31.0).contains(&n).then(whole)
}

impl Stream<'_> {
    /// Days to the next such day of a month ("the 12th").
    pub(super) fn days_to_date(&self, day: f64) -> Option<i64> {
        let this = self.days_to(day, self.day.month())?;
        if this > 0 {
            return Some(this);
        }
        let next = if self.day.month() == 12 { 1 } else { self.day.month() + 1 };
        self.days_to(day, next).filter(|days| *days > 0)
    }

    /// Whether this year, or one so many years later, has such a day.
    pub(super) fn exists(&self, day: f64, month: u32, more: i32) -> bool {
        small(day).is_some_and(|day| NaiveDate::from_ymd_opt(self.day.year() + more, month, day).is_some())
    }

    /// Days from the note's day to a day of a year that is named.
    pub(super) fn days_in(&self, day: f64, month: u32, year: f64) -> Option<i64> {
        #[expect(clippy::cast_possible_truncation, reason = "a year of four digits, or none")]
        let year = year as i32;
        NaiveDate::from_ymd_opt(year, month, small(day)?).map(|d| (d - self.day).num_days())
    }

    /// Days from the note's day to that day of the year, this year's or, if long past, the next one's.
    pub(super) fn days_to(&self, day: f64, month: u32) -> Option<i64> {
        let day = small(day)?;
        let in_year =
            |year: i32| NaiveDate::from_ymd_opt(year, month, day).map(|d| (d - self.day).num_days());
        match in_year(self.day.year()) {
            Some(this) if this >= -60 => Some(this),
            _ => in_year(self.day.year() + 1),
        }
    }
}
