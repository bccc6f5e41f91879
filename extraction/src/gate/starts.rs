//! The day a step begins on is the one that its passage names: today where it names none, after the phases in front of it where it
//! is a later phase.
//!
//! A taper's second phase that begins today is a second dose beside the first; a step that begins in eight years is never done.

use super::beginnings::{Beginnings, in_days};
use super::compare::Case;
use super::own::{Own, is_medicine};
use crate::grammar::{At, Fact, Reading};
use crate::lexicon::Subject;
use crate::rules::{Clause, Force, Sentence};
use crate::{ReviewReason, StepKind};

/// How far back the phases in front of this one may stand, in sentences.
const FURTHEST_PHASE: usize = 20;
/// Days by which two may count apart.
const SLACK: f64 = 1.0;
/// A phase's word opens its clause, behind so many others.
const FURTHEST_THEN: usize = 2;

/// Holds back a step that begins on another day than its own clauses say.
pub fn review(case: &Case, own: &Own) -> Option<ReviewReason> {
    let starts = f64::from(case.step.starts_after_days);
    let right = if own.parts.is_empty() {
        starts < SLACK || Explained::of(case, own).allows(starts)
    } else {
        let explained = Explained::of(case, own);
        own.clauses().any(|(sentence, clause)| is_right(case, sentence, clause, &explained, starts))
    };
    (!right).then_some(ReviewReason::StartContradicted)
}

fn is_right(case: &Case, sentence: &Sentence, clause: &Clause, explained: &Explained, starts: f64) -> bool {
    let mut said = Beginnings::of(case.note.lexicon, sentence, clause);
    if case.step.kind == StepKind::Checklist && said.named.is_empty() {
        said.add_lengths(sentence, clause);
    }
    if !said.named.is_empty() {
        return said.allow(starts);
    }
    let phase = is_phase(case, sentence, clause);
    let now = !phase || explained.last_length < SLACK;
    now && starts < SLACK
        || said.allow(starts)
        || now && is_weekly(sentence, clause) && starts <= 7.0
        || starts >= SLACK && starts + SLACK >= explained.least(phase) && explained.allows(starts)
}

/// Whether the clause is a later phase of a medicine that stands in front of it: by its word ("then"), or because it names none
/// and opens with an amount.
pub fn is_phase(case: &Case, sentence: &Sentence, clause: &Clause) -> bool {
    let medicine = case.words.iter().any(|w| w.medicines().next().is_some());
    if !is_medicine(sentence, clause) || !medicine && clause.subject.is_some() {
        return clause.phase && medicine;
    }
    let opens = (clause.from + FURTHEST_THEN).min(clause.to);
    let then = sentence.facts_in(clause.from.saturating_sub(1), opens).any(|f| f.fact == Fact::Then);
    let amount = |f: &At| matches!(f.fact, Fact::Dose { .. } | Fact::Pieces(_));
    let nameless =
        clause.subject.is_none() && clause.from == 0 && sentence.facts_in(0, FURTHEST_THEN + 1).any(amount);
    clause.phase || then || medicine && nameless
}

/// Whether the days of the week decide the first time.
fn is_weekly(sentence: &Sentence, clause: &Clause) -> bool {
    sentence
        .facts_in(clause.from, clause.to)
        .any(|f| matches!(f.fact, Fact::Frequency { weekdays, .. } if !weekdays.is_empty()))
}

impl Beginnings {
    /// "Rv 4/52": the length of what is attended is when it is; one behind "for" may be how long it takes.
    fn add_lengths(&mut self, sentence: &Sentence, clause: &Clause) {
        for at in sentence.facts_in(clause.from, clause.to) {
            if let Fact::Length { low, high, sure } = at.fact {
                let slack = if high >= 28.0 { high * 0.07 } else { SLACK };
                let window = (low - slack, high + slack);
                if sure || high < 1.5 {
                    self.possible.push(window);
                } else {
                    self.named.push(window);
                }
            }
        }
    }
}

/// What stands in front of a step, or around it, and puts it off.
struct Explained {
    /// All phases in front together, in days.
    lengths: f64,
    /// The latest day that is named.
    latest: f64,
    /// The phase right in front.
    last_length: f64,
    /// Days named by a sentence around that names nothing else.
    near: Vec<Beginnings>,
}

impl Explained {
    fn of(case: &Case, own: &Own) -> Self {
        let mut explained = Self { lengths: 0.0, latest: 0.0, last_length: 0.0, near: Vec::new() };
        let opens = own.clauses().next();
        let names_none = !case.sentences().any(names_medicine);
        let first = *case.quoted.start();
        let mut front = Vec::new();
        for n in (first.saturating_sub(FURTHEST_PHASE)..first).rev() {
            let Some(sentence) = case.note.sentences.get(n) else { break };
            // The phases in front: of the same medicine, of none, or of the one named last where the passage names none itself.
            let named = names_medicine(sentence);
            if is_same(case, sentence) || sentence.subjects.is_empty() || names_none && named {
                front.push(n);
            }
            if names_none && named {
                break;
            }
        }
        for n in front.into_iter().rev().chain(case.quoted.clone()) {
            let Some(sentence) = case.note.sentences.get(n) else { continue };
            for told in case.note.courses(n) {
                let behind = opens.is_some_and(|(s, c)| std::ptr::eq(s, sentence) && told.from >= c.from);
                explained.add(told, !behind);
            }
        }
        let around =
            (first.saturating_sub(1)..case.quoted.end() + 2).filter_map(|n| case.note.sentences.get(n));
        let quoted = |s: &Sentence| case.sentences().any(|own| std::ptr::eq(own, s));
        let dated = around.filter(|s| s.subjects.is_empty() || is_same(case, s) || quoted(s));
        explained.near = dated.map(|s| Beginnings::of_sentence(case.note.lexicon, s)).collect();
        explained
    }

    fn add(&mut self, told: &Told, in_front: bool) {
        self.lengths += told.days;
        self.latest = self.latest.max(told.latest);
        if in_front && (told.is_today || told.is_dosed && told.days > 0.0) {
            self.last_length = if told.is_today { 0.0 } else { told.days };
        }
    }

    /// The first day on which a step may begin that does not begin at once.
    fn least(&self, phase: bool) -> f64 {
        if phase { self.last_length } else { 0.0 }
    }

    fn allows(&self, starts: f64) -> bool {
        let dated = self.near.iter().any(|said| said.allow(starts));
        dated || self.lengths > 0.0 && starts <= self.lengths + self.latest + SLACK
    }
}

fn names_medicine(sentence: &Sentence) -> bool {
    sentence.subjects.iter().any(|found| found.sense == Subject::Medicine)
}

/// Whether the sentence names the medicine of the step.
fn is_same(case: &Case, sentence: &Sentence) -> bool {
    let told = |word: &str| case.words.iter().any(|w| w.medicines().any(|m| m.word == word));
    let named =
        sentence.subjects.iter().filter_map(|found| sentence.tokens.get(found.from..found.to)).flatten();
    named.into_iter().any(|t| told(&t.word))
}

/// What a clause says of its length and its days.
#[derive(Debug, Clone, Copy)]
pub struct Told {
    /// The clause's first token.
    pub from: usize,
    /// How long it lasts; 0 where it does not say.
    pub days: f64,
    /// The latest day that it names.
    pub latest: f64,
    /// It is for today, or once: what follows may begin today as well, or tomorrow.
    pub is_today: bool,
    /// It says how much is taken, or how often.
    pub is_dosed: bool,
}

impl Told {
    /// What the clauses of a sentence say.
    pub fn all(sentence: &Sentence, clauses: &[(Clause, Force)]) -> Vec<Self> {
        clauses.iter().map(|(clause, _)| Self::of(sentence, clause)).collect()
    }

    fn of(sentence: &Sentence, clause: &Clause) -> Self {
        let reading = Reading::of(&sentence.facts, clause.from, clause.to);
        let is_today = reading.date == Some(0) || reading.once;
        let phase = reading.phase.map_or(0.0, |(start, _)| start);
        let date = reading.date.or(reading.maybe_date).map_or(0.0, in_days);
        let all = sentence.facts_in(clause.from, clause.to).filter_map(|f| match f.fact {
            Fact::Length { high, .. } => Some(high),
            Fact::Phase { days, .. } => Some(days),
            _ => None,
        });
        let stated: f64 = all.sum();
        let read = reading.length.map_or(0.0, |(_, high)| high);
        let days = if stated > 0.0 { stated } else { read.max(f64::from(u8::from(is_today))) };
        let is_today = is_today && days < 1.5;
        Self {
            from: clause.from,
            days,
            latest: phase.max(date),
            is_today,
            is_dosed: reading.dose || reading.has_frequency(),
        }
    }
}
