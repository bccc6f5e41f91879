//! A sentence in clauses of one step each: one medicine, activity, or phase of a taper.
//!
//! The sentence is cut at commas, colons, dashes, brackets and "and"; a piece that brings nothing of its own ("twice daily",
//! "for 5 days") belongs to what stands before it, one with its own subject, verb, or dose with its own timing begins a clause.

mod breaks;
mod joins;
mod pieces;
mod signs;
mod subject;

use super::force::joint;
use super::sentence::Sentence;
use crate::grammar::{Fact, Reading};
use crate::lexicon::{Found, Subject};
pub use breaks::is_run_on;
pub use joins::is_end;
use pieces::{forward, pieces};
use signs::{
    better, ends_only, instructed, is_bare, is_session, measured, numbered_name, opens_with_verb, stops,
    strange, tells,
};
pub use signs::{booked, is_next};

/// What stands in front of a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lead {
    /// Nothing.
    Start,
    /// A comma, colon, dash or bracket.
    Mark,
    /// Nothing either, in run-on prose.
    Break,
    /// "and", "plus", "but".
    And,
    /// "or".
    Or,
    /// "then", "followed by".
    Then,
    /// "→", "swapped ... for": in the place of what stands before.
    Instead,
}

/// A clause: a range of its sentence's tokens.
#[derive(Debug, Clone, Copy)]
pub struct Clause {
    /// First token.
    pub from: usize,
    /// One past the last token.
    pub to: usize,
    /// What stands in front.
    pub lead: Lead,
    /// What it is about.
    pub subject: Option<Found<Subject>>,
    /// A further phase of what the clause before is about.
    pub phase: bool,
}

/// The clauses of `sentence`.
pub fn split(sentence: &Sentence) -> Vec<Clause> {
    let mut clauses: Vec<Clause> = Vec::new();
    for piece in forward(sentence, pieces(sentence)) {
        let Some(current) = clauses.last_mut() else {
            clauses.push(piece);
            continue;
        };
        let piece = if of_what_stands_before(sentence, current, &piece) {
            Clause { subject: None, ..piece }
        } else {
            piece
        };
        if piece.lead == Lead::Then && (ends_only(sentence, &piece) || is_bare(sentence, &piece)) {
            // "then stop": the taper ends, nothing begins.
            continue;
        }
        match begins(sentence, current, &piece) {
            Begins::Nothing => {
                current.to = piece.to;
                current.subject = better(current.subject, piece.subject);
            }
            Begins::Step => clauses.push(piece),
            Begins::Phase => clauses.push(Clause { phase: true, ..piece }),
        }
    }
    clauses
}

/// "2 tablets in the morning and 3 tablets in the evening": what is counted behind a medicine is of it.
fn of_what_stands_before(sentence: &Sentence, current: &Clause, piece: &Clause) -> bool {
    let form = piece.subject.filter(|s| s.sense == Subject::Form);
    let counted = |form: Found<Subject>| {
        sentence
            .facts_in(piece.from, piece.to)
            .any(|f| matches!(f.fact, Fact::Pieces(_)) && f.from <= form.from && form.to <= f.to)
    };
    let often = sentence.facts_in(piece.from, piece.to).any(|f| matches!(f.fact, Fact::Frequency { .. }));
    if often {
        // "one adult tablet daily and two paediatric tablets daily": each of its own.
        return false;
    }
    let medicine = current.phase || current.subject.is_some_and(|s| s.sense == Subject::Medicine);
    medicine && form.is_some_and(counted)
}

enum Begins {
    Nothing,
    Step,
    Phase,
}

fn begins(sentence: &Sentence, current: &Clause, piece: &Clause) -> Begins {
    let here = Reading::of(&sentence.facts, current.from, current.to);
    let there = Reading::of(&sentence.facts, piece.from, piece.to);
    let dosed = |c: &Clause| is_dosed(sentence, c);
    if let Some(begins) = joins::by_its_words(sentence, current, piece, &here, &there) {
        return begins;
    }
    let word = |at: usize| word_at(sentence, at);
    // "Tacrolimus: decrease to 2 mg", "Mood chart: fill it in each evening": what is done with what the label names.
    let labelled = joins::is_labelled(sentence, current, piece, &here);
    let timed = is_timed(&there);
    let here_done = here.has_frequency()
        || here.length.is_some()
        || here.phase.is_some()
        || here.date.is_some()
        || here.prn;
    let medicine = |s: Option<Found<Subject>>| s.is_some_and(|s| matches!(s.sense, Subject::Medicine));
    let verb = opens_with_verb(sentence, piece);
    if piece.lead == Lead::Or && !(verb && timed) {
        return Begins::Nothing;
    }
    if let Some(subject) = piece.subject {
        if current.phase && medicine(piece.subject) {
            return Begins::Step;
        }
        let weak = matches!(subject.sense, Subject::Form | Subject::Thing) && current.subject.is_some();
        let deed = matches!(subject.sense, Subject::Deed | Subject::Errand);
        let attended = current.subject.is_some_and(|s| matches!(s.sense, Subject::Test | Subject::Visit));
        if deed && piece.lead == Lead::And && piece.to == piece.from + 1 && current.subject.is_some() {
            // "weigh and record"
            return Begins::Nothing;
        }
        // "Sleeper stretch, hold 30 seconds, twice a day"
        let change = word(subject.from) == "change" && there.has_frequency();
        let given = medicine(current.subject) && joins::GIVEN.contains(&word(subject.from));
        let how =
            change || given || matches!(word(subject.from), "hold" | "wear" | "apply" | "use" | "leave");
        let done = current.subject.is_some_and(|s| {
            s.sense == Subject::Activity
                || (change || given) && matches!(s.sense, Subject::Medicine | Subject::Form)
        });
        if deed && how && done && piece.lead == Lead::Mark && !here.has_time() {
            return Begins::Nothing;
        }
        if deed && attended && piece.lead == Lead::Mark && !here.has_time() {
            // "Stool test - drop the pot off this week": how the test is to be done.
            return Begins::Nothing;
        }
        let sessions = sentence.tokens.get(subject.from).is_some_and(|t| is_session(&t.word));
        if sessions && attended && !here.has_frequency() {
            // "Physiotherapy from Monday, two sessions a week": how often it is.
            return Begins::Nothing;
        }
        let it = matches!(word(subject.to), "it" | "them" | "this" | "these")
            && !there.has_frequency()
            && piece.lead == Lead::Mark;
        if (deed || verb || it) && !medicine(piece.subject) && current.subject.is_some() && (labelled || it) {
            return Begins::Nothing;
        }
        if deed || verb {
            // "..., keep dry for a week": a verb of its own.
            let handles = deed && piece.lead == Lead::Mark && medicine(current.subject) && dosed(current);
            if handles && !here_done && there.has_frequency() && !verb {
                // "Fentanyl patch 25 mcg/h, change every 72 hours": how it is taken.
                return Begins::Nothing;
            }
            if current.subject.is_none() && here.prn && !here.has_frequency() && here.length.is_none() {
                // "If needed, take ..."
                return Begins::Nothing;
            }
            let over = stops(sentence, current) || tells(sentence, current);
            return if current.subject.is_some() || here_done || over {
                Begins::Step
            } else {
                Begins::Nothing
            };
        }
        if current.subject.is_none() {
            let leads = here.has_frequency()
                && (dosed(current) || here.length.is_some())
                && medicine(piece.subject)
                && timed;
            let clinic =
                sentence.cues_in(current.from, current.to).any(|c| c.sense == crate::lexicon::Cue::Clinic)
                    && instructed(sentence, piece);
            let over =
                clinic || stops(sentence, current) || tells(sentence, current) && medicine(piece.subject);
            return if leads || over { Begins::Step } else { Begins::Nothing };
        }
        if weak && here.has_frequency() && there.has_frequency() && subject.sense == Subject::Form {
            return Begins::Step;
        }
        if !weak {
            let both_medicines = medicine(current.subject) && medicine(piece.subject);
            let own_time = timed
                || there.prn
                || there.condition && medicine(piece.subject)
                || there.ongoing
                || there.date.is_some()
                || dosed(piece)
                || numbered_name(sentence, piece);
            if medicine(piece.subject) && (own_time || !medicine(current.subject)) {
                return Begins::Step;
            }
            // "take aspirin and nitroglycerin": two medicines, one order.
            let bare = joint::is_bare(sentence, current) && joint::is_bare(sentence, piece);
            let told = instructed(sentence, current) || joint::goes_home_with(sentence, current);
            if both_medicines && piece.lead == Lead::And && bare && told && subject.from == piece.from {
                return Begins::Step;
            }
            // "A 5 mg twice daily, and the B as before, two puffs when wheezy"
            if both_medicines && piece.lead == Lead::And && here.has_frequency() && dosed(current) {
                return Begins::Step;
            }
            if !both_medicines && (medicine(current.subject) && (here_done || dosed(current))) {
                return Begins::Step;
            }
            if attended && own_time && booked(sentence, current) && piece.lead == Lead::Mark {
                return Begins::Step;
            }
            let idle = current.subject.is_some_and(|s| {
                matches!(s.sense, Subject::Activity | Subject::Deed | Subject::Habit) && !here.has_time()
            });
            if idle && subject.sense == Subject::Activity && timed && piece.lead == Lead::Mark {
                // "Plenty of fluids, three days of bed rest"
                return Begins::Step;
            }
            let visits = matches!(subject.sense, Subject::Test | Subject::Visit);
            if visits && there.date.is_some() && medicine(current.subject) && piece.lead == Lead::Mark {
                return Begins::Step;
            }
            if here_done && (own_time || !both_medicines || piece.lead == Lead::Mark) {
                return Begins::Step;
            }
            if stops(sentence, current) || stops(sentence, piece) {
                return Begins::Step;
            }
            return Begins::Nothing;
        }
    }
    if verb && current.subject.is_some() && here.has_time() && timed && piece.lead != Lead::Mark {
        return Begins::Phase;
    }
    let dosed_phases = measured(sentence, current)
        && measured(sentence, piece)
        && here.length.is_some()
        && there.length.is_some();
    if current.subject.is_some() || current.phase || dosed_phases {
        let next = piece.lead == Lead::Then && (timed || dosed(piece) || there.prn);
        let numbered = there.phase.is_some() && (here.phase.is_some() || dosed(piece));
        let stepped =
            measured(sentence, piece) && timed && here_done && (measured(sentence, current) || current.phase);
        // "Pred 60 x 3d, 40 x 3d": bare numbers, each with its length.
        let bare = |c: &Clause| {
            let number =
                sentence.tokens.get(c.from).is_some_and(|t| matches!(t.kind, crate::text::Kind::Number(_)));
            number && !sentence.facts.iter().any(|f| f.from <= c.from && c.from < f.to)
        };
        let counted = bare(piece)
            && (current.phase || numbered_name(sentence, current))
            && here.length.is_some()
            && there.length.is_some();
        // "..., once a day thereafter"
        let last = there.has_frequency() && whole_phase(sentence, piece) && here.length.is_some();
        // "twice a day for a month, once a day for the month after": each with its own length.
        let whole = |r: &Reading| r.has_frequency() && r.length.is_some();
        let followed = whole(&here) && whole(&there) && piece.lead == Lead::Mark;
        // "2 mg in the morning, 1 mg at 2 pm", "2 tablets in the morning and 3 at night": the doses of one day.
        let of_one_day = |r: &Reading, c: &Clause| {
            r.length.is_none()
                && r.phase.is_none()
                && r.every.is_none()
                && r.date.is_none()
                && !r.prn
                && sentence.facts_in(c.from, c.to).any(|f| matches!(f.fact, Fact::Slot(_) | Fact::Clock(_)))
                && !sentence.facts_in(c.from, c.to).any(|f| matches!(f.fact, Fact::Frequency { .. }))
        };
        if stepped
            && matches!(piece.lead, Lead::Mark | Lead::And | Lead::Break)
            && !current.phase
            && of_one_day(&here, current)
            && of_one_day(&there, piece)
        {
            return Begins::Nothing;
        }
        if next || numbered && here_done || stepped || followed || counted || last {
            return Begins::Phase;
        }
    }
    if here.has_frequency() && there.date.is_some_and(|days| days > 0) && !timed && is_next(sentence, piece) {
        return Begins::Step;
    }
    if piece.lead == Lead::Mark
        && here.has_frequency()
        && there.has_frequency()
        && !there.at_most
        && strange(sentence, piece)
    {
        return Begins::Step;
    }
    if instructed(sentence, piece)
        && here_done
        && (timed || there.date.is_some())
        && matches!(piece.lead, Lead::And | Lead::Mark)
        && !dosed(piece)
    {
        return Begins::Step;
    }
    Begins::Nothing
}

/// Whether it is said how often, how long, or in which part of a plan.
fn is_timed(reading: &Reading) -> bool {
    reading.has_frequency() || reading.length.is_some() || reading.phase.is_some()
}

fn is_dosed(sentence: &Sentence, clause: &Clause) -> bool {
    sentence.facts_in(clause.from, clause.to).any(|f| matches!(f.fact, Fact::Dose { .. } | Fact::Pieces(_)))
}

fn word_at(sentence: &Sentence, at: usize) -> &str {
    sentence.tokens.get(at).map_or("", |t| t.word.as_str())
}

/// "(increased to 5 mg od)": a bracket that tells the new dose.
pub fn is_change(sentence: &Sentence, clause: &Clause) -> bool {
    const CHANGES: &[&str] = &[
        "increased",
        "reduced",
        "decreased",
        "changed",
        "now",
        "aumentado",
        "reducido",
        "augmente",
        "erhoht",
    ];
    let word = |at: usize| word_at(sentence, at);
    let before = clause.from.checked_sub(1).map_or("", word);
    before == "(" && (CHANGES.contains(&word(clause.from)) || word(clause.from) == "to")
}

/// Whether the clause says that it is the last phase ("once a day thereafter").
fn whole_phase(sentence: &Sentence, clause: &Clause) -> bool {
    sentence.facts_in(clause.to, usize::MAX).take(1).any(|f| f.fact == Fact::Then && f.from == clause.to)
}
