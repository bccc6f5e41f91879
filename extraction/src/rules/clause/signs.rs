//! What the words of a clause or a piece say of it: an order, an end, a time of its own.

use super::super::sentence::Sentence;
use super::Clause;
use crate::grammar::Fact;
use crate::lexicon::{Cue, Found, Subject};
use crate::text::Kind;

/// Whether the clause asks for an appointment to be made.
pub fn booked(sentence: &Sentence, clause: &Clause) -> bool {
    const BOOKS: &[&str] = &[
        "book",
        "arrange",
        "make",
        "schedule",
        "rebook",
        "vereinbaren",
        "ausmachen",
        "pedir",
        "pida",
        "pedirla",
        "solicitar",
        "solicite",
        "reservar",
        "prendre",
        "prenez",
    ];
    sentence
        .subjects_in(clause.from, clause.to)
        .filter(|s| s.sense == Subject::Errand && s.from >= clause.from && s.to <= clause.to)
        .any(|s| {
            sentence
                .tokens
                .get(s.from..s.to)
                .unwrap_or_default()
                .iter()
                .any(|t| BOOKS.contains(&t.word.as_str()))
        })
}

/// Whether the clause opens with a thing that no table knows ("..., oil pulling each morning").
pub(super) fn strange(sentence: &Sentence, clause: &Clause) -> bool {
    let read = |at: usize| {
        sentence.facts_in(clause.from, clause.to).any(|f| f.from <= at && at < f.to)
            || sentence.cues_in(clause.from, clause.to).any(|c| c.from <= at && at < c.to)
    };
    let Some(first) = sentence.tokens.get(clause.from) else { return false };
    let open = !read(clause.from)
        && first.kind == Kind::Word
        && first.word.len() >= 4
        && !["ly", "ed", "ing"].iter().any(|end| first.word.ends_with(end))
        && !CLOSED.contains(&first.word.as_str());
    let fact = sentence.facts_in(clause.from, clause.to).next();
    open && clause.subject.is_none() && fact.is_some_and(|f| f.from <= clause.from + 4)
}

/// Words by which a bracket tells how it was.
pub(super) const WAS: &[&str] = &[
    "from",
    "was",
    "previously",
    "instead",
    "not",
    "before",
    "formerly",
    "vorher",
    "zuvor",
    "statt",
    "antes",
    "avant",
    "previamente",
];

/// Words that go on with what stands before.
pub(super) const CLOSED: &[&str] = &[
    "with",
    "without",
    "same",
    "each",
    "every",
    "taken",
    "from",
    "until",
    "then",
    "after",
    "before",
    "max",
    "maximum",
    "dose",
    "doses",
    "total",
    "that",
    "this",
    "which",
    "unless",
    "even",
    "also",
    "only",
    "once",
    "away",
    "apart",
    "either",
    "both",
    "half",
    "con",
    "para",
    "siempre",
    "misma",
    "mismo",
    "dosis",
    "avec",
    "sans",
    "dont",
    "soit",
    "toujours",
    "dose",
    "meme",
    "jeweils",
    "davon",
    "dosis",
    "ohne",
    "nach",
    "immer",
    "gleiche",
    "increase",
    "reduce",
    "up",
    "down",
    "into",
    "over",
    "under",
    "side",
    "left",
    "right",
    "eyes",
    "nose",
    "ears",
    "about",
    "around",
    "approx",
    "roughly",
    "rounded",
    "body",
    "face",
    "legs",
    "arms",
    "spaced",
    "minimum",
    "least",
    "more",
    "less",
    "than",
    "except",
    "including",
    "till",
    "weeks",
];

/// Whether the clause is about one time of what is repeated ("next one due 14 April", "first in May").
pub fn is_next(sentence: &Sentence, clause: &Clause) -> bool {
    const NEXT: &[&str] = &[
        "next",
        "first",
        "nachste",
        "nachster",
        "erste",
        "erster",
        "proxima",
        "proximo",
        "primera",
        "prochaine",
        "prochain",
        "premiere",
    ];
    let words = sentence.tokens.get(clause.from..clause.to).unwrap_or_default();
    let time = words.get(1).is_some_and(|t| t.word == "time");
    words.len() <= 9 && !time && words.iter().take(2).any(|t| NEXT.contains(&t.word.as_str()))
}

/// Words for one time of what is attended.
pub(super) fn is_session(word: &str) -> bool {
    matches!(
        word,
        "session"
            | "sessions"
            | "class"
            | "classes"
            | "seance"
            | "seances"
            | "sesion"
            | "sesiones"
            | "sitzung"
            | "sitzungen"
            | "einheiten"
    )
}

/// "then only once the doctor has agreed": nothing to be done, nor a time.
pub(super) fn is_bare(sentence: &Sentence, clause: &Clause) -> bool {
    let said = sentence.facts_in(clause.from, clause.to).any(|f| {
        f.from >= clause.from && f.to <= clause.to && !matches!(f.fact, Fact::Then | Fact::Once | Fact::If)
    });
    let numbered = sentence
        .tokens
        .get(clause.from..clause.to)
        .unwrap_or_default()
        .iter()
        .any(|t| matches!(t.kind, Kind::Number(_)));
    clause.subject.is_none() && !said && !numbered && !opens_with_verb(sentence, clause)
}

/// "Aspirin 75": a dose without its unit.
pub(super) fn numbered_name(sentence: &Sentence, clause: &Clause) -> bool {
    clause.subject.and_then(|s| sentence.tokens.get(s.to)).is_some_and(|t| matches!(t.kind, Kind::Number(_)))
}

pub(super) fn measured(sentence: &Sentence, clause: &Clause) -> bool {
    sentence.facts_in(clause.from, clause.to).any(|f| {
        f.from >= clause.from && f.to <= clause.to && matches!(f.fact, Fact::Dose { .. } | Fact::Pieces(_))
    })
}

/// The subject that says more: a name before a form.
pub(super) fn better(a: Option<Found<Subject>>, b: Option<Found<Subject>>) -> Option<Found<Subject>> {
    match (a, b) {
        (Some(a), Some(b))
            if matches!(a.sense, Subject::Form | Subject::Thing)
                && !matches!(b.sense, Subject::Deed | Subject::Errand) =>
        {
            Some(b)
        }
        (None, b) => b,
        (a, _) => a,
    }
}

/// Whether the clause says nothing but that something ends.
pub(super) fn ends_only(sentence: &Sentence, clause: &Clause) -> bool {
    let timed = sentence
        .facts_in(clause.from, clause.to)
        .any(|f| f.from >= clause.from && f.to <= clause.to && !matches!(f.fact, Fact::Then));
    let stop = sentence
        .cues_in(clause.from, clause.to)
        .any(|c| c.from >= clause.from && c.to <= clause.to && matches!(c.sense, Cue::Stop | Cue::Not));
    !timed && stop && clause.subject.is_none()
}

/// Whether the clause tells how things are.
pub(super) fn tells(sentence: &Sentence, clause: &Clause) -> bool {
    sentence.cues_in(clause.from, clause.to).any(|c| {
        c.from >= clause.from
            && c.to <= clause.to
            && matches!(c.sense, Cue::Not | Cue::Symptom | Cue::Result | Cue::Describes)
    })
}

pub(super) fn stops(sentence: &Sentence, clause: &Clause) -> bool {
    sentence.cues_in(clause.from, clause.to).any(|c| {
        c.from >= clause.from && c.to <= clause.to && matches!(c.sense, Cue::Stop | Cue::Needless | Cue::Past)
    })
}

/// Whether the clause begins with a verb that instructs, or a subject in front of one ("and he can have").
pub(super) fn opens_with_verb(sentence: &Sentence, clause: &Clause) -> bool {
    sentence.cues_in(clause.from, clause.to).any(|c| {
        c.sense == Cue::Instruct && c.from >= clause.from && c.from <= clause.from + 1 && c.to <= clause.to
    })
}

pub(super) fn instructed(sentence: &Sentence, clause: &Clause) -> bool {
    sentence.cues_in(clause.from, clause.to).any(|c| {
        c.sense == Cue::Instruct && c.from >= clause.from && c.from <= clause.from + 3 && c.to <= clause.to
    })
}
