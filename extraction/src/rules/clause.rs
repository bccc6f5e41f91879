//! A sentence in clauses of one step each: one medicine, activity, or phase of a taper.
//!
//! The sentence is cut at commas, colons, dashes, brackets and "and"; a piece that brings nothing of its own ("twice daily",
//! "for 5 days") belongs to what stands before it, one with its own subject, verb, or dose with its own timing begins a clause.

mod subject;

use super::sentence::Sentence;
use crate::grammar::{At, Fact, Reading};
use crate::lexicon::{Cue, Found, Subject};
use subject::subject;

/// What stands in front of a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lead {
    /// Nothing.
    Start,
    /// A comma, colon, dash or bracket.
    Mark,
    /// "and", "plus", "but".
    And,
    /// "or".
    Or,
    /// "then", "followed by".
    Then,
}

/// A clause: a range of its sentence's tokens.
#[derive(Debug, Clone, Copy)]
pub struct Clause {
    /// First token.
    pub from: usize,
    /// One past the last token.
    pub to: usize,
    /// What stands in front.
    pub lead: Lead,
    /// What it is about.
    pub subject: Option<Found<Subject>>,
    /// A further phase of what the clause before is about.
    pub phase: bool,
}

/// The clauses of `sentence`.
pub fn split(sentence: &Sentence) -> Vec<Clause> {
    let mut clauses: Vec<Clause> = Vec::new();
    for piece in pieces(sentence) {
        let Some(current) = clauses.last_mut() else {
            clauses.push(piece);
            continue;
        };
        if piece.lead == Lead::Then && ends_only(sentence, &piece) {
            // "then stop": the taper ends, nothing begins.
            continue;
        }
        match begins(sentence, current, &piece) {
            Begins::Nothing => {
                current.to = piece.to;
                current.subject = better(current.subject, piece.subject);
            }
            Begins::Step => clauses.push(piece),
            Begins::Phase => clauses.push(Clause { phase: true, ..piece }),
        }
    }
    clauses
}

enum Begins {
    Nothing,
    Step,
    Phase,
}

fn begins(sentence: &Sentence, current: &Clause, piece: &Clause) -> Begins {
    let here = Reading::of(&sentence.facts, current.from, current.to);
    let there = Reading::of(&sentence.facts, piece.from, piece.to);
    let dosed = |c: &Clause| {
        sentence.facts.iter().any(|f| {
            f.from >= c.from && f.to <= c.to && matches!(f.fact, Fact::Dose { .. } | Fact::Pieces(_))
        })
    };
    let timed = there.has_frequency() || there.length.is_some() || there.phase.is_some();
    let here_done = here.has_frequency()
        || here.length.is_some()
        || here.phase.is_some()
        || here.date.is_some()
        || here.prn;
    let medicine = |s: Option<Found<Subject>>| s.is_some_and(|s| matches!(s.sense, Subject::Medicine));
    let verb = opens_with_verb(sentence, piece);
    if piece.lead == Lead::Or && !(verb && timed) {
        return Begins::Nothing;
    }
    if let Some(subject) = piece.subject {
        let weak = matches!(subject.sense, Subject::Form | Subject::Thing) && current.subject.is_some();
        let deed = matches!(subject.sense, Subject::Deed | Subject::Errand);
        let attended = current.subject.is_some_and(|s| matches!(s.sense, Subject::Test | Subject::Visit));
        if deed && attended && piece.lead == Lead::Mark && !here.has_time() {
            // "Stool test - drop the pot off this week": how the test is to be done.
            return Begins::Nothing;
        }
        if deed || verb {
            // "..., keep dry for a week": a verb of its own.
            return if current.subject.is_some() || here_done { Begins::Step } else { Begins::Nothing };
        }
        if current.subject.is_none() {
            let leads = here.has_frequency() && dosed(current) && medicine(piece.subject) && timed;
            return if leads || stops(sentence, current) { Begins::Step } else { Begins::Nothing };
        }
        if !weak {
            let both_medicines = medicine(current.subject) && medicine(piece.subject);
            let own_time = timed || there.prn || there.date.is_some() || dosed(piece);
            if medicine(piece.subject) && (own_time || !medicine(current.subject)) {
                return Begins::Step;
            }
            if !both_medicines && (medicine(current.subject) && (here_done || dosed(current))) {
                return Begins::Step;
            }
            if here_done && (own_time || !both_medicines || piece.lead == Lead::Mark) {
                return Begins::Step;
            }
            if stops(sentence, current) || stops(sentence, piece) {
                return Begins::Step;
            }
            return Begins::Nothing;
        }
    }
    if verb && current.subject.is_some() && here.has_time() && timed && piece.lead != Lead::Mark {
        return Begins::Phase;
    }
    if current.subject.is_some() || current.phase {
        let next = piece.lead == Lead::Then && (timed || dosed(piece) || there.prn);
        let numbered = there.phase.is_some() && (here.phase.is_some() || dosed(piece));
        let stepped =
            measured(sentence, piece) && timed && here_done && (measured(sentence, current) || current.phase);
        if next || numbered && here_done || stepped {
            return Begins::Phase;
        }
    }
    if instructed(sentence, piece)
        && here_done
        && (timed || there.date.is_some())
        && matches!(piece.lead, Lead::And | Lead::Mark)
        && !dosed(piece)
    {
        return Begins::Step;
    }
    Begins::Nothing
}

fn measured(sentence: &Sentence, clause: &Clause) -> bool {
    sentence.facts.iter().any(|f| {
        f.from >= clause.from && f.to <= clause.to && matches!(f.fact, Fact::Dose { .. } | Fact::Pieces(_))
    })
}

/// The subject that says more: a name before a form.
fn better(a: Option<Found<Subject>>, b: Option<Found<Subject>>) -> Option<Found<Subject>> {
    match (a, b) {
        (Some(a), Some(b))
            if matches!(a.sense, Subject::Form | Subject::Thing)
                && !matches!(b.sense, Subject::Deed | Subject::Errand) =>
        {
            Some(b)
        }
        (None, b) => b,
        (a, _) => a,
    }
}

/// Whether the clause says nothing but that something ends.
fn ends_only(sentence: &Sentence, clause: &Clause) -> bool {
    let timed = sentence
        .facts
        .iter()
        .any(|f| f.from >= clause.from && f.to <= clause.to && !matches!(f.fact, Fact::Then));
    let stop = sentence
        .cues
        .iter()
        .any(|c| c.from >= clause.from && c.to <= clause.to && matches!(c.sense, Cue::Stop | Cue::Not));
    !timed && stop && clause.subject.is_none()
}

fn stops(sentence: &Sentence, clause: &Clause) -> bool {
    sentence.cues.iter().any(|c| {
        c.from >= clause.from && c.to <= clause.to && matches!(c.sense, Cue::Stop | Cue::Needless | Cue::Past)
    })
}

/// Whether the clause begins with a verb that instructs, or a subject in front of one ("and he can have").
fn opens_with_verb(sentence: &Sentence, clause: &Clause) -> bool {
    sentence.cues.iter().any(|c| {
        c.sense == Cue::Instruct && c.from >= clause.from && c.from <= clause.from + 1 && c.to <= clause.to
    })
}

fn instructed(sentence: &Sentence, clause: &Clause) -> bool {
    sentence.cues.iter().any(|c| {
        c.sense == Cue::Instruct && c.from >= clause.from && c.from <= clause.from + 3 && c.to <= clause.to
    })
}

/// The pieces between the marks and joining words of the sentence.
fn pieces(sentence: &Sentence) -> Vec<Clause> {
    let tokens = &sentence.tokens;
    let mut pieces = Vec::new();
    let (mut from, mut lead, mut at) = (0, Lead::Start, 0);
    let mut push = |from: usize, to: usize, lead: Lead| {
        if from < to {
            pieces.push(Clause { from, to, lead, subject: subject(sentence, from, to), phase: false });
        }
    };
    let mut fact = 0;
    let mut phrase = 0;
    while let Some(token) = tokens.get(at) {
        // Inside of what was read as one thing nothing is cut.
        while sentence.facts.get(fact).is_some_and(|f| f.to <= at) {
            fact += 1;
        }
        while sentence.subjects.get(phrase).is_some_and(|f| f.to <= at) {
            phrase += 1;
        }
        let in_fact = sentence.facts.get(fact).filter(|f| f.from <= at);
        if let Some(then) = in_fact.filter(|f| matches!(f.fact, Fact::Then)) {
            if then.from == at {
                push(from, at, lead);
                (from, lead) = (at, Lead::Then);
            }
            at += 1;
            continue;
        }
        if in_fact.is_some() || sentence.subjects.get(phrase).is_some_and(|f| f.from <= at) {
            at += 1;
            continue;
        }
        let spaced = |n: usize| tokens.get(n).is_none_or(|t| !t.glued);
        let joins = |c: char| token.is(c);
        // "morning and evening" is one thing.
        let slot = |f: Option<&At>| f.is_some_and(|f| matches!(f.fact, Fact::Slot(_)));
        if slot(sentence.facts.get(fact).filter(|f| f.from == at + 1))
            && slot(fact.checked_sub(1).and_then(|f| sentence.facts.get(f)).filter(|f| f.to == at))
        {
            at += 1;
            continue;
        }
        let with = matches!(token.word.as_str(), "with" | "con" | "avec" | "mit" | "w")
            && sentence.subjects.iter().any(|s| s.from == at + 1 && s.sense == Subject::Medicine);
        let dash = joins('-') && spaced(at) && spaced(at + 1);
        let next = if joins(',') || joins('(') || joins(')') || (joins(':') && spaced(at + 1)) || dash {
            Some(Lead::Mark)
        } else if joins('+') || joins('&') || is_joining(&token.word) || with {
            Some(Lead::And)
        } else if matches!(token.word.as_str(), "or" | "oder" | "ou" | "o" | "u" | "nor" | "ni")
            && !token.glued
        {
            Some(Lead::Or)
        } else {
            None
        };
        if let Some(next) = next {
            push(from, at, lead);
            // ", and then": the stronger word leads.
            lead = if from == at && lead != Lead::Start && next == Lead::Mark { lead } else { next };
            from = at + 1;
        }
        at += 1;
    }
    push(from, tokens.len(), lead);
    pieces
}

fn is_joining(word: &str) -> bool {
    matches!(
        word,
        "and"
            | "plus"
            | "but"
            | "so"
            | "while"
            | "meanwhile"
            | "y"
            | "e"
            | "pero"
            | "et"
            | "mais"
            | "und"
            | "sowie"
            | "aber"
            | "mas"
            | "including"
            | "although"
    )
}
