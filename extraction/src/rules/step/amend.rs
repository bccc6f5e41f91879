//! What a later sentence changes of the step before it: its length, and the pause behind it.

use super::super::beginning;
use super::super::clause::{self, Clause};
use super::super::describe;
use super::super::force::Force;
use super::super::sentence::Sentence;
use super::going_on::first_of;
use super::{Context, LONGEST, LONGEST_INTERVAL, times_of_day, whole};
use crate::grammar::{Fact, Reading, is_pause};
use crate::lexicon::Subject;
use crate::{DraftStep, StepKind};

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
    /// "Domperidone 10 mg. One tablet every 8 hours.": what a sentence behind a bare name and dose says of how often.
    pub(super) fn complete(
        &mut self,
        note: &str,
        sentence: &Sentence,
        clause: &Clause,
        force: Force,
        reading: &Reading,
    ) -> bool {
        let Some(start) = self.last_from.filter(|_| clause.from == first_of(sentence)) else {
            return false;
        };
        let measured = sentence
            .facts_in(clause.from, clause.to)
            .any(|f| matches!(f.fact, Fact::Dose { .. } | Fact::Then));
        let same = self.about.as_ref().is_some_and(|(_, block, _)| *block == sentence.block);
        let unnamed = clause.subject.is_none_or(|s| {
            s.sense == Subject::Form && !sentence.tokens.get(s.from).is_some_and(|t| t.capital)
        });
        let opens = opens_with_amount(sentence, clause);
        let holds = matches!(force, Force::Holds { .. });
        let waits = self.bare || self.open.is_some();
        if !same
            || !waits
            || !unnamed
            || measured
            || !opens
            || !holds
            || !reading.has_frequency()
            || reading.phase.is_some()
        {
            return false;
        }
        let end = clause.to.checked_sub(1).and_then(|at| sentence.tokens.get(at)).map_or(start, |t| t.end);
        let Some(passage) = note.get(start..end) else { return false };
        if let Some(description) = self.open.take().filter(|_| !self.bare) {
            self.steps.push(DraftStep { description, ..DraftStep::default() });
        }
        let Some(step) = self.steps.last_mut() else { return false };
        let (from, to) = describe::span(sentence, clause);
        step.description = describe::line(note, sentence, from, to, Some(&step.description));
        passage.clone_into(&mut step.passage);
        let length = reading.length.map(|(_, high)| high).filter(|days| (1.0..=LONGEST).contains(days));
        step.duration_days = length.map(whole);
        step.times_per_day = reading.times.filter(|n| (0.5..=24.4).contains(n)).map(whole);
        step.every_days = reading.every.filter(|days| (1.0..=LONGEST_INTERVAL).contains(days));
        step.weekdays = reading.weekdays;
        step.times_of_day = times_of_day(reading, reading.times);
        step.as_needed |= reading.prn || reading.condition;
        if let Some(days) = reading.date.filter(|days| *days > 0) {
            step.starts_after_days = days;
        }
        self.phase_start = length.unwrap_or(0.0);
        self.times = reading.times;
        self.bare = false;
        true
    }

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

    /// "... once a week. Take it on Mondays.": the day of a weekly step.
    pub(super) fn on_days(
        &mut self,
        note: &str,
        sentence: &Sentence,
        clause: &Clause,
        force: Force,
        reading: &Reading,
    ) -> bool {
        let Some(start) = self.last_from.filter(|_| self.open.is_none() && clause.from == first_of(sentence))
        else {
            return false;
        };
        let same = self.about.as_ref().is_some_and(|(_, block, _)| *block == sentence.block);
        let only_days =
            !reading.weekdays.is_empty() && reading.times.is_none() && !reading.dose && !reading.has_length();
        let unnamed = clause.subject.is_none_or(|s| matches!(s.sense, Subject::Deed | Subject::Form));
        let short = clause.to - clause.from <= LONGEST_AMENDMENT;
        if !same || !only_days || !unnamed || !short || !matches!(force, Force::Holds { .. }) {
            return false;
        }
        let Some(step) = self.steps.last_mut() else { return false };
        let weekly = step.every_days.is_some_and(|days| {
            reading.every.is_some_and(|own| (days - own).abs() < 0.3 || own > 6.5 && days % 7.0 < 0.1)
        });
        let end = clause.to.checked_sub(1).and_then(|at| sentence.tokens.get(at)).map_or(start, |t| t.end);
        let Some(passage) = note.get(start..end).filter(|_| weekly && step.weekdays.is_empty()) else {
            return false;
        };
        let (from, to) = describe::span(sentence, clause);
        step.description = describe::line(note, sentence, from, to, Some(&step.description));
        passage.clone_into(&mut step.passage);
        step.weekdays = reading.weekdays;
        true
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
        let goes_on = goes_on || clause::is_end(sentence, clause);
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

/// "One tablet ...", "Take 2 puffs ...", "Up to 1 tablet ...", "Three times a day": an amount or how often, and nothing else in front.
fn opens_with_amount(sentence: &Sentence, clause: &Clause) -> bool {
    const LEADS: &[&str] = &[
        "take", "up", "to", "use", "give", "one", "tomar", "hasta", "prendre", "jusqu", "a", "bis", "zu",
        "nehmen", "maximo", "max",
    ];
    let word = |at: usize| sentence.tokens.get(at).map_or("", |t| t.word.as_str());
    let first = (clause.from..clause.to).find(|at| !LEADS.contains(&word(*at))).unwrap_or(clause.to);
    sentence.facts_in(clause.from, clause.to).any(|f| {
        f.from <= first && matches!(f.fact, Fact::Pieces(_) | Fact::Frequency { .. } | Fact::Slot(_))
    })
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
