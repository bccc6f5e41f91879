//! A day that puts a medicine off stands behind a word that begins it, or bare; behind any other word it is of something else.
//!
//! "40 mg daily, reduce from 5 December", "mejoría en 3 días", "réévaluation à 48 heures": read as a beginning, nothing would be taken
//! until then.

use super::compare::Case;
use super::own::{Own, is_medicine};
use crate::grammar::{At, Fact};
use crate::lexicon::{Cue, Subject};
use crate::rules::{Clause, Sentence};
use crate::text::Kind;
use crate::{ReviewReason, StepKind};

/// Words of a change of dose, in part: with a day behind them they begin nothing.
const CHANGES: &[&str] = &[
    "reduce",
    "reducing",
    "taper",
    "tapering",
    "wean",
    "weaning",
    "increase",
    "increasing",
    "titrate",
    "halve",
    "reducir",
    "disminuir",
    "bajar",
    "subir",
    "aumentar",
    "reduire",
    "diminuer",
    "augmenter",
    "reduzieren",
    "steigern",
    "erhohen",
    "ausschleichen",
];
/// So near in front of it a word tells that the first is meant, in tokens.
const NEAR: usize = 6;
/// Longest fact, in tokens.
const LONGEST: usize = 12;
/// The words for it, in part.
const FIRST: &[&str] = &["first", "next", "primer", "proxim", "premier", "prochain", "erst", "nachst"];
/// Words of a last day.
const ENDS: &[&str] = &["stop", "end", "ends", "finish", "finishes", "fin", "ende", "endet", "fertig"];
/// Short words say nothing by themselves ("am", "the", "to").
const SHORTEST: usize = 4;

/// Holds back a regular medicine that begins later because of a day that is of something else.
pub fn review(case: &Case, own: &Own) -> Option<ReviewReason> {
    let step = case.step;
    if step.kind != StepKind::Plan || step.starts_after_days == 0 {
        return None;
    }
    let starts = i64::from(step.starts_after_days);
    let days = |f: &At| matches!(f.fact, Fact::Date(days) if days == starts);
    let mut dated = own
        .clauses()
        .filter(|(sentence, clause)| is_medicine(sentence, clause) && !clause.phase)
        .flat_map(|(sentence, clause)| {
            sentence.facts_in(clause.from, clause.to).filter(|f| days(f)).map(move |f| (sentence, clause, f))
        })
        .peekable();
    dated.peek()?;
    dated.all(|(s, c, f)| is_of_something_else(s, c, f)).then_some(ReviewReason::StartContradicted)
}

/// Whether the word right in front of the day is neither the medicine, nor how much or how often, nor an order.
fn is_of_something_else(sentence: &Sentence, clause: &Clause, day: &At) -> bool {
    // "Stop date for amoxicillin: 4 December"
    let ends = |t: &crate::text::Token| ENDS.contains(&t.word.as_str());
    if sentence.tokens.get(clause.from..day.from).unwrap_or_default().iter().take(LONGEST).any(ends) {
        return true;
    }
    let small = |at: usize| {
        sentence.tokens.get(at).is_some_and(|t| t.kind == Kind::Word && t.word.chars().count() < SHORTEST)
    };
    let Some(at) = (clause.from..day.from).rev().find(|at| !small(*at)) else { return false };
    let Some(token) = sentence.tokens.get(at).filter(|t| t.kind == Kind::Word) else { return false };
    if CHANGES.contains(&token.word.as_str()) {
        return true;
    }
    let taken = |s: Subject| !matches!(s, Subject::Test | Subject::Visit);
    let named = sentence
        .subjects_in(at.saturating_sub(NEAR), at + NEAR)
        .any(|s| s.from <= at && at < s.to && taken(s.sense));
    let timed =
        sentence.facts_in(at.saturating_sub(LONGEST), at + LONGEST).any(|f| f.from <= at && at < f.to);
    let said = sentence
        .cues_in(at.saturating_sub(NEAR), at + NEAR)
        .any(|c| c.from <= at && at < c.to && c.sense != Cue::Symptom);
    // "with the first infusion at the centre on 19 March"
    let first = (at.saturating_sub(NEAR).max(clause.from)..at)
        .filter_map(|n| sentence.tokens.get(n))
        .any(|t| FIRST.iter().any(|front| t.word.starts_with(front)));
    !named && !timed && !said && !first && !BEGINS.iter().any(|front| token.word.starts_with(front))
}

/// What the words that begin something begin with, and those that stand between an order and its day.
const BEGINS: &[&str] = &[
    "start",
    "begin",
    "commenc",
    "restart",
    "resum",
    "recommenc",
    "reintroduc",
    "from",
    "again",
    "back",
    "next",
    "first",
    "once",
    "again",
    "daily",
    "dose",
    "empez",
    "empiez",
    "comenz",
    "comienz",
    "inici",
    "reinici",
    "reanud",
    "partir",
    "desde",
    "nuevo",
    "debut",
    "reprend",
    "repris",
    "nouveau",
    "beginn",
    "wieder",
    "ansetz",
    "anfang",
    "starten",
    "weiter",
    "erst",
    "continu",
    "poursuiv",
    "segui",
    "tablet",
    "capsul",
    "comprim",
    "tablett",
    "morning",
    "night",
    "evening",
    "middle",
    "early",
    "late",
    "treatment",
    "tratamiento",
    "traitement",
    "therap",
    "maintenance",
];
