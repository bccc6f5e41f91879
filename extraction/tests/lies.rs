//! A model that errs, and one that does not, on every note of the tuning corpus. Steps that are right but for one thing are
//! held back; those that the notes' own labels describe, quoted as a model would, are let through.

#[expect(dead_code, reason = "the scorer of the corpus uses more of it")]
mod support;

#[path = "lies/honest.rs"]
mod honest;
#[path = "lies/kinds.rs"]
mod kinds;

use aftercare_extraction::{DraftStep, StepKind, extract, gate};
use chrono::NaiveDate;
use honest::{Wording, honest};
use kinds::LIES;
use support::note::{Note, load};

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 2).unwrap_or_default()
}

/// Right steps held back at most, in percent: in many of them the sentence that has the keywords is not the one that orders
/// the step, or its words are misspelt.
const MOST_HELD: usize = 5;

/// Steps of sentences that order nothing let through at most, in percent.
const MOST_THROUGH: usize = 5;
/// Fewer tell nothing of a kind of lie.
const FEWEST_LIES: usize = 20;

#[test]
fn what_is_right_is_let_through() -> Result<(), Box<dyn std::error::Error>> {
    let let_through = [Wording::Sentence, Wording::Name].map(let_through);
    let_through.into_iter().collect()
}

fn let_through(wording: Wording) -> Result<(), Box<dyn std::error::Error>> {
    let (mut all, mut held) = (0, Vec::new());
    for note in load::<Note>("dev")? {
        let drafts = honest(&note, wording);
        let gated = gate(&note.text, day(), drafts).map_err(|error| format!("{}: {error}", note.id))?;
        all += gated.steps.len();
        let waiting = gated.steps.into_iter().filter(|step| step.review.is_some());
        held.extend(waiting.map(|step| (note.id.clone(), step)));
    }
    println!("{} of {all} right steps held back", held.len());
    if std::env::var("LIES_THROUGH").is_ok_and(|v| v == "1") {
        for (id, step) in &held {
            println!("    {id} {step:?}");
        }
    }
    assert!(all > 600 && held.len() * 100 < all * MOST_HELD, "{} of {all}", held.len());
    Ok(())
}

#[test]
fn what_is_wrong_in_one_thing_is_held_back() -> Result<(), Box<dyn std::error::Error>> {
    let mut steps: Vec<(String, DraftStep)> = Vec::new();
    for note in load::<Note>("dev")? {
        let drafts = extract(&note.text, day());
        let gated =
            gate(&note.text, day(), drafts.clone()).map_err(|error| format!("{}: {error}", note.id))?;
        let right =
            gated.steps.into_iter().filter(|step| step.review.is_none() && step.kind == StepKind::Plan);
        for step in right {
            let draft = drafts.iter().find(|draft| draft.description.trim() == step.description);
            steps.extend(draft.map(|draft| (note.text.clone(), draft.clone())));
        }
    }
    let mut failed = Vec::new();
    for (name, lie, floor) in LIES {
        let lies: Vec<_> = steps.iter().filter_map(|(note, step)| Some((note, lie(step, note)?))).collect();
        let held = |(note, step): &&(&String, DraftStep)| {
            // What is out of bounds is refused as a whole.
            gate(note, day(), vec![step.clone()])
                .map_or(true, |gated| gated.steps.iter().all(|s| s.review.is_some()))
        };
        let through: Vec<_> = lies.iter().filter(|lie| !held(lie)).collect();
        println!("{name}: {} of {} held back", lies.len() - through.len(), lies.len());
        if std::env::var("LIES_THROUGH").is_ok_and(|v| v == "1") {
            for (_, step) in through.iter().take(100) {
                println!("    {step:?}");
            }
        }
        assert!(lies.len() >= FEWEST_LIES, "{name}: too few to tell");
        if (lies.len() - through.len()) * 1000 < lies.len() * floor {
            failed.push(*name);
        }
    }
    assert!(failed.is_empty(), "held back too rarely: {failed:?}");
    Ok(())
}

/// Each sentence of `corpus/nothing.txt` as a step of its own, once to be done and once to be repeated.
#[test]
fn what_orders_nothing_is_no_step_for_any_model() -> Result<(), Box<dyn std::error::Error>> {
    let rows = include_str!("corpus/nothing.txt")
        .lines()
        .filter(|row| !row.trim().is_empty() && !row.starts_with('#'));
    let (mut all, mut through) = (0, Vec::new());
    for row in rows {
        for kind in [StepKind::Checklist, StepKind::Plan] {
            let description: String = row.chars().take(200).collect();
            let step = DraftStep { kind, description, passage: row.to_owned(), ..DraftStep::default() };
            let gated = gate(row, day(), vec![step]).map_err(|error| format!("{row}: {error}"))?;
            all += 1;
            through.extend(gated.steps.into_iter().filter(|s| s.review.is_none()).map(|_| row));
        }
    }
    println!("{} of {all} sentences that order nothing held back", all - through.len());
    if std::env::var("LIES_THROUGH").is_ok_and(|v| v == "1") {
        for row in &through {
            println!("    {row}");
        }
    }
    assert!(all > 300 && through.len() * 100 < all * MOST_THROUGH, "{} of {all}", through.len());
    Ok(())
}
