//! "8 o'clock at night", "las 10 de la noche": the part of the day that tells which of two hours is meant.

use crate::grammar::stream::Stream;
use crate::lexicon::Time;

/// Parts of the day.
const MORNING: u8 = 1;
const NIGHT: u8 = 16;

/// Phrases without a sense of their own, and their part of the day.
const PHRASES: &[(&str, u8)] =
    &[("de la manana", MORNING), ("de la madrugada", MORNING), ("de la tarde", 4), ("de la noche", NIGHT)];

/// The hour that `n` o'clock is with the part of the day at `at`, and the place behind.
///
/// A part that the tables know stays a fact of its own.
pub fn of_day(stream: &Stream, n: f64, at: usize) -> Option<(f64, usize)> {
    let phrase = PHRASES.iter().find_map(|(words, part)| Some((*part, stream.phrase(at, words)?)));
    let (part, to) = match stream.sense(at) {
        Some(Time::Slot(part)) => (part, at),
        _ => phrase?,
    };
    if !(1.0..=12.0).contains(&n) {
        return Some((n, to));
    }
    let hour = match part {
        MORNING => n % 12.0,
        NIGHT if !(5.0..=11.5).contains(&n) => n % 12.0,
        2 if n > 9.5 => n,
        _ => n % 12.0 + 12.0,
    };
    Some((hour, to))
}
