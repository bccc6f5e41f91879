//! A model that errs, and one that does not, on every note of the tuning corpus. Steps that are right but for one thing are
//! held back; those that the notes' own labels describe, quoted as a model would, are let through.

#[expect(dead_code, reason = "the scorer of the corpus uses more of it")]
mod support;

use aftercare_extraction::{DraftStep, StepKind, extract, gate};
use chrono::NaiveDate;
use support::note::{Expected, Note, load};
use support::text::{alternatives, fold};

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 2).unwrap_or_default()
}

/// Right steps held back at most, in percent: in half of them the sentence that has the keywords is not the one that orders
/// the step; others are misspelt, or quote several steps at once.
const MOST_HELD: usize = 10;

/// One way to err; `None` where a step has nothing to be wrong about.
type Lie = fn(&DraftStep) -> Option<DraftStep>;

/// Each way to err, and how many of 1000 such steps must be held back.
const LIES: &[(&str, Lie, usize)] = &[
    (
        "another length",
        |step| {
            let days = step.duration_days? * 3 + 5;
            Some(DraftStep { duration_days: Some(days), ..step.clone() })
        },
        990,
    ),
    (
        "no end",
        |step| {
            step.duration_days.filter(|days| *days > 1 && step.starts_after_days == 0)?;
            Some(DraftStep { duration_days: None, ..step.clone() })
        },
        900,
    ),
    (
        "three times as often",
        |step| {
            let times = step.times_per_day? * 3 + 1;
            Some(DraftStep { times_per_day: Some(times), ..step.clone() })
        },
        990,
    ),
    (
        "a weekly medicine daily",
        |step| {
            step.every_days.filter(|days| *days > 1.0)?;
            Some(DraftStep { every_days: None, times_per_day: Some(1), ..step.clone() })
        },
        980,
    ),
    (
        "weekly by the numbers and daily by the words",
        |step| {
            step.every_days.filter(|days| (*days - 7.0).abs() < 0.1)?;
            Some(DraftStep { description: "Take it every day".to_owned(), ..step.clone() })
        },
        950,
    ),
    (
        "an invented medicine",
        |step| Some(DraftStep { description: "Take cyclophosphamide".to_owned(), ..step.clone() }),
        1000,
    ),
    (
        "ten times the dose",
        |step| {
            let (before, after) = step.description.split_once(" mg")?;
            let digits = before.chars().rev().take_while(char::is_ascii_digit).count();
            let is_whole = !before[..before.len() - digits].ends_with(['.', ',']);
            (digits > 0 && is_whole).then_some(())?;
            let description = format!("{before}0 mg{after}");
            Some(DraftStep { description, ..step.clone() })
        },
        950,
    ),
    (
        "words that are not in the note",
        |step| {
            Some(DraftStep { passage: format!("{} as agreed with the ward", step.passage), ..step.clone() })
        },
        1000,
    ),
];

/// What a careful model would answer: each step that the note is labelled with, in the words of the sentence that has its
/// keywords.
fn honest(note: &Note) -> Vec<DraftStep> {
    let pieces =
        || note.text.split_inclusive(['\n', ';']).flat_map(|line| line.split_inclusive(". ")).map(str::trim);
    let told = |expected: &Expected, kind| {
        let has = |piece: &&str| {
            let piece = fold(piece);
            expected.keywords.iter().all(|words| alternatives(words).any(|word| piece.contains(&fold(&word))))
        };
        let passage = pieces().filter(|piece| piece.chars().count() <= 120).find(has)?;
        Some(DraftStep {
            kind,
            description: passage.trim_start_matches(['-', '*', '•', ' ']).to_owned(),
            passage: passage.to_owned(),
            duration_days: expected.duration_days.map(i64::from),
            times_per_day: expected.times_per_day.map(i64::from),
            every_days: expected.every_days,
            as_needed: expected.as_needed,
            starts_after_days: 0,
        })
    };
    let once = note.checklist.iter().filter_map(|expected| told(expected, StepKind::Checklist));
    once.chain(note.plan.iter().filter_map(|expected| told(expected, StepKind::Plan))).collect()
}

#[test]
fn what_is_right_is_let_through() -> Result<(), Box<dyn std::error::Error>> {
    let (mut all, mut held) = (0, Vec::new());
    for note in load("dev")? {
        for draft in honest(&note) {
            let gated =
                gate(&note.text, day(), vec![draft]).map_err(|error| format!("{}: {error}", note.id))?;
            all += 1;
            held.extend(
                gated
                    .steps
                    .into_iter()
                    .filter(|step| step.review.is_some())
                    .map(|step| (note.id.clone(), step)),
            );
        }
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
    for note in load("dev")? {
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
        let lies: Vec<_> = steps.iter().filter_map(|(note, step)| Some((note, lie(step)?))).collect();
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
        assert!(lies.len() > 20, "{name}: too few to tell");
        if (lies.len() - through.len()) * 1000 < lies.len() * floor {
            failed.push(*name);
        }
    }
    assert!(failed.is_empty(), "held back too rarely: {failed:?}");
    Ok(())
}
