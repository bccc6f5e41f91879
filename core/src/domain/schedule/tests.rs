use super::*;
use aftercare_entity::{check_in, step::Origin};
use chrono::{DateTime, Utc};
use proptest::prelude::*;
use uuid::Uuid;

fn day(n: u32) -> NaiveDate {
    later(NaiveDate::from_ymd_opt(2026, 3, 2).unwrap(), n.into())
}

/// A plan step in force from day 0.
fn plan(duration_days: Option<u32>, interval_days: Option<f64>) -> step::Model {
    let total = duration_days.map(|days| i32::try_from(fitting(days, interval_days)).unwrap());
    step::Model {
        id: Uuid::nil(),
        note_id: Uuid::nil(),
        patient_id: Uuid::nil(),
        ordinal: 0,
        kind: Kind::Plan,
        origin: Origin::Extracted,
        state: State::Active,
        review_reason: None,
        description_sealed: Vec::new(),
        passage_sealed: None,
        passage_start: None,
        passage_end: None,
        times_per_day: None,
        interval_days,
        weekdays: None,
        cycle_on_days: None,
        cycle_off_days: None,
        times_of_day: None,
        as_needed: false,
        duration_days: duration_days.map(|days| i32::try_from(days).unwrap()),
        starts_after_days: 0,
        total,
        remaining: total,
        check_in_count: 0,
        scheduled_on: Some(day(0)),
        next_due_on: Some(day(0)),
        counted_from: None,
        taper_id: None,
        created_at: DateTime::<Utc>::UNIX_EPOCH,
        closed_at: None,
        superseded_by: None,
    }
}

/// What a check-in does to the step.
fn check_in(step: &mut step::Model, on: NaiveDate) {
    step.next_due_on = Some(next_due_after(step, on));
    step.check_in_count += 1;
    step.remaining = step.remaining.map(|left| left - 1);
    if step.remaining == Some(0) {
        step.state = State::Completed;
    }
}

/// What was expected, and what was done of it.
fn kept(adherence: Adherence) -> (u32, u32) {
    (adherence.expected, adherence.done)
}

#[test]
fn a_duration_counts_check_ins() {
    for (days, interval, total) in [
        (14, None, 14),
        (28, Some(7.0), 4),
        (7, Some(7.0 / 3.0), 3),
        (14, Some(3.5), 4),
        (9, Some(2.0), 5),
        (10, Some(2.0), 5),
        (1, Some(7.0), 1),
        (3650, None, 3650),
        (5, Some(0.5), 5),
    ] {
        assert_eq!(fitting(days, interval), total, "{days} days, every {interval:?}");
    }
}

#[test]
fn a_fraction_is_spread_over_whole_days() {
    let days = upcoming(&plan(None, Some(3.5)), day(0), None, 5);
    assert_eq!(days, [day(0), day(3), day(7), day(10), day(14)]);
    let days = upcoming(&plan(None, Some(7.0 / 3.0)), day(0), None, 7);
    assert_eq!(days, [day(0), day(2), day(4), day(7), day(9), day(11), day(14)]);
}

#[test]
fn upcoming_days_begin_today_when_some_were_missed_and_end_with_the_plan() {
    let mut step = plan(Some(28), Some(7.0));
    assert_eq!(upcoming(&step, day(10), None, 9), [day(10), day(17), day(24), day(31)]);
    assert_eq!(upcoming(&step, day(0), None, 2), [day(0), day(7)]);
    step.as_needed = true;
    assert!(upcoming(&step, day(0), None, 9).is_empty());
    step.as_needed = false;
    step.state = State::NeedsReview;
    assert!(upcoming(&step, day(0), None, 9).is_empty());
}

#[test]
fn the_end_of_the_calendar_is_an_end() {
    let mut step = plan(None, Some(366.0));
    step.next_due_on = NaiveDate::MAX.pred_opt();
    assert_eq!(upcoming(&step, day(0), None, 5).len(), 1);
    assert_eq!(due_after(NaiveDate::MAX, 3, Some(f64::INFINITY)), NaiveDate::MAX);
}

#[test]
fn a_step_keeps_the_day_that_the_note_gives_and_starts_when_it_is_approved_at_the_earliest() {
    assert_eq!(first_due_on(Kind::Checklist, day(0), day(3), 12), day(12));
    assert_eq!(first_due_on(Kind::Plan, day(0), day(3), 12), day(12));
    assert_eq!(first_due_on(Kind::Plan, day(0), day(3), 2), day(3));
}

#[test]
fn adherence_counts_missed_days_and_not_the_day_that_is_not_over() {
    let mut step = plan(Some(5), None);
    assert_eq!(kept(Adherence::of([&step], day(0))), (0, 0));
    check_in(&mut step, day(0));
    assert_eq!(kept(Adherence::of([&step], day(0))), (1, 1));
    assert_eq!(kept(Adherence::of([&step], day(3))), (3, 1));
    let mut late = step.clone();
    check_in(&mut late, day(3));
    assert_eq!(kept(Adherence::of([&late], day(3))), (4, 2), "late is not made good");
    assert_eq!(kept(Adherence::of([&late], day(4))), (4, 2));
    assert_eq!(kept(Adherence::of([&step, &plan(None, Some(7.0))], day(9))), (7, 1));
}

proptest! {
    /// Whatever days are missed, a plan of d days takes exactly d check-ins, one on a day at most.
    #[test]
    fn a_daily_plan_needs_each_of_its_check_ins(length in 1_u32..60, comes in prop::collection::vec(any::<bool>(), 200)) {
        let mut step = plan(Some(length), None);
        let (mut done, mut n) = (0, 0_u32);
        while step.state == State::Active {
            prop_assert!(is_due(&step, day(n)), "due every day until it is finished");
            if *comes.get(n as usize).unwrap_or(&true) {
                check_in(&mut step, day(n));
                done += 1;
                prop_assert!(!is_due(&step, day(n)), "never two on one day");
            }
            n += 1;
        }
        prop_assert_eq!(done, length);
    }

    /// A weekly medicine is never due before its day, however late the one before was taken.
    #[test]
    fn a_weekly_plan_is_never_due_early(weeks in 1_u32..20, late in prop::collection::vec(0_u32..12, 20)) {
        let mut step = plan(Some(weeks * 7), Some(7.0));
        let (mut at, mut done) = (0, 0);
        for late in late {
            if step.state != State::Active {
                break;
            }
            at += late;
            prop_assert!(is_due(&step, day(at)));
            check_in(&mut step, day(at));
            done += 1;
            for soon in 0..7 {
                prop_assert!(!is_due(&step, day(at + soon)));
            }
            at += 7;
        }
        prop_assert!(done <= weeks && (step.state == State::Active || done == weeks));
    }

    /// Taken on time, n check-ins take floor(n * interval) days, and each gap is at least a day.
    #[test]
    fn any_interval_keeps_its_pace(interval in 0.01_f64..366.0, checks in 1_u32..40) {
        let step = plan(None, Some(interval));
        let days = upcoming(&step, day(0), None, checks as usize + 1);
        let taken = u32::try_from((days[checks as usize] - day(0)).num_days()).unwrap();
        prop_assert_eq!(taken, days_after(checks, Some(interval)));
        prop_assert!(days.windows(2).all(|pair| pair[0] < pair[1]));
    }

    /// Whatever the day of a check-in, the next due day fits, comes after it, and none that fits lies between.
    #[test]
    fn weekdays_and_cycles_keep_to_the_calendar(bits in 1_i32..127, weeks in 1_u32..5, on in 1_i32..40, off in 1_i32..40, start in 0_u32..60, late in 0_u32..90) {
        let set = step::Model { weekdays: Some(bits), ..plan(None, None) };
        let n = weekdays_of(&set).len();
        let weekdays = step::Model { interval_days: Some(f64::from(weeks) * 7.0 / f64::from(n)), ..set };
        let cycle = step::Model { cycle_on_days: Some(on), cycle_off_days: Some(off), ..plan(None, None) };
        for row in [weekdays, cycle] {
            let pattern = Pattern::of(&row);
            let first = pattern.first_from(day(start), None);
            prop_assert!(first >= day(start) && first < day(start + 7));
            let from = pattern.counted_from(first);
            let checked = later(first, late.into());
            let next = pattern.next_after(checked, 1, from);
            prop_assert!(next > checked && pattern.first_from(next, from) == next);
            let span = u32::try_from((next - checked).num_days()).unwrap();
            let between = pattern.due_days(checked, span, from);
            // At least 1 by its contract; the day of the check-in is one of them only where it fits.
            prop_assert!(between == 1 || from.is_none(), "{between}");
            if let Pattern::Weekdays { days, weeks } = pattern {
                prop_assert_eq!(pattern.due_days(first, weeks * 7 * 3, from), u32::from(days.len()) * 3);
            }
            if let Pattern::Cycle { cycle, .. } = pattern {
                prop_assert_eq!(pattern.due_days(first, (cycle.on + cycle.off) * 3, from), cycle.on * 3);
            }
        }
    }

    #[test]
    fn no_number_makes_it_panic(days in any::<u32>(), interval in any::<f64>(), checks in any::<u32>()) {
        prop_assert!(fitting(days, Some(interval)) >= 1);
        prop_assert!(due_after(day(0), checks, Some(interval)) > day(0));
    }
}

/// A check-in that counts, of a step due from `due` on.
fn checked(step: u128, due: u32, on: u32) -> check_in::Model {
    check_in::Model {
        id: Uuid::nil(),
        step_id: Uuid::from_u128(step),
        patient_id: Uuid::nil(),
        day: day(on),
        at: DateTime::<Utc>::UNIX_EPOCH,
        via: check_in::Via::App,
        due_before: Some(day(due)),
        undone_at: None,
    }
}

fn due_and_done(days: &[Day]) -> Vec<(u32, u32)> {
    days.iter().map(|day| (day.due, day.done)).collect()
}

#[test]
fn a_missed_day_stays_due_until_it_is_checked_in() {
    let step = step::Model { id: Uuid::from_u128(1), next_due_on: Some(day(5)), ..plan(None, None) };
    let days = series(&[step], &[checked(1, 0, 0), checked(1, 1, 3), checked(1, 4, 4)], day(6), 7, |_| None);
    assert_eq!(due_and_done(&days), [(1, 1), (1, 0), (1, 0), (1, 1), (1, 1), (1, 0), (1, 0)]);
    assert_eq!((days[0].day, days[6].day, streak(&days)), (day(0), day(6), 0));
    assert_eq!(streak(&days[..6]), 2, "day 5 is not over: it may still be done");
}

#[test]
fn a_weekly_step_is_due_on_its_days_alone_and_a_streak_leaps_over_the_others() {
    let weekly = step::Model { id: Uuid::from_u128(1), next_due_on: Some(day(14)), ..plan(None, Some(7.0)) };
    let days = series(&[weekly], &[checked(1, 0, 0), checked(1, 7, 7)], day(9), 10, |_| None);
    assert_eq!(days.iter().map(|day| day.due).sum::<u32>(), 2);
    assert_eq!(streak(&days), 2);
}

#[test]
fn a_step_whose_place_was_taken_was_due_until_then_and_as_needed_ones_never() {
    let old = step::Model { state: State::Superseded, next_due_on: Some(day(1)), ..plan(None, None) };
    let needed = step::Model { id: Uuid::from_u128(2), as_needed: true, ..plan(None, None) };
    let waits = step::Model {
        id: Uuid::from_u128(3),
        taper_id: Some(Uuid::nil()),
        starts_after_days: 3,
        ..plan(None, None)
    };
    let first = step::Model { id: Uuid::from_u128(4), taper_id: Some(Uuid::nil()), ..plan(None, None) };
    let steps = [old, needed, waits, first];
    let as_needed = check_in::Model { due_before: None, ..checked(2, 0, 2) };
    let days = series(&steps, &[as_needed], day(4), 5, |_| Some(day(3)));
    assert_eq!(
        due_and_done(&days),
        [(1, 0), (2, 0), (2, 0), (1, 0), (1, 0)],
        "the second phase waits for the first"
    );
}

#[test]
fn days_missed_are_counted_up_to_yesterday() {
    let step = plan(None, None);
    let missed = |on| Adherence::of([&step], day(on));
    assert_eq!([0, 1, 2, 3].map(|on| missed(on).days_missed), [0, 1, 2, 3]);
    assert_eq!((missed(3).due, missed(3).percent(), missed(0).percent()), (1, Some(0), None));
}

proptest! {
    #[test]
    fn no_series_does_more_than_was_due(spans in prop::collection::vec((0u32..40, 0u32..9), 0..12), today in 0u32..50) {
        let check_ins: Vec<_> = spans.iter().enumerate().map(|(n, (from, more))| checked(n as u128 % 3, *from, from + more)).collect();
        let days = series(&[plan(None, None)], &check_ins, day(today), LONGEST, |_| None);
        prop_assert_eq!(days.len(), LONGEST);
        prop_assert!(days.iter().all(|day| day.done <= day.due));
        prop_assert!(days.windows(2).all(|pair| pair[0].day.succ_opt() == Some(pair[1].day)));
    }
}
