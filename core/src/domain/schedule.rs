// To the engineer of the domain: read AAA_READ_ME_FIRST.txt in this folder before you edit; then delete this line.
//! When a step is due: pure arithmetic on local days.
//!
//! Duration counts check-ins, not days: "14 days, daily" is 14, "4 weeks, once weekly" is 4. A check-in moves the next
//! due day on by the interval; a missed day changes nothing, so a missed step stays due until it is checked in.
//! Fractional intervals (3.5 = twice a week) are spread so that `n` check-ins take `floor(n * interval)` days.

use aftercare_entity::{
    step,
    step::{Kind, State},
};
use chrono::{Days, NaiveDate};

/// Check-ins in all; `None` = ongoing.
pub fn total_check_ins(duration_days: Option<u32>, every_days: Option<f64>) -> Option<u32> {
    let ratio = f64::from(duration_days?) / every_days.unwrap_or(1.0).max(1.0);
    // 28 days at 7/3 days is 12.000000000000002 in binary.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most 3650 and positive")]
    Some(((ratio - 1e-6).ceil() as u32).max(1))
}

/// The day a step is due again after its check-in on `day`, when `before` check-ins counted before this one.
pub fn due_after(day: NaiveDate, before: u32, every_days: Option<f64>) -> NaiveDate {
    let every = every_days.unwrap_or(1.0).max(1.0);
    let upto = |n: u32| (f64::from(n) * every + 1e-6).floor();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most 367 and positive")]
    let days = (upto(before + 1) - upto(before)).max(1.0) as u64;
    later(day, days)
}

/// `day` and `days` more; the last day of the calendar at the worst.
pub fn later(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(NaiveDate::MAX)
}

/// Whether the step is to be checked in on `day`.
pub fn is_due(step: &step::Model, day: NaiveDate) -> bool {
    step.state == State::Active
        && step.kind == Kind::Plan
        && !step.as_needed
        && step.next_due_on.is_some_and(|due| due <= day)
}

/// The next days, from `today` on and at most `limit`, on which the step will be due if each is checked in in time.
pub fn upcoming(step: &step::Model, today: NaiveDate, limit: usize) -> Vec<NaiveDate> {
    let Some(first) = step.next_due_on.filter(|due| is_due(step, *due)) else { return Vec::new() };
    let left = step.remaining.map_or(limit, |left| usize::try_from(left).unwrap_or(0).min(limit));
    let mut counted = u32::try_from(step.check_in_count).unwrap_or(0);
    let mut day = first.max(today);
    let mut days = Vec::with_capacity(left);
    while days.len() < left {
        days.push(day);
        day = due_after(day, counted, step.interval_days);
        counted += 1;
    }
    days
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(n: u64) -> NaiveDate {
        later(NaiveDate::from_ymd_opt(2026, 3, 2).unwrap(), n)
    }

    #[test]
    fn duration_counts_check_ins() {
        assert_eq!(total_check_ins(Some(14), None), Some(14));
        assert_eq!(total_check_ins(Some(28), Some(7.0)), Some(4));
        assert_eq!(total_check_ins(Some(28), Some(3.5)), Some(8));
        assert_eq!(total_check_ins(Some(28), Some(7.0 / 3.0)), Some(12));
        assert_eq!(total_check_ins(Some(90), Some(30.0)), Some(3));
        assert_eq!(total_check_ins(Some(10), Some(7.0)), Some(2));
        assert_eq!(total_check_ins(Some(3), Some(7.0)), Some(1));
        assert_eq!(total_check_ins(None, Some(7.0)), None);
    }

    #[test]
    fn twice_a_week_is_two_in_seven_days() {
        let mut due = day(0);
        let mut gaps = Vec::new();
        for n in 0..4 {
            let next = due_after(due, n, Some(3.5));
            gaps.push((next - due).num_days());
            due = next;
        }
        assert_eq!(gaps, [3, 4, 3, 4]);
    }

    proptest! {
        /// However long the patient takes, a plan needs exactly its number of check-ins, each on a day of its own, and
        /// never one before its interval is over.
        #[test]
        fn a_plan_needs_its_check_ins(days in 1_u32..60, every in 1_u32..15, lateness in proptest::collection::vec(0_u64..9, 60)) {
            let total = total_check_ins(Some(days), Some(f64::from(every))).unwrap();
            prop_assert_eq!(total, days.div_ceil(every));
            let mut due = day(0);
            for n in 0..total {
                let done = later(due, lateness[n as usize]);
                let next = due_after(done, n, Some(f64::from(every)));
                prop_assert_eq!((next - done).num_days(), i64::from(every));
                due = next;
            }
        }

        #[test]
        fn fractions_never_drift(every in 1.0_f64..30.0) {
            let mut due = day(0);
            for n in 0..100 {
                due = due_after(due, n, Some(every));
            }
            prop_assert!(((due - day(0)).num_days() as f64 - 100.0 * every).abs() <= 1.0);
        }
    }
}
