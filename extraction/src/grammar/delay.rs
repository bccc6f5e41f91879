//! A beginning that is said by how long to wait for it: "wait two weeks, then ...", "a week from now".

use super::length::{self, whole};
use super::stream::Stream;
use super::{At, Fact};
use crate::lexicon::Time;

/// Words that put something off.
const WAITS: &[&str] = &["wait", "esperar", "espere", "attendre", "attendez", "abwarten", "warten"];
/// Words behind a length that count it from the note's day.
const FROM_TODAY: &[&str] = &[
    "from today",
    "from this date",
    "a partir de hoy",
    "a partir de ahora",
    "desde hoy",
    "a compter d'aujourd'hui",
    "ab heute",
    "ab jetzt",
];
/// Words behind a length that is the pause from one time to the next.
const BETWEEN: &[&str] = &["between", "entre", "zwischen"];

/// "Wait two weeks", "10 days from now": that day.
pub fn at(stream: &Stream, at: usize, before: &[At]) -> Option<(Fact, usize)> {
    let waits = WAITS.contains(&stream.word(at));
    let start = if waits { stream.skip(at + 1, |t| matches!(t, Time::For | Time::Filler)) } else { at };
    let (Fact::Length { high, sure, .. }, to) = length::stated(stream, start)? else { return None };
    let day = Fact::Date(whole(high));
    if waits {
        // "Take it daily and wait two hours between ..." puts off nothing.
        let free = before.is_empty() && !BETWEEN.contains(&stream.word(to));
        return free.then_some((day, to));
    }
    // "for 7 days from today", "... tds 7 days from today" is how long.
    let now = stream.phrase(to, "from now").filter(|_| !sure);
    now.or_else(|| {
        FROM_TODAY.iter().filter(|_| !sure && before.is_empty()).find_map(|words| stream.phrase(to, words))
    })
    .map(|to| (day, to))
}
