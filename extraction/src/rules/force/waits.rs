//! What begins on a later day, what waits for something, what ends bit by bit.

use super::super::clause::Clause;
use super::super::sentence::Sentence;
use super::ended::AGAIN;
use crate::lexicon::{Cue, Found, Heading};

/// "Withheld: methotrexate 15 mg weekly - restart on Monday 16 March": in force from a day on.
pub(super) fn restarts(sentence: &Sentence) -> bool {
    let again = sentence.tokens.iter().position(|t| AGAIN.contains(&t.word.as_str()));
    let waits = sentence.facts.iter().any(|f| f.fact == crate::grammar::Fact::If);
    again.filter(|_| !waits).is_some_and(|at| {
        let denied = at.checked_sub(1).is_some_and(|b| {
            sentence.cues_in(b.saturating_sub(2), at + 1).any(|c| matches!(c.sense, Cue::Not | Cue::Past))
        });
        let dated = |f: &crate::grammar::At| matches!(f.fact, crate::grammar::Fact::Date(days) if days > 0);
        !denied
            && sentence.facts_in(at + 1, at + 4).any(dated)
            && sentence.cues.iter().any(|c| c.sense == Cue::Stop)
            || !denied
                && sentence.section == Heading::Stopped
                && sentence.facts_in(at + 1, usize::MAX).any(dated)
    })
}

/// "Stop diazepam slowly: 8 mg ...": how it ends is to be done.
pub(super) fn slowly(sentence: &Sentence, clause: &Clause) -> bool {
    const SLOWLY: &[&str] = &[
        "slowly",
        "gradually",
        "gradual",
        "stepwise",
        "lentamente",
        "progresiva",
        "progressivement",
        "langsam",
        "schrittweise",
    ];
    let words = sentence.tokens.get(clause.from..clause.to).unwrap_or_default();
    words.iter().any(|t| SLOWLY.contains(&t.word.as_str()))
}

/// "If no better at six weeks": what comes behind waits for it.
pub(super) fn awaits(sentence: &Sentence, clause: &Clause, own: &[&Found<Cue>]) -> bool {
    let denied = |c: &&&Found<Cue>| {
        let words = sentence.tokens.get(c.from..c.to).unwrap_or_default();
        c.sense == Cue::Conditional
            && c.from <= clause.from + 1
            && words.iter().any(|t| matches!(t.word.as_str(), "no" | "not" | "unless" | "still"))
    };
    own.iter().any(|c| denied(&c))
}
