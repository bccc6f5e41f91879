//! What a model that does not err would answer, as far as the labels of the notes say.

use super::day;
use super::support::note::{Expected, Note};
use super::support::text::{alternatives, fold};
use aftercare_extraction::{DraftStep, StepKind, extract};

/// How a careful model words a step.
#[derive(Clone, Copy)]
pub enum Wording {
    /// By the sentence it stands in, as it is.
    Sentence,
    /// By what the step is about, and nothing more.
    Name,
}

/// What a careful model would answer: each step that the note is labelled with, quoted by the sentence that orders it.
///
/// Where several sentences name it, it is the one that the rules take a step of that name from, or else the last: what a
/// note orders stands behind what it tells. The labels say nothing of weekdays, cycles, times of day and beginnings. A
/// model that is right says them, so they are taken from what the rules read of the same name in the same sentence; a
/// step that the rules do not read has none. Labels that no sentence names are left out.
pub fn honest(note: &Note, wording: Wording) -> Vec<DraftStep> {
    let rules = extract(&note.text, day());
    let once = note.checklist.iter().filter_map(|e| told(note, &rules, e, StepKind::Checklist, wording));
    once.chain(note.plan.iter().filter_map(|e| told(note, &rules, e, StepKind::Plan, wording))).collect()
}

/// One of them.
fn told(
    note: &Note,
    rules: &[DraftStep],
    expected: &Expected,
    kind: StepKind,
    wording: Wording,
) -> Option<DraftStep> {
    let has = |text: &str| {
        let text = fold(text);
        expected.keywords.iter().all(|words| alternatives(words).any(|word| text.contains(&fold(&word))))
    };
    let pieces =
        note.text.split_inclusive(['\n', ';']).flat_map(|line| line.split_inclusive(". ")).map(str::trim);
    let pieces: Vec<&str> = pieces.filter(|piece| piece.chars().count() <= 190 && has(piece)).collect();
    let named: Vec<&DraftStep> =
        rules.iter().filter(|step| step.kind == kind && has(&step.description)).collect();
    let agrees = |step: &&&DraftStep| {
        step.duration_days == expected.duration_days.map(i64::from)
            && step.times_per_day == expected.times_per_day.map(i64::from)
    };
    let read = named.iter().find(agrees).or(named.first()).copied();
    let reads = |piece: &&&str| read.is_some_and(|step| piece.contains(&step.passage));
    let passage = *pieces.iter().find(reads).or(pieces.last())?;
    let name = read.and_then(|step| step.description.split_once(": ")).map(|(name, _)| name);
    let words = match wording {
        Wording::Sentence => passage.trim_start_matches(['-', '*', '•', ' ']).to_owned(),
        Wording::Name => about(passage, &expected.keywords),
    };
    // "75 mg daily for 4 weeks": a later phase, which the model calls by its name.
    let name = name.filter(|name| !fold(&words).contains(&fold(name))).map(|name| format!("{name}: "));
    let description = name.unwrap_or_default() + &words;
    Some(DraftStep {
        kind,
        description,
        passage: passage.to_owned(),
        duration_days: expected.duration_days.map(i64::from),
        times_per_day: expected.times_per_day.map(i64::from),
        every_days: expected.every_days,
        as_needed: expected.as_needed,
        ..read.map_or_else(DraftStep::default, |read| DraftStep {
            weekdays: read.weekdays,
            cycle: read.cycle,
            times_of_day: read.times_of_day.clone(),
            starts_after_days: read.starts_after_days,
            ..DraftStep::default()
        })
    })
}

/// The words of a sentence that the label of its step asks for, whole; of what is not to be done, the sentence.
fn about(passage: &str, keywords: &[String]) -> String {
    const DENIALS: &[&str] =
        &["no", "not", "avoid", "pas", "nicht", "kein", "keine", "interdit", "off", "out"];
    let words: Vec<&str> = passage.split_whitespace().collect();
    let plain = |word: &str| fold(word.trim_matches(|c: char| !c.is_alphanumeric()));
    if words.iter().any(|word| DENIALS.contains(&plain(word).as_str())) {
        return passage.trim_start_matches(['-', '*', '•', ' ']).to_owned();
    }
    let asked = |word: &&&str| {
        let word = plain(word);
        keywords.iter().flat_map(|k| alternatives(k)).any(|k| !k.trim().is_empty() && word.contains(k.trim()))
    };
    let named: Vec<&str> = words.iter().filter(asked).copied().collect();
    if named.is_empty() { passage.to_owned() } else { named.join(" ") }
}
