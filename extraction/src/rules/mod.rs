//! The rules extractor: a parser for the language of clinical instructions.
//!
//! A note is laid out in blocks under sections ([`layout`]), blocks in sentences ([`sentence`]), sentences in clauses
//! of one step each ([`clause`]). A clause is a step when it is an instruction in force from the note on ([`force`]):
//! not history, not negated, not stopped, not about someone else, not addressed to a computer ([`computer`]). What it says about
//! time is read by the grammar, and put together as a draft ([`decide`], [`step`], [`describe`]).

mod beginning;
mod chain;
mod clause;
mod computer;
mod decide;
mod describe;
mod force;
mod foreign;
mod layout;
mod sentence;
mod shared;
mod step;
mod superseded;
mod turns;

#[cfg(test)]
mod tests;

pub use clause::{Clause, Lead};
pub use computer::addresses;
pub use force::{Force, follows_an_end, returns};
pub use sentence::Sentence;
pub use turns::takes_turns;

use crate::DraftStep;
use crate::grammar::{self, Fact};
use crate::lexicon::{Heading, Language, Lexicon, guess};
use crate::markup::Plain;
use crate::text::{Kind, Token};
use chrono::NaiveDate;

/// How much of a note's first line may be its title, in characters.
const LONGEST_TITLE: usize = 60;

/// Reads the steps out of `note`, written on `day` (the day that "until 14 March" is counted from).
///
/// The language is guessed from the note's small words. Every passage is an exact slice of the note.
pub fn extract(note: &str, day: NaiveDate) -> Vec<DraftStep> {
    let plain = Plain::of(note);
    let mut drafts = extract_in(guess(plain.text()), plain.text(), day);
    for draft in &mut drafts {
        if let Some(written) = plain.written(&draft.passage) {
            written.clone_into(&mut draft.passage);
        }
    }
    drafts
}

fn extract_in(language: Language, note: &str, day: NaiveDate) -> Vec<DraftStep> {
    let lexicon = Lexicon::of(language);
    let sentences = read(lexicon, note, day);
    let mut context = step::Context::default();
    for sentence in &sentences {
        step::read(note, sentence, &mut context);
    }
    let mut steps = context.into_steps();
    chain::follow(lexicon, day, &mut steps);
    steps
}

/// The sentences of `note`, with all that the tables and the grammar say about them.
pub fn read(lexicon: &'static Lexicon, note: &str, day: NaiveDate) -> Vec<Sentence> {
    let foreign = foreign::ranges(note);
    let mut sentences: Vec<Sentence> = layout::blocks(lexicon, note)
        .into_iter()
        .enumerate()
        .flat_map(|(n, block)| sentence::split(lexicon, note, n, &block, &foreign, day))
        .collect();
    if is_report(lexicon, note, day) {
        // What somebody says that they do, under "Exercise:" or "Sleep:", is no plan.
        let asked = note.lines().next().is_some_and(|title| title.to_lowercase().contains("questionnaire"));
        for sentence in sentences.iter_mut().filter(|s| asked || s.section != Heading::Plan) {
            sentence.section = Heading::Report;
        }
    }
    computer::mark(note, &mut sentences);
    sentences
}

/// Whether the note's first words are the title of a report, a list or a record ("Theatre list:", "Copy of letter to employer.").
///
/// A title stands at the very beginning, behind words at most, and orders nothing: "Walk 20 minutes daily" is no minutes of a meeting.
fn is_report(lexicon: &Lexicon, note: &str, day: NaiveDate) -> bool {
    let line: String = note.trim_start().chars().take(LONGEST_TITLE).take_while(|c| *c != '\n').collect();
    let tokens = lexicon.tokens(&line, 0);
    let ends = |t: &Token| matches!(t.kind, Kind::Mark('.' | ':' | ';' | '!' | '?'));
    let title = tokens.split(ends).next().unwrap_or_default();
    let named = (0..3).find_map(|at| {
        let found = title.get(at..).and_then(|rest| lexicon.heading(rest))?;
        (found.sense == Heading::Report).then_some((at, found.to))
    });
    let Some((before, words)) = named else { return false };
    let leads = title.get(..before).unwrap_or_default();
    let plain =
        leads.iter().all(|t| !matches!(t.kind, Kind::Number(_))) && lexicon.subjects(leads).is_empty();
    let ordered = grammar::read(lexicon, title, day).iter().any(|f| match f.fact {
        Fact::Frequency { .. } | Fact::Length { .. } | Fact::Dose { .. } | Fact::Prn => true,
        Fact::Date(days) => days > 0 && words == 1,
        _ => false,
    });
    plain && !ordered
}

/// The clauses of a sentence, and whether each is in force.
pub fn forces(sentence: &Sentence) -> Vec<(Clause, Force)> {
    let clauses = clause::split(sentence);
    let forces = force::of(sentence, &clauses);
    clauses.into_iter().zip(forces).collect()
}
