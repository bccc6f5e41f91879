//! Medicines that a clause names in order to end, refuse, weigh or ask about them, and findings that are counted like doses.

use super::super::clause::Clause;
use super::super::sentence::Sentence;
use crate::grammar::Fact;
use crate::lexicon::{Cue, Found, Subject};
use crate::text::Kind;

/// Verbs that take away dressings and stitches too: of a medicine they end it.
const REMOVE: &[&str] = &[
    "retirar", "retire", "quitar", "quite", "cesar", "cese", "drop", "remove", "enlever", "enlevez",
    "retirer",
];
/// Words between such a verb and the medicine.
const BETWEEN: &[&str] = &[
    "the",
    "his",
    "her",
    "your",
    "evening",
    "morning",
    "night",
    "bedtime",
    "lunchtime",
    "second",
    "dose",
    "of",
    "el",
    "la",
    "los",
    "las",
    "su",
    "dosis",
    "de",
    "del",
    "tratamiento",
    "con",
    "le",
    "les",
    "l",
    "traitement",
    "par",
];
/// Verbs of a patient who does not want it, in front of its name.
const REFUSE: &[&str] = &["lehnt", "lehnte", "verweigert", "verweigerte"];
/// Verbs at the end of what is only thought of.
const WEIGH: &[&str] = &["erwagen", "uberlegen", "diskutieren", "besprechen"];
/// Verbs of a question, in front of "whether".
const ASK: &[&str] = &[
    "ask",
    "asks",
    "asked",
    "asking",
    "wonders",
    "wondering",
    "wondered",
    "enquires",
    "enquired",
    "prufen",
    "klaren",
    "abklaren",
    "fragt",
    "pregunta",
    "valorar",
    "demande",
    "verifier",
    "voir",
    "check",
    "discuss",
    "clarify",
];
/// How such a question goes on.
const WHETHER: &[&str] = &["whether", "if", "ob", "si"];
/// How many tokens a question is away from its medicine at most.
const FURTHEST: usize = 6;
/// A dose and the word in front of it, in tokens at most.
const LONGEST_DOSE: usize = 5;
/// What is found and counted, first and second word; a word that stands alone has no second.
const COUNTED: &[(&str, &str)] = &[
    ("urine", "output"),
    ("drain", "output"),
    ("stoma", "output"),
    ("weight", "gain"),
    ("weight", "loss"),
    ("passing", "urine"),
    ("passes", "urine"),
    ("wet", "nappies"),
    ("wet", "nappy"),
    ("wet", "diapers"),
    ("dirty", "nappies"),
    ("voiding", ""),
    ("voids", ""),
    ("hypoglycaemia", ""),
    ("hypoglycemia", ""),
    ("hypos", ""),
    ("migraine", ""),
    ("migraines", ""),
    ("seizures", ""),
    ("diuresis", ""),
    ("micciones", ""),
    ("deposiciones", ""),
    ("diurese", ""),
    ("mictions", ""),
    ("selles", ""),
    ("miktion", ""),
    ("stuhlgang", ""),
];

/// Why the clause orders nothing, if it does not.
pub(super) fn unordered(sentence: &Sentence, clause: &Clause) -> Option<Cue> {
    if counts_findings(sentence, clause) {
        return Some(Cue::Describes);
    }
    let medicine = sentence.subjects_in(clause.from, clause.to).find(|s| s.sense == Subject::Medicine)?;
    if removes(sentence, clause, medicine) || gives_way(sentence, clause, medicine) {
        return Some(Cue::Stop);
    }
    let words = |from: usize, to: usize| sentence.tokens.get(from..to).unwrap_or_default();
    let mut front = words(clause.from, medicine.from).iter();
    if front.any(|t| REFUSE.contains(&t.word.as_str())) {
        return Some(Cue::Past);
    }
    let mut last = words(medicine.to, clause.to).iter().rev().filter(|t| t.kind == Kind::Word);
    let weighs = last.next().is_some_and(|t| WEIGH.contains(&t.word.as_str()));
    (weighs || asks(sentence, medicine)).then_some(Cue::Hypothetical)
}

fn word(sentence: &Sentence, at: usize) -> &str {
    sentence.tokens.get(at).map_or("", |t| t.word.as_str())
}

/// "Drop the evening dose of metformin", "Retirar omeprazol"; not "drop metformin to 500 mg".
fn removes(sentence: &Sentence, clause: &Clause, medicine: &Found<Subject>) -> bool {
    let opens = REMOVE.contains(&word(sentence, clause.from));
    let to = |at: usize| matches!(word(sentence, at), "to" | "a" | "hasta");
    let lowers = (medicine.to..clause.to).any(|at| {
        to(at) && sentence.facts_in(at, at + LONGEST_DOSE).any(|f| matches!(f.fact, Fact::Dose { .. }))
    });
    opens && !lowers && (clause.from + 1..medicine.from).all(|at| BETWEEN.contains(&word(sentence, at)))
}

/// "Statt Ibuprofen 600 mg nun Novalgin 500 mg": the first gives way to the second.
fn gives_way(sentence: &Sentence, clause: &Clause, medicine: &Found<Subject>) -> bool {
    let opens = matches!(word(sentence, clause.from), "statt" | "anstatt" | "anstelle");
    let mut behind = sentence.subjects_in(clause.to, usize::MAX);
    opens && medicine.from <= clause.from + 2 && behind.any(|s| s.sense == Subject::Medicine)
}

/// "Asks whether she can take ibuprofen 400 mg", "Prüfen, ob Simvastatin 20 mg sinnvoll ist".
fn asks(sentence: &Sentence, medicine: &Found<Subject>) -> bool {
    let near = medicine.from.saturating_sub(FURTHEST)..medicine.from;
    let mut whether = near.filter(|at| WHETHER.contains(&word(sentence, *at)));
    whether.any(|at| {
        let verb = if word(sentence, at.saturating_sub(1)) == "," { 2 } else { 1 };
        at.checked_sub(verb).is_some_and(|verb| ASK.contains(&word(sentence, verb)))
    })
}

/// "Urine output 30 ml every hour", "Wet nappies 6 times a day": how much or how often right behind a finding.
fn counts_findings(sentence: &Sentence, clause: &Clause) -> bool {
    let found = COUNTED.iter().find(|(first, second)| {
        *first == word(sentence, clause.from)
            && (second.is_empty() || *second == word(sentence, clause.from + 1))
    });
    let Some((_, second)) = found else { return false };
    let behind = clause.from + if second.is_empty() { 1 } else { 2 };
    let number = sentence.tokens.get(behind).is_some_and(|t| matches!(t.kind, Kind::Number(_)));
    let often = |f: &Fact| matches!(f, Fact::Frequency { .. } | Fact::Dose { .. });
    number || sentence.facts_in(behind, clause.to).any(|f| f.from == behind && often(&f.fact))
}
