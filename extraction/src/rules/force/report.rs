//! What orders within a report: a report tells, and only what it says is to be done from now on is an order.

use super::super::clause::Clause;
use super::super::sentence::Sentence;
use super::Force;
use crate::lexicon::{Cue, Found};

/// Words that order even in a report.
const ORDERS: &[&str] = &[
    "should", "must", "please", "needs", "debe", "debera", "tiene", "devra", "doit", "soll", "muss", "bitte",
    "remains",
];

/// Takes the force of every clause without such a word.
pub(super) fn keep_orders(
    sentence: &Sentence,
    clauses: &[Clause],
    cues: &[Found<Cue>],
    forces: &mut [Force],
) {
    let orders = |c: &Found<Cue>| {
        c.sense == Cue::Instruct
            && sentence.tokens.get(c.from).is_some_and(|t| ORDERS.contains(&t.word.as_str()))
    };
    for (clause, force) in clauses.iter().zip(forces) {
        if !cues.iter().any(|c| c.from >= clause.from && c.to <= clause.to && orders(c)) {
            *force = Force::None(None);
        }
    }
}
