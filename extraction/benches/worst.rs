//! How long the longest notes take at worst: `cargo bench -p aftercare-extraction`.
//!
//! A note has at most 20,000 characters. Each input here is one of that length, made to be hard for a part of the parser; the slowest
//! of several runs is printed, for reading, for the gate behind it, for telling whether a note without steps is free of orders, and for
//! what a model's answer left out (which reads and gates the note once more). Goal: 50 ms. A plain program, because the worst
//! run is what matters, not a distribution.
//!
//! A model may answer anything as well: below the notes stand answers of 50 steps with descriptions of 200 characters, whose
//! passages are as long as they can be.

use aftercare_extraction::{DraftStep, Gated, doubt, extract, gate, overlooked};
use chrono::NaiveDate;
use std::hint::black_box;
use std::time::{Duration, Instant};

const LENGTH: usize = 20_000;
const RUNS: usize = 15;
/// Answers that take less are not printed, in milliseconds.
const WORTH_TELLING: f64 = 10.0;

fn filled(part: &str) -> String {
    part.chars().cycle().take(LENGTH).collect()
}

fn numbered() -> String {
    let lines = (0..2000).map(|n| format!("amoxicilin{} {n} mg twise daly for {n} dyas\n", n % 7));
    lines.collect::<String>().chars().take(LENGTH).collect()
}

/// Answers that are made to be hard for the gate: 50 steps, each with 200 characters to be looked up and a passage of the note.
fn hostile(words: &str, passage: impl Fn(usize) -> String) -> Vec<DraftStep> {
    let step = |n: usize| DraftStep {
        description: format!("{n} {words}").chars().cycle().take(200).collect::<String>().trim().to_owned(),
        passage: passage(n),
        duration_days: Some(7),
        times_per_day: Some(3),
        ..DraftStep::default()
    };
    (0..50).map(step).collect()
}

/// The part of a note of that many characters from there on, cut to whole words.
fn slice(note: &str, from: usize, length: usize) -> String {
    let part: String = note.chars().skip(from).take(length).collect();
    let whole = part.split_once(' ').map_or("", |(_, rest)| rest);
    whole.rsplit_once(' ').map_or("", |(front, _)| front).to_owned()
}

fn main() {
    let day = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap_or_default();
    let dense = "Take amoxicillin 500 mg three times a day for 7 days, then once daily for 2 weeks, and paracetamol 1 g every \
                 6 hours if needed; stop ibuprofen. Blood test in 3 weeks. No driving for 10 days. ";
    let inputs = [
        ("a", filled("a")),
        ("1 ", filled("1 ")),
        ("digits", filled("1234567890")),
        ("1/2-3.4,5:6 ", filled("1/2-3.4,5:6 ")),
        ("take ", filled("take ")),
        ("take, ", filled("take, ")),
        ("amoxicillin ", filled("amoxicillin ")),
        ("amoxicillin, ", filled("amoxicillin, ")),
        ("amoxicillin 500 mg daily, ", filled("amoxicillin 500 mg daily, ")),
        ("then 5 mg daily ", filled("then 5 mg daily ")),
        ("not and was ", filled("not and was ")),
        ("when pain ", filled("when pain ")),
        ("no 3 weeks, ", filled("no 3 weeks, ")),
        ("(was 5 mg daily ", filled("(was 5 mg daily ")),
        ("stop aspirin daily ", filled("stop aspirin daily ")),
        ("change it daily, ", filled("change it daily, ")),
        ("her mother's 5 mg daily, ", filled("her mother's 5 mg daily, ")),
        ("from 9 to 22 March ", filled("from 9 to 22 March ")),
        ("every ", filled("every ")),
        ("every other ", filled("every other ")),
        ("mon/", filled("mon/")),
        ("one hundred ", filled("one hundred ")),
        ("1-0-", filled("1-0-")),
        ("(((", filled("(")),
        ("newlines", filled("\n")),
        ("a line each", filled("a\n")),
        ("items", filled("- a\n")),
        ("headings", filled("plan:\n")),
        ("tags of html", filled("<p>a</p>")),
        ("struck out", filled("<s>")),
        ("attributes", filled("<b a=\"")),
        ("entities", filled("&eacute;&#x41;&")),
        ("portuguese", filled("Tomar ibuprofeno 600 mg duas vezes ao dia por 5 dias. ")),
        ("russian", filled("Принимать по одной таблетке. ")),
        ("dashes", filled("-")),
        ("quotes", filled("\"a b c ")),
        ("open quotes", filled(" “a")),
        ("tags", filled("<task>")),
        ("comments", filled("<!-- ")),
        ("braces", filled("{")),
        ("fences", filled("``` ")),
        ("dots", filled("a.")),
        ("misspelt", filled("amoxycilinne paracetmoll dialy wekss ")),
        ("one misspelt word a line", numbered()),
        ("combining marks", filled("e\u{301}\u{302}")),
        ("emoji", filled("😀 ")),
        ("a dense note", filled(dense)),
        ("a dense note in lines", filled(&dense.replace(". ", ".\n"))),
        ("without a full stop", filled(&dense.replace(['.', ';'], ","))),
    ];
    println!("| 20,000 characters of | extract, ms | gate, ms | doubt, ms | overlooked, ms | steps |");
    println!("|---|--:|--:|--:|--:|--:|");
    let _ = extract("warm the tables up", day);
    for (name, note) in &inputs {
        let (mut reading, mut gating, mut steps) = (Duration::ZERO, Duration::ZERO, 0);
        let (mut doubting, mut comparing) = (Duration::ZERO, Duration::ZERO);
        for _ in 0..RUNS {
            let start = Instant::now();
            let drafts = black_box(extract(black_box(note), day));
            reading = reading.max(start.elapsed());
            steps = drafts.len();
            let start = Instant::now();
            let _ = black_box(gate(black_box(note), day, drafts));
            gating = gating.max(start.elapsed());
            let start = Instant::now();
            let _ = black_box(doubt(black_box(note), day, &Gated::default()));
            doubting = doubting.max(start.elapsed());
            let start = Instant::now();
            let _ = black_box(overlooked(black_box(note), day, &Gated::default()));
            comparing = comparing.max(start.elapsed());
        }
        let ms = |d: Duration| d.as_secs_f64() * 1000.0;
        println!(
            "| {name} | {:.1} | {:.1} | {:.1} | {:.1} | {steps} |",
            ms(reading),
            ms(gating),
            ms(doubting),
            ms(comparing)
        );
    }
    answers(&inputs, day);
}

/// Prints how long the gate takes over hostile answers about each of the notes.
fn answers(notes: &[(&str, String)], day: NaiveDate) {
    println!("\n| 50 steps, about 20,000 characters of | quoting | words | gate, ms |");
    println!("|---|---|---|--:|");
    let words = [
        ("names", "amoxicillin paracetamol prednisolone warfarin 5 mg twice daily for 3 weeks then "),
        ("unknown words", "amoxycilinne zyxoprine quovadis lorenipsumer dolorsit ametconse "),
        ("numbers", "1 2 3 4.5 6/7 8-9 10:30 Mon/Wed/Fri "),
    ];
    for (name, note) in notes {
        for (kind, text) in words {
            let all = hostile(text, |_| note.clone());
            let parts = hostile(text, |n| slice(note, n * 100, 990));
            for (quoted, answer) in [("all of it", all), ("parts of it", parts)] {
                let mut slowest = Duration::ZERO;
                for _ in 0..RUNS / 5 {
                    let answer = answer.clone();
                    let start = Instant::now();
                    let _ = black_box(gate(black_box(note), day, answer));
                    slowest = slowest.max(start.elapsed());
                }
                let ms = slowest.as_secs_f64() * 1000.0;
                if ms > WORTH_TELLING {
                    println!("| {name} | {quoted} | {kind} | {ms:.1} |");
                }
            }
        }
    }
}
