//! "for 7 days", "x 2/52", "5-7 days", "until 14 March".

use super::stream::Stream;
use super::{At, Fact, date, range};
use crate::lexicon::{Time, Unit};

/// The lengths that ward notation counts by: 5/7 is five days, 2/52 two weeks, 3/12 three months.
const NOTATION: &[(f64, Unit)] = &[(7.0, Unit::Day), (52.0, Unit::Week), (12.0, Unit::Month)];

/// "For weeks", "over the months": nobody knows how many.
const PLURALS: &[&str] = &[
    "weeks", "months", "years", "days", "semanas", "meses", "anos", "semaines", "annees", "wochen", "monate",
    "monaten", "jahre", "jahren",
];

/// "7/7", "x 2/52", "in 3/12".
pub fn notation(stream: &Stream, at: usize) -> Option<(Fact, usize)> {
    let start = stream.skip(at, is_introduction);
    let in_front = |wanted: fn(Time) -> bool| (at..start).any(|i| stream.sense(i).is_some_and(wanted));
    let (low, high, slash) = stream.number(start)?;
    if !stream.mark(slash, '/') || !stream.glued(slash) || !stream.glued(slash + 1) {
        return None;
    }
    let under = stream.digits(slash + 1)?;
    // "end 05/12": with its zero it is a day of December.
    if start == at && (stream.word(start).starts_with('0') || stream.word(slash + 1).starts_with('0')) {
        return None;
    }
    let (_, unit) = NOTATION.iter().find(|(n, _)| (n - under).abs() < 0.01)?;
    let to = slash + 2;
    let measured = matches!(stream.sense(to), Some(Time::Measure | Time::Piece)) || stream.mark(to, '/');
    if measured || !(1.0..=60.0).contains(&high) || matches!(stream.sense(to), Some(Time::Ago)) {
        return None;
    }
    if in_front(|t| matches!(t, Time::In | Time::After)) && !in_front(|t| matches!(t, Time::For)) {
        return Some((Fact::Date(whole(high * unit.days())), to));
    }
    let (high, to) = up_to(stream, to, under).filter(|(last, _)| *last > high).unwrap_or((high, to));
    Some((Fact::Length { low: low * unit.days(), high: high * unit.days(), sure: true }, to))
}

/// "1/12-3/12": the longer end of a range in ward notation.
fn up_to(stream: &Stream, at: usize, under: f64) -> Option<(f64, usize)> {
    let glued = (at..at + 4).all(|n| stream.glued(n)) && stream.mark(at, '-') && stream.mark(at + 2, '/');
    let same = stream.digits(at + 3).is_some_and(|n| (n - under).abs() < 0.01);
    stream.digits(at + 1).filter(|_| glued && same).map(|n| (n, at + 4))
}

fn is_introduction(t: Time) -> bool {
    matches!(t, Time::For | Time::X | Time::UpTo | Time::Filler | Time::In | Time::After)
}

/// "for 7 days", "x7d", "another four weeks", "for a week", "5 days", "10 more days".
pub fn stated(stream: &Stream, at: usize) -> Option<(Fact, usize)> {
    let start = stream.skip(at, |t| matches!(t, Time::For | Time::X | Time::UpTo | Time::Filler));
    let sure = (at..start).any(|i| matches!(stream.sense(i), Some(Time::For | Time::X)));
    let article = usize::from(matches!(stream.sense(start), Some(Time::Article)));
    let (low, high, end) = if article == 1 && stream.number(start + 1).is_none() {
        (1.0, 1.0, start + 1)
    } else if let Some(number) = stream.number(start + article) {
        number
    } else if sure
        && !PLURALS.contains(&stream.word(start))
        && matches!(
            stream.sense(start),
            Some(Time::Unit(Unit::Week | Unit::Fortnight | Unit::Month | Unit::Year))
        )
    {
        (1.0, 1.0, start)
    } else {
        return None;
    };
    // "a 5-day course"
    let hyphen = usize::from(stream.mark(end, '-') && stream.glued(end) && stream.glued(end + 1));
    // "up to 15 a day"
    if matches!(stream.word(end), "a" | "an") {
        return None;
    }
    let to = stream.skip(end + hyphen, |t| matches!(t, Time::Filler | Time::Article | Time::For));
    // "10 mg x 2-3 weeks": the unit must follow at once.
    let Some(Time::Unit(unit)) = stream.sense(to) else {
        let by_x = start > at && matches!(stream.sense(start - 1), Some(Time::X));
        let measured =
            matches!(stream.sense(to), Some(Time::Measure | Time::Piece | Time::Per | Time::Times))
                || stream.mark(to, '/');
        if by_x && !measured && (high - 1.0).abs() < 0.01 {
            // "x1"
            return Some((Fact::Once, end));
        }
        // "2 x 12": sets and how often in each.
        let sets = at.checked_sub(1).is_some_and(|b| stream.digits(b).is_some());
        let counted = !sets
            && start > at
            && matches!(stream.sense(start - 1), Some(Time::X))
            && (2.0..=100.0).contains(&high);
        return (counted
            && !matches!(stream.sense(to), Some(Time::Measure | Time::Piece | Time::Times | Time::Per)))
        .then_some((Fact::Repeats(high), end));
    };
    // "two weeks after the attack": when, and not how long.
    let hours = unit == Unit::Hour && high >= 24.0;
    let days_long = hours || matches!(unit, Unit::Day | Unit::Week | Unit::Fortnight | Unit::Month);
    let behind = stream.word(to + 1);
    let after = matches!(behind, "after" | "later" | "nach" | "spater" | "apres" | "tras" | "despues");
    if !sure && days_long && after && article == 0 {
        return Some((Fact::Date(whole(high * unit.days())), to + 1));
    }
    // "3 days ago"; "not more than 2-3 days a week".
    let weekly = matches!(stream.sense(to + 1), Some(Time::Per | Time::Article))
        && matches!(stream.sense(to + 2), Some(Time::Unit(_)));
    // "For 28 days post op" is how long; without "for" it is how long ago.
    let ago = matches!(stream.sense(to + 1), Some(Time::Ago)) && !(sure && behind.starts_with("post"));
    if ago || weekly {
        return None;
    }
    // "mes y medio", "a month and a half"
    let half = stream.skip(to + 2, |t| matches!(t, Time::Article));
    let halved = matches!(stream.sense(to + 1), Some(Time::And))
        && matches!(stream.sense(half), Some(Time::Num(n)) if (n - 0.5).abs() < 0.01);
    let more = if halved { 0.5 } else { 0.0 };
    let (low, high) = ((low + more) * unit.days(), (high + more) * unit.days());
    let mut end = if halved { half + 1 } else { to + 1 };
    let (mut low, mut high) = (low, high);
    if let Some((days, behind)) = and_days(stream, unit, end) {
        // "33 weeks, 4 days" without "for" is an age, not a course.
        if !sure {
            return Some((Fact::Age, behind));
        }
        (low, high, end) = (low + days, high + days, behind);
    }
    // Hours shorter than a day are how long a thing is left on, not for how many days it is done.
    if !(0.9..=36_500.0).contains(&high) {
        return None;
    }
    Some((Fact::Length { low: low.ceil(), high: high.ceil(), sure }, end))
}

/// "2 weeks and 3 days": the days behind whole weeks.
fn and_days(stream: &Stream, unit: Unit, at: usize) -> Option<(f64, usize)> {
    if unit != Unit::Week {
        return None;
    }
    let start = (at..at + 2).find(|n| stream.digits(*n).is_some())?;
    let linked = start == at || stream.mark(at, ',') || matches!(stream.sense(at), Some(Time::And));
    let days = stream.digits(start).filter(|n| linked && n.fract() == 0.0 && *n < 7.0)?;
    matches!(stream.sense(start + 1), Some(Time::Unit(Unit::Day))).then_some((days, start + 2))
}

/// "until 14 March", "bis Freitag"; without a date that can be read, without an end.
pub fn until(stream: &Stream, at: usize) -> Option<(Fact, usize)> {
    if !matches!(stream.sense(at), Some(Time::Until)) {
        return None;
    }
    let start = stream.skip(at + 1, |t| matches!(t, Time::Filler | Time::In | Time::To | Time::Every));
    if let Some((days, to)) = date::point(stream, start)
        .or_else(|| range::day(stream, start))
        .or_else(|| of_the_month(stream, start))
    {
        // "until the end of July": its last day.
        let ends = matches!(stream.sense(start), Some(Time::Month(_)))
            && to == start + 1
            && (stream.last_word(at) == "of"
                || matches!(stream.word(at + 1), "end" | "ende" | "fin" | "finales"));
        let days = if ends { days + 30 } else { days };
        return Some(if days > 0 {
            let days = f64::from(i32::try_from(days).unwrap_or(i32::MAX));
            (Fact::Length { low: days, high: days + 1.0, sure: true }, to)
        } else {
            (Fact::UnreadLength, to)
        });
    }
    if let Some(to) = no_day(stream, start) {
        return Some((Fact::UnreadLength, to));
    }
    // "bis 4x täglich": the most, and no end.
    let counted = stream.number(start).is_some_and(|(_, _, end)| {
        matches!(stream.sense(end), Some(Time::Times | Time::X | Time::Piece | Time::Measure))
    });
    if counted || matches!(stream.sense(start), Some(Time::TimesN(_))) {
        return None;
    }
    // "until day 10", "until 24 hours of treatment": the number is not a length.
    let mut to = start;
    // "until the urine is clear 3 days running"
    let words = (start..start + 4).take_while(|n| stream.is_word(*n)).count();
    if words > 0
        && let Some((_, _, end)) = stream.number(start + words)
        && matches!(stream.sense(end), Some(Time::Unit(_)))
    {
        return Some((Fact::Ongoing, end + 1));
    }
    if matches!(stream.sense(to), Some(Time::Unit(_))) {
        to += 1;
        if let Some((_, _, end)) = stream.number(to) {
            to = end;
        }
    } else if let Some((_, _, end)) = stream.number(to) {
        to = if matches!(stream.sense(end), Some(Time::Unit(_))) { end + 1 } else { end };
    }
    // "until the next appointment"
    let led = |n: usize| {
        matches!(stream.sense(n), Some(Time::Article | Time::Filler)) || LEADS.contains(&stream.word(n))
    };
    let mut name = to;
    while name < to + 4 && led(name) {
        name += 1;
    }
    if name > to && stream.is_word(name) {
        to = name + 1;
    }
    Some((Fact::Ongoing, to.max(at + 1)))
}

/// "until the 3rd"
fn of_the_month(stream: &Stream, at: usize) -> Option<(i64, usize)> {
    let ordinal = stream.digits(at).is_none();
    let day = stream.day_number(at).filter(|_| ordinal && !stream.is_word(at + 1))?;
    let unit = matches!(stream.sense(at + 1), Some(Time::Unit(_)));
    stream.days_to_date(day).filter(|_| !unit).map(|days| (days, at + 1))
}

/// "31 April", "2020", "yesterday", "last week": the words of a day that is none, or is over, and the place behind.
fn no_day(stream: &Stream, start: usize) -> Option<usize> {
    const OVER: &[&str] =
        &["yesterday", "last", "ayer", "anteayer", "hier", "gestern", "vorgestern", "letzte", "letzten"];
    if OVER.contains(&stream.word(start)) {
        return Some(start + 1);
    }
    let n = stream.digits(start)?;
    let month = (start + 1..start + 4).find(|i| matches!(stream.sense(*i), Some(Time::Month(_))));
    let year = |to: usize| to + usize::from(stream.digits(to).is_some_and(|n| date::YEARS.contains(&n)));
    if let Some(month) = month {
        return Some(year(month + 1));
    }
    let mut to = start + 1;
    while ['/', '-'].iter().any(|c| stream.mark(to, *c))
        && stream.glued(to)
        && stream.digits(to + 1).is_some()
    {
        to += 2;
    }
    let dotted = stream.word(start).matches('.').count() == 2;
    (to > start + 1 || dotted || date::YEARS.contains(&n)).then_some(to)
}

/// "from 15 December until 22 December": what lasts until a day is counted from the day on which it begins.
pub fn from_until(stream: &Stream, facts: &mut [At], spans: &[(usize, usize)]) {
    for n in 1..facts.len().min(spans.len()) {
        let ends = spans.get(n).is_some_and(|s| matches!(stream.sense(s.0), Some(Time::Until)));
        let apart = spans
            .get(n)
            .zip(spans.get(n - 1))
            .map_or(usize::MAX, |(here, before)| here.0 - before.1.min(here.0));
        let Some(At { fact: Fact::Date(begins), .. }) = facts.get(n - 1).copied() else { continue };
        if !ends || apart > 1 || begins <= 1 {
            continue;
        }
        let begins = f64::from(i32::try_from(begins).unwrap_or(i32::MAX));
        if let Some(At { fact, .. }) = facts.get_mut(n)
            && let Fact::Length { low, high, sure } = *fact
        {
            *fact = if low > begins {
                Fact::Length { low: low - begins, high: high - begins, sure }
            } else {
                Fact::UnreadLength
            };
        }
    }
}

/// Words in front of what something lasts until.
const LEADS: &[&str] = &[
    "the",
    "your",
    "his",
    "her",
    "their",
    "our",
    "my",
    "next",
    "first",
    "el",
    "la",
    "su",
    "le",
    "prochain",
    "prochaine",
    "zum",
    "zur",
    "nachsten",
    "proximo",
    "proxima",
];

/// "from 9 to 22 March", "du 9 au 22 mars", "vom 9. bis 22.3.": both days count.
pub fn between(stream: &Stream, at: usize) -> Option<(Fact, usize)> {
    if !matches!(stream.last_word(at), "from" | "du" | "del" | "vom" | "desde") {
        return None;
    }
    let dot = |n: usize| n + usize::from(stream.mark(n, '.'));
    let first = stream.digits(at + 1).filter(|n| (1.0..=31.0).contains(n) && n.fract() == 0.0)?;
    let link = dot(at + 2);
    if !matches!(stream.last_word(link), "to" | "au" | "al" | "bis" | "hasta") && !stream.mark(link, '-') {
        return None;
    }
    let (last, to) = date::point(stream, link + 1)?;
    let second = stream.digits(link + 1)?.floor();
    (second > first && last > 0).then(|| {
        let days = second - first + 1.0;
        (Fact::Length { low: days, high: days, sure: true }, to)
    })
}

/// Days as a whole number.
pub fn whole(days: f64) -> i64 {
    // In range: callers multiply small numbers, and `as` saturates.
    #[expect(clippy::cast_possible_truncation, reason = "saturates, and the gate bounds it again")]
    let whole = days.round() as i64;
    whole
}
