//! The day a step begins on is the one that its passage names: today where it names none, after the phases in front of it where it
//! is a later phase.
//!
//! A taper's second phase that begins today is a second dose beside the first; a step that begins in eight years is never done.

use super::beginnings::{Beginnings, in_days};
use super::compare::Case;
use super::own::{Own, is_medicine};
use crate::grammar::{At, Fact, Reading};
use crate::lexicon::{Cue, Subject};
use crate::rules::{Clause, Force, Sentence};
use crate::text::Kind;
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
        starts < SLACK || Explained::of(case).allows(starts, None)
    } else {
        let explained = Explained::of(case);
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
        // What is not to be done until a day is not done from today on.
        let denies = case.words.iter().any(|w| w.cues.iter().any(|c| c.sense == Cue::Not));
        return said.allow(starts) || denies && starts < SLACK;
    }
    let front = explained.front(case, sentence, clause);
    let phase = is_phase(case, sentence, clause);
    let medicine = is_medicine(sentence, clause);
    let now = !phase || front.last < SLACK && (medicine || front.latest < SLACK);
    // What is no medicine may begin within what stands in front of it.
    let least = if phase && medicine { front.last } else { 0.0 };
    now && starts < SLACK
        || said.allow(starts)
        || now && is_weekly(sentence, clause) && starts <= 7.0
        || starts >= SLACK && starts + SLACK >= least && explained.allows(starts, Some(front))
}

/// Whether the clause is a later phase of a medicine that stands in front of it: by its word ("then"), or because it names none
/// and opens with an amount.
pub fn is_phase(case: &Case, sentence: &Sentence, clause: &Clause) -> bool {
    let medicine = case.words.iter().any(|w| w.medicines().next().is_some());
    if !is_medicine(sentence, clause) || !medicine && clause.subject.is_some() {
        return clause.phase;
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
            if let Fact::Length { low, high, .. } = at.fact {
                let introduced = sentence.tokens.get(at.from).is_some_and(|t| t.kind == Kind::Word);
                let slack = if high >= 28.0 { high * 0.07 } else { SLACK };
                let window = (low - slack, high + slack);
                if introduced || high < 1.5 {
                    self.possible.push(window);
                } else {
                    self.named.push(window);
                }
            }
        }
    }
}

/// What stands in front of a clause, and puts it off.
#[derive(Debug, Clone, Copy, Default)]
struct Front {
    /// All phases together, in days.
    lengths: f64,
    /// The latest day that is named.
    latest: f64,
    /// The phase right in front, in days.
    last: f64,
}

impl Front {
    fn add(&mut self, told: &Told) {
        self.lengths += told.days;
        self.latest = self.latest.max(told.latest);
        if told.is_today || told.is_dosed && told.days > 0.0 {
            self.last = if told.is_today { 0.0 } else { told.days };
        }
    }
}

/// What stands in front of a step, or around it.
struct Explained {
    /// Where each clause begins, by sentence and token, and what is said up to its end.
    fronts: Vec<((usize, usize), Front)>,
    /// Days named by a sentence around that names nothing else.
    near: Vec<Beginnings>,
}

impl Explained {
    fn of(case: &Case) -> Self {
        let names_none = !case.sentences().any(names_medicine);
        let first = *case.quoted.start();
        let mut before = Vec::new();
        for n in (first.saturating_sub(FURTHEST_PHASE)..first).rev() {
            let Some(sentence) = case.note.sentences.get(n) else { break };
            // The phases in front: of the same medicine, of none, or of the one named last where the passage names none itself.
            let named = names_medicine(sentence);
            if is_same(case, sentence) || sentence.subjects.is_empty() || names_none && named {
                before.push(n);
            }
            if names_none && named {
                break;
            }
        }
        let mut fronts = Vec::new();
        let mut front = Front::default();
        for n in before.into_iter().rev().chain(case.quoted.clone()) {
            for told in case.note.courses(n) {
                front.add(told);
                fronts.push(((n, told.from), front));
            }
        }
        let around =
            (first.saturating_sub(1)..case.quoted.end() + 2).filter_map(|n| case.note.sentences.get(n));
        let quoted = |s: &Sentence| case.sentences().any(|own| std::ptr::eq(own, s));
        let dated = around.filter(|s| s.subjects.is_empty() || is_same(case, s) || quoted(s));
        Self { fronts, near: dated.map(|s| Beginnings::of_sentence(case.note.lexicon, s)).collect() }
    }

    /// What is said in front of a clause.
    fn front(&self, case: &Case, sentence: &Sentence, clause: &Clause) -> Front {
        let n = case
            .quoted
            .clone()
            .find(|n| case.note.sentences.get(*n).is_some_and(|s| std::ptr::eq(s, sentence)));
        let at = (n.unwrap_or(*case.quoted.start()), clause.from);
        let before = self.fronts.partition_point(|(place, _)| *place < at);
        before.checked_sub(1).and_then(|n| self.fronts.get(n)).map(|(_, front)| *front).unwrap_or_default()
    }

    /// Whether a beginning on that day is explained: by a day named near, or by the phases in front.
    fn allows(&self, starts: f64, front: Option<Front>) -> bool {
        let front = front.or(self.fronts.last().map(|(_, front)| *front)).unwrap_or_default();
        let dated = self.near.iter().any(|said| said.allow(starts));
        dated || front.lengths > 0.0 && starts <= front.lengths + front.latest + SLACK
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
