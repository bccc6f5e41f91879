//! Text that speaks to a computer instead of a patient.
//!
//! A note may hold text that somebody else wrote, to make a program do what no doctor ordered. Such a sentence is none of the
//! doctor's, and neither is what goes on from it: after a semicolon, inside its brackets, or in orders to "the patient".

use super::sentence::Sentence;
use crate::lexicon::Cue;

/// Marks the sentences that are part of such text.
pub fn mark(sentences: &mut [Sentence]) {
    let mut before: Option<(usize, bool)> = None;
    for sentence in sentences {
        let goes_on = before.is_some_and(|(block, in_brackets)| {
            block == sentence.block
                && !sentence.fresh
                && (in_brackets || sentence.continued || continues(sentence))
        });
        sentence.tainted = addresses(sentence) || goes_on;
        let mark = |c: char| sentence.tokens.iter().any(|t| t.is(c));
        let closes = sentence.tokens.windows(2).any(|w| matches!(w, [a, b] if a.is('<') && b.is('/')));
        before = sentence.tainted.then(|| {
            let opened = before.is_some_and(|(block, open)| open && block == sentence.block);
            (sentence.block, (opened || (mark('<') && mark('>'))) && !closes)
        });
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
