//! One medicine, one step.

use super::*;

fn step(description: &str, passage: &str, times: i64, days: Option<i64>) -> DraftStep {
    DraftStep {
        description: description.into(),
        passage: passage.into(),
        times_per_day: Some(times),
        duration_days: days,
        ..draft()
    }
}

/// The steps that come through, and why each waits.
fn reviews(note: &str, drafts: Vec<DraftStep>) -> Vec<Option<ReviewReason>> {
    gate(note, day(), drafts).unwrap().steps.iter().map(|step| step.review).collect()
}

#[test]
fn what_is_said_twice_and_alike_is_one_step() {
    let note = "Take amoxicillin 500 mg three times daily for 7 days. Amoxicillin 500 mg TDS for 7 days.";
    let drafts = vec![
        step("Take amoxicillin 500 mg", "Take amoxicillin 500 mg three times daily for 7 days", 3, Some(7)),
        step("Amoxicillin 500 mg TDS", "Amoxicillin 500 mg TDS for 7 days", 3, Some(7)),
    ];
    assert_eq!(reviews(note, drafts), [None]);
    assert_eq!(reviews(note, crate::extract(note, day())), [None]);
    let listed = "Current medication: amlodipine 5 mg once daily.\nPlan: continue amlodipine.";
    let drafts = vec![
        step("Amlodipine 5 mg once daily", "amlodipine 5 mg once daily", 1, None),
        DraftStep { times_per_day: None, ..step("Continue amlodipine", "continue amlodipine", 1, None) },
    ];
    let kept = gate(listed, day(), drafts).unwrap().steps;
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].description, "Amlodipine 5 mg once daily");
}

#[test]
fn what_is_said_twice_and_not_alike_waits() {
    let note = "Take amoxicillin 500 mg three times daily for 5 days. Continue amoxicillin for 10 days.";
    let drafts = vec![
        step("Take amoxicillin 500 mg", "Take amoxicillin 500 mg three times daily for 5 days", 3, Some(5)),
        DraftStep {
            times_per_day: None,
            ..step("Continue amoxicillin", "Continue amoxicillin for 10 days", 1, Some(10))
        },
    ];
    assert_eq!(reviews(note, drafts), [Some(ReviewReason::Contradiction); 2]);
    let note = "Ramipril 5 mg once daily. Start ramipril 10 mg once daily.";
    let drafts = vec![
        step("Ramipril 5 mg", "Ramipril 5 mg once daily", 1, None),
        step("Ramipril 10 mg", "Start ramipril 10 mg once daily", 1, None),
    ];
    assert_eq!(reviews(note, drafts), [Some(ReviewReason::Contradiction); 2]);
}

#[test]
fn parts_of_one_regimen_stand_beside_each_other() {
    let note = "Hydrocortisone 10 mg in the morning, 5 mg at night.";
    let drafts = vec![
        step("Hydrocortisone 10 mg in the morning", note, 1, None),
        step("Hydrocortisone 5 mg at night", note, 1, None),
    ];
    assert_eq!(reviews(note, drafts), [None, None]);
    let note = "Mesalazine 2.4 g once daily. Mesalazine enema 1 g at bedtime for 4 weeks.";
    let drafts = vec![
        step("Mesalazine 2.4 g", "Mesalazine 2.4 g once daily", 1, None),
        step("Mesalazine enema 1 g at bedtime", "Mesalazine enema 1 g at bedtime for 4 weeks", 1, Some(28)),
    ];
    assert_eq!(reviews(note, drafts), [None, None]);
    let note = "Paracetamol 1 g four times a day. Paracetamol 500 mg if needed at night.";
    let drafts = vec![
        step("Paracetamol 1 g", "Paracetamol 1 g four times a day", 4, None),
        DraftStep {
            as_needed: true,
            ..step("Paracetamol 500 mg if needed", "Paracetamol 500 mg if needed at night", 1, None)
        },
    ];
    assert_eq!(reviews(note, drafts), [None, None]);
}

const TAPER: &str =
    "Prednisolone 40 mg daily for 5 days, then 20 mg daily for 5 days, then 10 mg daily for 5 days.";

fn phases(starts: [i64; 3]) -> Vec<Option<ReviewReason>> {
    let passages =
        ["Prednisolone 40 mg daily for 5 days", "then 20 mg daily for 5 days", "then 10 mg daily for 5 days"];
    let names = ["Prednisolone 40 mg", "Prednisolone 20 mg", "Prednisolone 10 mg"];
    let drafts = passages.into_iter().zip(names).zip(starts).map(|((passage, name), starts)| DraftStep {
        starts_after_days: starts,
        ..step(name, passage, 1, Some(5))
    });
    reviews(TAPER, drafts.collect())
}

#[test]
fn phases_follow_each_other_or_wait() {
    let waits = Some(ReviewReason::StartContradicted);
    assert_eq!(phases([0, 5, 10]), [None, None, None]);
    assert_eq!(phases([0, 0, 0]), [None, waits, waits]);
    assert_eq!(phases([0, 0, 10]), [None, waits, None]);
    // On the days of the second.
    assert_eq!(phases([0, 5, 5]).iter().filter(|held| held.is_some()).count(), 2);
    assert_eq!(phases([3, 5, 10]), [waits, None, None]);
}

#[test]
fn one_dose_beside_a_whole_taper_waits_alone() {
    let note = format!("Prednisolone 40 mg daily. {TAPER}");
    let mut drafts = vec![step("Prednisolone 40 mg daily", "Prednisolone 40 mg daily", 1, None)];
    for (name, passage, starts) in [
        ("Prednisolone 20 mg", "then 20 mg daily for 5 days", 5),
        ("Prednisolone 10 mg", "then 10 mg daily for 5 days", 10),
    ] {
        drafts.push(DraftStep { starts_after_days: starts, ..step(name, passage, 1, Some(5)) });
    }
    assert_eq!(reviews(&note, drafts), [Some(ReviewReason::Contradiction), None, None]);
}

#[test]
fn a_choice_is_no_second_standing_order() {
    let waits = Some(ReviewReason::FrequencyContradicted);
    let note = "Take paracetamol 1 g four times a day or ibuprofen 400 mg three times a day.";
    let both = |note: &str, needed: bool| {
        let of = |name: &str, times| DraftStep { as_needed: needed, ..step(name, note, times, None) };
        reviews(note, vec![of("Paracetamol 1 g", 4), of("Ibuprofen 400 mg", 3)])
    };
    assert_eq!(both(note, false), [waits, waits]);
    assert_eq!(
        review_in(note, step("Paracetamol 1 g four times a day or ibuprofen 400 mg", note, 4, None)),
        waits
    );
    let rotation = "Paracetamol 1 g four times a day, can alternate with ibuprofen 400 mg three times a day.";
    assert_eq!(both(rotation, false), [None, waits]);
    let needed = "Take paracetamol 1 g four times a day or ibuprofen 400 mg three times a day if needed.";
    assert_eq!(both(needed, true), [None, None]);
}

#[test]
fn one_of_a_choice_may_be_as_needed() {
    let note = "Paracetamol 1 g or ibuprofen 400 mg for the pain.";
    let of = |description: &str, as_needed| DraftStep {
        as_needed,
        times_per_day: None,
        ..step(description, "Paracetamol 1 g or ibuprofen 400 mg for the pain", 1, None)
    };
    let both = |as_needed| vec![of("Paracetamol 1 g", as_needed), of("Ibuprofen 400 mg", as_needed)];
    assert_eq!(reviews(note, both(true)), [None, None]);
    assert!(reviews(note, both(false)).iter().all(Option::is_some));
}
