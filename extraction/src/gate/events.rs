//! What begins when something else has happened, on a day that nobody named, waits: "start alendronate after the dental review",
//! "for 2 days after each chemotherapy", "restart in one week if the potassium is normal".

use super::compare::Case;
use super::own::Own;
use crate::grammar::Fact;
use crate::lexicon::Subject;
use crate::rules::{Clause, Sentence};
use crate::{ReviewReason, StepKind};

/// Words in front of what must have happened first.
pub(super) const AFTER: &[&str] =
    &["after", "once", "following", "post", "nach", "sobald", "apres", "des", "despues", "tras", "cuando"];
/// Words beside what happens again and again.
const WITH: &[&str] = &["with", "before", "con", "avec", "mit", "bei", "antes", "avant", "vor"];
/// What happens in a clinic, in part.
pub(super) const EVENTS: &[&str] = &[
    "review",
    "surgery",
    "operation",
    "procedure",
    "scan",
    "extraction",
    "chemo",
    "dialysis",
    "hemodialysis",
    "haemodialysis",
    "radiotherapy",
    "infusion",
    "revision",
    "cirugia",
    "operacion",
    "intervencion",
    "quimio",
    "dialisis",
    "hemodialisis",
    "radioterapia",
    "chirurgie",
    "scanner",
    "chimio",
    "dialyse",
    "hemodialyse",
    "radiotherapie",
    "operation",
    "eingriff",
    "zyklus",
    "cycle",
    "ciclo",
    "bestrahlung",
];
/// Small words between the two.
pub(super) const BETWEEN: &[&str] = &[
    "the",
    "a",
    "an",
    "each",
    "every",
    "your",
    "his",
    "her",
    "next",
    "la",
    "el",
    "cada",
    "su",
    "de",
    "le",
    "l",
    "chaque",
    "sa",
    "son",
    "der",
    "die",
    "dem",
    "den",
    "jeder",
    "jedem",
    "ihrer",
    "dental",
    "cardiology",
    "ct",
    "mri",
];
/// Words that begin a medicine, in part.
const BEGINS: &[&str] = &[
    "start",
    "begin",
    "commenc",
    "restart",
    "resum",
    "empez",
    "comenz",
    "inici",
    "reinici",
    "reanud",
    "debut",
    "commencer",
    "reprend",
    "beginn",
    "ansetz",
    "wieder",
    "retom",
];
/// What ends an illness, in part.
const CURES: &[&str] = &["settle", "resolv", "subside", "heal", "ceda", "cede", "resuelva", "abgekl"];
/// Longest fact, in tokens.
const LONGEST: usize = 12;
/// Tokens between the word and what happens at most.
const FURTHEST: usize = 4;

/// Holds back a regular medicine whose beginning hangs on something that happens first.
pub fn review(case: &Case, own: &Own) -> Option<ReviewReason> {
    let step = case.step;
    let medicine = case.words.iter().any(|w| w.medicines().next().is_some());
    if step.kind != StepKind::Plan || !medicine {
        return None;
    }
    let waits =
        |(s, c): (&Sentence, &Clause)| !step.as_needed && (hangs_on_event(s, c) || hangs_on_cure(s, c));
    let asks = |(s, c): (&Sentence, &Clause)| step.starts_after_days > 0 && is_if(s, c);
    (own.clauses().any(waits) || own.clauses().any(asks)).then_some(ReviewReason::StartContradicted)
}

pub(super) fn word(sentence: &Sentence, at: usize) -> &str {
    sentence.tokens.get(at).map_or("", |t| t.word.as_str())
}

pub(super) fn begins(sentence: &Sentence, clause: &Clause) -> bool {
    (clause.from..clause.to).any(|at| BEGINS.iter().any(|front| word(sentence, at).starts_with(front)))
}

/// "Start ... after the dental review", "for 2 days after each cycle"; not "2 weeks after surgery", which is a day.
fn hangs_on_event(sentence: &Sentence, clause: &Clause) -> bool {
    let read = |at: usize| {
        let mut near = sentence.facts_in(at.saturating_sub(LONGEST).max(clause.from), clause.to);
        near.by_ref().take_while(|f| f.from <= at).any(|f| at < f.to && f.fact != Fact::If)
    };
    let dated = sentence
        .facts_in(clause.from, clause.to)
        .any(|f| matches!(f.fact, Fact::Date(1..) | Fact::Phase { .. }));
    !dated
        && (clause.from..clause.to)
            .filter(|at| {
                (AFTER.contains(&word(sentence, *at)) || WITH.contains(&word(sentence, *at))) && !read(*at)
            })
            .any(|at| {
                let to = (at + FURTHEST + 1).min(clause.to);
                let first = (at + 1..to).find(|n| !BETWEEN.contains(&word(sentence, *n)));
                let event = first.is_some_and(|n| {
                    EVENTS.iter().any(|front| word(sentence, n).starts_with(front))
                        || sentence.subjects_in(at, to + FURTHEST).any(|s| {
                            s.from <= n && n < s.to && matches!(s.sense, Subject::Visit | Subject::Test)
                        })
                });
                let each = (at + 1..to).any(|n| {
                    matches!(word(sentence, n), "each" | "every" | "cada" | "chaque" | "jeder" | "jedem")
                });
                event && (each || AFTER.contains(&word(sentence, at)) && begins(sentence, clause))
            })
}

/// "Start allopurinol 2 weeks after the flare settles": so long after a day that nobody knows.
fn hangs_on_cure(sentence: &Sentence, clause: &Clause) -> bool {
    let cured = |at: usize| CURES.iter().any(|front| word(sentence, at).starts_with(front));
    begins(sentence, clause)
        && (clause.from..clause.to)
            .filter(|at| AFTER.contains(&word(sentence, *at)))
            .any(|at| (at + 2..(at + FURTHEST + 1).min(clause.to)).any(cured))
}

/// "Restart in one week if the potassium is normal": begun once and for all, if at all.
fn is_if(sentence: &Sentence, clause: &Clause) -> bool {
    let mut facts = sentence.facts_in(clause.from, clause.to);
    let needed = sentence.facts_in(clause.from, clause.to).any(|f| f.fact == Fact::Prn);
    begins(sentence, clause) && !needed && facts.any(|f| f.fact == Fact::If)
}
