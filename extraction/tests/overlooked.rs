//! Orders that a model's answer left out: the labels of the corpus as a careful model would answer, each step in turn left out.

#[expect(dead_code, reason = "the scorer of the corpus uses more of it")]
mod support;

use aftercare_extraction::{DraftStep, GatedStep, ReviewReason, StepKind, extract, gate, overlooked};
use chrono::NaiveDate;
use support::note::{Expected, Note, load};
use support::text::{alternatives, fold};

type TestResult = Result<(), Box<dyn std::error::Error>>;

/// Of the orders that the rules find, and an answer left out, so many must be noticed, in percent.
const LEAST_NOTICED: usize = 95;
/// Of what the rules find so many may be shown as missing though the answer has it, in percent.
const MOST_FALSE: usize = 2;

const FILES: [&str; 1] = ["dev2"];

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 2).unwrap_or_default()
}

fn names(expected: &Expected, text: &str) -> bool {
    let text = fold(text);
    expected.keywords.iter().all(|words| alternatives(words).any(|word| text.contains(&fold(&word))))
}

/// The labels of a note, each quoted by the sentence that names it, and described by the words of it that the label asks for; the later
/// phases of a medicine by its name. Those that no sentence names are left out.
fn honest(note: &Note) -> Vec<(&Expected, DraftStep)> {
    let pieces: Vec<&str> = note
        .text
        .split_inclusive(['\n', ';'])
        .flat_map(|line| line.split_inclusive(". "))
        .map(str::trim)
        .filter(|piece| piece.chars().count() <= 190)
        .collect();
    let rules = extract(&note.text, day());
    let once = note.checklist.iter().map(|expected| (StepKind::Checklist, expected));
    let plan = note.plan.iter().map(|expected| (StepKind::Plan, expected));
    let told = once.chain(plan).filter_map(|(kind, expected)| {
        let passage = pieces.iter().rev().find(|piece| names(expected, piece))?;
        let words: Vec<String> = expected
            .keywords
            .iter()
            .filter_map(|k| alternatives(k).find(|word| fold(passage).contains(&fold(word))))
            .collect();
        let words = words.join(" ").trim().to_owned();
        let phase = rules
            .iter()
            .filter(|step| names(expected, &step.description))
            .find_map(|step| step.description.split_once(": "));
        let name = phase.map(|(name, _)| name).filter(|name| !fold(&words).contains(&fold(name)));
        let description = name.map_or_else(|| words.clone(), |name| format!("{name}: {words}"));
        Some((
            expected,
            DraftStep {
                kind,
                description,
                passage: (*passage).to_owned(),
                duration_days: expected.duration_days.map(i64::from),
                times_per_day: expected.times_per_day.map(i64::from),
                every_days: expected.every_days,
                as_needed: expected.as_needed,
                ..DraftStep::default()
            },
        ))
    });
    told.collect()
}

/// What is shown as missing where a model answers so.
fn missing(note: &str, drafts: Vec<DraftStep>) -> Vec<GatedStep> {
    let gated = gate(note, day(), drafts).unwrap_or_default();
    let missing = overlooked(note, day(), &gated);
    assert!(missing.iter().all(|step| step.review == Some(ReviewReason::MayBeMissing)));
    assert!(gated.steps.len() + missing.len() <= 50);
    missing
}

#[test]
fn a_step_that_a_model_left_out_is_noticed() -> TestResult {
    let show = std::env::var("NOTICE_MISSES").is_ok_and(|v| v == "1");
    let (mut found, mut noticed, mut rules, mut alarms, mut left_out, mut unlabelled) = (0, 0, 0, 0, 0, 0);
    for file in FILES {
        for note in load::<Note>(file)? {
            let answer = honest(&note);
            let drafts = || answer.iter().map(|(_, draft)| draft.clone());
            let own = gate(&note.text, day(), extract(&note.text, day())).unwrap_or_default().steps;
            let own: Vec<GatedStep> = own.into_iter().filter(|step| step.review.is_none()).collect();
            rules += own.len();
            for step in missing(&note.text, drafts().collect()) {
                let labelled = answer.iter().any(|(expected, _)| names(expected, &step.description));
                if labelled {
                    alarms += 1;
                    if show {
                        println!(
                            "ALARM {} {:?} in {:?}",
                            note.id,
                            step,
                            drafts()
                                .map(|d| (d.description, d.duration_days, d.times_per_day))
                                .collect::<Vec<_>>()
                        );
                    }
                } else if note.checklist.iter().chain(&note.plan).any(|label| names(label, &step.description))
                {
                    left_out += 1;
                } else {
                    unlabelled += 1;
                }
            }
            for (n, (expected, _)) in answer.iter().enumerate() {
                // One that the rules find, and no other label is named alike.
                let is_found = own.iter().filter(|step| names(expected, &step.description)).count();
                let alike = answer.iter().filter(|(other, _)| other.keywords == expected.keywords).count();
                if is_found < alike {
                    continue;
                }
                found += 1;
                let rest = drafts().enumerate().filter(|(at, _)| *at != n).map(|(_, draft)| draft);
                let told = missing(&note.text, rest.collect());
                let is_told = told.iter().any(|step| names(expected, &step.description));
                noticed += usize::from(is_told);
                if show && !is_told {
                    println!(
                        "LOST {} {:?} of {:?}",
                        note.id,
                        expected.keywords,
                        drafts()
                            .map(|d| (d.description, d.duration_days, d.times_per_day))
                            .collect::<Vec<_>>()
                    );
                }
            }
        }
    }
    println!(
        "{noticed} of {found} orders left out are noticed; of {rules} steps of the rules {alarms} are shown though the answer has them, and {unlabelled} that have no label ({left_out} more are labelled, and were not in the answer)"
    );
    assert!(noticed * 100 >= found * LEAST_NOTICED, "{noticed} of {found}");
    assert!(alarms * 100 <= rules * MOST_FALSE, "{alarms} of {rules}");
    Ok(())
}

fn step(description: &str, passage: &str, days: Option<i64>, times: Option<i64>) -> DraftStep {
    DraftStep {
        description: description.to_owned(),
        passage: passage.to_owned(),
        duration_days: days,
        times_per_day: times,
        ..DraftStep::default()
    }
}

/// The descriptions of what is shown as missing.
fn shown(note: &str, drafts: Vec<DraftStep>) -> Vec<String> {
    missing(note, drafts).into_iter().map(|step| step.description).collect()
}

#[test]
fn the_second_of_two_medicines_is_missed_even_where_the_passage_quotes_both() {
    let note =
        "Take amoxicillin 500 mg three times daily for 7 days and prednisolone 30 mg once daily for 5 days.";
    let answer = vec![step("Amoxicillin 500 mg", note, Some(7), Some(3))];
    assert_eq!(shown(note, answer), ["Prednisolone 30 mg once daily for 5 days"]);
    let whole = vec![
        step("Amoxicillin 500 mg", note, Some(7), Some(3)),
        step("Prednisolone 30 mg", note, Some(5), Some(1)),
    ];
    assert!(shown(note, whole).is_empty());
}

#[test]
fn a_lost_phase_of_a_taper_is_missed() {
    let note =
        "Prednisolone 30 mg daily for 5 days, then 20 mg daily for 5 days, then 10 mg daily for 5 days.";
    let phase = |dose: &str, start: i64| DraftStep {
        starts_after_days: start,
        ..step(&format!("Prednisolone {dose} mg"), note, Some(5), Some(1))
    };
    assert!(shown(note, vec![phase("30", 0), phase("20", 5), phase("10", 10)]).is_empty());
    let missed = shown(note, vec![phase("30", 0), phase("10", 10)]);
    assert!(missed.len() == 1 && missed.iter().all(|step| step.contains("20 mg")), "{missed:?}");
}

#[test]
fn other_words_and_another_place_are_no_omission() {
    let note = "Plan: doxycycline. Rest.\nTake doxycycline 100 mg twice daily for 7 days. Bloods in 3 weeks.";
    let answer = vec![
        step("One capsule of doxycycline", "doxycycline 100 mg twice daily for 7 days", Some(7), Some(2)),
        DraftStep {
            kind: StepKind::Checklist,
            starts_after_days: 21,
            ..step("Have your blood taken", "Bloods in 3 weeks", None, None)
        },
    ];
    assert!(shown(note, answer).is_empty());
}

#[test]
fn an_empty_answer_shows_whatever_the_rules_find() {
    let note = "Take doxycycline 100 mg twice daily for 7 days. Bloods in 3 weeks.";
    assert_eq!(shown(note, Vec::new()).len(), 2);
    assert!(shown("Routine check. All normal. Nothing needed.", Vec::new()).is_empty());
}
