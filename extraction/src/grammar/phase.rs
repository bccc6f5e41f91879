//! Parts of a plan that are counted from its first day: "day 3-4", "the first week", "J2 à J5", "am ersten Tag".

use super::Fact;
use super::stream::Stream;
use crate::lexicon::{Time, Unit};

/// "First", which is no fraction.
const FIRST: &[&str] = &[
    "first", "1st", "primera", "primer", "primero", "premiere", "premier", "premiers", "erste", "ersten",
    "erstem",
];

/// "200 mg on the first day, then ..."; not "on the first day of the month".
pub fn first_day(stream: &Stream, at: usize) -> Option<(Fact, usize)> {
    let small =
        |t: Option<Time>| matches!(t, Some(Time::In | Time::Per | Time::For | Time::Filler | Time::Article));
    let mut word = at;
    while word < at + 3 && small(stream.sense(word)) && !FIRST.contains(&stream.last_word(word)) {
        word += 1;
    }
    let day = matches!(stream.sense(word + 1), Some(Time::Unit(Unit::Day)));
    let of = matches!(stream.word(word + 2), "of" | "de" | "del" | "du" | "des" | "der");
    let first = FIRST.contains(&stream.last_word(word));
    // "the first days"
    let one = matches!(stream.last_word(word + 1), "day" | "dia" | "jour" | "tag" | "night" | "noche");
    (first && day && one && !of).then_some((Fact::Phase { start: 1.0, days: 1.0 }, word + 2))
}

/// "day 1-2", "week 3", "days 4-7" of a plan.
pub fn phase(stream: &Stream, at: usize) -> Option<(Fact, usize)> {
    let start = stream.skip(at, |t| matches!(t, Time::In | Time::For | Time::Filler));
    if start == at
        && let Some(n) = stream.digits(at).filter(|n| (1.0..=60.0).contains(n))
        && stream.word(at + 1) == "."
        && stream.glued(at + 1)
        && let Some(Time::Unit(unit @ (Unit::Day | Unit::Week))) = stream.sense(at + 2)
    {
        // "2. Woche"
        return Some((Fact::Phase { start: (n - 1.0) * unit.days() + 1.0, days: unit.days() }, at + 3));
    }
    // "the first week", "for the second week": of a plan.
    let nth = stream.skip(start, |t| matches!(t, Time::Article));
    let ordinal = match stream.sense(nth) {
        Some(Time::Nth(n)) => Some(n),
        _ => FIRST.contains(&stream.word(nth)).then_some(1.0),
    };
    if let (Some(n), Some(Time::Unit(unit @ (Unit::Week | Unit::Month)))) = (ordinal, stream.sense(nth + 1)) {
        return Some((Fact::Phase { start: (n - 1.0) * unit.days() + 1.0, days: unit.days() }, nth + 2));
    }
    let Some(Time::Unit(unit @ (Unit::Day | Unit::Week | Unit::Month))) = stream.sense(start) else {
        return None;
    };
    let (low, mut high, mut to) = stream.number(start + 1)?;
    // "weeks 1 and 2"
    if matches!(stream.sense(to), Some(Time::And | Time::Per))
        && let Some(next) = stream.digits(to + 1).filter(|n| (*n - low - 1.0).abs() < 0.01)
    {
        (high, to) = (next, to + 2);
    }
    // "J2 à J5", "day 2 to day 5"
    let link = matches!(stream.sense(to), Some(Time::To | Time::Until | Time::In | Time::Per))
        || stream.mark(to, '-')
        || stream.last_word(to) == "a";
    if link
        && matches!(stream.sense(to + 1), Some(Time::Unit(again)) if again == unit)
        && let Some((_, last, end)) = stream.number(to + 2).filter(|n| n.1 > low)
    {
        (high, to) = (last, end);
    }
    let counted = matches!(stream.sense(start + 1), Some(Time::Num(n)) if n < 8.0) && unit == Unit::Day;
    let plural = stream.word(start).len() > 3 || counted;
    let measured = matches!(
        stream.sense(to),
        Some(Time::Measure | Time::Piece | Time::Unit(_) | Time::Times | Time::X | Time::Per)
    );
    if stream.digits(start + 1).is_none() && !plural && start == at
        || measured && low > 40.0
        || !(1.0..=400.0).contains(&low)
        || !(low..=400.0).contains(&high)
    {
        return None;
    }
    // "From day 3": when it begins, and not how long it lasts.
    let from = |i: usize| {
        matches!(stream.last_word(i), "from" | "starting" | "beginning" | "ab" | "desde" | "partir" | "des")
    };
    let days = if (at..start).any(from) { 0.0 } else { (high - low + 1.0) * unit.days() };
    Some((Fact::Phase { start: (low - 1.0) * unit.days() + 1.0, days }, to))
}
