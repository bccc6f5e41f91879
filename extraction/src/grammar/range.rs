//! "29/11 - 5/12", "29 November to 5 December", "del 4 al 8 de diciembre", "ab 4.12. bis 8.12.": what lasts from one day to another.
//!
//! Both days count. What began before the note's day goes on for what is left of it; what ends before it begins is no length.

use super::Fact;
use super::date::YEARS;
use super::stream::Stream;
use crate::lexicon::Time;

/// Words in front of a first day.
const FROM: &[&str] = &["from", "starting", "du", "del", "desde", "vom", "ab", "between"];
/// Words between the two days.
const TO: &[&str] =
    &["to", "until", "till", "til", "through", "thru", "au", "al", "bis", "hasta", "jusqu'au", "jusqu", "a"];
/// Words in front of a day.
const ARTICLES: &[&str] = &["the", "el", "le", "dem", "zum", "au", "dia", "on"];
/// Words between a day and its month.
const OF: &[&str] = &["of", "de", "d"];
/// Longest course that two days without a year are believed to be, in days.
const LONGEST: i64 = 200;

/// A day as it is written.
#[derive(Clone, Copy)]
struct Written {
    day: f64,
    month: Option<f64>,
    year: Option<f64>,
    /// By numbers and strokes, which may be something else.
    slashed: bool,
    /// "05/12", "29/11": surely a day and a month.
    sure: bool,
}

/// Facts, each with the lexemes it was read from.
pub type Read = Vec<(Fact, usize, usize)>;

/// The first day, if it is to come, and the length of what lasts from one day to another.
pub fn at(stream: &Stream, at: usize) -> Option<Read> {
    let led = FROM.contains(&stream.last_word(at)) || FROM.contains(&stream.word(at));
    let start = articles(stream, at + usize::from(led && stream.digits(at).is_none()));
    let (first, behind) = written(stream, start)?;
    let link = behind;
    let dash = stream.mark(link, '-');
    if !dash && !TO.contains(&stream.last_word(link)) {
        return None;
    }
    let (last, to) = written(stream, articles(stream, link + 1))?;
    // "3 to 9 December", and not "2 to 3/12".
    let shared = first.month.is_none() && !last.slashed && first.day < last.day;
    let month_named = last.month.is_some() && (first.month.is_some() || (led || shared) && !first.slashed);
    if !month_named {
        return None;
    }
    let read = |fact| Some(vec![(fact, start, to)]);
    if first.slashed && last.slashed && !led && !first.sure && !last.sure {
        return ambiguous(stream, at, start).then(|| read(Fact::UnreadLength))?;
    }
    let american = [first, last].iter().any(|d| d.slashed && d.month.is_some_and(|m| m > 12.0));
    let Some((begins, ends)) = days(stream, turned(first, american), turned(last, american)) else {
        return read(Fact::UnreadLength);
    };
    let long = ends - begins > LONGEST && last.year.is_none();
    if ends < begins.max(0) || long {
        return read(Fact::UnreadLength);
    }
    let days = f64::from(i32::try_from(ends - begins.max(0) + 1).unwrap_or(i32::MAX));
    let length = Fact::Length { low: days, high: days, sure: true };
    // "from 15 December until 22 December" is counted from the first day where the two are put together.
    if begins > 1 && matches!(stream.sense(link), Some(Time::Until)) {
        let last = f64::from(i32::try_from(ends).unwrap_or(i32::MAX));
        let until = Fact::Length { low: last, high: last + 1.0, sure: true };
        return Some(vec![(Fact::Date(begins), at, link), (until, link, to)]);
    }
    Some(if begins > 0 {
        vec![(Fact::Date(begins), at, link), (length, link, to)]
    } else {
        vec![(length, at, to)]
    })
}

/// "5.12.", "6 December": a day that is surely one, as days from the note's day, and the place behind it.
pub fn day(stream: &Stream, at: usize) -> Option<(i64, usize)> {
    let (day, to) = written(stream, at).filter(|(day, _)| day.month.is_some() && day.sure)?;
    let counted = matches!(
        stream.sense(to),
        Some(Time::Measure | Time::Piece | Time::Unit(_) | Time::Times | Time::X | Time::Per)
    );
    let (days, _) = days(stream, day, day).filter(|_| !counted)?;
    Some((days, to))
}

/// "1/12 - 7/12", which is a week in December and one to seven months; not "for 1/12 - 2/12".
fn ambiguous(stream: &Stream, at: usize, start: usize) -> bool {
    let counted = at.checked_sub(1).is_some_and(|b| {
        matches!(stream.sense(b), Some(Time::For | Time::X | Time::In | Time::After | Time::Every))
    });
    let twelfths = stream.digits(start + 2).is_some_and(|n| (n - 12.0).abs() < 0.1);
    twelfths && !counted
}

/// Day and month change places where the month is written first.
fn turned(day: Written, american: bool) -> Written {
    match day.month.filter(|_| american && day.slashed) {
        Some(month) => Written { day: month, month: Some(day.day), ..day },
        None => day,
    }
}

/// Both as days from the note's day; the month and the year that the first has not are those of the last.
fn days(stream: &Stream, first: Written, last: Written) -> Option<(i64, i64)> {
    let month = |n: f64| {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked on this line")]
        let whole = || n as u32;
        (1.0..=12.0).contains(&n).then(whole)
    };
    let day = |day: f64, of: u32, year: Option<f64>| match year {
        Some(year) => stream.days_in(day, of, year),
        None => stream.days_to(day, of),
    };
    let end_month = month(last.month?)?;
    let ends = day(last.day, end_month, last.year)?;
    let begin_month = match first.month {
        Some(n) => month(n)?,
        None => end_month,
    };
    let mut begins = day(first.day, begin_month, first.year.or(last.year))?;
    // "20 December 2026 to 5 January", "20 December to 5 January 2027".
    if begins > ends && first.year.is_none() && begins - ends > LONGEST {
        begins -= 365;
    }
    Some((begins, ends))
}

fn articles(stream: &Stream, mut at: usize) -> usize {
    let from = at;
    while at < from + 3
        && stream.digits(at).is_none()
        && (ARTICLES.contains(&stream.last_word(at)) || matches!(stream.sense(at), Some(Time::Weekday(_))))
    {
        at += 1;
    }
    at
}

/// A day of a month, and the place behind it.
fn written(stream: &Stream, at: usize) -> Option<(Written, usize)> {
    if let Some(Time::Month(month)) = stream.sense(at) {
        let day = day_of(stream, at + 1)?;
        let to = at + 2 + usize::from(is_ordinal(stream, at + 2));
        let (year, to) = year(stream, to + usize::from(stream.mark(to, ',')));
        let to = if year.is_some() { to } else { at + 2 + usize::from(is_ordinal(stream, at + 2)) };
        let written = Written { day, month: Some(month.into()), year, slashed: false, sure: true };
        return Some((written, to));
    }
    stream.day_number(at)?;
    if let Some(hit) = dotted(stream, at) {
        return Some(hit);
    }
    let day = day_of(stream, at)?;
    if stream.mark(at + 1, '/') && stream.glued(at + 1) && stream.glued(at + 2) {
        return slashed(stream, at, day);
    }
    let mut to = at + 1 + usize::from(is_ordinal(stream, at + 1));
    let bare = to;
    while to < bare + 2 && OF.contains(&stream.last_word(to)) {
        to += 1;
    }
    let plain = Written { day, month: None, year: None, slashed: false, sure: false };
    let Some(Time::Month(month)) = stream.sense(to) else { return Some((plain, bare)) };
    let (year, to) = year(stream, to + 1);
    Some((Written { month: Some(month.into()), year, sure: true, ..plain }, to))
}

fn day_of(stream: &Stream, at: usize) -> Option<f64> {
    stream.day_number(at).filter(|n| (1.0..=31.0).contains(n) && n.fract() == 0.0)
}

fn is_ordinal(stream: &Stream, at: usize) -> bool {
    stream.glued(at)
        && (matches!(stream.word(at), "st" | "nd" | "rd" | "th" | "er" | ".")
            || matches!(stream.sense(at), Some(Time::Nth(_))))
}

fn year(stream: &Stream, at: usize) -> (Option<f64>, usize) {
    let start = at + usize::from(OF.contains(&stream.last_word(at)));
    match stream.digits(start).filter(|n| YEARS.contains(n)) {
        Some(year) => (Some(year), start + 1),
        None => (None, at),
    }
}

/// "29/11", "05/12/2026".
fn slashed(stream: &Stream, at: usize, day: f64) -> Option<(Written, usize)> {
    let month = day_of(stream, at + 2)?;
    let again = stream.mark(at + 3, '/') && stream.glued(at + 3);
    let year = stream.digits(at + 4).filter(|_| again);
    if again && year.is_none() || month > 12.0 && day > 12.0 {
        return None;
    }
    let year = year.map(|n| if n < 100.0 { n + 2000.0 } else { n });
    let padded = stream.word(at).starts_with('0') || stream.word(at + 2).starts_with('0');
    let sure = year.is_some() || padded || day > 12.0 || month > 12.0;
    let to = if again { at + 5 } else { at + 3 };
    let measured = matches!(stream.sense(to), Some(Time::Measure | Time::Piece)) || stream.mark(to, '/');
    (!measured).then_some((Written { day, month: Some(month), year, slashed: true, sure }, to))
}

/// "4.12.", "04.12.2026".
fn dotted(stream: &Stream, at: usize) -> Option<(Written, usize)> {
    if !stream.word(at).contains('.') {
        return None;
    }
    let parts: Vec<Option<f64>> =
        stream.word(at).split('.').filter(|p| !p.is_empty()).map(|p| p.parse().ok()).collect();
    let (day, month, year) = match parts.as_slice() {
        [Some(day), Some(month)] => (*day, *month, None),
        [Some(day), Some(month), Some(year)] => (*day, *month, Some(*year)),
        _ => return None,
    };
    let year = year.map(|n| if n < 100.0 { n + 2000.0 } else { n });
    let valid = (1.0..=31.0).contains(&day) && (1.0..=12.0).contains(&month);
    let dot = stream.mark(at + 1, '.') && stream.glued(at + 1);
    // "30.11.2026" and "4.12." are days in any language, "4.12" is 4 and some more in English.
    if !stream.commas && year.is_none() && !dot {
        return None;
    }
    let to = at + 1 + usize::from(dot);
    valid.then_some((Written { day, month: Some(month), year, slashed: false, sure: true }, to))
}
