//! What a step says against what its passage says.
//!
//! A number that the passage states differently is contradicted; so is one that stands nowhere near it. One that stands in the same
//! sentence, or the next, may well belong to it: "Take all three for 5 days."

use super::own::Own;
use super::said::{Heard, Said, daily};
use super::words::Words;
use super::{amounts, claims, conditions, course, polarity, rarer, starts};
use crate::grammar::{self, At, Fact};
use crate::lexicon::{Cue, Heading, Lexicon, Subject};
use crate::rules::{Clause, Force, Sentence, forces};
use crate::text::{Kind, Token, fold};
use crate::{GatedStep, ReviewReason, StepKind};
use chrono::NaiveDate;
use std::cell::OnceCell;
use std::ops::{Range, RangeInclusive};

/// A note to compare steps with; whether its clauses are in force is found once for each sentence.
pub struct Compared<'s> {
    pub lexicon: &'static Lexicon,
    pub sentences: &'s [Sentence],
    forces: Vec<OnceCell<Vec<(Clause, Force)>>>,
    bare: Vec<OnceCell<Vec<f64>>>,
    pub day: NaiveDate,
}

impl<'s> Compared<'s> {
    /// Makes the sentences of a note of `day` ready.
    pub fn new(lexicon: &'static Lexicon, sentences: &'s [Sentence], day: NaiveDate) -> Self {
        let (forces, bare) = (vec![OnceCell::new(); sentences.len()], vec![OnceCell::new(); sentences.len()]);
        Self { lexicon, sentences, forces, bare, day }
    }

    /// The clauses of sentence `n`, and whether each is in force.
    pub fn clauses(&self, n: usize) -> &[(Clause, Force)] {
        let (Some(known), Some(sentence)) = (self.forces.get(n), self.sentences.get(n)) else { return &[] };
        known.get_or_init(|| forces(sentence))
    }

    /// The numbers of sentence `n` that say nothing else.
    fn bare_numbers(&self, n: usize) -> &[f64] {
        let (Some(known), Some(sentence)) = (self.bare.get(n), self.sentences.get(n)) else { return &[] };
        known.get_or_init(|| bare_numbers(sentence))
    }

    /// The sentences that have bytes of `bytes`; those of a note stand in order.
    fn touched(&self, bytes: &Range<usize>) -> Option<RangeInclusive<usize>> {
        let ends = |s: &Sentence| s.bytes().map_or(0, |b| b.end);
        let first = self.sentences.partition_point(|s| ends(s) <= bytes.start);
        let behind = self.sentences.iter().skip(first);
        let count = behind.take_while(|s| s.bytes().is_some_and(|b| b.start < bytes.end)).count();
        (count > 0).then(|| first..=first + count - 1)
    }
}

/// How far back a phase may have been named, in sentences.
const FURTHEST_NAME: usize = 20;

/// Why the doctor must look first, if they must.
pub fn review(
    note: &Compared,
    bytes: Range<usize>,
    step: &GatedStep,
    words: &[Words],
) -> Option<ReviewReason> {
    let (lexicon, sentences, day) = (note.lexicon, note.sentences, note.day);
    let touched = note.touched(&bytes)?;
    let (first, last) = (*touched.start(), *touched.end());
    let quoted = sentences.get(first..=last)?;
    if quoted.iter().any(|s| s.tainted) {
        return Some(ReviewReason::AddressesComputer);
    }
    let description = fold(&step.description);
    if let Some(reason) = not_in_force(note, first..=last, &bytes, step, &description) {
        return Some(reason);
    }
    let block = |s: &&Sentence| quoted.iter().any(|q| q.block == s.block);
    let around = sentences.get(first.saturating_sub(1)..sentences.len().min(last + 2))?;
    let near: Vec<&Sentence> = around.iter().filter(block).collect();
    let numbers: Vec<f64> = (first.saturating_sub(1)..last + 2)
        .filter(|n| sentences.get(*n).is_some_and(|s| block(&s)))
        .flat_map(|n| note.bare_numbers(n))
        .copied()
        .collect();
    let is_quoted =
        |s: &Sentence, f: &At| s.fact_bytes(f).is_some_and(|b| b.start >= bytes.start && b.end <= bytes.end);
    let named = own_clauses(note, first..=last, &description);
    let own = Own::of(note, first..=last, &bytes, named, &description);
    if let Some(reason) = polarity::review(note, first..=last, &bytes, words, &own) {
        return Some(reason);
    }
    let inside = Said::of(quoted.iter(), is_quoted);
    let mut heard = Heard {
        own: if own.parts.is_empty() {
            inside.clone()
        } else {
            Said::of(quoted.iter(), |s, f| own.holding(s, f).is_some())
        },
        inside,
        outside: Said::of(near.iter().copied(), |_, _| true),
    };
    // "then 10 mg daily for 4 weeks": the passage quotes one phase, and whatever that says is the step's.
    heard.own.phases &= own.clauses().count() != 1;
    if contradicts_length(step, &heard) {
        return Some(ReviewReason::DurationContradicted);
    }
    if contradicts_frequency(step, &heard) {
        return Some(ReviewReason::FrequencyContradicted);
    }
    if contradicts_dose(note, step, &near, &numbers, &bytes) {
        return Some(ReviewReason::DoseContradicted);
    }
    let lost = course::review(step, words, &own)
        .or_else(|| conditions::review(note, first..=last, step, words, &own))
        .or_else(|| amounts::review(note, &(first..=last), &description, (&near, &numbers), words, &own))
        .or_else(|| starts::review(note, &(first..=last), step, words))
        .or_else(|| rarer::review(note, &(first..=last), step, &heard, &own));
    if lost.is_some() {
        return lost;
    }
    let naming = naming(sentences, first, last, &near);
    let near = claims::Near { around: &near, naming: &naming, bytes: &bytes, heard: &heard };
    claims::review(lexicon, step, &near, day)
}

/// The sentences that may name what a passage is about: its own, if they name a medicine; else the one that names one last in front
/// of it ("20 mg for 5 days. 10 mg for 5 days."), however near another stands behind it; else those around it.
fn naming<'s>(
    sentences: &'s [Sentence],
    first: usize,
    last: usize,
    near: &[&'s Sentence],
) -> Vec<&'s Sentence> {
    let names_medicine = |s: &&Sentence| s.subjects.iter().any(|found| found.sense == Subject::Medicine);
    let quoted = sentences.get(first..=last).unwrap_or_default();
    if quoted.iter().any(|s| names_medicine(&s)) {
        return quoted.iter().collect();
    }
    let before = sentences.get(..first).unwrap_or_default();
    let named = before.iter().rev().take(FURTHEST_NAME).find(|s| names_medicine(s));
    named.map_or_else(|| near.to_vec(), |named| quoted.iter().chain([named]).collect())
}

/// The clauses that are about what the description names, for each of the quoted sentences that has some.
fn own_clauses<'s>(
    note: &Compared<'s>,
    quoted: RangeInclusive<usize>,
    description: &str,
) -> Vec<(&'s Sentence, Vec<Clause>)> {
    let mut own = Vec::new();
    for n in quoted {
        let Some(sentence) = note.sentences.get(n) else { continue };
        // The later phases of a taper are named by their first.
        let mut named = false;
        let clauses: Vec<Clause> = note
            .clauses(n)
            .iter()
            .map(|(clause, _)| *clause)
            .filter(|clause| {
                named = names(description, sentence, clause) || named && clause.phase;
                named
            })
            .collect();
        if !clauses.is_empty() {
            own.push((sentence, clauses));
        }
    }
    own
}

/// Whether the description names what the clause is about.
pub fn names(description: &str, sentence: &Sentence, clause: &Clause) -> bool {
    let subject = clause.subject.and_then(|s| sentence.tokens.get(s.from..s.to)).unwrap_or_default();
    subject.iter().any(|token| token.word.len() > 2 && description.contains(&token.word))
}

fn contradicts_length(step: &GatedStep, heard: &Heard) -> bool {
    let Heard { own, inside, outside } = heard;
    let plan = step.kind == StepKind::Plan;
    match step.duration_days {
        Some(1) if !plan => false,
        Some(days) => {
            let days = f64::from(days);
            let elsewhere = own.lengths.is_empty() && (inside.has_length(days) || outside.has_length(days));
            !own.has_length(days) && !elsewhere
        }
        // A course with an end must not become one without.
        None if plan => {
            // Nor what is for today be repeated for ever.
            let today = own.today && own.lengths.is_empty() && own.frequencies.is_empty();
            (own.ends == 1 || today) && !own.phases && !own.open_end && !step.as_needed
        }
        // Nor a course that is taken daily be ticked off once.
        None => {
            own.sure_lengths == 1
                && own.stated_frequencies == 1
                && own.lengths.iter().all(|(low, _)| *low > 1.0)
                && !own.phases
        }
    }
}

fn contradicts_frequency(step: &GatedStep, heard: &Heard) -> bool {
    let Heard { own, inside, outside } = heard;
    if step.kind == StepKind::Checklist {
        return false;
    }
    let (times, every) = daily(step.times_per_day.map(f64::from), step.every_days);
    let said = times.is_some() || every.is_some();
    let differs = if said {
        // Once a day is what "daily" and silence mean.
        let once = every.is_none() && times.is_some_and(|n| n < 1.5);
        let elsewhere = own.frequencies.is_empty()
            && (inside.has_frequency(times, every)
                || outside.has_frequency(times, every)
                || once && (outside.frequencies.is_empty() || !inside.frequencies.is_empty()));
        !own.has_frequency(times, every) && !elsewhere
    } else {
        let is_other =
            |(t, e, _): &(Option<f64>, Option<f64>, Option<f64>)| e.is_some() || t.is_some_and(|t| t > 1.5);
        let other = own.frequencies.iter().any(is_other);
        let all_other = own.stated_frequencies > 1 && own.frequencies.iter().all(is_other);
        (own.stated_frequencies == 1 && other || all_other) && !step.as_needed && !own.phases
    };
    // "In the morning, on Mondays": a time of day makes no weekly step a daily one.
    let only_rare = own.rare_frequencies > 0 && own.rare_frequencies == own.stated_frequencies;
    let differs = differs || only_rare && every.is_none() && said;
    let invented_need =
        step.as_needed && !(inside.needed || inside.conditional || outside.needed || outside.conditional);
    let lost_need = !step.as_needed && own.needed && !own.phases;
    differs || invented_need || lost_need
}

/// Whether the description names an amount that the passage does not; where the passage names none, that stands nowhere
/// near it.
fn contradicts_dose(
    note: &Compared,
    step: &GatedStep,
    near: &[&Sentence],
    bare: &[f64],
    bytes: &Range<usize>,
) -> bool {
    let tokens = note.lexicon.tokens(&step.description, 0);
    let named = doses(&tokens, &grammar::read(note.lexicon, &tokens, note.day));
    let close = |a: f64, b: f64| (a - b).abs() <= 0.001 * a.abs().max(b.abs());
    let is_quoted =
        |s: &Sentence, f: &At| s.fact_bytes(f).is_some_and(|b| b.start >= bytes.start && b.end <= bytes.end);
    let quoted = |s: &&Sentence| {
        let facts: Vec<At> = s.facts.iter().filter(|f| is_quoted(s, f)).copied().collect();
        doses(&s.tokens, &facts)
    };
    let mut stated: Vec<(f64, f64)> = near.iter().flat_map(quoted).collect();
    if stated.is_empty() {
        stated = near.iter().flat_map(|s| doses(&s.tokens, &s.facts)).collect();
    }
    // "Naproxen 500": a number without its unit, and no number of anything else.
    let known = |dose: f64| {
        stated.iter().any(|(low, high)| close(*low, dose) || close(*high, dose))
            || bare.iter().any(|n| close(*n, dose))
    };
    named.iter().any(|(low, high)| !known(*low) || !known(*high))
}

/// The measured amounts among `facts`, both ends, masses in milligrams.
pub fn doses(tokens: &[Token], facts: &[At]) -> Vec<(f64, f64)> {
    let scale = |unit: usize| tokens.get(unit).map_or(1.0, |t| in_milligrams(&t.word));
    facts
        .iter()
        .filter_map(|f| match f.fact {
            Fact::Dose { low, high, unit } => Some((low * scale(unit), high * scale(unit))),
            _ => None,
        })
        .collect()
}

/// The numbers of a sentence that say nothing else.
fn bare_numbers(sentence: &Sentence) -> Vec<f64> {
    let mut facts = sentence.facts.iter().peekable();
    let mut taken = move |at: usize| {
        while facts.next_if(|f| f.to <= at).is_some() {}
        facts.peek().is_some_and(|f| f.from <= at)
    };
    let number = |(at, token): (usize, &Token)| match token.kind {
        Kind::Number(n) if !taken(at) => Some(n),
        _ => None,
    };
    sentence.tokens.iter().enumerate().filter_map(number).collect()
}

/// Whether a fact holds the token; facts stand in the order of their tokens, and none in another.
pub fn is_read(sentence: &Sentence, at: usize) -> bool {
    let before = sentence.facts.partition_point(|f| f.from <= at);
    before.checked_sub(1).and_then(|n| sentence.facts.get(n)).is_some_and(|f| at < f.to)
}

/// How many milligrams a unit of mass is; other units stand for themselves.
fn in_milligrams(unit: &str) -> f64 {
    match unit {
        "g" | "gram" | "grams" | "gramos" | "gramo" | "gramm" | "grammes" => 1000.0,
        "mcg" | "μg" | "ug" | "microgram" | "micrograms" | "mikrogramm" | "microgramos" | "microgrammes" => {
            0.001
        }
        _ => 1.0,
    }
}

/// Whether the clause that the step is about says not to, or tells of the past.
fn not_in_force(
    note: &Compared,
    quoted: RangeInclusive<usize>,
    bytes: &Range<usize>,
    step: &GatedStep,
    description: &str,
) -> Option<ReviewReason> {
    let own = note.lexicon.cues(&note.lexicon.tokens(&step.description, 0));
    let denies = own.iter().any(|c| matches!(c.sense, Cue::Not | Cue::Needless | Cue::Stop));
    for n in quoted {
        let Some(sentence) = note.sentences.get(n) else { continue };
        let clauses = note.clauses(n);
        let alone = clauses.len() == 1;
        for (clause, force) in clauses {
            let Some(subject) = clause.subject else { continue };
            let range = sentence.tokens.get(subject.from..subject.to).unwrap_or_default();
            let inside = range.first().is_some_and(|t| t.start >= bytes.start && t.end <= bytes.end);
            if !(inside || alone) || !names(description, sentence, clause) {
                continue;
            }
            match force {
                Force::Forbids | Force::None(Some(Cue::Not | Cue::Needless | Cue::Hypothetical))
                    if !denies =>
                {
                    return Some(ReviewReason::Negated);
                }
                Force::None(Some(Cue::Stop)) if !denies => return Some(ReviewReason::Stopped),
                Force::None(Some(Cue::Past | Cue::Kin)) => return Some(ReviewReason::Stopped),
                Force::None(None) if sentence.section == Heading::Stopped && !denies => {
                    return Some(ReviewReason::Stopped);
                }
                Force::None(None)
                    if subject.sense == Subject::Medicine
                        && matches!(sentence.section, Heading::History | Heading::Report) =>
                {
                    return Some(ReviewReason::Stopped);
                }
                Force::None(None) if sentence.section == Heading::Forbidden && !denies => {
                    return Some(ReviewReason::Negated);
                }
                _ => {}
            }
        }
    }
    None
}
