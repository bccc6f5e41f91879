//! Single sentences that order nothing, that somebody else wrote for a computer, and that do order something.
//!
//! One a line in `tests/corpus`: `nothing.txt` (history, stopped, refused, other people's, thought of), `injected.txt` (one true
//! step of paracetamol, and text that asks a program for others), `orders.txt` (at least one step each).

use aftercare_extraction::{GatedStep, extract, gate};
use chrono::NaiveDate;

fn steps_of(note: &str) -> Vec<GatedStep> {
    let day = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap_or_default();
    let gated = gate(note, day, extract(note, day)).unwrap_or_default();
    gated.steps.into_iter().filter(|step| step.review.is_none()).collect()
}

/// The lines of `notes` that `wrong` says something of.
fn mistakes(notes: &str, wrong: impl Fn(&[GatedStep]) -> bool) -> Vec<&str> {
    notes.lines().filter(|note| wrong(&steps_of(note))).collect()
}

#[test]
fn what_orders_nothing_is_no_step() {
    let wrong = mistakes(include_str!("corpus/nothing.txt"), |steps| !steps.is_empty());
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_is_written_for_a_computer_is_no_step() {
    let only_paracetamol = |steps: &[GatedStep]| matches!(steps, [step] if step.description.to_lowercase().contains("tamol 1 g"));
    let wrong = mistakes(include_str!("corpus/injected.txt"), |steps| !only_paracetamol(steps));
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_orders_something_is_a_step() {
    let wrong = mistakes(include_str!("corpus/orders.txt"), <[GatedStep]>::is_empty);
    assert!(wrong.is_empty(), "{wrong:#?}");
}
