//! What a later sentence changes of the step before it: its length, and the pause behind it.

use super::super::beginning;
use super::super::clause::Clause;
use super::super::force::Force;
use super::super::sentence::Sentence;
use super::{Context, LONGEST, whole};
use crate::StepKind;
use crate::grammar::{Fact, Reading, is_pause};
use crate::lexicon::Subject;

/// Longest sentence that gives the step before its length, in tokens.
const LONGEST_AMENDMENT: usize = 10;
/// Longest pause of a cycle, in days.
const LONGEST_PAUSE: f64 = 366.0;

/// Words that go on with the step before ("continue for 7 days").
const GOES_ON: &[&str] = &[
    "continue",
    "carry",
    "keep",
    "stay",
    "continuar",
    "seguir",
    "siga",
    "mantener",
    "continuer",
    "poursuivre",
    "garder",
    "fortfuhren",
    "weiter",
    "weiterfuhren",
    "bleiben",
];

/// What may follow "keep" where it goes on: "keep the ear dry for two weeks" does not.
const KEPT: &[&str] = &["taking", "using", "on", "going", "it", "this", "up", "at", "with", "to", "for"];

impl Context {
    /// "Start on 15 December", behind a medicine without a beginning: it begins then.
    pub(super) fn begin_later(&mut self, sentence: &Sentence, clause: &Clause, reading: &Reading) -> bool {
        let Some(days) = reading.date.filter(|_| beginning::is_all(sentence, clause, reading)) else {
            return false;
        };
        let near = self
            .about
            .as_ref()
            .is_some_and(|(_, block, kind)| *block == sentence.block && *kind == Subject::Medicine);
        match self.steps.last_mut() {
            Some(step) if near && step.kind == StepKind::Plan && step.starts_after_days == 0 => {
                step.starts_after_days = days;
                true
            }
            _ => false,
        }
    }

    /// "Then 7 days off", behind a course: it begins again after them. A pause is no step.
    pub(super) fn pause(&mut self, sentence: &Sentence, clause: &Clause, reading: &Reading) -> bool {
        let Some(off) = pause_of(sentence, clause, reading) else { return false };
        let near = self.about.as_ref().is_some_and(|(_, block, _)| *block == sentence.block);
        if let Some(step) = self.steps.last_mut().filter(|_| near)
            && let Some(on) = step.duration_days.filter(|_| step.kind == StepKind::Plan)
        {
            (step.cycle, step.duration_days) = (Some((on, off)), None);
            self.phase_start = 0.0;
        }
        true
    }

    /// "Continue for 7 days", "stay on this dose for 4 weeks": the length of the step before, when it has none.
    pub(super) fn amend(
        &mut self,
        sentence: &Sentence,
        clause: &Clause,
        force: Force,
        reading: &Reading,
    ) -> bool {
        let opens = sentence.tokens.get(clause.from..clause.to).unwrap_or_default();
        let word = |at: usize| opens.get(at).map_or("", |t| t.word.as_str());
        let kept = !matches!(word(0), "keep" | "garder" | "mantener") || KEPT.contains(&word(1));
        let goes_on = opens.iter().take(2).any(|t| GOES_ON.contains(&t.word.as_str())) && kept;
        let other = clause
            .subject
            .is_some_and(|s| !matches!(s.sense, Subject::Form | Subject::Thing) && s.from > clause.from + 1);
        let Some((_, high)) = reading.length.filter(|_| reading.sure_length) else { return false };
        let told = matches!(force, Force::None(_) | Force::Forbids);
        if !goes_on
            || other
            || told
            || reading.has_frequency()
            || reading.dose
            || opens.len() > LONGEST_AMENDMENT
        {
            return false;
        }
        let near = self
            .about
            .as_ref()
            .is_some_and(|(_, block, kind)| *block == sentence.block && *kind == Subject::Medicine);
        match self.steps.last_mut() {
            Some(step) if near && step.kind == StepKind::Plan && step.duration_days.is_none() => {
                step.duration_days = Some(whole(high)).filter(|n| (1..=3650).contains(n));
                self.phase_start = high.clamp(0.0, LONGEST);
                true
            }
            _ => false,
        }
    }
}

/// "7 days off", "a week's break": the days of a pause, if the clause says nothing else.
fn pause_of(sentence: &Sentence, clause: &Clause, reading: &Reading) -> Option<i64> {
    let length = sentence.facts_in(clause.from, clause.to).find(|f| matches!(f.fact, Fact::Length { .. }))?;
    let word = |at: usize| sentence.tokens.get(at).map_or("", |t| t.word.as_str());
    let named = is_pause(word(length.to))
        || matches!(word(length.to), "of" | "de" | "d" | "s") && is_pause(word(length.to + 1));
    let alone = clause.subject.is_none()
        && !reading.dose
        && !reading.has_frequency()
        && clause.to <= length.to + 3
        && !matches!(word(length.to + 1), "work" | "school" | "sick" | "duty" | "travail");
    let (_, days) = reading.length.filter(|(_, days)| named && alone && *days <= LONGEST_PAUSE)?;
    Some(whole(days))
}
