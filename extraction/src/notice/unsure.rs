//! Words of an end, of the past or of a wish that may be an order all the same: "stop warfarin 5 days before surgery", "commenced on
//! bisoprolol 1.25 mg daily", "MRI requested", "alternatively cefuroxime". Where a note gives no step, each of them is a doubt.

use crate::grammar::Fact;
use crate::lexicon::{Cue, Subject};
use crate::rules::{Clause, Sentence};

/// Verbs that leave a medicine out.
const LEAVE_OUT: &[&str] = &[
    "hold",
    "stop",
    "withhold",
    "omit",
    "pause",
    "suspender",
    "parar",
    "arreter",
    "suspendre",
    "absetzen",
    "pausieren",
];
/// What comes behind such a while.
const BEFORE: &[&str] = &["before", "prior", "antes", "avant", "vor"];
/// Verbs of a new course, told as done.
const STARTED: &[&str] = &["started", "commenced", "initiated"];
/// Words of what must happen first.
const ONCE: &[&str] = &["once", "when", "after", "sobald", "cuando", "quand", "apres"];

/// Whether the clause may order something in spite of such a word.
pub(super) fn may_order(sentence: &Sentence, clause: &Clause) -> bool {
    let has = |words: &[&str]| {
        let own = sentence.tokens.get(clause.from..clause.to).unwrap_or_default();
        own.iter().any(|t| words.contains(&t.word.as_str()))
    };
    let fact = |such: fn(&Fact) -> bool| sentence.facts_in(clause.from, clause.to).any(|f| such(&f.fact));
    let named =
        |such: fn(Subject) -> bool| sentence.subjects_in(clause.from, clause.to).any(|s| such(s.sense));
    let medicine = named(|s| s == Subject::Medicine);
    let often = fact(|f| matches!(f, Fact::Frequency { .. }));
    let dosed = medicine && often && fact(|f| matches!(f, Fact::Dose { .. } | Fact::Pieces(_)));
    let gone_by = sentence.facts.iter().any(|f| matches!(f.fact, Fact::Date(..0)));
    let opens = |words: &[&str]| {
        let front = sentence.tokens.get(clause.from..clause.to.min(clause.from + 2)).unwrap_or_default();
        front.iter().any(|t| words.contains(&t.word.as_str()))
    };
    let bidden =
        sentence.cues_in(clause.from, clause.to).any(|c| c.sense == Cue::Instruct && c.from == clause.from);
    let left_out =
        medicine && opens(LEAVE_OUT) && sentence.tokens.iter().any(|t| BEFORE.contains(&t.word.as_str()));
    let started = dosed && has(STARTED) && !gone_by;
    let later = often && bidden && has(ONCE);
    let asked = named(|s| s == Subject::Test) && has(&["requested"]);
    let instead = dosed && opens(&["alternativ", "alternatively", "alternativamente"]);
    left_out || started || later || asked || instead
}
