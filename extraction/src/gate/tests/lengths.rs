//! A length that the passage gives is neither lost nor another's.

use super::*;

fn amoxicillin(note: &str, passage: &str, duration_days: Option<i64>) -> Option<ReviewReason> {
    let step = DraftStep {
        description: "Take amoxicillin 500 mg three times a day".into(),
        passage: passage.into(),
        duration_days,
        times_per_day: Some(3),
        ..draft()
    };
    review_in(note, step)
}

#[test]
fn a_null_where_the_note_gives_a_length_is_a_contradiction() {
    let contradicted = Some(ReviewReason::DurationContradicted);
    let note = "Take amoxicillin 500 mg three times a day for 7 days.";
    assert_eq!(amoxicillin(note, "Take amoxicillin 500 mg", None), contradicted);
    assert_eq!(amoxicillin(note, "Take amoxicillin 500 mg", Some(0)), contradicted);
    assert_eq!(amoxicillin(note, "Take amoxicillin 500 mg", Some(7)), None);
    let behind = "Take amoxicillin 500 mg three times a day. For 7 days.";
    assert_eq!(amoxicillin(behind, "Take amoxicillin 500 mg three times a day", None), contradicted);
    assert_eq!(amoxicillin(behind, "Take amoxicillin 500 mg three times a day", Some(7)), None);
    let needed = "Take amoxicillin 500 mg three times a day if needed for 7 days.";
    let step = |days| DraftStep {
        description: "Amoxicillin 500 mg if needed".into(),
        passage: needed.into(),
        duration_days: days,
        times_per_day: Some(3),
        as_needed: true,
        ..draft()
    };
    assert_eq!(review_in(needed, step(None)), contradicted);
    assert_eq!(review_in(needed, step(Some(7))), None);
}

#[test]
fn of_two_orders_in_a_sentence_each_has_its_own_length() {
    let note = "Take naproxen 500 mg twice a day for 5 days and ramipril 5 mg once a day.";
    let of = |description: &str, times: i64, days: Option<i64>| {
        let step = DraftStep {
            description: description.into(),
            passage: note.into(),
            times_per_day: Some(times),
            duration_days: days,
            ..draft()
        };
        review_in(note, step)
    };
    assert_eq!(of("Naproxen 500 mg", 2, Some(5)), None);
    assert_eq!(of("Ramipril 5 mg", 1, None), None);
    // The whole sentence as the words of either.
    assert_eq!(of(note, 2, Some(5)), None);
    assert_eq!(of(note, 1, None), None);
    assert_eq!(of("Naproxen 500 mg", 2, None), Some(ReviewReason::DurationContradicted));
    assert_eq!(of(note, 1, Some(9)), Some(ReviewReason::DurationContradicted));
}

#[test]
fn a_length_that_nobody_can_read_waits() {
    for (note, days) in [
        ("Take amoxicillin 500 mg three times a day for some weeks.", None),
        ("Take amoxicillin 500 mg three times a day until 1 February 2026.", None),
        ("Take amoxicillin 500 mg three times a day until 31 April 2028.", None),
        ("Take amoxicillin 500 mg three times a day for __ days.", None),
        ("Take amoxicillin 500 mg three times a day for", None),
        ("Take amoxicillin 500 mg three times a day for", Some(7)),
        ("Tomar amoxicilina 500 mg tres veces al día durante", None),
        ("Prendre amoxicilline 500 mg trois fois par jour pendant", None),
        ("Amoxicillin 500 mg dreimal täglich für", None),
    ] {
        let step = DraftStep {
            description: note.trim_end_matches('.').into(),
            passage: note.trim_end_matches('.').into(),
            duration_days: days,
            times_per_day: Some(3),
            ..draft()
        };
        assert_eq!(review_in(note, step), Some(ReviewReason::LengthUnread), "{note}");
    }
    for note in [
        "Take amoxicillin 500 mg three times a day for ７ days.",
        "Take amoxicillin 500 mg three times a day for ٧ days.",
    ] {
        assert_eq!(amoxicillin(note, note.trim_end_matches('.'), Some(7)), None, "{note}");
    }
}
