//! What a clause is about, and what may lead up to its verb.

use super::Sentence;
use crate::grammar::Fact;
use crate::lexicon::{Cue, Found, Subject};

/// Longest time of day, in tokens.
const LONGEST_TIME: usize = 12;

/// What the tokens are about: the first name, else the first form; a deed only at the beginning.
pub(super) fn subject(sentence: &Sentence, from: usize, to: usize) -> Option<Found<Subject>> {
    let mut form = None;
    let when = |s: &Found<Subject>| {
        // "with meals": a time, and no meal to be had.
        sentence
            .facts_in(s.from.saturating_sub(LONGEST_TIME), usize::MAX)
            .take_while(|f| f.from <= s.from)
            .any(|f| {
                // "1 comprimido diario": so often, and no diary.
                let often = s.sense == Subject::Activity && matches!(f.fact, Fact::Frequency { .. });
                let left_out = matches!(f.fact, Fact::UnreadRhythm { .. });
                (often || left_out || matches!(f.fact, Fact::Meals | Fact::Slot(_) | Fact::Ongoing))
                    && s.to <= f.to
            })
    };
    // "Finger stündlich bewegen": where a German order has its verb.
    let last = |f: &Found<Subject>| {
        f.to == to && sentence.tokens.get(f.from).is_some_and(|t| t.word.ends_with("en"))
    };
    for found in sentence.subjects_in(from, to).filter(|f| !when(f)) {
        match found.sense {
            Subject::Errand if !leads(sentence, from, found.from) => {
                if last(found) {
                    form = form.or(Some(*found));
                } else if sentence.tokens.get(found.from).is_some_and(|t| is_noun_too(&t.word)) {
                    form = form.or(Some(Found { sense: Subject::Visit, ..*found }));
                }
            }
            // "I have also recommended"
            Subject::Deed if helps(sentence, found) => {}
            Subject::Deed if !leads(sentence, from, found.from) => {
                form = form.or(Some(*found).filter(last));
            }
            Subject::Form => form = form.or(Some(*found)),
            Subject::Thing => {}
            _ => return Some(*found),
        }
    }
    form
}

/// Whether everything between `from` and `at` only leads up to a verb ("and she should", "please").
fn leads(sentence: &Sentence, from: usize, at: usize) -> bool {
    let mut here = from;
    while here < at {
        if let Some(cue) = sentence.cues_in(here, at).take_while(|c| c.from == here).find(|c| {
            c.from == here
                && c.to <= at
                && matches!(c.sense, Cue::Instruct | Cue::Not | Cue::Kin | Cue::Nothing)
        }) {
            here = cue.to;
            continue;
        }
        let Some(token) = sentence.tokens.get(here) else { return false };
        let next = sentence.tokens.get(here + 1).map_or("", |t| t.word.as_str());
        let future = matches!(token.word.as_str(), "il" | "elle") && next.ends_with("ra");
        if !is_leading(&token.word) && !future {
            return false;
        }
        here += 1;
    }
    true
}

/// Errands that are as often the name of a visit.
fn is_noun_too(word: &str) -> bool {
    matches!(
        word,
        "review" | "visit" | "call" | "recheck" | "control" | "controle" | "bilan" | "wiedervorstellung"
    )
}

/// Words that may stand in front of an order.
fn is_leading(word: &str) -> bool {
    const LEADING: &[&str] = &[
        "and",
        "then",
        "so",
        "also",
        "she",
        "he",
        "they",
        "you",
        "we",
        "i",
        "the",
        "patient",
        "pt",
        "her",
        "him",
        "to",
        "please",
        "just",
        "meanwhile",
        "otherwise",
        "now",
        "both",
        "\"",
        "'",
        "but",
        "that",
        "tambien",
        "y",
        "luego",
        "por",
        "favor",
        "et",
        "puis",
        "aussi",
        "bitte",
        "dann",
        "und",
        "auch",
        "sie",
        "er",
        "der",
        "die",
        "patientin",
        "someone",
        "somebody",
        "adult",
        "responsible",
        "an",
        "je",
        "nous",
        "vous",
        "lo",
        "te",
        "el",
        "la",
        "le",
        "paciente",
        "se",
        "ensuite",
        "mum",
        "mom",
        "mother",
        "parents",
        "it",
        "is",
        "are",
        "gently",
        "regularly",
        "simply",
        "carefully",
        "always",
        "kindly",
        "d",
        "ll",
        "any",
        "will",
        "home",
        "from",
    ];
    LEADING.contains(&word)
}

/// Whether "have" only helps a verb behind it ("we have advised").
fn helps(sentence: &Sentence, found: &Found<Subject>) -> bool {
    let word = |at: usize| sentence.tokens.get(at).map_or("", |t| t.word.as_str());
    let speaks = found.from.checked_sub(1).is_some_and(|b| matches!(word(b), "i" | "we"));
    let verb = (found.to..found.to + 2)
        .any(|at| matches!(word(at), "recommended" | "advised" | "suggested" | "counseled" | "injected"));
    word(found.from) == "have" && speaks && verb
}
