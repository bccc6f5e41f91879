//! `aftercare sweep run`: the reminders of today, and of no other day.

use crate::run_in;
use std::process::Output;

fn sweep(house: &tempfile::TempDir, day: &str) -> Output {
    run_in(house, &["sweep", "run", "--day", day])
}

#[test]
fn a_day_that_is_today_nowhere_is_refused_with_a_sentence() {
    let house = tempfile::tempdir().unwrap();
    for (day, why) in [("2000-01-01", "is over"), ("2999-01-01", "has not begun")] {
        let refused = sweep(&house, day);
        assert_eq!(refused.status.code(), Some(1), "{refused:?}");
        let said = String::from_utf8(refused.stderr).unwrap();
        assert!(said.contains(&format!("aftercare: {day} {why}")), "{said}");
        assert!(refused.stdout.is_empty());
    }
}

#[test]
fn a_patient_who_is_not_there_is_named_and_nothing_is_explained() {
    let house = tempfile::tempdir().unwrap();
    let asked =
        run_in(&house, &["sweep", "explain", "--patient", "nobody@example.org", "--day", "2026-03-02"]);
    assert_eq!(asked.status.code(), Some(1), "{asked:?}");
    assert!(asked.stdout.is_empty(), "{asked:?}");
}
