//! What orders nothing is no step, whoever says so.

use super::*;

/// A step without numbers that says `description` of `passage`.
fn told(kind: StepKind, description: &str, passage: &str) -> DraftStep {
    DraftStep {
        kind,
        description: description.into(),
        passage: passage.into(),
        duration_days: None,
        times_per_day: None,
        ..draft()
    }
}

#[test]
fn a_finding_a_person_and_the_past_are_no_steps() {
    let note = "Chest infection. Routine check. Smoker. Atenolol stopped in 2019. No antibiotics. Stop. Penicillin allergy. \
                Type 2 diabetes. Retired teacher. Chest clear, sats 97. Lives with his wife. Mother had a stroke. \
                Start ramipril 5 mg once daily.";
    for text in [
        "Chest infection",
        "Routine check",
        "Smoker",
        "Atenolol stopped in 2019",
        "No antibiotics",
        "Stop",
        "Penicillin allergy",
        "Type 2 diabetes",
        "Retired teacher",
        "Chest clear, sats 97",
        "Lives with his wife",
    ] {
        for kind in [StepKind::Plan, StepKind::Checklist] {
            let held = review_in(note, told(kind, text, text));
            assert_eq!(held, Some(ReviewReason::NoInstruction), "{text}");
        }
    }
    assert!(review_in(note, told(StepKind::Plan, "Mother had a stroke", "Mother had a stroke")).is_some());
    let order = DraftStep {
        times_per_day: Some(1),
        ..told(StepKind::Plan, "Ramipril 5 mg", "Start ramipril 5 mg once daily")
    };
    assert_eq!(review_in(note, order), None);
}

#[test]
fn a_finding_of_another_language_is_no_step() {
    for (note, text) in [
        (
            "Infección respiratoria. Tomar amoxicilina 500 mg cada 8 horas durante 7 días.",
            "Infección respiratoria",
        ),
        ("Fumador de 20 cigarrillos. Tomar amoxicilina 500 mg cada 8 horas.", "Fumador"),
        ("Infection urinaire. Prendre amoxicilline 1 g matin et soir pendant 7 jours.", "Infection urinaire"),
        ("Harnwegsinfekt. Amoxicillin 1 g zweimal täglich für 7 Tage einnehmen.", "Harnwegsinfekt"),
    ] {
        assert_eq!(
            review_in(note, told(StepKind::Plan, text, text)),
            Some(ReviewReason::NoInstruction),
            "{note}"
        );
    }
}

#[test]
fn words_of_a_finding_borrow_no_order() {
    let note = "Chest infection, amoxicillin 500 mg three times a day for 5 days.";
    let step = |description: &str| DraftStep {
        duration_days: Some(5),
        times_per_day: Some(3),
        ..told(StepKind::Plan, description, note)
    };
    assert_eq!(review_in(note, step("Chest infection")), Some(ReviewReason::NoInstruction));
    assert_eq!(review_in(note, step("Amoxicillin 500 mg")), None);
}

#[test]
fn a_step_names_what_is_to_be_taken() {
    let note = "Take one tablet of ramipril 5 mg daily for 7 days.";
    let step = |description: &str| DraftStep {
        duration_days: Some(7),
        times_per_day: Some(1),
        ..told(StepKind::Plan, description, note)
    };
    for nameless in
        ["Take one tablet daily", "Take the tablets with food", "Once a day for 7 days", "Continue"]
    {
        assert_eq!(review_in(note, step(nameless)), Some(ReviewReason::NoInstruction), "{nameless}");
    }
    assert_eq!(review_in(note, step("Take one tablet of ramipril daily")), None);
}

#[test]
fn what_orders_something_is_let_through() {
    let once = |note: &str, text: &str, starts: i64| {
        review_in(note, DraftStep { starts_after_days: starts, ..told(StepKind::Checklist, text, text) })
    };
    assert_eq!(once("Blood test in 2 weeks.", "Blood test in 2 weeks", 14), None);
    assert_eq!(once("Plan: chest X-ray, sputum culture.", "chest X-ray", 0), None);
    assert_eq!(
        once("FIT test kit handed out, do it this week.", "FIT test kit handed out, do it this week", 3),
        None
    );
    assert_eq!(once("Please book a review with the nurse.", "book a review with the nurse", 0), None);
    let plan = |note: &str, every: Option<f64>, times: Option<i64>, days: Option<i64>| {
        let text = note.trim_end_matches('.');
        let step = DraftStep {
            every_days: every,
            times_per_day: times,
            duration_days: days,
            ..told(StepKind::Plan, text, text)
        };
        review_in(note, step)
    };
    assert_eq!(plan("Medroxyprogesterone injection every 12 weeks.", Some(84.0), None, None), None);
    assert_eq!(plan("Finger exercises three times a day.", None, Some(3), None), None);
    assert_eq!(plan("Oil pulling each morning for 2 weeks.", None, Some(1), Some(14)), None);
    assert_eq!(plan("No driving for 10 days.", None, None, Some(10)), None);
    assert_eq!(plan("Stop smoking.", None, None, None), None);
}
