//! Any text as a note: no panic, nothing out of bounds, every passage a true slice.
#![no_main]

use aftercare_extraction::{extract, gate, reading};
use chrono::NaiveDate;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|note: &str| {
    let day = NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day of the calendar");
    let drafts = extract(note, day);
    assert!(drafts.len() <= 50);
    assert!(drafts.iter().all(|d| !d.passage.is_empty() && note.contains(&d.passage)));
    let gated = gate(note, day, drafts).expect("the gate takes what the rules say");
    let units: Vec<u16> = note.encode_utf16().collect();
    for step in gated.steps {
        let passage = step.passage.expect("a passage");
        let slice = &units[passage.start as usize..passage.end as usize];
        assert_eq!(String::from_utf16_lossy(slice), passage.text);
        assert!((1..=200).contains(&step.description.chars().count()));
    }
    let _ = (reading::duration_days(note, day), reading::frequency(note));
});
