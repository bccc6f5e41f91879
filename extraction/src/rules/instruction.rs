//! Whether a clause is an instruction in force now, and how it reads as a step.

use crate::reading;
use chrono::NaiveDate;

/// Words that say "not", or "no longer", or "before", or "somebody else".
const NOT_IN_FORCE: [&str; 65] = [
    "no",
    "not",
    "don't",
    "never",
    "avoid",
    "without",
    "denies",
    "declined",
    "stop",
    "stopped",
    "discontinue",
    "discontinued",
    "ceased",
    "previously",
    "was",
    "were",
    "had",
    "history",
    "hx",
    "received",
    "allergic",
    "allergy",
    "completed",
    "finished",
    "mother",
    "father",
    "wife",
    "husband",
    "sister",
    "brother",
    "normal",
    "nothing",
    "ago",
    "yesterday",
    "given",
    "used",
    "induction",
    "destroyed",
    "isn't",
    "wasn't",
    "prior",
    "admitted",
    "treated",
    "tried",
    "since",
    "overdose",
    "intolerant",
    "indicated",
    "recommended",
    "none",
    "nil",
    "low",
    "place",
    "instead",
    "handed",
    "routine",
    "annual",
    "seen",
    "mean",
    "missed",
    "sinus",
    "result",
    "results",
    "showed",
    "shows",
];
/// Words of a text that is meant for a computer.
const FOR_A_COMPUTER: [&str; 27] = [
    "ignore",
    "password",
    "prompt",
    "system",
    "assistant",
    "instructions",
    "json",
    "model",
    "output",
    "instruction",
    "vergiss",
    "ignora",
    "olvida",
    "oublie",
    "oubliez",
    "record",
    "tell",
    "forward",
    "override",
    "admin",
    "set",
    "approved",
    "ai",
    "llm",
    "chatbot",
    "bot",
    "reviewer",
];
/// Words that begin or mark something to do.
const ACTIONS: [&str; 62] = [
    "take",
    "use",
    "apply",
    "start",
    "continue",
    "begin",
    "give",
    "inject",
    "inhale",
    "drink",
    "eat",
    "rest",
    "stay",
    "keep",
    "walk",
    "exercise",
    "exercises",
    "elevate",
    "ice",
    "change",
    "clean",
    "wash",
    "check",
    "measure",
    "monitor",
    "record",
    "weigh",
    "attend",
    "book",
    "call",
    "ring",
    "return",
    "see",
    "visit",
    "review",
    "follow-up",
    "follow",
    "f/u",
    "appointment",
    "x-ray",
    "xray",
    "scan",
    "mri",
    "ct",
    "ultrasound",
    "ecg",
    "blood",
    "bloods",
    "test",
    "physio",
    "physiotherapy",
    "refer",
    "referral",
    "remove",
    "stretch",
    "gargle",
    "soak",
    "massage",
    "wear",
    "increase",
    "reduce",
    "repeat",
];
/// Units and forms that make a clause a medicine.
const DOSES: [&str; 24] = [
    "mg",
    "mcg",
    "g",
    "ml",
    "mls",
    "iu",
    "units",
    "unit",
    "tablet",
    "tablets",
    "tab",
    "tabs",
    "capsule",
    "capsules",
    "puff",
    "puffs",
    "drop",
    "drops",
    "spray",
    "sprays",
    "patch",
    "cream",
    "ointment",
    "injection",
];

/// Whether these words are an instruction to the patient from this note on.
pub(super) fn in_force(words: &[String]) -> bool {
    let any = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    if any(&NOT_IN_FORCE) || any(&FOR_A_COMPUTER) {
        return false;
    }
    let doses =
        words.iter().filter(|word| DOSES[..7].contains(&word.as_str()) || is_glued_dose(word)).count();
    // Several doses in one clause are several medicines, which nobody may read as one.
    if doses > 1 {
        return false;
    }
    // A dose alone may be what was given.
    let timed = || {
        let text = words.join(" ");
        let frequency = reading::frequency(&text);
        frequency != reading::Frequency::default() || reading::duration_days(&text, NaiveDate::MIN).is_some()
    };
    any(&ACTIONS) || ((doses == 1 || any(&DOSES)) && timed())
}

/// Whether the clause goes on from the one before ("then 10 mg daily").
pub(super) fn continues(words: &[String]) -> bool {
    matches!(words.first().map(String::as_str), Some("then" | "followed"))
}

/// "500mg", "10ml".
fn is_glued_dose(word: &str) -> bool {
    let unit = word.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    unit.len() < word.len() && matches!(unit, "mg" | "mcg" | "g" | "ml")
}

/// The clause as a step: one line of at most 200 characters without control or bidirectional characters.
pub(super) fn description(clause: &str) -> String {
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    let clean: String = clause.chars().map(|c| if hidden(c) { ' ' } else { c }).collect();
    let line = clean.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut short: String = line.chars().take(200).collect();
    if let Some(first) = short.chars().next() {
        let upper: String = first.to_uppercase().collect();
        short.replace_range(..first.len_utf8(), &upper);
    }
    short.chars().take(200).collect()
}
