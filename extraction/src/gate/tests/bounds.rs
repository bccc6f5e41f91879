//! Numbers that are none, and schedules that contradict themselves.

use super::*;
use crate::Cycle;
use chrono::{NaiveTime, Weekday, WeekdaySet};

fn checked(draft: &DraftStep) -> GatedStep {
    super::super::bounds::check(draft).unwrap()
}

fn set(days: &[Weekday]) -> WeekdaySet {
    days.iter().copied().collect()
}

#[test]
fn a_zero_says_nothing() {
    let zero = checked(&DraftStep {
        duration_days: Some(0),
        times_per_day: Some(0),
        every_days: Some(0.0),
        cycle: Some((21, 0)),
        ..draft()
    });
    let said = (zero.duration_days, zero.times_per_day, zero.every_days, zero.cycle, zero.review);
    assert_eq!(said, (None, None, None, None, None));
}

#[test]
fn a_cycle_has_bounds() {
    let cycle = |on, off| super::super::bounds::check(&DraftStep { cycle: Some((on, off)), ..draft() });
    assert_eq!(cycle(21, 7).unwrap().cycle, Some(Cycle { on: 21, off: 7 }));
    for (on, off) in [(-1, 7), (21, -7), (367, 7), (21, i64::MAX), (0, -1)] {
        assert_eq!(cycle(on, off), Err(GateError::FrequencyOutOfBounds), "{on} {off}");
    }
}

#[test]
fn weekdays_and_an_interval_agree_or_wait() {
    let step = |days: &[Weekday], every_days| {
        checked(&DraftStep { weekdays: set(days), every_days, times_per_day: None, ..draft() })
    };
    assert_eq!(step(&[Weekday::Mon], None).every_days, Some(7.0));
    assert_eq!(step(&[Weekday::Tue, Weekday::Fri], None).every_days, Some(3.5));
    let every_day = checked(&DraftStep { weekdays: WeekdaySet::ALL, ..draft() });
    assert_eq!((every_day.weekdays, every_day.every_days), (WeekdaySet::EMPTY, None));
    for (days, every) in [
        (&[Weekday::Mon][..], 7.0),
        (&[Weekday::Mon], 14.0),
        (&[Weekday::Mon], 21.0),
        (&[Weekday::Mon], 28.0),
        (&[Weekday::Mon, Weekday::Wed, Weekday::Fri], 2.33),
    ] {
        assert_eq!(step(days, Some(every)).review, None, "{days:?} every {every}");
    }
    for (days, every) in [
        (&[Weekday::Mon][..], 1.0),
        (&[Weekday::Mon], 3.5),
        (&[Weekday::Mon], 10.0),
        (&[Weekday::Mon, Weekday::Thu], 7.0),
        (&[Weekday::Mon, Weekday::Thu], 14.0),
    ] {
        let held = step(days, Some(every)).review;
        assert_eq!(held, Some(ReviewReason::FrequencyContradicted), "{days:?} every {every}");
    }
}

#[test]
fn times_of_day_are_sorted_and_counted() {
    let at = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap();
    let step = |times_per_day| {
        checked(&DraftStep { times_of_day: vec![at(22), at(8), at(14), at(8)], times_per_day, ..draft() })
    };
    assert_eq!(step(None).times_of_day, [at(8), at(14), at(22)]);
    assert_eq!((step(None).times_per_day, step(None).review), (Some(3), None));
    assert_eq!(step(Some(3)).review, None);
    assert_eq!(step(Some(2)).review, Some(ReviewReason::FrequencyContradicted));
    let many = (0..25).map(|n| NaiveTime::from_hms_opt(n % 24, n, 0).unwrap()).collect();
    let many = DraftStep { times_of_day: many, times_per_day: None, ..draft() };
    assert_eq!(super::super::bounds::check(&many), Err(GateError::FrequencyOutOfBounds));
}

#[test]
fn what_is_done_once_has_no_days_of_the_week() {
    let once = checked(&DraftStep {
        kind: StepKind::Checklist,
        weekdays: set(&[Weekday::Mon]),
        cycle: Some((21, 7)),
        times_per_day: None,
        ..draft()
    });
    assert_eq!((once.weekdays, once.cycle, once.every_days), (WeekdaySet::EMPTY, None, None));
}

#[test]
fn a_description_is_one_line_of_what_can_be_seen() {
    let described = |text: &str| checked(&DraftStep { description: text.into(), ..draft() });
    for (text, line) in [
        ("Ring Jane\nRoe", "Ring Jane Roe"),
        (" Walk \t\u{2028} daily\r\n", "Walk daily"),
        ("Rest\u{200e} to\u{202e}day\u{ad}s", "Rest todays"),
        (&"é".repeat(200), &"é".repeat(200)),
    ] {
        assert_eq!((described(text).description.as_str(), described(text).review), (line, None), "{text:?}");
    }
}

#[test]
fn a_description_that_is_too_long_is_cut_at_a_word_and_waits() {
    let long = checked(&DraftStep { description: "Walk slowly ".repeat(20), ..draft() });
    assert!(long.description.ends_with("slowly Walk…"), "{}", long.description);
    assert!((190..=200).contains(&long.description.chars().count()));
    assert_eq!(long.review, Some(ReviewReason::NotInPassage));
    let word = checked(&DraftStep { description: "ö".repeat(300), ..draft() });
    assert_eq!(word.description, "ö".repeat(199) + "…");
}
