//! An order for a case in which another medicine is not to be had or not to be taken: "if allergic to penicillin, doxycycline 100 mg
//! daily". The patient does not know whether it holds, and "if needed" is not what it means.

use super::own::Own;
use crate::ReviewReason;
use crate::lexicon::{Found, Subject};
use crate::rules::{Clause, Sentence};
use crate::text::Token;

/// Words that open a condition.
const IF: &[&str] = &[
    "if", "unless", "should", "si", "caso", "cas", "falls", "wenn", "bei", "sofern", "sollte", "case", "when",
];

/// What the beginnings of its other words are where it is none of need.
const UNFIT: &[&str] = &[
    "allerg",
    "alerg",
    "intoleran",
    "unvertraglich",
    "tolerat",
    "toler",
    "vertrag",
    "unavailab",
    "disponib",
    "indisponib",
    "lieferbar",
    "verfugbar",
    "contraindi",
    "kontraindi",
    "hypersensib",
    "hipersensib",
    "uberempfindlich",
    "stock",
];

/// Words with which "tolerated" sets no such condition ("increase to 20 mg if tolerated").
const DENIES: &[&str] = &[
    "not", "no", "non", "pas", "nicht", "kein", "keine", "poorly", "mal", "schlecht", "unable", "cannot",
    "can't", "mala", "mauvaise", "out",
];

/// Those of them that need a denial.
const NEED_DENIAL: &[&str] = &["tolerat", "toler", "vertrag", "disponib", "lieferbar", "verfugbar", "stock"];

/// So many tokens at most from the opening word to the medicine, and to what makes it unfit.
const FURTHEST: usize = 12;
const NEAR: usize = 6;

/// Holds back a step about a medicine that stands behind such a condition.
pub fn review(own: &Own) -> Option<ReviewReason> {
    let conditional = own.clauses().any(|(s, c)| is_for_the_unfit(s, c));
    conditional.then_some(ReviewReason::FrequencyContradicted)
}

fn is_for_the_unfit(sentence: &Sentence, clause: &Clause) -> bool {
    // "If not tolerated, switch to clarithromycin": the verb may be what the clause is about.
    let is_medicine = |s: &Found<Subject>| s.sense == Subject::Medicine;
    let mut named = sentence.subjects_in(clause.from, clause.to);
    let Some(medicine) =
        clause.subject.filter(is_medicine).or_else(|| named.find(|s| is_medicine(s)).copied())
    else {
        return false;
    };
    let anchor = medicine.from;
    let start = anchor.saturating_sub(FURTHEST);
    let front = sentence.tokens.get(start..anchor).unwrap_or_default();
    let opens = front.iter().rposition(|t| IF.contains(&t.word.as_str()));
    let Some(at) = opens.filter(|at| opens_something(sentence, start + at)) else { return false };
    let behind = front.get(at + 1..).unwrap_or_default();
    let words = behind.get(..NEAR.min(behind.len())).unwrap_or_default();
    let denied = words.iter().any(|t| DENIES.contains(&t.word.as_str()));
    words.iter().any(|t| begins(t, UNFIT) && (denied || !begins(t, NEED_DENIAL)))
}

/// Whether the condition stands at the beginning of the sentence, or behind a mark or a joining word: in front of its order, and not
/// behind another one.
fn opens_something(sentence: &Sentence, at: usize) -> bool {
    let before = |n: usize| at.checked_sub(n).and_then(|b| sentence.tokens.get(b));
    let joins = |t: &Token| {
        t.word.chars().all(|c| !c.is_alphanumeric())
            || matches!(
                t.word.as_str(),
                "en" | "in" | "and" | "or" | "but" | "y" | "o" | "et" | "ou" | "und" | "oder" | "pero"
            )
    };
    before(1).is_none_or(joins)
}

fn begins(token: &Token, fronts: &[&str]) -> bool {
    fronts.iter().any(|front| token.word.starts_with(front))
}
