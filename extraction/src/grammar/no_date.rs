//! What looks like a day to come, and is none: "may cause", "31 November", "3 tablets in a day", "improvement in 3 days".

use super::date::{YEARS, small};
use super::stream::Stream;
use crate::lexicon::Time;

/// "may cause drowsiness", "march on": a month's name that is another word, where neither a year nor a word in front tells.
pub fn is_other_word(stream: &Stream, at: usize) -> bool {
    const LEADS: &[&str] =
        &["in", "by", "from", "until", "till", "next", "this", "early", "mid", "late", "end", "of", "since"];
    if !matches!(stream.word(at), "may" | "march" | "mar" | "ago" | "ene" | "dic" | "abr" | "avr" | "oct") {
        return false;
    }
    let before = at.checked_sub(1).map_or("", |b| stream.last_word(b));
    // "This may cause diarrhoea": a verb follows.
    let verb = matches!(before, "this" | "of") && !stream.capital(at) && stream.is_word(at + 1);
    let led = LEADS.contains(&before) && !verb;
    let dated = stream.digits(at + 1).is_some_and(|n| YEARS.contains(&n));
    let named = at > 0 && stream.capital(at) && !stream.is_word(at + 1);
    !led && !dated && !named
}

/// "no more than 3 tablets in a day", "200 mg en un jour": how much on a day, and no day to come.
pub fn is_of_a_day(stream: &Stream, at: usize, days: i64) -> bool {
    let amount = at.checked_sub(1).and_then(|b| stream.sense(b));
    days <= 1
        && matches!(
            amount,
            Some(Time::Measure | Time::Piece | Time::Times | Time::TimesN(_) | Time::Num(_) | Time::UpTo)
        )
        || days <= 1 && at > 0 && stream.digits(at - 1).is_some()
}

/// "improvement in 3 days", "mejoría en 3 días": what is expected then is nothing to do.
pub fn is_expected(stream: &Stream, at: usize) -> bool {
    const EXPECTED: &[&str] = &[
        "improvement",
        "improve",
        "improves",
        "improving",
        "better",
        "effect",
        "effects",
        "benefit",
        "relief",
        "response",
        "resolve",
        "resolution",
        "recover",
        "recovery",
        "mejoria",
        "mejora",
        "mejorar",
        "mejorara",
        "efecto",
        "alivio",
        "respuesta",
        "amelioration",
        "ameliorer",
        "effet",
        "soulagement",
        "reponse",
        "besserung",
        "besser",
        "verbesserung",
        "wirkung",
        "wirkeintritt",
        "linderung",
    ];
    let mark = |n: usize| [',', ';', '.', ':'].iter().any(|c| stream.mark(n, *c));
    let before = || (at.saturating_sub(4)..at).rev().take_while(|n| !mark(*n));
    // "Ring if no better in 48 hours" is something to do.
    let denies =
        |n: usize| matches!(stream.word(n), "no" | "not" | "if" | "si" | "sin" | "pas" | "nicht" | "keine");
    before().any(|n| EXPECTED.contains(&stream.word(n))) && !before().any(denies)
}

/// "31 November", "February 30", "on 31/02", "29 February" where neither this year nor the next has one: a day that is none.
pub fn impossible(stream: &Stream, at: usize, introduced: bool) -> Option<usize> {
    let whole = |n: usize| stream.digits(n).filter(|n| (1.0..=31.0).contains(n) && n.fract() == 0.0);
    let (day, month, to) = if let Some(Time::Month(month)) = stream.sense(at) {
        (whole(at + 1)?, f64::from(month), at + 2)
    } else {
        let day = whole(at)?;
        let mark = usize::from(matches!(stream.word(at + 1), "st" | "nd" | "rd" | "th" | "."));
        let to = stream.skip(at + 1 + mark, |t| matches!(t, Time::Filler));
        if let Some(Time::Month(month)) = stream.sense(to) {
            (day, f64::from(month), to + 1)
        } else if introduced && stream.mark(at + 1, '/') && stream.glued(at + 1) && stream.glued(at + 2) {
            (day, whole(at + 2).filter(|n| *n <= 12.0)?, at + 3)
        } else {
            return None;
        }
    };
    let behind = stream.skip(to, |t| matches!(t, Time::Filler));
    let year = stream.digits(behind).filter(|n| YEARS.contains(n));
    let month = small(month)?;
    let exists = match year {
        Some(year) => stream.days_in(day, month, year).is_some(),
        None => (0..=1).any(|more| stream.exists(day, month, more)),
    };
    (!exists).then_some(if year.is_some() { behind + 1 } else { to })
}

/// "12. postoperativen Tag"
pub fn after_operation(stream: &Stream, at: usize) -> Option<usize> {
    stream.digits(at)?;
    let word = at + 1 + usize::from(stream.mark(at + 1, '.'));
    let named = stream.word(word).starts_with("postop") || stream.word(word).starts_with("post-op");
    (named && matches!(stream.sense(word + 1), Some(Time::Unit(_)))).then_some(word + 2)
}
