//! What waits for the doctor, and why: rules and gate together, row by row.
//!
//! A line of `tests/rows/held.txt`, `choices.txt` and `unread.txt` is `note => REASON words`: the only step of the note has these words in its description
//! and waits for that reason; ` + ` stands between several steps, of which `ACTIVE` ones do not wait; or `note => NOTHING_FOUND`: no step
//! came of it, and the note waits. `#` begins a comment.

use aftercare_extraction::{NoteDoubt, doubt, extract, gate};
use chrono::NaiveDate;

/// What came of a note, in the words of a row.
fn outcome(note: &str) -> String {
    let day = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap_or_default();
    let gated = gate(note, day, extract(note, day)).unwrap_or_default();
    match gated.steps.as_slice() {
        [] if doubt(note, day, &gated) == Some(NoteDoubt::NothingFound) => "NOTHING_FOUND".to_owned(),
        [] => "nothing, and nothing waits".to_owned(),
        steps => {
            let shown = steps.iter().map(|step| {
                let reason = step.review.and_then(|reason| serde_json::to_value(reason).ok());
                let reason = reason.as_ref().and_then(|reason| reason.as_str()).unwrap_or("ACTIVE");
                format!("{reason} {}", step.description.to_lowercase())
            });
            shown.collect::<Vec<_>>().join(" + ")
        }
    }
}

/// What is wrong with a row.
fn mistake(row: &str) -> Option<String> {
    let (note, expected) = row.split_once(" => ").unwrap_or((row, "no arrow in the row"));
    let got = outcome(&note.replace("\\n", "\n"));
    let is_right = |(got, expected): (&str, &str)| {
        let mut words = expected.split_whitespace();
        got.starts_with(words.next().unwrap_or_default()) && words.all(|word| got.contains(word))
    };
    let as_many = got.split(" + ").count() == expected.split(" + ").count();
    let right = as_many && got.split(" + ").zip(expected.split(" + ")).all(is_right);
    (!right).then(|| format!("{row}\n    got {got}"))
}

#[test]
fn what_is_unclear_waits_for_a_reason_that_says_so() {
    all_right(include_str!("rows/held.txt"));
}

#[test]
fn what_leaves_a_choice_or_a_rhythm_open_waits() {
    all_right(include_str!("rows/choices.txt"));
}

#[test]
fn lengths_and_beginnings_that_cannot_be_read_wait() {
    all_right(include_str!("rows/unread.txt"));
}

fn all_right(rows: &str) {
    let rows = rows.lines();
    let wrong: Vec<String> =
        rows.filter(|row| !row.trim().is_empty() && !row.starts_with('#')).filter_map(mistake).collect();
    assert!(wrong.is_empty(), "{} rows:\n{}", wrong.len(), wrong.join("\n"));
}
