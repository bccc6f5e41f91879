//! Whether two descriptions speak of the same medicine or activity, however the dose and the frequency changed: pure
//! comparison, no database.
//!
//! What is compared are the words that name something: without case, accents, numbers and endings, and without the ordinary
//! words of many steps (units, dose forms, verbs of instruction, times) in English, Spanish, French and German. Two
//! descriptions are of the same thing when they
//! - share a naming word of five or more letters, or
//! - begin with the same naming word, of three letters or more ("MTX", "Walk"), or
//! - have the same words throughout.
//!
//! This errs on the side of "the same" ("insulin" of two kinds): a first dose a little late does less harm than a weekly
//! medicine twice.

use super::changes;
use crate::domain::input;
use std::{collections::HashSet, sync::LazyLock};

/// Letters from which on one shared word is enough.
const TELLING: usize = 5;

/// Letters of the shortest word that names something.
const NAMING: usize = 3;

/// Stems of words that say how a dose changes, and name nothing.
const CHANGES: &[&str] = &[
    "reduc",
    "decreas",
    "increas",
    "lower",
    "rais",
    "taper",
    "step",
    "then",
    "continu",
    "titrat",
    "reducir",
    "aumentar",
    "bajar",
    "subir",
    "seguir",
    "luego",
    "diminuer",
    "reduir",
    "augmenter",
    "puis",
    "poursuivr",
    "reduzieren",
    "steigern",
    "erhohen",
    "senken",
    "dann",
    "weiter",
];

/// What doctors write for short.
const ABBREVIATIONS: &[(&str, &str)] = &[("mtx", "methotrexate")];

static ORDINARY: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let lines = include_str!("ordinary_words.txt").lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_whitespace).map(stem).collect()
});

/// What a description speaks of, ready to be compared. Not printable: it is health text.
pub(super) struct Subject {
    all: Vec<String>,
    /// The first naming word.
    main: Option<String>,
    telling: HashSet<String>,
    /// All naming words.
    naming: HashSet<String>,
}

impl Subject {
    pub(super) fn of(description: &str) -> Self {
        let folded = input::fold(description);
        let words = folded.split(|c: char| !c.is_alphanumeric());
        let words = words
            .filter(|word| word.chars().count() >= NAMING && !word.contains(|c: char| c.is_numeric()))
            .map(|word| {
                ABBREVIATIONS.iter().find(|(short, _)| *short == word).map_or(word, |(_, whole)| *whole)
            });
        let naming: Vec<_> =
            words.map(|word| (word, stem(word))).filter(|(_, stem)| !ORDINARY.contains(stem)).collect();
        Self {
            all: changes::words(description),
            main: naming.first().map(|(_, stem)| stem.clone()),
            naming: naming.iter().map(|(_, stem)| stem.clone()).collect(),
            telling: naming
                .into_iter()
                .filter(|(word, _)| word.chars().count() >= TELLING)
                .map(|(_, stem)| stem)
                .collect(),
        }
    }

    /// Whether both are surely of one medicine or activity: the one names nothing that the other does not name as well. Here it
    /// is the other way round, and in doubt they are two: no missed dose of one medicine may hold up another.
    pub(super) fn is_one_medicine(&self, other: &Self) -> bool {
        let names = |of: &Self| -> HashSet<String> {
            of.naming.iter().filter(|word| !CHANGES.contains(&word.as_str())).cloned().collect()
        };
        let (own, its) = (names(self), names(other));
        !own.is_empty()
            && !its.is_empty()
            && (own.is_subset(&its) || its.is_subset(&own))
            && !own.is_disjoint(&its)
    }

    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.main.is_some() && self.main == other.main
            || !self.telling.is_disjoint(&other.telling)
            || self.all == other.all
    }
}

/// A folded word without what differs between numbers, genders and the four languages' spellings of one name:
/// methotrexate, Methotrexat, metotrexato.
fn stem(word: &str) -> String {
    let plain = word.replace("th", "t").replace("ph", "f");
    let singular = plain.strip_suffix('s').unwrap_or(&plain);
    singular.strip_suffix(['a', 'e', 'o']).unwrap_or(singular).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(one: &str, other: &str) -> bool {
        Subject::of(one).is_same(&Subject::of(other))
    }

    #[test]
    fn one_medicine_or_activity_is_the_same_whatever_surrounds_it() {
        for (one, other) in [
            ("Take methotrexate 10 mg", "Methotrexate 15 mg once weekly for 4 weeks, with water"),
            ("Methotrexat 10 mg einmal pro Woche", "metotrexato 10 mg una vez a la semana"),
            ("Prendre le méthotrexate 10 mg", "Take methotrexate 10 mg on Mondays"),
            ("MTX 10 mg weekly", "Take MTX 7.5mg on Mondays, after breakfast"),
            ("MTX 10 mg weekly", "Methotrexate 10 mg weekly"),
            ("Methotrexat-Tabletten 10 mg", "Methotrexat 10 mg"),
            ("Walk 20 minutes", "walk 30 minutes daily"),
            ("Inject insulin glargine 10 units", "Insulin aspart with meals"),
            ("20 mg", "20 mg."),
            ("Caminar 30 minutos", "Caminar 20 minutos por la tarde"),
        ] {
            assert!(same(one, other) && same(other, one), "{one} | {other}");
        }
    }

    #[test]
    fn ordinary_words_make_nothing_the_same() {
        for (one, other) in [
            ("Take doxycycline 100 mg twice daily", "Take ibuprofen 100 mg twice daily"),
            (
                "Take one tablet of ramipril every morning with water",
                "Take one tablet of digoxin every morning with water",
            ),
            (
                "Tomar un comprimido de enalapril cada noche",
                "Tomar un comprimido de atorvastatina cada noche",
            ),
            ("Prendre un comprimé de ramipril chaque matin", "Prendre un comprimé de digoxine chaque matin"),
            (
                "Ramipril 5 mg täglich nach dem Frühstück einnehmen",
                "Digoxin 5 mg täglich nach dem Frühstück einnehmen",
            ),
            ("Walk 20 minutes", "Stretch 20 minutes"),
            ("40 mg", "20 mg"),
            ("Use the inhaler twice daily", "Use the cream twice daily"),
        ] {
            assert!(!same(one, other), "{one} | {other}");
        }
    }

    #[test]
    fn a_taper_is_of_one_medicine() {
        let one = |one: &str, other: &str| Subject::of(one).is_one_medicine(&Subject::of(other));
        for (first, second) in [
            ("Prednisolone 40 mg daily for 3 days", "Prednisolone: 20 mg daily for 3 days"),
            ("Prednisolone 30 mg", "Reduce prednisolone to 20 mg"),
            ("Walk 10 minutes daily", "Walk 20 minutes"),
        ] {
            assert!(one(first, second) && one(second, first), "{first} | {second}");
        }
        for (first, second) in [
            ("Inject insulin glargine 10 units at night", "Inject insulin aspart 4 units with meals"),
            ("Enoxaparin sodium 40 mg", "Warfarin sodium 5 mg"),
            ("Ofloxacin ophthalmic 1 drop", "Prednisolone ophthalmic 1 drop"),
            ("40 mg daily", "20 mg daily"),
        ] {
            assert!(!one(first, second) && !one(second, first), "{first} | {second}");
        }
    }

    #[test]
    fn the_table_is_written_as_it_is_compared() {
        let lines = include_str!("ordinary_words.txt").lines().filter(|line| !line.starts_with('#'));
        for word in lines.flat_map(str::split_whitespace) {
            assert_eq!(word, input::fold(word));
            assert!(word.chars().all(char::is_alphabetic), "{word}");
        }
    }
}
