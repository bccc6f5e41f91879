//! Days on which something is not done: "daily, not on Mondays", "skip Thursdays", "weekends off", "omit on dialysis days".
//!
//! Where the days can be read, the schedule is on all others; where they cannot, the rhythm is one that was not read.

use super::stream::Stream;
use super::weekday;
use super::{At, Fact, dose};
use crate::lexicon::{Time, Unit};
use chrono::WeekdaySet;

/// Words that say not to, in front of the days.
const DENIES: &[&str] = &[
    "not",
    "never",
    "no",
    "none",
    "rest",
    "skip",
    "skips",
    "skipping",
    "omit",
    "omitting",
    "omitted",
    "miss",
    "leave",
    "without",
    "nothing",
    "nunca",
    "sin",
    "descansar",
    "descansa",
    "descanse",
    "descansando",
    "descanso",
    "saltar",
    "omitir",
    "omita",
    "ningun",
    "pas",
    "jamais",
    "sauter",
    "sauf",
    "sans",
    "arret",
    "pause",
    "repos",
    "ne",
    "nicht",
    "nie",
    "niemals",
    "kein",
    "keine",
    "keinen",
    "auslassen",
    "pausieren",
    "pausiert",
    "ohne",
    "but",
    "do",
    "dont",
];

/// Those that deny only together with another word.
const HALVES: &[(&str, &[&str])] =
    &[("but", &["not"]), ("do", &["not"]), ("leave", &["out", "off"]), ("ne", &["pas"])];

/// Words between them and the days.
const BETWEEN: &[&str] = &[
    "not",
    "on",
    "the",
    "out",
    "take",
    "taking",
    "taken",
    "taker",
    "give",
    "given",
    "it",
    "them",
    "dose",
    "doses",
    "tablet",
    "tablets",
    "any",
    "to",
    "be",
    "need",
    "needed",
    "en",
    "el",
    "los",
    "dosis",
    "toma",
    "tomar",
    "tome",
    "tomarlo",
    "administrar",
    "prise",
    "prises",
    "prendre",
    "le",
    "les",
    "de",
    "pas",
    "einnahme",
    "gabe",
    "dosis",
    "tablette",
    "am",
    "an",
    "den",
    "einnehmen",
    "nehmen",
    "everyday",
];

/// Words behind the days that say that they are without it.
const FREE: &[&str] = &[
    "off",
    "pause",
    "pausieren",
    "frei",
    "libre",
    "libres",
    "descanso",
    "descansar",
    "descansa",
    "repos",
    "arret",
    "auslassen",
    "omit",
    "omitted",
    "skip",
    "skipped",
    "excluded",
    "excepted",
];

/// The same at the end alone ("am Wochenende nicht").
const DENIED: &[&str] = &["none", "nothing", "nicht", "no", "pas"];

/// What "off" is said of besides.
const OFF_WORK: &[&str] = &["work", "school", "duty", "nursery", "sick"];

/// What happens on some days, of which the note does not say which they are.
const EVENTS: &[&str] = &["dialysis", "haemodialysis", "hemodialysis"];
/// "On odd days".
const PARITIES: &[&str] =
    &["even", "odd", "pares", "impares", "pairs", "impairs", "geraden", "ungeraden", "gerade", "ungerade"];

/// What a day is called, in words that name it by something else ("dialysis days", "Dialysetage").
const DAYS: &[&str] = &["day", "days", "dia", "dias", "jour", "jours", "tag", "tage", "tagen"];
const COMPOUNDS: &[&str] = &["tag", "tage", "tagen", "tags"];

/// Words behind "day" that say by what it is named.
const OF: &[&str] = &[
    "of", "de", "del", "d", "du", "des", "der", "that", "when", "que", "en", "ou", "wenn", "mit", "with",
    "an", "they", "you", "she", "he",
];

/// Words in front of "days" that name none: "not on consecutive days".
const RHYTHMS: &[&str] =
    &["consecutive", "successive", "alternate", "same", "more", "rest", "all", "most", "other"];

/// Words that lead to the dose of the days that are left out ("except Sundays, when take 1.5 mg").
const WHEN: &[&str] = &[
    "when",
    "then",
    "take",
    "taking",
    "only",
    "cuando",
    "entonces",
    "que",
    "tome",
    "tomar",
    "tomara",
    "toma",
    "solo",
    "quand",
    "alors",
    "ou",
    "prendre",
    "seulement",
    "dann",
    "wenn",
    "nur",
    "instead",
    "with",
    "at",
    "con",
    "avec",
    "mit",
];

/// Words that lead to a beginning or an end ("not before Thursday").
const SINCE: &[&str] = &[
    "before", "after", "by", "from", "since", "until", "antes", "despues", "desde", "avant", "apres", "des",
    "vor", "nach", "ab", "seit", "bis",
];

/// So many lexemes at most between the words.
const FAR: usize = 5;
/// A week divided by a number may be off by so much, in days.
const SLACK: f64 = 0.2;

/// The exception at `at`, behind `before`, which says how often or how much.
pub fn at(stream: &Stream, at: usize, before: &[At]) -> Option<(Fact, usize)> {
    let scheduled = |f: &At| {
        matches!(
            f.fact,
            Fact::Frequency { .. } | Fact::Slot(_) | Fact::Meals | Fact::Dose { .. } | Fact::Pieces(_)
        )
    };
    if !before.iter().rev().take(FAR).any(scheduled) {
        return None;
    }
    let unread = |to| Some((Fact::UnreadRhythm { every: None }, to));
    if let Some((days, to)) = free(stream, at) {
        let bare = is_one(stream, at, days);
        return if bare { unread(to) } else { Some(but(stream, days, to, before)) };
    }
    // "on dialysis days only", "on odd days"
    if stream.has_word(at, EVENTS) && is_day(stream, at) {
        return unread(at + 1);
    }
    let parity = PARITIES.contains(&stream.word(at)) && is_day(stream, at + 1)
        || is_day(stream, at) && PARITIES.contains(&stream.word(at + 1));
    if parity {
        return unread(at + 2);
    }
    let (start, days) = denied(stream, at)?;
    if let Some((named, to)) = weekday::list(stream, days).filter(|(named, _)| *named != WeekdaySet::ALL) {
        let part = (start + 1..days).any(|n| matches!(stream.sense(n), Some(Time::Slot(_))));
        let except = matches!(stream.sense(start), Some(Time::Except));
        let bare = days == start + 1 && !except && is_one(stream, days, named);
        return if part || bare { unread(to) } else { Some(but(stream, named, to, before)) };
    }
    // "daily except 3 mg on Tuesdays": another dose on those days.
    if matches!(stream.sense(start), Some(Time::Except))
        && let Some((_, to)) = dose(stream, days)
    {
        let on = stream.skip(to, |t| matches!(t, Time::In | Time::Article | Time::Filler | Time::Every));
        return unread(weekday::list(stream, on).map_or(to, |(_, end)| end));
    }
    let to = named_otherwise(stream, at, days)?;
    // "on dialysis days (Tue, Thu, Sat)"
    let told = to + usize::from(['(', ',', ':'].iter().any(|c| stream.mark(to, *c)));
    match weekday::list(stream, told).filter(|(named, _)| told > to && *named != WeekdaySet::ALL) {
        Some((named, to)) => Some(but(stream, named, to, before)),
        None => unread(to),
    }
}

/// "Omit Monday", "Monday off": one day without "on" may be the next one alone.
fn is_one(stream: &Stream, at: usize, named: WeekdaySet) -> bool {
    named.len() == 1 && matches!(stream.sense(at), Some(Time::Weekday(_)))
}

/// All days but `left_out`, as far as that agrees with what was said `before` of how often.
fn but(stream: &Stream, left_out: WeekdaySet, to: usize, before: &[At]) -> (Fact, usize) {
    let others = WeekdaySet::ALL.difference(left_out);
    let said = before.iter().rev().find_map(|f| match f.fact {
        Fact::Frequency { every, weekdays, .. } => Some((every, weekdays)),
        _ => None,
    });
    let days = match said {
        // "Monday to Friday, not on Sundays" says nothing new.
        Some((_, named)) if !named.is_empty() => named.intersection(left_out).is_empty().then_some(named),
        // "weekly, never on a Sunday": on which day, nobody knows.
        Some((Some(every), _)) if !(0.5..=1.5).contains(&every) => None,
        Some((Some(every), _)) => {
            let apart = 7.0 / f64::from(others.len());
            ((every - 1.0).abs() < 0.01 || (every - apart).abs() < SLACK).then_some(others)
        }
        _ => Some(others),
    };
    match days.filter(|_| !is_otherwise(stream, to)) {
        Some(days) => (weekday::schedule(days, 1.0), to),
        None => (Fact::UnreadRhythm { every: None }, to),
    }
}

/// Whether the days that are left out have a dose of their own: "except Sundays, when take 1.5 mg", "sauf le dimanche 2,5 mg".
fn is_otherwise(stream: &Stream, to: usize) -> bool {
    let leads = |n: usize| {
        stream.mark(n, ',')
            || WHEN.contains(&stream.word(n))
            || matches!(stream.sense(n), Some(Time::Article | Time::Filler | Time::In))
    };
    let first = (to..=to + FAR).find(|n| !leads(*n));
    let marked = stream.mark(to, ',') && !WHEN.contains(&stream.word(to + 1));
    !marked && first.is_some_and(|n| dose(stream, n).is_some())
}

/// "not on", "no dose on", "skip", "except": where it begins, and where the days do that are left out.
fn denied(stream: &Stream, at: usize) -> Option<(usize, usize)> {
    let start = at + usize::from(['(', ','].iter().any(|c| stream.mark(at, *c)));
    let except = matches!(stream.sense(start), Some(Time::Except));
    if !except && !DENIES.contains(&stream.word(start)) || SINCE.contains(&stream.last_word(start)) {
        return None;
    }
    // "no los lunes", "pas le dimanche" are one word and the days.
    let mut next = start + 1;
    while next < start + FAR
        && weekday::list(stream, next).is_none()
        && !SINCE.contains(&stream.last_word(next))
        && !names_a_day(stream, next)
        && (BETWEEN.contains(&stream.word(next)) && !is_day(stream, next)
            || matches!(
                stream.sense(next),
                Some(Time::In | Time::Article | Time::Filler | Time::Every | Time::Piece | Time::Slot(_))
            ))
    {
        next += 1;
    }
    // "but", "do", "leave" deny nothing by themselves.
    let partner = HALVES.iter().find(|(half, _)| *half == stream.word(start));
    let whole = partner.is_none_or(|(_, others)| (start + 1..next).any(|n| others.contains(&stream.word(n))));
    whole.then_some((start, next))
}

/// "the morning of surgery", "the day of the scan".
fn names_a_day(stream: &Stream, at: usize) -> bool {
    matches!(stream.sense(at), Some(Time::Unit(Unit::Day) | Time::Slot(_)))
        && OF.contains(&stream.word(at + 1))
}

/// Days that stand at `at` and are free of it: "weekends off", "samstags und sonntags Pause".
fn free(stream: &Stream, at: usize) -> Option<(WeekdaySet, usize)> {
    let start = stream.skip(at, |t| matches!(t, Time::In | Time::Filler));
    let (days, to) = weekday::list(stream, start)?;
    let word = to + usize::from(stream.mark(to, ':') || stream.mark(to, '-'));
    let behind = word + 1;
    let ends = behind >= stream.len() || !stream.is_word(behind) && stream.sense(behind).is_none();
    let free = FREE.contains(&stream.word(word)) && !OFF_WORK.contains(&stream.word(behind))
        || DENIED.contains(&stream.word(word)) && ends;
    (free && days != WeekdaySet::ALL).then_some((days, word + 1))
}

fn is_day(stream: &Stream, at: usize) -> bool {
    matches!(stream.sense(at), Some(Time::Unit(Unit::Day))) || DAYS.contains(&stream.last_word(at))
}

/// One past the days at `at` that are named by something else than the week: "dialysis days", "the day of methotrexate"; what
/// leaves them out begins at `start`.
fn named_otherwise(stream: &Stream, start: usize, at: usize) -> Option<usize> {
    let led = (start..at).any(|n| {
        matches!(stream.sense(n), Some(Time::In | Time::Article | Time::Except | Time::Every))
            || BETWEEN.contains(&stream.word(n)) && stream.word(n) != "take"
            || matches!(stream.word(n), "skip" | "omit")
    }) || matches!(stream.word(at), "am" | "an" | "on");
    let counted = stream.digits(at).is_some() || matches!(stream.sense(at), Some(Time::Num(_)));
    if !led || counted || RHYTHMS.contains(&stream.word(at)) {
        return None;
    }
    let word = stream.word(at);
    // "the day of the scan", "on the morning of surgery", up to what they are named by
    if matches!(stream.sense(at), Some(Time::Unit(Unit::Day) | Time::Slot(_))) && !matches!(word, "am" | "an")
    {
        return OF.contains(&stream.word(at + 1)).then(|| named_by(stream, at + 2));
    }
    // "nicht am Tag der Gabe"; "am Tag" alone is by day.
    if matches!(word, "am" | "an" | "by" | "during") && is_day(stream, at) {
        return OF.contains(&stream.word(at + 1)).then(|| named_by(stream, at + 2));
    }
    let compound = COMPOUNDS.iter().any(|end| word.len() > end.len() + 3 && word.ends_with(end));
    if is_day(stream, at) || compound && stream.sense(at).is_none() {
        return Some(at + 1);
    }
    let named = stream.is_word(at) && is_day(stream, at + 1);
    named.then_some(at + 2)
}

/// One past the words by which a day is named.
fn named_by(stream: &Stream, at: usize) -> usize {
    let is_name = |n: usize| stream.is_word(n) || matches!(stream.sense(n), Some(Time::Article));
    (at..at + FAR).find(|n| !is_name(*n)).unwrap_or(at + FAR)
}
