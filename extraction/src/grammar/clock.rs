//! Times of the clock: "08:00, 14:00, 22:00", "8 am and 8 pm", "8h et 20h", "um 8 Uhr und 20 Uhr", "0800 and 2000 hrs".
//!
//! A list of them is read at once, because its last hour tells what the numbers before it are ("a las 8 y 20 h").

mod part;

use super::Fact;
use super::stream::Stream;
use crate::lexicon::{Time, Unit};
use chrono::NaiveTime;

/// Times in one list at most.
const MOST: usize = 8;

/// Words right in front of an hour.
const INTRODUCTIONS: &[&str] = &["at", "@", "las", "la", "a", "um", "gegen", "vers", "kl"];

/// A time of the clock, and the lexemes it was read from.
pub type Read = (Fact, usize, usize);

/// How an hour is written, the surer the later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Form {
    /// "8", "0800": only in a list, or behind an introduction.
    Bare,
    /// "8h": an hour of the day, or so many hours.
    Hour,
    /// "8:00", "8 am", "8 Uhr": nothing else.
    Full,
}

#[derive(Debug, Clone, Copy)]
struct Item {
    time: Option<NaiveTime>,
    form: Form,
    from: usize,
    to: usize,
    military: bool,
}

/// The times of the clock listed at `at`, each with its lexemes; the first takes what introduces it.
pub fn list(stream: &Stream, at: usize) -> Option<Vec<Read>> {
    let start = stream.skip(at, |t| matches!(t, Time::In | Time::After));
    item(stream, start)?;
    let introduced = start > at && INTRODUCTIONS.contains(&stream.last_word(start - 1));
    let mut items = vec![item(stream, start)?];
    let mut dashed = false;
    while let Some(last) = items.last().filter(|_| items.len() < MOST) {
        let next = separated(stream, last.to);
        let further = |i: &Item| next > last.to || i.military && last.military;
        let Some(more) = item(stream, next).filter(further) else { break };
        dashed |= stream.mark(last.to, '-') || matches!(stream.sense(last.to), Some(Time::To));
        items.push(more);
    }
    settle(stream, at, start, introduced, &mut items)?;
    // "08:00 - 10:00", "between 8:00 and 10:00": how long something is open.
    let between = at.checked_sub(1).map_or("", |b| stream.last_word(b));
    let span = items.len() == 2 && (dashed || matches!(between, "between" | "entre" | "zwischen"));
    let mut read: Vec<Read> = Vec::new();
    for i in &items {
        // "2 pm" stands in the tables as an afternoon too.
        if let Some(Time::Slot(bits)) = stream.sense(i.from) {
            read.push((Fact::Slot(bits), i.from, i.to));
        }
        read.push((Fact::Clock(i.time.filter(|_| !span)), i.from, i.to));
    }
    if let Some(first) = read.first_mut() {
        first.1 = at;
    }
    Some(read)
}

/// Keeps of a list what is surely a time.
fn settle(stream: &Stream, at: usize, start: usize, introduced: bool, items: &mut Vec<Item>) -> Option<()> {
    let has = |items: &[Item], form: Form| items.iter().any(|i| i.form == form);
    let introduced = introduced || is_round(stream, items);
    // "0800, 1400": a number of four digits that begins with none is no dose.
    let military = items.len() > 1
        && items.iter().all(|i| i.military)
        && items.iter().any(|i| stream.word(i.from).starts_with('0') || i.form == Form::Full);
    let hours = items.last().is_some_and(|i| hour_word(stream, i.to - 1));
    // "8 und 20 Uhr", "a las 8 y 20 h": the last one tells what the others are.
    let told = hours && (introduced || items.last().is_some_and(|i| i.form == Form::Full));
    let certain =
        told || military || introduced && items.first()?.military && stream.word(start).starts_with('0');
    if has(items, Form::Bare) && !certain {
        let sure = items.iter().take_while(|i| i.form > Form::Bare).count();
        items.truncate(sure);
    }
    if has(items, Form::Hour) {
        let led = start.checked_sub(1).and_then(|b| stream.sense(b));
        let lasts = matches!(
            led,
            Some(Time::For | Time::Every | Time::X | Time::Until | Time::To | Time::UpTo | Time::After)
        );
        let glued = items.iter().all(|i| i.form != Form::Hour || stream.glued(i.to - 1));
        let listed = items.len() > 1 && (introduced || glued);
        if lasts && !introduced || !listed && !(introduced && (glued || stream.last_word(start - 1) == "las"))
        {
            return None;
        }
    }
    // Hours of one day stand in their order.
    let loose = has(items, Form::Bare) || has(items, Form::Hour);
    let midnight = |i: &Item| i.time == Some(NaiveTime::MIN);
    let ascending = items.windows(2).all(|pair| match pair {
        [a, b] => a.time < b.time || midnight(b),
        _ => true,
    });
    let open = loose && (!ascending || items.iter().any(|i| i.time.is_none()));
    (!items.is_empty() && !open && (start == at || introduced || items.first()?.form == Form::Full))
        .then_some(())
}

/// "06-12-18-24 h": the rounds of a ward.
fn is_round(stream: &Stream, items: &[Item]) -> bool {
    let two = |i: &Item| stream.word(i.from).len() == 2;
    let zero = items.first().is_some_and(|i| stream.word(i.from).starts_with('0'));
    zero && items.len() > 2
        && items.iter().all(two)
        && items.last().is_some_and(|i| hour_word(stream, i.to - 1))
}

/// The place of the next time: behind a comma, a slash, "and", "at".
fn separated(stream: &Stream, at: usize) -> usize {
    let mut next = at;
    while next < at + 3
        && (matches!(stream.sense(next), Some(Time::And | Time::Per | Time::In | Time::To | Time::Slot(_)))
            || [',', '-', ';'].iter().any(|c| stream.mark(next, *c)))
    {
        next += 1;
    }
    next
}

fn item(stream: &Stream, at: usize) -> Option<Item> {
    if let Some(time) = in_tables(stream, at) {
        return Some(Item { time: Some(time), form: Form::Full, from: at, to: at + 1, military: false });
    }
    let n = stream.digits(at)?;
    let item = |time, form, to| Some(Item { time, form, from: at, to, military: false });
    // "09:40", "10:15 am", "08:00 Uhr"
    if stream.mark(at + 1, ':')
        && stream.glued(at + 1)
        && stream.glued(at + 2)
        && let Some(minutes) = stream.digits(at + 2)
    {
        let to = behind(stream, at + 3);
        let half = half_of_day(stream, at + 3);
        let whole = stream.word(at + 2).len() == 2;
        return item(time(n, minutes, half).filter(|_| whole), Form::Full, to);
    }
    // "8.30 pm", "08.00 Uhr", "20.30h"
    if let Some((hour, minutes)) = stream.word(at).split_once('.') {
        let half = half_of_day(stream, at + 1);
        let told = half.is_some() || is_o_clock(stream, at + 1) || hour_word(stream, at + 1);
        let (hour, minutes) = (hour.parse().ok()?, minutes.parse().ok().filter(|_| minutes.len() == 2)?);
        let form = if told { Form::Full } else { Form::Bare };
        return item(Some(time(hour, minutes, half)?), form, behind(stream, at + 1));
    }
    if n.fract() != 0.0 {
        return None;
    }
    // "0800", "2000 hrs"
    if stream.word(at).len() == 4 && stream.word(at).chars().all(|c| c.is_ascii_digit()) {
        let (hour, minutes) = ((n / 100.0).floor(), n % 100.0);
        let time = time(hour, minutes, None)?;
        let hrs = hour_word(stream, at + 1);
        let form = if hrs { Form::Full } else { Form::Bare };
        let military = true;
        return Some(Item { time: Some(time), form, from: at, to: at + 1 + usize::from(hrs), military });
    }
    if n > 24.0 {
        return None;
    }
    // "8 am": the half of the day is a fact of its own, as it always was.
    if let Some(half) = half_of_day(stream, at + 1) {
        return item(time(n, 0.0, Some(half)), Form::Full, at + 1);
    }
    if is_o_clock(stream, at + 1) {
        let to = behind(stream, at + 1);
        let (hour, to) = part::of_day(stream, n, to).unwrap_or((n, to));
        return item(time(hour, 0.0, None), Form::Full, to);
    }
    // "las 10 de la noche"
    if let Some((hour, to)) = part::of_day(stream, n, at + 1).filter(|(_, to)| *to > at + 1) {
        return item(time(hour, 0.0, None), Form::Full, to);
    }
    if hour_word(stream, at + 1) && stream.word(at + 1) != "std" {
        // "8h30"
        if stream.glued(at + 1)
            && stream.glued(at + 2)
            && stream.word(at + 2).len() == 2
            && let Ok(minutes) = stream.word(at + 2).parse()
        {
            return item(time(n, minutes, None), Form::Hour, at + 3);
        }
        return item(time(n, 0.0, None), Form::Hour, at + 2);
    }
    item(time(n, 0.0, None), Form::Bare, at + 1)
}

/// "2 pm", which is a phrase of the tables.
fn in_tables(stream: &Stream, at: usize) -> Option<NaiveTime> {
    let afternoon = match (stream.sense(at)?, stream.last_word(at)) {
        (Time::Slot(_), "pm") => true,
        (Time::Slot(_), "am") => false,
        _ => return None,
    };
    time(stream.word(at).parse().ok()?, 0.0, Some(afternoon))
}

/// One past "am", "Uhr", "hrs" or "o'clock" at `at`.
fn behind(stream: &Stream, at: usize) -> usize {
    if half_of_day(stream, at).is_some() || matches!(stream.sense(at), Some(Time::Slot(_))) {
        at + 1
    } else if stream.word(at) == "o" && stream.word(at + 1) == "clock" {
        at + 2
    } else if is_o_clock(stream, at) || hour_word(stream, at) {
        at + 1
    } else {
        at
    }
}

fn is_o_clock(stream: &Stream, at: usize) -> bool {
    stream.word(at) == "uhr"
        || stream.word(at) == "oclock"
        || stream.word(at) == "o" && stream.word(at + 1) == "clock"
}

fn hour_word(stream: &Stream, at: usize) -> bool {
    stream.word(at) == "uhr"
        || stream.word(at) == "clock"
        || matches!(stream.sense(at), Some(Time::Unit(Unit::Hour)))
}

/// Whether "pm" (true) or "am" (false) stands at `at`.
fn half_of_day(stream: &Stream, at: usize) -> Option<bool> {
    match (stream.sense(at), stream.word(at)) {
        (Some(Time::Slot(_)), "pm") => Some(true),
        (Some(Time::Slot(_)), "am") => Some(false),
        _ => None,
    }
}

fn time(hour: f64, minutes: f64, afternoon: Option<bool>) -> Option<NaiveTime> {
    let hour = match afternoon {
        Some(_) if !(1.0..=12.0).contains(&hour) => hour,
        Some(true) => hour % 12.0 + 12.0,
        Some(false) => hour % 12.0,
        None => hour % 24.0 * f64::from(u8::from(hour <= 24.0)) + f64::from(u8::from(hour > 24.0)) * hour,
    };
    if !(0.0..24.0).contains(&hour) || !(0.0..60.0).contains(&minutes) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked on the line above")]
    let (hour, minutes) = (hour as u32, minutes as u32);
    NaiveTime::from_hms_opt(hour, minutes, 0)
}
