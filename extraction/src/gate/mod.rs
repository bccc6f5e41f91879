//! What every extractor's answer passes before it may become a plan.
//!
//! Three checks, of which the first refuses the whole answer and the others hold single steps back: bounds ([`bounds`]), the passage
//! ([`locate`]), and what the passage says, re-read by our own parser: against the step's numbers ([`compare`]) and its words
//! ([`claims`], [`additions`]).
//!
//! What counts is what the step's own clauses say in the whole sentence ([`own`]), however little of it is quoted: how often and how
//! long ([`rarer`], [`course`], [`starts`]), how much ([`amounts`]), whether at all ([`polarity`], [`conditions`]). Several wordings
//! of one course are one step ([`merge`]). What stands in a language that the rules do not read waits, whatever it says.

mod additions;
mod alternatives;
mod amounts;
mod beginnings;
mod bounds;
mod claims;
mod compare;
mod conditions;
mod course;
mod doses;
mod events;
mod frequencies;
mod in_force;
mod late;
mod lengths;
mod locate;
mod merge;
mod orders;
mod own;
mod polarity;
mod rarer;
mod rhythm;
mod said;
mod schedule;
mod script;
mod starts;
mod tapers;
mod timing;
mod twice;
mod unfit;
mod untold;
mod week;
mod words;

#[cfg(test)]
mod tests;

use crate::language::foreign_parts;
use crate::lexicon::{Lexicon, guess};
use crate::markup::{Plain, plain_text};
use crate::text::fold;
use crate::{DraftStep, GateError, Gated, GatedStep, NoteDoubt, ReviewReason, rules};
use chrono::NaiveDate;

/// Characters of a passage at most, with its markup.
const LONGEST_MARKED_UP: usize = 4 * locate::LONGEST;

/// Checks `drafts` against the `note` (written on `day`) they claim to come from.
///
/// # Errors
/// A [`GateError`] when the answer as a whole cannot be trusted; nothing of it may be stored then.
#[expect(
    clippy::needless_pass_by_value,
    reason = "the drafts are spent: only what the gate returns may be used"
)]
pub fn gate(note: &str, day: NaiveDate, drafts: Vec<DraftStep>) -> Result<Gated, GateError> {
    if drafts.len() > bounds::MOST_STEPS {
        return Err(GateError::TooManySteps);
    }
    let steps: Vec<GatedStep> = drafts.iter().map(bounds::check).collect::<Result<_, _>>()?;
    let plain = Plain::of(note);
    let text = plain.text();
    let lexicon = Lexicon::of(guess(text));
    let sentences = rules::read(lexicon, text, day);
    let compared = compare::Compared::new(lexicon, &sentences, day);
    let place = locate::Place::new(text);
    let mut vocabulary = additions::Vocabulary::new(text, &sentences);
    let foreign = foreign_parts(text);
    let mut gated =
        Gated { doubt: (!foreign.is_empty()).then_some(NoteDoubt::ForeignLanguage), ..Gated::default() };
    let mut told: Vec<(merge::Told, String)> = Vec::new();
    for (mut step, draft) in steps.into_iter().zip(&drafts) {
        let words = words::Words::of(&compared, &step.description, note.contains(&step.description));
        let passage = Some(&draft.passage).filter(|passage| passage.chars().nth(LONGEST_MARKED_UP).is_none());
        step.review = match passage.and_then(|passage| place.of(&plain_text(passage))) {
            None => Some(ReviewReason::PassageNotFound),
            Some(bytes) => {
                step.passage = locate::passage(note, plain.origin(bytes.clone()));
                let unread = foreign.iter().any(|part| part.start < bytes.end && bytes.start < part.end);
                step.review
                    .or_else(|| compare::review(&compared, &bytes, &step, &words))
                    .or_else(|| vocabulary.review(&step.description, &words))
                    .or(unread.then_some(ReviewReason::ForeignLanguage))
            }
        };
        let own = merge::Told::of(&words);
        let line = fold(&step.description).split_whitespace().collect::<Vec<_>>().join(" ");
        let known = |(other, (told, said)): (&GatedStep, &(merge::Told, String))| {
            is_same((other, said), (&step, &line)) || merge::is_one((other, told), (&step, &own))
        };
        if !gated.steps.iter().zip(&told).any(known) {
            gated.steps.push(step);
            told.push((own, line));
        }
    }
    let told: Vec<merge::Told> = told.into_iter().map(|(told, _)| told).collect();
    twice::settle(&mut gated.steps, &told);
    Ok(gated)
}

/// Whether two steps, in these words, ask the patient for the same thing at the same times.
fn is_same((a, words): (&GatedStep, &str), (b, other_words): (&GatedStep, &str)) -> bool {
    a.kind == b.kind
        && a.starts_after_days == b.starts_after_days
        && a.duration_days == b.duration_days
        && a.times_per_day == b.times_per_day
        && a.every_days == b.every_days
        && a.weekdays == b.weekdays
        && a.cycle == b.cycle
        && a.times_of_day == b.times_of_day
        && a.as_needed == b.as_needed
        && words == other_words
}
