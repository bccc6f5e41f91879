//! A beginning that the passage names is the step's.

use super::*;

fn held(kind: StepKind, note: &str, starts: i64) -> Option<ReviewReason> {
    let text = note.trim_end_matches('.');
    let step = DraftStep {
        kind,
        description: text.into(),
        passage: text.into(),
        duration_days: None,
        times_per_day: None,
        starts_after_days: starts,
        ..draft()
    };
    review_in(note, step)
}

const WAITS: Option<ReviewReason> = Some(ReviewReason::StartContradicted);

#[test]
fn a_plan_begins_when_its_passage_says() {
    for (note, starts) in [
        ("Warfarin 3 mg at night from 15 March.", 13),
        ("Restart apixaban 5 mg in 10 days.", 10),
        ("Start folic acid 5 mg tomorrow.", 1),
        ("Start ramipril 5 mg next Monday.", 7),
        ("Empezar ramipril 5 mg dentro de 2 semanas.", 14),
        ("Ramipril 5 mg ab morgen.", 1),
    ] {
        assert_eq!(held(StepKind::Plan, note, starts), None, "{note}");
        assert_eq!(held(StepKind::Plan, note, starts + 40), WAITS, "{note}");
    }
    for note in [
        "Warfarin 3 mg at night from 15 March.",
        "Restart apixaban 5 mg in 10 days.",
        "Start folic acid 5 mg tomorrow.",
        "Ramipril 5 mg ab morgen.",
    ] {
        assert_eq!(held(StepKind::Plan, note, 0), WAITS, "{note}");
    }
    assert_eq!(held(StepKind::Plan, "Restart apixaban 5 mg in 10 days.", 9), WAITS, "a day is a day");
    assert_eq!(held(StepKind::Plan, "Start ramipril 5 mg.", 3), WAITS, "nothing puts it off");
}

#[test]
fn what_is_done_once_is_done_on_its_day() {
    for (note, days) in [
        ("Appointment in 6 weeks.", 41..=43),
        ("Blood test in 3 months.", 84..=93),
        ("Blood test tomorrow.", 1..=1),
        ("Bloods in 2-3 weeks.", 14..=21),
        ("Clinic in July.", 121..=150),
        ("See the nurse next Monday.", 7..=7),
        ("Rv 4/52.", 27..=29),
        ("Chest X-ray today.", 0..=0),
        ("Bring a urine sample within a week.", 0..=7),
        ("Revisión en 6 semanas.", 41..=43),
        ("Contrôle dans 10 jours.", 10..=10),
        ("Kontrolle in 6 Wochen.", 41..=43),
    ] {
        assert_eq!(held(StepKind::Checklist, note, *days.start()), None, "{note}");
        assert_eq!(held(StepKind::Checklist, note, *days.end()), None, "{note}");
        assert_eq!(held(StepKind::Checklist, note, days.end() + 8), WAITS, "{note}");
        if *days.start() > 0 {
            assert_eq!(held(StepKind::Checklist, note, 0), WAITS, "{note}");
        }
    }
}
