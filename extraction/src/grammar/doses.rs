//! A list of the doses of a week: "Mon 3 mg, Tue 4 mg, Wed 3 mg", "Mo 1, Di 1/2, Mi 1 Tablette".
//!
//! One step has one dose; such a list is told and not counted, whatever day it begins on.

use super::Fact;
use super::stream::Stream;
use super::weekday;
use crate::lexicon::Time;

/// Days with a dose of their own that make a list.
const LEAST: usize = 3;
/// Days of two weeks, at most.
const MOST: usize = 14;

/// The list that begins at `at`.
pub fn at(stream: &Stream, at: usize) -> Option<(Fact, usize)> {
    let (mut days, mut to) = (0, at);
    let mut next = at;
    while days < MOST
        && let Some(end) = one(stream, next)
    {
        (days, to) = (days + 1, end);
        next = end;
        while next < end + 2
            && (matches!(stream.sense(next), Some(Time::And | Time::Per))
                || [',', ';', '/', '-', '|'].iter().any(|c| stream.mark(next, *c)))
        {
            next += 1;
        }
    }
    (days >= LEAST).then_some((Fact::UnreadRhythm { every: None }, to))
}

/// A day and its dose, and the place behind.
fn one(stream: &Stream, at: usize) -> Option<usize> {
    let (_, day) = weekday::run(stream, at).or_else(|| weekday::beside(stream, at))?;
    let number = day + usize::from([':', '=', '-'].iter().any(|c| stream.mark(day, *c)));
    let (_, _, to) = stream.number(number)?;
    Some(stream.skip(to, |t| matches!(t, Time::Measure | Time::Piece | Time::Filler)))
}
