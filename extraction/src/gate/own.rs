//! The clauses that a step is about, whole: a passage cut short says less than the sentence it was cut from, and a step must
//! not lose "once weekly" because its quotation ends in front of it.

use super::compare::Compared;
use super::doses::doses;
use super::words::Words;
use crate::grammar::{At, Fact};
use crate::lexicon::Subject;
use crate::rules::{Clause, Sentence};
use crate::text::{Kind, Token};
use std::collections::HashSet;
use std::ops::{Range, RangeInclusive};

/// Numbers are looked for in so many words of a phase.
const LONGEST_PHASE: usize = 40;

/// The step's own clauses, by sentence, in their order.
pub struct Own<'s> {
    pub parts: Vec<(&'s Sentence, Vec<Clause>)>,
    /// The description names what they are about.
    pub is_named: bool,
}

impl<'s> Own<'s> {
    /// Of the clauses `named` by the description those that the passage at `bytes` quotes a part of; where none is named,
    /// the only clause that it quotes.
    pub fn of(
        note: &Compared<'s>,
        quoted: RangeInclusive<usize>,
        bytes: &Range<usize>,
        named: Vec<(&'s Sentence, Vec<Clause>)>,
        description: &str,
    ) -> Self {
        if named.is_empty() {
            let touched: Vec<(&Sentence, Clause)> = quoted
                .filter_map(|n| Some((n, note.sentences.get(n)?)))
                .flat_map(|(n, sentence)| note.clauses(n).iter().map(move |(clause, _)| (sentence, *clause)))
                .filter(|(sentence, clause)| touches(sentence, clause, bytes))
                .take(2)
                .collect();
            let only = touched.first().filter(|_| touched.len() == 1);
            return Self { parts: only.map(|(s, c)| (*s, vec![*c])).into_iter().collect(), is_named: false };
        }
        let mut parts = fully_named(named, description);
        if parts.iter().any(|(s, clauses)| clauses.iter().any(|c| touches(s, c, bytes))) {
            for (sentence, clauses) in &mut parts {
                clauses.retain(|clause| touches(sentence, clause, bytes));
            }
            parts.retain(|(_, clauses)| !clauses.is_empty());
        } else {
            add_nameless(note, quoted, bytes, &mut parts);
        }
        parts.sort_by_key(|(sentence, _)| std::ptr::from_ref(*sentence));
        Self { parts, is_named: true }
    }

    /// Of the phases of a taper, leaves out those with other amounts than the description names, if it names that of one.
    pub fn narrow(&mut self, words: &[Words]) {
        let named: Vec<f64> =
            words.iter().flat_map(|w| amounts(&w.tokens, &w.facts, 0, w.tokens.len())).collect();
        let stated = |sentence: &Sentence, clause: &Clause| {
            amounts(&sentence.tokens, &sentence.facts, clause.from, clause.to)
        };
        let has = |amounts: &[f64]| {
            amounts.iter().any(|n| named.iter().any(|own| (own - n).abs() < 0.001 * n.abs().max(1.0)))
        };
        let phases = self.clauses().any(|(_, c)| c.phase);
        if !phases || !self.clauses().any(|(s, c)| has(&stated(s, c))) {
            return;
        }
        for (sentence, clauses) in &mut self.parts {
            clauses.retain(|clause| {
                let amounts = stated(sentence, clause);
                // "..., then twice a day for 2 weeks": the amount of the phase before.
                amounts.is_empty() || has(&amounts)
            });
        }
        self.parts.retain(|(_, clauses)| !clauses.is_empty());
    }

    /// The orders among them, each with its phases, where they are several of different names; of one name, its phases.
    pub fn apart(&self) -> Vec<Self> {
        let alone = |(s, c): (&'s Sentence, &Clause)| Self { parts: vec![(s, vec![*c])], is_named: true };
        let name = |(s, c): (&'s Sentence, &Clause)| {
            c.subject.and_then(|found| s.tokens.get(found.from)).map(|t| t.word.as_str())
        };
        let leads: Vec<Option<&str>> = self.clauses().filter(|(_, c)| !c.phase).map(name).collect();
        let names: HashSet<Option<&str>> = leads.iter().copied().collect();
        if self.clauses().count() < 2 || names.contains(&None) || names.len() < leads.len() {
            return Vec::new();
        }
        if leads.len() < 2 {
            return self.clauses().map(alone).collect();
        }
        let mut orders: Vec<Self> = Vec::new();
        for (sentence, clause) in self.clauses() {
            match orders.last_mut().and_then(|order| order.parts.last_mut()).filter(|_| clause.phase) {
                Some((of, clauses)) if std::ptr::eq(*of, sentence) => clauses.push(*clause),
                _ => orders.push(alone((sentence, clause))),
            }
        }
        orders
    }

    /// The own clause that holds a fact of `sentence`.
    pub fn holding(&self, sentence: &Sentence, fact: &At) -> Option<&Clause> {
        holding(self.of_sentence(sentence)?, fact)
    }

    /// Whether this is one of them.
    pub fn has(&self, sentence: &Sentence, clause: &Clause) -> bool {
        self.of_sentence(sentence)
            .is_some_and(|own| own.binary_search_by_key(&clause.from, |c| c.from).is_ok())
    }

    /// The own clauses of a sentence; those of a note stand in one slice, in their order.
    fn of_sentence(&self, sentence: &Sentence) -> Option<&[Clause]> {
        let at = self.parts.partition_point(|(of, _)| std::ptr::from_ref(*of) < std::ptr::from_ref(sentence));
        self.parts
            .get(at)
            .filter(|(of, _)| std::ptr::eq(*of, sentence))
            .map(|(_, clauses)| clauses.as_slice())
    }

    /// All of them, each with its sentence.
    pub fn clauses(&self) -> impl Iterator<Item = (&'s Sentence, &Clause)> + Clone {
        self.parts.iter().flat_map(|(s, clauses)| clauses.iter().map(move |c| (*s, c)))
    }
}

/// Whether the clause is about a medicine: by its name or form, or by a dose where it names nothing.
pub fn is_medicine(sentence: &Sentence, clause: &Clause) -> bool {
    match clause.subject {
        Some(subject) => matches!(subject.sense, Subject::Medicine | Subject::Form),
        None => sentence
            .facts_in(clause.from, clause.to)
            .any(|f| matches!(f.fact, Fact::Dose { .. } | Fact::Pieces(_))),
    }
}

/// The amounts between two tokens: doses in milligrams, counts, and bare numbers.
fn amounts(tokens: &[Token], facts: &[At], from: usize, to: usize) -> Vec<f64> {
    let first = facts.partition_point(|f| f.from < from);
    let last = facts.partition_point(|f| f.from < to);
    let facts = facts.get(first..last).unwrap_or_default();
    let counted = facts.iter().filter_map(|f| match f.fact {
        Fact::Pieces(n) => Some(n),
        _ => None,
    });
    let said = |at: usize| facts.iter().any(|f| f.from <= at && at < f.to);
    let bare = (from..to.min(from + LONGEST_PHASE)).filter_map(|at| match tokens.get(at)?.kind {
        Kind::Number(n) if !said(at) => Some(n),
        _ => None,
    });
    doses(tokens, facts).into_iter().flat_map(|(low, high)| [low, high]).chain(counted).chain(bare).collect()
}

/// A clause that names nothing ("yearly, next in September") is about what the description names, if the passage quotes it.
fn add_nameless<'s>(
    note: &Compared<'s>,
    quoted: RangeInclusive<usize>,
    bytes: &Range<usize>,
    parts: &mut Vec<(&'s Sentence, Vec<Clause>)>,
) {
    for n in quoted {
        let Some(sentence) = note.sentences.get(n) else { continue };
        let nameless = note.clauses(n).iter().map(|(clause, _)| *clause);
        let nameless = nameless.filter(|c| c.subject.is_none() && touches(sentence, c, bytes));
        for clause in nameless {
            if let Some((_, clauses)) = parts.iter_mut().find(|(of, _)| std::ptr::eq(*of, sentence)) {
                let at = clauses.partition_point(|c| c.from < clause.from);
                clauses.insert(at, clause);
            } else {
                parts.push((sentence, vec![clause]));
            }
        }
    }
}

/// Which of `clauses`, in their order, holds `fact`: the last that begins no later is the only one that may.
fn holding<'c>(clauses: &'c [Clause], fact: &At) -> Option<&'c Clause> {
    let before = clauses.partition_point(|clause| clause.from <= fact.from);
    clauses.get(before.checked_sub(1)?).filter(|clause| fact.to <= clause.to)
}

/// Whether the bytes hold a part of the clause.
pub fn touches(sentence: &Sentence, clause: &Clause, bytes: &Range<usize>) -> bool {
    let tokens = sentence.tokens.get(clause.from..clause.to).unwrap_or_default();
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return false };
    first.start < bytes.end && bytes.start < last.end
}

/// "Insulin glargine" is not named by "insulin aspart": where a clause is named by all of its words, those named by a
/// part do not count.
fn fully_named<'s>(
    mut named: Vec<(&'s Sentence, Vec<Clause>)>,
    description: &str,
) -> Vec<(&'s Sentence, Vec<Clause>)> {
    if named.iter().map(|(_, clauses)| clauses.len()).sum::<usize>() < 2 {
        return named;
    }
    let words: Vec<&str> = description.split(|c: char| !c.is_alphanumeric()).collect();
    let is_full = |sentence: &Sentence, clause: &Clause| {
        let subject = clause.subject.and_then(|s| sentence.tokens.get(s.from..s.to)).unwrap_or_default();
        let is_named = |word: &str| {
            if word.len() > 2 { description.contains(word) } else { words.contains(&word) }
        };
        // "B12" is one word in the description.
        let joined = |at: usize| {
            let pair: String = subject.iter().skip(at).take(2).map(|t| t.word.as_str()).collect();
            words.contains(&pair.as_str())
        };
        let is_said = |(at, t): (usize, &Token)| t.kind != Kind::Word || is_named(&t.word) || joined(at);
        !subject.is_empty() && subject.iter().enumerate().all(is_said)
    };
    if !named.iter().any(|(s, clauses)| clauses.iter().any(|c| is_full(s, c))) {
        return named;
    }
    for (sentence, clauses) in &mut named {
        // The phases of a taper stay with what they go on from.
        let mut full = false;
        clauses.retain(|clause| {
            full = is_full(sentence, clause) || full && clause.phase;
            full
        });
    }
    named.retain(|(_, clauses)| !clauses.is_empty());
    named
}
