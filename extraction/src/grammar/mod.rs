//! The grammar of time in clinical instructions, written once over the senses of all languages.
//!
//! [`read`] turns the tokens of a sentence into facts (so often, so long, from then), each with the tokens it was read
//! from; [`Reading`] puts the facts of one step together.

mod age;
mod clock;
mod cycle;
mod date;
mod doses;
mod each;
mod end;
mod exception;
mod fact;
mod frequency;
mod hours;
mod length;
mod monthly;
mod no_date;
mod occasion;
mod phase;
mod range;
mod reading;
mod stream;
mod taken_off;
mod thereafter;
mod under_way;
mod unread;
mod weekday;

pub use cycle::is_pause;
pub use fact::{At, Fact};
pub use reading::Reading;

#[cfg(test)]
mod tests;

use crate::lexicon::{Lexicon, Time, Unit};
use crate::text::Token;
use crate::text::token::Decimal;
use chrono::{NaiveDate, WeekdaySet};
use stream::Stream;

/// So far in front of "tomorrow" a "today" may stand.
const DAYS_APART: usize = 8;

/// The bit of a time of day that is bedtime.
const BEDTIME: u8 = 16;

/// Every fact in `tokens` of a note written on `day`, left to right.
pub fn read(lexicon: &Lexicon, tokens: &[Token], day: NaiveDate) -> Vec<At> {
    let stream = Stream::new(tokens, lexicon.timing(tokens), day, lexicon.decimal() == Decimal::Comma);
    let mut facts: Vec<At> = Vec::new();
    let mut spans = Vec::new();
    let mut push = |facts: &mut Vec<At>, fact: Fact, from: usize, to: usize| {
        let (first, end) = (stream.from(from), stream.to(to - 1));
        facts.push(At { fact, from: first, to: end, maximum: stream.is_maximum(from, to) });
        spans.push((from, to));
    };
    let mut at = 0;
    while at < stream.len() {
        if let Some(times) = clock::list(&stream, at) {
            for (fact, from, to) in times {
                push(&mut facts, fact, from, to);
                at = to;
            }
            continue;
        }
        if let Some(days) = range::at(&stream, at) {
            for (fact, from, to) in days {
                push(&mut facts, fact, from, to);
                at = to;
            }
            continue;
        }
        if matches!(stream.sense(at), Some(Time::OtherDays)) {
            if let Some(fact) = weekday::others(&facts) {
                push(&mut facts, fact, at, at + 1);
            }
            at += 1;
            continue;
        }
        if let Some((fact, to)) = exception::at(&stream, at, &facts).filter(|(_, to)| *to > at) {
            push(&mut facts, fact, at, to);
            at = to;
            continue;
        }
        let touched = facts.last().filter(|f| f.to == stream.from(at)).map(|f| f.fact);
        match one(&stream, at, touched) {
            Some((fact, to)) if to > at => {
                push(&mut facts, fact, at, to);
                at = to;
            }
            _ => at += 1,
        }
    }
    length::from_until(&stream, &mut facts, &spans);
    under_way::shorten(&stream, &mut facts, &spans);
    under_way::add_later(&stream, &mut facts, &spans);
    weekday::join(&stream, &mut facts, &spans);
    hours::without_strengths(tokens, &mut facts);
    taken_off::without(tokens, &mut facts);
    thereafter::doubt(tokens, &mut facts);
    occasion::add(tokens, &mut facts);
    facts
}

/// The fact that begins at `at`, behind `touched` without a word between.
fn one(stream: &Stream, at: usize, touched: Option<Fact>) -> Option<(Fact, usize)> {
    tomorrow(stream, at)
        .or_else(|| monthly::at(stream, at))
        .or_else(|| phase::first_day(stream, at))
        .or_else(|| under_way::day_of(stream, at))
        .or_else(|| doses::at(stream, at))
        .or_else(|| cycle::at(stream, at))
        .or_else(|| frequency::schedule(stream, at))
        .or_else(|| frequency::times_each(stream, at))
        .or_else(|| each::at(stream, at))
        .or_else(|| age::pregnancy(stream, at))
        .or_else(|| hours::on_and_off(stream, at))
        .or_else(|| hours::by_hours(stream, at))
        .or_else(|| length::notation(stream, at))
        .or_else(|| frequency::interval(stream, at))
        .or_else(|| frequency::per_period(stream, at))
        .or_else(|| length::between(stream, at))
        .or_else(|| unread::cut_off(stream, at, touched))
        .or_else(|| end::at_event(stream, at))
        .or_else(|| end::last_day(stream, at))
        .or_else(|| length::until(stream, at))
        .or_else(|| weekday::named(stream, at))
        .or_else(|| date::at(stream, at))
        .or_else(|| phase::phase(stream, at))
        .or_else(|| cycle::count(stream, at))
        .or_else(|| unread::at(stream, at))
        .or_else(|| age::year(stream, at))
        .or_else(|| length::stated(stream, at))
        .or_else(|| dose(stream, at))
        .or_else(|| single(stream, at))
}

/// "18 UI mañana": tomorrow or every morning, which nobody can tell behind a dose.
fn tomorrow(stream: &Stream, at: usize) -> Option<(Fact, usize)> {
    let bare = stream.word(at) == "manana" && stream.sense(at) == Some(Time::Date(1));
    let dosed =
        at.checked_sub(1).is_some_and(|b| matches!(stream.sense(b), Some(Time::Measure | Time::Piece)));
    let last = at + 1 == stream.len() || ['.', ',', ';'].iter().any(|c| stream.mark(at + 1, *c));
    let today = (0..at).rev().take(DAYS_APART).any(|n| matches!(stream.sense(n), Some(Time::Date(_))));
    (bare && dosed && last && !today).then_some((Fact::UnreadRhythm { every: None }, at + 1))
}

/// "500 mg", "two tablets", "#21".
fn dose(stream: &Stream, at: usize) -> Option<(Fact, usize)> {
    if stream.mark(at, '#')
        && let Some((_, n, to)) = stream.number(at + 1)
    {
        return Some((Fact::Total(n), to));
    }
    let (low, high, to) = stream.number(at)?;
    let to = stream.skip(to, |t| matches!(t, Time::Article | Time::Filler));
    // "2 orange tablets"
    let coloured = stream.is_word(to) && matches!(stream.sense(to + 1), Some(Time::Piece));
    let to = to + usize::from(coloured);
    // "2018 L hip": a year and a side.
    if (1950.0..2100.0).contains(&high) && stream.word(to) == "l" {
        return None;
    }
    match stream.sense(to)? {
        Time::Measure => Some((Fact::Dose { low, high, unit: stream.to(to) - 1 }, to + 1)),
        Time::Piece => Some((Fact::Pieces(high), to + 1)),
        _ => None,
    }
}

/// A sense that is a fact by itself.
fn single(stream: &Stream, at: usize) -> Option<(Fact, usize)> {
    // "| Atorvastatin | 20 mg | night |": a cell of a table.
    if stream.word(at) == "night" && at > 0 && stream.mark(at - 1, '|') && stream.mark(at + 1, '|') {
        return Some((Fact::Slot(BEDTIME), at + 1));
    }
    let fact = match stream.sense(at)? {
        // "1 tablet by mouth day", where a word was lost.
        Time::Unit(Unit::Day)
            if at + 1 == stream.len()
                && stream.word(at) == "day"
                && at
                    .checked_sub(1)
                    .is_some_and(|b| matches!(stream.last_word(b), "mouth" | "po" | "orally")) =>
        {
            Fact::Frequency { times: Some(1.0), every: None, rarer: None, weekdays: WeekdaySet::EMPTY }
        }
        Time::Daily(n) => {
            Fact::Frequency { times: Some(n), every: None, rarer: None, weekdays: WeekdaySet::EMPTY }
        }
        Time::EveryDays(n) => {
            Fact::Frequency { times: None, every: Some(n), rarer: None, weekdays: WeekdaySet::EMPTY }
        }
        Time::Hourly => {
            Fact::Frequency { times: Some(24.0), every: None, rarer: None, weekdays: WeekdaySet::EMPTY }
        }
        // "tomorrow morning", "on Friday evening", "in the first hour": a time, not a habit.
        Time::Slot(_) if at > 0 && matches!(stream.sense(at - 1), Some(Time::Date(_) | Time::Weekday(_))) => {
            return None;
        }
        Time::Slot(bits) => Fact::Slot(bits),
        // "o.n.", which is no "on".
        Time::In if stream.word(at) == "on" && stream.dotted(at) => Fact::Slot(BEDTIME),
        // "80 mg ON": at night.
        Time::In
            if stream.word(at) == "on"
                && at > 0
                && matches!(stream.sense(at - 1), Some(Time::Measure | Time::Piece))
                && (at + 1 == stream.len()
                    || [',', ';', '.', ')', '+'].iter().any(|c| stream.mark(at + 1, *c))) =>
        {
            Fact::Slot(BEDTIME)
        }
        // "AC: 28.0 cm", "PC 290 mm" is a measurement.
        Time::Meals
            if stream.to(at) == stream.from(at) + 1
                && (stream.mark(at + 1, ':') || matches!(stream.word(at + 2), "mm" | "cm")) =>
        {
            return None;
        }
        Time::Meals => Fact::Meals,
        Time::Prn => Fact::Prn,
        // "I should be glad if she would take": no condition.
        Time::If if at > 0 && matches!(stream.word(at - 1), "glad" | "grateful" | "obliged") => return None,
        Time::If => Fact::If,
        Time::Once => Fact::Once,
        Time::Date(days) => Fact::Date(days),
        Time::Ongoing => Fact::Ongoing,
        Time::Awake => Fact::Awake,
        // "Levels are being followed by Dr. Y"
        Time::Then if stream.word(at) == "followed" && is_passive(stream, at) => return None,
        Time::Then => Fact::Then,
        _ => return None,
    };
    Some((fact, at + 1))
}

/// Whether a form of "be" stands in front of `at`, so that somebody else does it.
fn is_passive(stream: &Stream, at: usize) -> bool {
    const BE: &[&str] =
        &["be", "being", "is", "are", "was", "were", "been", "patient", "closely", "currently"];
    at.checked_sub(1).is_some_and(|b| BE.contains(&stream.last_word(b)))
}

/// The number that `tokens` are, if they are nothing else.
pub fn only_number(lexicon: &Lexicon, tokens: &[Token], day: NaiveDate) -> Option<f64> {
    let stream = Stream::new(tokens, lexicon.timing(tokens), day, lexicon.decimal() == Decimal::Comma);
    let (_, high, to) = stream.number(0)?;
    (to == stream.len()).then_some(high)
}
