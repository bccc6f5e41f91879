//! The days of the week: "Mondays and Thursdays", "Mon/Wed/Fri", "Friday to Monday", "daily except Sundays".
//!
//! A weekday by itself is a date; one that is named as a habit ("Mondays", "every Monday", two of them, or any behind
//! "once a week") is a schedule.

use super::stream::Stream;
use super::{At, Fact};
use crate::lexicon::Time;
use chrono::{Weekday, WeekdaySet};

/// Words between the ends of a range of days.
const LINKS: &[&str] = &["to", "through", "thru", "till", "until", "bis", "a", "al", "au", "hasta"];

/// Abbreviations that are weekdays only beside another one, for they are ordinary words too.
const BESIDE_OTHERS: &[(&str, Weekday)] = &[
    ("sun", Weekday::Sun),
    ("so", Weekday::Sun),
    ("mar", Weekday::Tue),
    ("mer", Weekday::Wed),
    ("jeu", Weekday::Thu),
];

/// Words that may stand between "weekly" and its day: "once a week, next dose Monday", "weekly (always Mon)".
const BETWEEN: &[&str] = &[
    "on",
    "taken",
    "take",
    "given",
    "always",
    "preferably",
    "usually",
    "due",
    "first",
    "start",
    "starting",
    "starts",
    "beginning",
    "same",
    "of",
    "each",
    "siempre",
    "preferiblemente",
    "proxima",
    "primera",
    "toma",
    "empezando",
    "comenzando",
    "toujours",
    "prochaine",
    "premiere",
    "prise",
    "injection",
    "immer",
    "nachste",
    "erste",
    "gabe",
    "einnahme",
    "beginn",
    "beginnend",
    "jeweils",
    "dosis",
    "dose",
    "next",
];
/// So far a week divided by a number may be off, in days.
const SLACK: f64 = 0.2;
/// So many tokens at most stand between them.
const FAR: usize = 6;

/// "Mondays and Thursdays", "Mon/Wed/Fri", "on weekends", "except Sundays"; a single weekday is a date.
pub fn named(stream: &Stream, at: usize) -> Option<(Fact, usize)> {
    let start = stream.skip(at, |t| matches!(t, Time::In | Time::Filler));
    if let Some((left_out, to)) = left_out(stream, start) {
        return Some((schedule(WeekdaySet::ALL.difference(left_out), 1.0), to));
    }
    // "once a week on a Monday"
    let any = (at..start).any(|n| matches!(stream.sense(n), Some(Time::In)))
        && matches!(stream.sense(start), Some(Time::Article))
        && matches!(stream.sense(start + 1), Some(Time::Weekday(_)));
    let start = start + usize::from(any);
    // "le vendredi 6 mars" is a date.
    if stream.digits(start + 1).is_some() && matches!(stream.sense(start + 2), Some(Time::Month(_))) {
        return None;
    }
    let (days, to) = list(stream, start)?;
    let habit = any || matches!(stream.sense(start), Some(Time::Weekdays(_) | Time::Days(_)));
    // "un lundi sur deux"
    if let Some(end) = every_second(stream, to) {
        return Some((schedule(days, 2.0), end));
    }
    let alternate = at.checked_sub(1).is_some_and(|b| {
        matches!(stream.last_word(b), "alternate" | "alternating" | "other" | "alternos" | "alternes")
    });
    (habit || days.len() > 1).then(|| (schedule(days, if alternate { 2.0 } else { 1.0 }), to))
}

/// "un lundi sur deux", "un lunes sí y otro no": one week in two, and the place behind.
fn every_second(stream: &Stream, at: usize) -> Option<usize> {
    if stream.word(at) == "sur" && matches!(stream.word(at + 1), "deux" | "2") {
        return Some(at + 2);
    }
    let and = at + 1 + usize::from(stream.word(at + 1) == "y");
    let no = stream.word(at) == "si" && stream.word(and) == "otro" && stream.word(and + 1) == "no";
    no.then_some(and + 2)
}

/// "every Monday", "every other Monday and Thursday", from the day on; `nth` is the "other".
pub fn every(stream: &Stream, at: usize, nth: f64) -> Option<(Fact, usize)> {
    let (days, to) = list(stream, at)?;
    Some((schedule(days, nth), stream.skip(to, |t| matches!(t, Time::Slot(_)))))
}

/// "all other days": those that none of the facts before names.
pub fn others(before: &[At]) -> Option<Fact> {
    let named = before.iter().rev().take(FAR).fold(WeekdaySet::EMPTY, |all, f| match f.fact {
        Fact::Frequency { weekdays, .. } => all.union(weekdays),
        _ => all,
    });
    let others = WeekdaySet::ALL.difference(named);
    (!named.is_empty() && !others.is_empty()).then(|| schedule(others, 1.0))
}

/// On these days of every `weeks`th week.
pub(super) fn schedule(days: WeekdaySet, weeks: f64) -> Fact {
    let daily = days == WeekdaySet::ALL && weeks < 1.5;
    Fact::Frequency {
        times: daily.then_some(1.0),
        every: (!daily && !days.is_empty()).then(|| 7.0 * weeks / f64::from(days.len())),
        rarer: None,
        weekdays: if days == WeekdaySet::ALL { WeekdaySet::EMPTY } else { days },
    }
}

/// The days listed from `at` on.
pub(super) fn list(stream: &Stream, at: usize) -> Option<(WeekdaySet, usize)> {
    let (mut days, mut to) = run(stream, at).or_else(|| in_front(stream, at))?;
    loop {
        let mut next = to;
        while next < to + 3
            && (matches!(stream.sense(next), Some(Time::And | Time::Per | Time::In | Time::Filler))
                || [',', '.', '-'].iter().any(|c| stream.mark(next, *c)))
        {
            next += 1;
        }
        // A day that is named twice begins something new.
        match run(stream, next).or_else(|| beside(stream, next)) {
            Some((more, end)) if more.intersection(days).is_empty() => (days, to) = (days.union(more), end),
            _ => break,
        }
    }
    if let Some((left_out, end)) = left_out(stream, to) {
        return Some((days.difference(left_out), end)).filter(|(days, _)| !days.is_empty());
    }
    Some((days, to))
}

/// "except Sundays": the days, and not their opposite.
fn left_out(stream: &Stream, at: usize) -> Option<(WeekdaySet, usize)> {
    let start = at + usize::from(stream.mark(at, ',') || stream.mark(at, '('));
    if !matches!(stream.sense(start), Some(Time::Except)) {
        return None;
    }
    let start =
        stream.skip(start + 1, |t| matches!(t, Time::In | Time::Article | Time::Filler | Time::Every));
    let (mut days, mut to) = run(stream, start)?;
    while matches!(stream.sense(to), Some(Time::And | Time::Per))
        && let Some((more, end)) = run(stream, to + 1)
        && more.intersection(days).is_empty()
    {
        (days, to) = (days.union(more), end);
    }
    (days != WeekdaySet::ALL).then_some((days, to))
}

/// One day, several in one word, or a range of them.
pub(super) fn run(stream: &Stream, at: usize) -> Option<(WeekdaySet, usize)> {
    if let Some(Time::Days(bits)) = stream.sense(at) {
        return Some((of_bits(bits), at + 1));
    }
    let first = day(stream, at)?;
    let dot = usize::from(stream.mark(at + 1, '.') && stream.glued(at + 1));
    let link = at + 1 + dot;
    // "Mon-Fri": the hyphen between two words is no token.
    let hyphened = stream.glued(link) && day_or_beside(stream, link).is_some();
    let start = if hyphened {
        link
    } else if stream.mark(link, '-') || LINKS.contains(&stream.last_word(link)) {
        stream.skip(link + 1, |t| matches!(t, Time::Article | Time::In | Time::Filler))
    } else {
        return Some((WeekdaySet::single(first), link));
    };
    let Some(last) = day_or_beside(stream, start) else {
        return Some((WeekdaySet::single(first), link));
    };
    // "Mon-Wed-Fri" is a list.
    let more = start + 1;
    let before = |n: usize| at.checked_sub(n).is_some_and(|b| day_or_beside(stream, b).is_some());
    let listed = stream.glued(at) && before(1)
        || before(2) && at.checked_sub(1).is_some_and(|b| stream.mark(b, '-'))
        || stream.glued(more) && day_or_beside(stream, more).is_some()
        || stream.mark(more, '-') && day_or_beside(stream, more + 1).is_some();
    if listed {
        return Some((WeekdaySet::single(first), link));
    }
    let mut days = WeekdaySet::single(first);
    let mut next = first;
    while next != last {
        next = next.succ();
        days.insert(next);
    }
    Some((
        days,
        more + usize::from(stream.mark(more, '.') && stream.glued(more) && day_dotted(stream, start)),
    ))
}

/// Whether the day at `at` is shortened, so that a dot behind it is its own.
fn day_dotted(stream: &Stream, at: usize) -> bool {
    stream.word(at).chars().count() <= 4
}

fn day(stream: &Stream, at: usize) -> Option<Weekday> {
    match stream.sense(at)? {
        Time::Weekday(n) | Time::Weekdays(n) => Weekday::try_from(n).ok(),
        _ => None,
    }
}

fn day_or_beside(stream: &Stream, at: usize) -> Option<Weekday> {
    day(stream, at).or_else(|| beside(stream, at).and_then(|(days, _)| days.single_day()))
}

/// "Sun/Wed", "So, Mi": such an abbreviation in front of another day, or behind "every".
fn in_front(stream: &Stream, at: usize) -> Option<(WeekdaySet, usize)> {
    let mut next = at + 1;
    while next < at + 3
        && (matches!(stream.sense(next), Some(Time::And | Time::Per))
            || [',', '-', '.'].iter().any(|c| stream.mark(next, *c)))
    {
        next += 1;
    }
    let other = day(stream, next).is_some() && (next > at + 1 || stream.glued(next));
    let every =
        at.checked_sub(1).is_some_and(|b| matches!(stream.sense(b), Some(Time::Every | Time::Nth(_))));
    let (days, to) = beside(stream, at).filter(|_| stream.capital(at) && (other || every))?;
    Some((days, to))
}

/// A day whose abbreviation is a word as well: only with a capital, or behind a slash.
pub(super) fn beside(stream: &Stream, at: usize) -> Option<(WeekdaySet, usize)> {
    let word = stream.word(at);
    let (_, day) = BESIDE_OTHERS.iter().find(|(short, _)| *short == word)?;
    let slash = at.checked_sub(1).is_some_and(|b| stream.mark(b, '/'));
    (stream.capital(at) || slash || stream.glued(at) || word == "sun")
        .then(|| (WeekdaySet::single(*day), at + 1))
}

fn of_bits(bits: u8) -> WeekdaySet {
    let mut days = WeekdaySet::EMPTY;
    for n in (0..7_u8).filter(|n| bits & (1 << n) != 0) {
        if let Ok(day) = Weekday::try_from(n) {
            days.insert(day);
        }
    }
    days
}

/// Gives "once a week ... Monday" its day: what reads as a date there is the day of the schedule.
pub fn join(stream: &Stream, facts: &mut Vec<At>, spans: &[(usize, usize)]) {
    let mut taken = Vec::new();
    for (n, span) in spans.iter().enumerate() {
        let Some(named) = facts.get(n).and_then(|f| days_of(stream, &f.fact, *span)) else { continue };
        let Some(of) = scheduled(stream, facts, spans, n) else { continue };
        let end = facts.get(n).map_or(0, |f| f.to);
        let Some(At { fact: Fact::Frequency { every, weekdays, .. }, to, .. }) = facts.get_mut(of) else {
            continue;
        };
        if weekdays.is_empty() && every.is_some_and(|days| fits(days, named)) {
            *weekdays = named;
        } else if !named.is_subset(*weekdays) {
            continue;
        }
        // One thing that is said, so that nothing cuts it in two.
        if of + 1 == n {
            *to = end;
        }
        taken.push(n);
    }
    if !taken.is_empty() {
        let mut n = 0;
        facts.retain(|_| {
            n += 1;
            !taken.contains(&(n - 1))
        });
    }
}

/// The days that a fact names: a date by its weekday alone, or a schedule of nothing but days.
fn days_of(stream: &Stream, fact: &Fact, span: (usize, usize)) -> Option<WeekdaySet> {
    match fact {
        Fact::Date(_) => bare(stream, span).map(WeekdaySet::single),
        Fact::Frequency { weekdays, times: None, .. } => Some(*weekdays).filter(|days| !days.is_empty()),
        _ => None,
    }
}

/// The frequency in front of fact `n` or right behind it, with nothing but leading words between.
fn scheduled(stream: &Stream, facts: &[At], spans: &[(usize, usize)], n: usize) -> Option<usize> {
    let is = |n: usize, such: fn(&Fact) -> bool| facts.get(n).is_some_and(|f| such(&f.fact));
    let frequency = |m: &usize| is(*m, |f| matches!(f, Fact::Frequency { .. }));
    let span = spans.get(n)?;
    let front = (n.saturating_sub(FAR)..n)
        .rev()
        .take_while(|m| !is(*m, |f| matches!(f, Fact::Then | Fact::Length { .. })))
        .find(frequency)
        .filter(|m| spans.get(*m).is_some_and(|s| is_linked(stream, s.1, span.0)));
    let behind = Some(n + 1)
        .filter(frequency)
        .filter(|m| spans.get(*m).is_some_and(|s| s.0 <= span.1 + 1))
        .filter(|_| is(n, |f| matches!(f, Fact::Date(_))));
    front.or(behind)
}

/// Whether every so many days are these days: "twice a week" two of them, "every other week" one.
fn fits(every: f64, days: WeekdaySet) -> bool {
    let apart = 7.0 / f64::from(days.len());
    let over = every % apart;
    every > apart - SLACK && (over < SLACK || over > apart - SLACK)
}

/// The weekday that the lexemes name, if they name nothing else.
fn bare(stream: &Stream, (from, to): (usize, usize)) -> Option<Weekday> {
    let day = day(stream, to.checked_sub(1)?)?;
    let plain = (from..to).all(|n| stream.digits(n).is_none());
    plain.then_some(day)
}

/// Whether nothing stands between but words that lead from how often to on which day.
fn is_linked(stream: &Stream, from: usize, to: usize) -> bool {
    to >= from
        && to - from <= FAR
        && (from..to).all(|n| {
            BETWEEN.contains(&stream.last_word(n))
                || [',', '(', ':', '-', '.'].iter().any(|c| stream.mark(n, *c))
                || matches!(
                    stream.sense(n),
                    Some(
                        Time::In
                            | Time::For
                            | Time::Filler
                            | Time::Article
                            | Time::Slot(_)
                            | Time::Measure
                            | Time::Piece
                            | Time::And
                            | Time::Per
                    )
                )
                || stream.digits(n).is_some()
        })
}
