//! What a step says against what its passage says.
//!
//! A number that the passage states differently is contradicted; so is one that stands nowhere near it. One that stands in the same
//! sentence, or the next, may well belong to it: "Take all three for 5 days."

use super::alternatives::Choice;
use super::doses::bare_numbers;
use super::orders::Orders;
use super::own::Own;
use super::said::Heard;
use super::starts::Told;
use super::words::Words;
use super::{alternatives, amounts, claims, doses, in_force, polarity, timing};
use crate::grammar::At;
use crate::lexicon::{Lexicon, Subject};
use crate::rules::{Clause, Force, Sentence, forces};
use crate::text::{Token, fold};
use crate::{GatedStep, ReviewReason};
use chrono::NaiveDate;
use std::cell::OnceCell;
use std::ops::{Range, RangeInclusive};

/// A note to compare steps with; whether its clauses are in force is found once for each sentence.
pub struct Compared<'s> {
    pub lexicon: &'static Lexicon,
    pub sentences: &'s [Sentence],
    forces: Vec<OnceCell<Vec<(Clause, Force)>>>,
    bare: Vec<OnceCell<Vec<f64>>>,
    courses: Vec<OnceCell<Vec<Told>>>,
    choices: Vec<OnceCell<Vec<Choice>>>,
    pub day: NaiveDate,
}

impl<'s> Compared<'s> {
    /// Makes the sentences of a note of `day` ready.
    pub fn new(lexicon: &'static Lexicon, sentences: &'s [Sentence], day: NaiveDate) -> Self {
        let (forces, bare) = (vec![OnceCell::new(); sentences.len()], vec![OnceCell::new(); sentences.len()]);
        let (courses, choices) =
            (vec![OnceCell::new(); sentences.len()], vec![OnceCell::new(); sentences.len()]);
        Self { lexicon, sentences, forces, bare, courses, choices, day }
    }

    /// The clauses of sentence `n`, and whether each is in force.
    pub fn clauses(&self, n: usize) -> &[(Clause, Force)] {
        let (Some(known), Some(sentence)) = (self.forces.get(n), self.sentences.get(n)) else { return &[] };
        known.get_or_init(|| forces(sentence))
    }

    /// What each clause of sentence `n` says of its length and its days.
    pub fn courses(&self, n: usize) -> &[Told] {
        let (Some(known), Some(sentence)) = (self.courses.get(n), self.sentences.get(n)) else { return &[] };
        known.get_or_init(|| Told::all(sentence, self.clauses(n)))
    }

    /// The medicines of sentence `n` that it leaves a choice of.
    pub fn choices(&self, n: usize) -> &[Choice] {
        let (Some(known), Some(sentence)) = (self.choices.get(n), self.sentences.get(n)) else { return &[] };
        known.get_or_init(|| Choice::all(sentence))
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

/// A step beside the place in the note that it claims to come from.
pub struct Case<'a, 's> {
    pub note: &'a Compared<'s>,
    /// The sentences that the passage has a part of.
    pub quoted: RangeInclusive<usize>,
    /// The bytes of the passage.
    pub bytes: &'a Range<usize>,
    /// The sentences of the passage and those around it, of the same block.
    pub near: Vec<&'s Sentence>,
    /// Their numbers that say nothing else.
    pub bare: Vec<f64>,
    pub step: &'a GatedStep,
    /// Its description, as the tables read it.
    pub words: &'a [Words],
    /// Its description, folded.
    pub description: String,
}

impl<'a, 's> Case<'a, 's> {
    fn new(
        note: &'a Compared<'s>,
        bytes: &'a Range<usize>,
        step: &'a GatedStep,
        words: &'a [Words],
    ) -> Option<Self> {
        let quoted = note.touched(bytes)?;
        let (first, last) = (*quoted.start(), *quoted.end());
        // Blocks are numbered in the order of their sentences.
        let blocks = note.sentences.get(first)?.block..=note.sentences.get(last)?.block;
        let block = |s: &&Sentence| blocks.contains(&s.block);
        let around = note.sentences.get(first.saturating_sub(1)..note.sentences.len().min(last + 2))?;
        let numbered =
            (first.saturating_sub(1)..last + 2).filter(|n| note.sentences.get(*n).is_some_and(|s| block(&s)));
        let bare = numbered.flat_map(|n| note.bare_numbers(n)).copied().collect();
        let near = around.iter().filter(block).collect();
        Some(Self { note, quoted, bytes, near, bare, step, words, description: fold(&step.description) })
    }

    /// The sentences that the passage has a part of.
    pub fn sentences(&self) -> impl Iterator<Item = &'s Sentence> {
        self.quoted.clone().filter_map(|n| self.note.sentences.get(n))
    }

    /// Whether the passage holds the fact.
    pub fn is_quoted(&self, sentence: &Sentence, fact: &At) -> bool {
        let bytes = sentence.fact_bytes(fact);
        bytes.is_some_and(|b| b.start >= self.bytes.start && b.end <= self.bytes.end)
    }

    /// Whether the step is a test, a visit or an errand of a sentence that orders something else besides.
    pub fn attends(&self, own: &Own) -> bool {
        let attended = |s: Subject| matches!(s, Subject::Test | Subject::Visit | Subject::Errand);
        let says = |w: &Words| {
            w.subjects.iter().any(|s| attended(s.sense))
                && !w.subjects.iter().any(|s| s.sense == Subject::Medicine)
        };
        !own.is_named && self.words.iter().any(says)
    }
}

/// Why the doctor must look first, if they must.
pub fn review(
    note: &Compared,
    bytes: &Range<usize>,
    step: &GatedStep,
    words: &[Words],
) -> Option<ReviewReason> {
    // A title alone, or a mark, is in no sentence.
    let Some(case) = Case::new(note, bytes, step, words) else { return Some(ReviewReason::NoInstruction) };
    if case.sentences().any(|s| s.tainted) {
        return Some(ReviewReason::AddressesComputer);
    }
    if let Some(reason) = in_force::review(&case) {
        return Some(reason);
    }
    let named = own_clauses(note, case.quoted.clone(), &case.description);
    let mut own = Own::of(note, case.quoted.clone(), bytes, named, &case.description);
    if let Some(reason) = polarity::review(note, case.quoted.clone(), bytes, words, &own) {
        return Some(reason);
    }
    let Some(orders) = Orders::of(note, &case.quoted, bytes, (step, words), &own) else {
        return Some(ReviewReason::NoInstruction);
    };
    own.narrow(words);
    let (near, numbers) = (case.near.as_slice(), case.bare.as_slice());
    alternatives::review(&case, &own)
        .or_else(|| timing::review(&case, &own))
        .or_else(|| doses::contradicts(&case).then_some(ReviewReason::DoseContradicted))
        .or_else(|| amounts::review(note, &case.quoted, &case.description, (near, numbers), words, &own))
        .or_else(|| {
            let naming = naming(note.sentences, &case.quoted, near);
            let heard = Heard::of(&case, &own);
            let near = claims::Near { around: near, naming: &naming, bytes, heard: &heard };
            claims::review(step, words, &near)
        })
        .or_else(|| orders.review(note, step, words, &case.description))
        .or_else(|| timing::review_start(&case, &own))
}

/// The sentences that may name what a passage is about: its own, if they name a medicine; else the one that names one last in front
/// of it ("20 mg for 5 days. 10 mg for 5 days."), however near another stands behind it; else those around it.
fn naming<'s>(
    sentences: &'s [Sentence],
    passage: &RangeInclusive<usize>,
    near: &[&'s Sentence],
) -> Vec<&'s Sentence> {
    let names_medicine = |s: &&Sentence| s.subjects.iter().any(|found| found.sense == Subject::Medicine);
    let quoted = sentences.get(passage.clone()).unwrap_or_default();
    if quoted.iter().any(|s| names_medicine(&s)) {
        return quoted.iter().collect();
    }
    let before = sentences.get(..*passage.start()).unwrap_or_default();
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
    let is_long = |token: &&Token| token.word.len() > 2;
    if subject.iter().any(|token| is_long(&token)) {
        return subject.iter().filter(is_long).any(|token| description.contains(&token.word));
    }
    // "B12", "U&E", "f/u".
    let name: String = subject.iter().map(|token| token.word.as_str()).collect();
    !name.is_empty() && description.contains(&name)
}
