//! "Paracetamol or ibuprofen", "can alternate with ibuprofen": a choice is no second standing order.

use super::compare::Case;
use crate::lexicon::{Found, Subject};
use crate::rules::Sentence;
use crate::text::{Kind, Token};
use crate::{ReviewReason, StepKind};

/// How far apart the two may stand, in tokens.
const FURTHEST: usize = 20;
/// How far in front of the second the word of choice may stand, in tokens.
const NEAR: usize = 3;

const OR: &[&str] = &["or", "o", "u", "ou", "oder"];

/// What the word of a rotation begins with, in the four languages.
const ALTERNATE: &[&str] = &["alternat", "altern", "abwechselnd", "wechsel"];
/// "On alternate days" is a rhythm of one medicine.
const DAYS: &[&str] =
    &["day", "days", "dia", "dias", "jour", "jours", "tag", "tage", "night", "nights", "week", "weeks"];

/// Two medicines of a sentence that the note leaves a choice of.
#[derive(Debug, Clone, Copy)]
pub struct Choice {
    first: Found<Subject>,
    second: Found<Subject>,
    /// The second may take turns with the first, which stays a regular one.
    rotates: bool,
}

impl Choice {
    /// Those of a sentence.
    pub fn all(sentence: &Sentence) -> Vec<Self> {
        let pairs = sentence.subjects.windows(2).filter_map(|pair| match pair {
            [first, second] if first.sense == Subject::Medicine && second.sense == Subject::Medicine => {
                Some((first, second))
            }
            _ => None,
        });
        let near = pairs.filter(|(first, second)| second.from.abs_diff(first.to) <= FURTHEST);
        let choice = |(first, second): (&Found<Subject>, &Found<Subject>)| {
            let words = sentence
                .tokens
                .get(second.from.saturating_sub(NEAR).max(first.to)..second.from)
                .unwrap_or_default();
            let rotates = alternates(words);
            let or = words.iter().any(|t| OR.contains(&t.word.as_str()));
            (or || rotates).then_some(Self { first: *first, second: *second, rotates: rotates && !or })
        };
        near.filter_map(choice).collect()
    }
}

/// Whether a word of rotation stands among the words.
fn alternates(words: &[Token]) -> bool {
    words.iter().any(|t| ALTERNATE.iter().any(|front| t.word.starts_with(front)))
        && !words.iter().any(|t| DAYS.contains(&t.word.as_str()))
}

/// Holds back a regular step of one of two medicines that the note leaves a choice of, or of the one that another may alternate with.
pub fn review(case: &Case) -> Option<ReviewReason> {
    if case.step.kind != StepKind::Plan || case.step.as_needed {
        return None;
    }
    let chosen = case.quoted.clone().any(|n| {
        let Some(sentence) = case.note.sentences.get(n) else { return false };
        case.note.choices(n).iter().any(|choice| {
            let first = is_named(case, sentence, &choice.first);
            let second = is_named(case, sentence, &choice.second);
            second && !first || first && !second && !choice.rotates
        })
    });
    chosen.then_some(ReviewReason::FrequencyContradicted)
}

fn is_named(case: &Case, sentence: &Sentence, subject: &Found<Subject>) -> bool {
    let words = sentence.tokens.get(subject.from..subject.to).unwrap_or_default();
    words.iter().any(|t| t.kind == Kind::Word && t.word.len() > 2 && case.description.contains(&t.word))
}
