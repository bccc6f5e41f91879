use super::*;
use aftercare_entity::step::Origin;
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
    assert_eq!(Adherence::of([&step], day(0)), Adherence { expected: 0, done: 0 });
    check_in(&mut step, day(0));
    assert_eq!(Adherence::of([&step], day(0)), Adherence { expected: 1, done: 1 });
    assert_eq!(Adherence::of([&step], day(3)), Adherence { expected: 3, done: 1 });
    let mut late = step.clone();
    check_in(&mut late, day(3));
    assert_eq!(Adherence::of([&late], day(3)), Adherence { expected: 4, done: 2 }, "late is not made good");
    assert_eq!(Adherence::of([&late], day(4)), Adherence { expected: 4, done: 2 });
    assert_eq!(Adherence::of([&step, &plan(None, Some(7.0))], day(9)), Adherence { expected: 7, done: 1 });
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
