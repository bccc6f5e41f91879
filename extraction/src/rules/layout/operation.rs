//! Notes of an operation or a procedure: the medicines that they list were given there.

use crate::text::{Token, fold};

/// Titles that only the note of an operation or a procedure has.
const TITLES: &[&str] = &[
    "description of procedure",
    "description of the procedure",
    "description of operation",
    "description of the operation",
    "procedure in detail",
    "procedure details",
    "details of procedure",
    "details of the procedure",
    "operative procedure",
    "operative findings",
    "operative details",
    "procedure performed",
    "procedures performed",
    "operation performed",
    "operations performed",
    "title of operation",
    "name of procedure",
    "preoperative diagnosis",
    "postoperative diagnosis",
    "pre-operative diagnosis",
    "post-operative diagnosis",
    "estimated blood loss",
    "anesthesia",
    "anaesthesia",
    "anesthetic",
    "procedure technique",
    "endoscopic findings",
    "colonoscopic findings",
    "descripcion del procedimiento",
    "tecnica quirurgica",
    "hallazgos operatorios",
    "compte rendu operatoire",
    "description de l'intervention",
    "description du geste",
    "operationsverlauf",
    "op-verlauf",
    "operationstechnik",
];

/// Titles of the medicines that were given in it, if nothing more is said.
const DRUGS: &[&str] = &[
    "medications",
    "medication",
    "medicines",
    "meds",
    "drugs",
    "medicacion",
    "medicamentos",
    "medicaments",
    "traitement",
    "medikation",
    "medikamente",
];

/// A title of any note.
const PROCEDURE: &[&str] = &["procedure", "procedures", "procedimiento", "geste", "eingriff"];
/// Titles that make a note with such a title one of a procedure.
const OUTCOMES: &[&str] = &["findings", "specimens", "hallazgos", "constatations", "befund"];

/// Longest line that is looked at, in characters.
const LONGEST_LINE: usize = 80;

/// Whether a line of `note` is such a title.
pub(super) fn is_told(note: &str) -> bool {
    let has = |titles: &[&str]| {
        note.lines().any(|line| {
            let head: String = line.trim().chars().take(LONGEST_LINE).collect();
            let title = fold(head.split(':').next().unwrap_or_default());
            let ends = head.contains(':') || title.len() == head.len();
            ends && titles.contains(&title.trim())
        })
    };
    has(TITLES) || has(PROCEDURE) && has(OUTCOMES)
}

/// Whether a title says medicines, and nothing more.
pub(super) fn lists_drugs(tokens: &[Token]) -> bool {
    tokens.first().is_some_and(|t| DRUGS.contains(&t.word.as_str()))
        && tokens.get(1).is_none_or(|t| t.is(':'))
}
