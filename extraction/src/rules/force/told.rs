//! What is told and looks like an order, and what is ordered and looks told.

use super::super::clause::Clause;
use super::super::sentence::Sentence;
use crate::grammar::{At, Fact};
use crate::lexicon::{Cue, Found, Subject};

/// Words by which a sentence opens that tells of a visit ("Seen on Tuesday in clinic").
const SEEN: &[&str] =
    &["seen", "visto", "vista", "valorado", "valorada", "atendido", "atendida", "vu", "vue", "gesehen"];
/// Words in front of a test or a visit that has been.
const LAST: &[&str] =
    &["last", "latest", "ultimo", "ultima", "dernier", "derniere", "letzte", "letzter", "letztes", "letzten"];
/// Where others do it, in words that stand one behind the other; an article may stand between.
const WARDS: &[(&[&str], &[&str])] = &[
    (&["on", "by", "in"], &["ward", "icu", "itu", "hdu", "hospital"]),
    (&["en"], &["planta", "uci"]),
    (&["dans"], &["service"]),
    (&["auf"], &["station", "normalstation", "intensivstation"]),
];
const ARTICLES: &[&str] = &["the", "la", "le", "der"];
/// Verbs that ask for what was only handed over.
const DO: &[&str] =
    &["do", "use", "send", "return", "post", "bring", "drop", "hacer", "entregar", "faire", "rapporter"];
/// Words by which something has come to its end.
const OVER: &[&str] =
    &["finished", "completed", "ended", "over", "terminado", "acabado", "termine", "fini", "abgeschlossen"];
/// Words in front of an event that a medicine waits for.
const ONCE: &[&str] = &[
    "once", "when", "after", "cuando", "vez", "tras", "quand", "fois", "apres", "sobald", "wenn", "nachdem",
    "nach",
];

/// What an order waits for stands at most so many words in front of its medicine.
const LONGEST_LEAD: usize = 16;

fn word(sentence: &Sentence, at: usize) -> &str {
    sentence.tokens.get(at).map_or("", |t| t.word.as_str())
}

/// "Last dialysis Friday", "Seen on Tuesday in clinic", "dressed daily by nurses on the ward": what has been, or what others do.
pub(super) fn is_told(sentence: &Sentence, clause: &Clause) -> bool {
    let first = word(sentence, clause.from);
    let attended = |s: Found<Subject>| matches!(s.sense, Subject::Visit | Subject::Test);
    let seen = SEEN.contains(&first) && clause.subject.is_none_or(attended);
    let been =
        clause.subject.is_some_and(|s| attended(s) && s.from <= clause.from + 2) && LAST.contains(&first);
    seen || been || is_on_the_ward(sentence, clause)
}

fn is_on_the_ward(sentence: &Sentence, clause: &Clause) -> bool {
    let named = |at: usize| {
        let next = at + 1 + usize::from(ARTICLES.contains(&word(sentence, at + 1)));
        let is = |(fronts, places): &(&[&str], &[&str])| {
            fronts.contains(&word(sentence, at)) && places.contains(&word(sentence, next))
        };
        next < clause.to && WARDS.iter().any(is)
    };
    (clause.from..clause.to).any(named)
}

/// "Test kit handed out, do it this week": handed over, and to be done on a day to come.
pub(super) fn is_still_to_do(sentence: &Sentence, clause: &Clause) -> bool {
    let pronoun = |at: usize| matches!(word(sentence, at), "it" | "this" | "lo" | "la" | "le");
    let asked = |at: usize| DO.contains(&word(sentence, at)) && pronoun(at + 1);
    let to_come = |f: &At| matches!(f.fact, Fact::Date(days) if days > 0);
    let attended = clause.subject.is_some_and(|s| matches!(s.sense, Subject::Test | Subject::Visit));
    attended
        && (clause.from..clause.to)
            .find(|at| asked(*at))
            .is_some_and(|at| sentence.facts_in(at, clause.to).any(to_come))
}

/// "No change to amlodipine 5 mg daily": nothing changes, and it is taken as before.
pub(super) fn is_unchanged(sentence: &Sentence, clause: &Clause, needless: &Found<Cue>) -> bool {
    let medicine = clause.subject.filter(|s| s.sense == Subject::Medicine);
    let linked = matches!(word(sentence, needless.to), "to" | "in" | "of");
    let change = (needless.from..needless.to).any(|at| word(sentence, at).starts_with("change"));
    let behind = medicine.is_some_and(|s| s.from <= needless.to + 2);
    let fact = |such: fn(&Fact) -> bool| sentence.facts_in(clause.from, clause.to).any(|f| such(&f.fact));
    linked
        && change
        && behind
        && fact(|f| matches!(f, Fact::Dose { .. }))
        && fact(|f| matches!(f, Fact::Frequency { .. } | Fact::Slot(_)))
}

/// "... 40 mg nightly once the course is finished": what ends is another thing, and what is ordered begins behind it.
pub fn follows_an_end<'s>(sentence: &'s Sentence, clause: &Clause) -> Option<&'s Found<Cue>> {
    let medicine = clause.subject.filter(|s| s.sense == Subject::Medicine)?;
    let ends = |c: &&Found<Cue>| {
        let over = (c.from..c.to).any(|at| OVER.contains(&word(sentence, at)));
        c.sense == Cue::Stop || c.sense == Cue::Past && over
    };
    // "Once the antibiotics are finished, restart ..."
    let led = (0..=LONGEST_LEAD).contains(&medicine.from) && ONCE.contains(&word(sentence, 0));
    let before = if led { sentence.cues_in(0, medicine.from).find(ends) } else { None };
    if before.is_some() {
        return before;
    }
    let said = sentence
        .facts_in(medicine.to, clause.to)
        .find(|f| matches!(f.fact, Fact::Frequency { .. } | Fact::Slot(_) | Fact::Dose { .. }))?;
    let read = |at: usize| sentence.facts_in(said.to, clause.to).any(|f| f.from <= at && at < f.to);
    let once = (said.to..clause.to).find(|at| ONCE.contains(&word(sentence, *at)) && !read(*at))?;
    sentence.cues_in(said.to, clause.to).find(ends).filter(|c| c.from > once)
}
