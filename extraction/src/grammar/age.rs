//! How far on a pregnancy is, and a year to come: what counts weeks, days and years and is no course.

use super::Fact;
use super::stream::Stream;
use crate::lexicon::{Time, Unit};
use chrono::{Datelike, NaiveDate};

/// Weeks of a pregnancy, as the four countries write them.
const WEEKS: &[&str] =
    &["sa", "ssw", "sg", "sdg", "weeks", "wks", "wk", "w", "semanas", "sem", "semaines", "wochen"];
/// Words in front of a year.
const IN: &[&str] = &["in", "en", "im"];
/// Years that an appointment may lie ahead.
const FURTHEST: i32 = 9;

/// "32 SA + 2 jours", "33+1 SSW", "28 weeks + 3": so many weeks and days of a pregnancy.
pub fn pregnancy(stream: &Stream, at: usize) -> Option<(Fact, usize)> {
    stream.digits(at).filter(|n| (4.0..=43.0).contains(n) && n.fract() == 0.0)?;
    let days = |at: usize| stream.digits(at).is_some_and(|n| (0.0..7.0).contains(&n) && n.fract() == 0.0);
    let named = |at: usize| WEEKS.contains(&stream.word(at));
    if named(at + 1) && stream.mark(at + 2, '+') && days(at + 3) {
        let unit = matches!(stream.sense(at + 4), Some(Time::Unit(Unit::Day)));
        return Some((Fact::Age, at + 4 + usize::from(unit)));
    }
    let apart = stream.mark(at + 1, '+') && days(at + 2) && named(at + 3);
    apart.then_some((Fact::Age, at + 4))
}

/// "Recall in 2028": a year to come, from its first day on.
pub fn year(stream: &Stream, at: usize) -> Option<(Fact, usize)> {
    if !IN.contains(&stream.word(at)) {
        return None;
    }
    let digits = stream.digits(at + 1).filter(|_| stream.word(at + 1).len() == 4)?;
    #[expect(clippy::cast_possible_truncation, reason = "four digits")]
    let year = digits as i32;
    let ahead = (1..=FURTHEST).contains(&(year - stream.day.year()));
    let counted = matches!(
        stream.sense(at + 2),
        Some(Time::Measure | Time::Piece | Time::Unit(_) | Time::Times | Time::X | Time::Per)
    );
    let first = NaiveDate::from_ymd_opt(year, 1, 1).filter(|_| ahead && !counted)?;
    Some((Fact::Date((first - stream.day).num_days()), at + 2))
}
