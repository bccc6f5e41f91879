//! Days on and days off, and again: "21 days, then 7 days off", "days 1-14 of each 21-day cycle", "3 weeks out of 4".

mod of;

use super::Fact;
use super::stream::Stream;
use crate::lexicon::{Time, Unit};

/// What days without it are called.
const REST: &[&str] = &[
    "off",
    "break",
    "rest",
    "pause",
    "free",
    "gap",
    "descanso",
    "pausa",
    "libre",
    "libres",
    "no",
    "repos",
    "arret",
    "frei",
    "freie",
    "einnahmefrei",
    "einnahmefreie",
    "therapiefrei",
    "pillenfrei",
    "unterbrechung",
    "interruption",
    "interrupcion",
];

/// Whether `word` stands behind the days of a pause ("7 days off").
pub fn is_pause(word: &str) -> bool {
    !matches!(word, "rest" | "no" | "libre" | "libres" | "free" | "frei" | "freie") && REST.contains(&word)
}

/// What days with it are called ("5 days on").
const ON: &[&str] = &[
    "on",
    "treatment",
    "tratamiento",
    "traitement",
    "einnahme",
    "behandlung",
    "therapie",
    "si",
    "continuous",
    "active",
];

/// Words of a cycle.
const CYCLES: &[&str] =
    &["cycle", "cycles", "ciclo", "ciclos", "zyklus", "zyklen", "cycles", "cure", "cures", "course", "block"];

/// Words that say that it begins again.
const AGAIN: &[&str] = &[
    "repeat",
    "repeated",
    "repeating",
    "again",
    "restart",
    "resume",
    "repetir",
    "reiniciar",
    "repite",
    "reprendre",
    "recommencer",
    "repeter",
    "wiederholen",
    "wiederholung",
    "wdh",
    "wieder",
    "erneut",
    "cycle",
    "cycles",
    "ciclo",
    "ciclos",
    "zyklus",
    "zyklen",
    "cyclically",
    "cyclical",
];

/// Verbs that tell to leave it out for a while.
const RESTS: &[&str] = &["descansar", "descanse", "descansa", "pausieren", "pausiere"];

/// So many lexemes at most between the days on and the days off.
const FAR: usize = 8;
/// Longest part of a cycle, in days.
const LONGEST: f64 = 366.0;
/// Longest days on where nothing says that they begin again.
const LONGEST_UNSAID: f64 = 56.0;

/// Any way to say a cycle.
pub fn at(stream: &Stream, at: usize) -> Option<(Fact, usize)> {
    of::first_days(stream, at)
        .or_else(|| of::numbered(stream, at))
        .or_else(|| of::out_of(stream, at))
        .or_else(|| of::every(stream, at))
        .or_else(|| on_and_off(stream, at))
}

fn fact(on: f64, off: f64) -> Option<Fact> {
    let whole = |n: f64| (1.0..=LONGEST).contains(&n) && n.fract() < 0.01;
    (whole(on) && whole(off)).then_some(Fact::Cycle { on, off })
}

/// "21 days", "a 7-day", "one week": so many days, and the place behind.
fn span(stream: &Stream, at: usize) -> Option<(f64, Unit, usize)> {
    let (n, to) = match stream.sense(at) {
        Some(Time::Article) if stream.number(at + 1).is_none() => (1.0, at + 1),
        Some(Time::Article) => stream.number(at + 1).map(|(_, n, to)| (n, to))?,
        // "for a" is one phrase of the tables.
        Some(Time::Unit(_)) if at > 0 && stream.last_word(at - 1) == "a" => (1.0, at),
        _ => stream.number(at).map(|(_, n, to)| (n, to))?,
    };
    let hyphen = usize::from(stream.mark(to, '-') && stream.glued(to) && stream.glued(to + 1));
    let unit = to + hyphen;
    // "7-tägige Pause"
    if stream.word(unit) == "tagige" || stream.word(unit) == "tagigen" || stream.word(unit) == "tagiger" {
        return Some((n, Unit::Day, unit + 1));
    }
    match stream.sense(unit)? {
        Time::Unit(unit_of @ (Unit::Day | Unit::Week | Unit::Fortnight | Unit::Month)) => {
            Some((n * unit_of.days(), unit_of, unit + 1))
        }
        _ => None,
    }
}

/// "21 days, then 7 days off, repeat", "3 weeks on, 1 week off", "for 14 days followed by a 7-day break".
fn on_and_off(stream: &Stream, at: usize) -> Option<(Fact, usize)> {
    let start = stream.skip(at, |t| matches!(t, Time::For | Time::X | Time::UpTo | Time::Filler));
    let (on, unit, behind) = span(stream, start)?;
    let mut link = behind;
    while link < behind + FAR && is_between(stream, link) {
        if let Some((off, to)) = rest(stream, link, unit) {
            return joined(stream, on, off, to);
        }
        link += 1;
    }
    if link > behind && (behind..link).any(|n| RESTS.contains(&stream.word(n))) {
        // "14 días, descansar 7 días": whether it begins again is not said.
        let again = rest(stream, link, unit).and_then(|(off, to)| joined(stream, on, off, to));
        return again.or_else(|| span(stream, link).map(|(.., to)| (Fact::UnreadRhythm { every: None }, to)));
    }
    let (off, to) = rest(stream, link, unit).filter(|_| link > behind)?;
    joined(stream, on, off, to)
}

/// Months and a break behind them are a course and its end, if it is not said that they begin again.
fn joined(stream: &Stream, on: f64, off: f64, to: usize) -> Option<(Fact, usize)> {
    let short = on <= LONGEST_UNSAID || begins_again(stream, to);
    Some((fact(on, off).filter(|_| short)?, tail(stream, to)))
}

fn is_between(stream: &Stream, at: usize) -> bool {
    matches!(
        stream.sense(at),
        Some(
            Time::And
                | Time::Then
                | Time::In
                | Time::Article
                | Time::Filler
                | Time::For
                | Time::Per
                | Time::Every
                | Time::Times
        )
    ) || [',', '-', '(', '+', '.'].iter().any(|c| stream.mark(at, *c) && (*c != '.' || stream.glued(at)))
        || ON.contains(&stream.word(at))
        || LEADS.contains(&stream.word(at))
        || CYCLES.contains(&stream.word(at))
        || REST.contains(&stream.word(at))
}

/// Words in front of the days off.
const LEADS: &[&str] = &[
    "with",
    "followed",
    "by",
    "seguido",
    "seguidos",
    "seguida",
    "de",
    "con",
    "suivi",
    "suivis",
    "avec",
    "gefolgt",
    "von",
    "mit",
    "einer",
    "eine",
    "d",
    "un",
    "una",
    "une",
    "take",
    "have",
    "stop",
    "taking",
    "puis",
    "luego",
    "despues",
    "danach",
    "dann",
    "nothing",
    "none",
    "descansar",
    "descanse",
    "pausieren",
    "pill",
    "tablet",
    "drug",
    "treatment",
    "hormone",
    "omit",
    "parar",
    "arreter",
    "absetzen",
    "week",
    "every",
];

/// The days off at `at`: "7 days off", "2 off", "pause of 7 days", "stop for 7 days and repeat".
fn rest(stream: &Stream, at: usize, unit: Unit) -> Option<(f64, usize)> {
    let is_rest = |n: usize| REST.contains(&stream.word(n)) && stream.sense(n + 1) != Some(Time::Times);
    if let Some((days, _, to)) = span(stream, at) {
        let mut word = stream.skip(to, |t| matches!(t, Time::Filler | Time::Article | Time::In | Time::Per));
        // "7 pill-free days", "7 days of drug holiday"
        while word < to + 3 && !is_rest(word) && LEADS.contains(&stream.word(word)) {
            word += 1;
        }
        if is_without(stream, word) {
            return Some((days, word + 2));
        }
        if is_rest(word) && is_cyclic(stream, at, word) {
            return Some((days, word + 1 + usize::from(stream.glued(word + 1) && stream.is_word(word + 1))));
        }
        return (is_stopped(stream, at) && begins_again(stream, to)).then_some((days, to));
    }
    if let Some((_, n, to)) = stream.number(at) {
        // "5 days on, 2 off"; "7 pill-free days"; "21 días y 7 de descanso"
        let to = to + usize::from(matches!(stream.word(to), "de" | "d"));
        if is_rest(to) && is_cyclic(stream, at, to) {
            return Some((n * unit.days(), to + 1));
        }
        let free = to + 1;
        if LEADS.contains(&stream.word(to))
            && is_rest(free)
            && matches!(stream.sense(free + 1), Some(Time::Unit(_)))
        {
            return Some((n, free + 2));
        }
    }
    // "pause de 7 jours", "descanso de 7 días", "Pause von 7 Tagen"
    if is_rest(at) && !matches!(stream.word(at), "no" | "off") {
        let start = stream.skip(at + 1, |t| matches!(t, Time::Filler | Time::In | Time::For | Time::Per));
        let start = start + usize::from(matches!(stream.word(start), "de" | "of" | "von"));
        let (days, _, to) = span(stream, start)?;
        return Some((days, to));
    }
    None
}

/// "7 jours sans traitement", "7 days without tablets"
fn is_without(stream: &Stream, at: usize) -> bool {
    const MEDICINE: &[&str] = &[
        "traitement",
        "comprime",
        "comprimes",
        "pilule",
        "prise",
        "medicament",
        "treatment",
        "tablet",
        "tablets",
        "pill",
        "pills",
        "medication",
        "it",
        "them",
        "tratamiento",
        "comprimido",
        "comprimidos",
        "pastillas",
        "tomar",
        "tomarlo",
        "tablette",
        "tabletten",
        "einnahme",
        "pille",
        "therapie",
    ];
    let taken = (at + 1..at + 3).any(|n| MEDICINE.contains(&stream.word(n)));
    matches!(stream.word(at), "without" | "sin" | "sans" | "ohne") && taken
}

/// "Rest" and "no" are said of much; they end a cycle only where it is plain.
fn is_cyclic(stream: &Stream, at: usize, word: usize) -> bool {
    match stream.word(word) {
        "rest" | "no" => {
            let led = (at.saturating_sub(2)..at).any(|b| {
                matches!(stream.sense(b), Some(Time::Then)) || matches!(stream.word(b), "a" | "by" | "si")
            }) || at.checked_sub(1).is_some_and(|b| stream.mark(b, ','));
            led || begins_again(stream, word + 1)
        }
        // "7 days off work", "arrêt de travail"
        "off" => !matches!(stream.word(word + 1), "work" | "school" | "sick" | "nursery" | "duty"),
        "arret" => stream.word(word + 2) != "travail" && stream.word(word + 1) != "travail",
        _ => true,
    }
}

/// "stop for", "none for": what stands in front of the days off.
fn is_stopped(stream: &Stream, at: usize) -> bool {
    (at.saturating_sub(2)..at).any(|n| {
        matches!(
            stream.word(n),
            "stop"
                | "none"
                | "nothing"
                | "descansar"
                | "descanse"
                | "parar"
                | "arreter"
                | "pausieren"
                | "absetzen"
                | "omit"
        )
    })
}

fn begins_again(stream: &Stream, at: usize) -> bool {
    (at..at + FAR).take_while(|n| *n < stream.len()).any(|n| AGAIN.contains(&stream.word(n)))
}

/// One past ", repeat", "and repeat the cycle": part of what was said.
fn tail(stream: &Stream, at: usize) -> usize {
    let mut to = at;
    for n in at..at + 5 {
        if AGAIN.contains(&stream.word(n)) {
            to = n + 1;
        } else if !(is_between(stream, n)
            || matches!(stream.sense(n), Some(Time::And))
            || stream.word(n) == "the")
        {
            break;
        }
    }
    to
}

/// "for 3 cycles", "x 6 cycles": how often a cycle is gone through.
pub fn count(stream: &Stream, at: usize) -> Option<(Fact, usize)> {
    let start = stream.skip(at, |t| matches!(t, Time::For | Time::X | Time::Filler | Time::UpTo));
    let (_, n, to) = stream.number(start)?;
    let named = matches!(stream.word(to), "cycle" | "cycles" | "ciclos" | "zyklen" | "cures");
    (named && (1.0..=60.0).contains(&n) && (start > at || n > 1.0)).then_some((Fact::Repeats(n), to + 1))
}
