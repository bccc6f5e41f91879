//! Which notes are in a language that the rules do not read: those wait, whatever was found in them, and no other note does.
//!
//! `languages/foreign.tsv` holds short notes in other languages, one a line behind its code: the shorter, the harder to tell.
//! `languages/own.tsv` holds notes in the four languages that hardly have a word of them: abbreviations, names, slips of the pen.

#[expect(dead_code, reason = "the scorer of the corpus uses more of it")]
mod support;

use aftercare_extraction::{NoteDoubt, ReviewReason, extract, gate};
use chrono::NaiveDate;
use std::collections::BTreeMap;
use support::note::{Marked, Note, load};

type TestResult = Result<(), Box<dyn std::error::Error>>;

/// Of the notes of a neighbour so many must be told, in percent.
const LEAST_TOLD: usize = 95;
/// Of some 22,000 single sentences of the corpus so many may be taken for another language.
const MOST_FALSE: usize = 4;

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 2).unwrap_or_default()
}

fn is_foreign(note: &str) -> bool {
    gate(note, day(), Vec::new()).unwrap_or_default().doubt == Some(NoteDoubt::ForeignLanguage)
}

#[test]
fn short_notes_in_other_languages_are_told() {
    let mut tally: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut active = Vec::new();
    for (language, note) in
        include_str!("languages/foreign.tsv").lines().filter_map(|line| line.split_once('\t'))
    {
        let (told, all) = tally.entry(language).or_default();
        *all += 1;
        *told += usize::from(is_foreign(note));
        let gated = gate(note, day(), extract(note, day())).unwrap_or_default();
        active.extend(gated.steps.iter().filter(|step| step.review.is_none()).map(|_| note));
    }
    println!("told: {tally:?}; with an active step: {active:?}");
    for language in ["pt", "ca", "it", "nl"] {
        let (told, all) = tally.get(language).copied().unwrap_or_default();
        assert!(all >= 50 && told * 100 >= all * LEAST_TOLD, "{language}: {told} of {all}");
    }
    let (told, all) = tally.values().fold((0, 0), |sum, (told, all)| (sum.0 + told, sum.1 + all));
    assert!(told * 100 >= all * LEAST_TOLD, "{told} of {all}");
    assert!(active.len() <= 3, "{active:#?}");
}

#[test]
fn notes_in_the_four_languages_are_not_taken_for_another() -> TestResult {
    let mut notes: Vec<String> = include_str!("languages/own.tsv")
        .lines()
        .filter_map(|line| Some(line.split_once('\t')?.1.to_owned()))
        .collect();
    for file in ["dev", "dev2", "dev3", "dev4", "dev5", "dev6", "holdout4"] {
        notes.extend(load::<Note>(file)?.into_iter().map(|note| note.text));
    }
    notes.extend(load::<Marked>("never")?.into_iter().map(|note| note.note));
    let (mut all, mut alone) = (0, Vec::new());
    for note in &notes {
        assert!(!is_foreign(note), "{note}");
        for sentence in note.split_inclusive(['.', ';', '\n']).filter(|sentence| sentence.trim().len() > 3) {
            all += 1;
            alone.extend(is_foreign(sentence).then(|| sentence.trim()));
        }
    }
    println!("{} notes, none foreign; of {all} sentences alone {}: {alone:?}", notes.len(), alone.len());
    assert!(alone.len() <= MOST_FALSE, "{alone:#?}");
    Ok(())
}

#[test]
fn nothing_of_a_foreign_note_is_active() {
    let note = "Tomar ibuprofeno 600 mg duas vezes ao dia por 5 dias se dor.";
    let drafts = extract(note, day());
    assert!(!drafts.is_empty(), "the rules take it for Spanish");
    let gated = gate(note, day(), drafts).unwrap_or_default();
    assert_eq!(gated.doubt, Some(NoteDoubt::ForeignLanguage));
    assert!(gated.steps.iter().all(|step| step.review.is_some()), "{gated:?}");
}

/// A paragraph for the patient in another language: its steps wait, and so does the note, because an order may hide in it; the doctor's
/// own steps do not.
#[test]
fn a_foreign_paragraph_waits_and_the_rest_does_not() {
    let note = "She should take ramipril 5 mg every morning with her breakfast.\n\nPrendere paracetamolo 1000 mg tre volte al giorno per 5 giorni.";
    let mut drafts = extract(note, day());
    drafts.retain(|draft| draft.description.contains("ramipril"));
    let mut foreign = drafts.clone();
    for draft in &mut foreign {
        draft.description = "paracetamolo 1000 mg".to_owned();
        draft.passage = "Prendere paracetamolo 1000 mg tre volte al giorno per 5 giorni.".to_owned();
        (draft.duration_days, draft.times_per_day) = (Some(5), Some(3));
    }
    drafts.extend(foreign);
    let gated = gate(note, day(), drafts).unwrap_or_default();
    assert_eq!(gated.doubt, Some(NoteDoubt::ForeignLanguage));
    let reviews: Vec<Option<ReviewReason>> = gated.steps.iter().map(|step| step.review).collect();
    assert!(matches!(reviews.as_slice(), [None, Some(_)]), "{gated:?}");
}
