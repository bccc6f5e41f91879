//! A sentence in clauses of one step each: one medicine, activity, or phase of a taper.
//!
//! The sentence is cut at commas, colons, dashes, brackets and "and"; a piece that brings nothing of its own ("twice daily",
//! "for 5 days") belongs to what stands before it, one with its own subject, verb, or dose with its own timing begins a clause.

mod breaks;
mod pieces;
mod subject;

use super::sentence::Sentence;
use crate::grammar::{Fact, Reading};
use crate::lexicon::{Cue, Found, Subject};
use crate::text::Kind;
use pieces::{forward, pieces};

/// What stands in front of a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lead {
    /// Nothing.
    Start,
    /// A comma, colon, dash or bracket.
    Mark,
    /// Nothing either, in run-on prose.
    Break,
    /// "and", "plus", "but".
    And,
    /// "or".
    Or,
    /// "then", "followed by".
    Then,
    /// "→", "swapped ... for": in the place of what stands before.
    Instead,
}

/// A clause: a range of its sentence's tokens.
#[derive(Debug, Clone, Copy)]
pub struct Clause {
    /// First token.
    pub from: usize,
    /// One past the last token.
    pub to: usize,
    /// What stands in front.
    pub lead: Lead,
    /// What it is about.
    pub subject: Option<Found<Subject>>,
    /// A further phase of what the clause before is about.
    pub phase: bool,
}

/// The clauses of `sentence`.
pub fn split(sentence: &Sentence) -> Vec<Clause> {
    let mut clauses: Vec<Clause> = Vec::new();
    for piece in forward(sentence, pieces(sentence)) {
        let Some(current) = clauses.last_mut() else {
            clauses.push(piece);
            continue;
        };
        if piece.lead == Lead::Then && (ends_only(sentence, &piece) || is_bare(sentence, &piece)) {
            // "then stop": the taper ends, nothing begins.
            continue;
        }
        match begins(sentence, current, &piece) {
            Begins::Nothing => {
                current.to = piece.to;
                current.subject = better(current.subject, piece.subject);
            }
            Begins::Step => clauses.push(piece),
            Begins::Phase => clauses.push(Clause { phase: true, ..piece }),
        }
    }
    clauses
}

enum Begins {
    Nothing,
    Step,
    Phase,
}

fn begins(sentence: &Sentence, current: &Clause, piece: &Clause) -> Begins {
    let here = Reading::of(&sentence.facts, current.from, current.to);
    let there = Reading::of(&sentence.facts, piece.from, piece.to);
    let dosed = |c: &Clause| {
        sentence.facts.iter().any(|f| {
            f.from >= c.from && f.to <= c.to && matches!(f.fact, Fact::Dose { .. } | Fact::Pieces(_))
        })
    };
    if piece.lead == Lead::Instead {
        return Begins::Step;
    }
    let word = |at: usize| sentence.tokens.get(at).map_or("", |t| t.word.as_str());
    let mark = piece.from.checked_sub(1).map_or("", word);
    // "Tacrolimus: decrease to 2 mg", "Mood chart: fill it in each evening": what is done with what the label names.
    let labelled = mark == ":" && current.subject.is_some() && !here.has_time();
    if labelled && piece.subject.is_none() && piece.lead == Lead::Then {
        return Begins::Nothing;
    }
    // "(from 3 mg twice daily)", "with juice": how it was, and how it is taken.
    let told = mark == "(" && WAS.contains(&word(piece.from));
    let along = matches!(word(piece.from), "with" | "con" | "avec" | "mit")
        && piece
            .subject
            .is_some_and(|s| matches!(s.sense, Subject::Activity | Subject::Form | Subject::Habit));
    if told || along && current.subject.is_some() {
        return Begins::Nothing;
    }
    let relative = |t: &crate::text::Token| {
        matches!(t.word.as_str(), "which" | "welche" | "welches" | "laquelle" | "lequel")
    };
    if sentence.tokens.get(piece.from).is_some_and(relative) {
        return Begins::Nothing;
    }
    let timed = there.has_frequency() || there.length.is_some() || there.phase.is_some();
    let here_done = here.has_frequency()
        || here.length.is_some()
        || here.phase.is_some()
        || here.date.is_some()
        || here.prn;
    let medicine = |s: Option<Found<Subject>>| s.is_some_and(|s| matches!(s.sense, Subject::Medicine));
    let verb = opens_with_verb(sentence, piece);
    if piece.lead == Lead::Or && !(verb && timed) {
        return Begins::Nothing;
    }
    if let Some(subject) = piece.subject {
        if current.phase && medicine(piece.subject) {
            return Begins::Step;
        }
        let weak = matches!(subject.sense, Subject::Form | Subject::Thing) && current.subject.is_some();
        let deed = matches!(subject.sense, Subject::Deed | Subject::Errand);
        let attended = current.subject.is_some_and(|s| matches!(s.sense, Subject::Test | Subject::Visit));
        if deed && piece.lead == Lead::And && piece.to == piece.from + 1 && current.subject.is_some() {
            // "weigh and record"
            return Begins::Nothing;
        }
        if deed && attended && piece.lead == Lead::Mark && !here.has_time() {
            // "Stool test - drop the pot off this week": how the test is to be done.
            return Begins::Nothing;
        }
        let sessions = sentence.tokens.get(subject.from).is_some_and(|t| is_session(&t.word));
        if sessions && attended && !here.has_frequency() {
            // "Physiotherapy from Monday, two sessions a week": how often it is.
            return Begins::Nothing;
        }
        let it = matches!(word(subject.to), "it" | "them" | "this" | "these")
            && !there.has_frequency()
            && piece.lead == Lead::Mark;
        if (deed || verb || it) && !medicine(piece.subject) && current.subject.is_some() && (labelled || it) {
            return Begins::Nothing;
        }
        if deed || verb {
            // "..., keep dry for a week": a verb of its own.
            let handles = deed && piece.lead == Lead::Mark && medicine(current.subject) && dosed(current);
            if handles && !here_done && there.has_frequency() && !verb {
                // "Fentanyl patch 25 mcg/h, change every 72 hours": how it is taken.
                return Begins::Nothing;
            }
            if current.subject.is_none() && here.prn && !here.has_frequency() && here.length.is_none() {
                // "If needed, take ..."
                return Begins::Nothing;
            }
            let over = stops(sentence, current) || tells(sentence, current);
            return if current.subject.is_some() || here_done || over {
                Begins::Step
            } else {
                Begins::Nothing
            };
        }
        if current.subject.is_none() {
            let leads = here.has_frequency()
                && (dosed(current) || here.length.is_some())
                && medicine(piece.subject)
                && timed;
            let over = stops(sentence, current) || tells(sentence, current) && medicine(piece.subject);
            return if leads || over { Begins::Step } else { Begins::Nothing };
        }
        if weak && here.has_frequency() && there.has_frequency() && subject.sense == Subject::Form {
            return Begins::Step;
        }
        if !weak {
            let both_medicines = medicine(current.subject) && medicine(piece.subject);
            let own_time = timed
                || there.prn
                || there.condition && medicine(piece.subject)
                || there.ongoing
                || there.date.is_some()
                || dosed(piece)
                || numbered_name(sentence, piece);
            if medicine(piece.subject) && (own_time || !medicine(current.subject)) {
                return Begins::Step;
            }
            if !both_medicines && (medicine(current.subject) && (here_done || dosed(current))) {
                return Begins::Step;
            }
            if attended && own_time && booked(sentence, current) && piece.lead == Lead::Mark {
                return Begins::Step;
            }
            let idle = current.subject.is_some_and(|s| {
                matches!(s.sense, Subject::Activity | Subject::Deed | Subject::Habit) && !here.has_time()
            });
            if idle && subject.sense == Subject::Activity && timed && piece.lead == Lead::Mark {
                // "Plenty of fluids, three days of bed rest"
                return Begins::Step;
            }
            let visits = matches!(subject.sense, Subject::Test | Subject::Visit);
            if visits && there.date.is_some() && medicine(current.subject) && piece.lead == Lead::Mark {
                return Begins::Step;
            }
            if here_done && (own_time || !both_medicines || piece.lead == Lead::Mark) {
                return Begins::Step;
            }
            if stops(sentence, current) || stops(sentence, piece) {
                return Begins::Step;
            }
            return Begins::Nothing;
        }
    }
    if verb && current.subject.is_some() && here.has_time() && timed && piece.lead != Lead::Mark {
        return Begins::Phase;
    }
    if current.subject.is_some() || current.phase {
        let next = piece.lead == Lead::Then && (timed || dosed(piece) || there.prn);
        let numbered = there.phase.is_some() && (here.phase.is_some() || dosed(piece));
        let stepped =
            measured(sentence, piece) && timed && here_done && (measured(sentence, current) || current.phase);
        // "twice a day for a month, once a day for the month after": each with its own length.
        let whole = |r: &Reading| r.has_frequency() && r.length.is_some();
        let followed = whole(&here) && whole(&there) && piece.lead == Lead::Mark;
        if next || numbered && here_done || stepped || followed {
            return Begins::Phase;
        }
    }
    if here.has_frequency() && there.date.is_some_and(|days| days > 0) && !timed && is_next(sentence, piece) {
        return Begins::Step;
    }
    if piece.lead == Lead::Mark
        && here.has_frequency()
        && there.has_frequency()
        && !there.at_most
        && strange(sentence, piece)
    {
        return Begins::Step;
    }
    if instructed(sentence, piece)
        && here_done
        && (timed || there.date.is_some())
        && matches!(piece.lead, Lead::And | Lead::Mark)
        && !dosed(piece)
    {
        return Begins::Step;
    }
    Begins::Nothing
}

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
        .subjects
        .iter()
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
fn strange(sentence: &Sentence, clause: &Clause) -> bool {
    let read = |at: usize| {
        sentence.facts.iter().any(|f| f.from <= at && at < f.to)
            || sentence.cues.iter().any(|c| c.from <= at && at < c.to)
    };
    let Some(first) = sentence.tokens.get(clause.from) else { return false };
    let open = !read(clause.from)
        && first.kind == Kind::Word
        && first.word.len() >= 4
        && !["ly", "ed", "ing"].iter().any(|end| first.word.ends_with(end))
        && !CLOSED.contains(&first.word.as_str());
    let fact = sentence.facts.iter().find(|f| f.from >= clause.from && f.to <= clause.to);
    open && clause.subject.is_none() && fact.is_some_and(|f| f.from <= clause.from + 4)
}

/// Words by which a bracket tells how it was.
const WAS: &[&str] = &[
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
const CLOSED: &[&str] = &[
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
fn is_session(word: &str) -> bool {
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
fn is_bare(sentence: &Sentence, clause: &Clause) -> bool {
    let said = sentence.facts.iter().any(|f| {
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
fn numbered_name(sentence: &Sentence, clause: &Clause) -> bool {
    clause.subject.and_then(|s| sentence.tokens.get(s.to)).is_some_and(|t| matches!(t.kind, Kind::Number(_)))
}

fn measured(sentence: &Sentence, clause: &Clause) -> bool {
    sentence.facts.iter().any(|f| {
        f.from >= clause.from && f.to <= clause.to && matches!(f.fact, Fact::Dose { .. } | Fact::Pieces(_))
    })
}

/// The subject that says more: a name before a form.
fn better(a: Option<Found<Subject>>, b: Option<Found<Subject>>) -> Option<Found<Subject>> {
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
fn ends_only(sentence: &Sentence, clause: &Clause) -> bool {
    let timed = sentence
        .facts
        .iter()
        .any(|f| f.from >= clause.from && f.to <= clause.to && !matches!(f.fact, Fact::Then));
    let stop = sentence
        .cues
        .iter()
        .any(|c| c.from >= clause.from && c.to <= clause.to && matches!(c.sense, Cue::Stop | Cue::Not));
    !timed && stop && clause.subject.is_none()
}

/// Whether the clause tells how things are.
fn tells(sentence: &Sentence, clause: &Clause) -> bool {
    sentence.cues.iter().any(|c| {
        c.from >= clause.from
            && c.to <= clause.to
            && matches!(c.sense, Cue::Not | Cue::Symptom | Cue::Result | Cue::Describes)
    })
}

fn stops(sentence: &Sentence, clause: &Clause) -> bool {
    sentence.cues.iter().any(|c| {
        c.from >= clause.from && c.to <= clause.to && matches!(c.sense, Cue::Stop | Cue::Needless | Cue::Past)
    })
}

/// Whether the clause begins with a verb that instructs, or a subject in front of one ("and he can have").
fn opens_with_verb(sentence: &Sentence, clause: &Clause) -> bool {
    sentence.cues.iter().any(|c| {
        c.sense == Cue::Instruct && c.from >= clause.from && c.from <= clause.from + 1 && c.to <= clause.to
    })
}

fn instructed(sentence: &Sentence, clause: &Clause) -> bool {
    sentence.cues.iter().any(|c| {
        c.sense == Cue::Instruct && c.from >= clause.from && c.from <= clause.from + 3 && c.to <= clause.to
    })
}
