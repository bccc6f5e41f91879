//! What is said behind a medicine and its dose: that it was stopped, or is left out until a day.

use super::super::clause::{Clause, Lead};
use super::super::sentence::Sentence;
use crate::grammar::{At, Fact};
use crate::lexicon::{Cue, Found, Subject};
use crate::text::Token;

/// Words by which what stands in front of them is over, or was not wanted.
const ENDED: &[&str] = &[
    "held",
    "withheld",
    "stopped",
    "discontinued",
    "ceased",
    "suspended",
    "paused",
    "withdrawn",
    "declined",
    "refused",
    "cancelled",
    "canceled",
    "retirado",
    "retirada",
    "suspendido",
    "suspendida",
    "interrumpido",
    "interrumpida",
    "rechazado",
    "rechazada",
    "arrete",
    "arretee",
    "suspendu",
    "suspendue",
    "interrompu",
    "interrompue",
    "stoppe",
    "stoppee",
    "refusee",
    "abgesetzt",
    "pausiert",
    "beendet",
    "gestoppt",
    "ausgesetzt",
    "abgelehnt",
];
/// Words that may stand in front of them.
const LEADS: &[&str] = &[
    "patient",
    "patiente",
    "paciente",
    "he",
    "she",
    "pt",
    "self",
    "now",
    "was",
    "is",
    "been",
    "has",
    "currently",
    "temporarily",
    "since",
    "ya",
    "fue",
    "ha",
    "sido",
    "deja",
    "a",
    "ete",
    "selbst",
    "wurde",
    "ist",
    "derzeit",
    "aktuell",
    "zur",
    "zeit",
    "vorerst",
];
/// "Patient not taking": two words that say the same.
const NOT_TAKEN: &[(&str, &[&str])] = &[
    ("not", &["taking", "taken"]),
    ("no", &["toma", "tomaba", "tomado"]),
    ("nicht", &["genommen", "eingenommen"]),
    ("non", &["pris", "prise"]),
];
/// Words that tell by whom, since when or why.
const TELL: &[&str] = &[
    "by", "on", "in", "due", "before", "pre", "while", "whilst", "pending", "antes", "avant", "vor",
    "because", "since", "for", "at", "after", "during", "por", "desde", "en", "el", "par", "depuis", "le",
    "pour", "durch", "von", "vom", "seit", "wegen", "am", "bei", "im",
];
/// Words that leave a medicine out for a while.
const HOLDS: &[&str] = &[
    "hold",
    "held",
    "withhold",
    "withheld",
    "pause",
    "paused",
    "omit",
    "suspend",
    "suspender",
    "suspenda",
    "suspendido",
    "interrumpir",
    "suspendre",
    "suspendu",
    "interrompre",
    "pausieren",
    "pausiert",
    "aussetzen",
];
/// Words in front of the day on which it is taken again.
const UNTIL: &[&str] = &["until", "till", "hasta", "jusqu", "jusque", "bis"];
/// Words that begin something again.
pub(super) const AGAIN: &[&str] = &[
    "restart",
    "restarted",
    "resume",
    "resumed",
    "recommence",
    "reiniciar",
    "reanudar",
    "reprendre",
    "wieder",
];

/// Whether the words behind the dose of a clause, or the clause behind it, say that it is over.
pub(super) fn is_ended(sentence: &Sentence, clause: &Clause, next: Option<&Clause>) -> bool {
    let medicine = clause.subject.is_some_and(|s| s.sense == Subject::Medicine);
    let orders = sentence.cues_in(clause.from, clause.to).any(|c| c.sense == Cue::Instruct);
    if !medicine || orders || clause.phase {
        return false;
    }
    let said = sentence
        .facts_in(clause.from, clause.to)
        .filter(|f| matches!(f.fact, Fact::Dose { .. } | Fact::Frequency { .. } | Fact::Slot(_)))
        .map(|f| f.to)
        .next_back();
    let own =
        said.is_some_and(|said| tells_the_end(sentence.tokens.get(said..clause.to).unwrap_or_default()));
    let of_nothing = |c: &Clause| c.subject.is_none_or(|s| s.sense == Subject::Visit);
    let behind = next.filter(|c| c.lead == Lead::Mark && of_nothing(c) && said.is_some());
    own || behind.is_some_and(|c| tells_the_end(sentence.tokens.get(c.from..c.to).unwrap_or_default()))
}

/// "(held)", "- retirada", "discontinued by cardiology": nothing but an end, by whom and why.
fn tells_the_end(tokens: &[Token]) -> bool {
    let mut words =
        tokens.iter().filter(|t| t.word.chars().any(char::is_alphanumeric)).map(|t| t.word.as_str());
    let Some(first) = words.find(|word| !LEADS.contains(word)) else { return false };
    let next = words.clone().next().unwrap_or_default();
    if NOT_TAKEN.iter().any(|(not, taken)| *not == first && taken.contains(&next)) {
        return true;
    }
    ENDED.contains(&first) && words.next().is_none_or(|word| TELL.contains(&word))
}

/// Whether a cue leaves something out for a while ("withhold", "on hold until").
fn holds(sentence: &Sentence, cue: &Found<Cue>) -> bool {
    let words = sentence.tokens.get(cue.from..cue.to).unwrap_or_default();
    cue.sense == Cue::Stop && words.iter().any(|t| HOLDS.contains(&t.word.as_str()))
}

/// "hold until Wednesday", "withhold for 2 days then restart": how long a medicine is left out that is taken again.
pub fn resumes<'s>(sentence: &'s Sentence, clause: &Clause) -> Option<&'s At> {
    let word = |at: usize| sentence.tokens.get(at).map_or("", |t| t.word.as_str());
    let medicine = |s: &Found<Subject>| matches!(s.sense, Subject::Medicine | Subject::Deed);
    if !clause.subject.is_none_or(|s| medicine(&s)) {
        return None;
    }
    let hold = sentence.cues_in(clause.from, clause.to).find(|c| holds(sentence, c))?;
    let length = sentence
        .facts_in(hold.from, clause.to)
        .find(|f| matches!(f.fact, Fact::Length { sure: true, .. }))?;
    let until = (length.from.saturating_sub(1)..=length.from).any(|at| UNTIL.contains(&word(at)));
    let again = || (length.to..clause.to).any(|at| AGAIN.contains(&word(at)));
    (until || again()).then_some(length)
}

/// Whether the sentence leaves something out that is taken again later.
pub fn returns(sentence: &Sentence) -> bool {
    let held = sentence.cues.iter().any(|c| holds(sentence, c));
    let later = |t: &Token| AGAIN.contains(&t.word.as_str()) || UNTIL.contains(&t.word.as_str());
    held && sentence.tokens.iter().any(later)
}

/// Whether a piece says nothing but until when the medicine in front of it is left out.
pub fn holds_on(sentence: &Sentence, piece: &Clause) -> bool {
    let first = sentence.tokens.get(piece.from..piece.to).unwrap_or_default().iter().take(2);
    let opens = first.into_iter().any(|t| HOLDS.contains(&t.word.as_str()));
    opens && piece.subject.is_none_or(|s| s.sense == Subject::Deed) && resumes(sentence, piece).is_some()
}
