//! Signs of the past and of doubt that no table can list: years, "on" in front of a medicine, what somebody did, "?".

use crate::grammar::{At, Fact};
use crate::lexicon::{Cue, Found, Lexicon, Subject, Time};
use crate::text::{Kind, Token};
use chrono::{Datelike, NaiveDate};

/// Words in front of a year.
const BEFORE: &[&str] = &[
    "in", "since", "from", "until", "en", "desde", "depuis", "im", "seit", "jahr", "ano", "annee", "(", "/",
];

/// "In 2016", "since 2019", "2011 depression": years gone by.
pub(super) fn past_years(lexicon: &Lexicon, tokens: &[Token], day: NaiveDate) -> Vec<Found<Cue>> {
    let timing = lexicon.timing(tokens);
    let past = |at: usize, token: &Token| {
        let year = matches!(token.kind, Kind::Number(n) if (1950.0..f64::from(day.year())).contains(&n))
            && token.word.len() == 4;
        let before = at.checked_sub(1).and_then(|b| tokens.get(b));
        let month = || timing.iter().any(|t| t.to == at && matches!(t.sense, Time::Month(_)));
        // "max dose 2017, no use"
        let ends = tokens.get(at + 1).is_none_or(|t| matches!(t.kind, Kind::Mark(',' | ')' | ';')));
        let named = ends && before.is_some_and(|b| b.kind == Kind::Word) && !token.word.ends_with("00");
        year && (month() || named || before.is_none_or(|b| BEFORE.contains(&b.word.as_str())))
    };
    tokens
        .iter()
        .enumerate()
        .filter(|(at, token)| past(*at, token))
        .map(|(at, _)| Found { sense: Cue::Past, from: at, to: at + 1 })
        .collect()
}

/// "On amlodipine 5 od": a medicine that is taken, unless "on" is part of an order ("start on").
pub(super) fn taken(tokens: &[Token], subjects: &[Found<Subject>], cues: &[Found<Cue>]) -> Vec<Found<Cue>> {
    let on = |at: usize| {
        if !tokens.get(at).is_some_and(|t| matches!(t.word.as_str(), "on" | "unter")) {
            return false;
        }
        let colon = usize::from(tokens.get(at + 1).is_some_and(|t| t.is(':')));
        let medicine = subjects.iter().any(|s| s.sense == Subject::Medicine && s.from == at + 1 + colon);
        medicine
            && !cues.iter().any(|c| {
                c.sense != Cue::Has && c.from <= at && at < c.to
                    || c.sense == Cue::Instruct && c.to == at
                    // "I have started Mrs Ogden on amitriptyline"
                    || c.sense == Cue::Instruct
                        && (c.to..=c.to + 3).contains(&at)
                        && c.to.checked_sub(1).and_then(|b| tokens.get(b)).is_some_and(|t| t.word == "started")
            })
    };
    (0..tokens.len())
        .filter(|at| on(*at))
        .map(|at| Found { sense: Cue::Describes, from: at, to: at + 1 })
        .collect()
}

/// "He mobilised", "she tolerated": what somebody did.
pub(super) fn done(tokens: &[Token], cues: &[Found<Cue>]) -> Vec<Found<Cue>> {
    let did = |at: usize| {
        let who = tokens.get(at).is_some_and(|t| matches!(t.word.as_str(), "he" | "she" | "they" | "we"));
        let verb = tokens.get(at + 1).is_some_and(|t| t.word.len() > 4 && t.word.ends_with("ed"));
        // "Rails fitted by the council"
        let by = tokens.get(at + 2).is_some_and(|t| t.word == "by");
        let ordered = tokens.get(at).is_some_and(|t| matches!(t.word.as_str(), "be" | "is" | "are" | "to"));
        // "vancomycin replaced flucloxacillin"
        let next = tokens.get(at + 2).map_or("", |t| t.word.as_str());
        let replaced = tokens.get(at + 1).is_some_and(|t| t.word == "replaced")
            && !ordered
            && !matches!(next, "by" | "with" | "" | ":" | "." | ",");
        replaced || (who || by && !ordered) && verb && !cues.iter().any(|c| c.from <= at + 1 && at + 1 < c.to)
    };
    (0..tokens.len())
        .filter(|at| did(*at))
        .map(|at| Found { sense: Cue::Past, from: at + 1, to: at + 2 })
        .collect()
}

/// "Started on aspirin 75 mg daily": in force, unless a year or the like says when.
pub(super) fn started(tokens: &[Token], cues: &mut [Found<Cue>]) {
    let alone = cues.iter().filter(|c| c.sense == Cue::Past).count() == 1;
    let first = tokens.first().is_some_and(|t| matches!(t.word.as_str(), "started" | "commenced"));
    if let Some(cue) = cues.first_mut().filter(|c| alone && first && c.from == 0 && c.sense == Cue::Past) {
        cue.sense = Cue::Instruct;
    }
}

/// "Der Patient wird mit Ramipril 5 mg entlassen": what is taken home, and nothing that is over.
pub(super) fn discharged(tokens: &[Token], cues: &mut [Found<Cue>]) {
    let word = |at: usize| tokens.get(at).map_or("", |t| t.word.as_str());
    let is = (0..tokens.len()).find(|at| matches!(word(*at), "wird" | "werden"));
    let Some(is) = is.filter(|at| (at + 1..tokens.len()).any(|n| matches!(word(n), "mit" | "unter"))) else {
        return;
    };
    let home = cues.iter().find(|c| c.sense == Cue::Past && c.from > is && word(c.from) == "entlassen");
    let Some(home) = home.map(|c| c.from) else { return };
    for cue in cues.iter_mut().filter(|c| c.from > is && c.from <= home) {
        if matches!(cue.sense, Cue::Past | Cue::Describes) {
            cue.sense = Cue::Nothing;
        }
    }
}

/// "Stop if there is a rash", "you may stop when the pain settles": the case of an end, and not of a dose.
pub(super) fn is_case_of_end(tokens: &[Token], cues: &[Found<Cue>], fact: &At) -> bool {
    let mark = |at: usize| tokens.get(at).is_some_and(|t| t.is(','));
    let ends = |to: usize| cues.iter().any(|c| c.sense == Cue::Stop && c.to == to);
    let before = fact.from.checked_sub(1);
    matches!(fact.fact, Fact::If | Fact::Prn)
        && (ends(fact.from) || before.is_some_and(|at| mark(at) && ends(at)))
}

/// "?statin", "? start a statin": a question mark in front of what it doubts.
pub(super) fn doubts(tokens: &[Token], at: usize, from: usize) -> bool {
    let next = tokens.get(at + 1);
    let marks = tokens
        .get(at)
        .is_some_and(|t| t.is('?') && (at == from || !t.glued && next.is_some_and(|n| n.glued)));
    marks && next.is_some()
}

/// Tokens between "when" and the complaint it speaks of, at most.
const NEAR: usize = 4;

/// "... when her face hurts", "... up to three times a day when stiff": a condition, though no "if" says so.
pub(super) fn complaints(tokens: &[Token], cues: &[Found<Cue>], facts: &[At]) -> Vec<At> {
    const WHEN: &[&str] =
        &["when", "whenever", "while", "whilst", "cuando", "quand", "lorsque", "wenn", "sobald"];
    const HURTS: &[&str] = &[
        "hurts", "hurt", "aches", "itches", "stings", "burns", "throbs", "flares", "stiff", "sore", "wheezy",
        "sick", "duele", "pica", "mal", "weh", "juckt", "schmerzt",
    ];
    let read = |at: usize| facts.iter().any(|f| f.from <= at && at < f.to);
    let hurts = |at: usize| {
        tokens.get(at).is_some_and(|t| HURTS.contains(&t.word.as_str()))
            || cues.iter().any(|c| c.sense == Cue::Symptom && c.from == at)
                && tokens.get(at).is_none_or(|t| t.word != "awake")
    };
    let opens = |at: &usize| tokens.get(*at).is_some_and(|t| WHEN.contains(&t.word.as_str())) && !read(*at);
    (0..tokens.len())
        .filter(opens)
        .filter(|at| (at + 1..=at + NEAR).take_while(|n| !read(*n)).any(hurts))
        .map(|at| At { fact: Fact::If, from: at, to: at + 1, maximum: false })
        .collect()
}
