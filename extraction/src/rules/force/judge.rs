//! The force of one clause by its own words.

use super::super::clause::Clause;
use super::super::decide;
use super::super::sentence::Sentence;
use super::causes::is_cause;
use super::past::{hypothetical, is_end, is_over, lasts};
use super::told::{self, follows_an_end};
use super::waits::slowly;
use super::{Force, dosed};
use crate::grammar::{At, Fact};
use crate::lexicon::{Cue, Found, Heading, Subject};
use crate::text::Token;

/// Words in front of the verb of a clause that names nothing, at most.
const FURTHEST_VERB: usize = 2;

/// The force of one clause by its own words; `Err` with the reason that it has none.
pub(super) fn judge(
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
    if let Some(needless) = has(Cue::Needless).filter(|c| !infused(sentence, clause, c)) {
        if told::is_unchanged(sentence, clause, needless) {
            return Ok(Force::Holds { ordered: true });
        }
        return if restricts(sentence, clause, needless) { Ok(Force::Forbids) } else { Err(given(own)) };
    }
    let follows = follows_an_end(sentence, clause);
    if follows.is_none() && told::is_still_to_do(sentence, clause) {
        return Ok(Force::Holds { ordered: true });
    }
    if let Some(stop) = has(Cue::Stop).filter(|c| follows != Some(**c)) {
        // "Stop X": nothing to do any more. "... for 2 weeks and stop" ends what is to be done.
        let last =
            stop.to >= clause.to || stop.from > anchor + 1 && order.is_some_and(|o| o.from < stop.from);
        let ends = last && stop.from > anchor && is_end(sentence, stop) && lasts(sentence, clause, stop.from);
        if !ends && !slowly(sentence, clause) {
            return Err(Cue::Stop);
        }
    }
    if order.is_none() && !plan && told::is_told(sentence, clause) {
        return Err(Cue::Past);
    }
    if is_cause(sentence, clause) {
        return Err(Cue::Past);
    }
    if let Some(clinic) = has(Cue::Clinic)
        && !((plan || repeats_behind(sentence, clause, clinic))
            && order.is_some_and(|o| o.from < clinic.from)
            && clinic.from > anchor)
    {
        return Err(Cue::Past);
    }
    if own.iter().any(|c| c.from <= clause.from + 1 && takes_over(sentence, c)) {
        return Err(Cue::Stop);
    }
    if hypothetical(sentence, own, anchor) {
        return Err(Cue::Hypothetical);
    }
    // "You are on 10 mg at night", "The baby takes 4 oz": where nothing is named, up to its verb.
    let nameless = clause.subject.is_none() && dosed(sentence, clause);
    let told = anchor + if nameless { FURTHEST_VERB } else { 0 };
    // The last word in front of the subject decides; behind it, a past tense does unless there was an order.
    let verdict = own
        .iter()
        .rev()
        .filter(|c| !is_usual(sentence, clause, own, c))
        .find(|c| c.from <= told && matches!(c.sense, Cue::Instruct | Cue::Past | Cue::Describes));
    // "Received a trial of thalidomide"
    let had = verdict.is_some_and(|v| {
        let trial =
            sentence.tokens.get(v.from).is_some_and(|t| matches!(t.word.as_str(), "trial" | "course"));
        trial && own.iter().any(|c| c.sense == Cue::Past && c.to <= v.from && c.to + 2 >= v.from)
    });
    if had {
        return Err(Cue::Past);
    }
    match verdict.map(|c| c.sense) {
        Some(Cue::Past) => return Err(Cue::Past),
        Some(Cue::Describes) if !plan && !goes_on_for(sentence, clause) => return Err(Cue::Describes),
        Some(Cue::Describes) if reports(sentence, clause, anchor) => return Err(Cue::Describes),
        _ => {}
    }
    if order.is_none() && clause.subject.is_none() && own.iter().any(|c| is_fed(sentence, c)) {
        return Err(Cue::Describes);
    }
    // "One ED visit in November: ...", told in March.
    let vaccine = |t: &Token| matches!(t.word.as_str(), "flu" | "vaccine" | "jab" | "shot" | "booster");
    let words = sentence.tokens.get(clause.from..clause.to).unwrap_or_default();
    if order.is_none()
        && !plan
        && !sentence.item
        && !words.iter().any(vaccine)
        && decide::is_last_year(sentence, clause)
    {
        return Err(Cue::Past);
    }
    // "... 10 mg at night in 2019": a year gone by.
    let year = |c: &&&Found<Cue>| {
        c.sense == Cue::Past
            && sentence.tokens.get(c.from).is_some_and(|t| matches!(t.kind, crate::text::Kind::Number(_)))
    };
    let tried = order.and_then(|o| sentence.tokens.get(o.from)).is_none_or(|t| t.word == "trial");
    if tried && own.iter().any(|c| year(&c)) {
        return Err(Cue::Past);
    }
    let planned = |at: usize| {
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
        && !to_come_at(sentence, clause, after)
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

/// "Continue usual bisoprolol 5 mg", "Take your usual metformin": which one, behind an order, and no habit.
fn is_usual(sentence: &Sentence, clause: &Clause, own: &[&Found<Cue>], cue: &Found<Cue>) -> bool {
    let usual = sentence.tokens.get(cue.from).is_some_and(|t| matches!(t.word.as_str(), "usual" | "regular"));
    let medicine = sentence.subjects_in(cue.to, clause.to).any(|s| s.sense == Subject::Medicine);
    let near = |c: &Found<Cue>| c.to <= cue.from && c.to + 2 >= cue.from;
    usual && medicine && own.iter().any(|c| c.sense == Cue::Instruct && near(c))
}

/// "She needs B12, which I should be grateful if your nurse would give three times a week".
fn repeats_behind(sentence: &Sentence, clause: &Clause, clinic: &Found<Cue>) -> bool {
    sentence.facts_in(clinic.to, clause.to).any(|f| matches!(f.fact, Fact::Frequency { .. }))
}

/// "Monofer 1 g in the day unit on 11 March": a place, and a day to come.
fn to_come_at(sentence: &Sentence, clause: &Clause, past: &Found<Cue>) -> bool {
    sentence.tokens.get(past.from).is_some_and(|t| matches!(t.word.as_str(), "in" | "on" | "at"))
        && sentence.facts_in(past.to, clause.to).any(|f| matches!(f.fact, Fact::Date(days) if days > 1))
}

/// "She was given hydrocortisone intravenously and then prednisolone": past, whatever else it is.
fn given(own: &[&Found<Cue>]) -> Cue {
    let past = own.iter().position(|c| c.sense == Cue::Past);
    let needless = own.iter().position(|c| c.sense == Cue::Needless);
    if past.is_some() && past < needless { Cue::Past } else { Cue::Needless }
}

/// "Replaces omeprazole", "It takes the place of Seretide": the medicine behind it is over.
fn takes_over(sentence: &Sentence, cue: &Found<Cue>) -> bool {
    let words = sentence.tokens.get(cue.from..cue.to).unwrap_or_default();
    cue.sense == Cue::Aside
        && words.first().is_some_and(|t| matches!(t.word.as_str(), "replaces" | "replacing" | "takes"))
}

/// "Patient reports she has been taking ibuprofen": told by the patient, whatever the section.
fn reports(sentence: &Sentence, clause: &Clause, anchor: usize) -> bool {
    const REPORTS: &[&str] = &[
        "reports",
        "reported",
        "states",
        "stated",
        "says",
        "said",
        "admits",
        "endorses",
        "refiere",
        "relata",
        "rapporte",
        "declare",
        "berichtet",
        "gibt",
    ];
    let front = sentence.tokens.get(clause.from..anchor).unwrap_or_default();
    front.iter().any(|t| REPORTS.contains(&t.word.as_str()))
}

/// "She is bottle-fed 3 ounces every 3 hours": how a child is fed now.
fn is_fed(sentence: &Sentence, cue: &Found<Cue>) -> bool {
    let last = cue.to.checked_sub(1).and_then(|at| sentence.tokens.get(at));
    cue.sense == Cue::Describes
        && last.is_some_and(|t| matches!(t.word.as_str(), "fed" | "feeding" | "breastfed"))
}

/// "He has ibuprofen three times a day for 5 more days": told, and still to be done.
fn goes_on_for(sentence: &Sentence, clause: &Clause) -> bool {
    sentence.facts_in(clause.from, clause.to).any(|f| {
        let words = sentence.tokens.get(f.from..f.to).unwrap_or_default();
        matches!(f.fact, Fact::Length { .. })
            && words.iter().any(|t| matches!(t.word.as_str(), "more" | "another" | "further"))
    })
}

/// "Zoledronic acid 4 mg intravenously every 6 months": what is given by drip and still to come.
fn infused(sentence: &Sentence, clause: &Clause, needless: &Found<Cue>) -> bool {
    let by_drip =
        sentence.tokens.get(needless.from).is_some_and(|t| t.word.starts_with("intrav") || t.word == "iv");
    let to_come = |f: &Fact| match f {
        Fact::Frequency { every, .. } => every.is_some_and(|days| days >= 7.0),
        Fact::Date(days) => *days > 1,
        _ => false,
    };
    by_drip && sentence.facts_in(clause.from, clause.to).any(|f| to_come(&f.fact))
}

/// "Kneeling to be avoided for 2 weeks", "Driving: not for 6 months": not to be done, for a stated while.
fn restricts(sentence: &Sentence, clause: &Clause, needless: &Found<Cue>) -> bool {
    let words = sentence.tokens.get(needless.from..needless.to).unwrap_or_default();
    let medicine = clause.subject.is_some_and(|s| matches!(s.sense, Subject::Medicine | Subject::Form));
    let avoided = words.iter().any(|t| matches!(t.word.as_str(), "avoided" | "out" | "limits"));
    let not_for = matches!(words, [not, length] if not.word == "not" && length.word == "for");
    let lasts = |f: &&At| matches!(f.fact, Fact::Length { .. }) && f.to <= clause.to;
    !medicine
        && (avoided && sentence.facts.iter().filter(lasts).any(|f| f.from >= clause.from)
            || not_for && sentence.facts.iter().filter(lasts).any(|f| f.from + 1 == needless.to))
}
