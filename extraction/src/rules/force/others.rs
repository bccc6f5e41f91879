//! Where a sentence turns to somebody else: a relative who takes, has or was given something.

use super::super::sentence::Sentence;
use crate::lexicon::{Cue, Found, Subject};

/// The token from which on the sentence is about somebody else.
pub(super) fn others(sentence: &Sentence, cues: &[Found<Cue>]) -> Option<usize> {
    cues.iter().enumerate().find_map(|(n, kin)| {
        if kin.sense != Cue::Kin {
            return None;
        }
        let next = cues.get(n + 1..)?.iter().find(|c| c.sense != Cue::Kin && c.sense != Cue::Symptom);
        let near = next.filter(|c| c.from <= kin.to + 3);
        let has =
            sentence.cues.iter().any(|c| c.sense == Cue::Has && c.from >= kin.to && c.from <= kin.to + 3);
        // "His wife is the one who takes the furosemide"
        let one = sentence.tokens.get(kin.to..kin.to + 4).is_some_and(
            |t| matches!(t, [is, the, one, who] if is.word == "is" && the.word == "the" && one.word == "one" && who.word == "who"),
        );
        let acts = one || near.is_some_and(|c| matches!(c.sense, Cue::Past | Cue::Describes | Cue::Stop)) || has;
        // "Parents shown: Abidec 0.6 mL once daily"
        let shown = sentence
            .tokens
            .get(kin.to)
            .is_some_and(|t| matches!(t.word.as_str(), "shown" | "taught" | "instructed" | "advised" | "told"));
        let owns = !shown && sentence
            .subjects
            .iter()
            .any(|s| s.sense == Subject::Medicine && s.from >= kin.to && s.from <= kin.to + 2);
        let marked = sentence.tokens.get(kin.to).is_some_and(|t| t.is(':'));
        // "Mum can give paracetamol": she gives, and does not take.
        let modal = |at: usize| {
            sentence.tokens.get(at).is_some_and(|t| {
                matches!(t.word.as_str(), "can" | "may" | "should" | "will" | "to" | "must" | "could")
            })
        };
        let ordered = near.is_some_and(|c| c.sense == Cue::Instruct && c.from <= kin.to && modal(c.from));
        // "Told mum no antibiotics": she is told, not treated.
        let told =
            kin.from.checked_sub(1).and_then(|b| sentence.tokens.get(b)).is_some_and(|t| is_telling(&t.word));
        // "Reviewed with mum after the seizure last week": she is there, and no more.
        let beside =
            kin.from.checked_sub(1).and_then(|b| sentence.tokens.get(b)).is_some_and(|t| t.word == "with");
        (acts && !beside || owns && !told && !ordered || marked).then_some(kin.from)
    })
}

fn is_telling(word: &str) -> bool {
    const TELLING: &[&str] = &[
        "told",
        "tell",
        "advised",
        "advise",
        "asked",
        "ask",
        "to",
        "informed",
        "reassured",
        "warned",
        "showed",
        "taught",
        "for",
        "digo",
        "dicho",
        "explicado",
        "dit",
        "explique",
        "gesagt",
        "erklart",
        "mit",
    ];
    TELLING.contains(&word)
}
