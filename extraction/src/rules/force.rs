//! Whether a clause is in force: an instruction from the note on.
//!
//! Not in force: history, what was done, what was stopped or is not needed, what somebody else takes, what a patient says they do
//! anyway. "Not" is in force where it is an instruction itself: a restriction of a stated length.

mod others;
mod past;
mod report;
mod waits;

use super::clause::{Clause, Lead, is_run_on};
use super::sentence::Sentence;
use crate::lexicon::{Cue, Found, Heading, Subject};
use others::others;
use past::{
    hypothetical, is_end, is_over, is_present, lasts, opens_in_the_past, stands_behind, timed_before,
};
use waits::{awaits, restarts, slowly};

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
    let other = others(sentence, &cues);
    let mut forces: Vec<Force> = Vec::with_capacity(clauses.len());
    let (mut carried, mut behind): (Option<Cue>, bool) = (None, false);
    // What was told last was told of a medicine.
    let mut of_medicine = false;
    let run_on = is_run_on(sentence);
    let mut ordered_before = false;
    let mut awaiting = false;
    let mut framed = opens_in_the_past(sentence, &cues);
    for clause in clauses {
        let first = cues.partition_point(|c| c.from < clause.from);
        let own: Vec<&Found<Cue>> = cues
            .iter()
            .skip(first)
            .take_while(|c| c.from < clause.to)
            .filter(|c| c.to <= clause.to)
            .collect();
        let anchor = clause.subject.map_or(clause.from, |s| s.from);
        let orders = own.iter().any(|c| c.sense == Cue::Instruct && c.from <= anchor.max(clause.from + 4));
        let deed = clause.subject.is_some_and(|s| matches!(s.sense, Subject::Deed | Subject::Errand));
        let joined = matches!(clause.lead, Lead::And | Lead::Or);
        if orders || deed {
            carried = carried.filter(|c| *c == Cue::Kin || *c == Cue::Hypothetical && joined);
        }
        // "... takes her neighbour's codeine, instead she should take": an order of its own is the patient's again.
        let bidden =
            own.iter().any(|c| c.sense == Cue::Instruct && c.from <= clause.from + 1 && c.from < anchor)
                || deed && clause.lead == Lead::Break;
        let released = bidden && other.is_some_and(|from| clause.from > from + 1);
        if own.iter().any(|c| c.from > anchor && goes_on_from_now(sentence, c)) && other.is_none() {
            (carried, framed, ordered_before) = (None, false, true);
            forces.push(Force::Holds { ordered: true });
            continue;
        }
        framed = framed && !is_present(sentence, clause) && !turns(sentence, clause);
        if framed {
            forces.push(Force::None(Some(Cue::Past)));
            continue;
        }
        if other.is_some_and(|from| anchor >= from) && !released {
            forces.push(Force::None(Some(Cue::Kin)));
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
                    && !((behind
                        || clause.lead == Lead::Break && cue == Cue::Stop
                        || run_on && !of_medicine)
                        && timed(sentence, clause)) =>
            {
                Force::None(Some(cue))
            }
            (Ok(Force::Holds { .. }), Some(Cue::Not | Cue::Needless))
                if matches!(clause.lead, Lead::Mark | Lead::And | Lead::Or | Lead::Then)
                    && !dosed(sentence, clause) =>
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
    backwards(sentence, clauses, &cues, &mut forces);
    if sentence.section == Heading::Report {
        report::keep_orders(sentence, clauses, &cues, &mut forces);
    }
    forces
}

/// "Cefuroxime 1.5 g and metronidazole 500 mg were given": the verb behind the second holds for the first.
fn backwards(sentence: &Sentence, clauses: &[Clause], cues: &[Found<Cue>], forces: &mut [Force]) {
    let mut chained = false;
    let first_order = cues.iter().filter(|c| c.sense == Cue::Instruct).map(|c| c.to).min();
    for n in (1..clauses.len()).rev() {
        let (Some(before), Some(clause)) = (clauses.get(n - 1), clauses.get(n)) else { continue };
        if !matches!(forces.get(n), Some(Force::None(_))) {
            chained = false;
            continue;
        }
        let first = cues.partition_point(|c| c.from < clause.from);
        let past = cues.iter().skip(first).take_while(|c| c.from < clause.to).any(|c| {
            c.to <= clause.to
                && matches!(c.sense, Cue::Past | Cue::Stop | Cue::Needless)
                && clause.subject.is_some_and(|s| c.from >= s.to)
        });
        let joined = matches!(clause.lead, Lead::And | Lead::Mark | Lead::Or);
        let ordered = first_order.is_some_and(|to| to <= before.to);
        let timed = sentence
            .facts_in(before.from, before.to)
            .any(|f| matches!(f.fact, crate::grammar::Fact::Length { .. } | crate::grammar::Fact::Date(_)));
        // "Cyclizine 50 mg tds, pabrinex given": a comma, and a time of its own in front of it.
        let apart = clause.lead == Lead::Mark
            && !chained
            && sentence.facts_in(before.from, before.to).any(|f| {
                matches!(f.fact, crate::grammar::Fact::Frequency { .. } | crate::grammar::Fact::Prn)
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
    let words = sentence.tokens.get(cue.from..cue.to).unwrap_or_default();
    cue.sense == Cue::Instruct
        && words.len() > 1
        && words.last().is_some_and(|t| {
            matches!(
                t.word.as_str(),
                "continue" | "continued" | "home" | "continuar" | "poursuivre" | "continuer" | "fortfuhren"
            )
        })
}

/// Whether a past tense in front of it still holds for the clause: always behind "and", behind a comma for lists.
fn goes_on(sentence: &Sentence, clause: &Clause) -> bool {
    let medicine = clause.subject.is_none_or(|s| matches!(s.sense, Subject::Medicine | Subject::Form));
    match clause.lead {
        Lead::Start | Lead::Instead => false,
        Lead::Mark | Lead::Break => medicine || !timed_before(sentence, clause, clause.to),
        Lead::And => !(turns(sentence, clause) && dosed(sentence, clause)),
        Lead::Or | Lead::Then => true,
    }
}

/// Whether the clause says how often or for how long.
fn timed(sentence: &Sentence, clause: &Clause) -> bool {
    timed_before(sentence, clause, clause.to)
}

/// Whether "so" or "but" stands in front: what was told is over.
fn turns(sentence: &Sentence, clause: &Clause) -> bool {
    clause.from.checked_sub(1).and_then(|b| sentence.tokens.get(b)).is_some_and(|t| {
        matches!(t.word.as_str(), "so" | "but" | "pero" | "mais" | "aber" | "meanwhile" | "while")
    })
}

fn dosed(sentence: &Sentence, clause: &Clause) -> bool {
    use crate::grammar::Fact;
    sentence.facts_in(clause.from, clause.to).any(|f| {
        f.from >= clause.from
            && f.to <= clause.to
            && matches!(f.fact, Fact::Dose { .. } | Fact::Frequency { .. } | Fact::Pieces(_))
    })
}

/// The force of one clause by its own words; `Err` with the reason that it has none.
fn judge(
    sentence: &Sentence,
    clause: &Clause,
    own: &[&Found<Cue>],
    anchor: usize,
    ordered_before: bool,
) -> Result<Force, Cue> {
    let plan = sentence.section == Heading::Plan;
    let has = |sense: Cue| own.iter().find(|c| c.sense == sense);
    let before = |sense: Cue| own.iter().rev().find(|c| c.sense == sense && c.from <= anchor);
    let order = before(Cue::Instruct);
    if let Some(needless) = has(Cue::Needless) {
        return if restricts(sentence, clause, needless) { Ok(Force::Forbids) } else { Err(Cue::Needless) };
    }
    if let Some(stop) = has(Cue::Stop) {
        // "Stop X": nothing to do any more. "... for 2 weeks and stop" ends what is to be done.
        let last =
            stop.to >= clause.to || stop.from > anchor + 1 && order.is_some_and(|o| o.from < stop.from);
        let ends = last && stop.from > anchor && is_end(sentence, stop) && lasts(sentence, clause, stop.from);
        if !ends && !slowly(sentence, clause) {
            return Err(Cue::Stop);
        }
    }
    if let Some(clinic) = has(Cue::Clinic)
        && !(plan && order.is_some_and(|o| o.from < clinic.from) && clinic.from > anchor)
    {
        return Err(Cue::Past);
    }
    if hypothetical(sentence, own, anchor) {
        return Err(Cue::Hypothetical);
    }
    // "You are on 10 mg at night": where nothing is named, up to its verb.
    let told = anchor + usize::from(clause.subject.is_none() && dosed(sentence, clause));
    // The last word in front of the subject decides; behind it, a past tense does unless there was an order.
    let verdict = own
        .iter()
        .rev()
        .find(|c| c.from <= told && matches!(c.sense, Cue::Instruct | Cue::Past | Cue::Describes));
    match verdict.map(|c| c.sense) {
        Some(Cue::Past) => return Err(Cue::Past),
        Some(Cue::Describes) if !plan => return Err(Cue::Describes),
        _ => {}
    }
    let planned = |at: usize| {
        use crate::grammar::Fact;
        sentence.facts.iter().any(|f| {
            f.from >= anchor
                && f.to <= at
                && match f.fact {
                    Fact::Date(days) => days > 0,
                    Fact::Frequency { .. } | Fact::Prn => true,
                    _ => false,
                }
        })
    };
    if order.is_none()
        && let Some(after) = own.iter().find(|c| c.from > anchor && matches!(c.sense, Cue::Past))
        && !own.iter().any(|c| c.sense == Cue::Instruct && c.from < after.from)
        && !(ordered_before && after.from > anchor + 4)
        && !(planned(after.from) && after.from > anchor + 4)
        && !clause.subject.is_some_and(|s| matches!(s.sense, Subject::Deed | Subject::Errand))
    {
        return Err(Cue::Past);
    }
    if order.is_none()
        && own.iter().any(|c| c.sense == Cue::Past && c.from > anchor && is_over(sentence, clause, c))
    {
        return Err(Cue::Past);
    }
    // "Nothing worrying, I have asked her to take ...": an order far behind the "not" is none of its.
    let ordered_after = |not: &Found<Cue>| {
        own.iter().any(|c| c.sense == Cue::Instruct && c.from > not.to + 1 && c.from <= anchor)
    };
    if let Some(not) =
        own.iter().find(|c| c.sense == Cue::Not && c.from <= anchor.max(clause.from + 2) && !ordered_after(c))
    {
        let verbal = not.from <= clause.from + 1 || order.is_some() || clause.subject.is_some();
        return if verbal { Ok(Force::Forbids) } else { Err(Cue::Not) };
    }
    let ordered = order.is_some()
        || own.iter().any(|c| c.sense == Cue::Instruct && (c.from <= clause.from + 4 || c.to == clause.to));
    Ok(Force::Holds { ordered })
}

/// "Kneeling to be avoided for 2 weeks", "Driving: not for 6 months": not to be done, for a stated while.
fn restricts(sentence: &Sentence, clause: &Clause, needless: &Found<Cue>) -> bool {
    use crate::grammar::Fact;
    let words = sentence.tokens.get(needless.from..needless.to).unwrap_or_default();
    let medicine = clause.subject.is_some_and(|s| matches!(s.sense, Subject::Medicine | Subject::Form));
    let avoided = words.iter().any(|t| t.word == "avoided");
    let not_for = matches!(words, [not, length] if not.word == "not" && length.word == "for");
    let lasts = |f: &&crate::grammar::At| matches!(f.fact, Fact::Length { .. }) && f.to <= clause.to;
    !medicine
        && (avoided && sentence.facts.iter().filter(lasts).any(|f| f.from >= clause.from)
            || not_for && sentence.facts.iter().filter(lasts).any(|f| f.from + 1 == needless.to))
}

/// Whether the clause is about a complaint rather than a thing to do.
pub fn complains(sentence: &Sentence, clause: &Clause) -> bool {
    sentence.cues_in(clause.from, clause.to).any(|c| c.sense == Cue::Symptom && tells(sentence, c))
}

/// Whether the clause has a cue of this sense.
pub fn says(sentence: &Sentence, clause: &Clause, sense: Cue) -> bool {
    sentence.cues_in(clause.from, clause.to).any(|c| c.sense == sense && tells(sentence, c))
}
