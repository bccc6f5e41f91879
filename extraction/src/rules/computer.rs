//! Text that speaks to a computer instead of a patient.
//!
//! A note may hold text that somebody else wrote, to make a program do what no doctor ordered. Such a sentence is none of the
//! doctor's, and neither is what goes on from it: after a semicolon, inside its brackets, behind the name of a speaker ("SYSTEM:"),
//! in orders to "the patient", and every medicine until something shows that the doctor is speaking again.

use super::sentence::Sentence;
use crate::lexicon::{Cue, Subject};
use crate::text::Kind;

/// Longest name of a section or a complaint, in tokens.
const LONGEST_LABEL: usize = 4;

/// What goes on from a tainted sentence.
#[derive(Clone, Copy)]
struct Before {
    block: usize,
    /// Its brackets are open.
    in_brackets: bool,
    /// So many words; few are a label, and what it labels follows.
    words: usize,
    /// A speaker is named ("ASSISTANT:"): all that follows is theirs.
    spoken: bool,
}

/// Marks the sentences that are part of such text.
pub fn mark(note: &str, sentences: &mut [Sentence]) {
    let mut before: Option<Before> = None;
    let mut end = 0;
    for sentence in sentences.iter_mut().filter(|s| !s.foreign) {
        let bytes = sentence.bytes().unwrap_or_default();
        // "... into a plan: take": a title within a line begins no other text.
        let same_line = note.get(end..bytes.start).is_some_and(|between| !between.contains('\n'));
        end = bytes.end;
        before = before.filter(|b| reaches(b, sentence, same_line));
        let addressed = addresses(sentence);
        let goes_on = before.is_some_and(|b| {
            b.in_brackets
                || labels(&b, sentence)
                || b.spoken
                || sentence.continued
                || continues(sentence)
                || prescribes(sentence)
        });
        sentence.tainted = addressed || goes_on;
        if sentence.tainted {
            before = Some(after(sentence, before, addressed));
        }
    }
}

/// Whether the text that `before` ended in may go on in `sentence`.
fn reaches(before: &Before, sentence: &Sentence, same_line: bool) -> bool {
    let same = before.block == sentence.block || same_line;
    if !same && (sentence.apart || !(before.words <= 2 || before.spoken || commands(sentence))) {
        return false;
    }
    let title = same_line && before.block != sentence.block;
    before.in_brackets && same
        || (title || !sentence.fresh || labels(before, sentence)) && !is_clinical(sentence)
}

/// Whether the text before was a label: one or two words, or a few between rules ("--- BEGIN SYSTEM MESSAGE ---").
fn labels(before: &Before, sentence: &Sentence) -> bool {
    before.words <= 2 || before.words <= LONGEST_LABEL && sentence.fresh
}

/// Whether the sentence begins with a verb that a program is told with.
fn commands(sentence: &Sentence) -> bool {
    const COMMANDS: &[&str] = &[
        "prescribe",
        "add",
        "schedule",
        "include",
        "insert",
        "create",
        "list",
        "set",
        "order",
        "dispense",
        "administer",
        "print",
        "output",
        "register",
        "record",
        "prescriba",
        "incluya",
        "anada",
        "registre",
        "ajoutez",
        "prescrivez",
        "inscrivez",
        "verordne",
        "fuge",
        "trage",
    ];
    sentence.tokens.first().is_some_and(|t| COMMANDS.contains(&t.word.as_str()))
}

fn after(sentence: &Sentence, before: Option<Before>, addressed: bool) -> Before {
    let mark = |c: char| sentence.tokens.iter().any(|t| t.is(c));
    let closes = sentence.tokens.windows(2).any(|w| matches!(w, [a, b] if a.is('<') && b.is('/')));
    let opened = before.is_some_and(|b| b.in_brackets);
    let speaker = sentence.cues.iter().any(|c| {
        c.sense == Cue::Computer && c.from == 0 && sentence.tokens.get(c.to - 1).is_some_and(|t| t.is(':'))
    });
    let words = sentence.tokens.iter().filter(|t| t.kind == Kind::Word).count();
    Before {
        block: sentence.block,
        in_brackets: (opened || (mark('<') && mark('>'))) && !closes,
        words: if addressed { words } else { usize::MAX },
        spoken: speaker || before.is_some_and(|b| b.spoken && b.block == sentence.block),
    }
}

/// Whether the sentence speaks to a computer.
pub fn addresses(sentence: &Sentence) -> bool {
    let e_mail = sentence
        .tokens
        .windows(3)
        .any(|w| matches!(w, [a, at, b] if at.is('@') && at.glued && b.glued && a.word.len() > 1));
    e_mail || sentence.cues.iter().any(|c| c.sense == Cue::Computer)
}

/// Whether the sentence, right behind such a text, reads as its continuation.
fn continues(sentence: &Sentence) -> bool {
    sentence.cues.iter().any(|c| c.sense == Cue::ComputerGoesOn && c.from <= 1)
        || sentence.cues.first().is_some_and(|c| c.from == 0 && c.sense == Cue::Instruct)
}

/// Whether a medicine is named or a dose.
fn prescribes(sentence: &Sentence) -> bool {
    sentence.subjects.iter().any(|s| matches!(s.sense, Subject::Medicine | Subject::Form))
}

/// Whether the sentence shows that the doctor is speaking: it names a complaint, or opens with a name and a colon ("Tinea: ...").
fn is_clinical(sentence: &Sentence) -> bool {
    let orders = |to: usize| {
        sentence
            .cues
            .iter()
            .any(|c| c.from < to && matches!(c.sense, Cue::Computer | Cue::ComputerGoesOn | Cue::Instruct))
    };
    let colon = sentence.tokens.iter().take(LONGEST_LABEL + 1).position(|t| t.is(':'));
    let labelled = colon.is_some_and(|at| {
        let words = sentence.tokens.get(..at).unwrap_or_default();
        at > 0 && !orders(at) && words.iter().all(|t| t.kind == Kind::Word && !is_order(&t.word))
    });
    let words = sentence.tokens.iter().filter(|t| t.kind == Kind::Word).count();
    let named = words == sentence.tokens.len()
        && (1..=LONGEST_LABEL).contains(&words)
        && !prescribes(sentence)
        && !orders(usize::MAX)
        && sentence.facts.is_empty();
    let complains = sentence.cues.first().is_some_and(|c| c.sense == Cue::Symptom && c.from <= 1);
    labelled || named || complains && !orders(usize::MAX)
}

/// Words by which an order to a computer is labelled.
fn is_order(word: &str) -> bool {
    const ORDERS: &[&str] = &[
        "regimen",
        "regime",
        "order",
        "orders",
        "instruction",
        "instructions",
        "update",
        "task",
        "tasks",
        "content",
        "role",
        "message",
        "medication",
        "medicine",
        "plan",
        "steps",
        "step",
        "command",
        "rule",
        "rules",
        "important",
        "urgent",
        "notice",
        "instruccion",
        "instrucciones",
        "orden",
        "mensaje",
        "tarea",
        "pauta",
        "regla",
        "importante",
        "consigne",
        "consignes",
        "ordre",
        "tache",
        "regle",
        "anweisung",
        "anweisungen",
        "aufgabe",
        "regel",
        "befehl",
        "wichtig",
        "nachricht",
        "medikation",
        "verordnung",
    ];
    ORDERS.contains(&word)
}
