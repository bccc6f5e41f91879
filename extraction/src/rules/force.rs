//! Whether a clause is in force: an instruction from the note on.
//!
//! Not in force: history, what was done, what was stopped or is not needed, what somebody else takes, what a patient says they do
//! anyway. "Not" is in force where it is an instruction itself: a restriction of a stated length.

mod causes;
mod ended;
pub(super) mod joint;
mod judge;
mod others;
mod past;
mod remarks;
mod report;
mod told;
mod unordered;
mod waits;

use super::clause::{Clause, Lead, is_change, is_run_on};
use super::sentence::Sentence;
use crate::lexicon::{Cue, Found, Heading, Subject};
pub use ended::returns;
pub(super) use ended::{holds_on, resumes};
use judge::judge;
use others::others;
use past::{is_present, opens_in_the_past, stands_behind, timed_before};
use remarks::without_remarks;
pub use told::follows_an_end;
use waits::{awaits, restarts};

/// What holds of a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Force {
    /// To be done.
    Holds {
        /// An order says so ("start", "should").
        ordered: bool,
    },
    /// Not to be done.
    Forbids,
    /// No instruction, and which kind of word says so; `None` where the section or the surroundings do.
    None(Option<Cue>),
}

/// Longest name or fact that a cue may be a part of, in tokens.
const LONGEST_PHRASE: usize = 40;

/// The force of each clause of `sentence`.
pub fn of(sentence: &Sentence, clauses: &[Clause]) -> Vec<Force> {
    let barred = matches!(
        sentence.section,
        Heading::History | Heading::Stopped | Heading::Forbidden | Heading::SafetyNet
    );
    let restarted = !sentence.tainted && restarts(sentence);
    if sentence.tainted || barred && !(restarted && sentence.section == Heading::Stopped) {
        return vec![Force::None(None); clauses.len()];
    }
    let mut cues = telling(sentence);
    if restarted {
        cues.retain(|c| c.sense != Cue::Stop);
    }
    let mut other = others(sentence, &cues);
    let mut forces: Vec<Force> = Vec::with_capacity(clauses.len());
    let (mut carried, mut behind): (Option<Cue>, bool) = (None, false);
    let mut of_medicine = false; // what was told last
    let run_on = is_run_on(sentence);
    let mut ordered_before = false;
    let mut awaiting = false;
    let mut framed = opens_in_the_past(sentence, &cues);
    for (n, clause) in clauses.iter().enumerate() {
        let next = clauses.get(n + 1);
        let first = cues.partition_point(|c| c.from < clause.from);
        let own: Vec<&Found<Cue>> = cues
            .iter()
            .skip(first)
            .take_while(|c| c.from < clause.to)
            .filter(|c| c.to <= clause.to)
            .collect();
        let mut own = without_remarks(sentence, clause, own);
        if ordered_before {
            // "We increased sertraline, added quetiapine, kept propranolol"
            own.retain(|c| {
                c.sense != Cue::Past || sentence.tokens.get(c.from).is_none_or(|t| t.word != "kept")
            });
        }
        let anchor = clause.subject.map_or(clause.from, |s| s.from);
        let orders = own.iter().any(|c| c.sense == Cue::Instruct && c.from <= anchor.max(clause.from + 4));
        let deed = clause.subject.is_some_and(|s| matches!(s.sense, Subject::Deed | Subject::Errand));
        let joined = matches!(clause.lead, Lead::And | Lead::Or);
        let labelled = word_before(sentence, clause) == ":";
        let named = forces.len() > 1 || clauses.first().is_some_and(|c| c.to - c.from > 2);
        if labelled && named && carried == Some(Cue::Describes) {
            // "RA on methotrexate: 15 mg once a week"
            carried = None;
        }
        if orders || deed {
            let over = turns(sentence, clause);
            carried = carried.filter(|c| *c == Cue::Kin || *c == Cue::Hypothetical && joined && !over);
        }
        // "... takes her neighbour's codeine, instead she should take": an order of its own is the patient's again.
        let bidden =
            own.iter().any(|c| c.sense == Cue::Instruct && c.from <= clause.from + 1 && c.from < anchor)
                || deed && clause.lead == Lead::Break;
        let released = bidden && other.is_some_and(|from| clause.from > from + 1);
        let denied =
            |to: usize| own.iter().any(|c| c.from < to && matches!(c.sense, Cue::Not | Cue::Needless));
        let from_now = |c: &&&Found<Cue>| c.from > anchor && goes_on_from_now(sentence, c) && !denied(c.from);
        if own.iter().any(|c| from_now(&c)) && other.is_none() {
            (carried, framed, ordered_before) = (None, false, true);
            forces.push(Force::Holds { ordered: true });
            continue;
        }
        framed = framed && !is_present(sentence, clause) && !turns(sentence, clause);
        if framed {
            forces.push(Force::None(Some(Cue::Past)));
            continue;
        }
        // "... her roommate's leftover Z-Pak, Augmentin 875 bd": whose it is says nothing of the next.
        let passed = other.is_some_and(|from| {
            clause.from > from
                && clause.lead == Lead::Mark
                && is_possessive(sentence, from)
                && timed(sentence, clause)
        });
        if released || passed || turns(sentence, clause) && dosed(sentence, clause) {
            other = None;
        }
        if other.is_some_and(|from| anchor >= from) && !released {
            forces.push(Force::None(Some(Cue::Kin)));
            continue;
        }
        let medicine = clause.subject.is_some_and(|s| s.sense == Subject::Medicine);
        if medicine && resumes(sentence, clause).is_some() && next.is_none_or(|c| !c.phase) {
            forces.push(Force::Holds { ordered: true });
            continue;
        }
        let ended = ended::is_ended(sentence, clause, next) && !restarted;
        if let Some(cue) = ended.then_some(Cue::Stop).or_else(|| unordered::unordered(sentence, clause)) {
            forces.push(Force::None(Some(cue)));
            continue;
        }
        let waits = awaits(sentence, clause, &own);
        if (awaiting || waits) && clause.subject.is_some_and(|s| s.sense == Subject::Medicine) {
            forces.push(Force::None(Some(Cue::Hypothetical)));
            continue;
        }
        awaiting = waits;
        let force = judge(sentence, clause, &own, anchor, ordered_before);
        let force = match (force, carried) {
            (Err(cue), _) => {
                // "Duloxetine tried": what stands behind its medicine says nothing of the next.
                behind = stands_behind(sentence, clause, &own, cue);
                of_medicine = clause.subject.is_some_and(|s| s.sense == Subject::Medicine);
                carried = Some(cue);
                Force::None(Some(cue))
            }
            (Ok(_), Some(cue @ (Cue::Past | Cue::Stop | Cue::Describes | Cue::Hypothetical)))
                if goes_on(sentence, clause)
                    && !((behind && (run_on || !joined_by_with(sentence, clause))
                        || clause.lead == Lead::Break && cue == Cue::Stop
                        || run_on && !of_medicine)
                        && timed(sentence, clause)) =>
            {
                behind = false;
                Force::None(Some(cue))
            }
            (Ok(Force::Holds { .. }), Some(Cue::Not | Cue::Needless))
                if matches!(clause.lead, Lead::Mark | Lead::And | Lead::Or | Lead::Then)
                    && !dosed(sentence, clause)
                    && !(matches!(clause.lead, Lead::Mark | Lead::And) && is_appointed(sentence, clause)) =>
            {
                Force::None(carried)
            }
            (Ok(force), _) => {
                carried = (force == Force::Forbids).then_some(Cue::Not);
                force
            }
        };
        ordered_before = orders || (ordered_before && !matches!(force, Force::None(_)));
        forces.push(force);
    }
    for n in (1..clauses.len()).filter(|n| clauses.get(*n).is_some_and(|c| c.lead == Lead::Instead)) {
        // The medicine in front is over, whatever stands between.
        let medicine = |c: &Clause| c.subject.is_some_and(|s| s.sense == Subject::Medicine);
        let replaced = clauses.get(..n).and_then(|front| front.iter().rposition(medicine)).unwrap_or(n - 1);
        if let Some(force) = forces.get_mut(replaced) {
            *force = Force::None(Some(Cue::Stop));
        }
    }
    for n in (1..clauses.len()).filter(|n| clauses.get(*n).is_some_and(|c| c.phase && is_change(sentence, c)))
    {
        // "Bisoprolol 2.5 mg od (increased to 5 mg od)": how it was.
        if let Some(force) = forces.get_mut(n - 1) {
            *force = Force::None(Some(Cue::Past));
        }
    }
    backwards(sentence, clauses, &cues, &mut forces);
    joint::share(sentence, clauses, &mut forces);
    if sentence.section == Heading::Report {
        report::keep_orders(sentence, clauses, &cues, &mut forces);
    }
    forces
}

/// "Cefuroxime 1.5 g and metronidazole 500 mg were given": the verb behind the second holds for the first.
fn backwards(sentence: &Sentence, clauses: &[Clause], cues: &[Found<Cue>], forces: &mut [Force]) {
    let mut chained = false;
    // "..., course completed 1 March"
    let is_completed = |c: &Found<Cue>| {
        let word = c.to.checked_sub(1).and_then(|n| sentence.tokens.get(n));
        word.is_some_and(|t| {
            matches!(t.word.as_str(), "completed" | "finished" | "finalizado" | "termine" | "beendet")
        })
    };
    let first_order = cues.iter().filter(|c| c.sense == Cue::Instruct).map(|c| c.to).min();
    for n in (1..clauses.len()).rev() {
        let (Some(before), Some(clause)) = (clauses.get(n - 1), clauses.get(n)) else { continue };
        if !matches!(forces.get(n), Some(Force::None(_))) {
            chained = false;
            continue;
        }
        let first = cues.partition_point(|c| c.from < clause.from);
        let medicine = clause.subject.is_some_and(|s| s.sense == Subject::Medicine);
        let past = cues.iter().skip(first).take_while(|c| c.from < clause.to).any(|c| {
            c.to <= clause.to
                && matches!(c.sense, Cue::Past | Cue::Stop | Cue::Needless)
                && (is_completed(c) && !medicine || clause.subject.is_some_and(|s| c.from >= s.to))
        });
        let completed =
            !medicine && cues.iter().skip(first).take_while(|c| c.from < clause.to).any(is_completed);
        let joined = matches!(clause.lead, Lead::And | Lead::Mark | Lead::Or);
        let ordered = first_order.is_some_and(|to| to <= before.to);
        let timed = sentence
            .facts_in(before.from, before.to)
            .any(|f| matches!(f.fact, crate::grammar::Fact::Length { .. } | crate::grammar::Fact::Date(_)));
        // "Cyclizine 50 mg tds, pabrinex given": a comma, and a time of its own in front of it.
        let apart = !completed
            && clause.lead == Lead::Mark
            && !chained
            && clause.subject.is_some()
            && sentence.facts_in(before.from, before.to).any(|f| {
                matches!(
                    f.fact,
                    crate::grammar::Fact::Frequency { .. }
                        | crate::grammar::Fact::Prn
                        | crate::grammar::Fact::Slot(_)
                )
            });
        let chain = (past || chained) && joined && !apart;
        chained = false;
        if chain
            && !ordered
            && !timed
            && let Some(force) = forces.get_mut(n - 1)
        {
            *force = Force::None(Some(Cue::Past));
            chained = true;
        }
    }
}

/// The cues that are no part of a name ("stop-smoking clinic") or a fact ("at least").
fn telling(sentence: &Sentence) -> Vec<Found<Cue>> {
    sentence.cues.iter().filter(|c| tells(sentence, c)).copied().collect()
}

/// Whether the cue is no part of a longer name or fact.
fn tells(sentence: &Sentence, cue: &Found<Cue>) -> bool {
    let length = cue.to - cue.from;
    let start = cue.from.saturating_sub(LONGEST_PHRASE);
    let named = || {
        sentence
            .subjects_in(start, usize::MAX)
            .take_while(|s| s.from <= cue.from)
            .any(|s| cue.to <= s.to && s.to - s.from > length)
    };
    let read = || {
        !matches!(cue.sense, Cue::Conditional)
            && sentence
                .facts_in(start, usize::MAX)
                .take_while(|f| f.from <= cue.from)
                .any(|f| cue.to <= f.to && f.to - f.from > length)
    };
    cue.sense != Cue::Nothing && !named() && !read()
}

/// "... which she will continue for 6 months", "... to take home": told of, and in force from now on.
fn goes_on_from_now(sentence: &Sentence, cue: &Found<Cue>) -> bool {
    // "shown stretches which she is to do three times daily"
    let before = |n: usize| {
        cue.from.checked_sub(n).and_then(|b| sentence.tokens.get(b)).map_or("", |t| t.word.as_str())
    };
    let words = sentence.tokens.get(cue.from..cue.to).unwrap_or_default();
    let must = |t: &crate::text::Token| matches!(t.word.as_str(), "to" | "should" | "must" | "will");
    let denied = sentence.tokens.get(cue.to).is_some_and(|t| matches!(t.word.as_str(), "not" | "never"));
    if denied {
        return false;
    }
    if cue.sense == Cue::Instruct && (before(1) == "which" || before(2) == "which") && words.iter().any(must)
    {
        return true;
    }
    // "On apixaban, which carries on unchanged"
    let stays = matches!(words, [verb, on, ..] if matches!(verb.word.as_str(), "carries" | "goes") && on.word == "on");
    if cue.sense == Cue::Instruct && stays {
        return true;
    }
    cue.sense == Cue::Instruct
        && words.len() > 1
        && words.last().is_some_and(|t| {
            matches!(
                t.word.as_str(),
                "rebooked"
                    | "rescheduled"
                    | "rearranged"
                    | "continue"
                    | "continued"
                    | "home"
                    | "continuar"
                    | "poursuivre"
                    | "continuer"
                    | "fortfuhren"
            )
        })
}

/// Whether a past tense in front of it still holds for the clause: always behind "and", behind a comma for lists.
fn goes_on(sentence: &Sentence, clause: &Clause) -> bool {
    let medicine = clause.subject.is_none_or(|s| matches!(s.sense, Subject::Medicine | Subject::Form));
    // "..., and from tomorrow he takes the dressing down"
    let to_come = sentence.facts_in(clause.from, clause.from + 3).any(|f| {
        f.from >= clause.from
            && f.from <= clause.from + 1
            && matches!(f.fact, crate::grammar::Fact::Date(days) if days > 0)
    });
    if to_come {
        return false;
    }
    match clause.lead {
        Lead::Start | Lead::Instead => false,
        Lead::Mark | Lead::Break => medicine || !timed_before(sentence, clause, clause.to),
        Lead::And => !(turns(sentence, clause) && dosed(sentence, clause)),
        Lead::Or | Lead::Then => true,
    }
}

/// "Analgesia was with paracetamol": what is told goes on.
fn joined_by_with(sentence: &Sentence, clause: &Clause) -> bool {
    word_before(sentence, clause) == "with"
}

/// The word or mark in front of a clause; empty at the beginning.
fn word_before<'s>(sentence: &'s Sentence, clause: &Clause) -> &'s str {
    clause.from.checked_sub(1).and_then(|b| sentence.tokens.get(b)).map_or("", |t| t.word.as_str())
}

/// Whether the clause says how often or for how long.
fn timed(sentence: &Sentence, clause: &Clause) -> bool {
    timed_before(sentence, clause, clause.to)
}

/// Whether the relative at `at` is named as an owner ("her mother's tablets").
fn is_possessive(sentence: &Sentence, at: usize) -> bool {
    let word = |n: usize| sentence.tokens.get(n).map_or("", |t| t.word.as_str());
    word(at + 1) == "s" || word(at).ends_with('s') && word(at).contains('\'')
}

/// Whether "so" or "but" stands in front: what was told is over.
fn turns(sentence: &Sentence, clause: &Clause) -> bool {
    matches!(
        word_before(sentence, clause),
        "so" | "but" | "yet" | "pero" | "mais" | "aber" | "meanwhile" | "while"
    )
}

/// "ECG with the nurse next Tuesday": a test or a visit on its day.
fn is_appointed(sentence: &Sentence, clause: &Clause) -> bool {
    clause.subject.is_some_and(|s| matches!(s.sense, Subject::Test | Subject::Visit))
        && sentence
            .facts_in(clause.from, clause.to)
            .any(|f| matches!(f.fact, crate::grammar::Fact::Date(days) if days > 0))
}

fn dosed(sentence: &Sentence, clause: &Clause) -> bool {
    use crate::grammar::Fact;
    sentence.facts_in(clause.from, clause.to).any(|f| {
        f.from >= clause.from
            && f.to <= clause.to
            && matches!(f.fact, Fact::Dose { .. } | Fact::Frequency { .. } | Fact::Pieces(_) | Fact::Slot(_))
    })
}

/// Whether the clause is about a complaint rather than a thing to do.
pub fn complains(sentence: &Sentence, clause: &Clause) -> bool {
    sentence.cues_in(clause.from, clause.to).any(|c| c.sense == Cue::Symptom && tells(sentence, c))
}

/// Whether the clause has a cue of this sense.
pub fn says(sentence: &Sentence, clause: &Clause, sense: Cue) -> bool {
    sentence.cues_in(clause.from, clause.to).any(|c| c.sense == sense && tells(sentence, c))
}
