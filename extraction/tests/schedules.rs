//! Whole notes of a sentence, each with the days and times of its one step: weekdays, cycles, clock times, beginnings.
//!
//! A line of `tests/rows/schedules.txt` is `day | note => schedule`; the schedule is written by [`shown`].

use aftercare_extraction::{DraftStep, StepKind, extract};
use chrono::{NaiveDate, Weekday};

/// What a step says of its days: `P 2x e3.5 Tue,Fri 21/7 08:00,20:00 14d prn from3`, each only where it is said.
fn shown(step: &DraftStep) -> String {
    let mut words = vec![if step.kind == StepKind::Plan { "P" } else { "C" }.to_owned()];
    words.extend(step.times_per_day.map(|n| format!("{n}x")));
    words.extend(step.every_days.map(|n| format!("e{}", (n * 100.0).round() / 100.0)));
    let days: Vec<String> = step.weekdays.iter(Weekday::Mon).map(|day| day.to_string()).collect();
    words.extend((!days.is_empty()).then(|| days.join(",")));
    words.extend(step.cycle.map(|(on, off)| format!("{on}/{off}")));
    let times: Vec<String> = step.times_of_day.iter().map(|t| t.format("%H:%M").to_string()).collect();
    words.extend((!times.is_empty()).then(|| times.join(",")));
    words.extend(step.duration_days.map(|n| format!("{n}d")));
    words.extend(step.as_needed.then(|| "prn".to_owned()));
    words.extend((step.starts_after_days != 0).then(|| format!("from{}", step.starts_after_days)));
    words.join(" ")
}

fn mistake(row: &str) -> Option<String> {
    let (day, rest) = row.split_once(" | ")?;
    let (note, expected) = rest.split_once(" => ")?;
    let day: NaiveDate = day.parse().ok()?;
    let steps = extract(&note.replace("\\n", "\n"), day);
    let got: Vec<String> = steps.iter().map(shown).collect();
    let got = if got.is_empty() { "none".to_owned() } else { got.join(" + ") };
    (got != expected).then(|| {
        let whole: Vec<&str> = steps.iter().map(|s| s.description.as_str()).collect();
        format!("{row}\n    got {got}   {whole:?}")
    })
}

#[test]
fn a_step_has_the_days_and_times_that_its_note_names() {
    let rows: Vec<&str> =
        include_str!("rows/schedules.txt").lines().filter(|r| !r.is_empty() && !r.starts_with('#')).collect();
    assert!(rows.iter().all(|row| row.contains(" | ") && row.contains(" => ")), "a row without its parts");
    let wrong: Vec<String> = rows.into_iter().filter_map(mistake).collect();
    assert!(wrong.is_empty(), "{} rows:\n{}", wrong.len(), wrong.join("\n"));
}
