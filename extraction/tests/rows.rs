//! Whole notes of a sentence or two, each with exactly the steps that it orders: the grammar, row by row.
//!
//! A line of `tests/rows/*.txt` is `note => steps`; `\n` in the note is a line break, ` + ` stands between steps, `none` is no step.
//! A step is `C` (checklist) or `P` (plan), words that its description holds, and what else it says, all of which must be so:
//! `3x` times a day, `e7` every 7 days, `5d` for 5 days, `prn` if needed, `from4` begins after 4 days. `#` begins a comment.

use aftercare_extraction::{GatedStep, StepKind, extract, gate};
use chrono::NaiveDate;

/// What a row expects of one step.
#[derive(Debug, Default)]
struct Wanted {
    plan: bool,
    words: Vec<String>,
    times: Option<u32>,
    every: Option<f64>,
    length: Option<u32>,
    as_needed: bool,
    starts: Option<u32>,
}

impl Wanted {
    fn parse(text: &str) -> Self {
        let mut wanted = Self::default();
        for word in text.split_whitespace() {
            let number = |front: &str, back: &str| {
                word.strip_prefix(front)
                    .and_then(|w| w.strip_suffix(back))
                    .and_then(|n| n.parse::<f64>().ok())
            };
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "small numbers of the rows"
            )]
            let whole = |n: f64| n as u32;
            match word {
                "P" => wanted.plan = true,
                "C" => wanted.plan = false,
                "prn" => wanted.as_needed = true,
                _ => {
                    if let Some(n) = number("", "x") {
                        wanted.times = Some(whole(n));
                    } else if let Some(n) = number("", "d") {
                        wanted.length = Some(whole(n));
                    } else if let Some(n) = number("e", "") {
                        wanted.every = Some(n);
                    } else if let Some(n) = number("from", "") {
                        wanted.starts = Some(whole(n));
                    } else {
                        wanted.words.push(word.to_lowercase());
                    }
                }
            }
        }
        wanted
    }

    fn is(&self, step: &GatedStep) -> bool {
        let text = step.description.to_lowercase();
        self.plan == (step.kind == StepKind::Plan)
            && self.words.iter().all(|w| text.contains(w.as_str()))
            && self.times == step.times_per_day
            && self.every == step.every_days
            && self.length == step.duration_days
            && self.as_needed == step.as_needed
            && self.starts.is_none_or(|n| n == step.starts_after_days)
    }
}

fn steps_of(note: &str) -> Vec<GatedStep> {
    let day = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap_or_default();
    let gated = gate(note, day, extract(note, day)).unwrap_or_default();
    gated.steps.into_iter().filter(|step| step.review.is_none()).collect()
}

/// One step of the answer, in the words of a row.
fn shown(step: &GatedStep) -> String {
    let kind = if step.kind == StepKind::Plan { "P" } else { "C" };
    let or_nothing = |text: Option<String>| text.unwrap_or_default();
    format!(
        "{kind} '{}'{}{}{}{} from{}",
        step.description,
        or_nothing(step.times_per_day.map(|n| format!(" {n}x"))),
        or_nothing(step.every_days.map(|n| format!(" e{n}"))),
        or_nothing(step.duration_days.map(|n| format!(" {n}d"))),
        if step.as_needed { " prn" } else { "" },
        step.starts_after_days
    )
}

/// What is wrong with a row.
fn mistake(row: &str) -> Option<String> {
    let (note, expected) = row.split_once(" => ").unwrap_or((row, "no arrow in the row"));
    let steps = steps_of(&note.replace("\\n", "\n"));
    let wanted: Vec<Wanted> = if expected.trim() == "none" {
        Vec::new()
    } else {
        expected.split(" + ").map(Wanted::parse).collect()
    };
    let right = wanted.len() == steps.len() && wanted.iter().zip(&steps).all(|(w, s)| w.is(s));
    let got: Vec<String> = steps.iter().map(shown).collect();
    (!right).then(|| {
        format!("{row}\n    got {}", if got.is_empty() { "none".to_owned() } else { got.join(" + ") })
    })
}

fn all_right(rows: &str) {
    let rows = rows.lines().filter(|row| !row.trim().is_empty() && !row.starts_with('#'));
    let wrong: Vec<String> = rows.filter_map(mistake).collect();
    assert!(wrong.is_empty(), "{} rows:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_note_may_be_one_bare_imperative() {
    all_right(include_str!("rows/imperatives.txt"));
}

#[test]
fn latin_and_ward_notation() {
    all_right(include_str!("rows/notation.txt"));
}

#[test]
fn times_lengths_and_dates_in_words() {
    all_right(include_str!("rows/words.txt"));
}

#[test]
fn tapers_are_one_step_a_phase() {
    all_right(include_str!("rows/tapers.txt"));
}

#[test]
fn lists_within_a_line_and_under_titles() {
    all_right(include_str!("rows/lists.txt"));
}

#[test]
fn prose_without_marks() {
    all_right(include_str!("rows/prose.txt"));
}

#[test]
fn spanish_french_and_german() {
    all_right(include_str!("rows/languages.txt"));
}

#[test]
fn what_stands_behind_the_dose() {
    all_right(include_str!("rows/behind.txt"));
}

#[test]
fn days_that_begin_end_or_are_over() {
    all_right(include_str!("rows/days.txt"));
}

/// `ROWS=notes.txt cargo test --test rows -- --ignored --nocapture` shows what the rules read in each line of a file.
#[test]
#[ignore = "shows the steps of notes of one's own, and checks nothing"]
fn the_steps_of_a_file() -> std::io::Result<()> {
    let Ok(path) = std::env::var("ROWS") else { return Ok(()) };
    for row in std::fs::read_to_string(path)?.lines().filter(|row| !row.trim().is_empty()) {
        let note = row.split(" => ").next().unwrap_or(row);
        let got: Vec<String> = steps_of(&note.replace("\\n", "\n")).iter().map(shown).collect();
        println!("{note}\n    {}", if got.is_empty() { "none".to_owned() } else { got.join("\n    ") });
    }
    Ok(())
}
