//! What says who somebody is leaves the hospital with no note: it is taken out before a model reads, and put back into what
//! the model found.
//!
//! Taken out: the names of the note's patient and doctors, whole and in parts, in any case and with or without accents;
//! other names after a title, a label or a kinship ("Mrs", "Herr", "Signed:", "her son"); e-mail and web addresses, telephone numbers, dates of
//! birth, record and insurance numbers, postal addresses. Where in doubt it is taken out, since it comes back.
//!
//! Not found: the names of others without title, label or kinship ("Tom will help"), nicknames, places of work, and
//! whatever else lets a reader guess. What a hospital may not send to a model at all needs the offline rules.

mod details;
mod known;

use aftercare_extraction::DraftStep;
use regex::{Captures, Regex};
use std::{collections::HashMap, ops::Range, sync::LazyLock};

/// Who somebody around a note is to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// The note is about them.
    Patient,
    /// They wrote it.
    Doctor,
}

/// Somebody around a note.
#[derive(Clone)]
#[expect(missing_debug_implementations, reason = "names must not be printable by accident")]
pub struct Person {
    /// Who they are to the note.
    pub role: Role,
    /// As written in full.
    pub name: String,
    /// Their address.
    pub email: String,
}

/// What a piece of text tells, as the model sees it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Class {
    Patient,
    Doctor,
    Name,
    Email,
    Url,
    Phone,
    Dob,
    Record,
    Address,
}

impl Class {
    const fn word(self) -> &'static str {
        match self {
            Self::Patient => "PATIENT",
            Self::Doctor => "DOCTOR",
            Self::Name => "NAME",
            Self::Email => "EMAIL",
            Self::Url => "URL",
            Self::Phone => "PHONE",
            Self::Dob => "DOB",
            Self::Record => "RECORD",
            Self::Address => "ADDRESS",
        }
    }
}

/// A piece of the note, in bytes, and what it tells.
type Found = (Range<usize>, Class);

/// A note without what says who somebody is.
pub struct Deidentified {
    text: String,
    /// What each placeholder stands for; placeholders in upper case.
    originals: HashMap<String, String>,
}

impl std::fmt::Debug for Deidentified {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Deidentified").field("taken_out", &self.originals.len()).finish_non_exhaustive()
    }
}

impl Deidentified {
    /// `note` without what says who `people`, or others that it names by title or label, are.
    pub fn new(note: &str, people: &[Person]) -> Self {
        // First those who are known: what is found twice tells more that way.
        let mut found = known::find(note, people);
        found.extend(details::find(note));
        let upper = note.to_uppercase();
        let mut numbers = HashMap::new();
        let mut given: HashMap<(Class, &str), String> = HashMap::new();
        let mut text = String::with_capacity(note.len());
        let mut done = 0;
        for (range, class) in joined(found) {
            let surface = &note[range.clone()];
            let placeholder = given.entry((class, surface)).or_insert_with(|| {
                let number = numbers.entry(class).or_insert(0_u32);
                loop {
                    *number += 1;
                    let placeholder = format!("[{}_{number}]", class.word());
                    // One that the note itself holds stays what it is.
                    if !upper.contains(&placeholder) {
                        return placeholder;
                    }
                }
            });
            text.push_str(&note[done..range.start]);
            text.push_str(placeholder);
            done = range.end;
        }
        text.push_str(&note[done..]);
        let originals =
            given.into_iter().map(|((_, surface), placeholder)| (placeholder, surface.to_owned())).collect();
        Self { text, originals }
    }

    /// What may leave the hospital.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// `text` with what was taken out put back. A placeholder that was never given stays as it is.
    pub fn restore(&self, text: &str) -> String {
        static PLACEHOLDER: LazyLock<Option<Regex>> =
            LazyLock::new(|| Regex::new(r"\[[A-Za-z]+_[0-9]+\]").ok());
        let Some(placeholder) = PLACEHOLDER.as_ref() else { return text.to_owned() };
        let original = |found: &Captures<'_>| {
            let original = self.originals.get(&found[0].to_ascii_uppercase());
            original.cloned().unwrap_or_else(|| found[0].to_owned())
        };
        placeholder.replace_all(text, original).into_owned()
    }

    /// Puts back what was taken out, in what the model says of the note.
    pub fn restore_steps(&self, drafts: &mut [DraftStep]) {
        for draft in drafts {
            draft.description = self.restore(&draft.description);
            draft.passage = self.restore(&draft.passage);
        }
    }
}

/// In the order of the text; what overlaps is one, and tells what its first part tells.
fn joined(mut found: Vec<Found>) -> Vec<Found> {
    found.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    let mut joined: Vec<Found> = Vec::with_capacity(found.len());
    for (range, class) in found {
        match joined.last_mut() {
            Some((last, _)) if range.start < last.end => last.end = last.end.max(range.end),
            _ => joined.push((range, class)),
        }
    }
    joined
}

#[cfg(test)]
mod tests;
