//! When a medicine is a step.

use super::super::clause::Clause;
use super::super::force;
use super::super::sentence::Sentence;
use super::{Timing, once, repeated};
use crate::grammar::{Fact, Reading};
use crate::lexicon::{Cue, Heading, Subject};

pub(super) fn medicine(
    sentence: &Sentence,
    clause: &Clause,
    subject: Option<Subject>,
    reading: &Reading,
    ordered: bool,
) -> Option<Timing> {
    let plan = sentence.section == Heading::Plan;
    let listed = plan || sentence.item;
    let named = subject == Some(Subject::Medicine);
    let today = reading.date.is_some_and(|d| d <= 1);
    let timed = reading.has_frequency()
        || reading.clocks > 0
        || reading.length.is_some()
        || reading.phase.is_some() && (reading.dose || ordered || plan)
        || reading.prn
        || reading.once
        || today;
    let conditional = reading.condition && !force::says(sentence, clause, Cue::Result);
    if awaits(sentence, clause, reading) {
        return None;
    }
    let accepted = timed
        || conditional && (ordered || reading.dose)
        || ordered && (reading.dose || named)
        || reading.dose && listed
        || named && plan && sentence.item
        || reading.date.is_some_and(|days| days > 1)
            && !reading.has_frequency()
            && is_given(sentence, clause);
    let complaint = !named && force::complains(sentence, clause) && !ordered && !reading.has_frequency();
    let level = !named && force::says(sentence, clause, Cue::Result) && !reading.has_frequency();
    let label = !named && !reading.dose && sentence.tokens.get(clause.to).is_some_and(|t| t.is(':'));
    if !accepted || complaint || level || label {
        return None;
    }
    if reading.date.is_some_and(|days| days > 0)
        && !reading.has_frequency()
        && reading.length.is_none()
        && is_given(sentence, clause)
    {
        return Some(once(reading));
    }
    let as_needed = reading.prn || reading.condition;
    let clocks = f64::from(reading.clocks);
    let times = reading.times.or((clocks > 0.0 && reading.every.is_none()).then_some(clocks));
    Some(repeated(&Reading { times, ..*reading }, as_needed, today || reading.once))
}

/// "If the level rises, start 20 mg daily": a course that waits for something, and no complaint to take it for.
pub(super) fn awaits(sentence: &Sentence, clause: &Clause, reading: &Reading) -> bool {
    let anchor = clause.subject.map_or(clause.from, |s| s.from);
    let first = sentence.facts.iter().find(|f| f.from >= clause.from && f.from <= clause.from + 1);
    first.is_some_and(|f| f.fact == Fact::If && f.to + 2 <= anchor)
        && reading.has_frequency()
        && !reading.prn
        && !sentence.cues.iter().any(|c| {
            // "if fever": a condition that names its complaint.
            let named = c.sense == Cue::Conditional
                && sentence.tokens.get(c.to - 1).is_some_and(|t| !OPEN.contains(&t.word.as_str()));
            (c.sense == Cue::Symptom || named) && c.from >= clause.from && c.to <= clause.to
        })
}

/// Words that end a condition without a complaint ("if the ...").
pub(super) const OPEN: &[&str] = &[
    "the", "he", "she", "it", "they", "you", "any", "there", "is", "are", "bp", "bm", "glucose", "sugar",
    "if", "unless", "se", "le", "la", "el", "hay", "bp", "abnormal", "no", "not", "up", "of",
];

/// Whether it is an infusion or the like, which others give on its day.
pub(super) fn is_given(sentence: &Sentence, clause: &Clause) -> bool {
    const GIVEN: &[&str] =
        &["infusion", "injection", "jab", "perfusion", "infusionen", "injektion", "inyeccion", "transfusion"];
    let within = sentence.tokens.get(clause.from..clause.to).unwrap_or_default();
    within.iter().any(|t| GIVEN.contains(&t.word.as_str()))
}
