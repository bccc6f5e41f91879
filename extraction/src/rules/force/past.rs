//! What is over, and what is only thought of.

use super::super::clause::Clause;
use super::super::sentence::Sentence;
use crate::grammar::Fact;
use crate::lexicon::{Cue, Found, Subject};
use crate::text::Kind;

/// "Two years ago", "In 2016", "During her stay": a time gone by, in front of everything else.
pub(super) fn opens_in_the_past(sentence: &Sentence, cues: &[Found<Cue>]) -> bool {
    const TIMES: &[&str] = &[
        "ago",
        "last",
        "prior",
        "stay",
        "ward",
        "hospital",
        "admission",
        "theatre",
        "ambulance",
        "ed",
        "childhood",
        "child",
        "then",
        "time",
        "that",
        "past",
        "operatively",
        "hace",
        "pasado",
        "pasada",
        "ayer",
        "ingreso",
        "urgencias",
        "planta",
        "quirofano",
        "ambulancia",
        "hier",
        "sejour",
        "hospitalisation",
        "bloc",
        "damals",
        "gestern",
        "station",
        "aufenthalts",
        "notaufnahme",
        "rettungswagen",
    ];
    let first = sentence.subjects.iter().map(|s| s.from).min().unwrap_or(sentence.tokens.len());
    let time = |c: &Found<Cue>| {
        let words = sentence.tokens.get(c.from..c.to).unwrap_or_default();
        words.iter().any(|t| TIMES.contains(&t.word.as_str()) || matches!(t.kind, Kind::Number(_)))
    };
    cues.iter()
        .take_while(|c| c.from < first && c.sense != Cue::Instruct)
        .any(|c| c.sense == Cue::Past && c.from <= 7 && time(c))
}

/// Whether the clause says that it is about now.
pub(super) fn is_present(sentence: &Sentence, clause: &Clause) -> bool {
    const NOW: &[&str] = &[
        "now",
        "today",
        "discharge",
        "discharged",
        "home",
        "tonight",
        "tomorrow",
        "presently",
        "hoy",
        "ahora",
        "alta",
        "casa",
        "manana",
        "aujourdhui",
        "maintenant",
        "sortie",
        "domicile",
        "demain",
        "heute",
        "jetzt",
        "entlassung",
        "entlassen",
        "hause",
        "morgen",
        "nunmehr",
    ];
    sentence
        .tokens
        .get(clause.from..clause.to)
        .unwrap_or_default()
        .iter()
        .any(|t| NOW.contains(&t.word.as_str()))
}

/// "... for 5 days was completed", "... 5/7 (completed)": said of all that stands in front of it.
pub(super) fn is_over(sentence: &Sentence, clause: &Clause, past: &Found<Cue>) -> bool {
    const OVER: &[&str] = &[
        "was",
        "were",
        "had",
        "has",
        "completed",
        "finished",
        "given",
        "taken",
        "done",
        "administered",
        "received",
        "expired",
        "fue",
        "terminado",
        "completado",
        "finalizado",
        "administrado",
        "a",
        "ete",
        "termine",
        "recu",
        "wurde",
        "wurden",
        "gegeben",
        "erhalten",
        "verabreicht",
        "genommen",
        "bekommen",
    ];
    let word = |at: usize| sentence.tokens.get(at);
    let last =
        sentence.facts.iter().filter(|f| f.from >= clause.from && f.to <= past.from).map(|f| f.to).max();
    let Some(last) = last else { return false };
    let near = (last..past.from)
        .all(|at| word(at).is_some_and(|t| t.word == "course" || !t.word.chars().any(char::is_alphanumeric)));
    let ends =
        (past.to..clause.to).all(|at| word(at).is_some_and(|t| !t.word.chars().any(char::is_alphanumeric)));
    let finished = word(past.from).is_some_and(|t| matches!(t.word.as_str(), "completed" | "finished"));
    near && (last == past.from || ends || finished)
        && word(past.from).is_some_and(|t| OVER.contains(&t.word.as_str()))
}

/// Whether a word orders an end ("stop") and does not tell of one ("stopped").
pub(super) fn is_end(sentence: &Sentence, stop: &Found<Cue>) -> bool {
    const ENDS: &[&str] = &[
        "stop",
        "discontinue",
        "cease",
        "off",
        "suspender",
        "suspenda",
        "parar",
        "retirar",
        "dejar",
        "arreter",
        "arretez",
        "arret",
        "absetzen",
        "beenden",
        "d",
        "finish",
        "finalizar",
        "interrumpir",
        "interrompre",
        "stopper",
        "pausieren",
    ];
    sentence.tokens.get(stop.from).is_some_and(|t| ENDS.contains(&t.word.as_str()))
}

/// Whether a length, or the phases of a taper, stand in front of `at`.
pub(super) fn lasts(sentence: &Sentence, clause: &Clause, at: usize) -> bool {
    let long = |f: &Fact| matches!(f, Fact::Length { .. } | Fact::Phase { .. } | Fact::Then);
    sentence.facts.iter().any(|f| f.from >= clause.from && f.to <= at && long(&f.fact))
        || clause.phase && timed_before(sentence, clause, at)
}

/// Whether the word that takes a clause's force stands behind all that it names, and labels nothing.
pub(super) fn stands_behind(sentence: &Sentence, clause: &Clause, own: &[&Found<Cue>], cue: Cue) -> bool {
    let named = sentence
        .subjects_in(clause.from, clause.to)
        .filter(|s| s.from >= clause.from && s.to <= clause.to && s.sense == Subject::Medicine)
        .map(|s| s.from)
        .max();
    let colon = |at: usize| sentence.tokens.get(at).is_some_and(|t| t.is(':'));
    let labels =
        colon(clause.to) || sentence.tokens.get(clause.to).is_some_and(|t| t.is(')')) && colon(clause.to + 1);
    // "Anti-D given this morning, ...": behind what no table names.
    let ends = |c: &&&Found<Cue>| {
        (c.to..clause.to).all(|at| sentence.facts.iter().any(|f| f.from <= at && at < f.to))
    };
    let mut such = own.iter().filter(|c| c.sense == cue);
    let last = such.clone().filter(ends).count() > 0 && such.all(|c| c.from > clause.from);
    let unnamed = named.is_none() && cue == Cue::Past && last;
    !labels && (unnamed || named.is_some_and(|at| !own.iter().any(|c| c.sense == cue && c.from < at)))
}

/// Whether the clause only thinks of something: "would add", "X might help".
pub(super) fn hypothetical(sentence: &Sentence, own: &[&Found<Cue>], anchor: usize) -> bool {
    const POINTING: &[&str] = &[
        "this", "that", "it", "which", "these", "they", "he", "she", "you", "ce", "cela", "qui", "das",
        "dies", "que", "esto",
    ];
    const MAY: &[&str] = &["pourra", "pourrait", "pourront", "podria", "podra", "konnte", "sera"];
    let ordered = |to: usize| own.iter().any(|c| c.sense == Cue::Instruct && c.from < to);
    // "If the rash recurs we would suggest ..."
    let opens =
        sentence.tokens.first().is_some_and(|t| matches!(t.word.as_str(), "if" | "should" | "si" | "falls"));
    own.iter().filter(|c| c.sense == Cue::Hypothetical || opens && c.sense == Cue::Instruct).any(|c| {
        if c.sense == Cue::Instruct
            && !sentence.tokens.get(c.from..c.to).is_some_and(|w| w.iter().any(|t| t.word == "would"))
        {
            return false;
        }
        if opens && sentence.tokens.get(c.from..c.to).is_some_and(|w| w.iter().any(|t| t.word == "would")) {
            return true;
        }
        let before = c.from.checked_sub(1).and_then(|b| sentence.tokens.get(b));
        let pointed = before.is_some_and(|t| POINTING.contains(&t.word.as_str()));
        // "... par dulaglutide pourra être discuté": whatever stands in front of it.
        let open = sentence.tokens.get(c.from).is_some_and(|t| MAY.contains(&t.word.as_str()));
        if c.from <= anchor { !ordered(c.from) } else { !pointed && (open || !ordered(c.from)) }
    })
}

pub(super) fn timed_before(sentence: &Sentence, clause: &Clause, at: usize) -> bool {
    sentence.facts.iter().any(|f| {
        f.from >= clause.from
            && f.to <= at
            && matches!(f.fact, Fact::Frequency { .. } | Fact::Length { .. } | Fact::Slot(_))
    })
}
