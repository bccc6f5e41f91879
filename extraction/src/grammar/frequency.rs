//! "three times a day", "every 8 hours", "1-0-1", "twice a week".

use super::stream::Stream;
use super::{Fact, hours, weekday};
use crate::lexicon::{Time, Unit};
use chrono::WeekdaySet;

/// Pieces of one dose at most in "1-0-1", and drops or units.
const MOST_PIECES: f64 = 10.0;
const MOST_DROPS: f64 = 60.0;

/// Words between "one" and "a week" at most.
const FAR: usize = 7;

fn times(n: f64) -> Fact {
    Fact::Frequency { times: Some(n), every: None, rarer: None, weekdays: WeekdaySet::EMPTY }
}

fn every(days: f64) -> Fact {
    Fact::Frequency { times: None, every: Some(days), rarer: None, weekdays: WeekdaySet::EMPTY }
}

/// The same with the rarer end of a range.
pub(super) fn or_rarer(fact: Fact, rarer: f64) -> Fact {
    match fact {
        Fact::Frequency { times, every, weekdays, .. } => {
            Fact::Frequency { times, every, rarer: Some(rarer), weekdays }
        }
        other => other,
    }
}

/// So many times in one `unit`.
fn per(n: f64, unit: Unit) -> Option<Fact> {
    if !(0.1..=100.0).contains(&n) {
        return None;
    }
    match unit {
        Unit::Minute | Unit::Hour => None,
        // "Thyroxine 75 a day": a dose.
        Unit::Day if n > 24.0 => Some(times(1.0)),
        Unit::Day => Some(times(n)),
        longer => Some(every(longer.days() / n)),
    }
}

/// "1-0-1", "1-1-1-1": morning, noon, evening, night.
pub fn schedule(stream: &Stream, at: usize) -> Option<(Fact, usize)> {
    let mut doses = vec![part(stream, at)?];
    let mut to = at + doses.first().map_or(1, |d| d.1);
    // "1 - 0 - 1"
    let spaced = !stream.glued(to) && !stream.glued(to + 1);
    let joined = |to: usize| stream.mark(to, '-') && (spaced || stream.glued(to) && stream.glued(to + 1));
    while doses.len() < 5 && joined(to) {
        let Some(dose) = part(stream, to + 1) else { break };
        doses.push(dose);
        to += 1 + dose.1;
    }
    let taken = doses.iter().filter(|d| d.0 > 0.0).count();
    // "20-0-0-0 Tropfen"
    let drops = matches!(stream.sense(to), Some(Time::Piece | Time::Measure));
    let most = if drops { MOST_DROPS } else { MOST_PIECES };
    let continues = stream.mark(to, '-') && stream.glued(to) && stream.digits(to + 1).is_some();
    let plausible =
        (3..=4).contains(&doses.len()) && !continues && doses.iter().all(|d| d.0 <= most) && taken > 0;
    let left_out = doses.iter().any(|d| d.0 == 0.0);
    let plausible = plausible && (!spaced || left_out && !matches!(stream.sense(to), Some(Time::Unit(_))));
    plausible.then(|| (times(f64::from(u32::try_from(taken).unwrap_or(1))), to))
}

/// "2x1", "3 x 1 Tabl.": so many times a day so many pieces.
pub fn times_each(stream: &Stream, at: usize) -> Option<(Fact, usize)> {
    let n = stream.digits(at).filter(|n| (1.0..=6.0).contains(n) && n.fract() == 0.0)?;
    let by = matches!(stream.sense(at + 1), Some(Time::X | Time::Times)) && stream.word(at + 1) == "x";
    let (each, _) = stream.digits(at + 2).filter(|m| (0.5..=4.0).contains(m)).map(|m| (m, at + 3))?;
    let glued = stream.glued(at + 1) && stream.glued(at + 2);
    let piece = matches!(stream.sense(at + 3), Some(Time::Piece));
    let other = matches!(
        stream.sense(at + 3),
        Some(
            Time::Measure
                | Time::Unit(_)
                | Time::Per
                | Time::Times
                | Time::X
                | Time::Daily(_)
                | Time::EveryDays(_)
        )
    ) || stream.mark(at + 3, '/');
    (by && !other && (glued && each <= 2.0 || piece)).then(|| (times(n), at + 3 + usize::from(piece)))
}

/// One dose of a schedule: digits, "½", or "1/2".
fn part(stream: &Stream, at: usize) -> Option<(f64, usize)> {
    let whole = stream.digits(at)?;
    let half = (whole - 1.0).abs() < 0.01
        && stream.mark(at + 1, '/')
        && stream.glued(at + 1)
        && stream.glued(at + 2)
        && stream.digits(at + 2).is_some_and(|under| (under - 2.0).abs() < 0.01);
    Some(if half { (0.5, 3) } else { (whole, 1) })
}

/// "every 8 hours", "every other day", "q4-6h", "every Sunday", "8 hourly".
pub fn interval(stream: &Stream, at: usize) -> Option<(Fact, usize)> {
    if let Some((low, high, to)) = stream.number(at) {
        // "12 hourly", "4-6-hourly", "12-weekly"
        let dash = usize::from(stream.mark(to, '-') && stream.glued(to) && stream.glued(to + 1));
        match stream.sense(to + dash) {
            Some(Time::Hourly) => {
                return in_hours(low).map(|fact| (or_rarer(fact, 24.0 / high), to + dash + 1));
            }
            Some(Time::EveryDays(days)) if dash == 1 && (6.0..=31.0).contains(&days) && low >= 2.0 => {
                return Some((or_rarer(every(low * days), high * days), to + dash + 1));
            }
            _ => {}
        }
    }
    if !matches!(stream.sense(at), Some(Time::Every)) {
        return None;
    }
    // "q.8h.", "q. 8 h."
    let dot = stream.word(at) == "q" && stream.mark(at + 1, '.');
    let mut to = stream.skip(at + 1 + usize::from(dot), |t| matches!(t, Time::Filler | Time::Article));
    let (mut n, mut most) = (1.0, 1.0);
    if let Some(Time::Nth(nth)) = stream.sense(to) {
        (n, most, to) = (nth, nth, to + 1);
    } else if let Some((low, high, end)) = stream.number(to) {
        // "jeden 2. Montag"
        let dot = stream.mark(end, '.') && matches!(stream.sense(end + 1), Some(Time::Weekday(_)));
        (n, most, to) = (low, high, end + usize::from(dot));
    }
    let Some(sense) = stream.sense(to) else { return weekday::every(stream, to, n) };
    match sense {
        Time::Unit(Unit::Hour) => in_hours(n).map(|fact| (or_rarer(fact, 24.0 / most), to + 1)),
        Time::Unit(Unit::Day) if (n - 1.0).abs() < 0.01 => Some((times(1.0), to + 1)),
        Time::Unit(Unit::Minute) => None,
        Time::Unit(unit) if n >= 0.5 => Some((or_rarer(every(n * unit.days()), most * unit.days()), to + 1)),
        Time::Slot(_) if n > 1.5 => Some((every(n), to + 1)),
        _ => weekday::every(stream, to, n),
    }
}

/// Every `n` hours, as times a day or days in between.
pub(super) fn in_hours(n: f64) -> Option<Fact> {
    if n < 1.0 {
        None
    } else if n <= 24.0 {
        Some(times((24.0 / n).round()))
    } else {
        Some(every((n / 24.0 * 2.0).round() / 2.0))
    }
}

/// How often in what follows: digits and words, "twice", "two to three times", "3 x".
fn quantity(stream: &Stream, at: usize) -> Option<(f64, f64, usize, bool)> {
    let (low, mut n, mut to, mut said) = match stream.sense(at) {
        Some(Time::TimesN(n)) => (n, n, at + 1, true),
        _ => stream.number(at).map(|(low, high, to)| (low, high, to, false))?,
    };
    // "once or twice", "zwei- bis dreimal"
    let dash = usize::from(stream.mark(to, '-'));
    if dash == 1 || matches!(stream.sense(to), Some(Time::To | Time::Or)) {
        let mut next = to + 1;
        if matches!(stream.sense(next), Some(Time::To | Time::Or)) {
            next += 1;
        }
        if let Some(Time::TimesN(more)) = stream.sense(next) {
            (n, to, said) = (more.max(n), next + 1, true);
        }
    }
    // "3-mal"
    let hyphen = usize::from(dash == 1 && stream.glued(to) && stream.glued(to + 1) && !said);
    let after = stream.skip(to + hyphen, |t| matches!(t, Time::Filler));
    if matches!(stream.sense(after), Some(Time::Times | Time::X)) {
        return Some((low, n, after + 1, true));
    }
    Some((low, n, to, said))
}

/// "three times a day", "twice weekly", "3x/day", "two a day", "5 days a week", "2 litres a day".
pub fn per_period(stream: &Stream, at: usize) -> Option<(Fact, usize)> {
    // "x 2/j", "x 3 par jour"
    if matches!(stream.sense(at), Some(Time::X))
        && let Some((low, n, to)) = stream.number(at + 1)
    {
        let found = match stream.sense(to) {
            Some(Time::Daily(d)) if d < 1.5 && !stream.glued(to) => Some((Unit::Day, to + 1)),
            Some(Time::Per) => period(stream, to, true),
            _ => None,
        };
        if let Some((unit, end)) = found {
            let rarer = if unit == Unit::Day { low } else { unit.days() / low };
            return per(n, unit).map(|fact| (or_rarer(fact, rarer), end));
        }
    }
    if let Some((low, n, to, said)) = quantity(stream, at) {
        let range = |unit: Unit| {
            let rarer = if unit == Unit::Day { low } else { unit.days() / low };
            per(n, unit).map(|fact| or_rarer(fact, rarer))
        };
        if !said && let Some(hit) = days_per_week(stream, n, to) {
            return Some(hit);
        }
        let dated = matches!(stream.sense(to), Some(Time::In));
        if let Some((unit, end)) =
            period(stream, to, said || dated).filter(|(unit, _)| said || !dated || *unit == Unit::Day)
        {
            // "30/day": cigarettes.
            if n > 24.0 && unit == Unit::Day && stream.mark(to, '/') {
                return None;
            }
            return range(unit).map(|fact| (fact, end));
        }
        if said {
            match stream.sense(to) {
                Some(Time::Daily(d)) if d < 1.5 => return range(Unit::Day).map(|fact| (fact, to + 1)),
                Some(Time::EveryDays(d)) if n >= 1.0 => {
                    return Some((or_rarer(every(d / n), d / low), to + 1));
                }
                Some(Time::Unit(unit))
                    if stream.glued(to) || matches!(stream.sense(to - 1), Some(Time::X)) =>
                {
                    return range(unit).map(|fact| (fact, to + 1));
                }
                _ => {}
            }
        } else if let Some(Time::EveryDays(d)) = stream.sense(to)
            && (2.0..=6.0).contains(&n)
            && stream.to(to) - stream.from(to) > 1
            && stream.word(to) != "once"
        {
            // "2 par semaine"
            return Some((or_rarer(every(d / n), d / low), to + 1));
        } else if let Some(end) = acts_a_day(stream, to).filter(|_| n <= 6.0) {
            return range(Unit::Day).map(|fact| (fact, end));
        } else if let Some(Time::Daily(d)) = stream.sense(to)
            && d < 1.5
            && (n <= 6.0 || n <= 24.0 && stream.is_maximum(at, to))
        {
            // "max 2 per day", "three per day"
            let many = n > 6.0 || stream.to(to) - stream.from(to) > 1;
            if many && !matches!(stream.word(to), "once" | "one") {
                return range(Unit::Day).map(|fact| (fact, to + 1));
            }
            // "take two daily" is one dose of two, and that is what the caller wants to know.
            return Some((times(1.0), to + 1));
        }
        return None;
    }
    // A dose a day: "... 400 units a day".
    let (unit, to) = period(stream, at, false).filter(|_| !hours::is_rate(stream, at))?;
    let measured = at > 0 && matches!(stream.sense(at - 1), Some(Time::Measure | Time::Piece | Time::Times));
    match unit {
        Unit::Day => Some((times(1.0), to)),
        // "One module of the course a week"
        longer if counted_before(stream, at) => Some((every(longer.days()), to)),
        longer if measured || matches!(stream.sense(at), Some(Time::Per)) => Some((every(longer.days()), to)),
        _ => None,
    }
}

/// "inhalaciones diarias": what is done so many times, and is no piece of one dose; the place behind.
fn acts_a_day(stream: &Stream, at: usize) -> Option<usize> {
    const ACTS: &[&str] =
        &["inhalaciones", "nebulizaciones", "pulsaciones", "gotas", "inyecciones", "inhalations"];
    let daily = matches!(stream.word(at + 1), "diarias" | "diarios");
    (daily && ACTS.contains(&stream.word(at))).then_some(at + 2)
}

/// Whether "one" opens what stands in front of `at`, and nothing about time stands between.
fn counted_before(stream: &Stream, at: usize) -> bool {
    let plain = |n: usize| {
        stream.is_word(n) || matches!(stream.sense(n), Some(Time::Article | Time::Filler | Time::In))
    };
    let front = (at.saturating_sub(FAR)..at).rev().find(|n| !plain(*n));
    front.is_some_and(|n| {
        matches!(stream.sense(n), Some(Time::Num(one)) if (one - 1.0).abs() < 0.01) && n + 1 < at
    })
}

/// "a day", "per week", "/d", "in 24 hours", "every day" behind a count.
fn period(stream: &Stream, at: usize, counted: bool) -> Option<(Unit, usize)> {
    let mut to = at;
    match stream.sense(at)? {
        Time::Per => to += 1,
        Time::Article => {}
        Time::Every | Time::In | Time::Filler if counted => to += 1,
        _ => return None,
    }
    to = stream.skip(to, |t| matches!(t, Time::Article | Time::Filler));
    if let Some(n) = stream.digits(to) {
        let is_day = (n - 24.0).abs() < 0.1 && matches!(stream.sense(to + 1), Some(Time::Unit(Unit::Hour)));
        return is_day.then_some((Unit::Day, to + 2));
    }
    match stream.sense(to)? {
        Time::Unit(unit @ (Unit::Day | Unit::Week | Unit::Month | Unit::Year | Unit::Fortnight)) => {
            Some((unit, to + 1))
        }
        _ => None,
    }
}

/// "5 days a week", "two nights per week".
fn days_per_week(stream: &Stream, n: f64, to: usize) -> Option<(Fact, usize)> {
    if !matches!(stream.sense(to), Some(Time::Unit(Unit::Day))) {
        return None;
    }
    if let Some(Time::EveryDays(days)) = stream.sense(to + 1)
        && days > 1.5
    {
        return Some((every(days / n), to + 2));
    }
    let (unit, end) = period(stream, to + 1, true)?;
    (unit != Unit::Day).then(|| per(n, unit).map(|fact| (fact, end)))?
}
