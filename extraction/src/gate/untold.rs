//! A beginning of which the note gives no day: "once the rash clears", "after completing doxycycline", "48 hours after the scan",
//! "if potassium normal, start", "next one in January", "after that", "can go up after a week".
//!
//! Begun today such a step is wrong, and so is one that begins so many days from the note's day; it waits.

use super::compare::Case;
use super::events::{AFTER, BETWEEN, EVENTS, begins, word};
use super::own::Own;
use crate::grammar::{At, Fact, Reading};
use crate::lexicon::{Found, Subject};
use crate::rules::{Clause, Lead, Sentence, is_next};
use crate::text::Kind;
use crate::{ReviewReason, StepKind};

/// Words in front of what must be over first, at the head of a sentence.
const ONCE: &[&str] = &[
    "once",
    "after",
    "following",
    "sobald",
    "tras",
    "nach",
    "apres",
    "despues",
    "when",
    "cuando",
    "quand",
    "al",
];
/// Verbs and nouns of what is over, or well again, before something begins, in part.
const OVER: &[&str] = &[
    "finish",
    "complet",
    "clear",
    "settl",
    "heal",
    "resolv",
    "acab",
    "termin",
    "finaliz",
    "remit",
    "arret",
    "gueri",
    "abschluss",
    "beendig",
    "abgeschlossen",
    "fieberfrei",
    "abgeheilt",
    "abgekling",
    "afebrile",
];
/// What a test shows, on which something begins.
const SHOWN: &[&str] = &[
    "normal",
    "normale",
    "negative",
    "positive",
    "ok",
    "okay",
    "raised",
    "high",
    "low",
    "stable",
    "clear",
    "negativo",
    "negativa",
    "positivo",
    "positiva",
    "negatif",
    "positif",
    "unauffallig",
    "negativ",
    "positiv",
];
/// Words of a case.
const IF: &[&str] = &["if", "si", "wenn", "falls", "when"];
/// Words that count a length from a day of something else.
const FROM: &[&str] =
    &["after", "before", "prior", "despues", "tras", "antes", "apres", "avant", "nach", "vor"];
/// Words that put a medicine behind the one of the sentence before.
const THEREAFTER: &[&str] = &["thereafter", "afterwards", "afterward", "danach", "anschliessend", "ensuite"];
/// Words of a first dose that is another.
const LOADING: &[&str] = &["loading", "aufsattigung", "ladedosis", "carga", "charge"];
/// Verbs of a change to come.
const UPS: &[&str] =
    &["go", "increase", "increasing", "subir", "aumentar", "augmenter", "steigern", "erhohen"];
/// "At the next appointment", "before surgery", as the tables count them, in days.
const VAGUE: i64 = 60;
/// Words from one end of such a phrase to the other at most.
const LONGEST: usize = 12;
/// Words between "after" and what it is about at most.
const FURTHEST: usize = 4;
/// Weeks are so many days apart at least.
const WEEKLY: f64 = 6.5;

/// Holds back a step whose beginning hangs on what has no day in the note.
pub fn review(case: &Case, own: &Own) -> Option<ReviewReason> {
    let step = case.step;
    if step.kind != StepKind::Plan {
        return None;
    }
    let now = step.starts_after_days == 0;
    let untold = |(sentence, clause): (&Sentence, &Clause)| {
        let begun = begins(sentence, clause);
        let regular = !step.as_needed
            && (now && once_over(sentence, clause)
                || now && begun && is_shown(sentence, clause)
                || begun && after_over(sentence, clause));
        let later = now && (is_put_behind(sentence, clause) || follows_loading(sentence, clause));
        regular
            || later
            || begun && counts_from_event(sentence, clause)
            || is_vague(case, sentence, clause)
            || changes_later(case, sentence, clause)
    };
    let awaits = now && step.every_days.is_some_and(|days| days > WEEKLY) && is_due_later(case, own);
    (awaits || own.clauses().any(untold)).then_some(ReviewReason::StartContradicted)
}

fn starts_with(word: &str, fronts: &[&str]) -> bool {
    fronts.iter().any(|front| word.starts_with(front))
}

/// "Once the rash clears, ...", "After completing doxycycline, start ...", "Al terminar la prednisona, ...".
fn once_over(sentence: &Sentence, clause: &Clause) -> bool {
    let named = clause.subject.map_or(clause.from, |s| s.from);
    let Some(led) = (0..named.min(2)).find(|at| ONCE.contains(&word(sentence, *at))) else { return false };
    let read = |at: usize| {
        let counted = |f: &&At| !matches!(f.fact, Fact::Once | Fact::If | Fact::Date(VAGUE));
        sentence.facts.iter().filter(counted).any(|f| f.from <= at && at < f.to)
    };
    let far = named.min(led + LONGEST);
    let end = (led..far).find(|at| word(sentence, *at) == ",").unwrap_or(far);
    !read(led) && (led + 1..end).any(|at| starts_with(word(sentence, at), OVER) && !read(at))
}

/// "Start iron after finishing the antibiotic", "iniciar ... tras acabar el antibiótico", "2 weeks after the flare settles".
fn after_over(sentence: &Sentence, clause: &Clause) -> bool {
    (clause.from..clause.to).filter(|at| AFTER.contains(&word(sentence, *at))).any(|at| {
        let to = (at + FURTHEST).min(clause.to);
        (at + 1..to).any(|n| starts_with(word(sentence, n), OVER))
    })
}

/// "48 hours after the scan", "1 week before the operation": so long from a day that nobody named.
fn counts_from_event(sentence: &Sentence, clause: &Clause) -> bool {
    let event = |n: usize| {
        let named = |s: &Found<Subject>| s.from <= n && n < s.to && s.sense == Subject::Test;
        starts_with(word(sentence, n), EVENTS) || sentence.subjects_in(n, n + FURTHEST).any(named)
    };
    sentence.facts_in(clause.from, clause.to).any(|f| {
        let counted = matches!(f.fact, Fact::Date(1..) | Fact::Length { .. });
        let near = f.to.saturating_sub(1)..(f.to + 1).min(clause.to);
        let from = near.into_iter().find(|n| FROM.contains(&word(sentence, *n))).filter(|_| counted);
        from.is_some_and(|at| {
            let to = (at + FURTHEST).min(clause.to);
            (at + 1..to).find(|n| !BETWEEN.contains(&word(sentence, *n))).is_some_and(event)
        })
    })
}

/// "If potassium normal start spironolactone": begun on a result that is not there yet.
fn is_shown(sentence: &Sentence, clause: &Clause) -> bool {
    let led = (clause.from..clause.to).find(|at| IF.contains(&word(sentence, *at)));
    led.is_some_and(|at| {
        let to = (at + FURTHEST).min(clause.to);
        let tested = sentence.subjects_in(at, to).any(|s| s.from <= at + 2);
        tested && (at + 1..to).any(|n| SHOWN.contains(&word(sentence, n)))
    })
}

/// A beginning that the tables only guess: "start at the next visit".
fn is_vague(case: &Case, sentence: &Sentence, clause: &Clause) -> bool {
    let counted = |f: &At| {
        let words = sentence.tokens.get(f.from..f.to).unwrap_or_default();
        words.iter().any(|t| matches!(t.kind, Kind::Number(_)))
    };
    let guessed = |f: &At| f.fact == Fact::Date(VAGUE) && !counted(f);
    let medicine = clause.subject.is_some_and(|s| s.sense == Subject::Medicine);
    medicine
        && i64::from(case.step.starts_after_days) == VAGUE
        && sentence.facts_in(clause.from, clause.to).any(guessed)
}

/// "10 mg nocte, can go up to 20 mg after a week if needed": the day and the case are of the second dose.
fn changes_later(case: &Case, sentence: &Sentence, clause: &Clause) -> bool {
    let Some(up) = (clause.from..clause.to).find(|at| UPS.contains(&word(sentence, *at))) else {
        return false;
    };
    let dose = |from: usize, to: usize| {
        sentence.facts_in(from, to).any(|f| matches!(f.fact, Fact::Dose { .. } | Fact::Pieces(_)))
    };
    let later = sentence.facts_in(up, clause.to).any(|f| matches!(f.fact, Fact::Date(1..)));
    case.step.starts_after_days > 0 && dose(clause.from, up) && dose(up, clause.to) && later
}

/// "Nystatin after that for 7 days": behind the course of the sentence before.
fn is_put_behind(sentence: &Sentence, clause: &Clause) -> bool {
    let that = |at: usize| {
        THEREAFTER.contains(&word(sentence, at))
            || word(sentence, at) == "after" && word(sentence, at + 1) == "that"
    };
    let first = sentence.subjects.iter().find(|s| s.sense == Subject::Medicine);
    let own = |s: &&Found<Subject>| s.from < 2 && s.to < clause.to && (s.from >= clause.from || clause.phase);
    first.filter(own).is_some_and(|s| that(s.to))
}

/// "300 mg loading dose today, then 75 mg daily": the second dose is no dose of today.
fn follows_loading(sentence: &Sentence, clause: &Clause) -> bool {
    let behind = clause.phase && clause.lead == Lead::Then;
    behind && (0..clause.from).rev().take(LONGEST).any(|at| LOADING.contains(&word(sentence, at)))
}

/// "Denosumab every 6 months, next one in January": it is not due until then.
fn is_due_later(case: &Case, own: &Own) -> bool {
    case.quoted.clone().any(|n| {
        let Some(sentence) = case.note.sentences.get(n) else { return false };
        let mine = own.clauses().filter(|(s, _)| std::ptr::eq(*s, sentence)).map(|(_, c)| c.to).max();
        let clauses = case.note.clauses(n).iter().map(|(clause, _)| clause);
        let next = clauses.into_iter().find(|c| mine.is_some_and(|to| c.from >= to));
        next.is_some_and(|c| {
            let dated = Reading::of(&sentence.facts, c.from, c.to).date.is_some_and(|days| days > 0);
            dated && is_next(sentence, c)
        })
    })
}
