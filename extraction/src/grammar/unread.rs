//! Words of a length or an end from which no number of days can be read: "for some weeks", "until 31 April", "for" at the end.
//!
//! Such a step is not one without an end: it waits for the doctor.

use super::Fact;
use super::stream::Stream;
use crate::lexicon::{Time, Unit};

/// Numbers that are none.
const VAGUE: &[&str] = &[
    "zero",
    "cero",
    "null",
    "some",
    "few",
    "several",
    "many",
    "varios",
    "varias",
    "algunos",
    "algunas",
    "unos",
    "unas",
    "poco",
    "pocos",
    "pocas",
    "quelques",
    "plusieurs",
    "einige",
    "einigen",
    "mehrere",
    "mehreren",
    "paar",
    "wenige",
    "wenigen",
];

/// Units in the plural: with no number in front of them, nobody knows how many.
const PLURALS: &[&str] = &[
    "days", "nights", "weeks", "wks", "months", "years", "dias", "semanas", "meses", "anos", "jours",
    "nuits", "semaines", "mois", "annees", "ans", "tage", "tagen", "wochen", "monate", "monaten", "jahre",
    "jahren",
];

/// What lasts not long, in words that count nothing.
const SHORT: &[&str] = &[
    "short course",
    "short courses",
    "brief course",
    "short term",
    "short - term",
    "brief period",
    "shortest time",
    "shortest possible",
    "as short a time as possible",
    "as short as possible",
    "corta duracion",
    "curso corto",
    "ciclo corto",
    "pauta corta",
    "tiempo corto",
    "corto plazo",
    "periodo corto",
    "breve periodo",
    "menor tiempo posible",
    "poco tiempo",
    "courte duree",
    "cure courte",
    "courte periode",
    "courte cure",
    "moins longtemps possible",
    "unos dias",
    "unas semanas",
    "unos meses",
    "pauta descendente",
    "dosis descendente",
    "dosis decrecientes",
    "a dose degressive",
    "a doses degressives",
    "dose degressive",
    "doses degressives",
    "ausschleichend",
    "reducing course",
    "reducing dose",
    "reducing doses",
    "tapering course",
    "tapering dose",
    "tapering doses",
    "weaning course",
    "kurzfristig",
    "kurzzeitig",
    "vorubergehend",
    "kurze zeit",
    "so kurz wie moglich",
];

/// Words of a length that stand in front of it, or of a blank.
const DURATION: &[&str] =
    &["duration", "length of course", "course length", "duracion", "duree", "dauer", "therapiedauer"];

/// Words of a form that nobody filled in.
const BLANK: &[&str] = &["tbc", "tbd", "xx", "n", "xxx"];

/// Words after which something must come: at the end of a sentence they tell that it was cut off.
const OPEN: &[&str] = &[
    "for", "x", "until", "till", "durante", "por", "hasta", "pendant", "pdt", "pour", "durant", "jusqu",
    "jusque", "jusqu'au", "fur", "fuer", "bis",
];

/// Blanks of a form at most.
const LONGEST_BLANK: usize = 12;

/// Longest length that is believed, in days.
pub const LONGEST: f64 = 3650.0;

/// "for some weeks", "a few days", "x d", "for __ days", "for 0 days", "for 10-7 days", "for a while".
pub fn at(stream: &Stream, at: usize) -> Option<(Fact, usize)> {
    // "por un tiempo", where "por" is "per" too.
    let por = usize::from(stream.word(at) == "por" && matches!(stream.sense(at), Some(Time::Per)));
    let start = stream.skip(at + por, |t| matches!(t, Time::For | Time::X | Time::UpTo | Time::Filler));
    let led = por == 1 || (at..start).any(|n| matches!(stream.sense(n), Some(Time::For | Time::X)));
    let short = |from: usize| SHORT.iter().find_map(|words| stream.phrase(from, words));
    let to = short(start)
        .or_else(|| short(at))
        .or_else(|| blank(stream, at))
        .or_else(|| phrase(stream, start, led))
        .or_else(|| vague(stream, at, start))
        .or_else(|| led.then(|| without_number(stream, start))?)
        .or_else(|| led.then(|| out_of_bounds(stream, start))?)
        .or_else(|| reversed(stream, start))?;
    // "some weeks ago"
    (!matches!(stream.sense(to), Some(Time::Ago))).then_some((Fact::UnreadLength, to))
}

/// "for a while"
fn phrase(stream: &Stream, at: usize, led: bool) -> Option<usize> {
    let article = at.checked_sub(1).is_some_and(|b| stream.last_word(b) == "a");
    let short = usize::from(matches!(stream.word(at), "short" | "little"));
    let whiles = article && matches!(stream.word(at + short), "while" | "bit" | "time" | "period" | "spell");
    if led && whiles {
        return Some(at + short + 1);
    }
    (led && matches!(stream.sense(at), Some(Time::Vague))).then_some(at + 1)
}

/// "a few days", "varias semanas"
fn vague(stream: &Stream, from: usize, at: usize) -> Option<usize> {
    let start = at + usize::from(matches!(stream.sense(at), Some(Time::Article)));
    if !VAGUE.contains(&stream.last_word(start)) {
        return None;
    }
    let unit = stream.skip(start + 1, |t| matches!(t, Time::Filler | Time::For | Time::Article));
    let before = from.checked_sub(1).and_then(|b| stream.sense(b));
    let other = matches!(
        before,
        Some(Time::Every | Time::In | Time::After | Time::Until | Time::Per | Time::To | Time::Or)
    );
    let later = matches!(
        stream.word(unit + 1),
        "after" | "later" | "before" | "prior" | "despues" | "apres" | "spater"
    );
    (!other && !later && is_unit(stream, unit)).then_some(unit + 1)
}

/// "duration: ___", "Dauer: tbc"
fn blank(stream: &Stream, at: usize) -> Option<usize> {
    let named = DURATION.iter().find_map(|words| stream.phrase(at, words))?;
    let mut to = named + usize::from(stream.mark(named, ':'));
    let from = to;
    while to < from + LONGEST_BLANK
        && (['_', '.', '?', '-', '*'].iter().any(|c| stream.mark(to, *c)) || BLANK.contains(&stream.word(to)))
    {
        to += 1;
    }
    let unit = usize::from(is_unit(stream, to));
    let open = to > from || to == stream.len() && from > named;
    (open && stream.number(to).is_none()).then_some(to + unit)
}

/// "for days", "x d", "for __ weeks", "for -3 days"
fn without_number(stream: &Stream, start: usize) -> Option<usize> {
    let by_x = start.checked_sub(1).is_some_and(|b| matches!(stream.sense(b), Some(Time::X)));
    let mut to = start;
    while to < start + LONGEST_BLANK
        && (['_', '.', '?', '-', '*'].iter().any(|c| stream.mark(to, *c))
            || matches!(stream.word(to), "xx" | "n"))
    {
        to += 1;
    }
    if to == start && (matches!(stream.sense(to), Some(Time::X)) || stream.word(to) == "x") {
        to += 1;
    }
    // "for [blank] days": the bracket ends the sentence.
    if stream.mark(start, '[') {
        return Some(start + 1);
    }
    if to == start + 1
        && stream.mark(start, '-')
        && stream.glued(to)
        && !stream.glued(start)
        && let Some((_, _, end)) = stream.number(to)
    {
        return is_unit(stream, end).then_some(end + 1);
    }
    // "for n/7", "for _/7"
    let under = stream.digits(to + 1).is_some_and(|n| [7.0, 52.0, 12.0].iter().any(|u| (n - u).abs() < 0.01));
    if to > start && stream.mark(to, '/') && under {
        return Some(to + 2);
    }
    let plural = PLURALS.contains(&stream.word(to)) || PLURALS.contains(&stream.last_word(to));
    let blank = to > start;
    let behind = stream.word(to + 1);
    let open = is_unit(stream, to)
        && (plural || blank || by_x)
        && (blank || stream.digits(to + 1).is_none())
        && !matches!(behind, "off" | "when" | "of" | "that" | "with" | "without" | "where");
    open.then_some(to + 1)
}

/// "for 0 days", "for 99999 days"
fn out_of_bounds(stream: &Stream, start: usize) -> Option<usize> {
    let last = start.checked_sub(1).map_or("", |b| stream.last_word(b));
    let (_, n, end) = stream.number(start)?;
    let end = stream.skip(end, |t| matches!(t, Time::Filler));
    let Some(Time::Unit(unit)) = stream.sense(end) else { return None };
    let days = n * unit.days();
    // "Lithium for 22 years" tells of the past.
    let long = days > LONGEST && unit != Unit::Year;
    let wrong = is_unit(stream, end) && (days < 0.9 || long) && !matches!(last, "last" | "past");
    wrong.then_some(end + 1)
}

/// "10-7 days": from the longer to the shorter.
fn reversed(stream: &Stream, start: usize) -> Option<usize> {
    let (_, first, to) = stream.number(start)?;
    let dash = stream.mark(to, '-');
    let link = dash || matches!(stream.sense(to), Some(Time::To)) || stream.last_word(to) == "bis";
    let (low, second, end) = stream.number(to + 1).filter(|_| link)?;
    let plain = (low - second).abs() < 0.01 && second < first && second > 0.5;
    // "3 - 2 weeks off" of a list of doses is none.
    let dosed = start.checked_sub(1).is_some_and(|b| stream.mark(b, '-') || stream.mark(b, '/'));
    (plain && !dosed && is_unit(stream, end)).then_some(end + 1)
}

/// "three times daily for", "al día durante", "daily for 7": the sentence ends before the length does.
pub fn cut_off(stream: &Stream, at: usize, behind: Option<Fact>) -> Option<(Fact, usize)> {
    let dosed = matches!(
        behind?,
        Fact::Frequency { .. }
            | Fact::Slot(_)
            | Fact::Meals
            | Fact::Dose { .. }
            | Fact::Pieces(_)
            | Fact::Prn
    );
    let opens = matches!(
        stream.sense(at),
        Some(Time::For | Time::Until | Time::X | Time::Per | Time::UpTo | Time::To)
    );
    if !dosed || !opens || !OPEN.contains(&stream.word(at)) {
        return None;
    }
    let counted = matches!(stream.sense(at), Some(Time::For));
    let mut to = at + 1;
    while to < stream.len()
        && (matches!(
            stream.sense(to),
            Some(Time::For | Time::Filler | Time::Article | Time::In | Time::Num(_) | Time::To)
        ) || counted && stream.digits(to).is_some_and(|n| n.fract() == 0.0)
            || ['.', '_', '-', ',', ':', ')'].iter().any(|c| stream.mark(to, *c)))
    {
        to += 1;
    }
    (to == stream.len()).then_some((Fact::UnreadLength, to))
}

fn is_unit(stream: &Stream, at: usize) -> bool {
    matches!(
        stream.sense(at),
        Some(Time::Unit(Unit::Day | Unit::Week | Unit::Fortnight | Unit::Month | Unit::Year))
    )
}
