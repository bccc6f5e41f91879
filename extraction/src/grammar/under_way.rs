//! A course that has begun already: what is left of it counts, not the whole of it.
//!
//! "Day 3 of 7", "started 25 November, 7 days in total", "für insgesamt 7 Tage (seit 26.11.)", "hasta completar 10 días (lleva 4)".

use super::stream::Stream;
use super::{At, Fact};
use crate::lexicon::{Time, Unit};

/// Longest course whose days are counted so, in days.
const LONGEST: f64 = 60.0;
/// Words that say since when, in part.
const SINCE: &[&str] = &[
    "since",
    "start",
    "began",
    "begun",
    "commenced",
    "seit",
    "begonnen",
    "desde",
    "inici",
    "empez",
    "comenz",
    "depuis",
    "debut",
    "commence",
];
/// Words that say how much of it is over.
const OVER: &[&str] =
    &["already", "completed", "had", "lleva", "llevando", "ya", "dont", "deja", "bereits", "schon", "davon"];
/// Words of the whole of a course.
const WHOLE: &[&str] = &["complete", "total", "completar", "insgesamt", "completer", "altogether", "all"];
/// Words of what is left of it.
const MORE: &[&str] =
    &["more", "further", "another", "mas", "restantes", "weitere", "noch", "encore", "de plus"];
/// So far behind a length its word of the past may stand, in lexemes.
const FURTHEST: usize = 8;
/// So many facts around a length may tell when it began.
const AROUND: usize = 5;
/// A number stands so near behind such a word, in lexemes.
const NEAR: usize = 3;

/// "Day 3 of 7", "día 3 de 7", "J3/7", "Tag 3 von 7": today is the third.
pub fn day_of(stream: &Stream, at: usize) -> Option<(Fact, usize)> {
    if !matches!(stream.sense(at), Some(Time::Unit(Unit::Day))) && stream.word(at) != "j" {
        return None;
    }
    let day = stream.digits(at + 1).filter(|n| (1.0..LONGEST).contains(n) && n.fract() == 0.0)?;
    let link = matches!(stream.last_word(at + 2), "of" | "de" | "sur" | "von")
        || stream.mark(at + 2, '/') && stream.glued(at + 2);
    let all = stream.digits(at + 3).filter(|n| link && *n >= day && *n <= LONGEST && n.fract() == 0.0)?;
    let cycle = stream.mark(at + 4, '-') || matches!(stream.sense(at + 4), Some(Time::Month(_)));
    let unit = matches!(stream.sense(at + 4), Some(Time::Unit(Unit::Day)));
    let left = all - day + 1.0;
    (!cycle).then_some((Fact::Length { low: left, high: left, sure: true }, at + 4 + usize::from(unit)))
}

/// Shortens the length of what began before the note's day; where it is not said by how much, it is not read.
pub fn shorten(stream: &Stream, facts: &mut [At], spans: &[(usize, usize)]) {
    let lengths: Vec<usize> = (0..facts.len().min(spans.len()))
        .filter(|n| facts.get(*n).is_some_and(|f| matches!(f.fact, Fact::Length { .. })))
        .filter(|n| !spans.get(*n).is_some_and(|s| ends(stream, *s)))
        .collect();
    for n in lengths {
        let Some(gone) = gone(stream, facts, spans, n) else { continue };
        let Some(At { fact, .. }) = facts.get_mut(n) else { continue };
        let Fact::Length { low, high, sure } = *fact else { continue };
        *fact = match gone {
            Gone::Days(days, _) if low - days > 0.5 => {
                Fact::Length { low: low - days, high: high - days, sure }
            }
            _ => Fact::UnreadLength,
        };
        // What tells of the past says nothing else.
        let told = match gone {
            Gone::Days(_, told) => told..facts.len().min(told + 2),
            Gone::Unknown => n + 1..facts.len().min(n + AROUND),
        };
        for at in facts.get_mut(told).unwrap_or_default() {
            let length = matches!(at.fact, Fact::Length { .. }) && matches!(gone, Gone::Unknown);
            if length || matches!(at.fact, Fact::Date(..=0) | Fact::MaybeDate(..=0) | Fact::Phase { .. }) {
                at.fact = Fact::Age;
            }
        }
    }
}

/// What is over of a course: so many days, as the fact of that number tells; or nobody knows how many.
#[derive(Clone, Copy)]
enum Gone {
    Days(f64, usize),
    Unknown,
}

/// Whether a length is one that lasts until a day, or from one to another.
fn ends(stream: &Stream, span: (usize, usize)) -> bool {
    (span.0..span.1).any(|n| {
        matches!(stream.sense(n), Some(Time::Until | Time::End | Time::Month(_) | Time::Weekday(_)))
            || matches!(stream.word(n), "until" | "till" | "bis" | "j" | "day" | "dia" | "tag" | "jour")
                && n == span.0
    })
}

/// How much of the length `n` is over; `None` where it begins now.
fn gone(stream: &Stream, facts: &[At], spans: &[(usize, usize)], n: usize) -> Option<Gone> {
    let (from, to) = *spans.get(n)?;
    let more = |w: usize| MORE.contains(&stream.word(w)) || MORE.contains(&stream.last_word(w));
    if (from.saturating_sub(1)..=to).any(more) {
        return None;
    }
    let is_dose = |f: &At| matches!(f.fact, Fact::Dose { .. } | Fact::Pieces(_) | Fact::Frequency { .. });
    let since = |i: usize| {
        let (Some(At { fact: Fact::Date(days @ ..=-1) | Fact::MaybeDate(days @ ..=-1), .. }), Some(span)) =
            (facts.get(i), spans.get(i))
        else {
            return None;
        };
        let said = (span.0.saturating_sub(1)..span.1).any(|w| {
            SINCE.iter().any(|s| stream.word(w).starts_with(s) || stream.last_word(w).starts_with(s))
        });
        let dosed = facts.iter().take(i).rev().take(AROUND).any(is_dose);
        let between = facts.iter().take(n.max(i)).skip(n.min(i) + 1);
        let other = between.into_iter().any(|f| matches!(f.fact, Fact::Dose { .. } | Fact::Then));
        let days = i32::try_from(-days).ok()?;
        (said && dosed && !other).then_some(Gone::Days(f64::from(days), i))
    };
    if let Some(gone) = (n.saturating_sub(AROUND)..facts.len().min(n + AROUND)).find_map(since) {
        return Some(gone);
    }
    // "started yesterday, 7 day course"
    let yesterday = |w: usize| {
        matches!(stream.word(w), "yesterday" | "ayer" | "hier" | "gestern")
            && w.checked_sub(1).is_some_and(|b| SINCE.iter().any(|s| stream.word(b).starts_with(s)))
    };
    if (from.saturating_sub(FURTHEST)..to + FURTHEST).any(yesterday) {
        return Some(Gone::Days(1.0, facts.len()));
    }
    let whole = (from.saturating_sub(2)..to + 3)
        .any(|w| WHOLE.contains(&stream.word(w)) || WHOLE.contains(&stream.last_word(w)));
    let day = facts.get(n + 1).filter(|_| whole).and_then(|f| match f.fact {
        Fact::Phase { start, days } if start > 1.5 && days < 1.5 => Some(Gone::Days(start - 1.0, n + 1)),
        _ => None,
    });
    if day.is_some() {
        return day;
    }
    let over = (to..stream.len().min(to + FURTHEST))
        .take_while(|w| !matches!(stream.sense(*w), Some(Time::Then)) && !stream.mark(*w, ';'))
        .any(|w| OVER.contains(&stream.word(w)) && counted(stream, w));
    over.then_some(Gone::Unknown)
}

/// Whether a number that is no dose stands right behind.
fn counted(stream: &Stream, at: usize) -> bool {
    (at + 1..=at + NEAR).any(|n| {
        stream.number(n).is_some_and(|(_, high, to)| {
            let measured =
                matches!(stream.sense(to), Some(Time::Measure | Time::Piece | Time::Per | Time::Month(_)));
            high < LONGEST && !measured && !stream.mark(to, '/')
        })
    })
}

/// "Repeat bloods in 10 days, review 2 weeks later": from the day that is named before it.
pub fn add_later(stream: &Stream, facts: &mut [At], spans: &[(usize, usize)]) {
    let mut before = 0_i64;
    for (at, span) in facts.iter_mut().zip(spans) {
        let Fact::Date(days) = at.fact else { continue };
        let later = matches!(stream.word(span.1), "later" | "spater" | "despues");
        let counted = (span.0..span.1).any(|n| matches!(stream.sense(n), Some(Time::Unit(_))));
        if later && counted && before > 0 && days > 0 {
            at.fact = Fact::Date(before.saturating_add(days));
        }
        before = days;
    }
}
