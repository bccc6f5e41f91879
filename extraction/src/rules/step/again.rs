//! What names again what stands before it: "for 4 weeks, then methotrexate 15 mg ...", "every 6 months, next dose in March".

use super::super::clause::{self, Clause, Lead};
use super::super::sentence::Sentence;
use super::{Context, text};
use crate::StepKind;
use crate::grammar::{Fact, Reading};
use crate::lexicon::{Cue, Subject};
use crate::text::{Kind, fold};

/// "Then" opens its clause, behind so many tokens.
const FURTHEST_THEN: usize = 2;
/// What is done this seldom has a next time that is worth a day of its own, in days.
const SELDOM: f64 = 2.0;
/// The next time is so many days late at most.
const LATE: f64 = 31.0;
/// Words for one time of a medicine, in part.
const TIMES: &[&str] = &[
    "dose",
    "injection",
    "infusion",
    "jab",
    "shot",
    "due",
    "dosis",
    "inyeccion",
    "infusion",
    "injektion",
    "spritze",
    "gabe",
    "piqure",
    "perfusion",
    "administracion",
];

impl Context {
    /// From here on it is about what is named; `true` where that is what stood before, and this is its next phase.
    pub(super) fn begin_or_go_on(
        &mut self,
        sentence: &Sentence,
        clause: &Clause,
        name: &str,
        kind: Subject,
    ) -> bool {
        let then = clause.lead == Lead::Then
            || sentence
                .facts_in(clause.from.saturating_sub(1), clause.from + FURTHEST_THEN)
                .any(|f| f.fact == Fact::Then);
        let same = self.about.as_ref().is_some_and(|(about, block, _)| {
            first_word(about) == first_word(name) && *block + 1 >= sentence.block
        });
        let lasts = self.steps.last().is_some_and(|step| {
            step.kind == StepKind::Plan
                && step.duration_days.is_some()
                && fold(&step.description).contains(&first_word(name))
        });
        if then && same && lasts && self.phase_start > 0.0 {
            self.about = Some((name.to_owned(), sentence.block, kind));
            return true;
        }
        self.begin(name, sentence.block, kind);
        false
    }

    /// "Every 6 months, next dose in March 2027": the medicine in front of it is due on that day first.
    pub(super) fn is_due_next(&mut self, sentence: &Sentence, clause: &Clause, reading: &Reading) -> bool {
        let words = sentence.tokens.get(clause.from..clause.to).unwrap_or_default();
        let one = words.iter().any(|t| TIMES.contains(&t.word.as_str()));
        let is_time = |at: usize| sentence.tokens.get(at).is_some_and(|t| TIMES.contains(&t.word.as_str()));
        let unnamed = clause
            .subject
            .is_none_or(|s| matches!(s.sense, Subject::Form | Subject::Thing) || is_time(s.from));
        let bare = !reading.dose && !reading.has_frequency() && reading.length.is_none();
        let near = self
            .about
            .as_ref()
            .is_some_and(|(_, block, kind)| *block + 1 >= sentence.block && *kind == Subject::Medicine);
        let Some(days) = reading.date.filter(|days| *days > 0) else { return false };
        if !clause::is_next(sentence, clause) || !one || !unnamed || !bare || !near {
            return false;
        }
        let name = self.about.as_ref().map(|(name, ..)| first_word(name)).unwrap_or_default();
        let within = f64::from(i32::try_from(days).unwrap_or(i32::MAX)) - LATE;
        match self.steps.last_mut() {
            Some(step)
                if step.kind == StepKind::Plan
                    && step.starts_after_days == 0
                    && fold(&step.description).contains(&name)
                    && step.every_days.is_some_and(|every| every >= SELDOM && every >= within) =>
            {
                step.starts_after_days = days;
                true
            }
            _ => false,
        }
    }
}

fn first_word(name: &str) -> String {
    fold(name.split_whitespace().next().unwrap_or_default())
}

/// The name of a subject, with the form that follows it ("dexamethasone/neomycin drops").
pub(super) fn name<'n>(
    note: &'n str,
    sentence: &Sentence,
    clause: &Clause,
    from: usize,
    to: usize,
) -> &'n str {
    let mut end = to;
    while end < clause.to && end < to + 3 {
        let read = sentence.facts.iter().any(|f| f.from <= end && end < f.to);
        let plain = sentence.tokens.get(end).is_some_and(|t| t.kind == Kind::Word || t.is('/'));
        let cue =
            sentence.cues.iter().any(|c| c.from == end && !matches!(c.sense, Cue::Symptom | Cue::Nothing));
        if read || !plain || cue {
            break;
        }
        end += 1;
    }
    let formed = sentence.subjects.iter().any(|s| s.to == end && s.from >= to)
        || sentence.tokens.get(to).is_some_and(|t| t.is('/'));
    text(note, sentence, from, if formed { end } else { to })
}
