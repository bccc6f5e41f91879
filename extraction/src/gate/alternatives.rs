//! "Paracetamol or ibuprofen", "alternate paracetamol and ibuprofen", "500 mg or 1 g": a choice is no standing order, and nobody but
//! the doctor makes it.

use super::compare::Case;
use super::doses::doses;
use super::own::{Own, is_medicine};
use crate::grammar::{At, Fact};
use crate::lexicon::{Cue, Found, Subject};
use crate::rules::{Clause, Sentence};
use crate::text::{Kind, Token};
use crate::{ReviewReason, StepKind};

/// How far apart the two may stand, in tokens.
const FURTHEST: usize = 20;
/// How far in front of the second the word of choice may stand, in tokens.
const NEAR: usize = 3;
/// The same where a condition stands between ("or, if unavailable, rivaroxaban").
const NEAR_CONDITION: usize = 7;
/// So many tokens of a clause are looked at.
const LONGEST: usize = 40;

const OR: &[&str] =
    &["or", "o", "u", "ou", "oder", "bzw", "beziehungsweise", "respectively", "alternatively"];
/// What begins a choice of its own ("alternatively azithromycin").
const ELSE: &[&str] = &["alternativ"];

/// What opens a clause of a substitute.
const STANDS_IN: &[&[&str]] = &[
    &["a", "defaut"],
    &["en", "su", "defecto"],
    &["ersatzweise"],
    &["can", "be", "swapped"],
    &["can", "be", "switched"],
    &["can", "be", "replaced"],
    &["may", "be", "swapped"],
    &["may", "be", "replaced"],
];
/// Names that end alike in so many letters are of a kind.
const ENDING: usize = 4;

/// What the word of a rotation begins with, in the four languages.
const ALTERNATE: &[&str] = &["alternat", "altern", "abwechselnd", "wechsel"];
/// "On alternate days" is a rhythm of one medicine.
const DAYS: &[&str] = &[
    "day", "days", "dia", "dias", "jour", "jours", "tag", "tage", "night", "nights", "week", "weeks", "site",
    "sites", "side", "sides", "arm", "arms", "leg", "legs", "nostril", "nostrils", "eye", "eyes",
];
/// Words between such a word and the other dose or medicine.
const WITH: &[&str] = &["with", "con", "avec", "mit", "entre", "between", "and", "y", "et", "und"];

/// Two medicines of a sentence that the note leaves a choice of.
#[derive(Debug, Clone, Copy)]
pub struct Choice {
    first: Found<Subject>,
    second: Found<Subject>,
    which: Which,
}

/// How two medicines stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Which {
    /// One or the other.
    Either,
    /// One or, on a condition that is none of need, the other ("or, if unavailable,").
    Substitute,
    /// The second may take turns with the first, which stays a regular one.
    Rotates,
    /// Both take turns.
    TakeTurns,
}

impl Choice {
    /// Those of a sentence.
    pub fn all(sentence: &Sentence) -> Vec<Self> {
        let medicines: Vec<&Found<Subject>> =
            sentence.subjects.iter().filter(|s| s.sense == Subject::Medicine).collect();
        let pairs = medicines.windows(2).filter_map(|pair| match pair {
            [first, second] => Some((*first, *second)),
            _ => None,
        });
        let near = pairs.filter(|(first, second)| second.from.abs_diff(first.to) <= FURTHEST);
        near.filter_map(|(first, second)| {
            let which = which(sentence, first, second)?;
            Some(Self { first: *first, second: *second, which })
        })
        .collect()
    }
}

/// How the second of two neighbours stands to the first, if the words between or in front leave a choice.
fn which(sentence: &Sentence, first: &Found<Subject>, second: &Found<Subject>) -> Option<Which> {
    let between = |near: usize| {
        let from = second.from.saturating_sub(near).max(first.to);
        sentence.tokens.get(from..second.from).unwrap_or_default()
    };
    let is_or = |t: &Token| OR.contains(&t.word.as_str()) || begins(t, ELSE);
    let condition = sentence
        .facts_in(second.from.saturating_sub(NEAR_CONDITION).max(first.to), second.from)
        .any(|f| f.fact == Fact::If);
    if condition && between(NEAR_CONDITION).iter().any(is_or) {
        return Some(Which::Substitute);
    }
    // "..., do not take with grapefruit or simvastatin"
    if sentence.cues_in(first.to, second.from).any(|c| c.sense == Cue::Not) {
        return None;
    }
    let words = between(NEAR);
    if words.iter().any(is_or) || are_of_a_kind(sentence, first, second) {
        return Some(Which::Either);
    }
    if alternates(words) {
        return Some(Which::Rotates);
    }
    let front = sentence.tokens.get(first.from.saturating_sub(NEAR)..first.from).unwrap_or_default();
    let joined =
        words.iter().any(|t| WITH.contains(&t.word.as_str()) || matches!(t.word.as_str(), "e" | "/"));
    (alternates(front) && joined).then_some(Which::TakeTurns)
}

/// "Lansoprazole 30 mg od / omeprazole 20 mg od": a stroke between two of a kind, told by how their names end.
fn are_of_a_kind(sentence: &Sentence, first: &Found<Subject>, second: &Found<Subject>) -> bool {
    let name = |s: &Found<Subject>| s.to.checked_sub(1).and_then(|at| sentence.tokens.get(at));
    let stroke = second.from.checked_sub(1).and_then(|at| sentence.tokens.get(at)).is_some_and(|t| t.is('/'));
    let ending = |word: &str| {
        word.char_indices().rev().nth(ENDING - 1).and_then(|(at, _)| word.get(at..).map(str::to_owned))
    };
    let alike = name(first).zip(name(second)).is_some_and(|(a, b)| {
        a.word != b.word && ending(&a.word).is_some() && ending(&a.word) == ending(&b.word)
    });
    let timed = |from: usize| {
        sentence
            .facts_in(from, from + FURTHEST)
            .any(|f| f.from >= from && matches!(f.fact, Fact::Frequency { .. }))
    };
    stroke && alike && timed(first.to)
}

/// Whether a clause opens with words of a substitute ("À défaut, ...", "Can be swapped for ...").
fn stands_in(sentence: &Sentence, clause: &Clause) -> bool {
    let words: Vec<&str> = sentence
        .tokens
        .get(clause.from..clause.to)
        .unwrap_or_default()
        .iter()
        .take(NEAR + 1)
        .map(|t| t.word.as_str())
        .collect();
    STANDS_IN.iter().any(|phrase| words.starts_with(phrase))
}

fn begins(token: &Token, fronts: &[&str]) -> bool {
    fronts.iter().any(|front| token.word.starts_with(front))
}

/// Whether a word of rotation stands among the words.
fn alternates(words: &[Token]) -> bool {
    words.iter().any(|t| begins(t, ALTERNATE) && !begins(t, ELSE))
        && !words.iter().any(|t| DAYS.contains(&t.word.as_str()))
}

/// Holds back a regular step of medicines that the note leaves a choice of, of the one that another may alternate with, or of a
/// dose that it leaves a choice of.
pub fn review(case: &Case, own: &Own) -> Option<ReviewReason> {
    let regular = case.step.kind == StepKind::Plan && !case.step.as_needed;
    let is_substitute = |which| which == Which::Substitute;
    if is_chosen(case, is_substitute)
        || regular && leaves_choice(case)
        || regular && own.clauses().any(|(s, c)| is_medicine(s, c) && (turns(s, c) || stands_in(s, c)))
    {
        return Some(ReviewReason::FrequencyContradicted);
    }
    let open = regular && own.clauses().any(|(s, c)| is_medicine(s, c) && leaves_open(s, c));
    open.then_some(ReviewReason::DoseContradicted)
}

/// Whether the step is of a medicine that the note leaves a choice of, so that it is one for when it is needed.
pub fn leaves_choice(case: &Case) -> bool {
    is_chosen(case, |which| which != Which::Substitute)
}

/// Whether the step is of a medicine of such a choice.
fn is_chosen(case: &Case, counts: impl Fn(Which) -> bool) -> bool {
    case.quoted.clone().any(|n| {
        let Some(sentence) = case.note.sentences.get(n) else { return false };
        case.note.choices(n).iter().filter(|choice| counts(choice.which)).any(|choice| {
            let first = choice.which != Which::Rotates && is_named(case, sentence, &choice.first);
            first || is_named(case, sentence, &choice.second)
        })
    })
}

fn is_named(case: &Case, sentence: &Sentence, subject: &Found<Subject>) -> bool {
    let words = sentence.tokens.get(subject.from..subject.to).unwrap_or_default();
    words.iter().any(|t| t.kind == Kind::Word && t.word.len() > 2 && case.description.contains(&t.word))
}

/// Whether a clause alternates two doses ("5 mg alternating with 2.5 mg"), or its only medicine with one of before ("alternating
/// with ibuprofen 400 mg").
fn turns(sentence: &Sentence, clause: &Clause) -> bool {
    let word = |at: usize| sentence.tokens.get(at);
    let turn = (clause.from..clause.to.min(clause.from + LONGEST))
        .find(|at| word(*at).is_some_and(|t| begins(t, ALTERNATE) && !begins(t, ELSE)));
    let Some(at) = turn else { return false };
    let with = (at + 1..at + 3).any(|n| word(n).is_some_and(|t| WITH.contains(&t.word.as_str())));
    let days = word(at + 1).is_some_and(|t| DAYS.contains(&t.word.as_str()));
    let starts = clause.subject.is_some_and(|s| s.from > at && s.from <= at + NEAR + 1);
    let facts: Vec<At> = sentence.facts_in(clause.from, clause.to).copied().collect();
    with && !days && starts || differ(&doses(&sentence.tokens, &facts))
}

fn differ(doses: &[(f64, f64)]) -> bool {
    doses
        .first()
        .is_some_and(|(first, _)| doses.iter().any(|(dose, _)| (dose - first).abs() > 0.001 * first.abs()))
}

/// Whether the doctor leaves a choice of two doses: "500 mg or 1 g", "20 or 40 mg".
fn leaves_open(sentence: &Sentence, clause: &Clause) -> bool {
    let or = |from: usize, to: usize| {
        let words = sentence.tokens.get(from..to).unwrap_or_default();
        to.saturating_sub(from) <= NEAR && words.iter().any(|t| OR.contains(&t.word.as_str()))
    };
    // A cream's strength is no dose.
    let measured = |f: &&At| match f.fact {
        Fact::Dose { unit, .. } => sentence.tokens.get(unit).is_some_and(|t| !t.is('%')),
        _ => false,
    };
    let within: Vec<&At> = sentence.facts_in(clause.from, clause.to).filter(measured).collect();
    let of_two = within.windows(2).any(|pair| matches!(pair, [a, b] if or(a.to, b.from)));
    // "20 or 40 mg" is one dose with two ends.
    let of_ends = |f: &&At| match f.fact {
        Fact::Dose { low, high, .. } => high > low && or(f.from, f.to.min(f.from + NEAR)),
        _ => false,
    };
    of_two || within.iter().any(of_ends) || !within.is_empty() && doubles(sentence, clause)
}

/// "10 mg once or twice daily": the second is twice the first.
fn doubles(sentence: &Sentence, clause: &Clause) -> bool {
    const ONCE: &[&str] = &["once", "one", "1", "una", "une", "einmal", "ein", "1x"];
    let is = |at: Option<usize>, words: &[&str]| {
        at.and_then(|n| sentence.tokens.get(n)).is_some_and(|t| words.contains(&t.word.as_str()))
    };
    sentence.facts_in(clause.from, clause.to).any(|f| match f.fact {
        Fact::Frequency { times: Some(times), rarer: Some(rarer), .. }
            if (times - 2.0 * rarer).abs() < 0.01 =>
        {
            let words = sentence.tokens.get(f.from..f.to).unwrap_or_default();
            words.iter().any(|t| OR.contains(&t.word.as_str()))
        }
        // "once or" in front of "twice daily", which is one word of the tables
        Fact::Frequency { times: Some(times), .. } => {
            (times - 2.0).abs() < 0.01 && is(f.from.checked_sub(1), OR) && is(f.from.checked_sub(2), ONCE)
        }
        _ => false,
    })
}
