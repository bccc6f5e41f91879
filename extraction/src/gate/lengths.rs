//! How long, against what the passage says; and words of a length that nobody could read.

use super::amounts;
use super::beginnings::in_days;
use super::compare::Case;
use super::own::Own;
use super::rarer;
use super::said::Heard;
use crate::grammar::{Fact, Reading};
use crate::lexicon::{Cue, Subject};
use crate::rules::{Clause, Sentence};
use crate::{GatedStep, ReviewReason, StepKind};

/// A sentence that does nothing but give a length is no longer than this, in tokens.
const LONGEST_AMENDMENT: usize = 8;

/// Numbers of sessions or pieces are looked for in so many words of a clause.
const LONGEST_COUNTED: usize = 40;

/// Holds back a step with another length than its own clauses give, or with one from which they give none that can be read.
pub fn review(case: &Case, own: &Own, heard: &Heard) -> Option<ReviewReason> {
    if is_unread(case, own, heard) {
        return Some(ReviewReason::LengthUnread);
    }
    contradicts(case, own, heard).then_some(ReviewReason::DurationContradicted)
}

/// Whether the step's own words speak of a length or an end from which none was read, and give no other that is the step's.
fn is_unread(case: &Case, own: &Own, heard: &Heard) -> bool {
    let unread = if own.parts.is_empty() {
        case.sentences().flat_map(|s| &s.facts).any(|f| f.fact == Fact::UnreadLength)
    } else {
        own.clauses().any(|(s, c)| s.facts_in(c.from, c.to).any(|f| f.fact == Fact::UnreadLength))
    };
    let read = case.step.duration_days.is_some_and(|days| heard.own.has_length(days.into()));
    unread && !read
}

fn contradicts(case: &Case, own: &Own, heard: &Heard) -> bool {
    let (step, said) = (case.step, &heard.own);
    let plan = step.kind == StepKind::Plan;
    match step.duration_days {
        Some(1) if !plan => false,
        Some(days) => {
            let days = f64::from(days);
            let elsewhere =
                said.lengths.is_empty() && (heard.inside.has_length(days) || heard.outside.has_length(days));
            !said.has_length(days)
                && !elsewhere
                && !lasts_until_next(case, days)
                && !is_denied_until(case, own, days)
                && !is_counted(case, own, days)
        }
        None if plan => loses_end(step, own, heard) || is_amended(case, heard),
        // Nor a course that is taken daily be ticked off once.
        None => {
            said.sure_lengths == 1
                && said.stated_frequencies == 1
                && said.lengths.iter().all(|(low, _)| *low > 1.0)
                && !said.phases
                && !case.attends(own)
        }
    }
}

/// Whether a course with an end became one without, or what is for today is repeated for ever.
fn loses_end(step: &GatedStep, own: &Own, heard: &Heard) -> bool {
    let said = &heard.own;
    let today = said.today && said.lengths.is_empty() && said.frequencies.is_empty() && !step.as_needed;
    // Of a taper, a phase may go on for ever; not one of those that all end.
    let ends = |(sentence, clause): (&Sentence, &Clause)| {
        let reading = Reading::of(&sentence.facts, clause.from, clause.to);
        reading.length.is_some() || reading.phase.is_some_and(|(_, days)| days > 0.5)
    };
    let all_end = own.clauses().count() > 0 && own.clauses().all(ends);
    let surely = said.sure_lengths > 0;
    let of_condition = step.as_needed && own.clauses().any(|(s, c)| is_of_condition(s, c));
    let ended = (said.ends > 0 || all_end) && !of_condition && (!said.open_end || surely && all_end);
    (ended || today && !said.open_end) && (!said.phases || all_end)
}

/// "If bowels not open for 2 days": the length is the condition's.
fn is_of_condition(sentence: &Sentence, clause: &Clause) -> bool {
    let mut facts = sentence.facts_in(clause.from, clause.to).skip_while(|f| f.fact != Fact::If);
    facts.any(|f| matches!(f.fact, Fact::Length { .. }))
}

/// "Amoxicillin 500 mg three times a day. For 7 days.": the sentence behind gives the length.
fn is_amended(case: &Case, heard: &Heard) -> bool {
    let amends = |s: &Sentence| {
        let said = s.facts.first().filter(|f| f.from <= 1);
        s.tokens.len() <= LONGEST_AMENDMENT
            && said.is_some_and(|f| matches!(f.fact, Fact::Length { sure: true, .. }))
    };
    let silent = heard.own.lengths.is_empty() && heard.inside.lengths.is_empty() && !heard.own.open_end;
    silent && rarer::next(case.note, *case.quoted.end()).is_some_and(amends)
}

/// "Every 2 weeks, six sessions", "three a day until the box of 21 is used up": a number and the rhythm give the length.
fn is_counted(case: &Case, own: &Own, days: f64) -> bool {
    let apart = case.step.every_days.unwrap_or(1.0) / f64::from(case.step.times_per_day.unwrap_or(1));
    let gives = |n: f64| n > 1.5 && (n * apart - days).abs() < 0.5;
    own.clauses().any(|(sentence, clause)| {
        let tokens = clause.from..clause.to.min(clause.from + LONGEST_COUNTED);
        let counts = |at: &usize| {
            let mut facts = sentence.facts_in(clause.from, clause.to);
            let said = facts.find(|f| f.from <= *at && *at < f.to).map(|f| f.fact);
            matches!(said, None | Some(Fact::Pieces(_) | Fact::Total(_) | Fact::Repeats(_)))
        };
        tokens
            .into_iter()
            .filter(counts)
            .filter_map(|at| amounts::number(case.note, &sentence.tokens, at))
            .any(gives)
    })
}

/// "No coffee this week", "do not change it before Monday": what is not to be done until a day lasts so long.
fn is_denied_until(case: &Case, own: &Own, days: f64) -> bool {
    let denies = case.words.iter().any(|w| w.cues.iter().any(|c| c.sense == Cue::Not));
    let until = |f: &Fact| matches!(f, Fact::Date(date) if (in_days(*date) - days).abs() <= 1.0);
    denies && own.clauses().any(|(s, c)| s.facts_in(c.from, c.to).any(|f| until(&f.fact)))
}

/// "40 mg twice daily, increasing to 80 mg after two weeks": the first phase lasts until the next begins.
fn lasts_until_next(case: &Case, days: f64) -> bool {
    let begins = |f: &Fact| matches!(f, Fact::Date(date) if (in_days(*date) - days).abs() <= 1.0);
    // "20 mg daily; after 4 weeks increase to 40 mg daily."
    let behind = case.note.sentences.get(case.quoted.end() + 1).filter(|s| {
        let block = case.sentences().last().is_some_and(|own| own.block == s.block);
        block && !s.subjects.iter().any(|s| s.sense == Subject::Medicine)
    });
    let amount = |s: &Sentence| s.facts.iter().any(|f| matches!(f.fact, Fact::Dose { .. } | Fact::Pieces(_)));
    if behind.is_some_and(|s| amount(s) && s.facts.iter().any(|f| begins(&f.fact))) {
        return true;
    }
    case.quoted.clone().any(|n| {
        let Some(sentence) = case.note.sentences.get(n) else { return false };
        let medicine = sentence.subjects.iter().any(|s| s.sense == Subject::Medicine);
        let phases = case.note.clauses(n).iter().filter(|(clause, _)| clause.phase);
        medicine && phases.into_iter().any(|(c, _)| sentence.facts_in(c.from, c.to).any(|f| begins(&f.fact)))
    })
}
