//! What orders nothing is no step: "Chest infection", "Smoker", "Atenolol stopped in 2019", "No antibiotics", "Stop".
//!
//! Both must order: the passage, by a clause in force that a step can come from (a medicine with its dose or timing, what is
//! attended or done with its day, an order by its verb, an item of a plan), and the description, by naming what is to be done.

use super::additions::share_root;
use super::compare::{Compared, names};
use super::own::{Own, touches};
use super::rarer;
use super::words::Words;
use crate::grammar::Fact;
use crate::lexicon::{Cue, Found, Heading, Subject};
use crate::rules::{self, Clause, Force, Sentence};
use crate::text::{Kind, Token};
use crate::{GatedStep, ReviewReason, StepKind};
use std::ops::{Range, RangeInclusive};

/// Fewer letters are no name of anything.
const SHORTEST_NAME: usize = 2;
/// A verb is an order when no more words of its clause stand in front of it.
const FURTHEST_VERB: usize = 4;
/// A word of so many letters says little in front of a verb.
const SHORT: usize = 3;

/// Fewer words deny nothing that has a name.
const SHORTEST_DENIAL: usize = 3;
/// So many words of a clause are looked at for what it is about.
const LONGEST_CLAUSE: usize = 60;

/// Words that handle a medicine and do not name one.
const NAMELESS: &str = "take takes taking use apply give inject inhale swallow continue start stop have put hold finish complete \
    resume restart carry the a your this it them one two with food meals daily dose doses \
    tablet tablets capsule capsules pills medicine medicines medication medications meds treatment course prescription \
    tomar tome usar aplicar seguir continuar comprimido comprimidos capsulas pastilla pastillas medicamento medicamentos \
    medicacion tratamiento dosis prendre prenez continuer comprime comprimes gelule gelules medicament medicaments traitement \
    nehmen einnehmen weiter tablette tabletten kapsel kapseln medikament medikamente medikation";

/// What a medicine is taken with, and what may be an order of its own ("two litres of water a day").
const FLUIDS: &[&str] = &["water", "milk", "agua", "leche", "eau", "lait", "wasser", "milch"];

/// Words that deny a thing, and not a deed.
const WITHOUT: &[&str] = &[
    "no", "without", "nil", "none", "nor", "sin", "ningun", "ninguna", "ni", "sans", "aucun", "aucune",
    "pas", "kein", "keine", "keinen", "keiner", "ohne",
];

/// What of a step's passage orders it.
pub struct Orders<'s> {
    ordering: Vec<(&'s Sentence, Clause)>,
}

impl<'s> Orders<'s> {
    /// The clauses that order, of the step's own and of those that name no other medicine; none where nothing does.
    pub fn of(
        note: &Compared<'s>,
        quoted: &RangeInclusive<usize>,
        bytes: &Range<usize>,
        (step, words): (&GatedStep, &[Words]),
        own: &Own,
    ) -> Option<Self> {
        let says_no = words.iter().any(|w| w.cues.iter().any(|c| matches!(c.sense, Cue::Not | Cue::Stop)));
        let mut ordering = Vec::new();
        for n in quoted.clone() {
            let Some(sentence) = note.sentences.get(n) else { continue };
            for (clause, force) in note.clauses(n) {
                let counts = own.parts.is_empty() && touches(sentence, clause, bytes)
                    || own.has(sentence, clause)
                    || clause.subject.is_none_or(|s| s.sense != Subject::Medicine);
                let behind = || is_bidden_behind(sentence, note.clauses(n), clause);
                if counts
                    && (orders(sentence, clause, *force, says_no && ends_once(step, sentence, clause))
                        || behind())
                {
                    ordering.push((sentence, *clause));
                }
            }
        }
        let behind = || rarer::next(note, *quoted.end()).is_some_and(|next| is_timed(next, 0, usize::MAX));
        let ordered = !ordering.is_empty() || own.clauses().any(|(s, c)| is_thing(s, c)) && behind();
        ordered.then_some(Self { ordering })
    }

    /// Holds back a step whose description names nothing to do, or tells of what is over.
    pub fn review(
        &self,
        note: &Compared,
        step: &GatedStep,
        words: &[Words],
        description: &str,
    ) -> Option<ReviewReason> {
        let says = names_a_deed(words, description, &self.ordering) && !tells(note, step);
        (!says).then_some(ReviewReason::NoInstruction)
    }
}

/// Whether the step may be to end what the clause is about: a medicine is stopped once, or left out for a while.
fn ends_once(step: &GatedStep, sentence: &Sentence, clause: &Clause) -> bool {
    let medicine = clause.subject.is_some_and(|s| matches!(s.sense, Subject::Medicine | Subject::Form));
    let lasts = sentence
        .facts_in(clause.from, clause.to)
        .any(|f| matches!(f.fact, Fact::Length { .. } | Fact::Date(_)));
    !medicine || lasts || step.kind == StepKind::Checklist
}

/// Whether the clause is in force, and says something to be done.
fn orders(sentence: &Sentence, clause: &Clause, force: Force, denies: bool) -> bool {
    match force {
        Force::Holds { ordered: true } => true,
        Force::Holds { ordered: false } => proposes(sentence, clause),
        Force::Forbids => forbids(sentence, clause),
        // "Stop ibuprofen" orders what the step must say too.
        Force::None(Some(Cue::Stop | Cue::Needless | Cue::Not)) if denies && leads(sentence, clause) => true,
        // "Calf stretch held for thirty seconds, five times daily"; "on the list for the clinic on 24 March".
        Force::None(Some(Cue::Stop | Cue::Describes)) if is_yet_to_come(sentence, clause) => true,
        Force::None(None) => !sentence.tainted && breaks_out(sentence, clause),
        Force::None(_) => false,
    }
}

/// Whether what is told is an exercise with its rhythm, or attended on a day to come.
fn is_yet_to_come(sentence: &Sentence, clause: &Clause) -> bool {
    let mut facts = sentence.facts_in(clause.from, clause.to);
    match clause.subject.map(|s| s.sense) {
        Some(Subject::Activity) => facts.any(|f| matches!(f.fact, Fact::Frequency { .. })),
        Some(Subject::Test | Subject::Visit) => facts.any(|f| matches!(f.fact, Fact::Date(1..))),
        _ => false,
    }
}

/// "FIT test kit handed out, do it this week": what is told of first, and is no medicine, is ordered behind, in its own clause
/// or in the next.
pub fn is_bidden_behind(sentence: &Sentence, clauses: &[(Clause, Force)], told: &Clause) -> bool {
    let medicine = |c: &Clause| c.subject.is_some_and(|s| s.sense == Subject::Medicine);
    let at = clauses.partition_point(|(clause, _)| clause.from <= told.from);
    let next = clauses.get(at).filter(|(c, force)| matches!(force, Force::Holds { .. }) && !medicine(c));
    let to = next.map_or(told.to, |(next, _)| next.to);
    let words = sentence.tokens.get(told.from..to.min(told.from + LONGEST_CLAUSE)).unwrap_or_default();
    let bids = |three: &[Token]| {
        matches!(three, [mark, verb, what]
            if matches!(mark.kind, Kind::Mark(_)) && verb.kind == Kind::Word && PRONOUNS.contains(&what.word.as_str()))
    };
    told.subject.is_some() && !medicine(told) && words.windows(3).any(bids)
}

/// Words that stand for what was named before.
const PRONOUNS: &[&str] =
    &["it", "them", "this", "these", "lo", "los", "la", "le", "les", "es", "ihn", "sie", "diese"];

/// Whether a clause without an order's word is one all the same.
fn proposes(sentence: &Sentence, clause: &Clause) -> bool {
    let plan = sentence.section == Heading::Plan;
    let timed = is_timed(sentence, clause.from, clause.to);
    let verb = is_bidden(sentence, clause);
    let complaint = sentence.cues_in(clause.from, clause.to).any(|c| c.sense == Cue::Symptom);
    match clause.subject.map(|s| s.sense) {
        Some(Subject::Medicine | Subject::Form) => timed || plan || verb || is_taken(sentence, clause),
        Some(
            Subject::Deed
            | Subject::Errand
            | Subject::Activity
            | Subject::Test
            | Subject::Visit
            | Subject::Habit,
        ) => timed || plan || verb,
        Some(Subject::Thing) | None => {
            // "thereafter one whole tablet": the next phase of what is named before.
            let taken = is_taken(sentence, clause);
            let phase = clause.phase
                || sentence.facts_in(clause.from.saturating_sub(1), clause.to).any(|f| f.fact == Fact::Then);
            verb || (timed || plan) && (taken || !complaint) || taken && phase
        }
    }
}

/// Whether the clause has an order's word, or opens with a verb that bids.
fn is_bidden(sentence: &Sentence, clause: &Clause) -> bool {
    let bids = |s: &&Found<Subject>| matches!(s.sense, Subject::Deed | Subject::Errand);
    let verb = sentence.subjects_in(clause.from, clause.to).find(bids);
    let opens = verb.is_some_and(|verb| {
        let said = |at: usize| {
            sentence.cues.iter().any(|c| c.from <= at && at < c.to)
                || sentence.facts.iter().any(|f| f.from <= at && at < f.to)
        };
        // "Please do check": short words, and what says when.
        let leads = |at: usize| sentence.tokens.get(at).is_some_and(|t| t.word.len() <= SHORT) || said(at);
        verb.from <= clause.from + FURTHEST_VERB && (clause.from..verb.from).all(leads) && verb.to < clause.to
    });
    opens || sentence.cues_in(clause.from, clause.to).any(|c| c.sense == Cue::Instruct)
}

/// Whether a clause in a section that orders nothing is an order by its own words ("vaccine to be given this week").
fn breaks_out(sentence: &Sentence, clause: &Clause) -> bool {
    let telling =
        |c: &Cue| !matches!(c, Cue::Instruct | Cue::Nothing | Cue::Symptom | Cue::Result | Cue::Aside);
    let to_come = |f: &Fact| matches!(f, Fact::Date(1..) | Fact::Frequency { .. } | Fact::Length { .. });
    is_bidden(sentence, clause)
        && sentence.facts_in(clause.from, clause.to).any(|f| to_come(&f.fact))
        && !sentence.cues_in(clause.from, clause.to).any(|c| telling(&c.sense))
}

/// Whether a clause that forbids is a restriction and no finding ("No antibiotics").
fn forbids(sentence: &Sentence, clause: &Clause) -> bool {
    let lasts =
        |f: &Fact| matches!(f, Fact::Length { .. } | Fact::Date(_) | Fact::Ongoing | Fact::Phase { .. });
    let thing = sentence
        .cues_in(clause.from, clause.to)
        .find(|c| c.sense == Cue::Not)
        .and_then(|c| sentence.tokens.get(c.from))
        .is_some_and(|t| WITHOUT.contains(&t.word.as_str()));
    let done =
        clause.subject.is_some_and(|s| matches!(s.sense, Subject::Activity | Subject::Habit | Subject::Deed));
    // "Derzeit nichts".
    let bare = clause.subject.is_none() && clause.to - clause.from < SHORTEST_DENIAL;
    sentence.facts_in(clause.from, clause.to).any(|f| lasts(&f.fact)) || done || !thing && !bare
}

/// Whether the clause orders to end or to leave something: by a verb that bids in front of it or behind its name, or by "not" for
/// a stated while.
fn leads(sentence: &Sentence, clause: &Clause) -> bool {
    let behind = clause.subject.map_or(clause.from, |s| s.to);
    let near = |c: &Found<Cue>| c.from <= clause.from + 1 || c.from <= behind + 1;
    let bids = |c: &Found<Cue>| sentence.tokens.get(c.from).is_some_and(|t| ENDS.contains(&t.word.as_str()));
    let lasts = || {
        sentence
            .facts_in(clause.from, clause.to)
            .any(|f| matches!(f.fact, Fact::Length { .. } | Fact::Date(1..)))
    };
    sentence.cues_in(clause.from, clause.to).any(|c| match c.sense {
        Cue::Stop => near(c) && bids(c),
        Cue::Needless | Cue::Not => near(c) && bids(c) || lasts(),
        _ => false,
    })
}

/// Verbs that bid to end or to leave something.
const ENDS: &[&str] = &[
    "stop",
    "cease",
    "discontinue",
    "withhold",
    "hold",
    "pause",
    "omit",
    "skip",
    "avoid",
    "refrain",
    "do",
    "don't",
    "dont",
    "never",
    "not",
    "suspender",
    "suspenda",
    "dejar",
    "deje",
    "evitar",
    "evite",
    "nunca",
    "ne",
    "arreter",
    "arretez",
    "suspendre",
    "suspendez",
    "eviter",
    "evitez",
    "jamais",
    "absetzen",
    "pausieren",
    "beenden",
    "vermeiden",
    "meiden",
    "nicht",
    "niemals",
    "stopp",
];

/// Whether the clause names a thing that a sentence behind it may give its timing.
fn is_thing(sentence: &Sentence, clause: &Clause) -> bool {
    clause.subject.is_some() && !sentence.cues_in(clause.from, clause.to).any(|c| c.sense == Cue::Past)
}

fn is_timed(sentence: &Sentence, from: usize, to: usize) -> bool {
    sentence.facts_in(from, to).any(|f| match f.fact {
        Fact::Date(days) | Fact::MaybeDate(days) => days >= 0,
        Fact::Dose { .. } | Fact::Pieces(_) | Fact::Total(_) | Fact::Then | Fact::If | Fact::Awake => false,
        _ => true,
    })
}

/// Whether the clause says how much of it ("bisoprolol 5"), or in which case.
fn is_taken(sentence: &Sentence, clause: &Clause) -> bool {
    let behind = clause
        .subject
        .and_then(|s| sentence.tokens.get(s.to))
        .filter(|_| clause.subject.is_some_and(|s| s.to < clause.to));
    if behind.is_some_and(|t| matches!(t.kind, Kind::Number(_))) {
        return true;
    }
    sentence
        .facts_in(clause.from, clause.to)
        .any(|f| matches!(f.fact, Fact::Dose { .. } | Fact::Pieces(_) | Fact::If))
}

/// Whether the description names what one of the ordering clauses is about, or something to do of its own.
fn names_a_deed(words: &[Words], description: &str, ordering: &[(&Sentence, Clause)]) -> bool {
    let nameless: Vec<&str> = NAMELESS.split_whitespace().collect();
    let is_name = |word: &str| word.chars().count() >= SHORTEST_NAME && !nameless.contains(&word);
    let known = words.iter().any(|w| {
        w.subjects.iter().filter(|s| s.sense != Subject::Thing).any(|s| {
            let range = w.tokens.get(s.from..s.to).unwrap_or_default();
            range.iter().any(|t| t.kind == Kind::Word && !nameless.contains(&t.word.as_str()))
        })
    });
    let complains = words.first().is_some_and(|w| w.cues.iter().any(|c| c.sense == Cue::Symptom));
    known
        || ordering.iter().any(|(sentence, clause)| {
            let taken = clause.subject.is_some_and(|s| matches!(s.sense, Subject::Medicine | Subject::Form));
            let about = content(words).filter(|word| is_name(word) && !(taken && FLUIDS.contains(word)));
            match clause.subject {
                Some(_) => about
                    .into_iter()
                    .any(|word| names(description, sentence, clause) || is_of(sentence, clause, word)),
                None => about.into_iter().any(|word| !complains || is_of(sentence, clause, word)),
            }
        })
}

/// Whether the clause has the word; a medicine's, from its name on ("Chest infection, amoxicillin 500 mg" is of amoxicillin).
fn is_of(sentence: &Sentence, clause: &Clause, word: &str) -> bool {
    let medicine = clause.subject.filter(|s| s.sense == Subject::Medicine);
    let from = medicine.map_or(clause.from, |s| s.from.saturating_sub(1).max(clause.from));
    let tokens = sentence.tokens.get(from..clause.to).unwrap_or_default();
    tokens.iter().take(LONGEST_CLAUSE).any(|t| t.word == word || share_root(&t.word, word))
}

/// The words of a description that say neither when, nor how much, nor whether.
fn content(words: &[Words]) -> impl Iterator<Item = &str> {
    words.iter().flat_map(|w| {
        w.tokens.iter().enumerate().filter_map(move |(at, token)| {
            let said = w.facts.iter().any(|f| f.from <= at && at < f.to)
                || w.cues.iter().any(|c| c.from <= at && at < c.to)
                || w.timing.iter().any(|t| t.from <= at && at < t.to);
            (token.kind == Kind::Word && !said).then_some(token.word.as_str())
        })
    })
}

/// Whether the description itself says that something is over, or not there, and orders nothing.
fn tells(note: &Compared, step: &GatedStep) -> bool {
    let sentences = rules::read(note.lexicon, &step.description, note.day);
    let mut clauses =
        sentences.iter().flat_map(|s| rules::forces(s).into_iter().map(move |(c, f)| (s, c, f))).peekable();
    clauses.peek().is_some()
        && clauses.all(|(sentence, clause, force)| match force {
            Force::None(Some(Cue::Stop | Cue::Needless | Cue::Not)) => !leads(sentence, &clause),
            Force::Forbids => !forbids(sentence, &clause),
            Force::None(_) | Force::Holds { .. } => false,
        })
}
