//! Timing that several medicines of one sentence share: "A 300 mg daily and B 25 mg daily, both for six months", "for 14 days take all of
//! these: A 30 mg bid, B 500 mg qid", "A 20 mg, B 1 g and C 500 mg twice daily".

use super::clause::{Clause, Lead};
use super::force::Force;
use super::sentence::Sentence;
use crate::grammar::{Fact, Reading};
use crate::lexicon::Subject;
use crate::text::Token;

/// Words that say of all what is said once.
const ALL: &[&str] = &[
    "all",
    "each",
    "following",
    "these",
    "todos",
    "todas",
    "cada",
    "tous",
    "toutes",
    "chacun",
    "chacune",
    "alle",
    "jeweils",
];
/// Words that say of two what is said once.
const BOTH: &[&str] = &["both", "ambos", "ambas", "deux", "beide", "beides"];

/// Words of a label behind its length, at most.
const LONGEST_LABEL: usize = 8;

/// So many medicines at most share a time that only the last of them has.
const LONGEST_LIST: usize = 8;
/// From "may" to "alternate" so many words at most.
const LONGEST_TURN: usize = 4;
/// So far in front of a medicine "may alternate" stands at most, in tokens.
const FAR_TURN: usize = 16;

/// What the sentence says once for several of its clauses.
#[derive(Debug, Clone, Copy)]
pub struct Shared {
    /// Which clause says it.
    by: usize,
    /// The first that it holds for.
    from: usize,
    /// It holds for the clauses behind, and not for those in front.
    behind: bool,
    reading: Reading,
}

/// What `sentence` says once, behind a word like "both" or in front of "all of these:".
pub fn of(sentence: &Sentence, clauses: &[Clause]) -> Option<Shared> {
    if let Some(shared) = labelled(sentence, clauses) {
        return Some(shared);
    }
    clauses.iter().enumerate().find_map(|(by, clause)| {
        let tokens = sentence.tokens.get(clause.from..clause.to)?;
        let is = |words: &[&str], t: &Token| words.contains(&t.word.as_str());
        let at = clause.from + tokens.iter().position(|t| is(ALL, t) || is(BOTH, t))?;
        let two = sentence.tokens.get(at).is_some_and(|t| is(BOTH, t));
        let fact = sentence.facts.iter().any(|f| f.from <= at && at < f.to);
        let behind = Reading::of(&sentence.facts, at, clause.to);
        let front = Reading::of(&sentence.facts, clause.from, at);
        let listed = (at..clause.to).take(4).any(|n| sentence.tokens.get(n).is_some_and(|t| t.is(':')));
        let named = clause.subject.is_some_and(|s| s.sense == Subject::Medicine && s.from > at);
        if listed && named && (front.length.is_some() || front.has_frequency()) {
            return Some(Shared { by, from: 0, behind: true, reading: front });
        }
        let told = by > 0 && !fact && (behind.length.is_some() || behind.has_frequency());
        // "each morning" is a time, and "before each feed" shares nothing.
        let next = sentence.facts.iter().any(|f| {
            let three = sentence
                .tokens
                .get(at + 1)
                .is_some_and(|t| matches!(t.word.as_str(), "three" | "four" | "five" | "of"));
            (f.from == at + 1 || three && f.from == at + 2)
                && matches!(f.fact, Fact::Frequency { .. } | Fact::Length { .. })
        });
        // "for five days each"
        let last = sentence.facts.iter().any(|f| f.to == at && matches!(f.fact, Fact::Length { .. }))
            && sentence
                .tokens
                .get(at)
                .is_some_and(|t| matches!(t.word.as_str(), "each" | "both" | "chacun" | "jeweils"));
        if by > 0 && last && !fact && !next {
            let reading = Reading { times: None, every: None, ..front };
            return Some(Shared { by, from: by.saturating_sub(1), behind: false, reading });
        }
        (told && next).then_some(Shared {
            by,
            from: if two { by.saturating_sub(1) } else { 0 },
            behind: false,
            reading: behind,
        })
    })
}

/// "Morning: A 2.5 mg, B 40 mg": a time in front of a list.
fn labelled(sentence: &Sentence, clauses: &[Clause]) -> Option<Shared> {
    let label = sentence.facts.first().filter(|f| f.from <= 1)?;
    let word = |at: usize| sentence.tokens.get(at).map_or("", |t| t.word.as_str());
    // "Fourteen day course, all of it together: A, B and C"
    if matches!(label.fact, Fact::Length { .. })
        && matches!(word(label.to), "course" | "courses" | "regime" | "regimen")
    {
        let colon = (label.to..label.to + LONGEST_LABEL).find(|at| word(*at) == ":")?;
        let behind = clauses.iter().position(|c| c.from > colon)?;
        return Some(Shared {
            by: behind.saturating_sub(1),
            from: 0,
            behind: true,
            reading: Reading { sure_length: true, ..Reading::of(&sentence.facts, label.from, label.to) },
        });
    }
    let timed = matches!(
        label.fact,
        Fact::Slot(_) | Fact::Meals | Fact::Frequency { .. } | Fact::Length { sure: true, .. }
    );
    let colon =
        (label.to.saturating_sub(1)..=label.to).any(|at| sentence.tokens.get(at).is_some_and(|t| t.is(':')));
    (timed && colon && clauses.len() > 1).then(|| Shared {
        by: 0,
        from: 0,
        behind: true,
        reading: Reading::of(&sentence.facts, label.from, label.to),
    })
}

impl Shared {
    /// `reading` of clause `n` with what it lacks.
    pub fn fill(&self, n: usize, reading: &mut Reading) {
        if if self.behind { n <= self.by } else { n >= self.by || n < self.from } {
            return;
        }
        if reading.length.is_none() && reading.phase.is_none() && reading.date.is_none() {
            (reading.length, reading.sure_length) = (self.reading.length, self.reading.sure_length);
        }
        if !reading.has_frequency() {
            (reading.times, reading.every) = (self.reading.times, self.reading.every);
            reading.weekdays = self.reading.weekdays;
            reading.cycle = reading.cycle.or(self.reading.cycle);
        }
    }
}

/// "A 20 mg, B 1 g and C 500 mg twice daily": what the last of a list says, for clause `n` that says nothing.
pub fn of_list(sentence: &Sentence, clauses: &[Clause], n: usize) -> Option<Reading> {
    for clause in clauses.get(n + 1..)?.iter().take(LONGEST_LIST) {
        let medicine = clause.subject.is_some_and(|s| s.sense == Subject::Medicine);
        if !medicine || !matches!(clause.lead, Lead::And | Lead::Mark) {
            return None;
        }
        let reading = Reading::of(&sentence.facts, clause.from, clause.to);
        if reading.has_time() {
            return (clause.lead == Lead::And || is_slashed(sentence, clause)).then_some(reading);
        }
    }
    None
}

/// "A 575 mg / B 10 mg every 8 h"
fn is_slashed(sentence: &Sentence, clause: &Clause) -> bool {
    clause.from.checked_sub(1).and_then(|b| sentence.tokens.get(b)).is_some_and(|t| t.is('/'))
}

/// "If needed, may alternate with A / B every 8 h": taken in turns with another, so only if needed, each of them.
pub fn is_alternative(sentence: &Sentence, clause: &Clause) -> bool {
    const TURNS: &[&str] =
        &["alternate", "alternar", "alternas", "alterner", "abwechseln", "abwechselnd", "alternating"];
    const MAY: &[&str] = &[
        "may", "can", "could", "puede", "podria", "pueden", "peut", "pouvez", "peuvent", "kann", "konnen",
        "darf",
    ];
    let Some(subject) = clause.subject else { return false };
    let from = subject.from.saturating_sub(FAR_TURN);
    let words = sentence.tokens.get(from..subject.from).unwrap_or_default();
    let may = words.iter().position(|t| MAY.contains(&t.word.as_str()));
    may.and_then(|at| words.get(at..at + LONGEST_TURN.min(words.len() - at)))
        .is_some_and(|behind| behind.iter().any(|t| TURNS.contains(&t.word.as_str())))
}

/// "Vitamin D 800 units, calcium 500 mg bd, alendronate 70 mg weekly": most of a list have a dose and a time, so that one without a time
/// is taken too.
pub fn is_regimen(sentence: &Sentence, clauses: &[Clause], forces: &[Force]) -> bool {
    let medicine = |c: &Clause| c.subject.is_some_and(|s| s.sense == Subject::Medicine);
    let holds = |f: &Force| matches!(f, Force::Holds { .. });
    let readings = clauses
        .iter()
        .zip(forces)
        .filter(|(c, f)| medicine(c) && holds(f))
        .map(|(c, _)| Reading::of(&sentence.facts, c.from, c.to));
    let (mut dosed, mut timed) = (0_usize, 0_usize);
    for reading in readings {
        dosed += usize::from(reading.dose);
        timed += usize::from(reading.dose && reading.has_frequency());
    }
    timed >= 2 && timed * 2 > dosed
}
