//! Weekdays, cycles and times of day are those of the passage.

use super::*;
use chrono::{NaiveTime, Weekday, WeekdaySet};

const WAITS: Option<ReviewReason> = Some(ReviewReason::FrequencyContradicted);

fn on(note: &str, days: &[Weekday], every_days: Option<f64>) -> Option<ReviewReason> {
    let text = note.trim_end_matches('.');
    let step = DraftStep {
        description: text.into(),
        passage: text.into(),
        duration_days: None,
        times_per_day: None,
        every_days,
        weekdays: days.iter().copied().collect(),
        ..draft()
    };
    review_in(note, step)
}

#[test]
fn a_weekday_of_the_passage_is_the_steps() {
    use Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
    for (note, days) in [
        ("Methotrexate 15 mg every Monday.", &[Mon][..]),
        ("Methotrexate 15 mg once a week on Monday.", &[Mon]),
        ("Folic acid 5 mg every Tuesday and Friday.", &[Tue, Fri]),
        ("Warfarin 5 mg Mon/Wed/Fri.", &[Mon, Wed, Fri]),
        ("Furosemide 40 mg Monday to Friday.", &[Mon, Tue, Wed, Thu, Fri]),
        ("Furosemide 40 mg on weekends.", &[Sat, Sun]),
        ("Tomar metotrexato 15 mg cada lunes.", &[Mon]),
        ("Prendre méthotrexate 15 mg tous les lundis.", &[Mon]),
        ("Methotrexat 15 mg jeden Montag.", &[Mon]),
    ] {
        let every = 7.0 / f64::from(u32::try_from(days.len()).unwrap());
        assert_eq!(on(note, days, None), None, "{note}");
        assert_eq!(on(note, &[], Some(every)), WAITS, "{note}: lost");
        assert_eq!(on(note, &[Thu, Sat], None), WAITS, "{note}: others");
    }
    assert_eq!(on("Methotrexate 15 mg twice a week.", &[], Some(3.5)), None);
    assert_eq!(on("Methotrexate 15 mg twice a week.", &[Mon, Thu], None), WAITS);
    assert_eq!(on("Methotrexate 15 mg once weekly.", &[Mon], None), WAITS);
}

#[test]
fn a_passage_cut_in_front_of_its_weekday_keeps_it() {
    let note = "Methotrexate 15 mg once weekly on Mondays.";
    let cut = |weekdays: WeekdaySet| {
        let step = DraftStep {
            description: "Methotrexate 15 mg once weekly".into(),
            passage: "Methotrexate 15 mg once weekly".into(),
            duration_days: None,
            times_per_day: None,
            every_days: Some(7.0),
            weekdays,
            ..draft()
        };
        review_in(note, step)
    };
    assert_eq!(cut(WeekdaySet::EMPTY), WAITS);
    assert_eq!(cut(WeekdaySet::single(Weekday::Mon)), None);
}

#[test]
fn a_cycle_of_the_passage_is_the_steps() {
    let note = "Capecitabine 1 g twice daily, 21 days on, then 7 days off, repeat.";
    let step = |cycle| DraftStep {
        description: "Capecitabine 1 g twice daily".into(),
        passage: note.into(),
        duration_days: None,
        times_per_day: Some(2),
        cycle,
        ..draft()
    };
    assert_eq!(review_in(note, step(Some((21, 7)))), None);
    assert_eq!(review_in(note, step(Some((14, 7)))), WAITS);
    assert!(review_in(note, step(None)).is_some());
    let plain = "Capecitabine 1 g twice daily.";
    let invented = DraftStep { passage: plain.into(), ..step(Some((21, 7))) };
    assert_eq!(review_in(plain, invented), WAITS);
}

#[test]
fn times_of_day_are_named_by_the_passage() {
    let note = "Ibuprofen 400 mg at 08:00, 14:00 and 22:00.";
    let at = |hours: &[u32]| {
        let step = DraftStep {
            description: "Ibuprofen 400 mg".into(),
            passage: note.into(),
            duration_days: None,
            times_per_day: Some(3),
            times_of_day: hours.iter().map(|h| NaiveTime::from_hms_opt(*h, 0, 0).unwrap()).collect(),
            ..draft()
        };
        review_in(note, step)
    };
    assert_eq!(at(&[8, 14, 22]), None);
    assert_eq!(at(&[]), None);
    assert_eq!(at(&[8, 12, 22]), WAITS);
}
