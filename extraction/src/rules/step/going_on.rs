//! What goes on from a sentence before: a phase without a name, what is begun again, what is ended for good.

use super::super::clause::{Clause, Lead};
use super::super::force::{self, Force};
use super::super::sentence::Sentence;
use crate::grammar::{Fact, Reading};
use crate::lexicon::{Cue, Heading, Subject};
use crate::text::Kind;

/// Whether what the clause stops is stopped from now on, and not for a while, in a case that may come, or some day.
pub(super) fn ends_for_good(sentence: &Sentence, clause: &Clause) -> bool {
    let later = |f: &Fact| match f {
        Fact::Length { .. } | Fact::If | Fact::Ongoing | Fact::Then | Fact::Prn => true,
        Fact::Date(days) => *days > 1,
        _ => false,
    };
    let opens = sentence.tokens.get(first_of(sentence)).map_or("", |t| t.word.as_str());
    sentence.section != Heading::History
        && !matches!(
            opens,
            "when"
                | "if"
                | "on"
                | "before"
                | "should"
                | "si"
                | "cuando"
                | "quand"
                | "en"
                | "falls"
                | "bei"
                | "wenn"
        )
        && !force::says(sentence, clause, Cue::Conditional)
        && !sentence.cues.iter().any(|c| c.sense == Cue::Not)
        && !sentence.facts_in(clause.from, clause.to).any(|f| later(&f.fact))
        && !sentence.facts.iter().any(|f| f.fact == Fact::If)
}

/// "..., and multiple vitamin 1 tablet daily": a thing of its own, though no table names it, and no phase of what stands before.
pub(super) fn is_named_otherwise(sentence: &Sentence, clause: &Clause) -> bool {
    if !matches!(clause.lead, Lead::And | Lead::Mark) {
        return false;
    }
    let Some(amount) = sentence
        .facts_in(clause.from, clause.to)
        .find(|f| matches!(f.fact, Fact::Dose { .. } | Fact::Pieces(_)))
    else {
        return false;
    };
    let name = |at: usize| {
        let said = sentence.facts.iter().any(|f| f.from <= at && at < f.to)
            || sentence.cues.iter().any(|c| c.from <= at && at < c.to);
        !said
            && sentence.tokens.get(at).is_some_and(|t| {
                t.kind == Kind::Word && t.word.len() >= SHORTEST_NAME && !PHASES.contains(&t.word.as_str())
            })
    };
    let words = clause.from..amount.from;
    (1..=LONGEST_NAME).contains(&words.len()) && words.into_iter().all(name)
}

/// Words in front of the amount of a next phase.
const PHASES: &[&str] = &[
    "increase",
    "increased",
    "increasing",
    "decrease",
    "decreased",
    "reduce",
    "reduced",
    "reducing",
    "then",
    "take",
    "takes",
    "taking",
    "give",
    "use",
    "after",
    "before",
    "later",
    "maintenance",
    "dose",
    "doses",
    "next",
    "last",
    "first",
    "second",
    "third",
    "final",
    "remaining",
    "same",
    "drop",
    "down",
    "back",
    "half",
    "another",
    "more",
    "extra",
    "additional",
    "with",
    "plus",
    "from",
    "until",
    "again",
    "thereafter",
    "continue",
    "weaning",
    "taper",
    "night",
    "morning",
    "evening",
    "noon",
    "midday",
    "luego",
    "despues",
    "seguir",
    "bajar",
    "subir",
    "dosis",
    "puis",
    "ensuite",
    "augmenter",
    "diminuer",
    "passer",
    "dann",
    "danach",
    "weiter",
    "steigern",
    "reduzieren",
    "erhohen",
    "loading",
    "bolus",
    "followed",
    "only",
    "just",
    "otherwise",
    "weekend",
    "weekends",
    "other",
    "days",
    "alternate",
];
/// Shortest word of a name, and most words.
const SHORTEST_NAME: usize = 4;
const LONGEST_NAME: usize = 3;

/// "Hold warfarin for 5 days": what is named at `name` is not taken for that long.
pub(super) fn withholds(sentence: &Sentence, clause: &Clause, name: usize) -> bool {
    const HOLDS: &[&str] =
        &["hold", "omit", "pause", "skip", "suspender", "pausar", "suspendre", "interrompre", "pausieren"];
    let words = sentence.tokens.get(clause.from..name).unwrap_or_default();
    words.iter().any(|t| HOLDS.contains(&t.word.as_str()))
        || sentence.cues_in(clause.from, name).any(|c| c.sense == Cue::Stop)
}

/// "... withheld; to be restarted on 16 March".
pub(super) fn restarts(sentence: &Sentence, clause: &Clause) -> bool {
    const AGAIN: &[&str] = &[
        "restart",
        "restarted",
        "resume",
        "resumed",
        "recommence",
        "reintroduce",
        "reiniciar",
        "reanudar",
        "retomar",
        "reprendre",
        "reprise",
        "wieder",
    ];
    let words = sentence.tokens.get(clause.from..clause.to).unwrap_or_default();
    words.iter().take(4).any(|t| AGAIN.contains(&t.word.as_str()))
}

/// "Patient declined.", "Rechaza el paciente.": nothing but that what stands in front is not wanted.
pub(super) fn is_refusal(sentence: &Sentence) -> bool {
    const REFUSES: &[&str] = &[
        "declined",
        "declines",
        "refused",
        "refuses",
        "rechaza",
        "rechazo",
        "rehusa",
        "refuse",
        "decline",
        "ablehnt",
        "abgelehnt",
        "lehnt",
        "lehnte",
    ];
    const WHO: &[&str] = &[
        "patient",
        "patiente",
        "pt",
        "paciente",
        "patientin",
        "the",
        "he",
        "she",
        "they",
        "it",
        "this",
        "has",
        "family",
        "mother",
        "el",
        "la",
        "lo",
        "le",
        "a",
        "der",
        "die",
        "das",
        "es",
        "ab",
        "wird",
        "wurde",
        "vom",
        "von",
        "but",
        "however",
        "pero",
        "mais",
        "aber",
    ];
    let words = || sentence.tokens.iter().filter(|t| t.word.chars().any(char::is_alphanumeric));
    let refuses = |t: &crate::text::Token| REFUSES.contains(&t.word.as_str());
    words().count() <= LONGEST_REFUSAL
        && words().any(refuses)
        && words().all(|t| refuses(t) || WHO.contains(&t.word.as_str()))
}

/// Longest sentence that says so, in words.
const LONGEST_REFUSAL: usize = 6;

/// The first token that is not a mark.
pub(super) fn first_of(sentence: &Sentence) -> usize {
    sentence.tokens.iter().position(|t| t.word.chars().any(char::is_alphanumeric)).unwrap_or(0)
}

/// Whether a sentence without a subject goes on about the medicine before it.
pub(super) fn goes_on(sentence: &Sentence, clause: &Clause, reading: &Reading, force: Force) -> bool {
    let then = clause.lead == Lead::Then
        || sentence.facts.first().is_some_and(|f| matches!(f.fact, Fact::Then) && f.from <= clause.from + 1);
    let ordered = matches!(force, Force::Holds { ordered: true });
    let timed = reading.has_frequency() || reading.length.is_some() || reading.phase.is_some();
    timed
        && (then
            || ordered && (reading.dose || reading.has_frequency())
            || reading.dose && (reading.phase.is_some() || sentence.continued || opens_with_dose(sentence)))
}

/// "Change it every 14 days", "she should wear it every day": a verb with "it", and nothing that is named.
pub(super) fn points_back(sentence: &Sentence, clause: &Clause, at: Subject) -> bool {
    let Some(verb) = clause.subject.filter(|s| s.sense == Subject::Deed) else { return false };
    // "Keep it up above the heart" is said of no medicine.
    let word = sentence.tokens.get(verb.from).map_or("", |t| t.word.as_str());
    if at == Subject::Medicine && !matches!(word, "change" | "replace" | "wear" | "apply" | "swap" | "rotate")
    {
        return false;
    }
    let it = sentence
        .tokens
        .get(verb.to)
        .is_some_and(|t| matches!(t.word.as_str(), "it" | "them" | "these" | "this" | "both"));
    let named = sentence
        .subjects_in(verb.to, clause.to)
        .any(|s| !matches!(s.sense, Subject::Thing | Subject::Deed | Subject::Errand));
    it && !named
}

/// "20 mg: 5 days."
fn opens_with_dose(sentence: &Sentence) -> bool {
    let first = first_of(sentence);
    let dose = |at: usize| sentence.facts.iter().any(|f| f.from == at && matches!(f.fact, Fact::Dose { .. }));
    // "From Monday 20 mg daily", "One week at 15 mg tds"
    let time = sentence.facts.iter().find(|f| {
        f.from == first && matches!(f.fact, Fact::Length { .. } | Fact::Date(_) | Fact::Phase { .. })
    });
    let link = |at: usize| {
        sentence
            .tokens
            .get(at)
            .is_some_and(|t| matches!(t.word.as_str(), "at" | "of" | "on" | ":" | "-" | ","))
    };
    dose(first) || time.is_some_and(|t| dose(t.to) || link(t.to) && dose(t.to + 1))
}
