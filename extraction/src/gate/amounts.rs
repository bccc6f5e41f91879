//! Whose dose it is, and how many tablets: "ramipril 5 mg and bisoprolol 2.5 mg" grounds no ramipril 2.5 mg.

use super::compare::{Compared, names};
use super::doses::{doses, is_read};
use super::own::Own;
use super::words::Words;
use crate::ReviewReason;
use crate::grammar::{self, At, Fact};
use crate::lexicon::Subject;
use crate::rules::{Clause, Sentence};
use crate::text::{Kind, Token};
use std::ops::RangeInclusive;

/// A number without its form ("2 qds") counts tablets up to here; larger ones are strengths.
const MOST_BARE: f64 = 4.0;

/// How far back a dose may be named, in clauses.
const FURTHEST_NAME: usize = 20;

/// Holds back a step whose words name a dose or a count that its own clauses do not have; `near` are the sentences around
/// the passage, `bare` their numbers that say nothing else.
pub fn review(
    note: &Compared,
    quoted: &RangeInclusive<usize>,
    description: &str,
    (near, bare): (&[&Sentence], &[f64]),
    words: &[Words],
    own: &Own,
) -> Option<ReviewReason> {
    let whose = Whose { note, quoted, description, own };
    let named = words.first()?;
    let wrong_dose = whose.has_own(|f| matches!(f, Fact::Dose { .. }))
        && named.facts.iter().any(|at| {
            let claimed = doses(&named.tokens, std::slice::from_ref(at));
            let about = named.medicine_of(at).filter(|about| whose.is_one_of_several(about));
            claimed.iter().any(|(low, high)| {
                let known = |dose: f64| {
                    let stated = whose.facts(about.as_deref());
                    let mut stated = stated.flat_map(|(s, f)| doses(&s.tokens, std::slice::from_ref(f)));
                    stated.any(|(low, high)| is_close(low, dose) || is_close(high, dose))
                        || bare.iter().any(|n| is_close(*n, dose))
                };
                !known(*low) || !known(*high)
            })
        });
    let wrong_count = || {
        let counts: Vec<f64> = words.iter().flat_map(|w| w.facts.iter().filter_map(pieces)).collect();
        if counts.is_empty() {
            return false;
        }
        let mut stated: Vec<f64> = whose.facts(None).flat_map(|(s, f)| ends(note, s, f)).collect();
        if !whose.has_own(|f| matches!(f, Fact::Pieces(_))) {
            stated.extend(near.iter().flat_map(|s| bare_counts(s)));
            if stated.is_empty() {
                stated.extend(near.iter().flat_map(|s| s.facts.iter().flat_map(|f| ends(note, s, f))));
            }
        }
        counts.iter().any(|n| !stated.iter().any(|known| is_close(*known, *n)))
    };
    // "Take eight co-codamol": a number that says nothing else is a count, and must be a number of the note.
    let wrong_number = || {
        let mut claimed = named.numbers(note).filter(|n| !is_close(*n, 1.0)).peekable();
        claimed.peek().is_some() && {
            let known: Vec<f64> = near.iter().flat_map(|s| numbers(note, s)).collect();
            claimed.any(|n| !known.iter().any(|k| is_close(*k, n)))
        }
    };
    (wrong_dose || wrong_count() || wrong_number()).then_some(ReviewReason::DoseContradicted)
}

/// The amounts of the quoted sentences, and whose they are.
struct Whose<'a, 's> {
    note: &'a Compared<'s>,
    quoted: &'a RangeInclusive<usize>,
    description: &'a str,
    own: &'a Own<'s>,
}

impl<'s> Whose<'_, 's> {
    /// Those of no other medicine than the step's, or than the one it speaks of where it speaks of several.
    fn facts(&self, about: Option<&str>) -> impl Iterator<Item = (&'s Sentence, &'s At)> {
        let sentences = self.quoted.clone().filter_map(|n| Some((n, self.note.sentences.get(n)?)));
        sentences.flat_map(move |(n, s)| {
            let counts = move |f: &&At| is_amount(f) && !self.is_of_other(n, s, f.from, about);
            s.facts.iter().filter(counts).map(move |f| (s, f))
        })
    }

    fn is_of_other(&self, n: usize, sentence: &Sentence, from: usize, about: Option<&str>) -> bool {
        let clauses = self.note.clauses(n);
        let before = clauses.partition_point(|(clause, _)| clause.from <= from);
        let front = clauses.get(before.saturating_sub(FURTHEST_NAME)..before).unwrap_or_default();
        if about.is_none() && front.last().is_some_and(|(clause, _)| self.own.has(sentence, clause)) {
            return false;
        }
        // What names nothing ("now 120 mg three times a day") goes on about what is named before it.
        let medicine = |c: &&Clause| c.subject.is_some_and(|s| s.sense == Subject::Medicine);
        let named = front.iter().rev().map(|(clause, _)| clause).find(medicine);
        let is_own = |clause: &Clause| match about {
            Some(about) => names(about, sentence, clause),
            None => self.own.has(sentence, clause) || names(self.description, sentence, clause),
        };
        named.is_some_and(|clause| !is_own(clause))
    }

    /// Whether the step is about several medicines, and this is one; "iron (Ferro sanol)" is one in two words.
    fn is_one_of_several(&self, name: &str) -> bool {
        let medicine = |c: &Clause| c.subject.is_some_and(|s| s.sense == Subject::Medicine);
        let mut named = self.own.clauses().filter(|(_, clause)| medicine(clause));
        named.clone().nth(1).is_some() && named.any(|(sentence, clause)| names(name, sentence, clause))
    }

    /// Whether the step's own clauses have such a fact.
    fn has_own(&self, wanted: fn(&Fact) -> bool) -> bool {
        let has = |s: &Sentence| s.facts.iter().any(|f| wanted(&f.fact) && self.own.holding(s, f).is_some());
        self.own.parts.iter().any(|(sentence, _)| has(sentence))
    }
}

fn is_close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 0.001 * a.abs().max(b.abs())
}

fn is_amount(at: &At) -> bool {
    matches!(at.fact, Fact::Dose { .. } | Fact::Pieces(_) | Fact::Total(_))
}

fn pieces(at: &At) -> Option<f64> {
    match at.fact {
        Fact::Pieces(n) | Fact::Total(n) => Some(n),
        _ => None,
    }
}

/// Both ends of a count: "one to two tablets".
fn ends<'f>(note: &'f Compared, sentence: &'f Sentence, at: &'f At) -> impl Iterator<Item = f64> + 'f {
    let whole = pieces(at);
    let single = move |n: usize| {
        let token = sentence.tokens.get(n..=n)?;
        grammar::only_number(note.lexicon, token, note.day)
    };
    whole.into_iter().chain(whole.into_iter().flat_map(move |_| (at.from..at.to).filter_map(single)))
}

/// Small numbers that say nothing else, and are no part of a strength ("8/500").
fn bare_counts(sentence: &Sentence) -> impl Iterator<Item = f64> {
    let slash = |at: Option<usize>| at.and_then(|at| sentence.tokens.get(at)).is_some_and(|t| t.is('/'));
    let taken = |at: usize| is_read(sentence, at);
    sentence.tokens.iter().enumerate().filter_map(move |(at, token)| match token.kind {
        Kind::Number(n)
            if n <= MOST_BARE && !taken(at) && !slash(at.checked_sub(1)) && !slash(Some(at + 1)) =>
        {
            Some(n)
        }
        _ => None,
    })
}

/// All numbers of a sentence but those of strengths ("8/500"), in digits or words.
fn numbers<'s>(note: &'s Compared, sentence: &'s Sentence) -> impl Iterator<Item = f64> + 's {
    (0..sentence.tokens.len()).filter_map(move |at| number(note, &sentence.tokens, at))
}

/// The number at a token, if it is no part of a strength.
pub fn number(note: &Compared, tokens: &[Token], at: usize) -> Option<f64> {
    let slash = |at: Option<usize>| at.and_then(|at| tokens.get(at)).is_some_and(|t| t.is('/'));
    let token = tokens.get(at).filter(|_| !slash(at.checked_sub(1)) && !slash(Some(at + 1)))?;
    match token.kind {
        Kind::Number(n) => Some(n),
        Kind::Word => grammar::only_number(note.lexicon, tokens.get(at..=at)?, note.day),
        Kind::Mark(_) => None,
    }
}
