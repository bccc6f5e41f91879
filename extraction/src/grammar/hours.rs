//! "1 g/8h": an amount every so many hours, and the strength of a patch that is written alike.

use super::frequency::{in_hours, or_rarer};
use super::stream::Stream;
use super::{At, Fact};
use crate::lexicon::{Time, Unit};
use crate::text::Token;

/// From one dose to the next, in hours, as "/8h" has it behind an amount.
const APART: &[f64] = &[2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 24.0, 48.0, 72.0];
/// The same behind a bare count ("1/8h"), where "1/4 h" is a quarter of an hour.
const APART_COUNTED: &[f64] = &[6.0, 8.0, 12.0, 24.0];
/// Patches that are left on for days, by how their names begin: "50 mcg/24h" is their strength.
const LEFT_ON: &[&str] = &[
    "estradiol",
    "oestradiol",
    "fentan",
    "buprenor",
    "oxybutyn",
    "oxibutin",
    "hyoscin",
    "scopol",
    "escopol",
];
/// Fluids, whose amount in a day is a rate.
const FLUIDS: &[&str] = &["ml", "l", "cc"];

/// "1 g/8h", "1 comp/12 h", "1/8h": an amount every so many hours, as Spain and France write it.
pub fn by_hours(stream: &Stream, at: usize) -> Option<(Fact, usize)> {
    let behind = |n: usize| n.checked_sub(1).and_then(|b| stream.sense(b));
    let amount = stream.mark(at, '/') && matches!(behind(at), Some(Time::Measure | Time::Piece));
    // "600/8h": a dose without its measure.
    let dose = |n: f64| (250.0..=1000.0).contains(&n) && n.fract() < 0.01 && stream.word(at + 2) != "24";
    let counted = stream.digits(at).is_some_and(|n| (0.5..=2.0).contains(&n) || dose(n))
        && stream.mark(at + 1, '/')
        && stream.glued(at + 1)
        && stream.glued(at + 2);
    let (first, apart) = if amount {
        (at + 1, APART)
    } else if counted {
        (at + 2, APART_COUNTED)
    } else {
        return None;
    };
    let (low, high, to) = if matches!(stream.sense(first), Some(Time::Date(0))) && stream.word(first) == "24"
    {
        (24.0, 24.0, first + 1)
    } else {
        let (low, high, to) = stream.number(first)?;
        matches!(stream.sense(to), Some(Time::Unit(Unit::Hour))).then_some((low, high, to + 1))?
    };
    let said = |n: f64| apart.iter().any(|hours| (hours - n).abs() < 0.01);
    (said(low) && said(high) && !is_rate(stream, at))
        .then(|| in_hours(low).map(|fact| (or_rarer(fact, 24.0 / high), to)))?
}

/// "12 hours on, 12 hours off": once a day.
pub fn on_and_off(stream: &Stream, at: usize) -> Option<(Fact, usize)> {
    let hours = |at: usize| {
        let hour = matches!(stream.sense(at + 1), Some(Time::Unit(Unit::Hour)));
        stream.digits(at).filter(|_| hour).map(|n| (n, at + 2))
    };
    let (on, to) = hours(at)?;
    let link = to + 1;
    let link = link
        + usize::from(
            stream.mark(link, ',') || stream.mark(link, '/') || stream.sense(link) == Some(Time::And),
        );
    let (off, end) = hours(link).filter(|_| stream.word(to) == "on")?;
    ((on + off - 24.0).abs() < 0.01 && stream.word(end) == "off")
        .then(|| in_hours(24.0).map(|fact| (fact, end + 1)))?
}

/// "1500 ml/24h": what runs in or out in a day.
pub fn is_rate(stream: &Stream, at: usize) -> bool {
    let day = stream.mark(at, '/') && stream.word(at + 1) == "24";
    day && at.checked_sub(1).is_some_and(|b| FLUIDS.contains(&stream.last_word(b)))
}

/// "Estradiol 50 mcg/24h", "50 mcg/24h twice a week": how much a patch gives in a day, and not how often it is changed.
pub fn without_strengths(tokens: &[Token], facts: &mut Vec<At>) {
    let often = |f: &At| matches!(f.fact, Fact::Frequency { .. });
    let word = |at: usize| tokens.get(at).map_or("", |t| t.word.as_str());
    let strength = |f: &At| often(f) && word(f.from) == "/" && word(f.from + 1) == "24";
    let dose = |f: &At| matches!(f.fact, Fact::Dose { .. } | Fact::Pieces(_));
    let left_on = tokens.iter().any(|t| LEFT_ON.iter().any(|name| t.word.starts_with(name)));
    let gone: Vec<bool> = (0..facts.len())
        .map(|n| {
            let behind = facts.get(n + 1..).unwrap_or_default().iter().take_while(|f| !dose(f));
            facts.get(n).is_some_and(strength) && (left_on || behind.into_iter().any(often))
        })
        .collect();
    let mut gone = gone.into_iter();
    facts.retain(|_| !gone.next().unwrap_or_default());
}
