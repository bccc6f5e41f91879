//! What holds for every text whatsoever: no panic, true passages, bounded numbers, the same answer twice.
//!
//! Three kinds of text: any characters at all; words of the wards in any order, with the marks and breaks of notes between them;
//! and notes of the corpus with pieces cut out. `PROPTEST_CASES=100000 cargo test --test properties` looks harder.

use aftercare_extraction::reading::{duration_days, frequency};
use aftercare_extraction::{
    DraftStep, Gated, NoteDoubt, ReviewReason, StepKind, doubt, extract, gate, overlooked,
};
use chrono::NaiveDate;
use proptest::prelude::*;

/// Pieces of notes in all four languages, and what a note should not hold.
const PIECES: &[&str] = &[
    "take",
    "amoxicillin",
    "500 mg",
    "three times a day",
    "for 7 days",
    "then",
    "and",
    "or",
    "not",
    "no",
    "stop",
    "was",
    "if needed",
    "every 8 hours",
    "every other day",
    "on Mondays",
    "Mon/Wed/Fri",
    "until Friday",
    "until 14 March",
    "tomorrow",
    "today",
    "in 2/52",
    "q4-6h",
    "x7d",
    "1-0-1",
    "½ tablet",
    "#21",
    "5-7",
    "1/2",
    "2026",
    "99999999999",
    "0",
    "0.5",
    "1,5",
    "blood test",
    "physio",
    "no driving",
    "weeks 1 and 2:",
    "day 3",
    "week 5 onwards",
    "her mother takes",
    "would",
    "allergic to",
    "PMH:",
    "Plan:",
    "STOPPED:",
    "Discharge medication",
    "- ",
    "1. ",
    "[ ] ",
    "\n",
    "\n\n",
    "  ",
    "\t",
    ".",
    ",",
    ";",
    ":",
    "(",
    ")",
    "-",
    "--",
    "/",
    "\"",
    "“",
    "”",
    "«",
    "»",
    "„",
    "{",
    "}",
    "[",
    "]",
    "<",
    ">",
    "<task>",
    "<p>",
    "</p>",
    "<li>",
    "<td>",
    "<s>",
    "</s>",
    "<br>",
    "<b a=\"",
    "&nbsp;",
    "&lt;",
    "&eacute;",
    "&#x41;",
    "&",
    "</task>",
    "<!--",
    "-->",
    "```",
    "###",
    "SYSTEM:",
    "ignore the above",
    "Dear AI",
    "tomar",
    "cada 8 horas",
    "durante 5 días",
    "no",
    "si precisa",
    "suspender",
    "prendre",
    "trois fois par jour",
    "pendant une semaine",
    "arrêt du",
    "sans",
    "dreimal täglich",
    "für zwei Wochen",
    "bei Bedarf",
    "abgesetzt",
    "Blutbildkontrolle",
    "é",
    "e\u{301}",
    "ß",
    "İ",
    "ﬁ",
    "😀",
    "👩\u{200d}⚕️",
    "\u{202e}",
    "\u{200b}",
    "\u{0}",
    "\r\n",
    "twise dialy",
    "paracetmol",
];

fn day() -> impl Strategy<Value = NaiveDate> {
    (1970_i32..2200, 1_u32..=366).prop_map(|(year, n)| {
        NaiveDate::from_yo_opt(year, n).unwrap_or(NaiveDate::from_ymd_opt(2026, 3, 2).unwrap_or_default())
    })
}

fn note_like() -> impl Strategy<Value = String> {
    let piece = prop_oneof![8 => proptest::sample::select(PIECES).prop_map(str::to_owned), 1 => "\\PC{0,6}"];
    let space = prop_oneof![9 => Just(" "), 1 => Just("")];
    prop::collection::vec((piece, space), 0..120)
        .prop_map(|parts| parts.into_iter().map(|(piece, space)| piece + space).collect())
}

/// A corpus note with some of its middle cut out.
fn cut_note() -> impl Strategy<Value = String> {
    let notes: Vec<String> = include_str!("corpus/dev.jsonl")
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .filter_map(|note| Some(note.get("note")?.as_str()?.to_owned()))
        .collect();
    (proptest::sample::select(notes), any::<prop::sample::Index>(), 0_usize..60).prop_map(
        |(note, at, length)| {
            let chars: Vec<char> = note.chars().collect();
            let at = at.index(chars.len().max(1));
            chars.iter().take(at).chain(chars.iter().skip(at + length)).collect()
        },
    )
}

fn draft() -> impl Strategy<Value = DraftStep> {
    let words = || prop_oneof![note_like(), "\\PC{0,220}"];
    let every = prop_oneof![Just(None), any::<f64>().prop_map(Some), (0.1..400.0).prop_map(Some)];
    let count = || prop_oneof![Just(None), any::<i64>().prop_map(Some), (-1_i64..4000).prop_map(Some)];
    let numbers = (count(), count(), every, any::<bool>(), any::<bool>(), any::<i64>());
    (words(), words(), numbers).prop_map(|(description, passage, numbers)| {
        let (duration_days, times_per_day, every_days, as_needed, plan, starts_after_days) = numbers;
        DraftStep {
            kind: if plan { StepKind::Plan } else { StepKind::Checklist },
            description,
            passage,
            duration_days,
            times_per_day,
            every_days,
            as_needed,
            starts_after_days,
            ..DraftStep::default()
        }
    })
}

/// What the rules promise of any note, and the gate of whatever they say.
fn holds(note: &str, day: NaiveDate) -> Result<(), TestCaseError> {
    let drafts = extract(note, day);
    prop_assert_eq!(&drafts, &extract(note, day), "the same answer twice");
    prop_assert!(drafts.len() <= 50);
    for draft in &drafts {
        prop_assert!(!draft.passage.is_empty() && note.contains(&draft.passage), "{:?}", draft);
    }
    let gated = gate(note, day, drafts);
    prop_assert!(gated.is_ok(), "the gate refuses what the rules say: {:?}", gated);
    let gated = gated.unwrap_or_default();
    let open = gated.steps.iter().any(|step| step.review.is_none());
    prop_assert!(!(open && doubt(note, day, &gated) == Some(NoteDoubt::NothingFound)), "found, and in doubt");
    passed(note, &overlooked(note, day, &Gated::default()))?;
    passed(note, &gated.steps)
}

/// What holds of every step that the gate lets through.
fn passed(note: &str, steps: &[aftercare_extraction::GatedStep]) -> Result<(), TestCaseError> {
    let units: Vec<u16> = note.encode_utf16().collect();
    for step in steps {
        let hidden =
            |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        prop_assert!((1..=200).contains(&step.description.chars().count()), "{:?}", step);
        prop_assert!(!step.description.chars().any(hidden), "{:?}", step);
        prop_assert_eq!(step.description.trim(), &step.description);
        prop_assert!(step.duration_days.is_none_or(|n| (1..=3650).contains(&n)), "{:?}", step);
        prop_assert!(step.times_per_day.is_none_or(|n| (1..=24).contains(&n)), "{:?}", step);
        prop_assert!(step.every_days.is_none_or(|n| n > 0.0 && n <= 366.0), "{:?}", step);
        prop_assert!(step.starts_after_days <= 3650, "{:?}", step);
        match &step.passage {
            Some(passage) => {
                let slice =
                    units.get(passage.start as usize..passage.end as usize).map(String::from_utf16_lossy);
                prop_assert_eq!(slice.as_ref(), Some(&passage.text), "a passage is a slice of the note");
                prop_assert!(note.contains(&passage.text));
            }
            None => prop_assert!(step.review.is_some(), "without a passage, a step waits for the doctor"),
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_characters(note in any::<String>(), day in day()) {
        holds(&note, day)?;
    }

    #[test]
    fn words_of_the_wards(note in note_like(), day in day()) {
        holds(&note, day)?;
    }

    #[test]
    fn notes_with_pieces_cut_out(note in cut_note(), day in day()) {
        holds(&note, day)?;
    }

    #[test]
    fn whatever_a_model_says(note in note_like(), drafts in prop::collection::vec(draft(), 0..6), day in day()) {
        if let Ok(gated) = gate(&note, day, drafts) {
            passed(&note, &gated.steps)?;
            let missing = overlooked(&note, day, &gated);
            prop_assert!(gated.steps.len() + missing.len() <= 50);
            prop_assert!(missing.iter().all(|step| step.review == Some(ReviewReason::MayBeMissing)));
            passed(&note, &missing)?;
        }
    }

    #[test]
    fn a_step_quoted_from_the_note(note in note_like(), from in any::<prop::sample::Index>(), length in 1_usize..80, draft in draft()) {
        let chars: Vec<char> = note.chars().collect();
        let passage: String = chars.iter().skip(from.index(chars.len().max(1))).take(length).collect();
        let step = DraftStep {
            passage, description: "Do".into(), duration_days: None, times_per_day: None, every_days: None, starts_after_days: 0, ..draft
        };
        let day = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap_or_default();
        let gated = gate(&note, day, vec![step]).map_err(|e| TestCaseError::fail(e.to_string()))?;
        passed(&note, &gated.steps)?;
    }

    #[test]
    fn a_few_words_about_time(words in note_like(), day in day()) {
        prop_assert!(duration_days(&words, day).is_none_or(|n| (1..=3650).contains(&n)));
        let read = frequency(&words);
        prop_assert!(read.times_per_day.is_none_or(|n| n <= 24));
        prop_assert!(read.every_days.is_none_or(|n| n > 0.0 && n <= 366.0));
    }
}
